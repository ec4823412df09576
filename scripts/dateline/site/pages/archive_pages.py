"""The pages of the archive: all years with their months, then the briefings of each year by month and day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.site.date_format import MONTHS, UNDATED, by_month, month_anchor, month_of
from dateline.site.pages.name_index import PublishedBriefing
from dateline.site.pages.page import PageKind, View, chunks, views_of
from dateline.site.pages.site_data import SiteData
from dateline.site.pages.slugs import page_url

BRIEFINGS = 250
"""How many briefings stand on a page."""

ARCHIVE = "archive"
"""The folder of its pages."""
_NEAR = 3
"""How many years before and after its own a page leads to."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year, its address, and how much it holds."""

    title: str
    url: str
    count: int
    months: tuple[tuple[str, int, str | None], ...] = ()
    """Its months (EDTF), how many there are of each, and where they stand (None where there are none)."""


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """What a page of the archive shows: all years, or the days of one."""

    year: str
    count: int
    months: tuple[tuple[str, list[tuple[str | None, list[PublishedBriefing]]]], ...]
    """By month (`date_format.month_of`) and date."""
    years: tuple[Year, ...]


def archive_pages(kind: PageKind, data: SiteData) -> Iterator[View]:
    """The first page of the archive, then that of each year."""
    briefings, gettext = data.index.briefings, data.options.language.gettext
    years = years_of(briefings, data.options.ending)
    first = ArchivePage("", len(briefings), (), years)
    yield from views_of(kind, "", gettext(kind.title), [first], data.options)
    for place, (year, some) in enumerate(_by_year(briefings).items()):
        pages = [
            ArchivePage(year, len(some), tuple(by_month(part, lambda each: each.date)), near(years, place))
            for part in chunks(some, BRIEFINGS)
        ]
        title = gettext("Archive: %(year)s", year=gettext(year))
        yield from views_of(kind, year.lower(), title, pages, data.options)


def near(years: Sequence[Year], place: int) -> tuple[Year, ...]:
    """The years around one: the first page has all of them."""
    return tuple(years[max(0, place - _NEAR) : place + _NEAR + 1])


def years_of(briefings: Sequence[PublishedBriefing], ending: str) -> tuple[Year, ...]:
    """The years of the archive with their months, the newest first, as `briefings` come."""
    return tuple(_year_of(year, some, ending) for year, some in _by_year(briefings).items())


def _by_year(briefings: Iterable[PublishedBriefing]) -> dict[str, list[PublishedBriefing]]:
    by_year: dict[str, list[PublishedBriefing]] = defaultdict(list)
    for briefing in briefings:
        by_year[month_of(briefing.date)[:4] or UNDATED].append(briefing)
    return by_year


def _year_of(year: str, briefings: Sequence[PublishedBriefing], ending: str) -> Year:
    """A year with its twelve months, each with the page that it begins on."""
    months = [month_of(briefing.date) for briefing in briefings]
    counts = Counter(months)
    shown: list[tuple[str, int, str | None]] = []
    for month in (f"{year}-{number:02}" for number in (MONTHS if year != UNDATED else ())):
        page = months.index(month) // BRIEFINGS + 1 if counts[month] else 0
        url = f"{page_url(ARCHIVE, year, page, ending)}#{month_anchor(month)}" if page else None
        shown.append((month, counts[month], url))
    return Year(year, page_url(ARCHIVE, year.lower(), ending=ending), len(briefings), tuple(shown))
