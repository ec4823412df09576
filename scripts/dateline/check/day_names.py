"""Days of the week and months that a text names, and the days for which dates stand."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial

from dateline.lang import lexicon
from dateline.model import edtf

_any_word = partial(lexicon.any_word, "check/words")


def _full_names(kind: str) -> str:
    """A pattern for the longest name of each month or day of the week."""
    longest: dict[int, str] = {}
    for name, number in _numbers(kind).items():
        longest[number] = max(longest.get(number, ""), name.capitalize(), key=len)
    return "|".join(longest.values())


@cache
def _numbers(kind: str) -> dict[str, int]:
    table = lexicon.table("times/names", "en")[kind]
    return {name: int(str(number)) for name, number in table.items()}


_ORDINAL = rf"(?:{_any_word('ordinal_endings')})?(?: (?:{_any_word('after_ordinal')}))?"
_WEEKDAY = re.compile(rf"\b(?P<name>{_full_names('weekday')})\b")
_MONTH = re.compile(
    rf"\b(?P<before>(?:\d+{_ORDINAL}|{_any_word('before_month')})[ -])?"
    rf"(?P<name>{_full_names('month')})\b(?(before)|(?=,? \d))"
)
_WORD = re.compile(r"[^\W\d_]+")
_MONTH_IN_DIGITS = re.compile(r"(\d{1,4})[-/.](\d{1,2})(?:[-/.]\d|\b)")
_WEEKDAY_ALONE = re.compile(
    rf"(?:(?i:{_any_word('before_weekday')}) )*"
    rf"(?P<name>{_full_names('weekday')})(?: (?:{_any_word('day_parts')}))?"
)
_DAY_AND_MONTH = re.compile(
    rf"(?:(?i:{_any_word('before_day')}) )?(?:(?:{_full_names('weekday')}),? )?(?:(?P<before>\d{{1,2}}){_ORDINAL} )?"
    rf"(?P<name>{_full_names('month')})(?(before)| (?P<after>\d{{1,2}})(?:{_any_word('ordinal_endings')})?)"
)


@dataclass(frozen=True, slots=True)
class CalendarName:
    """A day of the week or a month: its name as it stands, where, and its number."""

    text: str
    start: int
    number: int


def weekdays_in(text: str) -> tuple[CalendarName, ...]:
    """The days of the week that a text names in full: Monday is 1."""
    return tuple(_calendar_name(match, "weekday") for match in _WEEKDAY.finditer(text))


def months_in(text: str) -> tuple[CalendarName, ...]:
    """The months that a text names in full as part of a date: June alone is a first name too."""
    return tuple(_calendar_name(match, "month") for match in _MONTH.finditer(text))


def _calendar_name(match: re.Match[str], kind: str) -> CalendarName:
    return CalendarName(match["name"], match.start("name"), _numbers(kind)[match["name"].lower()])


def names_weekday(text: str, number: int) -> bool:
    """Whether a text names a day of the week: in full or short, one or several of them."""
    return number in map((_numbers("weekday") | _numbers("weekdays")).get, _words_of(text))


def names_month(text: str, number: int) -> bool:
    """Whether a text names a month, in full or short, or may give it as a number: 11/05/2031."""
    if number in map(_numbers("month").get, _words_of(text)):
        return True
    return any(number in map(int, match.groups()) for match in _MONTH_IN_DIGITS.finditer(text))


def _words_of(text: str) -> Iterator[str]:
    return map(str.lower, _WORD.findall(text))


def weekday_alone(words: str) -> int | None:
    """The day of the week for which some words stand that say nothing else: “late on Sunday”, “Sunday night”."""
    match = _WEEKDAY_ALONE.fullmatch(words)
    return _numbers("weekday")[match["name"].lower()] if match else None


def day_and_month(words: str) -> tuple[int, int] | None:
    """The day and the month for which some words stand that say nothing else: “May 11”, “Sunday, 11 May”."""
    match = _DAY_AND_MONTH.fullmatch(words)
    if match is None:
        return None
    return int(match["before"] or match["after"]), _numbers("month")[match["name"].lower()]


def is_calendar_name(word: str) -> bool:
    """Whether a word is the name of a month or a day of the week."""
    return word.casefold() in _calendar_names()


@cache
def _calendar_names() -> frozenset[str]:
    return frozenset(name for kind in ("month", "weekday", "weekdays") for name in _numbers(kind))


def days_of(dates: Iterable[object]) -> tuple[date, ...]:
    """The first and the last day of each date or timestamp (EDTF); other values are left out."""
    return tuple(day for value in dates if isinstance(value, str) for day in _ends_of(value))


@lru_cache(maxsize=8192)
def _ends_of(value: str) -> tuple[date, ...]:
    if not edtf.is_valid(value):
        return ()
    parsed = edtf.parse(value)
    return parsed.earliest, parsed.latest
