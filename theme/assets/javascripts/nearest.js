// What to ask for in the place of words that no page has: loaded by finder.js when a search finds nothing.

const FEWEST = 3; // letters, below which any word is like any other
const MOST = 3; // words that are named

// The slips between two words (a letter too many, too few, another, or two in each other's place), at most `most`; one
// more than that where there are more.
const slips = (first, second, most) => {
  if (Math.abs(first.length - second.length) > most) return most + 1;
  let before = [];
  let row = Array.from({ length: second.length + 1 }, (_, at) => at);
  for (let i = 1; i <= first.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= second.length; j += 1) {
      const isSame = first[i - 1] === second[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (isSame ? 0 : 1));
      const isSwapped = i > 1 && j > 1 && first[i - 1] === second[j - 2] && first[i - 2] === second[j - 1];
      if (isSwapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return Math.min(row[second.length], most + 1);
};

// The words nearest to one, best first, from lists of which the first is worth most (publish/finding/vocabulary.py).  A
// short word may have one slip, a longer one two; of words that are as near, one with the same first letter is meant
// rather than another.
const nearest = (word, lists, plain) => {
  const sought = plain(word);
  if (sought.length < FEWEST || !/^\p{L}+$/u.test(sought)) return [];
  const most = sought.length > 5 ? 2 : 1;
  const found = [];
  lists.forEach((words, list) => {
    for (const known of words) {
      const key = plain(known);
      const count = slips(sought, key, most);
      if (count && count <= most) found.push({ known, rank: [count, key[0] === sought[0] ? 0 : 1, list] });
    }
  });
  const order = ({ rank: a }, { rank: b }) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
  return found.sort(order).slice(0, MOST).map(({ known }) => known);
};

// The lists of words; a failure is told to who asked, and the next one tries anew.
let loaded;
const load = (address) => {
  loaded ??= fetch(address)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
    .then((lists) => lists.map((words) => words.split(" ")))
    .catch((reason) => {
      loaded = undefined;
      throw reason;
    });
  return loaded;
};

const bare = (word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");

// A query in which the nearest known words stand for the unknown ones, and those that are like none are left out: the
// first that `finds` something, or undefined.  `address` is that of the lists; `plain` takes case and accents from a word.
export const offer = async (query, unknown, address, plain, finds) => {
  const lists = await load(address);
  const near = new Map(unknown.map((word) => [word, nearest(bare(word), lists, plain)]));
  const amended = (turn) => (word) => {
    if (!near.has(word)) return [word];
    const known = near.get(word)[turn] ?? near.get(word)[0];
    return known ? [word.replace(bare(word), () => known)] : [];
  };
  const queries = Array.from({ length: MOST }, (_, turn) => query.split(/\s+/).flatMap(amended(turn)).join(" "));
  for (const each of new Set(queries)) if (each && (await finds(each))) return each;
};
