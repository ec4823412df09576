// Opens the tabs of a page that its reader opened elsewhere by the same label, and the one that the address names.
(({ dataset }) => {
  "use strict";

  const chosen = "linked" in dataset ? __md_get("__tabs") : null;
  for (const set of Array.isArray(chosen) ? document.querySelectorAll(".tabbed-set") : []) {
    const labels = [...set.querySelectorAll(".tabbed-labels > label")];
    const label = chosen.map((name) => labels.find(({ innerText }) => innerText.trim() === name)).find(Boolean);
    if (label) document.getElementById(label.htmlFor).checked = true;
  }

  const named = document.getElementById(location.hash.slice(1));
  if (named?.name?.startsWith("__tabbed_")) named.checked = true;
})(document.currentScript);
