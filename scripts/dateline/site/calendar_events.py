"""Events as iCalendar (RFC 5545): what every calendar of the site is written with.

Written here because a site has as many events as lines, several times over, and the library takes ten times as long;
the tests read what is written with that.  Nothing depends on the clock: the stamp of an event is a day of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dateline.briefing.document import plain
from dateline.model import edtf

_LONGEST = 31
"""Days that a date may leave open; what is vaguer (a season, a year) would fill the calendar."""
_LINE = 75
"""The most bytes of a line; what is longer goes on in the next one."""
_HIGHEST_BITS, _CONTINUES = 0b1100_0000, 0b1000_0000
"""By its highest bits one knows a byte that goes on a character (UTF-8)."""
_ESCAPES = ("\\", "\\\\"), (";", "\\;"), (",", "\\,")


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An event of a calendar: all its texts are plain."""

    uid: str
    date: str
    """EDTF."""
    stamp: str | None
    """The day (ISO) on which it was told, where that is known."""
    summary: str
    description: str
    url: str = ""
    status: str = ""
    """"CONFIRMED", "TENTATIVE" or "CANCELLED"; "" says nothing of it."""
    categories: tuple[str, ...] = ()


def is_short(value: str) -> bool:
    """Whether a date (EDTF) leaves open no more than the days of a month."""
    days = edtf.parse(value)
    return (days.latest - days.earliest).days < _LONGEST


def calendar_of_events(events: Iterable[CalendarEvent], name: str, product: str) -> bytes:
    """Events as an iCalendar file, the same bytes in whatever order they come."""
    head = "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{product}", f"X-WR-CALNAME:{_text(name)}"
    written = (line for event in sorted(events, key=_order) for line in _lines_of(event))
    return b"".join(map(_folded, (*head, *written, "END:VCALENDAR")))


def _order(event: CalendarEvent) -> tuple[str, str]:
    instant = _instant_of(edtf.parse(event.date))
    return str(instant or edtf.parse(event.date).earliest), event.uid


def _lines_of(event: CalendarEvent) -> Iterator[str]:
    """One event: at its time where its date has one, else whole days (a month or a weekend covers all of its)."""
    days = edtf.parse(event.date)
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{_text(event.summary)}"
    if (instant := _instant_of(days)) is not None:
        yield f"DTSTART:{_stamp(instant)}"
    else:
        yield f"DTSTART;VALUE=DATE:{_day(days.earliest)}"
        if days.latest < date.max:  # an event without an end lasts the day (RFC 5545, 3.6.1)
            yield f"DTEND;VALUE=DATE:{_day(days.latest + timedelta(days=1))}"
    yield f"DTSTAMP:{_day(edtf.parse(event.stamp).earliest if event.stamp else days.earliest)}T000000Z"
    yield f"UID:{_text(event.uid)}"
    if event.categories:
        yield f"CATEGORIES:{','.join(map(_text, event.categories))}"
    yield f"DESCRIPTION:{_text(event.description)}"
    if event.status:
        yield f"STATUS:{event.status}"
    yield "TRANSP:TRANSPARENT"
    if event.url:
        yield f"URL:{event.url}"
    yield "END:VEVENT"


def _instant_of(days: edtf.Edtf) -> datetime | None:
    """The hour of an event; None where its date gives none, or one that no calendar reaches in UTC."""
    if not days.clock:
        return None
    instant = datetime.fromisoformat(days.value)
    try:
        return instant.astimezone(UTC) if instant.tzinfo else instant
    except OverflowError:  # on the first or the last day of all
        return None


def _stamp(instant: datetime) -> str:
    return f"{_day(instant)}T{instant:%H%M%S}{'Z' if instant.tzinfo else ''}"


def _day(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _text(value: str) -> str:
    """A text as a value, on one line."""
    shown = plain(value)
    for char, escaped in _ESCAPES:
        shown = shown.replace(char, escaped)
    return shown


def _folded(line: str) -> bytes:
    """A line in UTF-8 with its end, folded where it is long; no character is parted."""
    data, start = line.encode(errors="replace"), 0
    parts: list[bytes] = []
    while (end := start + _LINE - 1 - bool(parts)) < len(data):
        while data[end] & _HIGHEST_BITS == _CONTINUES:
            end -= 1
        parts.append(data[start:end])
        start = end
    return b"\r\n ".join((*parts, data[start:])) + b"\r\n"
