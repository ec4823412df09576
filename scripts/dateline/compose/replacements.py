"""Words of a sentence that a briefing prints in another form: a date for "on Friday", a full name for a family name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.briefing.document import plain
from dateline.model.article import Span

_QUOTED = re.compile(r'“[^”]*”|"[^"]*"')


@dataclass(frozen=True, slots=True, order=True)
class Replacement:
    """What stands for the characters from `start` to `end` of a text; `date` is the day (EDTF) that it tells."""

    start: int
    end: int
    text: str
    date: str | None = None


def replaced(text: str, replacements: Iterable[Replacement], first: int = 0) -> str:
    """A text with its replacements, blanks as single spaces; their offsets are counted from `first` before it."""
    parts, done = [], 0
    for one in sorted(replacements):
        words = one.text[:1].upper() + one.text[1:] if one.start == first else one.text
        parts += [text[done : one.start - first], words]
        done = one.end - first
    return plain("".join([*parts, text[done:]]))


def is_quoted(text: str, place: int) -> bool:
    """Whether a place of a text lies between quotation marks: those words are somebody's own."""
    before = text[:place]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def own_words(text: str) -> str:
    """The writer's own words: the text without what stands between its quotation marks."""
    return _QUOTED.sub("", text)


def is_within(span: Span, pieces: Iterable[Span]) -> bool:
    """Whether one of the pieces of a text that are told holds a span."""
    return any(piece.contains(span) for piece in pieces)
