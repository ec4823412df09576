// Gives the page the colours that its reader chose before, ere it is painted (`memory.js`, and Material's scripts).
(() => {
  "use strict";

  const chosen = __md_get("__palette")?.color;
  if (!chosen) return;

  const inputFor = (media) => document.querySelector(`[data-md-color-media="${media}"]`);
  const ofSystem = () =>
    inputFor(`(prefers-color-scheme: ${matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark"})`);

  const input = chosen.media === "(prefers-color-scheme)" ? ofSystem() : null;
  for (const [name, value] of Object.entries(chosen)) {
    document.body.setAttribute(`data-md-color-${name}`, input?.getAttribute(`data-md-color-${name}`) ?? value);
  }
})();
