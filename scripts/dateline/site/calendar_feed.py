"""The calendar of the planned: what briefings announce for the days after the newest of them, as iCalendar (RFC 5545).

Nothing depends on the clock: an event is to come when it lies after the day of the newest briefing, and its stamp
is the day of its own briefing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from dateline.briefing.document import plain
from dateline.model import edtf
from dateline.model.annotations import Status
from dateline.model.briefing import Entry
from dateline.site.pages.merged_timelines import Line, is_open
from dateline.timeline.mention import day_of_stamp

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


def plans_of(lines: Iterable[Line], newest: str | None, site: str = "") -> tuple[Plan, ...]:
    """The plans for the days after that of the newest briefing, by date.

    `lines` are the merged timeline of all briefings: what one announces and another reports is no plan any more, and
    what several announce is one event.  Plans have an address only where that of the site is known.
    """
    plans: dict[str, Plan] = {}
    for line in lines:
        if (
            line.status is Status.PLANNED
            and is_open(line, newest)
            and _is_to_come(line.told[-1].entry, newest)
        ):
            plan = _plan_of(line, site)
            plans.setdefault(plan.uid, plan)
    return tuple(sorted(plans.values(), key=lambda plan: (edtf.sort_key(plan.line.entry.date), plan.uid)))


def _plan_of(line: Line, site: str) -> Plan:
    oldest, latest = line.told[0], line.told[-1]
    filed = latest.filed
    url = f"{site.rstrip('/')}/{filed.url}" if site else None
    planned = Planned(filed.card.path, filed.title, filed.card.date, latest.entry, url)
    return Plan(planned, f"{oldest.label}@{oldest.filed.card.path}")


def calendar_of(plans: Iterable[Plan], name: str = "Planned events") -> bytes:
    """Plans as an iCalendar file.  The same plans in another order give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", plain(name))
    for event in sorted(map(_event_of, plans), key=_place):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _place(event: Event) -> tuple[str, str]:
    return str(event.decoded("dtstart")), str(event["uid"])


def _is_to_come(entry: Entry, newest: str | None) -> bool:
    days = edtf.parse(entry.date)
    return str(days.latest) > (newest or "") and (days.latest - days.earliest).days < _LONGEST


def _event_of(plan: Plan) -> Event:
    """One event: at its time where the plan gives one, else whole days (a month or a weekend covers all of its)."""
    line = plan.line
    days = edtf.parse(line.entry.date)
    event = Event()
    event.add("uid", plan.uid)
    event.add("dtstamp", datetime.combine(_date_of(line.published) or days.earliest, time(), UTC))
    if (moment := _moment_of(days)) is not None:
        event.add("dtstart", moment)
    else:
        event.add("dtstart", days.earliest)
        if days.latest < date.max:  # an event without an end lasts the day (RFC 5545, 3.6.1)
            event.add("dtend", days.latest + timedelta(days=1))
    event.add("summary", plain(line.entry.text))
    event.add("description", plain(line.title))
    if line.url:
        event.add("url", line.url)
    event.add("transp", "TRANSPARENT")
    return event


def _moment_of(days: edtf.Edtf) -> datetime | None:
    """The hour at which an event is planned; None where the plan gives none, or one that no calendar reaches in UTC."""
    if not days.clock:
        return None
    moment = datetime.fromisoformat(days.value)
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment
    except OverflowError:  # on the first or the last day of all
        return None


def _date_of(stamp: str | None) -> date | None:
    day = day_of_stamp(stamp)
    return edtf.parse(day).earliest if day else None
