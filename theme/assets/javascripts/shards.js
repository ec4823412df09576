// Pagefind's index, asked shard by shard where a large site has several (site/search/shards.py): loaded by finder.js.

// The index in a folder, with all of its shards merged into it, and how to ask each of them alone.
export const openShards = async (folder, baseUrl) => {
  const [{ createInstance }, sizes] = await Promise.all([
    import(new URL("pagefind.js", folder)),
    fetch(new URL("shards.json", folder), { cache: "no-cache" }).then((answer) => answer.json()),
  ]);
  const names = Object.keys(sizes);
  const known = (shard) => ({ baseUrl, mergeFilter: { shard: [shard] } });
  const index = createInstance({ basePath: folder.href, noWorker: true, ...known("names") });
  const merged = names.map((name) => index.mergeIndex(new URL(`${name}/`, folder).href, known(name)));
  await Promise.all([index.search(""), ...merged]); // they answer when the index is ready
  const within = (shard) => (words, { filters, ...options } = {}) =>
    index.search(words, { ...options, filters: { ...filters, shard: [shard] } });
  const shards = names.length ? ["names", ...names].map((shard) => ({ search: within(shard) })) : [index];
  const byRelevance = (lists, counts) => ordered(lists, weightsOf([0, ...Object.values(sizes)], counts));
  return { search: index.search, preload: index.preload, shards, sumOf, byRelevance, pagesOf };
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

// How rare a word is, by which Pagefind weighs it (BM25).
const rarity = (found, pages) => Math.log(1 + (pages - found + 0.5) / (found + 0.5));

// What makes the scores of shards those of one index: of the pages of each, and how many of them have the one word that
// was asked for.  Of several words, Pagefind does not tell how each is weighed; their chances level out.
export const weightsOf = (sizes, counts) => {
  const sum = (numbers) => numbers.slice(1).reduce((a, b) => a + b, 0); // names, which come first, are no sample
  const ofAll = counts && rarity(sum(counts), sum(sizes));
  return sizes.map((pages, shard) => (counts && shard ? ofAll / rarity(counts[shard], pages) : 1));
};

// Pages in the order of relevance: the shards are alike but for chance.
export const ordered = (lists, weights) =>
  lists
    .flatMap((pages, shard) => pages.map((page) => ({ page, score: page.score * (weights[shard] ?? 1) })))
    .sort((a, b) => b.score - a.score)
    .map(({ page }) => page);

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
