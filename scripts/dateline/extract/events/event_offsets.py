"""Times that are counted from another event: "two months after the talks collapsed" dates the talks as well.

Where the event that is counted to has a date, the other event lies that much before or after it, about.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dateline.extract import timex_values
from dateline.extract.events.time_anchors import governor_of
from dateline.extract.events.triggers import is_trigger
from dateline.lang import lexicon
from dateline.model import edtf

_UNITS = {
    "day": (1, "D"),
    "week": (1, "W"),
    "fortnight": (2, "W"),
    "month": (1, "M"),
    "year": (1, "Y"),
    "decade": (10, "Y"),
}


@dataclass(frozen=True, slots=True)
class Offset:
    """`other` lies `count` units before `base` (after it, where `count` is negative)."""

    base: Token
    other: Token
    count: int
    unit: str


def offsets_of(sent: DocSpan) -> Iterator[Offset]:
    """Each distance in time that a sentence states between two of its events, in order."""
    for link in sent[1:]:
        if link.lower_ not in ("after", "before"):
            continue
        token = link.nbor(-1)
        unit = token.lemma_.lower()
        count = _count_of(token) if unit in _UNITS else 0
        other = _event_under(link) if count else None
        base = _event_over(link, other) if other is not None else None
        if other is not None and base is not None:
            yield Offset(base, other, count if link.lower_ == "after" else -count, unit)


def _count_of(token: Token) -> int:
    for child in token.lefts:
        word = child.lower_
        if word.isascii() and word.isdigit() and len(word) < 4:
            return int(word)
        if word in _numbers():
            return _numbers()[word]
    return 0


@cache
def _numbers() -> Mapping[str, int]:
    values = lexicon.table("events/counts")["counts"]
    return {word: value for word, value in values.items() if isinstance(value, int)}


def _event_under(link: Token) -> Token | None:
    """The event that the counting starts from: the clause or noun after "after"."""
    if link.dep_ == "mark":
        return link.head if is_trigger(link.head) else None
    return next(
        (child for child in link.rights if child.dep_ in ("pobj", "pcomp") and is_trigger(child)), None
    )


def _event_over(link: Token, other: Token) -> Token | None:
    return governor_of(other if link.dep_ == "mark" else link)


def shifted(day: str, count: int, unit: str) -> str | None:
    """The EDTF date that lies `count` units before `day`, about: no finer than the unit, nor than `day` itself."""
    moved = timex_values.shift(day, -count * _UNITS[unit][0], _UNITS[unit][1])
    return f"{moved}~" if moved and edtf.is_valid(f"{moved}~") else None
