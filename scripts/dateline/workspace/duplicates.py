"""The same article twice, or nearly: told from sketches of the texts, in time linear in the number of seeds.

A sketch is the bottom-k sample of the hashes of a text's three-word shingles (Broder 1997); the share of hashes
that two sketches have in common estimates the share of shingles that the texts have in common.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.model import ANALYSED, Article, BlockKind

Sketch = tuple[int, ...]

_SIZE = 96
"""Hashes in a sketch: the estimate is off by about 0.04 around the threshold."""
_PROBES = 12
"""Hashes by which twins are looked up: two texts at the threshold share nearly all of them."""
_WORDS = 3
_FEWEST = 100
"""A text of fewer words, a feed's teaser say, is the same only when all its words and its headline are."""
LARGE = 2_000_000
"""A seed of more bytes is no article, and is compared byte by byte."""
ALIKE = 0.8
"""The share of shingles from which two texts are one article: an updated telling stays above, two outlets' own
tellings lie far below."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Twin:
    """An earlier text that a text repeats, and how alike they are (0 to 1)."""

    name: str
    likeness: float


def sketch_of(article: Article) -> Sketch:
    """The sketch of as much of an article's body as is analysed; of a short one a single hash, of none nothing."""
    body = " ".join(article.slice(b.span) for b in article.blocks if b.kind is BlockKind.PARAGRAPH)
    words = _WORD.findall(body[:ANALYSED].casefold())
    if len(words) < _FEWEST:
        return (_hash(f"{article.title}\n{' '.join(words)}"),) if words else ()
    shingles = {" ".join(words[i : i + _WORDS]) for i in range(len(words) - _WORDS + 1)}
    return tuple(sorted(map(_hash, shingles))[:_SIZE])


def sketch_of_bytes(data: bytes) -> Sketch:
    """The sketch of a seed that is too large to be read twice: the same only as the same bytes."""
    return (_digest(data),)


def _hash(text: str) -> int:
    return _digest(text.encode("utf-8", "replace"))


def _digest(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=6).digest())


def likeness(first: Sketch, second: Sketch) -> float:
    """The estimated share of shingles that two texts have in common."""
    union = sorted({*first, *second})[:_SIZE]
    both = set(first) & set(second)
    return sum(value in both for value in union) / len(union) if union else 0.0


def twins(sketches: Mapping[str, Sketch], first: Iterable[str] = ()) -> dict[str, Twin]:
    """Each text that repeats an earlier one, in the order of the mapping; those named in `first` come before all."""
    ahead = [name for name in first if name in sketches]
    order = dict.fromkeys([*ahead, *sketches])
    holders: dict[int, list[str]] = defaultdict(list)
    found: dict[str, Twin] = {}
    for name in order:
        sketch = sketches[name]
        near = dict.fromkeys(other for value in sketch[:_PROBES] for other in holders[value])
        likes = [Twin(other, likeness(sketch, sketches[other])) for other in near]
        best = max(likes, key=lambda twin: twin.likeness, default=None)
        if best is not None and best.likeness >= ALIKE:
            found[name] = best
            continue  # it is looked up under the first one
        for value in sketch[:_PROBES]:
            holders[value].append(name)
    return found
