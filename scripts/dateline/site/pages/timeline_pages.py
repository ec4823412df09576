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
    for line in reversed(data.lines):
        by_year[line.filed_under[:4]].append(line)
    ordered = {year: by_year[year] for year in sorted(by_year, reverse=True)}
    years = tuple(
        Year(year, page_url(kind.folder, year, ending=options.ending), len(lines))
        for year, lines in ordered.items()
    )
    # The first page has no lines of its own, for it shows those of others.
    placed = [(page_url(kind.folder, ending=options.ending), ()), *_placed(kind, ordered, options.ending)]
    controls, files = level_controls_of(placed)
    levels = iter(controls)
    first = _latest(data, next(levels), years)
    yield from views_of(kind, "", gettext(kind.title), [first], options, files=files)
    for place, (year, lines) in enumerate(ordered.items()):
        pages = [
            TimelinePage(
                year=year,
                count=len(lines),
                chart=None,
                levels=next(levels),
                ahead=(),
                groups=grouped(some, by_month=True),
                filters=filters_of(some),
                years=near(years, place),
            )
            for some in chunks(lines, LINES)
        ]
        yield from views_of(kind, year, gettext("Timeline: %(year)s", year=year), pages, options)


def _placed(
    kind: PageKind, by_year: dict[str, list[MergedLine]], ending: str
) -> Iterator[tuple[str, tuple[MergedLine, ...]]]:
    """The pages of the years with the lines of each."""
    for year, lines in by_year.items():
        for number, some in enumerate(chunks(lines, LINES), 1):
            yield page_url(kind.folder, year, number, ending), tuple(some)


def _latest(data: SiteData, levels: LevelControl | None, years: tuple[Year, ...]) -> TimelinePage:
    """What the first page shows: what is ahead and what came last."""
    newest = data.index.newest
    ahead = tuple(line for line in data.lines if line.is_open(newest))
    last = [line for line in reversed(data.lines) if newest is None or line.first <= newest][:NEWEST]
    return TimelinePage(
        year="",
        count=len(data.lines),
        chart=chart_of(data.lines, data.index.briefings),
        levels=levels,
        ahead=ahead,
        groups=grouped(last, by_month=True),
        filters=filters_of((*ahead, *last)),
        years=years,
    )
