// Pagefind's index, asked shard by shard where a large site has several (site/search/shards.py): loaded by finder.js.

// The index in a folder, with all of its shards merged into it, and how to ask each of them alone.
export const openShards = async (folder, baseUrl) => {
  const [{ createInstance }, sizes] = await Promise.all([
    import(new URL("pagefind.js", folder)),
    fetch(new URL("shards.json", folder), { cache: "no-cache" }).then((answer) => answer.json()),
  ]);
  const names = Object.keys(sizes);
  const all = ["names", ...names];
  const known = (shard) => ({ baseUrl, mergeFilter: { shard: [shard] } });
  const index = createInstance({ basePath: folder.href, noWorker: true, ...known("names") });
  const merged = names.map((name) => index.mergeIndex(new URL(`${name}/`, folder).href, known(name)));
  await Promise.all([index.search(""), ...merged]); // they answer when the index is ready
  const { search, preload } = index;
  const load = loader();
  const within = (shard) => (words, { filters, ...options } = {}) =>
    search(words, { ...options, filters: { ...filters, shard: [shard] } });
  // Whether one of some shards has what Pagefind takes by the letter.  It counts the pages before it filters them, and
  // where none is left it scores none, which would take time that grows with the square of their number.
  const counts = new Map();
  const count = (phrase) => search(phrase, { filters: { shard: ["none"] } }).then((answer) => answer.totalFilters.shard);
  const has = (some) => async (phrase) => {
    if (!counts.has(phrase)) counts.set(phrase, count(phrase));
    const found = await counts.get(phrase);
    return some.some((name) => found?.[name]);
  };
  const alone = (name) => ({ name, load, has: has([name]), search: names.length ? within(name) : search });
  const byRelevance = (lists, words = []) => ordered([0, ...Object.values(sizes)], lists, words);
  return { search, preload, load, has: has(all), shards: all.map(alone), sumOf, byRelevance, pagesOf };
};

// The numbers of pages by facet and value, of all shards together.
const sumOf = (counts) => {
  const sums = {};
  for (const [facet, values] of counts.flatMap(Object.entries)) {
    sums[facet] ??= {};
    for (const [value, count] of Object.entries(values)) sums[facet][value] = (sums[facet][value] ?? 0) + count;
  }
  return sums;
};

const total = (numbers) => numbers.reduce((a, b) => a + b, 0);

// How rare a word is, by which Pagefind weighs it (BM25).
export const rarityOf = (found, pages) => Math.log(1 + (pages - found + 0.5) / (found + 0.5));

const worth = (field) => (field === "title" ? 5 : 1); // Pagefind's `metaWeights`

// What a page has of a word, from what it scores where the word is all that is asked for.
export const wordOf = ({ score = 0, matchedMetaFields: fields = [] } = {}, rarity) => ({
  fields,
  frequency: score / rarity - total(fields.map(worth)),
});

// The score that Pagefind gives a page, from what it has of each word and how rare each is: more for the words of a field
// (its title, say) the nearer they come to all that is asked for.
export const scoreOf = (words, rarities) => {
  const fields = [...new Set(words.flatMap((word) => word.fields))].map((field) => {
    const matched = total(rarities.filter((_, number) => words[number].fields.includes(field)));
    return (worth(field) * matched ** 3) / total(rarities) ** 2;
  });
  return total(words.map(({ frequency }, number) => frequency * rarities[number])) + total(fields);
};

// Pages in the order of relevance that one index would give them.  In a page's score a word is as rare as it is in its
// shard; that is set right by `words`: what each finds by itself in all shards, and how many pages of each have it.  The
// names, which come first, are no sample.
export const ordered = (sizes, lists, words) => {
  const found = words.map(({ results }) => new Map(results.map((page) => [page.id, page])));
  const ofAll = words.map(({ counts }) => rarityOf(total(counts.slice(1)), total(sizes)));
  const ofShards = sizes.map((pages, shard) => words.map(({ counts }) => rarityOf(counts[shard], pages)));
  const corrected = ({ id, score }, shard) => {
    const has = found.map((pages, number) => wordOf(pages.get(id), ofShards[shard][number]));
    return score + scoreOf(has, ofAll) - scoreOf(has, ofShards[shard]);
  };
  return lists
    .flatMap((pages, shard) => pages.map((page) => ({ page, score: words.length ? corrected(page, shard) : page.score })))
    .sort((a, b) => b.score - a.score)
    .map(({ page }) => page);
};

// Loads what a page holds, with the places of the words that its search has found.  Pagefind gives the same object to all
// searches, and puts into it the places of the one that asked last: so each takes its copy before the next one asks.
const loader = () => {
  const copies = new Map();
  return (page) => {
    const copy = async () => ({ id: page.id, ...(await page.data()) });
    const copied = (copies.get(page.id) ?? Promise.resolve()).then(copy, copy);
    copies.set(page.id, copied);
    return copied;
  };
};

// A list of pages that are loaded as they are taken.  Of several lists, each in the order of days, the page that comes
// first in all is taken each time, so that little more is loaded than what is taken.
const pagesOf = (lists, load, order) => {
  const rows = lists.filter((pages) => pages.length).map((pages) => ({ left: [...pages], ready: [] }));
  const dayOf = ({ ready }) => ready[0].filters.day?.[0] ?? "";
  const comesFirst = (a, b) => (order === "asc" ? dayOf(b) < dayOf(a) : dayOf(b) > dayOf(a)) ? b : a;
  const refill = async (row, count) => row.ready.push(...(await Promise.all(row.left.splice(0, count).map(load))));
  const take = async (count) => {
    const taken = [];
    while (taken.length < count && rows.length) {
      const missing = Math.ceil((count - taken.length) / rows.length);
      await Promise.all(rows.filter(({ ready }) => !ready.length).map((row) => refill(row, missing)));
      const row = rows.reduce(comesFirst);
      taken.push(row.ready.shift());
      if (!row.ready.length && !row.left.length) rows.splice(rows.indexOf(row), 1);
    }
    return taken;
  };
  const count = () => rows.reduce((sum, { left, ready }) => sum + left.length + ready.length, 0);
  return { take, count };
};
