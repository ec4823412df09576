"""EDTF (ISO 8601-2) dates: the level 0 forms and the level 1 forms that a briefing uses.

Written here because the reference library takes 6 ms a date and fails on open intervals
(docs/decisions/004-edtf.md); a property test compares the two.

    2019  2019-04  2019-04-25  2019-04-25T13:20:00-04:00  201X  19XX  2019-21 (spring)
    2019-02~ (about)  2019-02? (perhaps)  2019-02% (both)  2020/2022  2020/..  ../2020
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
"""Meteorological seasons of the northern hemisphere, as months (first, last)."""

_POINT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?P<time>T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
    r"(?P<qualifier>[~?%]?)"
)


@dataclass(frozen=True, slots=True)
class Edtf:
    """A parsed date: the first and last day it may be, and how sure it is."""

    value: str
    earliest: date
    latest: date
    precision: str
    """"day", "month", "season", "year", "decade", "century" or "interval"."""
    approximate: bool = False
    uncertain: bool = False
    clock: str = ""
    """The time of day as written, with its zone, where there is one."""


@lru_cache(maxsize=65536)
def parse(value: str) -> Edtf:
    """Read a date; `ValueError` says what is wrong with it."""
    if "/" in value:
        return _interval(value)
    match = _POINT.fullmatch(value)
    if match is None:
        raise ValueError(
            f"“{value}” is not an EDTF date; write it like 2019, 2019-04, 2019-04-25, 2019-02~ or 2020/2022"
        )
    qualifier = match["qualifier"]
    earliest, latest, precision = _bounds(value, match["year"], match["month"], match["day"])
    if match["time"]:
        _check_time(value)
    return Edtf(
        value,
        earliest,
        latest,
        precision,
        qualifier in ("~", "%"),
        qualifier in ("?", "%"),
        (match["time"] or "")[1:],
    )


def is_valid(value: str) -> bool:
    """Whether `parse` would read it."""
    try:
        parse(value)
    except ValueError:
        return False
    return True


def sort_key(value: str) -> tuple[date, date, str]:
    """Order by first day, then last day, then time of day."""
    parsed = parse(value)
    return parsed.earliest, parsed.latest, parsed.clock


def _bounds(value: str, year: str, month: str | None, day: str | None) -> tuple[date, date, str]:
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first == 0:
        raise ValueError(f"“{value}” names the year 0, which is outside what Dateline can order")
    if month is None:
        precision = {0: "year", 1: "decade", 2: "century"}[year.count("X")]
        return date(first, 1, 1), date(last, 12, 31), precision
    if "X" in year:
        raise ValueError(f"“{value}” gives a month of a year that is not known")
    return _within_year(value, first, int(month), day)


def _within_year(value: str, year: int, month: int, day: str | None) -> tuple[date, date, str]:
    if month in SEASONS and day is None:
        start, end = SEASONS[month]
        close = year + (end < start)
        return date(year, start, 1), date(close, end, calendar.monthrange(close, end)[1]), "season"
    if not 1 <= month <= 12:
        raise ValueError(f"“{value}” has no such month; months run from 01 to 12")
    length = calendar.monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, length), "month"
    if not 1 <= int(day) <= length:
        raise ValueError(f"“{value}” has no such day; that month runs from 01 to {length}")
    return date(year, month, int(day)), date(year, month, int(day)), "day"


def _check_time(value: str) -> None:
    try:
        datetime.fromisoformat(value)
    except ValueError as reason:
        raise ValueError(f"“{value}” has no such time of day ({reason})") from None


def _interval(value: str) -> Edtf:
    left, _, right = value.partition("/")
    if "/" in right or {left, right} <= {"", ".."}:
        raise ValueError(f"“{value}” is not an EDTF interval; write it like 2020/2022 or 2020/..")
    start = None if left in ("", "..") else parse(left)
    end = None if right in ("", "..") else parse(right)
    earliest = start.earliest if start else date.min
    latest = end.latest if end else date.max
    if earliest > latest:
        raise ValueError(f"“{value}” ends before it begins")
    ends = [point for point in (start, end) if point]
    return Edtf(
        value, earliest, latest, "interval", any(e.approximate for e in ends), any(e.uncertain for e in ends)
    )


@lru_cache(maxsize=8192)
def days_between(first: str, second: str) -> int:
    """How many days lie between two dates: 0 where they overlap."""
    a, b = parse(first), parse(second)
    if a.earliest > b.earliest:
        a, b = b, a
    return max(0, (b.earliest - a.latest) // timedelta(days=1))
