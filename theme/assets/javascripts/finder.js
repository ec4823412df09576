// The search: a dialog over Pagefind's index, which search.js opens. It shows text as text (no markup is read from the
// index) and keeps its state in the address (`?q=lamp&q.kind=quote&q.topic=…`). Its words stand in partials/finder.html.
(() => {
  "use strict";

  const dialog = document.getElementById("finder");
  const NEAREST = new URL("nearest.js", document.currentScript.src);
  const SHARDS = new URL("shards.js", NEAREST);
  const ROOT = new URL("../../", NEAREST);
  const PARTS = ["quote", "entry"]; // the kinds of what is found within a briefing
  // A word that each record has (site/search/search_index.py): for a query without any, Pagefind loads the whole index.
  const EVERY = "ꙮ";
  const ORDERS = { newest: "desc", oldest: "asc" };
  const [BATCH, PAGES, PASSAGES, VALUES, WORDS] = [8, 16, 3, 12, 36];
  const SAMPLE = 3; // pages of a shard that are read to tell whether it has a word
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
  const sayCount = (n, isAll) =>
    fill(counts[new Intl.PluralRules(language).select(n)] ?? counts.other, { n: number.format(n) + (isAll ? "" : "+") });

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

  let opened;

  const openIndex = async () => {
    const { openShards } = await import(SHARDS);
    return openShards(new URL("pagefind/", ROOT), ROOT.pathname);
  };

  const indexOf = () => {
    opened ??= openIndex().catch((reason) => {
      opened = undefined; // tried anew when it is asked for again
      throw reason;
    });
    return opened;
  };

  // Quotes and timeline lines have facets of their own, but for their topics, which are those of the briefing.
  const filterOf = (facet, kind) => (PARTS.includes(kind) && facet !== "topic" ? `${kind}-${facet}` : facet);

  const filtersOf = (kind) => {
    const asked = [...picked].filter(([, values]) => values.size);
    const filters = Object.fromEntries(asked.map(([facet, values]) => [filterOf(facet, kind), [...values]]));
    return kind ? { ...filters, kind: [kind] } : { ...filters, not: { list: ["names"] } };
  };

  // A day or month as ISO 8601 writes it is asked for in the words that pages write it in; a day alone as a phrase.
  const ISO_DATE = /(?<!\S)(\d{4})-(\d{2})(?:-(\d{2}))?(?!\S)/g;
  const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

  const inWords = (iso, year, month, day) => {
    const date = new Date(`${year}-${month}-${day ?? "01"}T00:00Z`);
    const isDate = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso); // the 31st of June is none
    const parts = { year: "numeric", month: "long", day: day && "numeric", timeZone: "UTC" };
    return isDate ? new Intl.DateTimeFormat(language, parts).format(date) : iso;
  };

  const inPageWords = (typed) => {
    const said = typed.replace(ISO_DATE, inWords);
    return said !== typed && ISO_DAY.test(typed) ? `"${said}"` : said;
  };

  const askEach = (shards, words, options) => Promise.all(shards.map((shard) => shard.search(words, options)));

  // What is found, shard by shard: pages that have the words, and how many have a value of a facet.  Where a shard lacks
  // a word, Pagefind finds pages all the same (see below), which are left out; `any` has them, too.
  const answerOf = async (index, words, filters, typed, shards = index.shards) => {
    const found = await askEach(shards, words, { filters });
    const lacking = async ({ results }, shard) =>
      typed && results.length ? unknownOf(shards[shard], words, results.slice(0, SAMPLE)) : [];
    const lacks = index.shards.length > 1 ? await Promise.all(found.map(lacking)) : [[]];
    const lists = found.map(({ results }, shard) => (lacks[shard].length ? [] : results));
    const counts = index.sumOf(found.filter((_, shard) => !lacks[shard].length).map((answer) => answer.filters));
    const any = index.byRelevance(found.map(({ results }) => results));
    return { lists, lacks, counts, any, totalFilters: found[0].totalFilters };
  };

  // What each word finds by itself, asked for when it is needed: of all words together, Pagefind tells neither what each
  // adds to a score nor where each stands.
  const eachOf = (index, words, { lists, totalFilters }) => {
    const terms = PHRASE.test(words) ? [words] : words.split(/\s+/);
    let answers = terms.length === 1 ? Promise.resolve([{ results: lists.flat(), totalFilters }]) : undefined;
    const ask = () => (answers ??= Promise.all(terms.map((term) => index.search(term))));
    return { terms, ask };
  };

  // The pages that are found, most relevant first; those with a phrase have all the same score.
  const byRelevance = async (index, { lists, lacks }, each) => {
    if (lists.length === 1 || each.terms.some((term) => PHRASE.test(term))) return index.byRelevance(lists);
    const words = (await each.ask()).map(({ results, totalFilters }, number) => {
      const has = ({ name }, shard) => (lacks[shard].includes(each.terms[number]) ? 0 : totalFilters.shard?.[name]);
      return { results, counts: index.shards.map((shard, at) => has(shard, at) ?? 0) };
    });
    return index.byRelevance(lists, words);
  };

  // Of lists of pages, one for each shard, those with a day, in the order of their days, and then those without one.
  const sorted = async (index, words, filters, order, lists) => {
    const answers = await askEach(index.shards, words, { filters, sort: { day: order } });
    const dated = answers.map(({ results }, shard) => (lists[shard].length ? results : []));
    const ids = dated.map((pages) => new Set(pages.map(({ id }) => id)));
    return [dated, lists.map((pages, shard) => pages.filter(({ id }) => !ids[shard].has(id)))];
  };

  // The answer to what was typed: results to `take`, values of open facets, and words that no page has.
  const ask = async (typed) => {
    const kind = form.elements.kind.value;
    const index = await indexOf();
    const words = inPageWords(typed) || EVERY;
    // The values of a facet are loaded when it is opened: all of them weigh more than an answer.
    for (const facet of facets.filter(({ open }) => open)) {
      await index.preload(words, { filters: { [filterOf(facet.dataset.facet, kind)]: [""] } });
    }
    const filters = filtersOf(kind);
    const order = ORDERS[form.elements.sort.value] ?? (typed ? null : "desc");
    const found = await answerOf(index, words, filters, typed);
    const isPicking = [...picked.values()].some((values) => values.size);
    const hasNames = typed && ["", "page"].includes(kind) && !isPicking;
    const inNames = () => answerOf(index, words, { list: ["names"] }, typed, index.shards.slice(0, 1));
    const named = hasNames ? await inNames() : { lists: [], any: [] };
    const any = found.any.length ? found.any : named.any;
    const isFound = index.shards.length > 1 && [...found.lists, ...named.lists].some((pages) => pages.length);
    const unknown = typed && !isFound ? await unknownOf(index, words, any) : [];
    if (unknown.length) return { unknown, filters: {}, ...resultsOf() };
    const each = eachOf(index, words, found);
    const places = typed ? placesOf(index, each) : () => [];
    const within = PARTS.includes(kind) ? (batch) => passagesIn(batch, places, kind, order) : null;
    const groups = order
      ? await sorted(index, words, filters, order, found.lists)
      : [[await byRelevance(index, found, each)]];
    const rest = groups.map((lists) => ({ pages: index.pagesOf(lists, index.load, order), most: PAGES, within }));
    const names = {
      pages: index.pagesOf([index.byRelevance(named.lists)], index.load),
      most: BATCH,
      within: (batch) => namesIn(batch, places),
    };
    return { unknown, filters: found.counts, ...resultsOf(...(order ? [...rest, names] : [names, ...rest])) };
  };

  // Results of pages that are loaded as they are taken.  `within` makes any number of results of a batch of pages, of
  // `most` at once; without it, a page is one.
  const resultsOf = (...sources) => {
    const ready = [];
    const left = sources.filter(({ pages }) => pages.count());
    const take = async (count) => {
      while (ready.length < count && left.length) {
        const { pages, within, most } = left[0];
        const batch = await pages.take(within ? most : count - ready.length);
        if (!pages.count()) left.shift();
        ready.push(...(within ? await within(batch) : batch.map(pageResult)));
      }
      return ready.splice(0, count);
    };
    const count = () => left.reduce((sum, { pages, within }) => sum + (within ? 0 : pages.count()), ready.length);
    const isCounted = () => left.every(({ within }) => !within);
    return { take, count, isCounted, isEmpty: () => !left.length && !ready.length };
  };

  // For each word that is asked for, where it stands in a page.
  const placesOf = (index, each) => async (data) => {
    if (each.terms.length === 1) return [data.locations];
    const found = (await each.ask()).map(({ results }) => results.find(({ id }) => id === data.id));
    return Promise.all(found.map(async (page) => (page ? (await index.load(page)).locations : [])));
  };

  const hasAll = ({ from, to }, places) => places.every((at) => at.some((place) => from <= place && place < to));

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
    const found = [...locations.map((at) => words[at] ?? ""), ...Object.values(meta).join(" ").split(/\s+/)];
    return found.some((word) => [word, ...word.split(/[^\p{L}\p{N}\p{M}]+/u)].some((part) => plain(part).startsWith(term)));
  };

  const isKnown = async (index, term, results) => {
    if (await index.has(`"${term}"`)) return true; // mostly, and without a page being loaded
    const found = (results.length ? results : (await index.search(term)).results).slice(0, BATCH);
    for (const result of found) if (isSaid(term, await index.load(result))) return true;
    return false;
  };

  // Of the words that were asked for, those that an index, or a shard, does not have; of a phrase that was found, none.
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
  const offerFor = async (typed, unknown) => {
    const { offer } = await import(NEAREST);
    const finds = async (words) => {
      const found = await ask(words);
      return (await found.take(1)).length > 0;
    };
    return offer(typed, unknown, new URL("pagefind/words.json", ROOT), plain, finds);
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

  // A name or a date as it is written, of which Pagefind has added a full stop to the words from a place on.
  const markedText = (text, from, found) => {
    const words = text.split(/\s+/);
    return textOf(words, 0, words.length, new Set([...found].map((at) => at - from)));
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
  const kindOf = (id) => ITEMS.find(([, pattern]) => pattern.test(id))?.[0];

  // The parts of a page: its opening, its sections, and its quotes, entries and notes.  The id of a quote or an entry
  // is followed by its facts, as JSON.
  const partsOf = (data, words) => {
    const anchors = data.anchors.filter((anchor) => kindOf(anchor.id) || /^h[2-6]$/.test(anchor.element));
    anchors.sort((a, b) => a.location - b.location);
    const starts = [{ location: 0, id: "", text: "" }, ...anchors];
    const parts = starts.map((anchor, number) => {
      const [id, facts] = anchor.id.split("?");
      return {
        id,
        facts: facts ? JSON.parse(decodeURIComponent(facts)) : {},
        name: anchor.text,
        kind: kindOf(id),
        from: anchor.location,
        to: starts[number + 1]?.location ?? words.length,
        score: 0,
      };
    });
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
    const address = new URL(data.url, ROOT);
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

  const sayAll = (values) => values?.join(", ");

  const labelOf = (word) => (word ? element("span", "label", word) : null);

  const draftOf = (data) =>
    data.filters.status ? element("span", "label finder__draft", data.filters.status) : null;

  const wordsOf = (data) => [data.content.split(/\s+/), new Set(data.locations)];

  // Where the words of a quote end, behind which its page names the speaker; of any other part, where it ends.
  const endOfWords = ({ facts, from, to }, words) => {
    const text = words.slice(from, to).join(" ");
    const speaker = facts.speaker ? text.lastIndexOf(facts.speaker) : -1;
    return speaker > 0 ? from + countOf(text.slice(0, speaker).trim()) : to;
  };

  const excerptAndSpeaker = (part, words, found) => {
    const end = endOfWords(part, words);
    const excerpt = excerptOf(words, part.from, end, found);
    return end < part.to ? [...excerpt, " — ", ...markedText(part.facts.speaker, end, found)] : excerpt;
  };

  const pageResult = (data) => {
    const [words, found] = wordsOf(data);
    const isBriefing = data.filters.kind?.includes("briefing");
    const parts = partsOf(data, words);
    const opening = parts.filter((part) => !part.kind && (part.id === "" || (isBriefing && part.score)));
    const best = opening.reduce((a, b) => (b.score > a.score ? b : a));
    const title = link(linkTo(data, "", words, found), ...markedText(data.meta.title, 0, found));
    const passages = passagesOf(parts, isBriefing).map((part) =>
      element("li", "",
        element("span", "finder__kind", part.kind ? say(part.kind) : part.name),
        link(linkTo(data, part.id, words, found), ...excerptAndSpeaker(part, words, found)),
      ),
    );
    return element("li", "finder__result",
      element("p", "finder__title", title),
      factsOf(
        data.meta.date, sayAll(data.filters.publisher), isBriefing ? null : say("page"), draftOf(data)),
      element("p", "finder__text", ...excerptOf(words, best.from, best.to, found)),
      passages.length ? element("ul", "finder__passages", ...passages) : null,
    );
  };

  // A timeline entry's words are preceded by its date and what is noted of it, a quote's are followed by its speaker.
  const passageResult = (data, part) => {
    const { id, kind, facts, from, to } = part;
    const [words, found] = wordsOf(data);
    const isEntry = kind === "entry";
    const start = isEntry ? from + countOf(facts.date) + countOf(facts.status) : from;
    const end = endOfWords(part, words);
    const within = new Set([...found].filter((at) => from <= at && at < to));
    const said = end < to ? element("b", "", ...markedText(facts.speaker, end, found)) : null;
    return element("li", "finder__result",
      element("p", "finder__passage",
        isEntry ? element("span", "finder__date", ...markedText(facts.date, from, found)) : "", " ",
        link(linkTo(data, id, words, within), ...excerptOf(words, start, end, found)), " ", labelOf(facts.status)),
      factsOf(said, isEntry ? null : facts.date, sayAll(facts.publisher)),
      factsOf(element("span", "finder__source", data.meta.title), draftOf(data)),
    );
  };

  const isPicked = (facts) =>
    [...picked].every(
      ([facet, values]) => facet === "topic" || [...values].every((value) => facts[facet]?.includes(value)),
    );

  // The quotes or entries of pages that are asked for: a page was found where all of them together were.
  const passagesIn = async (batch, places, kind, order) => {
    const found = [];
    for (const data of batch) {
      const at = await places(data);
      const parts = partsOf(data, data.content.split(/\s+/));
      const passages = parts.filter((part) => part.kind === kind && isPicked(part.facts) && hasAll(part, at));
      found.push(...passages.map((part) => ({ data, part })));
    }
    if (order) {
      const byDay = (a, b) => (order === "asc" ? 1 : -1) * a.localeCompare(b);
      const [none, some] = [({ part }) => !part.facts.day, ({ part }) => part.facts.day];
      const dated = found.filter(some).sort((a, b) => byDay(a.part.facts.day, b.part.facts.day));
      found.splice(0, found.length, ...dated, ...found.filter(none));
    }
    return found.map(({ data, part }) => passageResult(data, part));
  };

  // The names of lists that are asked for: the id of each is the address of its page.
  const namesIn = async (batch, places) => {
    const found = [];
    for (const data of batch) {
      const at = await places(data);
      data.anchors.forEach(({ id, text, location: from }, number) => {
        const to = data.anchors[number + 1]?.location ?? Infinity;
        if (!hasAll({ from, to }, at)) return;
        const address = link(new URL(id, ROOT).href, ...markedText(text, from, new Set(data.locations)));
        const section = factsOf(data.filters.section?.[0] ?? say("page"));
        found.push(element("li", "finder__result", element("p", "finder__title", address), section));
      });
    }
    return found;
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
  let shown; // the answer of which results are shown

  const show = (items) => {
    results.append(...items);
    more.hidden = shown.isEmpty();
    const count = shown.count() + results.children.length;
    const drafts = results.querySelectorAll(".finder__draft").length;
    const areDrafts = drafts > 1 && drafts === results.children.length; // said once, and not of each
    results.toggleAttribute("data-drafts", areDrafts);
    status.textContent = count ? sayCount(count, shown.isCounted()) : say("none");
    if (areDrafts) status.textContent += ` · ${say("drafts")}`;
    return items[0];
  };

  const showMore = async () => {
    const [turn, items] = [asked, await shown.take(BATCH)];
    return turn === asked ? show(items) : null;
  };

  const answer = async (turn) => {
    status.textContent ||= say("busy");
    const typed = query.value.trim();
    const next = await ask(typed);
    const items = await next.take(BATCH);
    if (turn !== asked) return;
    shown = next;
    results.replaceChildren();
    show(items);
    for (const facet of facets) {
      if (facet.open) showFacet(facet, next.filters[filterOf(facet.dataset.facet, form.elements.kind.value)]);
    }
    if (!next.unknown.length) return;
    const offer = await offerFor(typed, next.unknown).catch(() => null); // the answer stands without one
    if (offer && turn === asked) showOffer(offer);
  };

  const empty = (message) => {
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
      opened = undefined;
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
    indexOf().catch(() => {}); // a failure is told when something is asked
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

  more.addEventListener("click", async () => (await showMore())?.querySelector("a").focus());

  const isWide = matchMedia("(min-width: 60em)");
  narrow.open = isWide.matches;
  isWide.addEventListener("change", () => (narrow.open = isWide.matches));

  if (new URL(location.href).searchParams.has("q")) readAddress();
  if (dialog.open) begin(); // what opened it came before this script
})();
