"""The pages of the timeline of everything: what is ahead and what came last, then each year."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.site.pages.archive_pages import Year, near
from dateline.site.pages.chart import Chart, chart_of
from dateline.site.pages.filters import Filter, filters_of
from dateline.site.pages.merged_timelines import MergedLine
from dateline.site.pages.page import PageKind, View, chunks, views_of
from dateline.site.pages.site_data import SiteData
from dateline.site.pages.slugs import page_url
from dateline.site.pages.subject_pages import LineGroup, grouped
from dateline.site.pages.year_overview import LevelControl, level_controls_of

LINES, NEWEST = 200, 40
"""How many lines stand on a page, and how many on the first."""


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """What a page of the timeline of everything shows."""

    year: str
    """"" on the first page, which shows what is ahead and what came last."""
    count: int
    chart: Chart | None
    levels: LevelControl | None
    ahead: tuple[MergedLine, ...]
    groups: tuple[LineGroup, ...]
    filters: tuple[Filter, ...]
    years: tuple[Year, ...]


def timeline_pages(kind: PageKind, data: SiteData) -> Iterator[View]:
    """The first page of the timeline, then each year's."""
    options, gettext = data.options, data.options.language.gettext
    by_year: dict[str, list[MergedLine]] = defaultdict(list)
    newest_first = data.lines[::-1]
    for line in sorted(newest_first, key=lambda line: line.filed_under[:4], reverse=True):
        by_year[line.filed_under[:4]].append(line)
    years = tuple(
        Year(year, page_url(kind.folder, year, ending=options.ending), len(lines))
        for year, lines in by_year.items()
    )
    parts = {year: chunks(lines, LINES) for year, lines in by_year.items()}
    placed = [
        (page_url(kind.folder, ending=options.ending), ()),  # the first page shows lines that stand on others
        *(
            (page_url(kind.folder, year, number, options.ending), some)
            for year, pages in parts.items()
            for number, some in enumerate(pages, 1)
        ),
    ]
    controls, files = level_controls_of(placed)
    levels = iter(controls)
    first = _first_page(data, next(levels), years)
    yield from views_of(kind, "", gettext(kind.title), [first], options, files=files)
    for place, (year, pages) in enumerate(parts.items()):
        count, beside = years[place].count, near(years, place)
        shown = [
            TimelinePage(year, count, None, next(levels), (), grouped(some, True), filters_of(some), beside)
            for some in pages
        ]
        yield from views_of(kind, year, gettext("Timeline: %(year)s", year=year), shown, options)


def _first_page(data: SiteData, levels: LevelControl | None, years: tuple[Year, ...]) -> TimelinePage:
    """What is ahead and what came last."""
    newest = data.index.newest
    ahead = tuple(line for line in data.lines if line.is_open(newest))
    last = [line for line in reversed(data.lines) if newest is None or line.first <= newest][:NEWEST]
    chart = chart_of(data.lines, data.index.briefings)
    filters = filters_of((*ahead, *last))
    return TimelinePage("", len(data.lines), chart, levels, ahead, grouped(last, True), filters, years)
