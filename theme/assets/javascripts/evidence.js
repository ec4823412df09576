// Opens a footnote in place, below the line that cites it, and unfolds the list at the end of the page for who is led
// there.  Without this file the number leads to that list.
(() => {
  "use strict";

  const noteOf = (ref) => document.getElementById(decodeURIComponent(ref.hash.slice(1)));

  const close = (ref) => {
    document.getElementById(ref.getAttribute("aria-controls"))?.remove();
    ref.setAttribute("aria-expanded", "false");
    ref.removeAttribute("aria-controls");
  };

  const panelOf = (ref, note) => {
    const panel = document.createElement("div");
    panel.className = "evidence";
    panel.id = `evidence-${ref.parentElement.id.replace(":", "-")}`;
    panel.setAttribute("role", "note");
    panel.setAttribute("aria-label", ref.getAttribute("aria-label") ?? "Evidence");
    for (const part of note.cloneNode(true).childNodes) panel.append(part.cloneNode(true));
    panel.querySelectorAll(".footnote-backref").forEach((link) => link.remove());
    panel.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
    return panel;
  };

  const open = (ref, note) => {
    const panel = panelOf(ref, note);
    const place = ref.closest("figure, li, td, p");
    if (place.tagName === "P") place.after(panel);
    else place.append(panel);
    panel.scrollIntoView({ block: "nearest" }); // a number at the foot of the screen opens below it
    ref.setAttribute("aria-expanded", "true");
    ref.setAttribute("aria-controls", panel.id);
  };

  const toggle = (ref) => {
    const note = noteOf(ref);
    if (!note) return false;
    if (ref.getAttribute("aria-expanded") === "true") close(ref);
    else open(ref, note);
    return true;
  };

  document.querySelectorAll(".footnote-ref").forEach((ref) => {
    ref.setAttribute("role", "button");
    ref.setAttribute("aria-expanded", "false");
  });

  // Not every browser does that by itself.
  const unfold = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = target?.closest("details.fold:not([open])");
    if (!fold) return;
    fold.open = true;
    target.scrollIntoView();
  };

  addEventListener("hashchange", unfold);
  unfold();

  document.addEventListener("click", (event) => {
    const ref = event.target.closest?.(".footnote-ref");
    const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (ref && isPlain && toggle(ref)) event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    const ref = event.target.closest?.(".footnote-ref");
    if (ref && event.key === " ") {
      event.preventDefault();
      toggle(ref);
    } else if (event.key === "Escape") {
      document.querySelectorAll('.footnote-ref[aria-expanded="true"]').forEach(close);
    }
  });
})();
