"""The chart of a story: how its events and briefings lie in time, counted and drawn."""

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.model.annotations import Status
from dateline.site.pages.histogram import DatedEvent, Histogram, histogram_of
from dateline.site.pages.merged_timelines import MergedLine
from dateline.site.pages.name_index import PublishedBriefing


@dataclass(frozen=True, slots=True)
class Chart:
    """A histogram, and its picture."""

    histogram: Histogram
    picture: str
    """Inline SVG."""


def chart_of(lines: Iterable[MergedLine], briefings: Iterable[PublishedBriefing]) -> Chart | None:
    """The chart of merged lines and of the days of briefings; None where the list says as much."""
    events = [DatedEvent(line.date, line.status is Status.HAPPENED) for line in lines]
    found = histogram_of(events, [briefing.day for briefing in briefings if briefing.day])
    if found is None:
        return None
    from dateline.site.pages.histogram_drawing import drawing_of  # loads svg.py: a tenth of a second

    return Chart(found, drawing_of(found))
