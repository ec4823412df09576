"""Find the same article twice, or nearly, by sketches of the texts, in time linear in the number of seeds.

A sketch is the bottom-k sample of the hashes of a text's three-word shingles (Broder 1997); the share of hashes
that two sketches have in common estimates the share of shingles that the texts have in common.
"""

import hashlib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from dateline.model.article import ANALYSED, Article, BlockKind

Sketch = tuple[int, ...]

_SIZE = 96
"""Hashes in a sketch: the estimate is off by about 0.04 around the threshold."""
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
    counts = Counter(value for sketch in sketches.values() for value in sketch)
    firsts: list[str] = []
    places: dict[int, list[int]] = defaultdict(list)
    found: dict[str, Duplicate] = {}
    for name in order:
        sketch = sketches[name]
        probes = _probes(sketch, counts)
        hits = Counter(place for value in probes for place in places[value])
        near = (firsts[place] for place, shared in sorted(hits.items()) if shared >= _shared(len(sketch)))
        likes = (Duplicate(other, likeness(sketch, sketches[other])) for other in near)
        best = max(likes, key=lambda each: each.likeness, default=None)
        if best is not None and best.likeness >= ALIKE:
            found[name] = best
            continue  # it is looked up under the first one
        for value in probes:
            places[value].append(len(firsts))
        firsts.append(name)
    return found


def _probes(sketch: Sketch, counts: Mapping[int, int]) -> list[int]:
    """The hashes by which a text is looked up: the rarest, so many that two texts that are alike share `_shared`.

    Two sets of n that have k in common share m of the n - k + m that are the rarest of all texts ("prefix filtering":
    Bayardo et al. 2007, “Scaling up all pairs similarity search”).  The hashes of what many texts of one outlet say are
    not among them, so that hardly any two texts are compared that are not alike.
    """
    rarest = sorted(sketch, key=lambda value: (counts[value], value))
    alike = math.ceil(ALIKE * len(sketch))
    return rarest[: len(sketch) - alike + _shared(len(sketch))]


def _shared(size: int) -> int:
    """How many probes two texts have to share to be compared, about a half of them; of a short text one."""
    return max(1, size // 6)


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
