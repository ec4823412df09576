"""Find the same article twice, or nearly, by sketches of the texts, in time linear in the number of seeds.

A sketch is the bottom-k sample of the hashes of a text's three-word shingles (Broder 1997); the share of hashes
that two sketches have in common estimates the share of shingles that the texts have in common.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from dateline.model.article import ANALYSED, Article, BlockKind

Sketch = tuple[int, ...]

_SIZE = 96
"""Hashes in a sketch: the estimate is off by about 0.04 around the threshold."""
_PROBES = 12
"""Hashes by which duplicates are looked up: two texts at the threshold share nearly all of them."""
_WORDS = 3
_FEWEST = 100
"""A text of fewer words, a feed's teaser say, is the same only when all its words and its headline are."""
LARGE = 2_000_000
"""A seed of more bytes is no article, and is compared byte by byte."""
_SHARED = 8
"""A shingle that more collections of passages have in common tells nothing of any."""
STRANGE = 0.2
"""The share of shingles below which two texts have nothing to do with each other: not even as versions of one."""
ALIKE = 0.8
"""The share of shingles from which two texts are one article: an updated version stays above, the articles of two
outlets on one event lie far below."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The earlier text that a text repeats, and how alike the two are (0 to 1)."""

    of: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Containment:
    """The share of a collection of passages that stands in a text (0 to 1)."""

    passages: str
    text: str
    share: float


def sketch_of(article: Article) -> Sketch:
    """The sketch of as much of an article's body as is analysed; of a short one a single hash, of none nothing."""
    body = " ".join(article.slice(b.span) for b in article.blocks if b.kind is BlockKind.PARAGRAPH)
    words = _WORD.findall(body[:ANALYSED].casefold())
    if len(words) < _FEWEST:
        return (_hash(f"{article.title}\n{' '.join(words)}"),) if words else ()
    return tuple(sorted(_shingles(words))[:_SIZE])


def sketch_of_bytes(data: bytes) -> Sketch:
    """The sketch of a seed that is too large to be read twice: the same only as the same bytes."""
    return (_digest(data),)


def shingles_of(text: str) -> set[int]:
    """The hashes of all three-word shingles of a text, which hold those of every passage of it."""
    return _shingles(_WORD.findall(text[:ANALYSED].casefold()))


def _shingles(words: Sequence[str]) -> set[int]:
    return set(map(_hash, {" ".join(words[i : i + _WORDS]) for i in range(len(words) - _WORDS + 1)}))


def _hash(text: str) -> int:
    return _digest(text.encode("utf-8", "replace"))


def _digest(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=6).digest())


def likeness(first: Sketch, second: Sketch) -> float:
    """The estimated share of shingles that two texts have in common."""
    union = sorted({*first, *second})[:_SIZE]
    both = set(first) & set(second)
    return sum(value in both for value in union) / len(union) if union else 0.0


def find_duplicates(sketches: Mapping[str, Sketch], first: Iterable[str] = ()) -> dict[str, Duplicate]:
    """Each text that repeats an earlier one, in the order of the mapping; those named in `first` come before all."""
    order = dict.fromkeys([*(name for name in first if name in sketches), *sketches])
    index = _ProbeIndex(sketches)
    found: dict[str, Duplicate] = {}
    for name in order:
        sketch = sketches[name]
        likes = (Duplicate(other, likeness(sketch, sketches[other])) for other in index.near(sketch))
        best = max(likes, key=lambda each: each.likeness, default=None)
        if best is not None and best.likeness >= ALIKE:
            found[name] = best  # it is looked up under the first one
        else:
            index.add(name, sketch)
    return found


class _ProbeIndex:
    """Texts by their probes, to find those that have a third of their probes in common with another.

    Two sets of n that share k are sure to share one of the n - k + 1 that are the rarest in all texts, so that only
    these are looked up ("prefix filtering": Bayardo et al. 2007, “Scaling up all pairs similarity search”).  What many
    texts of one outlet have in common, an address at the foot say, is not among them.
    """

    def __init__(self, sketches: Mapping[str, Sketch]) -> None:
        self._counts = Counter(probe for sketch in sketches.values() for probe in sketch[:_PROBES])
        self._texts: dict[int, list[str]] = defaultdict(list)
        self._probes: dict[str, frozenset[int]] = {}
        self._order: dict[str, int] = {}

    def add(self, name: str, sketch: Sketch) -> None:
        """Add a text."""
        self._order[name] = len(self._order)
        self._probes[name] = frozenset(sketch[:_PROBES])
        for probe in self._rarest(sketch):
            self._texts[probe].append(name)

    def near(self, sketch: Sketch) -> Iterator[str]:
        """The texts that have enough probes in common with a text, in the order in which they were added."""
        probes = frozenset(sketch[:_PROBES])
        met = {name for probe in self._rarest(sketch) for name in self._texts[probe]}
        for name in sorted(met, key=self._order.__getitem__):
            others = self._probes[name]
            if len(probes & others) >= _needed(min(len(probes), len(others))):
                yield name

    def _rarest(self, sketch: Sketch) -> list[int]:
        probes = sorted(sketch[:_PROBES], key=lambda probe: (self._counts[probe], probe))
        return probes[: len(probes) - _needed(len(probes)) + 1]


def _needed(probes: int) -> int:
    """How many of so many probes two texts have to have in common: at the threshold they share nearly all of them."""
    return -(-probes // 3)


def containments(
    passages: Mapping[str, Set[int]], texts: Iterable[tuple[str, Set[int]]]
) -> Iterator[Containment]:
    """How much of each collection of passages each text has, from a half on; all are given as `shingles_of`.

    A shingle that many collections have in common ("according to the") does not count, so that the time is linear.
    """
    owners: dict[int, list[str]] = defaultdict(list)
    for name, shingles in passages.items():
        for value in shingles:
            owners[value].append(name)
    telling = {value: names for value, names in owners.items() if len(names) <= _SHARED}
    sizes = Counter(name for names in telling.values() for name in names)
    for text, shingles in texts:
        hits = Counter(name for value in shingles for name in telling.get(value, ()))
        yield from (
            Containment(name, text, hit / sizes[name]) for name, hit in hits.items() if 2 * hit >= sizes[name]
        )
