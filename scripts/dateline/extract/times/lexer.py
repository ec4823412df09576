"""A text as a row of lexemes, each with its class in the grammar of time expressions ("month", "unit", "last").

The grammar (timex/grammar.py) then matches classes instead of characters, so that a rule reads like its
linguistic description and costs little: most words of a text are of no class.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dateline.extract.times import holidays
from dateline.lang import lexicon

TABLES = ("cues", "numbers", "units", "names")
"""The tables whose classes a word may have; where a form stands in two, the later table wins."""

FUNCTION_WORDS = lexicon.words("times/function_words")
"""Words that are a class of their own, named after themselves."""

_TOKEN = re.compile(
    r"""
    (?P<plain>(?!(?:FY|GMT|UTC)\b|[ap]m\b|[AP]M\b)[^\W\d_]+(?![\w.'’]))
  | (?P<iso>\d{4}-\d\d?-\d\d?(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-]))
  | (?P<slashed>\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])|\d{1,2}\.\d{1,2}\.\d{4}(?!\d))
  | (?P<special>9/11(?![\d/]))
  | (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?![\d:]))
  | (?P<decades>['’‘]?\d0['’]?s\b|\d{3}0['’]?s\b)
  | (?P<short_year>['’‘]\d\d(?![\w.,]*\d))
  | (?P<nth>\d{1,2}(?:st|nd|rd|th)\b)
  | (?P<fiscal_year>FY[ ]?['’]?(?:\d{4}|\d\d)\b)
  | (?P<zone_offset>(?:GMT|UTC)[ ]?[+−-][ ]?\d{1,2}(?::?\d\d)?(?!\d))
  | (?P<oclock>o['’]clock\b)
  | (?P<mixed>[^\W\d_]+\d\w*|\d+(?![ap]m\b|[AP]M\b)[^\W\d_]\w*)
  | (?P<number>\d+(?:,\d{3})*(?:\.\d+)?)
  | (?P<meridiem>[ap]\.\s?m\.?|[ap]m\b|[AP]\.?M\b\.?)
  | (?P<word>[^\W\d_]+(?:\.(?=[^\W\d_]\.)[^\W\d_])*)
  | (?P<poss>['’]s\b|(?<=s)['’](?!\w))
  | (?P<dash>[-–—‑]+|(?<=\d)/(?=\d))
  | (?P<comma>,)
  | (?P<open>[(\[])
  | (?P<close>[)\]])
  | (?P<money>[$£€¥#%])
  | (?P<dot>[.…!?;:])
  | (?P<other>\S)
    """,
    re.VERBOSE,
)
_SHORT_WEEKDAYS = frozenset({"mon", "tues", "tue", "wed", "thurs", "thur", "thu", "fri", "sat", "sun"})
_SHORT_MONTHS = frozenset(
    {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"}
)
_ABBREVIATED = _SHORT_MONTHS | _SHORT_WEEKDAYS


@dataclass(frozen=True, slots=True)
class Lexeme:
    """`text[start:end]`, its class in the grammar ("x" for a word of no class) and its value in the lexicon."""

    start: int
    end: int
    text: str
    kind: str
    value: str | int = ""


def lex(text: str) -> tuple[Lexeme, ...]:
    """The lexemes of a text in order; spaces are left out."""
    return tuple(_merged(text, tuple(_lexemes(text))))


def _lexemes(text: str) -> Iterator[Lexeme]:
    done = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start < done:
            continue  # the full stop of an abbreviation
        lexeme = _lexeme(text, match.lastgroup or "other", start, end)
        done = lexeme.end
        yield lexeme


def _lexeme(text: str, kind: str, start: int, end: int) -> Lexeme:
    if kind in ("plain", "word", "mixed"):
        return _word(text, start, end)
    if kind == "number":
        return _number(text, start, end)
    return Lexeme(start, end, text[start:end], "x" if kind == "other" else kind)


def _merged(text: str, lexemes: tuple[Lexeme, ...]) -> Iterator[Lexeme]:
    """The lexemes with the words of a feast ("Good Friday") or of a name that is no time ("Sunday Times") made one."""
    done = 0
    for lexeme in lexemes:
        if lexeme.start < done:
            continue
        name = _name_at(text, lexeme)
        if name is None:
            yield lexeme
            continue
        done = lexeme.start + len(name)
        straight = name.lower().replace("’", "'")
        kind = "holiday" if straight in holidays.names() else "x"
        yield Lexeme(lexeme.start, done, name, kind, straight)


def _name_at(text: str, lexeme: Lexeme) -> str | None:
    """The longest listed name that begins with the lexeme, as written."""
    if not (lexeme.text[0].isupper() or lexeme.text[0].isdigit()):
        return None
    for name in _names().get(lexeme.text.lower().rstrip("."), ()):
        written = text[lexeme.start : lexeme.start + len(name)]
        ends = lexeme.start + len(name)
        if written.lower().replace("’", "'") == name and not text[ends : ends + 1].isalnum():
            return written
    return None


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """The listed names by their first lexeme, the longer first."""
    names = sorted(holidays.names() | lexicon.words("times/not_times"), key=lambda name: (-len(name), name))
    first = {name: next(_lexemes(name)).text.rstrip(".") for name in names}
    return {word: tuple(name for name in names if first[name] == word) for word in first.values()}


def _number(text: str, start: int, end: int) -> Lexeme:
    """A number: n2 may be a day or an hour, n4 a year or "0800", num neither."""
    written = text[start:end]
    if written.isdigit() and len(written) <= 2:
        return Lexeme(start, end, written, "n2", int(written))
    if written.isdigit() and len(written) == 4:
        return Lexeme(start, end, written, "n4", int(written))
    return Lexeme(start, end, written, "num", written.replace(",", ""))


def _word(text: str, start: int, end: int) -> Lexeme:
    written = text[start:end]
    kind, value = _class_of(written)
    if kind == "x":
        return Lexeme(start, end, written, kind)
    if kind in ("month", "weekday") and written.lower() in _ABBREVIATED:
        dotted = text[end : end + 1] == "."
        end += dotted
        if not dotted and not _is_abbreviation(text, start, end):
            # "Sun", "Jan" and "DEC" without a full stop are words, names and organisations.
            kind = "short_weekday" if kind == "weekday" else "x"
    return Lexeme(start, end, text[start:end], kind, value)


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether a month's abbreviation without its full stop has a number beside it, or can be nothing else ("Sept")."""
    written = text[start:end].lower()
    has_number = (
        text[end : end + 2].lstrip(" -")[:1].isdigit()
        or text[max(0, start - 2) : start].rstrip(" -")[-1:].isdigit()
    )
    return written not in _SHORT_WEEKDAYS and (
        has_number or (written in ("feb", "aug", "sept", "oct", "nov") and not text[start:end].isupper())
    )


def _class_of(written: str) -> tuple[str, str | int]:
    if written in _zones():
        return "zone", _zones()[written]
    found = _classes().get(written.lower())
    if found is None:
        return "x", ""
    if found[0] in ("month", "weekday", "weekdays") and not written[0].isupper():
        return "x", ""
    return found


@cache
def _zones() -> dict[str, str]:
    return {name: str(offset) for name, offset in lexicon.table("times/zones")["zone"].items()}


@cache
def _classes() -> dict[str, tuple[str, str | int]]:
    classes: dict[str, tuple[str, str | int]] = {word: (word, "") for word in FUNCTION_WORDS}
    for table in TABLES:
        for kind, forms in lexicon.table(f"times/{table}").items():
            for form, value in forms.items():
                classes[form] = (kind, value if isinstance(value, int) else str(value))
    return classes


def _kinds() -> tuple[str, ...]:
    groups = set(_TOKEN.groupindex) - {"plain", "word", "number", "mixed", "other"}
    tables = {kind for table in TABLES for kind in lexicon.table(f"times/{table}")}
    return tuple(
        sorted(
            groups | tables | FUNCTION_WORDS | {"holiday", "zone", "x", "n2", "n4", "num", "short_weekday"}
        )
    )


KINDS = _kinds()
"""Every class that a lexeme may have, sorted."""
