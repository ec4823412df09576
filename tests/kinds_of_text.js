// One element with text of each look, by its name: of those with the same colours, size and classes, as all around them
// have. Where two look the same, so does their contrast; of a single character axe-core says nothing.
"use strict";

window.kindsOfText = () => {
  const looks = new Map([[null, ""]]);
  const digest = (text) => {
    let [one, two] = [0xdeadbeef, 0x41c6ce57]; // two hashes of 32 bits
    for (let at = 0; at < text.length; at += 1) {
      one = Math.imul(one ^ text.charCodeAt(at), 2654435761);
      two = Math.imul(two ^ text.charCodeAt(at), 1597334677);
    }
    return `${(one >>> 0).toString(36)}${(two >>> 0).toString(36)}`;
  };
  const styled = [
    "color", "backgroundColor", "backgroundImage", "opacity", "fontSize", "fontWeight", "textShadow", "position",
    "zIndex", "display", "visibility", "mixBlendMode", "filter",
  ];
  const lookOf = (part) => {
    if (!looks.has(part)) {
      const style = getComputedStyle(part);
      const own = [part.tagName, part.className, part.disabled, part.textContent.trim().length < 2, ...styled.map((name) => style[name])];
      looks.set(part, digest([lookOf(part.parentElement), ...own].join("|")));
    }
    return looks.get(part);
  };
  const hasText = (part) =>
    part.matches("input, select, textarea") || [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const shown = [...document.querySelectorAll("body, body *")].filter(
    (part) => hasText(part) && part.checkVisibility({opacityProperty: true, visibilityProperty: true}),
  );
  return new Map(shown.reverse().map((part) => [lookOf(part), part]));
};
