"""Publication and update stamps: "Updated Sept. 12, 2023, 1:20 p.m. ET" -> 2023-09-12T13:20:00-04:00.

Absolute dates only: "5 hours ago" says nothing without knowing when the page was copied.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum

from dateline.lang.lexicon import table

_LONGEST = 400
"""A line is searched for stamps up to here; a stamp line is shorter."""
_LONGEST_GAP = 30
"""Characters between a label and its date: a clock, a weekday, "on", "at"."""


class Role(Enum):
    """What a stamp says it is."""

    PUBLISHED = "published"
    UPDATED = "updated"
    BARE = "bare"
    """A date without a word that says what happened then."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date in a line, with its time and zone where they are given: `text[start:end]`, the label included."""

    role: Role
    day: date
    start: int
    end: int
    clock: time | None = None
    """With the zone's offset where the zone is given."""

    @property
    def iso(self) -> str:
        """The stamp as ISO 8601: the day, or day and time."""
        return datetime.combine(self.day, self.clock).isoformat() if self.clock else self.day.isoformat()


_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,? {0,2})"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DATES = (
    re.compile(rf"{_WEEKDAY}?{_MONTH} {{0,2}}{_DAY} ?,? {{0,2}}{_YEAR}", re.I),
    re.compile(rf"{_WEEKDAY}?(?<!\d){_DAY}(?:[ -]|of){{1,3}}{_MONTH}[ ,-]{{1,3}}{_YEAR}", re.I),
    re.compile(rf"(?<!\d){_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)"),
    re.compile(rf"(?<![\d/.])(?P<first>\d{{1,2}})(?P<sep>[./-])(?P<second>\d{{1,2}})(?P=sep){_YEAR}"),
)
"""Numbers may be glued to what follows and names to what precedes ("NewsMay 3, 20257:55 AM"): copied pages
lose the blanks between their elements."""
_CLOCK = re.compile(
    r"(?P<hour>2[0-3]|[01]?\d)(?!\d)"
    r"(?:(?P<sep>[:.h])(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d{1,6})?)?)?"
    r"(?: ?(?P<half>[ap]\.? ?m(?![a-z])\.?))?"
    r"(?: ?\(?(?P<zone>(?-i:[A-Z]{1,4}(?![A-Za-z])|[A-Z]{2,4}(?=[A-Z][a-z]|UPDATED))(?:[+-]\d{1,2}(?::?\d{2})?)?"
    r"|[+-]\d{2}:?\d{2})(?!\d)\)?)?",
    re.I,
)
_LABEL = re.compile(
    r"(?P<updated>(?:last |latest )?(?:updated?|modified|edited|revised|amended))"
    r"|(?P<published>(?:first |originally )?(?:published|posted|issued|created|released|date))",
    re.I,
)
_GLUE = re.compile(r"[\s,;:|·•@T—–()-]{0,6}(?:\b(?:at|on|in)\b[\s,:]{0,3})?(?:[a-z]+day,? {0,2})?", re.I)


def stamps_of(text: str) -> tuple[Stamp, ...]:
    """The stamps in a line, in order; a role holds for the dates after its word up to the next such word.

    "Published 13:55 ... Updated 14:20": an update that is a clock alone is of the day before it.
    """
    text = text[:_LONGEST]
    if not any(char.isdigit() for char in text):
        return ()
    found = [_labelled(text, _clocked(text, stamp)) for stamp in _dates_in(text)]
    return (*found, *_clock_only_update(text, found))


def _dates_in(text: str) -> Iterator[Stamp]:
    """Every date, leftmost first; where two readings overlap, the first pattern's."""
    taken: list[Stamp] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            day = _day_of(match, text)
            start, end = match.span()
            if day and not any(other.start < end and start < other.end for other in taken):
                taken.append(Stamp(Role.BARE, day, start, end))
    return iter(sorted(taken, key=lambda stamp: stamp.start))


def _day_of(match: re.Match[str], text: str) -> date | None:
    parts = match.groupdict()
    if "first" in parts:
        month, day = _month_and_day(int(parts["first"]), int(parts["second"]), parts["sep"], text)
    else:
        name = parts["month"].lower()
        months = table("layout/months")["months"]
        month, day = int(str(months.get(name, name))), int(parts["day"])
    try:
        return date(int(parts["year"]), month, day)
    except ValueError:
        return None


def _month_and_day(first: int, second: int, separator: str, text: str) -> tuple[int, int]:
    """Tell 25/04 from 04/25 by size, by the separator (dots: day first), by the zone; else (0, 0): unknown."""
    if first > 12 or second > 12 or first == second:
        return (second, first) if first > 12 or first == second else (first, second)
    if separator == ".":
        return second, first
    zones = {word for word in re.findall(r"[A-Z]{1,4}", text) if _offset_of(word, date(2000, 1, 1))}
    if not zones:
        return 0, 0
    american = zones & set(_strings(table("layout/zones")["month_first"]["zones"]))
    return (first, second) if american else (second, first)


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _clocked(text: str, stamp: Stamp) -> Stamp:
    """The stamp with the clock that stands right after its date, or else right before it."""
    glue = _GLUE.match(text, stamp.end)
    after = _CLOCK.match(text, glue.end() if glue else stamp.end)
    if after and (clock := _time_of(after, stamp.day)):
        return replace(stamp, clock=clock, end=after.end())
    for before in _CLOCK.finditer(text, max(0, stamp.start - 30), stamp.start):
        if text[before.start() - 1 : before.start()] in tuple("0123456789:."):
            continue
        glue = _GLUE.fullmatch(text, before.end(), stamp.start)
        if glue and (clock := _time_of(before, stamp.day)):
            return replace(stamp, clock=clock, start=before.start())
    return stamp


def _time_of(match: re.Match[str], day: date) -> time | None:
    """A clock needs minutes or a.m./p.m.: the 3 of "3 comments" is none."""
    if not match["minute"] and not match["half"]:
        return None
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    return time(hour, minute, second, tzinfo=_offset_of(match["zone"] or "", day))


_ZONE = re.compile(r"(?P<name>[A-Z]*)(?P<sign>[+-]?)(?P<hours>\d{0,2}):?(?P<minutes>\d{0,2})")


def _offset_of(zone: str, day: date) -> timezone | None:
    """The offset of a zone on a day: "ET", "GMT+1", "+0530"; None for a word that is no zone."""
    match = _ZONE.fullmatch(zone.upper())
    if match is None or not zone:
        return None
    zones = table("layout/zones")
    if match["sign"] and match["name"] in ("", "GMT", "UTC"):
        offset = timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or 0))
        return timezone(-offset if match["sign"] == "-" else offset)
    if match["name"] in zones["seasonal"]:
        standard = int(str(zones["seasonal"][match["name"]]))
        return timezone(timedelta(hours=standard + _is_american_summer(day)))
    if match["name"] in zones["fixed"]:
        return time.fromisoformat(f"00:00{zones['fixed'][match['name']]}").tzinfo  # type: ignore[return-value]
    return None


def _is_american_summer(day: date) -> bool:
    """Daylight time in the United States and Canada, by day (Energy Policy Act of 2005; before 2007 as of 1986)."""
    if day.year >= 2007:
        return _sunday(day.year, 3, 8) <= day < _sunday(day.year, 11, 1)
    return _sunday(day.year, 4, 1) <= day < _sunday(day.year, 10, 25)


def _sunday(year: int, month: int, earliest: int) -> date:
    """The first Sunday of a month on or after a day."""
    day = date(year, month, earliest)
    return day + timedelta(days=(6 - day.weekday()) % 7)


def _labelled(text: str, stamp: Stamp) -> Stamp:
    """The stamp with the role that the last label before it gives."""
    labels = list(_LABEL.finditer(text, 0, stamp.start))
    if not labels or stamp.start - labels[-1].end() > _LONGEST_GAP:
        return stamp
    role = Role.UPDATED if labels[-1]["updated"] else Role.PUBLISHED
    return replace(stamp, role=role, start=labels[-1].start())


def _clock_only_update(text: str, found: list[Stamp]) -> Iterator[Stamp]:
    if not found or any(stamp.role is Role.UPDATED for stamp in found):
        return
    last = found[-1]
    for label in _LABEL.finditer(text, last.end):
        glue = _GLUE.match(text, label.end())
        clock = _CLOCK.match(text, glue.end() if glue else label.end())
        if label["updated"] and clock and (moment := _time_of(clock, last.day)):
            if moment.tzinfo is None and last.clock:
                moment = moment.replace(tzinfo=last.clock.tzinfo)
            yield Stamp(Role.UPDATED, last.day, label.start(), clock.end(), moment)
            return


_AGO = re.compile(
    r"(?:\b(?:an?|one|two|\d{1,3}) ?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|years?)"
    r" ago\b|\bjust now\b|\b\d{1,3}[mhd]$)",
    re.I,
)


def is_relative_stamp(text: str) -> bool:
    """Whether a short line tells an age: "5 hours ago", "Updated 2h ago"."""
    return len(text) < 60 and bool(_AGO.search(text))
