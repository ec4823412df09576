"""The pages of the timeline of everything: what is ahead and what came last, then each year, or its months."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.site.pages.chart import Chart, chart_of
from dateline.site.pages.filters import Filter, filters_of
from dateline.site.pages.merged_timelines import MergedLine
from dateline.site.pages.page import PageKind, SiteOptions, View, views_of
from dateline.site.pages.page_weight import PAGE
from dateline.site.pages.period_pages import (
    LINKED,
    PeriodLink,
    PeriodPage,
    PeriodPlace,
    addresses_in,
    links_to,
    pages_of,
    period_view,
    words_for,
)
from dateline.site.pages.periods import BY_YEAR, LEVELS, DatedItem, first_page, periods_of
from dateline.site.pages.site_data import SiteData
from dateline.site.pages.slugs import page_url
from dateline.site.pages.subject_pages import LineGroup, grouped
from dateline.site.pages.year_overview import LevelControl, PlacedLine, level_control_of, overview_years

NEWEST, AHEAD = 24_000, 8_000
"""How many bytes of what came last, and of what is ahead, stand on the first page."""


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """What a page of the timeline of everything shows."""

    place: PeriodPlace | None
    """None on the first page, which shows what is ahead and what came last."""
    count: int
    """How many lines there are, on this page or on those that it leads to."""
    chart: Chart | None
    levels: LevelControl | None
    ahead: tuple[MergedLine, ...]
    """What is to come next."""
    more_ahead: int
    """How much there is beside."""
    groups: tuple[LineGroup, ...]
    filters: tuple[Filter, ...]
    periods: tuple[PeriodLink, ...]
    """Where the others are."""


def timeline_pages(kind: PageKind, data: SiteData) -> Iterator[View]:
    """The first page of the timeline, then those of each period.

    Each year has a page, unless they are many: then a decade or a century in which little happened has one.
    """
    options, gettext = data.options, data.options.language.gettext
    home, url_of = page_url(kind.folder, ending=options.ending), addresses_in(kind, "", options)
    items = [DatedItem(line, line.filed_under, line.bytes_on_page[False]) for line in data.lines[::-1]]
    years = {each.day[:4] for each in items}
    periods = periods_of(items, PAGE, BY_YEAR if len(years) <= LINKED else LEVELS)
    pages = pages_of(periods, url_of)
    placed = [PlacedLine(line, page.url, overview_years(page.root)) for page in pages for line in page.items]
    levels, files = level_control_of(home, placed, is_parted=True)
    first = _first_page(data, items, levels, links_to(periods, url_of))
    yield from views_of(kind, "", gettext(kind.title), [first], options, files=files)
    for page in pages:
        shown = TimelinePage(
            page.place,
            page.place.count,
            None,
            LevelControl(home, overview_years(page.root), None) if levels and page.items else None,
            (),
            0,
            grouped(page.items, True),
            filters_of(page.items),
            page.place.parts,
        )
        title = gettext("Timeline: %(year)s", year=words_for(page.place.key, options.language))
        yield period_view(kind, "", title, page, shown, options)
    yield from _moved_years(kind, pages, options)


def _moved_years(
    kind: PageKind, pages: Sequence[PeriodPage[MergedLine]], options: SiteOptions
) -> Iterator[View]:
    """The ways from the addresses of years that stand on a page with others: once each year had one of its own."""
    urls: dict[str, str] = {}
    for page in pages:
        for line in page.items:
            urls.setdefault(line.filed_under[:4], page.url)
    moved = PageKind(kind.folder, kind.title, "moved.html")
    for year in sorted(urls.keys() - {page.place.key for page in pages}):
        title = options.language.gettext("Timeline: %(year)s", year=year)
        yield from views_of(moved, "", title, [urls[year]], options, part=year)


def _first_page(
    data: SiteData,
    newest_first: list[DatedItem[MergedLine]],
    levels: LevelControl | None,
    periods: tuple[PeriodLink, ...],
) -> TimelinePage:
    """What is ahead and what came last."""
    newest = data.index.newest
    ahead = [each for each in newest_first[::-1] if each.item.is_open(newest)]
    next_lines = first_page(ahead, AHEAD)
    last = first_page((each for each in newest_first if newest is None or each.item.first <= newest), NEWEST)
    return TimelinePage(
        None,
        len(data.lines),
        chart_of(data.lines, data.index.briefings),
        levels,
        next_lines,
        len(ahead) - len(next_lines),
        grouped(last, True),
        filters_of((*next_lines, *last)),
        periods,
    )
