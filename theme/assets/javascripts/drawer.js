// The drawer of narrow windows, by keyboard.  Material opens it by a label, which only a mouse or a finger reaches; here
// a button stands in its place.  The levels within are opened by checkboxes, which dateline.css lets the Tab key reach.
(() => {
  "use strict";

  const box = document.getElementById("__drawer");
  const drawer = document.querySelector(".md-sidebar--primary");
  const label = document.querySelector(".md-header label[for=__drawer]");
  if (!box || !drawer || !label) return;

  const opener = document.createElement("button");
  opener.type = "button";
  opener.className = `${label.className} drawer-open`;
  opener.setAttribute("aria-label", label.getAttribute("aria-label"));
  opener.append(...label.childNodes);
  label.replaceWith(opener);

  const tell = () => opener.setAttribute("aria-expanded", String(box.checked));
  const isShown = (part) => part.checkVisibility({ visibilityProperty: true });

  opener.addEventListener("click", () => box.click());

  box.addEventListener("change", () => {
    tell();
    const within = [...drawer.querySelectorAll(".md-nav__link[href], .md-nav__toggle")];
    (box.checked ? within.find(isShown) : opener)?.focus();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches?.(".md-nav__toggle")) event.target.click();
    else if (event.key === "Escape" && box.checked) box.click();
  });

  // Behind an open drawer nothing can be seen, so it shuts when the focus goes on.
  drawer.addEventListener("focusout", ({ relatedTarget }) => {
    if (!relatedTarget || drawer.contains(relatedTarget)) return;
    box.checked = false;
    tell();
  });

  tell();
})();
