// Takes the zoom of a timeline from the address before anything is painted, so that nothing moves; timeline.js goes on.
(() => {
  "use strict";

  const level = new URLSearchParams(location.search).get("zoom");
  if (level === "years" || level === "months") document.documentElement.dataset.zoom = level;
})();
