"""What an expression is read against: its passage, the day it counts from, and where the narrative stands.

Most expressions count from the publication.  Inside quotation marks they count from the day the speaker spoke, in a
caption from the date that the caption states.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from spacy.tokens import Doc, Token

from dateline.extract import timex_values
from dateline.extract.parsed_passages import Passage
from dateline.extract.times import tense
from dateline.extract.times.grammar import Check, Match
from dateline.extract.times.lexer import Lexeme, time_words
from dateline.extract.timex_values import Direction
from dateline.model.annotations import DateBasis, TimexType
from dateline.model.article import BlockKind

_NEAR = 3
"""Lexemes beside a match that the conditions `near_before` and `near_after` look at."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one expression was read as: lexemes `first` to `last`, both included, and the name of the rule."""

    first: int
    last: int
    value: str
    type: TimexType
    basis: DateBasis
    rule: str

    @property
    def is_day(self) -> bool:
        """Whether it names a day of the calendar, or a part of one."""
        return self.type in (TimexType.DATE, TimexType.TIME) and timex_values.precision_of(self.value) == "D"

    @property
    def is_clock(self) -> bool:
        """Whether it names an hour of the clock."""
        return self.type is TimexType.TIME and ":" in self.value


@dataclass(frozen=True, slots=True)
class Context:
    """What all expressions of a passage are read against."""

    passage: Passage
    lexemes: tuple[Lexeme, ...]
    starts: tuple[int, ...] = field(repr=False)
    """Where each token of the Doc begins."""
    reference: date | None
    day_first: bool
    """Whether 7/8/2007 is the seventh of August in this article."""
    point: str | None = None
    """Where the narrative stands: the last calendar value that was named."""
    day: str | None = None
    """The last of them that was a day."""
    is_evening: bool = False
    """Whether the article was stamped so late that it may be written for the day after."""

    @property
    def narrative_day(self) -> date | None:
        """The day the narrative is at; the reference where it has not left it."""
        return timex_values.start_of(self.day) if self.day else self.reference

    def behind(self, readings: Sequence[Reading]) -> "Context":
        """The narrative moved on by these expressions; "since 1982" only compares and does not move it."""
        point, day, comparing = self.point, self.day, self.words("comparing_prepositions")
        for item in readings:
            precision = timex_values.precision_of(item.value)
            if precision and not (item.first and self.lexemes[item.first - 1].is_any_of(comparing)):
                point, day = item.value, item.value if precision == "D" else day
        return replace(self, point=point, day=day)

    def words(self, name: str) -> frozenset[str]:
        """A list of words of the passage's language."""
        return time_words(name, self.passage.doc.lang_)

    def token_at(self, lexeme: int) -> Token | None:
        """The parser's token that holds the first character of a lexeme."""
        return self._token(self.lexemes[lexeme].start)

    def _token(self, offset: int) -> Token | None:
        doc: Doc = self.passage.doc
        index = bisect_right(self.starts, offset) - 1
        return doc[index] if index >= 0 else None

    def direction(self, match: Match) -> Direction:
        """On which side of the reference the tense and the words around put a match."""
        root = self._root(match)
        direction = tense.direction_of(root) if root is not None else Direction.UNKNOWN
        if direction is Direction.PRESENT and self.passage.kind is BlockKind.CAPTION:
            return Direction.PAST  # "A man waves from a train on Sunday" tells what was.
        return direction

    def _root(self, match: Match) -> Token | None:
        """The token of the expression whose head lies outside it."""
        first, last = self.token_at(match.start), self._token(self.lexemes[match.end - 1].end - 1)
        if first is None or last is None:
            return None
        inside = first.doc[first.i : last.i + 1]
        return next((token for token in inside if not first.i <= token.head.i <= last.i), last)

    def allows(self, match: Match) -> bool:
        """Whether the conditions of the match's rule hold.

            before, after               the neighbouring lexeme
            near_before, near_after     one of the three neighbouring lexemes
            pos_before                  the parser's tag of the word before
            text                        the words of a group
            pos, dep, head              tag and dependency of a group's first token, and the lemma that governs it
            child, attribute            dependency of what hangs on that token; of what stands before it and is no name

        With `not_` in front none of the words may be there; a group that took no part sets no condition.
        """
        if not match.rule.in_title and match.is_in_title:
            return False
        return all(
            self._holds(check, match) is check.must
            for check in match.rule.checks
            if not check.group or match.has(check.group)
        )

    def _holds(self, check: Check, match: Match) -> bool:
        kind, words = check.kind, check.words
        match kind:
            case "before":
                return match.before.is_any_of(words)
            case "after":
                return match.after.is_any_of(words)
            case "near_before":
                near = match.row[max(0, match.start - _NEAR) : match.start]
                return any(lexeme.is_any_of(words) for lexeme in near)
            case "near_after":
                near = match.row[match.end : match.end + _NEAR]
                return any(lexeme.is_any_of(words) for lexeme in near)
            case "text":
                return match.text(check.group).rstrip(".") in words
            case "pos_before":
                before = self.token_at(match.start - 1) if match.start else None
                return before is not None and before.pos_ in words
        token = self.token_at(match.index(check.group))
        if token is None:
            return False
        match kind:
            case "child":
                return any(child.dep_ in words for child in token.children)
            case "attribute":
                return any(child.dep_ in words for child in token.lefts if child.pos_ != "PROPN")
        return {"pos": token.pos_, "dep": token.dep_, "head": token.head.lemma_}[kind] in words


# --- the day that is counted from ------------------------------------------------------------------------------

_ATTRIBUTION = 400
"""Characters between a quote and the day of its saying: an attribution is no longer than a sentence."""

_QUOTED = re.compile(r"“[^“”]*”?|\"[^\"]*\"?|(?<!\w)‘[^‘’]*(?:’(?=\w)[^‘’]*)*’")
"""Curly and straight marks; single ones only where they close, as one mark alone is an apostrophe."""


def quotes_of(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches between quotation marks; an open one runs to the end of the passage."""
    return tuple(match.span() for match in _QUOTED.finditer(text))


def quote_at(offset: int, quotes: Sequence[tuple[int, int]]) -> int | None:
    """The number of the quote that holds a character."""
    index = bisect_left(quotes, (offset + 1, 0)) - 1
    return index if index >= 0 and offset < quotes[index][1] else None


def speaker_day(quote: tuple[int, int], outer: Sequence[Reading], context: Context) -> date | None:
    """The day on which the quote was said, where its attribution tells ("she said on Monday"), else the reference."""
    lexemes, text = context.lexemes, context.passage.text
    begin = bisect_left(outer, quote[0] - _ATTRIBUTION, key=lambda item: lexemes[item.first].start)
    for item in outer[begin:]:
        offset = lexemes[item.first].start
        if offset > quote[1] + _ATTRIBUTION:
            break
        between = text[quote[1] : offset] if offset >= quote[1] else text[offset : quote[0]]
        is_same_sentence = not re.search(r"[.!?]\s|\n", between)
        is_day = item.type is TimexType.DATE and item.is_day
        if is_day and is_same_sentence and _is_of_saying(context.token_at(item.first)):
            return timex_values.start_of(item.value)
    return context.reference


def _is_of_saying(token: Token | None) -> bool:
    """Whether a date hangs on a verb of saying, with at most a preposition between."""
    if token is None:
        return False
    head = token.head.head if token.head.pos_ == "ADP" else token.head
    return head.lemma_.lower() in time_words("saying", token.lang_)


def caption_day(readings: Sequence[Reading]) -> date | None:
    """The latest day that a caption states in full, which its "Monday" goes by."""
    stated = [reading.value for reading in readings if reading.basis is DateBasis.STATED]
    days = [timex_values.start_of(value) for value in stated if timex_values.precision_of(value) == "D"]
    return max((day for day in days if day), default=None)
