"""The chart of a story: how its events and briefings lie in time, counted and drawn."""

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.model.annotations import Status
from dateline.model.stores import NO_STORE, Store
from dateline.site.content_keys import content_key
from dateline.site.pages.histogram import DatedEvent, Histogram, histogram_of
from dateline.site.pages.merged_timelines import MergedLine
from dateline.site.pages.name_index import PublishedBriefing


@dataclass(frozen=True, slots=True)
class Chart:
    """A histogram, and its picture."""

    histogram: Histogram
    picture: str
    """Inline SVG."""


def chart_of(
    lines: Iterable[MergedLine], briefings: Iterable[PublishedBriefing], store: Store[str] = NO_STORE
) -> Chart | None:
    """The chart of merged lines and of the days of briefings; None where the list says as much."""
    events = [DatedEvent(line.date, line.status is Status.HAPPENED) for line in lines]
    found = histogram_of(events, [briefing.day for briefing in briefings if briefing.day])
    if found is None:
        return None
    picture = store.get(key := content_key(found))
    if picture is None:
        from dateline.site.pages.histogram_drawing import drawing_of  # loads svg.py: a tenth of a second

        picture = drawing_of(found)
        store.put(key, picture)
    return Chart(found, picture)
