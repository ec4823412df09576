// Makes the link of a quote or a timeline line a button that copies it with its source and its address.  Without this
// file it leads to the line, as a link does.
(() => {
  "use strict";

  const told = document.querySelector("output.copied");
  const textOf = (node) => (node?.textContent ?? "").replace(/\s+/g, " ").trim();

  // What a part of the page says, without the numbers of footnotes and the ways back from them.
  const words = (part) => {
    const copy = part.cloneNode(true);
    copy.querySelectorAll(".footnote-ref, .footnote-backref, .permalink").forEach((link) => (link.closest("sup") ?? link).remove());
    return textOf(copy);
  };

  // The sources behind an item: the footnotes that it cites, or those that stand with it.
  const sourcesOf = (item) => {
    const notes = [...item.querySelectorAll(".footnote-ref")].map((ref) =>
      document.getElementById(decodeURIComponent(ref.hash.slice(1))),
    );
    const listed = item.querySelectorAll(".cites li, .timeline__facts > a:not(.facts__topic)");
    return [...new Set([...notes, ...listed].filter(Boolean).map(words))];
  };

  const quoted = (figure) => {
    const said = [...figure.querySelectorAll("blockquote > p")].map(words).join("\n");
    const voice = figure.closest(".voice")?.querySelector(".voice__who");
    return [said, ["—", ...(voice ? [words(voice)] : []), words(figure.querySelector("figcaption"))].join(" ")];
  };

  const listed = (line) => {
    const date = textOf(line.querySelector(".timeline__date"));
    const text = words(line.querySelector(".timeline__text"));
    return [date ? `${date} — ${text}` : text];
  };

  const cited = (link) => {
    const item = link.closest("figure.quote, .timeline__entry");
    const said = item.matches("figure") ? quoted(item) : listed(item);
    return [...said, ...sourcesOf(item), `${document.title}, ${link.href}`].join("\n");
  };

  // Where a browser keeps its clipboard from the page, as it does without HTTPS.
  const copiedByHand = (text) => {
    const box = document.createElement("textarea");
    box.value = text;
    document.body.append(box);
    box.select();
    const isCopied = document.execCommand("copy");
    box.remove();
    return isCopied;
  };

  const copied = (text) =>
    navigator.clipboard
      ? navigator.clipboard.writeText(text).then(
          () => true,
          () => copiedByHand(text),
        )
      : Promise.resolve(copiedByHand(text));

  const say = (link, text) => {
    told.textContent = text;
    link.classList.add("permalink--told");
    clearTimeout(say.timer);
    say.timer = setTimeout(() => {
      told.textContent = "";
      link.classList.remove("permalink--told");
    }, 4000);
  };

  const copy = (link) => {
    if (link.pathname === location.pathname) history.replaceState(history.state, "", link.hash);
    copied(cited(link)).then((isCopied) => {
      link.focus();
      say(link, isCopied ? told.dataset.copied : told.dataset.failed);
    });
  };

  if (!told) return;
  document.querySelectorAll(".permalink").forEach((link) => {
    link.setAttribute("role", "button");
    link.setAttribute("aria-label", told.dataset.copy);
    link.title = told.dataset.copy;
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".permalink");
    const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (link && isPlain) {
      event.preventDefault();
      copy(link);
    }
  });

  document.addEventListener("keydown", (event) => {
    const link = event.target.closest?.(".permalink");
    if (link && event.key === " ") {
      event.preventDefault();
      copy(link);
    }
  });
})();
