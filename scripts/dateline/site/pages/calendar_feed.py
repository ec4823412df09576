"""The calendar of the planned: what briefings announce for the days after the newest of them, as iCalendar (RFC 5545).

Nothing depends on the clock: an event is to come when it lies after the day of the newest briefing, and its stamp
is the day of its own briefing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from dateline.briefing.document import plain
from dateline.model import edtf
from dateline.model.annotations import Status
from dateline.model.briefing import Entry
from dateline.site.anchors import ENTRY, address_of
from dateline.site.pages.merged_timelines import MergedLine
from dateline.site.pages.name_index import PublishedBriefing
from dateline.timeline.mention import day_of_stamp

if TYPE_CHECKING:
    from icalendar import Event

_PRODUCT = "-//Dateline//Calendar of the planned//EN"

_LONGEST = 31
"""Days that an event may last in a calendar; what is vaguer (a season, a year) would fill it and is left out."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An event that is to come, in the words of the newest briefing that announces it."""

    briefing: PublishedBriefing
    entry: Entry
    uid: str
    """Its identity, which the oldest of the briefings gave it."""

    @property
    def url(self) -> str:
        """Where the line stands that announces it."""
        anchor = address_of(ENTRY, self.entry.id)
        return f"{self.briefing.url}#{anchor}" if anchor else self.briefing.url


def plans_of(lines: Iterable[MergedLine], newest: str | None) -> tuple[Plan, ...]:
    """The plans for the days after that of the newest briefing, by date.

    `lines` are the merged timeline of all briefings: what one announces and another reports is no plan any more, and
    what several announce is one event.
    """
    plans: dict[str, Plan] = {}
    for line in lines:
        oldest, latest = line.lines[0], line.lines[-1]
        is_planned = line.status is Status.PLANNED and line.is_open(newest)
        if is_planned and _is_to_come(latest.entry, newest):
            uid = f"{oldest.label}@{oldest.briefing.card.path}"
            plans.setdefault(uid, Plan(latest.briefing, latest.entry, uid))
    return tuple(sorted(plans.values(), key=lambda plan: (edtf.sort_key(plan.entry.date), plan.uid)))


def _is_to_come(entry: Entry, newest: str | None) -> bool:
    days = edtf.parse(entry.date)
    return str(days.latest) > (newest or "") and (days.latest - days.earliest).days < _LONGEST


def calendar_of(plans: Iterable[Plan], name: str = "Planned events", site: str = "") -> bytes:
    """Plans as an iCalendar file; they lead to their briefings where the address of the site is known.

    The same plans in another order give the same bytes.
    """
    from icalendar import Calendar  # a tenth of a second, which a build without changes does not need

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", plain(name))
    events = (_event_of(plan, site) for plan in plans)
    for event in sorted(events, key=lambda event: (str(event.decoded("dtstart")), str(event["uid"]))):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event_of(plan: Plan, site: str) -> "Event":
    """One event: at its time where the plan gives one, else whole days (a month or a weekend covers all of its)."""
    days = edtf.parse(plan.entry.date)
    published = day_of_stamp(plan.briefing.date)
    stamp = edtf.parse(published).earliest if published else days.earliest
    from icalendar import Event

    event = Event()
    event.add("uid", plan.uid)
    event.add("dtstamp", datetime.combine(stamp, time(), UTC))
    if (instant := _instant_of(days)) is not None:
        event.add("dtstart", instant)
    else:
        event.add("dtstart", days.earliest)
        if days.latest < date.max:  # an event without an end lasts the day (RFC 5545, 3.6.1)
            event.add("dtend", days.latest + timedelta(days=1))
    event.add("summary", plain(plan.entry.text))
    event.add("description", plain(plan.briefing.title))
    if site:
        event.add("url", f"{site.rstrip('/')}/{plan.briefing.url}")
    event.add("transp", "TRANSPARENT")
    return event


def _instant_of(days: edtf.Edtf) -> datetime | None:
    """The hour at which an event is planned; None where the plan gives none, or one that no calendar reaches in UTC."""
    if not days.clock:
        return None
    instant = datetime.fromisoformat(days.value)
    try:
        return instant.astimezone(UTC) if instant.tzinfo else instant
    except OverflowError:  # on the first or the last day of all
        return None
