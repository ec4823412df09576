"""The pages of the timeline of everything: what is ahead and what came last, then each year, or its months."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain

from dateline.site.content_keys import content_key
from dateline.site.pages.chart import Chart, chart_of
from dateline.site.pages.filters import Filter, filters_of
from dateline.site.pages.kept_views import kept_views
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
from dateline.site.pages.timeline_front import KeptFront
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
    periods: tuple[PeriodLink, ...]
    """Where the others are."""

    @property
    def filters(self) -> tuple[Filter, ...]:
        """What its lines can be filtered by; made when the page is rendered."""
        return filters_of((*self.ahead, *chain.from_iterable(group.lines for group in self.groups)))


def timeline_pages(kind: PageKind, data: SiteData) -> Iterator[View]:
    """The first page of the timeline, then those of each period.

    Each year has a page, unless they are many: then a decade or a century in which little happened has one.
    """
    days = [briefing.day for briefing in data.index.briefings]
    made_of = content_key(kind.folder, data.lines.key, data.index.newest, days)
    parts = cache(partial(_parted, kind, data))
    data.stores.fronts.get(
        made_of
    )  # so that it stays in the store, which is saved before the page is rendered
    for place, make in enumerate((_first_views, _period_views)):
        yield from kept_views(
            content_key(made_of, place), partial(make, kind, data, made_of, parts), data.stores.views
        )


@dataclass(frozen=True, slots=True)
class _Parted:
    """The timeline parted into pages."""

    items: Sequence[DatedItem[MergedLine]]
    """All lines, the newest first."""
    pages: Sequence[PeriodPage[MergedLine]]
    links: tuple[PeriodLink, ...]
    levels: LevelControl | None
    files: Mapping[str, str]


def _parted(kind: PageKind, data: SiteData) -> _Parted:
    options, url_of = data.options, addresses_in(kind, "", data.options)
    items = [DatedItem(line, line.filed_under, line.bytes_on_page[False]) for line in data.lines[::-1]]
    years = {each.day[:4] for each in items}
    periods = periods_of(items, PAGE, BY_YEAR if len(years) <= LINKED else LEVELS)
    pages = pages_of(periods, url_of)
    placed = [PlacedLine(line, page.url, overview_years(page.root)) for page in pages for line in page.items]
    home = page_url(kind.folder, ending=options.ending)
    return _Parted(items, pages, links_to(periods, url_of), *level_control_of(home, placed, is_parted=True))


def _first_views(
    kind: PageKind, data: SiteData, made_of: str, parts: Callable[[], _Parted]
) -> Iterator[View]:
    front = data.stores.fronts.get(made_of)
    if front is None:
        front = _front_of(data, parts())
        data.stores.fronts.put(made_of, front)
    lines, title = data.lines, data.options.language.gettext(kind.title)
    ahead, last = (tuple(map(lines.__getitem__, places)) for places in (front.ahead, front.last))
    shown = TimelinePage(
        None,
        len(lines),
        front.chart,
        front.levels,
        ahead,
        front.more_ahead,
        grouped(last, True),
        front.periods,
    )
    yield from views_of(kind, "", title, [shown], data.options, files=front.files)


def _front_of(data: SiteData, parts: _Parted) -> KeptFront:
    """What is ahead and what came last."""
    lines, newest = data.lines, data.index.newest
    places = {line: place for place, line in enumerate(lines)}
    ahead = [each for each in parts.items[::-1] if each.item.is_open(newest)]
    next_lines = first_page(ahead, AHEAD)
    last = first_page((each for each in parts.items if newest is None or each.item.first <= newest), NEWEST)
    return KeptFront(
        chart_of(lines, data.index.briefings, data.stores.drawings),
        parts.levels,
        parts.files,
        tuple(map(places.__getitem__, next_lines)),
        len(ahead) - len(next_lines),
        tuple(map(places.__getitem__, last)),
        parts.links,
    )


def _period_views(
    kind: PageKind, data: SiteData, made_of: str, parts: Callable[[], _Parted]
) -> Iterator[View]:
    options, gettext = data.options, data.options.language.gettext
    home, pages, levels = page_url(kind.folder, ending=options.ending), parts().pages, parts().levels
    for page in pages:
        shown = TimelinePage(
            page.place,
            page.place.count,
            None,
            LevelControl(home, overview_years(page.root), None) if levels and page.items else None,
            (),
            0,
            grouped(page.items, True),
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
