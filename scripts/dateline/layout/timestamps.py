"""Publication and update stamps: "Updated Sept. 12, 2023, 1:20 p.m. ET" -> 2023-09-12T13:20:00-04:00.

Absolute dates only: "5 hours ago" says nothing without knowing when the page was copied.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum
from zoneinfo import ZoneInfo

from dateline.lang.lexicon import pattern, table, word_set

_LONGEST = 400
"""A line is searched for stamps up to here; a stamp line is shorter."""
_LONGEST_GAP = 30
"""Characters between a label and its date, or a clock and its date: a weekday, "on", "at"."""


class StampRole(Enum):
    """What a stamp says it is."""

    PUBLISHED = "published"
    UPDATED = "updated"
    BARE = "bare"
    """A date without a word that says what happened then."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date in a line, with its time and zone where they are given: `text[start:end]`, the label included."""

    role: StampRole
    day: date
    start: int
    end: int
    clock: time | None = None
    """With the zone's offset where the zone is given."""

    @property
    def iso(self) -> str:
        """The stamp as ISO 8601: the day, or day and time."""
        return datetime.combine(self.day, self.clock).isoformat() if self.clock else self.day.isoformat()


def _names(kind: str) -> str:
    """Any name of a month or a weekday, as part of a regular expression."""
    return "|".join(sorted(table("times/names")[kind], key=len, reverse=True))


_MONTH = rf"(?P<month>{_names('month')})\.?"
_WEEKDAY = rf"(?:(?<![A-Za-z])(?:{_names('weekday')})\.?,? {{0,2}})?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_ORDINAL = "|".join(map(re.escape, sorted(word_set("layout/word_sets", "ordinal_endings"))))
_DAY = rf"(?P<day>\d{{1,2}})(?:{_ORDINAL})?"
_OF = "|".join(sorted(word_set("layout/word_sets", "between_day_and_month")))
_DATES = (
    re.compile(rf"{_WEEKDAY}{_MONTH} {{0,2}}{_DAY} ?,? {{0,2}}{_YEAR}", re.I),
    re.compile(rf"{_WEEKDAY}(?<!\d){_DAY}(?:[ -]|{_OF}){{1,3}}{_MONTH}[ ,-]{{1,3}}{_YEAR}", re.I),
    re.compile(rf"(?<!\d){_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)"),
    re.compile(rf"(?<![\d/.])(?P<first>\d{{1,2}})(?P<sep>[./-])(?P<second>\d{{1,2}})(?P=sep){_YEAR}"),
    re.compile(r"(?<![\d/.])(?P<first>\d{1,2})(?P<sep>/)(?P<second>\d{1,2})/(?P<short_year>\d\d)(?![\d/])"),
    re.compile(
        r"(?<![\d/.$€£])(?P<first>\d{2})(?P<sep>\.)(?P<second>\d{2})\.(?P<short_year>\d\d)(?![\d/.%])"
    ),
)
"""Numbers may be glued to what follows and names to what precedes ("NewsMay 3, 20257:55 AM"): copied pages
lose the blanks between their elements."""
_CLOCK = pattern("layout/patterns", "stamp_clock")
_LABEL = pattern("layout/patterns", "stamp_label")
_UPDATE = pattern("layout/patterns", "stamp_update")
_GLUE = pattern("layout/patterns", "stamp_glue")
_AGE = pattern("layout/patterns", "age")


def stamps_of(text: str) -> tuple[Stamp, ...]:
    """The stamps in a line, in order; a role holds for the dates after its word up to the next such word.

    "Published 13:55 ... Updated 14:20": an update that is a clock alone is of the day before it.
    """
    text = text[:_LONGEST]
    if not any(map(str.isdigit, text)):
        return ()
    found = [_with_role(text, _with_clock(text, stamp)) for stamp in _dates_in(text)]
    return (*found, *_clock_only_update(text, found))


def is_stamp_label(text: str) -> bool:
    """Whether a line only says what the date below it is of: "Updated:"."""
    return bool(_LABEL.fullmatch(text.rstrip(": ")))


def is_relative_stamp(text: str) -> bool:
    """Whether a short line tells an age: "5 hours ago", "Updated 2h ago"."""
    return len(text) < 60 and bool(_AGE.search(text))


def _dates_in(text: str) -> list[Stamp]:
    """Every date, leftmost first; where two readings overlap, the first pattern's."""
    taken: list[Stamp] = []
    for match in (match for expression in _DATES for match in expression.finditer(text)):
        day = _day_of(match, text)
        start, end = match.span()
        if day and not any(other.start < end and start < other.end for other in taken):
            taken.append(Stamp(StampRole.BARE, day, start, end))
    return sorted(taken, key=lambda stamp: stamp.start)


def _day_of(match: re.Match[str], text: str) -> date | None:
    parts = match.groupdict()
    if "first" in parts:
        separator = parts["sep"] if "year" in parts else "/"  # "05.09.24" is written in either order
        month, day = _month_and_day(int(parts["first"]), int(parts["second"]), separator, text)
    else:
        name = parts["month"].lower()
        month, day = int(str(table("times/names")["month"].get(name, name))), int(parts["day"])
    try:
        return date(int(parts.get("year") or f"20{parts['short_year']}"), month, day)
    except ValueError:
        return None


def _month_and_day(first: int, second: int, separator: str, text: str) -> tuple[int, int]:
    """Tell 25/04 from 04/25 by size, by the separator (dots: day first), by the zone; else (0, 0): unknown."""
    if first > 12 or second > 12 or first == second:
        return (second, first) if first > 12 or first == second else (first, second)
    if separator == ".":
        return second, first
    zones = {word for word in re.findall(r"\b[A-Z]{1,4}\b", text) if _offset_of(word, date(2000, 1, 1))}
    month_first = table("times/zones")["month_first"]["zones"]
    if not zones or not isinstance(month_first, list):
        return 0, 0
    return (second, first) if zones.isdisjoint(month_first) else (first, second)


def _with_clock(text: str, stamp: Stamp) -> Stamp:
    """The stamp with the clock that stands right after its date, or else right before it."""
    after, clock = _clock_after(text, stamp.end, stamp.day)
    if clock:
        return replace(stamp, clock=clock, end=after)
    for before in _CLOCK.finditer(text, max(0, stamp.start - _LONGEST_GAP), stamp.start):
        if text[before.start() - 1 : before.start()] in tuple("0123456789:."):
            continue
        if _GLUE.fullmatch(text, before.end(), stamp.start) and (clock := _time_of(before, stamp.day)):
            return replace(stamp, clock=clock, start=before.start())
    return stamp


def _clock_after(text: str, end: int, day: date) -> tuple[int, time | None]:
    """The clock that follows an offset, and where it ends."""
    glue = _GLUE.match(text, end)
    match = _CLOCK.match(text, glue.end() if glue else end)
    return (match.end(), _time_of(match, day)) if match else (end, None)


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
    if match["sign"] and match["name"] in ("", "GMT", "UTC"):
        offset = timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or 0))
        return timezone(-offset if match["sign"] == "-" else offset)
    zones = table("times/zones")
    name = match["name"]
    if name in zones["seasonal"]:
        noon = datetime.combine(day, time(12), ZoneInfo(str(zones["seasonal"][name])))
        return timezone(noon.utcoffset() or timedelta())
    fixed = zones["zone"].get(name) or zones["stamp_zone"].get(name)
    return timezone(datetime.strptime(str(fixed), "%z").utcoffset() or timedelta()) if fixed else None


def _with_role(text: str, stamp: Stamp) -> Stamp:
    """The stamp with the role that the last label before it gives."""
    labels = list(_LABEL.finditer(text, 0, stamp.start))
    if not labels or stamp.start - labels[-1].end() > _LONGEST_GAP:
        return stamp
    role = StampRole.UPDATED if _UPDATE.match(labels[-1][0]) else StampRole.PUBLISHED
    return replace(stamp, role=role, start=labels[-1].start())


def _clock_only_update(text: str, found: list[Stamp]) -> Iterator[Stamp]:
    if not found or any(stamp.role is StampRole.UPDATED for stamp in found):
        return
    last = found[-1]
    for label in _LABEL.finditer(text, last.end):
        end, clock = _clock_after(text, label.end(), last.day)
        if clock and _UPDATE.match(label[0]):
            if clock.tzinfo is None and last.clock:
                clock = clock.replace(tzinfo=last.clock.tzinfo)
            yield Stamp(StampRole.UPDATED, last.day, label.start(), end, clock)
            return
