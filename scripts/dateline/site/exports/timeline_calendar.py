"""A timeline as iCalendar: the lines of it that have a day or a span of days."""

from collections.abc import Iterable

from dateline.model.annotations import Status
from dateline.site.calendar_events import CalendarEvent, calendar_of_events, is_short
from dateline.site.exports.told_lines import ToldLine, stamp_of_line

_PRODUCT = "-//Dateline//Timeline//EN"
_STATUS = {Status.HAPPENED: "CONFIRMED", Status.DENIED: "CANCELLED"}
"""How a calendar has it; what is planned or possible is tentative."""


def timeline_calendar_of(lines: Iterable[ToldLine], title: str) -> bytes:
    """The lines as events, each under the identity that it has in every timeline of the site."""
    return calendar_of_events(map(_event_of, filter(is_in_calendar, lines)), title, _PRODUCT)


def is_in_calendar(line: ToldLine) -> bool:
    """Whether a line has its place in a calendar."""
    return bool(line.date) and has_place_in_calendar(line.date)


def has_place_in_calendar(value: str) -> bool:
    """Whether a date (EDTF) has one: a day, a month, or an interval of which both ends are told."""
    ends = value.split("/")
    return is_short(value) or (len(ends) == 2 and not {"", ".."}.intersection(ends))


def _event_of(line: ToldLine) -> CalendarEvent:
    publishers = dict.fromkeys(each.publisher for each in line.evidence if each.publisher)
    return CalendarEvent(
        uid=line.uid,
        date=line.date,
        stamp=stamp_of_line(line),
        summary=line.text,
        description="; ".join((line.briefing.title, *publishers)),
        url=line.url if "://" in line.url else "",
        status=_STATUS.get(line.status, "TENTATIVE"),
        categories=(line.status,),
    )
