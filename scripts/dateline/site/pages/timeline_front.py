"""The first page of the timeline of everything, as it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.site.pages.chart import Chart
from dateline.site.pages.period_pages import PeriodLink
from dateline.site.pages.year_overview import LevelControl


@dataclass(frozen=True, slots=True)
class KeptFront:
    """What the first page of the timeline shows; lines by their places in the timeline.

    The navigation leads to that page, so that MkDocs renders it at every build: it must not take all lines to do so.
    """

    chart: Chart | None
    levels: LevelControl | None
    files: Mapping[str, str]
    ahead: tuple[int, ...]
    more_ahead: int
    last: tuple[int, ...]
    periods: tuple[PeriodLink, ...]
