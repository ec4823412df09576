"""The calendar of the planned: what briefings announce for the days after the newest of them, as iCalendar (RFC 5545).

Nothing depends on the clock: an event is to come when it lies after the day of the newest briefing, and its stamp
is the day of its own briefing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from dateline import edtf
from dateline.briefing.telling import Telling, day_of
from dateline.briefing.terms import terms_of
from dateline.briefing.topics import merge
from dateline.document import label_of, plain
from dateline.model import DateBasis, Entry, Span, Status

_PRODUCT = "-//Dateline//Calendar of the planned//EN"

_LONGEST = 31
"""Days that an event may last in a calendar; what is vaguer (a season, a year) would fill it and is left out."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A line of a briefing's timeline, with what a calendar needs to know of the briefing."""

    path: str
    """The briefing's file below the folder of briefings."""
    title: str
    published: str | None
    """The briefing's date (EDTF or an ISO stamp)."""
    entry: Entry
    url: str | None = None
    """Where the briefing is read."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An event that is to come, in the words of the newest briefing that announces it."""

    line: Planned
    uid: str
    """Its identity, which the oldest of them gave it."""


def plans_of(lines: Iterable[Planned]) -> tuple[Plan, ...]:
    """The plans for the days after the newest briefing, by date.

    `lines` are the timeline lines of all briefings, whatever their status: what one announces and another reports is
    no plan any more, and what several announce is one event.
    """
    known = sorted(lines, key=_age)
    newest = max((day for line in known if (day := _date_of(line.published))), default=date.min)
    plans = _plans_of(known, newest)
    return tuple(sorted(plans, key=lambda plan: (edtf.sort_key(plan.line.entry.date), plan.uid)))


def calendar_of(plans: Iterable[Plan], name: str = "Planned events") -> bytes:
    """Plans as an iCalendar file.  The same plans in another order give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", plain(name))
    for event in sorted(map(_event_of, plans), key=_place):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _age(line: Planned) -> tuple[object, ...]:
    return _date_of(line.published) or date.min, line.path, line.entry.line, line.entry.date, line.entry.text


def _place(event: Event) -> tuple[str, str]:
    return str(event.decoded("dtstart")), str(event["uid"])


def _plans_of(lines: Sequence[Planned], newest: date) -> Iterator[Plan]:
    """The events that are to come; `lines` are in order of age."""
    valid = [line for line in lines if edtf.is_valid(line.entry.date)]
    seen: set[str] = set()
    for event in merge(_telling_of(number, line) for number, line in enumerate(valid)):
        told = [valid[number] for number in sorted(telling.span.start for telling in event.tellings)]
        uid = _uid_of(told[0])
        if event.status is Status.PLANNED and uid not in seen and _is_to_come(told[-1].entry, newest):
            seen.add(uid)
            yield Plan(told[-1], uid)


def _telling_of(number: int, line: Planned) -> Telling:
    """A line as the merging sees it; its place among the lines stands for where it is told."""
    entry = line.entry
    return Telling(
        span=Span(line.path, number, number + 1),
        date=entry.date,
        status=entry.status,
        basis=DateBasis.STATED,
        text=entry.text,
        published=day_of(line.published),
        terms=terms_of(entry.text),
    )


def _is_to_come(entry: Entry, newest: date) -> bool:
    days = edtf.parse(entry.date)
    return days.latest > newest and (days.latest - days.earliest).days < _LONGEST


def _uid_of(line: Planned) -> str:
    """The line's identity: its footnote and the briefing; without a footnote its date and words."""
    labels = line.entry.labels or (label_of("t", line.entry.date, line.entry.text),)
    return f"{labels[0]}@{line.path}"


def _event_of(plan: Plan) -> Event:
    """One event: at its time where the plan gives one, else whole days (a month or a weekend covers all of its)."""
    line = plan.line
    days = edtf.parse(line.entry.date)
    event = Event()
    event.add("uid", plan.uid)
    event.add("dtstamp", datetime.combine(_date_of(line.published) or days.earliest, time(), UTC))
    if days.clock:
        moment = datetime.fromisoformat(line.entry.date.rstrip("~?%"))
        event.add("dtstart", moment.astimezone(UTC) if moment.tzinfo else moment)
    else:
        event.add("dtstart", days.earliest)
        event.add("dtend", days.latest + timedelta(days=1))
    event.add("summary", plain(line.entry.text))
    event.add("description", plain(line.title))
    if line.url:
        event.add("url", line.url)
    event.add("transp", "TRANSPARENT")
    return event


def _date_of(stamp: str | None) -> date | None:
    day = day_of(stamp)
    return edtf.parse(day).earliest if day else None
