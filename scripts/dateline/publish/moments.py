"""EDTF dates and stamps in a reader's words (English)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from dateline import edtf

_T = TypeVar("_T")

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
UNDATED = "Undated"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NO_BREAK = "\u00a0"
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A date for a page: the machine's value and the reader's words; not `valid` where it can't be read."""

    value: str
    words: str
    valid: bool = True


def moment_of(value: str) -> Moment:
    """An EDTF date or an ISO 8601 stamp for a page; what can't be read is shown as it is."""
    try:
        parsed = edtf.parse(value)
    except ValueError:
        return _stamp_of(value)
    return Moment(value, _interval(value) if parsed.precision == "interval" else _point(value))


def day_words(value: str) -> str:
    """A date as a heading: with the day of the week, where it is a day."""
    words = moment_of(value).words
    if not edtf.is_valid(value) or edtf.parse(value).precision != "day":
        return words
    return f"{WEEKDAYS[edtf.parse(value).earliest.weekday()]}, {words}"


def month_of(value: str | None) -> str:
    """The month of a date as a heading: “May 2025”, the year where no month is known, “Undated” without a date."""
    if not value or not edtf.is_valid(value):
        return UNDATED
    parsed = edtf.parse(value)
    has_month = parsed.precision in ("day", "month")
    return _calendar(parsed.earliest.year, parsed.earliest.month) if has_month else str(parsed.earliest.year)


def by_month(
    items: Iterable[_T], date_of: Callable[[_T], str | None]
) -> Iterator[tuple[str, list[tuple[str | None, list[_T]]]]]:
    """Items by month and date, both in the order in which they come: each month's heading, its dates, their items."""
    months: dict[str, dict[str | None, list[_T]]] = {}
    for item in items:
        date = date_of(item)
        months.setdefault(month_of(date), {}).setdefault(date, []).append(item)
    for month, days in months.items():
        yield month, list(days.items())


def _stamp_of(value: str) -> Moment:
    """A stamp that is no EDTF, such as one with fractions of a second."""
    try:
        return Moment(value, _clocked(datetime.fromisoformat(value)))
    except ValueError:
        return Moment(value, value, valid=False)


def _point(value: str) -> str:
    parsed = edtf.parse(value)
    doubt = ("perhaps " if parsed.uncertain else "") + ("about " if parsed.approximate else "")
    if parsed.clock:
        return doubt + _clocked(datetime.fromisoformat(value.rstrip("~?%")))
    year, *rest = value.rstrip("~?%").split("-")
    if parsed.precision == "season":
        return f"{doubt}{SEASONS[rest[0]]} {year}"
    if "X" in year:
        return f"{doubt}the {year.replace('X', '0')}s"
    return doubt + _calendar(int(year), *map(int, rest))


def _calendar(year: int, month: int = 0, day: int = 0) -> str:
    if not month:
        return f"{year:04}"
    return f"{MONTHS[month - 1]} {day}, {year:04}" if day else f"{MONTHS[month - 1]} {year:04}"


def _clocked(stamp: datetime) -> str:
    hour, half = (stamp.hour % 12 or 12), ("a.m." if stamp.hour < 12 else "p.m.")
    day = _calendar(stamp.year, stamp.month, stamp.day)
    return f"{day}, {hour}:{stamp.minute:02}{NO_BREAK}{half}{_zone(stamp.utcoffset())}"


def _zone(offset: timedelta | None) -> str:
    if offset is None:
        return ""
    minutes = int(offset.total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"{NO_BREAK}UTC" + (f"{sign}{hours}" if minutes else "") + (f":{rest:02}" if rest else "")


def _interval(value: str) -> str:
    left, right = value.split("/")
    if left in ("", ".."):
        return f"until {_point(right)}"
    if right in ("", ".."):
        return f"since {_point(left)}"
    return _range(_point(left), _point(right))


def _range(first: str, last: str) -> str:
    """Two dates without what they share: “April 25–27, 2019”, “March–May 2020”, “2020–2022”."""
    if first.isdigit() and last.isdigit():
        return f"{first}–{last}"
    start, end = first.replace(",", "").split(" "), last.replace(",", "").split(" ")
    if not (start[0] in MONTHS and end[0] in MONTHS and len(start) == len(end)) or start[-1] != end[-1]:
        return f"{first} – {last}"
    if len(start) == 2:
        return f"{start[0]}–{end[0]} {end[1]}"
    if len(start) == 3 and start[0] == end[0]:
        return f"{start[0]} {start[1]}–{end[1]}, {end[2]}"
    if len(start) == 3:
        return f"{start[0]} {start[1]} – {end[0]} {end[1]}, {end[2]}"
    return f"{first} – {last}"
