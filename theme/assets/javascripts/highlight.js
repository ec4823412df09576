// Marks the words that a reader searched for on the page that the search led to (`?h=lamp+lanterns`), and takes
// them out of the address again, so that what is copied from there is the page's own.
(() => {
  "use strict";

  const address = new URL(location.href);
  const words = (address.searchParams.get("h") ?? "").split(/\s+/).filter(Boolean);
  if (!words.length) return;
  address.searchParams.delete("h");
  history.replaceState(history.state, "", address);

  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const sought = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join("|")})(?![\\p{L}\\p{N}])`, "giu");

  const mark = (node) => {
    const parts = [];
    let end = 0;
    for (const match of node.data.matchAll(sought)) {
      const found = document.createElement("mark");
      found.textContent = match[0];
      parts.push(node.data.slice(end, match.index), found);
      end = match.index + match[0].length;
    }
    if (parts.length) node.replaceWith(...parts, node.data.slice(end));
  };

  const isShown = (node) => !node.parentElement.closest("script, style, .headerlink, .footnote-ref, .footnote-backref");

  const root = document.querySelector(".md-content article") ?? document.querySelector("main");
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (texts.nextNode()) if (isShown(texts.currentNode)) nodes.push(texts.currentNode);
  nodes.forEach(mark);
})();
