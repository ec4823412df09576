// What opens the search: its button, the keys / and Ctrl-K, and an address with `?q=`. The dialog's own script,
// finder.js, is loaded when it is opened first, since most visits never search.
(() => {
  "use strict";

  const dialog = document.getElementById("finder");
  if (!dialog) return;

  const FINDER = new URL("finder.js", document.currentScript.src);
  const form = dialog.querySelector("form");
  let script;

  const load = () => {
    if (script) return;
    script = document.createElement("script");
    script.src = FINDER.href;
    script.addEventListener("error", () => {
      script = null; // tried anew when the dialog is opened again
      dialog.querySelector(".finder__status").textContent = dialog.dataset.failed;
    });
    document.head.append(script);
  };

  const open = () => {
    if (!dialog.open) {
      dialog.showModal();
      form.elements.q.select();
      load();
      dialog.dispatchEvent(new Event("open"));
    }
    form.elements.q.focus();
  };

  // A field of the dialog keeps the focus for a moment after the dialog was closed.
  const isTyping = (target) =>
    target.closest?.("input, textarea, select, [contenteditable]") && (dialog.open || !dialog.contains(target));

  document.addEventListener("keydown", (event) => {
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    if (!isCommand && !isSlash) return;
    event.preventDefault();
    open();
  });

  form.addEventListener("submit", (event) => event.preventDefault()); // before finder.js is there, too
  document.querySelector(".finder-open").addEventListener("click", open);
  if (new URL(location.href).searchParams.has("q")) open();
})();
