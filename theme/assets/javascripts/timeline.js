// Filters the lines of a timeline by what stands in their data-… attributes.  The choice is kept in the address, so
// that it can be sent and goes along to the next page.  Without this file all lines are shown.
(() => {
  "use strict";

  const form = document.querySelector("[data-filter]");
  if (!form) return;

  const fields = [...form.querySelectorAll("select")];
  const entries = [...document.querySelectorAll(".timeline__entry")];
  const told = form.querySelector("output");
  const reset = form.querySelector("button");
  const pages = [...document.querySelectorAll(".pager a, .years a")];

  const chosen = () => fields.filter((field) => field.value);

  const matches = (entry) =>
    chosen().every((field) => (entry.dataset[field.name] ?? "").split(" ").includes(field.value));

  const show = () => {
    let count = 0;
    for (const entry of entries) {
      const isIn = matches(entry);
      entry.toggleAttribute("data-out", !isIn);
      count += isIn;
    }
    const isFiltered = chosen().length > 0;
    const where = pages.some((link) => link.closest(".pager")) ? " on this page" : "";
    told.textContent = isFiltered ? `${count} of ${entries.length} events${where}` : "";
    reset.hidden = !isFiltered;
  };

  const query = () => {
    const found = new URLSearchParams(location.search);
    for (const field of fields) {
      if (field.value) found.set(field.name, field.value);
      else found.delete(field.name);
    }
    return found.toString();
  };

  const keep = () => {
    const search = query();
    const address = `${location.pathname}${search ? `?${search}` : ""}${location.hash}`;
    history.replaceState(history.state, "", address);
    for (const link of pages) link.search = search;
  };

  // A value of the address that no line of this page has is kept: the next page may have some.
  const take = () => {
    const search = new URLSearchParams(location.search);
    for (const field of fields) {
      const value = search.get(field.name) ?? "";
      if (value && ![...field.options].some((option) => option.value === value)) {
        field.append(new Option(`${value} (0)`, value));
      }
      field.value = value;
    }
  };

  const update = () => {
    show();
    keep();
  };

  form.addEventListener("change", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => (update(), fields[0].focus())));
  addEventListener("popstate", () => (take(), show()));

  take();
  update();
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
})();
