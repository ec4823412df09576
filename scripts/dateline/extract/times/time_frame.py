"""What an expression is read against: its passage, the day it counts from, and the words around it.

Most expressions count from the publication.  Inside quotation marks they count from the day the speaker spoke, in a
caption from the date that the caption states.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc, Token

from dateline.extract import timex_values
from dateline.extract.parsed_passages import Passage
from dateline.extract.times import tense
from dateline.extract.times.grammar import Anchors, Candidate, Frame, Reading
from dateline.extract.times.lexer import Lexeme
from dateline.extract.timex_values import Direction
from dateline.lang import lexicon
from dateline.model.annotations import DateBasis, TimexType
from dateline.model.article import BlockKind

_NEIGHBOURS = 3
"""Lexemes on either side that a rule may look at."""
_NEAR = 400
"""Characters between a quote and the day of its saying: an attribution is no longer than a sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """An expression that was read: lexemes `first` to `last`, both included."""

    first: int
    last: int
    type: TimexType
    value: str
    basis: DateBasis

    @property
    def is_day(self) -> bool:
        """Whether it names a day of the calendar, or a part of one."""
        return self.type in (TimexType.DATE, TimexType.TIME) and timex_values.precision_of(self.value) == "D"


@dataclass(frozen=True, slots=True)
class Ground:
    """What all expressions of a passage are read against."""

    passage: Passage
    lexemes: tuple[Lexeme, ...]
    reference: date | None
    anchors: Anchors
    day_first: bool
    starts: tuple[int, ...] = field(repr=False)
    """Where each token of the Doc begins."""


def token_at(offset: int, ground: Ground) -> Token | None:
    """The token of the passage's Doc that holds a character."""
    doc: Doc = ground.passage.doc
    index = bisect_right(ground.starts, offset) - 1
    return doc[index] if index >= 0 else None


def readings_of(candidate: Candidate, ground: Ground) -> tuple[Reading, ...]:
    """What the candidate's rule makes of it; nothing when it says that it is no time after all."""
    read = candidate.rule.read(candidate.match, frame_of(candidate, ground))
    if read is None:
        return ()
    return read if isinstance(read, tuple) else (read,)


def frame_of(candidate: Candidate, ground: Ground) -> Frame:
    """What the candidate's rule may look at."""
    start, end, lexemes = candidate.start, candidate.end, ground.lexemes
    return Frame(
        reference=ground.reference,
        anchors=ground.anchors,
        day_first=ground.day_first,
        direction=lambda: _direction(candidate, ground),
        token=lambda index: token_at(lexemes[start + index].start, ground),
        before=lexemes[max(0, start - _NEIGHBOURS) : start],
        after=lexemes[end : end + _NEIGHBOURS],
    )


def _direction(candidate: Candidate, ground: Ground) -> Direction:
    root = _root(candidate, ground)
    direction = tense.direction_of(root) if root is not None else Direction.UNKNOWN
    if direction is Direction.PRESENT and ground.passage.kind is BlockKind.CAPTION:
        return Direction.PAST  # "A man waves from a train on Sunday" tells what was.
    return direction


def _root(candidate: Candidate, ground: Ground) -> Token | None:
    """The token of the expression whose head lies outside it."""
    first = token_at(ground.lexemes[candidate.start].start, ground)
    last = token_at(ground.lexemes[candidate.end - 1].end - 1, ground)
    if first is None or last is None:
        return None
    for token in first.doc[first.i : last.i + 1]:
        if not first.i <= token.head.i <= last.i:
            return token
    return last


# --- the day that is counted from ------------------------------------------------------------------------------

_QUOTED = re.compile(r"“[^“”]*”?|\"[^\"]*\"?|(?<!\w)‘[^‘’]*(?:’(?=\w)[^‘’]*)*’")
"""Curly and straight marks; single ones only where they close, as one mark alone is an apostrophe."""


def quotes_of(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches between quotation marks; an open one runs to the end of the passage."""
    return tuple(match.span() for match in _QUOTED.finditer(text))


def quote_at(offset: int, quotes: Sequence[tuple[int, int]]) -> int | None:
    """The number of the quote that holds a character."""
    index = bisect_left(quotes, (offset + 1, 0)) - 1
    return index if index >= 0 and offset < quotes[index][1] else None


def speaker_day(quote: tuple[int, int], outer: Sequence[Found], ground: Ground) -> date | None:
    """The day on which the quote was said, where its attribution tells ("she said on Monday"), else the reference."""
    begin = bisect_left(outer, quote[0] - _NEAR, key=lambda item: ground.lexemes[item.first].start)
    for item in outer[begin:]:
        offset = ground.lexemes[item.first].start
        if offset > quote[1] + _NEAR:
            break
        token = token_at(offset, ground)
        is_day = item.type is TimexType.DATE and item.is_day and token is not None and _is_saying(token)
        if is_day and _is_same_sentence(quote, offset, ground.passage.doc.text):
            return timex_values.start_of(item.value)
    return ground.reference


def _is_saying(token: Token) -> bool:
    """Whether the date hangs on a verb of saying, with at most a preposition between."""
    head = token.head.head if token.head.pos_ == "ADP" else token.head
    return head.lemma_.lower() in lexicon.words("times/saying")


def _is_same_sentence(quote: tuple[int, int], offset: int, text: str) -> bool:
    """Whether no sentence ends between the quote and the date."""
    between = text[quote[1] : offset] if offset >= quote[1] else text[offset : quote[0]]
    return not re.search(r"[.!?]\s|\n", between)


def caption_day(proposed: Sequence[Candidate], ground: Ground) -> date | None:
    """The latest day that the caption states in full, which its "Monday" goes by."""
    values = [
        reading.value
        for candidate in proposed
        for reading in readings_of(candidate, ground)
        if reading.basis is DateBasis.STATED and timex_values.precision_of(reading.value) == "D"
    ]
    days = [day for value in values if (day := timex_values.start_of(value))]
    return max(days, default=None)
