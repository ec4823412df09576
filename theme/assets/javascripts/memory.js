// What a reader chose, kept in the browser under the path of the site: colours, tabs, a dismissed announcement.
// Material's own scripts call these functions by these names; in Material they stand in each page.
var __md_scope = (({ src, dataset }) => (dataset.scope ? new URL(dataset.scope, location) : new URL("../../", src)))(
  document.currentScript,
);

var __md_get = (name, storage = localStorage, scope = __md_scope) =>
  JSON.parse(storage.getItem(`${scope.pathname}.${name}`));

var __md_set = (name, value, storage = localStorage, scope = __md_scope) => {
  try {
    storage.setItem(`${scope.pathname}.${name}`, JSON.stringify(value));
  } catch {
    // a browser that keeps nothing forgets the choice
  }
};

var __md_hash = (text) => Array.from(text).reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0);
