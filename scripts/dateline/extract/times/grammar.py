"""The grammar of time expressions: patterns over classes of words, and the rules that they belong to.

A rule is a row of `lang/en/times/rules_*.toml`.  Its pattern is a regular expression whose letters are the classes of
lexer.py: `month n2 (comma? n4)?`.  `<month>` captures a class under its own name, `<year:n4>` under another, and an
upper-case name is one of the macros of `lang/en/times/macros.toml`.  Classes become single characters, so that the
text is scanned by the `re` module at its own speed; all quantifiers are bounded, so that the scan is linear.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dateline.extract.times.lexer import EDGE, Lexeme, lexer_of, time_words
from dateline.lang import lexicon


class PatternPart(NamedTuple):
    """The value of a part of a match: of its lexemes `first` to `last`, both included."""

    value: str
    first: int
    last: int


class Check(NamedTuple):
    """A condition of a rule (`Context.allows`): what is looked at, in which group, and what it must or must not be."""

    kind: str
    group: str
    words: frozenset[str]
    must: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table of rules: what it matches, under which conditions, and how its value is made."""

    name: str
    pattern: str
    production: str = ""
    """The function that makes the value; without one `value` is a template for it: "XXXX-WXX-{weekday}"."""
    arguments: dict[str, Any] = field(default_factory=dict)
    value: str = ""
    examples: tuple[str, ...] = ()
    """“2024-05-16 | It closed on ⟦May 3⟧. | 2024-05-03”: the day of writing, the text, the values."""
    type: str = ""
    """SET, or nothing: any other type shows in the form of the value."""
    stated: bool = False
    """Whether the words name the date in full, as those with a captured year do anyway."""
    in_title: bool = True
    """Whether the words are a time even where they are capitalised like a name ("Bread for Velmark Now")."""
    checks: tuple[Check, ...] = ()


_CHECKS = (
    "before",
    "after",
    "near_before",
    "near_after",
    "pos_before",
    "text",
    "pos",
    "dep",
    "head",
    "child",
    "attribute",
)
_FIELDS = ("pattern", "production", "value", "type", "stated", "in_title")


def rules_of(rows: dict[str, dict[str, Any]], language: str) -> list[Rule]:
    """The rules of a table; what is no field of a rule is a condition, or an argument of its production."""
    return [_rule(name, dict(row), language) for name, row in rows.items()]


def _rule(name: str, row: dict[str, Any], language: str) -> Rule:
    examples = tuple(row.pop("examples"))
    fields = {key: row.pop(key) for key in _FIELDS if key in row}
    checks = []
    for key in [key for key in row if key.removeprefix("not_") in _CHECKS]:
        kind, listed = key.removeprefix("not_"), row.pop(key)
        for group, words in (listed if isinstance(listed, dict) else {"": listed}).items():
            known = time_words(words, language) if isinstance(words, str) else frozenset(words)
            checks.append(Check(kind, group, known, must=kind == key))
    return Rule(name, arguments=row, examples=examples, checks=tuple(checks), **fields)


_FIRST_LETTER = 0x4E00
"""Letters that no pattern uses otherwise stand for the classes."""
_PLAIN_GROUP = re.compile(r"\((?!\?)")
"""A group without a name: one that captures nothing is faster."""
_GROUP = re.compile(r"\(\?P<\w+>")
_WORD = re.compile(r"<(?:([a-z_]+\d?):)?([A-Za-z_\d]+)>|\b([A-Za-z_][A-Za-z_\d]*)|\s+")
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a rule's pattern matches: lexemes `start` to `end` (excluded) of a row, and its groups."""

    rule: Rule
    order: int
    start: int
    end: int
    row: tuple[Lexeme, ...] = field(repr=False)
    groups: dict[str, tuple[int, int]]

    def has(self, name: str) -> bool:
        """Whether the group took part."""
        return name in self.groups

    def part(self, name: str) -> tuple[Lexeme, ...]:
        """The lexemes of a group; none where it took no part."""
        first, last = self.groups.get(name, (0, 0))
        return self.row[first:last]

    def text(self, name: str) -> str:
        """The words of a group in lower case."""
        return " ".join(lexeme.text.lower() for lexeme in self.part(name))

    def value(self, name: str) -> str:
        """The value of a group of one lexeme; "" where it took no part."""
        return str(self.row[self.groups[name][0]].value) if name in self.groups else ""

    def number(self, name: str) -> int:
        """The number of a group: "March" is 3, "twenty-first" 21; 0 where it took no part."""
        return sum(int(lexeme.value) for lexeme in self.part(name) if lexeme.value != "")

    def index(self, name: str) -> int:
        """Where the group begins, counted in lexemes of the row."""
        return self.groups[name][0]

    def pair(self, values: Sequence[str], first: str, second: str) -> tuple[PatternPart, PatternPart]:
        """The values of the two parts of a match, of which one ends and the other begins with a group."""
        one = PatternPart(values[0], self.start, self.groups[first][1] - 1)
        return one, PatternPart(values[1], self.groups[second][0], self.end - 1)

    @property
    def before(self) -> Lexeme:
        """The lexeme before the match."""
        return self.row[self.start - 1] if self.start else EDGE

    @property
    def after(self) -> Lexeme:
        """The lexeme behind the match."""
        return self.row[self.end] if self.end < len(self.row) else EDGE

    @property
    def is_in_title(self) -> bool:
        """Whether it belongs to a name ("Bread for Velmark Now"): capitalised within a sentence that is no headline."""
        following = self.row[self.end : self.end + 2]
        is_headline = len(following) == 2 and all(lexeme.text.istitle() for lexeme in following)
        return self.row[self.start].text.istitle() and self.before.text.isalpha() and not is_headline


class Grammar:
    """The rules of one language, with their patterns over letters."""

    def __init__(self, rules: Sequence[Rule], language: str) -> None:
        self.rules = tuple(rules)
        kinds = lexer_of(language).kinds
        self._letters = {kind: chr(_FIRST_LETTER + i) for i, kind in enumerate(kinds)}
        self._every = frozenset(self._letters.values())
        common = lexicon.words("times/function_words", language)
        self._common = {letter for kind, letter in self._letters.items() if kind in common}
        self._macros = lexicon.table("times/macros", language)["macros"]
        # Rules that differ by their conditions alone share a pattern, which is searched once.
        by_pattern: dict[str, list[tuple[int, Rule]]] = {}
        for order, rule in enumerate(self.rules):
            by_pattern.setdefault(rule.pattern, []).append((order, rule))
        self._patterns = [
            (self._compiled(pattern), self._need_of(pattern), sharing)
            for pattern, sharing in by_pattern.items()
        ]

    def matches(self, row: tuple[Lexeme, ...]) -> list[Match]:
        """All matches of all rules, by their first lexeme, the longest and then the earlier rule first."""
        letters = "".join([self._letters[lexeme.kind] for lexeme in row])
        present = frozenset(letters)
        found = [
            Match(rule, order, match.start(), match.end(), row, groups)
            for pattern, need, sharing in self._patterns
            if not need.isdisjoint(present)
            for match in pattern.finditer(letters)
            for groups in [_groups_of(match)]
            for order, rule in sharing
        ]
        return sorted(found, key=lambda match: (match.start, -match.end, match.order))

    def _need_of(self, pattern: str) -> frozenset[str]:
        """Letters of which a row has one wherever the pattern matches: most patterns need not be searched in most rows.

        They are those of a word outside brackets that can't be left out, of the rarest; all where there is none.
        """
        while (bare := _BRACKETS.sub("", pattern)) != pattern:
            pattern = bare
        if "|" in pattern:
            return self._every
        needs = [
            self._every.intersection(self._translated(word[0]))
            for word in _WORD.finditer(pattern)
            if word[0].strip() and not pattern.startswith(("?", "*", "{"), word.end())
        ]
        rarest = [need for need in needs if need.isdisjoint(self._common)] or needs
        return min(rarest, key=len, default=self._every)

    def _compiled(self, pattern: str) -> re.Pattern[str]:
        """The pattern over letters; a name that alternatives share is numbered, as `re` allows it only once."""
        numbers = itertools.count()
        translated = _PLAIN_GROUP.sub("(?:", self._translated(pattern))
        return re.compile(_GROUP.sub(lambda match: f"{match[0][:-1]}__{next(numbers)}>", translated))

    def _translated(self, pattern: str) -> str:
        return _WORD.sub(self._translation, pattern)

    def _translation(self, match: re.Match[str]) -> str:
        name, captured, plain = match.groups()
        word = captured or plain
        if word is None:
            return ""
        # A name that is neither a macro nor a class is a mistake in a rule.
        macro = self._macros.get(word)
        letters = self._translated(f"({macro})") if macro else self._letters[word]
        return f"(?P<{name or captured.lower()}>{letters})" if captured else letters


def _groups_of(match: re.Match[str]) -> dict[str, tuple[int, int]]:
    named = match.re.groupindex
    return {name.partition("__")[0]: match.span(name) for name in named if match.start(name) >= 0}
