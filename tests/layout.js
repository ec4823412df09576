// What the tests ask of a page: each answers with a list of what is wrong, in words.
"use strict";

// Text that is cut off, or that other text stands upon.
window.lost = () => {
  const shown = (part) => part.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const name = (text) => text.data.trim().slice(0, 40);
  const isUnseen = (part) => {
    for (let at = part; at; at = at.parentElement) {
      const {clipPath, clip, position} = getComputedStyle(at);
      if (/inset\((50|100)%/.test(clipPath) || (position === "absolute" && /^rect\(/.test(clip))) return true;
      if (position === "fixed" || position === "sticky") return true;
    }
    return false;
  };
  const top = document.querySelector("dialog[open]") ?? document.body;
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
  const lines = [], lost = [];
  for (let text; (text = walker.nextNode()); ) {
    const part = text.parentElement;
    if (!text.data.trim() || !shown(part) || isUnseen(part) || part.closest("script, style, noscript, option, .md-header")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) if (box.width > 1 && box.height > 1) lines.push({text, part, box});
    for (let at = part; at && at !== top; at = at.parentElement) {
      const {overflowX, overflowY, textOverflow} = getComputedStyle(at);
      const [wide, high] = [at.scrollWidth - at.clientWidth > 1, at.scrollHeight - at.clientHeight > 1];
      const cuts = (way) => way === "hidden" || way === "clip";
      if ((cuts(overflowX) && wide) || (cuts(overflowY) && high)) { lost.push(`cut off: ${at.className || at.tagName}: ${name(text)}`); break; }
      if (overflowX !== "visible") break;
    }
  }
  lines.sort((a, b) => a.box.top - b.box.top);
  lines.forEach(({text, part, box}, at) => {
    for (let next = at + 1; next < lines.length && lines[next].box.top < box.bottom; next += 1) {
      const other = lines[next];
      if (other.text === text) continue;
      const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const high = Math.min(box.bottom, other.box.bottom) - other.box.top;
      if (wide > 2 && high > Math.min(box.height, other.box.height) / 2) lost.push(`overlap: ${name(text)} | ${name(other.text)}`);
    }
  });
  return [...new Set(lost)];
};

// What moves for longer than a blink.
window.moving = () => {
  const times = (value) => value.split(",").map((time) => parseFloat(time) * (time.trim().endsWith("ms") ? 1 : 1000));
  const found = new Set();
  for (const part of document.querySelectorAll("*")) {
    for (const pseudo of [null, "::before", "::after"]) {
      const style = getComputedStyle(part, pseudo);
      const name = `${part.tagName}.${part.className}${pseudo ?? ""}`;
      if (Math.max(...times(style.transitionDuration)) > 10) found.add(`transition: ${name}`);
      if (style.animationName !== "none" && Math.max(...times(style.animationDuration)) > 10) found.add(`animation: ${name}`);
      if (style.scrollBehavior === "smooth") found.add(`scrolling: ${name}`);
    }
  }
  return [...found];
};

// All that should be reached by Tab; their numbers are those of `standing`. The next Tab reaches the first.
window.focusable = () => {
  const top = document.querySelector("dialog[open]") ?? document;
  const parts = [...top.querySelectorAll("a[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]")];
  const stopOf = ({form, name}) => form.querySelector(`[name="${name}"]:checked`) ?? form.querySelector(`[name="${name}"]`);
  const isReached = (part) =>
    part.tabIndex >= 0 && !part.disabled && part.checkVisibility({visibilityProperty: true}) && !part.closest("[inert], [hidden]") &&
    !(part.type === "radio" && part !== stopOf(part));
  window.wanted = parts.filter(isReached);
  window.known = window.wanted.slice();
  window.stood = null;
  const start = top === document ? document.body : top;
  start.tabIndex = -1;
  start.focus({preventScroll: true});
  start.removeAttribute("tabindex");
  start.blur();
  window.stops = [];
  return window.wanted.map((part) => part.outerHTML.slice(0, 120));
};

// Where the focus stands: its number, or nothing where it has left the page, and what is wrong with it.
window.standing = () => {
  const part = document.activeElement;
  const styleOf = (at) => {
    const seen = [at, at.nextElementSibling, ...(at.labels ?? [])].filter(Boolean);
    return seen.map((each) => {
      const style = getComputedStyle(each);
      return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor, style.borderColor, style.textDecorationLine, style.color].join(" ");
    }).join(" | ");
  };
  const before = window.stood;
  const faults = [];
  if (before?.part.isConnected && before.part !== part && styleOf(before.part) === before.style) {
    faults.push(`its focus is not seen: ${before.part.outerHTML.slice(0, 120)}`);
  }
  if (!part || part === document.body || part === document.documentElement) {
    window.stood = null;
    return [null, faults.join("; ")];
  }
  window.stood = {part, style: styleOf(part)};
  let number = window.known.indexOf(part);
  if (number < 0) number = window.known.push(part) - 1;
  const beside = part.nextElementSibling;
  const labels = [...(part.labels ?? []), ...(beside?.matches("label") ? [beside] : [])];
  const seen = [part, ...labels.filter((each) => each.checkVisibility({visibilityProperty: true}))];
  const isOn = (x, y) => {
    const at = document.elementFromPoint(x, y);
    return at && seen.some((each) => each.contains(at) || (each === part && at.contains(part)));
  };
  const boxes = seen.flatMap((each) => [...each.getClientRects()]).filter((box) => box.width > 1);
  const isSeen = boxes.some((box) => isOn(box.left + box.width / 2, box.top + box.height / 2));
  if (!isSeen) faults.push(`it is hidden, or something stands before it: ${part.outerHTML.slice(0, 120)}`);
  return [number, faults.join("; ")];
};

// Where the focus stood after each key since `focusable` or the last call.
window.passed = () => window.stops.splice(0);
addEventListener("keyup", () => window.stops?.push(window.standing()), true);

// Labels that do something for a mouse while Tab reaches neither them nor what they are of.
window.mouseOnly = () => {
  const top = document.querySelector("dialog[open]") ?? document;
  const shown = [...top.querySelectorAll("label[for]")].filter((label) => label.checkVisibility({visibilityProperty: true, opacityProperty: true}));
  const isOffered = (part) => {
    const {pointerEvents, cursor} = getComputedStyle(part), box = part.getBoundingClientRect();
    return pointerEvents !== "none" && cursor === "pointer" && box.width && box.height && box.right > 0 && box.left < innerWidth;
  };
  const isReached = (part) => window.wanted.includes(part) || part.type === "radio"; // by the arrow keys
  const isStuck = ({control}) => control && ![control, ...control.labels].some(isReached);
  return shown.filter(isOffered).filter(isStuck).map((label) => label.outerHTML.slice(0, 120));
};

// Adds up the shifts of the layout.
window.shift = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value; })
  .observe({ type: "layout-shift", buffered: true });
