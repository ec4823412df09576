"""A text as a row of lexemes, each with its class in the grammar of time expressions ("month", "unit", "last").

The rules then match classes instead of characters, so that a rule reads like its linguistic description and costs
little: most words of a text are of no class.  The words of each class stand in `lang/en/times/`.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from dateline.lang import lexicon

_TABLES = ("cues", "numbers", "units", "names")
"""The tables whose classes a word may have; where a form stands in two, the later table wins."""

_TOKENS = r"""
    (?P<plain>[^\W\d_]+(?![\w.'’]))
  | (?P<iso>\d{4}-\d\d?-\d\d?(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-]))
  | (?P<slashed>\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])|\d{1,2}\.\d{1,2}\.\d{4}(?!\d))
  | (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?![\d:]))
  | (?P<mixed>[^\W\d_]+\d\w*|\d+(?!NUMBER_SUFFIX)[^\W\d_]\w*)
  | (?P<number>\d+(?:,\d{3})*(?:\.\d+)?)
  | (?P<word>[^\W\d_]+(?:\.(?=[^\W\d_]\.)[^\W\d_])*)
  | (?P<dash>[-–—‑]+|(?<=\d)/(?=\d))
  | (?P<comma>,)
  | (?P<open>[(\[])
  | (?P<close>[)\]])
  | (?P<money>[$£€¥#%])
  | (?P<dot>[.…!?;:])
  | (?P<other>\S)
"""
"""What belongs to no language; `plain` comes first because most words are, and end where a space or a comma follows."""

_NUMBERS = ("n2", "n4", "num")
"""A number of up to two digits (a day, an hour), of four (a year or "0800"), and any other."""


class Lexeme(NamedTuple):
    """`text[start:end]`, its class in the grammar ("x" for a word of no class) and its value in the lexicon."""

    start: int
    end: int
    text: str
    kind: str
    value: str | int = ""

    def is_any_of(self, words: Collection[str]) -> bool:
        """Whether it is one of these words, or of one of these classes, which are written `<month>`."""
        return self.text.lower() in words or f"<{self.kind}>" in words


EDGE = Lexeme(0, 0, "", "edge")
"""What stands before the first lexeme of a passage and behind the last."""


@cache
def time_words(name: str, language: str = "") -> frozenset[str]:
    """The words of a short list (a key of `times/words.toml`), or of a long one, which is a file of its own."""
    listed = lexicon.table("times/words", language)["words"]
    if name in listed:
        return frozenset(map(str, listed[name]))  # type: ignore[call-overload]
    return lexicon.words(f"times/{name}", language)


@cache
def lexer_of(language: str) -> "Lexer":
    """The lexer of a language by its code; "" for what any language knows."""
    return Lexer(language)


class Lexer:
    """The words of one language and their classes."""

    def __init__(self, language: str) -> None:
        tokens = lexicon.table("times/tokens", language)["tokens"]
        own = "|".join(f"(?P<{kind}>{tokens[kind]})" for kind in tokens if kind != "number_suffix")
        self._token = re.compile(
            f"{own}|{_TOKENS.replace('NUMBER_SUFFIX', str(tokens['number_suffix']))}", re.VERBOSE
        )
        self._zones = lexicon.table("times/zones", language)["zone"]
        self._classes: dict[str, tuple[str, str | int]] = {
            word: (word, "") for word in lexicon.words("times/function_words", language)
        }
        for name in _TABLES:
            for kind, forms in lexicon.table(f"times/{name}", language).items():
                for form, value in forms.items():
                    self._classes[form] = (kind, value if isinstance(value, int) else str(value))
        self._capitalised = time_words("capitalised_classes", language)
        self._weekdays = time_words("short_weekdays", language)
        self._abbreviated = self._weekdays | time_words("short_months", language)
        self._certain = time_words("unmistakable_short_months", language)
        self._named_days = {
            name: (kind, name if kind == "holiday" else str(value))
            for kind, days in lexicon.table("times/holidays", language).items()
            for name, value in days.items()
        }
        self._names: dict[str, tuple[str, ...]] = {}
        names = self._named_days.keys() | lexicon.words("times/not_times", language)
        for name in sorted(names, key=lambda name: (-len(name), name)):
            first = next(self._lexemes(name)).text.rstrip(".")
            self._names[first] = (*self._names.get(first, ()), name)
        kinds = {kind for kind, _ in self._classes.values()} | {kind for kind, _ in self._named_days.values()}
        groups = set(self._token.groupindex) - {"plain", "word", "number", "mixed", "other"}
        self.kinds = tuple(sorted(kinds | groups | {*_NUMBERS, "zone", "x", "short_weekday"}))
        """Every class that a lexeme may have."""

    def lex(self, text: str) -> tuple[Lexeme, ...]:
        """The lexemes of a text, the words of a feast ("Good Friday") or of a paper ("Sunday Times") made one."""
        found: list[Lexeme] = []
        for lexeme in self._lexemes(text):
            if found and lexeme.start < found[-1].end:
                continue
            name = self._name_at(text, lexeme)
            if name:
                kind, value = self._named_days.get(_straight(name), ("x", ""))
                lexeme = Lexeme(lexeme.start, lexeme.start + len(name), name, kind, value)
            found.append(lexeme)
        return tuple(found)

    def _lexemes(self, text: str) -> Iterator[Lexeme]:
        done = 0
        for match in self._token.finditer(text):
            start, end = match.span()
            if start < done:
                continue  # the full stop of an abbreviation
            kind = match.lastgroup
            if kind in ("plain", "word", "mixed"):
                lexeme = self._word(text, start, end)
            elif kind == "number":
                lexeme = _number(text, start, end)
            else:
                value = int("".join(filter(str.isdigit, match[0]))) if kind == "nth" else ""
                lexeme = Lexeme(start, end, match[0], "x" if kind is None or kind == "other" else kind, value)
            done = lexeme.end
            yield lexeme

    def _name_at(self, text: str, lexeme: Lexeme) -> str | None:
        """The longest listed name that begins with the lexeme, as written."""
        if not (lexeme.text[0].isupper() or lexeme.text[0].isdigit()):
            return None
        for name in self._names.get(lexeme.text.lower().rstrip("."), ()):
            end = lexeme.start + len(name)
            if _straight(text[lexeme.start : end]) == name and not text[end : end + 1].isalnum():
                return text[lexeme.start : end]
        return None

    def _word(self, text: str, start: int, end: int) -> Lexeme:
        written = text[start:end]
        kind, value = self._class_of(written)
        if kind in ("month", "weekday") and written.lower() in self._abbreviated:
            if text[end : end + 1] == ".":
                end += 1
            elif not self._is_abbreviation(text, start, end):
                # "Sun", "Jan" and "DEC" without a full stop are words, names and organisations.
                kind, value = ("short_weekday", value) if kind == "weekday" else ("x", value)
        return Lexeme(start, end, text[start:end], kind, value)

    def _is_abbreviation(self, text: str, start: int, end: int) -> bool:
        """Whether a month's abbreviation without its full stop has a number beside it, or can be nothing else."""
        written, behind = text[start:end], text[end : end + 2].lstrip(" -")
        before = text[max(0, start - 2) : start].rstrip(" -")
        if written.lower() in self._weekdays:
            return False
        has_number = behind[:1].isdigit() or before[-1:].isdigit()
        return has_number or (written.lower() in self._certain and not written.isupper())

    def _class_of(self, written: str) -> tuple[str, str | int]:
        if written in self._zones:
            return "zone", str(self._zones[written])
        found = self._classes.get(written.lower())
        if found is None or (found[0] in self._capitalised and not written[0].isupper()):
            return "x", ""
        return found


def _straight(name: str) -> str:
    return name.lower().replace("’", "'")


def _number(text: str, start: int, end: int) -> Lexeme:
    written = text[start:end]
    if written.isdigit() and len(written) in (1, 2, 4):
        return Lexeme(start, end, written, "n4" if len(written) == 4 else "n2", int(written))
    return Lexeme(start, end, written, "num", written.replace(",", ""))
