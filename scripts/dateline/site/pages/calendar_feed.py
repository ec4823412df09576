"""The calendar of the planned: what briefings announce for the days after the newest of them, as iCalendar (RFC 5545).

Nothing depends on the clock: an event is to come when it lies after the day of the newest briefing, and its stamp
is the day of its own briefing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.model import edtf
from dateline.model.annotations import Status
from dateline.model.briefing import Entry
from dateline.site.anchors import ENTRY, address_of
from dateline.site.calendar_events import CalendarEvent, calendar_of_events, is_short
from dateline.site.pages.merged_timelines import MergedLine
from dateline.site.pages.name_index import PublishedBriefing
from dateline.timeline.mention import day_of_stamp

_PRODUCT = "-//Dateline//Calendar of the planned//EN"


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
    return str(days.latest) > (newest or "") and is_short(entry.date)


def calendar_of(plans: Iterable[Plan], name: str = "Planned events", site: str = "") -> bytes:
    """Plans as an iCalendar file; they lead to their briefings where the address of the site is known."""
    return calendar_of_events([_event_of(plan, site) for plan in plans], name, _PRODUCT)


def _event_of(plan: Plan, site: str) -> CalendarEvent:
    return CalendarEvent(
        uid=plan.uid,
        date=plan.entry.date,
        stamp=day_of_stamp(plan.briefing.date),
        summary=plan.entry.text,
        description=plan.briefing.title,
        url=f"{site.rstrip('/')}/{plan.briefing.url}" if site else "",
    )
