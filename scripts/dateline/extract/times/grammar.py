"""The grammar of time expressions: patterns over classes of words, and what a match gives to the rule that reads it.

A pattern is a regular expression whose letters are the classes of timex/lexer.py: `month n2 (comma? n4)?`.
`<month>` captures a class under its own name, `<year:n4>` under another, and an upper-case name is one of MACROS.
Classes become single characters, so that the text is scanned by the `re` module at its own speed; all quantifiers
are bounded, so that the scan is linear.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from spacy.tokens import Token

from dateline.extract.times import lexer
from dateline.extract.times.lexer import Lexeme
from dateline.extract.timex_values import Direction
from dateline.model.annotations import DateBasis, TimexType

MACROS = {
    "ORDINAL": "(?:ordinal|second|nth|word dash ordinal)",
    "UNIT": "(?:unit|units|day|week|year|quarter|weekend)",
    "SIDE": "(?:last|next|this)",
    "NEIGHBOUR": "(?:last|next)",
    "FRACTION": "(?:half|quarter)",
    "ENDS": "(?:ordinal|last)",
    "STEP": "(?:back|forth|before|after)",
    "SHADE": "(?:back|forth|phase)",
    "DAY": "(?:n2|nth)",
    "YEAR": "(?:n4|short_year)",
    # "about two and a half", "more than a dozen", "the next few", "half a"
    "ABOUT": "(?:about|over|(?:more|less) than|at (?:least|most)|up to|as (?:long|much|vague) as)",
    "FILLER": "(?:filler|more|long)",
    "ARTICLE": "(?:a|an)",
    "AMOUNT": (
        "(?:(?:n2|n4|num)(?: and a half)?"
        "|(?:a )?couple(?: of)?|(?:a |the )?(?:very )?vague(?: of)?"
        "|half ARTICLE?|(?:ARTICLE|word) and a half"
        "|ARTICLE? word(?: dash? word| and word){0,4}(?: dash? and dash? a dash? half)?"
        "|ARTICLE)"
    ),
}
"""Parts that several patterns share."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one expression was read as; `first` and `last` are lexemes counted from the match's first."""

    type: TimexType
    value: str
    basis: DateBasis = DateBasis.RELATIVE
    first: int = 0
    last: int | None = None
    """The last lexeme; None for the match's own."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """Where the narrative stands: the last calendar value that was named, and the last day."""

    point: str | None = None
    day: str | None = None

    def for_unit(self, unit: str) -> str | None:
        """The value that a step of such units is counted from: "two days later" needs a day."""
        return self.day if unit in ("D", "W", "2W", "WE") else self.point


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression is read against: the days known at its place, and the words around it."""

    reference: date | None
    anchors: Anchors
    """The calendar values that the narrative is at: what "the same day" goes back to."""
    day_first: bool
    """Whether 7/8/2007 is the seventh of August in this article."""
    direction: Callable[[], Direction]
    token: Callable[[int], Token | None]
    """The parser's token of a lexeme of the match, counted from its first."""
    before: tuple[Lexeme, ...] = ()
    """Up to three lexemes before the match, nearest last."""
    after: tuple[Lexeme, ...] = ()
    """Up to three lexemes behind the match, nearest first."""


def is_title_word(lexeme: Lexeme, frame: Frame) -> bool:
    """Whether a word belongs to a name ("Bread for Velmark Now"): capitalised within a sentence that is no headline."""
    is_inside = bool(frame.before) and frame.before[-1].text.isalpha()
    is_headline = len(frame.after) > 1 and all(word.text.istitle() for word in frame.after[:2])
    return lexeme.text.istitle() and is_inside and not is_headline


NARRATIVE = frozenset({"following", "previous", "preceding", "prior", "subsequent", "ensuing", "succeeding"})
"""Words for what lies beside the day of the narrative, unlike "last" and "next", which count from the publication."""


@dataclass(frozen=True, slots=True)
class Match:
    """One match of a pattern: the lexemes that it covers and those that it captured."""

    lexemes: tuple[Lexeme, ...]
    groups: dict[str, tuple[int, int]]

    def has(self, name: str) -> bool:
        """Whether the group took part."""
        return name in self.groups

    def part(self, name: str) -> tuple[Lexeme, ...]:
        """The lexemes of a group; none where it took no part."""
        first, last = self.groups.get(name, (0, 0))
        return self.lexemes[first:last]

    def text(self, name: str) -> str:
        """The words of a group in lower case."""
        return " ".join(lexeme.text.lower() for lexeme in self.part(name))

    def number(self, name: str) -> int:
        """The value of a group of one lexeme, as a whole number."""
        return int(self.part(name)[0].value)

    def value(self, name: str) -> str:
        """The value of a group of one lexeme."""
        return str(self.part(name)[0].value)

    def index(self, name: str) -> int:
        """Where the group begins, counted in lexemes from the match's first."""
        return self.groups[name][0]


Read = Callable[[Match, Frame], "Reading | tuple[Reading, ...] | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and the function that reads its matches; the function returns None to say "no time after all"."""

    pattern: str
    read: Read = field(compare=False)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match of a rule before it is read: lexemes `start` to `end`."""

    start: int
    end: int
    order: int
    rule: Rule
    match: Match


def candidates(lexemes: Sequence[Lexeme], rules: Iterable[Rule]) -> list[Candidate]:
    """All matches of all rules, by their first lexeme, the longest and then the earlier rule first."""
    row = "".join(_letter_of(lexeme.kind) for lexeme in lexemes)
    found = [
        Candidate(match.start(), match.end(), order, rule, _match_of(match, lexemes))
        for order, rule in enumerate(rules)
        if (pattern := _compiled(rule.pattern)).search(row)
        for match in pattern.finditer(row)
    ]
    return sorted(found, key=lambda c: (c.start, -c.end, c.order))


def _match_of(match: re.Match[str], lexemes: Sequence[Lexeme]) -> Match:
    start = match.start()
    groups = {
        name.partition("__")[0]: (match.start(name) - start, match.end(name) - start)
        for name, found in match.groupdict().items()
        if found is not None
    }
    return Match(tuple(lexemes[start : match.end()]), groups)


_FIRST_LETTER = 0x4E00
"""Letters that no pattern uses otherwise stand for the classes."""
_GROUP = re.compile(r"\(\?P<\w+>")
_WORD = re.compile(r"<(?:([a-z_]+\d?):)?([A-Za-z_\d]+)>|\b([A-Za-z_][A-Za-z_\d]*)|\s+")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern over letters; a name that alternatives share is numbered, as `re` allows it only once."""
    numbers = itertools.count()
    return re.compile(_GROUP.sub(lambda match: f"{match[0][:-1]}__{next(numbers)}>", _translated(pattern)))


def _translated(pattern: str) -> str:
    return _WORD.sub(_translation, pattern)


def _translation(match: re.Match[str]) -> str:
    name, captured, plain = match.groups()
    word = captured or plain
    if word is None:
        return ""
    letters = _translated(MACROS[word]) if word in MACROS else _letter_of(word)
    return f"(?P<{name or captured.lower()}>{letters})" if captured else letters


@cache
def _letter_of(kind: str) -> str:
    """The character that stands for a class; a name that is no class is a mistake in a rule."""
    return chr(_FIRST_LETTER + lexer.KINDS.index(kind))
