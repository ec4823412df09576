"""The pages of the archive: all years with their months, then the briefings of each year by month and day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.site.date_format import MONTHS, by_month, month_anchor, month_of
from dateline.site.interface_language import marked
from dateline.site.pages.drafts import Drafts, drafts_among
from dateline.site.pages.name_index import PublishedBriefing
from dateline.site.pages.page import PageKind, SiteOptions, View, views_of
from dateline.site.pages.page_weight import PAGE, briefing_weight
from dateline.site.pages.period_pages import (
    LINKED,
    PeriodPage,
    PeriodPlace,
    addresses_in,
    pages_of,
    period_view,
    words_for,
)
from dateline.site.pages.periods import BY_YEAR, DatedItem, filing_day, periods_of
from dateline.site.pages.site_data import SiteData

ARCHIVE = PageKind("archive", marked("Archive"), "archive.html")
_WITH_MONTHS = 24
"""How many years, from the newest, the first page shows with their months."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year, its address, and how much it holds."""

    title: str
    """"" for what has no date."""
    url: str
    count: int
    months: tuple[tuple[str, int, str], ...] = ()
    """Its months (EDTF) that have briefings, how many there are of each, and where they stand."""


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """What a page of the archive shows: all years, the months of a year, or the days of a period."""

    place: PeriodPlace | None
    """None on the first page."""
    count: int
    months: tuple[tuple[str, list[tuple[str | None, list[PublishedBriefing]]]], ...]
    """By month (`date_format.month_of`) and date."""
    years: tuple[Year, ...]

    @property
    def drafts(self) -> Drafts:
        """How many of the briefings listed on the page are drafts."""
        return drafts_among(each for _, days in self.months for _, some in days for each in some)


def archive_pages(kind: PageKind, data: SiteData) -> Iterator[View]:
    """The first page of the archive, then those of each year."""
    briefings, options = data.index.briefings, data.options
    gettext = options.language.gettext
    pages = _pages_of(briefings, options)
    years = {year.title: year for year in _years_of(pages)}
    first = ArchivePage(None, len(briefings), (), tuple(years.values()))
    yield from views_of(kind, "", gettext(kind.title), [first], options)
    for page in pages:
        is_parted_year = not page.items and page.place.key in years and years[page.place.key].months
        shown = ArchivePage(
            page.place,
            page.place.count,
            tuple(by_month(page.items, lambda each: each.date)),
            (years[page.place.key],) if is_parted_year else (),
        )
        title = gettext("Archive: %(year)s", year=words_for(page.place.key, options.language))
        yield period_view(kind, "", title, page, shown, options)


def years_of(briefings: Sequence[PublishedBriefing], options: SiteOptions) -> tuple[Year, ...]:
    """The years of the archive with their months, the newest first, as `briefings` come."""
    return _years_of(_pages_of(briefings, options))


def _pages_of(
    briefings: Iterable[PublishedBriefing], options: SiteOptions
) -> list[PeriodPage[PublishedBriefing]]:
    items = (DatedItem(each, filing_day(each.date), briefing_weight(each)) for each in briefings)
    return pages_of(periods_of(items, PAGE, BY_YEAR), addresses_in(ARCHIVE, "", options))


def _years_of(pages: Sequence[PeriodPage[PublishedBriefing]]) -> tuple[Year, ...]:
    """The newest years, each with the months that have briefings and the page that each begins on."""
    months: dict[str, Counter[str]] = {}
    urls: dict[str, str] = {}
    counts: Counter[str] = Counter()
    years: dict[str, str] = {}
    for page in pages:
        years.setdefault(page.root, page.url)
        for briefing in page.items:
            month = month_of(briefing.date)
            counts[page.root] += 1
            months.setdefault(page.root, Counter())[month] += 1
            urls.setdefault(month, f"{page.url}#{month_anchor(month)}")
    return tuple(
        Year(
            year,
            url,
            counts[year],
            tuple(
                (month, months[year][month], urls[month])
                for month in (f"{year}-{number:02}" for number in MONTHS)
                if month in urls
            )
            if year and place < _WITH_MONTHS
            else (),
        )
        for place, (year, url) in enumerate(list(years.items())[:LINKED])
    )
