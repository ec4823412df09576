"""Days of the week and months that a text names, and the days that a briefing's dates stand for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from dateline.lang import lexicon
from dateline.model import edtf


@dataclass(frozen=True, slots=True)
class Named:
    """A day of the week or a month: its name as it stands, where, and its number."""

    text: str
    start: int
    number: int


def weekdays_in(text: str) -> tuple[Named, ...]:
    """The days of the week that a text names in full: Monday is 1."""
    return tuple(_named(match, "weekday") for match in _pattern(_WEEKDAY).finditer(text))


def months_in(text: str) -> tuple[Named, ...]:
    """The months that a text names in full as part of a date: June alone is a first name too."""
    return tuple(_named(match, "month") for match in _pattern(_MONTH).finditer(text))


def names_weekday(text: str, number: int) -> bool:
    """Whether a text names a day of the week: in full or short, one or several of them."""
    days = _numbers("weekday") | _numbers("weekdays")
    return any(days.get(word) == number for word in _words_of(text))


def names_month(text: str, number: int) -> bool:
    """Whether a text names a month, in full or short, or may give it as a number: 11/05/2031."""
    if any(_numbers("month").get(word) == number for word in _words_of(text)):
        return True
    return any(number in map(int, match.groups()) for match in _IN_NUMBERS.finditer(text))


def weekday_alone(words: str) -> int | None:
    """The day of the week that some words stand for and say nothing else: “late on Sunday”, “Sunday night”."""
    match = _pattern(_WEEKDAY_ALONE).fullmatch(words)
    return _numbers("weekday")[match["name"].lower()] if match else None


def day_and_month(words: str) -> tuple[int, int] | None:
    """The day and the month that some words stand for and say nothing else: “May 11”, “Sunday, 11 May”."""
    match = _pattern(_DAY_AND_MONTH).fullmatch(words)
    return (
        (int(match["before"] or match["after"]), _numbers("month")[match["name"].lower()]) if match else None
    )


def is_of_calendar(word: str) -> bool:
    """Whether a word names a month or a day of the week."""
    key = word.casefold()
    return any(key in _numbers(kind) for kind in ("month", "weekday", "weekdays"))


def days_of(dates: Iterable[object]) -> tuple[date, ...]:
    """The first and last days of dates and stamps (EDTF); what is none of them is left out."""
    valid = (edtf.parse(value) for value in dates if isinstance(value, str) and edtf.is_valid(value))
    return tuple(day for parsed in valid for day in (parsed.earliest, parsed.latest))


_IN_NUMBERS = re.compile(r"(\d{1,4})[-/.](\d{1,2})(?:[-/.]\d|\b)")
_WEEKDAY = r"\b(?P<name>WEEKDAY)\b"
_MONTH = (
    r"\b(?P<led>(?:\d+(?:st|nd|rd|th)?(?: of)?|"
    r"in|of|on|since|until|till|by|from|to|last|next|early|late|mid|this)[ -])?"
    r"(?P<name>MONTH)\b(?(led)|(?=,? \d))"
)
_WEEKDAY_ALONE = (
    r"(?:(?:[Oo]n|[Ll]ate|[Ee]arly|[Tt]his|[Ll]ast|[Nn]ext) )*"
    r"(?P<name>WEEKDAY)(?: (?:morning|afternoon|evening|night))?"
)
_DAY_AND_MONTH = (
    r"(?:[Oo]n )?(?:(?:WEEKDAY),? )?(?:(?P<before>\d{1,2})(?:st|nd|rd|th)?(?: of)? )?"
    r"(?P<name>MONTH)(?(before)| (?P<after>\d{1,2})(?:st|nd|rd|th)?)"
)


def _named(match: re.Match[str], kind: str) -> Named:
    return Named(match["name"], match.start("name"), _numbers(kind)[match["name"].lower()])


def _words_of(text: str) -> Iterator[str]:
    return (match[0].lower() for match in re.finditer(r"[^\W\d_]+", text))


@cache
def _numbers(kind: str) -> dict[str, int]:
    table = lexicon.table("times/names", "en")[kind]
    return {name: int(str(number)) for name, number in table.items()}


@cache
def _pattern(written: str) -> re.Pattern[str]:
    """A pattern in which WEEKDAY and MONTH stand for their names in full."""
    for kind in ("weekday", "month"):
        longest: dict[int, str] = {}
        for name, number in _numbers(kind).items():
            longest[number] = max(longest.get(number, ""), name.capitalize(), key=len)
        written = written.replace(kind.upper(), "|".join(longest.values()))
    return re.compile(written)
