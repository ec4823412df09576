"""What briefings may have in common: topics, people, organisations, places, and the words that tell most.

What few share says more than what many share (`rarity`), and what is near in time more than what is far
(`nearest_places`).
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from dateline.briefing.document import names_of, text_of
from dateline.timeline.terms import term_of

_WORD = re.compile(r"[^\W\d_]{4,}")


class FeatureKind(StrEnum):
    """What two briefings may share."""

    TOPIC = "topic"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    WORD = "word"


_KEYS = {
    FeatureKind.TOPIC: "topics",
    FeatureKind.PERSON: "people",
    FeatureKind.ORGANISATION: "organisations",
    FeatureKind.PLACE: "places",
}

Feature = tuple[FeatureKind, str]
"""A kind, and a name with case and blanks folded or the term (`terms`) of a word."""


def features_of(front: Mapping[str, object], lead: str) -> Iterator[tuple[Feature, str]]:
    """What a briefing may share with others, with the name or word as it stands there."""
    named = {kind: names_of(front, key) for kind, key in _KEYS.items()}
    for kind, names in named.items():
        yield from (((kind, folded_name(name)), name) for name in names)
    text = (text_of(front, "title"), text_of(front, "description"), lead)
    yield from word_features(text, (name for names in named.values() for name in names))


def word_features(texts: Iterable[str | None], names: Iterable[str]) -> Iterator[tuple[Feature, str]]:
    """The words of headline, dek and lead that are no part of a name."""
    known = set(_WORD.findall(folded_name(" ".join(names))))
    text = " ".join(filter(None, texts))
    for word in _WORD.findall(text.lower()):
        term = term_of(word) if word not in known else None
        if term is not None:
            yield (FeatureKind.WORD, term), word


def folded_name(name: str) -> str:
    """A name without what tells no two names apart: case and spacing."""
    return " ".join(name.casefold().split())


def rarity(count: int, total: int) -> float:
    """How much it says that a briefing has what so many of all briefings have (at least one)."""
    return math.log(1 + total / count)


def nearest_places(places: Sequence[int], place: float, reach: int) -> tuple[int, ...]:
    """Of ascending places the nearest below a place and the nearest above it, so many of each; itself is left out."""
    start, end = bisect_left(places, place), bisect_right(places, place)
    return (*places[max(0, start - reach) : start], *places[end : end + reach])
