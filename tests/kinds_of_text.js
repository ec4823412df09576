// One element with text of each look: of those with the same colours, size and classes, as all around them have.
// Where two look the same, so does their contrast; of a single character axe-core says nothing.
"use strict";

window.kindsOfText = () => {
  const known = new Map([["", 0]]), looks = new Map([[null, 0]]);
  const number = (text) => {
    if (!known.has(text)) known.set(text, known.size);
    return known.get(text);
  };
  const styled = [
    "color", "backgroundColor", "backgroundImage", "opacity", "fontSize", "fontWeight", "textShadow", "position",
    "zIndex", "display", "visibility", "mixBlendMode", "filter",
  ];
  const lookOf = (part) => {
    if (!looks.has(part)) {
      const style = getComputedStyle(part);
      const own = [part.tagName, part.className, part.disabled, part.textContent.trim().length < 2, ...styled.map((name) => style[name])];
      looks.set(part, number([lookOf(part.parentElement), ...own].join("|")));
    }
    return looks.get(part);
  };
  const hasText = (part) =>
    part.matches("input, select, textarea") || [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const shown = [...document.querySelectorAll("body, body *")].filter(
    (part) => hasText(part) && part.checkVisibility({opacityProperty: true, visibilityProperty: true}),
  );
  return [...new Map(shown.reverse().map((part) => [lookOf(part), part])).values()];
};
