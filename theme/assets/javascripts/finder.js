// The search: a dialog over Pagefind's index, which search.js opens. It shows text as text (no markup is read from the
// index) and keeps its state in the address (`?q=lamp&q.kind=quote&q.topic=…`). Its words stand in partials/finder.html.
(() => {
  "use strict";

  const dialog = document.getElementById("finder");
  const NEAREST = new URL("nearest.js", document.currentScript.src);
  const ROOT = new URL("../../", NEAREST);
  const INDEXES = { quote: "pagefind/quotes/", entry: "pagefind/timeline/" }; // of all other kinds: pagefind/
  const SORTS = { newest: (a, b) => b - a, oldest: (a, b) => a - b };
  const [BATCH, PASSAGES, VALUES, WORDS] = [8, 3, 12, 36];
  // Milliseconds without a key before the index is asked: more after one or two letters, which are seldom a word, and
  // for which Pagefind loads a part of the index that holds few of the words that begin with them.
  const [PAUSE, THINKING] = [120, 600];
  const UNFINISHED = /(^|\s)\S{1,2}$/u;

  const form = dialog.querySelector("form");
  const query = form.elements.q;
  const status = dialog.querySelector(".finder__status");
  const results = dialog.querySelector(".finder__results");
  const chosen = dialog.querySelector(".finder__chosen");
  const more = dialog.querySelector(".finder__more");
  const narrow = dialog.querySelector(".finder__narrow");
  const facets = [...dialog.querySelectorAll(".finder__facet")];
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const say = (name, values = {}) => fill(dialog.dataset[name], values);

  const language = dialog.lang; // that of the words, which is the page's where there is a catalogue for it
  const number = new Intl.NumberFormat(language);
  const counts = JSON.parse(dialog.dataset.count);
  const sayCount = (n) =>
    fill(counts[new Intl.PluralRules(language).select(n)] ?? counts.other, { n: number.format(n) });

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  };

  // --- What is asked for, in the form and in the address ------------------------------------------------------

  const picked = new Map(facets.map((facet) => [facet.dataset.facet, new Set()]));

  const nameOf = (facet) => facet.querySelector("summary").textContent;

  const isAsked = () => query.value.trim() !== "" || [...picked.values()].some((values) => values.size);

  const addressOf = () => {
    const address = new URL(location.href);
    for (const key of [...address.searchParams.keys()]) {
      if (key === "q" || key.startsWith("q.")) address.searchParams.delete(key);
    }
    return address;
  };

  const writeAddress = () => {
    const address = addressOf();
    if (dialog.open && isAsked()) {
      address.searchParams.set("q", query.value.trim());
      for (const key of ["kind", "sort"]) {
        if (form.elements[key].value) address.searchParams.set(`q.${key}`, form.elements[key].value);
      }
      for (const [facet, values] of picked) {
        for (const value of values) address.searchParams.append(`q.${facet}`, value);
      }
    }
    history.replaceState(history.state, "", address);
    return address.search;
  };

  const choose = (control, value) => {
    const options = [...(control.options ?? control)].map((option) => option.value);
    control.value = options.includes(value) ? value : "";
  };

  const readAddress = () => {
    const { searchParams } = new URL(location.href);
    query.value = searchParams.get("q") ?? "";
    choose(form.elements.kind, searchParams.get("q.kind"));
    choose(form.elements.sort, searchParams.get("q.sort"));
    for (const facet of facets) {
      const values = searchParams.getAll(`q.${facet.dataset.facet}`);
      picked.set(facet.dataset.facet, new Set(values));
      facet.open = values.length > 0;
    }
  };

  // --- The index -------------------------------------------------------------------------------------------------

  const opened = new Map();
  let last = Promise.resolve();

  const openIndex = async (base) => {
    const { createInstance } = await import(new URL("pagefind/pagefind.js", ROOT));
    const index = createInstance({ basePath: base.href, baseUrl: ROOT.pathname, noWorker: true });
    await index.search(""); // answers when the index is ready
    return index;
  };

  // One after another: Pagefind's instances share one WebAssembly memory, and each of two that are opened at once
  // brings its own, so that the first is left with places in a memory that is gone.
  const indexOf = (kind) => {
    const base = new URL(INDEXES[kind] ?? "pagefind/", ROOT);
    if (!opened.has(base.href)) {
      const index = last.then(() => openIndex(base));
      last = index.catch(() => opened.delete(base.href)); // what failed is tried anew when it is asked for again
      opened.set(base.href, index);
    }
    return opened.get(base.href);
  };

  const filtersOf = (kind) => {
    const filters = Object.fromEntries(
      [...picked].filter(([, values]) => values.size).map(([facet, values]) => [facet, [...values]]),
    );
    return INDEXES[kind] || !kind ? filters : { ...filters, kind: [kind] };
  };

  // A result is named `group/day-number` in our indexes, the day as YYYYMMDD in hexadecimal, or 0 where none is known:
  // these go last.
  const dayOf = ({ id }) => parseInt(/\/(\w+)-/.exec(id)[1], 16);

  const byDay = (found, order) => [
    ...found.filter(dayOf).sort((a, b) => order(dayOf(a), dayOf(b))),
    ...found.filter((result) => !dayOf(result)),
  ];

  // A day or month as ISO 8601 writes it is asked for in the words that pages write it in; a day alone as a phrase.
  const ISO_DATE = /(?<!\S)(\d{4})-(\d{2})(?:-(\d{2}))?(?!\S)/g;
  const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

  const inWords = (iso, year, month, day) => {
    const date = new Date(`${year}-${month}-${day ?? "01"}T00:00Z`);
    const isDate = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso); // the 31st of June is none
    const parts = { year: "numeric", month: "long", day: day && "numeric", timeZone: "UTC" };
    return isDate ? new Intl.DateTimeFormat(language, parts).format(date) : iso;
  };

  const wordsAsked = () => {
    const typed = query.value.trim();
    const said = typed.replace(ISO_DATE, inWords);
    return said !== typed && ISO_DAY.test(typed) ? `"${said}"` : said;
  };

  const ask = async () => {
    const kind = form.elements.kind.value;
    const index = await indexOf(kind);
    const words = wordsAsked() || null; // null asks for all that the filters leave
    for (const facet of facets) {
      // The values of a facet are loaded when it is opened: all of them weigh more than an answer.
      if (facet.open) await index.preload(words, { filters: { [facet.dataset.facet]: [""] } });
    }
    const filters = filtersOf(kind);
    const found = await index.search(words, { filters });
    const order = SORTS[form.elements.sort.value] ?? (words ? null : SORTS.newest);
    const results = order ? byDay(found.results, order) : found.results;
    const unknown = words ? await unknownOf(index, words, results) : [];
    return unknown.length ? { results: [], filters: {}, unknown } : { ...found, results };
  };

  // --- Words that no page has ------------------------------------------------------------------------------------

  // Pagefind answers a word that it does not have with the longest beginning of it that it has, down to one letter, and
  // passes over one that has none.  So a word counts as known only where one of what was found begins with it, or where
  // it is found in quotation marks, which Pagefind takes by the letter (but for the ending: “running” finds “runs”).

  const plain = (text) =>
    text.normalize("NFD").replace(/[\p{M}\p{Pd}\p{Pe}\p{Pf}\p{Pi}\p{Po}\p{Ps}]/gu, "").toLowerCase();

  const PHRASE = /^".+"$/;
  const HAS_SPACES = !/^(ja|th|zh)\b/.test(document.documentElement.lang);

  const isSaid = (term, { content, locations, meta }) => {
    const words = content.split(/\s+/);
    const found = [...locations.map((at) => words[at] ?? ""), ...(meta.also ?? "").split(/\s+/)];
    return found.some((word) => [word, ...word.split(/[^\p{L}\p{N}\p{M}]+/u)].some((part) => plain(part).startsWith(term)));
  };

  const isKnown = async (index, term, results) => {
    const found = results.length ? results : (await index.search(term)).results;
    const first = await Promise.all(found.slice(0, BATCH).map((result) => result.data()));
    return first.some((data) => isSaid(term, data)) || (await index.search(`"${term}"`)).results.length > 0;
  };

  // Of the words that were asked for, those that the index does not have; of a phrase that was found, none.
  const unknownOf = async (index, words, results) => {
    if (!HAS_SPACES || (PHRASE.test(words) && results.length)) return [];
    const unknown = [];
    for (const word of words.split(/\s+/)) {
      const term = plain(word);
      if (term && !(await isKnown(index, term, results))) unknown.push(word);
    }
    return unknown;
  };

  // A query that finds something, as near as can be to one with words that are unknown; undefined where there is none.
  const offerFor = async (words, unknown) => {
    const { offer } = await import(NEAREST);
    const kind = form.elements.kind.value;
    const index = await indexOf(kind);
    const finds = async (words) => {
      const { results } = await index.search(words, { filters: filtersOf(kind) });
      return results.length > 0 && !(await unknownOf(index, words, results)).length;
    };
    return offer(words, unknown, new URL("pagefind/words.json", ROOT), plain, finds);
  };

  const showOffer = (offer) => {
    const [before, after] = dialog.dataset.nearest.split("{query}");
    const button = element("button", "finder__nearest", offer);
    button.type = "button";
    button.addEventListener("click", () => {
      query.value = offer;
      query.focus();
      search();
    });
    status.append(" ", before, button, after);
  };

  // --- What was found --------------------------------------------------------------------------------------------

  const countOf = (text) => (text ? text.split(/\s+/).length : 0);

  const bare = (word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");

  // A stretch of words, with those marked that the search found.
  const textOf = (words, from, to, found) => {
    const parts = [];
    for (let at = from; at < to; at += 1) {
      if (at > from) parts.push(" ");
      parts.push(found.has(at) ? element("mark", "", words[at]) : words[at]);
    }
    return parts;
  };

  // Of a long stretch, the part in which the most of what was found stands.
  const excerptOf = (words, from, to, found) => {
    if (to - from <= WORDS) return textOf(words, from, to, found);
    const marks = [...found].filter((at) => at >= from && at < to).sort((a, b) => a - b);
    const starts = marks.map((at) => Math.max(from, Math.min(at - 5, to - WORDS)));
    const within = (start) => marks.filter((at) => at >= start && at < start + WORDS).length;
    const start = starts.reduce((best, next) => (within(next) > within(best) ? next : best), starts[0] ?? from);
    const end = start + WORDS;
    return [start > from ? "… " : "", ...textOf(words, start, end, found), end < to ? " …" : ""];
  };

  const ITEMS = [["quote", /^q-/], ["entry", /^t-/], ["evidence", /^fn:/]];
  const itemOf = (id) => ITEMS.find(([, pattern]) => pattern.test(id))?.[0];

  // The parts of a page, each with what was found in it: its opening, its sections, and its quotes, entries and notes.
  const partsOf = (data, words) => {
    const anchors = data.anchors.filter((anchor) => itemOf(anchor.id) || /^h[2-6]$/.test(anchor.element));
    anchors.sort((a, b) => a.location - b.location);
    const starts = [{ location: 0, id: "", text: "" }, ...anchors];
    const parts = starts.map((anchor, number) => ({
      id: anchor.id,
      name: anchor.text,
      kind: itemOf(anchor.id),
      from: anchor.location,
      to: starts[number + 1]?.location ?? words.length,
      score: 0,
    }));
    for (const { location, balanced_score: score } of data.weighted_locations) {
      const part = parts.findLast(({ from }) => from <= location);
      part.score += score;
    }
    parts[0].from = Math.min(countOf(data.meta.title), parts[0].to);
    return parts;
  };

  const isRepeated = (part, parts) =>
    part.kind === "evidence" && parts.some(({ id, score }) => score && id === part.id.slice("fn:".length));

  // The quotes, entries and sections of a page in which words were found, the best of them in the page's order.
  const passagesOf = (parts, isBriefing) =>
    parts
      .filter((part) => part.id && part.score && (part.kind || !isBriefing) && !isRepeated(part, parts))
      .sort((a, b) => b.score - a.score)
      .slice(0, PASSAGES)
      .sort((a, b) => a.from - b.from);

  const linkTo = (data, id, words, found) => {
    const address = new URL(data.raw_url ?? data.url, ROOT);
    if (id) address.hash = id;
    const sought = new Set([...found].map((at) => bare(words[at] ?? "").toLowerCase()).filter(Boolean));
    if (sought.size) address.searchParams.set("h", [...sought].slice(0, 8).join(" "));
    return address.href;
  };

  const link = (href, ...children) => {
    const made = element("a", "", ...children);
    made.href = href;
    return made;
  };

  const factsOf = (...facts) =>
    element("p", "finder__facts", ...facts.filter(Boolean).map((fact) => element("span", "", fact)));

  const labelOf = (word) => (word ? element("span", "label", word) : null);

  const pageResult = (data, words, found) => {
    const isBriefing = data.meta.kind === "briefing";
    const parts = partsOf(data, words);
    const opening = parts.filter((part) => !part.kind && (part.id === "" || (isBriefing && part.score)));
    const best = opening.reduce((a, b) => (b.score > a.score ? b : a));
    const headline = data.meta.title.split(/\s+/);
    const title = link(linkTo(data, "", words, found), ...textOf(headline, 0, headline.length, found));
    const passages = passagesOf(parts, isBriefing).map((part) =>
      element("li", "",
        element("span", "finder__kind", part.kind ? say(part.kind) : part.name),
        link(linkTo(data, part.id, words, found), ...excerptOf(words, part.from, part.to, found)),
      ),
    );
    return element("li", "finder__result",
      element("p", "finder__title", title),
      factsOf(data.meta.date, data.meta.publishers, isBriefing ? null : (data.meta.section ?? say("page")), labelOf(data.meta.draft)),
      element("p", "finder__text", ...excerptOf(words, best.from, best.to, found)),
      passages.length ? element("ul", "finder__passages", ...passages) : null,
    );
  };

  // A quote's words are followed by its speaker, a timeline entry's are preceded by its date.
  const passageResult = (data, words, found) => {
    const from = data.meta.kind === "entry" ? countOf(data.meta.date) : 0;
    const to = words.length - countOf(data.meta.speaker);
    const head = from ? element("span", "finder__date", ...textOf(words, 0, from, found)) : "";
    const speaker = data.meta.speaker ? element("b", "", ...textOf(words, to, words.length, found)) : null;
    return element("li", "finder__result",
      element("p", "finder__passage",
        head, " ", link(linkTo(data, "", words, found), ...excerptOf(words, from, to, found)), " ", labelOf(data.meta.status)),
      factsOf(speaker, speaker || !from ? data.meta.date : null, data.meta.publishers),
      factsOf(element("span", "finder__source", data.meta.title), labelOf(data.meta.draft)),
    );
  };

  const resultOf = (data) => {
    const words = data.content.split(/\s+/);
    const found = new Set(data.locations);
    return (["quote", "entry"].includes(data.meta.kind) ? passageResult : pageResult)(data, words, found);
  };

  // --- The facets ------------------------------------------------------------------------------------------------

  const valuesOf = (facet, counts) => {
    const values = Object.entries(counts).filter(([value, count]) => count || picked.get(facet).has(value));
    const inOrder = facet === "year"
      ? ([a], [b]) => b.localeCompare(a)
      : ([a, m], [b, n]) => n - m || a.localeCompare(b);
    return values.sort(inOrder);
  };

  const optionOf = (facet, value, count) => {
    const box = element("input");
    box.type = "checkbox";
    box.value = value;
    box.checked = picked.get(facet).has(value);
    const label = element("label", "", box, element("span", "finder__value", value), element("span", "finder__count", number.format(count)));
    label.firstChild.dataset.facet = facet;
    return label;
  };

  const showFacet = (facet, counts) => {
    const group = facet.querySelector("[role=group]");
    const name = facet.dataset.facet;
    const values = valuesOf(name, counts ?? {});
    const typed = group.querySelector("input[type=search]");
    const sought = (typed?.value ?? "").toLocaleLowerCase();
    const shown = values
      .filter(([value]) => picked.get(name).has(value) || value.toLocaleLowerCase().includes(sought))
      .slice(0, VALUES);
    const list = element("div", "finder__values", ...shown.map(([value, count]) => optionOf(name, value, count)));
    const focused = document.activeElement?.dataset?.facet === name ? document.activeElement.value : null;
    if (values.length > VALUES && !typed) group.prepend(finderOf(facet));
    group.querySelector(".finder__values")?.remove();
    group.append(list);
    facet.counts = counts;
    if (focused !== null) list.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
  };

  const finderOf = (facet) => {
    const field = element("input", "finder__sought");
    field.type = "search";
    field.setAttribute("aria-label", say("sought", { facet: nameOf(facet) }));
    field.placeholder = field.getAttribute("aria-label");
    field.addEventListener("input", () => showFacet(facet, facet.counts));
    return field;
  };

  const showChosen = () => {
    const buttons = facets.flatMap((facet) =>
      [...picked.get(facet.dataset.facet)].map((value) => {
        const button = element("button", "", value);
        button.type = "button";
        button.setAttribute("aria-label", say("remove", { facet: nameOf(facet), value }));
        button.addEventListener("click", () => {
          picked.get(facet.dataset.facet).delete(value);
          search();
          query.focus();
        });
        return element("li", "", button);
      }),
    );
    chosen.replaceChildren(...buttons);
    chosen.hidden = !buttons.length;
  };

  // --- Searching -------------------------------------------------------------------------------------------------

  let asked = 0; // counts the searches, so that a slow answer does not show after a later one
  let answered; // the address of what is shown
  let left = [];

  const showMore = async (turn) => {
    const batch = left.splice(0, BATCH);
    const loaded = await Promise.all(batch.map((result) => result.data()));
    if (turn !== asked) return null;
    const items = loaded.map(resultOf);
    results.append(...items);
    more.hidden = !left.length;
    return items[0];
  };

  const answer = async (turn) => {
    status.textContent ||= say("busy");
    const found = await ask();
    if (turn !== asked) return;
    left = found.results;
    const old = [...results.children];
    await showMore(turn);
    if (turn !== asked) return;
    old.forEach((item) => item.remove());
    for (const facet of facets) if (facet.open) showFacet(facet, found.filters[facet.dataset.facet]);
    const count = found.results.length + results.children.length;
    status.textContent = count ? sayCount(count) : say("none");
    if (!found.unknown?.length) return;
    const offer = await offerFor(query.value.trim(), found.unknown).catch(() => null); // the answer stands without one
    if (offer && turn === asked) showOffer(offer);
  };

  const empty = (message) => {
    left = [];
    results.replaceChildren();
    more.hidden = true;
    status.textContent = say(message);
  };

  // A second try asks for the index anew: while a site is served, it may have been replaced.
  const search = async (tries = 2) => {
    const turn = (asked += 1);
    answered = writeAddress();
    showChosen();
    if (location.protocol === "file:") return empty("file");
    if (!isAsked() && !facets.some((facet) => facet.open)) return empty("idle");
    try {
      await answer(turn);
    } catch (reason) {
      opened.clear();
      if (turn !== asked) return;
      if (tries > 1) await search(tries - 1);
      else empty("failed");
    }
  };

  let timer;
  const searchSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(search, UNFINISHED.test(query.value) ? THINKING : PAUSE);
  };

  // --- The dialog and its keys -----------------------------------------------------------------------------------

  const begin = () => {
    indexOf(form.elements.kind.value).catch(() => {}); // a failure is told when something is asked
    if (writeAddress() !== answered) search();
  };

  const links = () => [...dialog.querySelectorAll(".finder__nearest, .finder__results a")];

  const step = (event, by) => {
    const all = [query, ...links()];
    const at = all.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    all[Math.max(0, Math.min(all.length - 1, at + by))].focus();
  };

  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") step(event, 1);
    else if (event.key === "ArrowUp") step(event, -1);
    else if (event.key === "Escape") {
      event.preventDefault(); // a search field would keep the key to empty itself
      dialog.close();
    }
  });

  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest(".finder__close")) dialog.close();
  });

  dialog.addEventListener("open", begin);
  dialog.addEventListener("close", writeAddress);

  form.addEventListener("submit", async () => {
    clearTimeout(timer);
    await search();
    links()[0]?.focus();
  });

  query.addEventListener("input", searchSoon);
  form.addEventListener("change", (event) => event.target !== query && search());

  narrow.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox") return;
    picked.get(target.dataset.facet)[target.checked ? "add" : "delete"](target.value);
    search();
  });

  facets.forEach((facet) => facet.addEventListener("toggle", () => facet.open && dialog.open && search()));

  more.addEventListener("click", async () => (await showMore(asked))?.querySelector("a").focus());

  const isWide = matchMedia("(min-width: 60em)");
  narrow.open = isWide.matches;
  isWide.addEventListener("change", () => (narrow.open = isWide.matches));

  if (new URL(location.href).searchParams.has("q")) readAddress();
  if (dialog.open) begin(); // what opened it came before this script
})();
