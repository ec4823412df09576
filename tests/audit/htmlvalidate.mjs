// html-validate's recommended rules. Each exemption has its reason; those for Material's own markup alone stand in
// tests/audits.py, with the elements that they are for.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    "no-trailing-whitespace": "off", // Jinja leaves it at its own lines; gzip makes next to nothing of it
    "doctype-style": "off", // Material writes it in small letters, which HTML allows
    "long-title": "off", // a headline is its newsroom's, of whatever length
    "valid-id": ["error", { relaxed: true }], // Python-Markdown writes “fn:…”, Material “__drawer”, which HTML allows
    "wcag/h32": "off", // our forms answer as one types or chooses: there is nothing to submit
    "valid-autocomplete": "off", // Material's, on its boxes: browsers would keep the drawer open over a reload
    "aria-label-misuse": ["error", { allowAnyNamable: true }], // a list may have a name (ARIA 1.2)
  },
};
