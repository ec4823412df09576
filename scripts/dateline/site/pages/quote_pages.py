"""The pages of quotes: the key quotes of all briefings by month, the newest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from dateline.site.anchors import anchored_quotes
from dateline.site.date_format import month_of
from dateline.site.pages.drafts import Drafts, drafts_among
from dateline.site.pages.name_index import BriefingQuote
from dateline.site.pages.page import PageKind, View, views_of
from dateline.site.pages.page_weight import PAGE, listed_quote_weight
from dateline.site.pages.period_pages import (
    PeriodLink,
    PeriodPlace,
    addresses_in,
    links_to,
    pages_of,
    period_view,
    title_for,
)
from dateline.site.pages.periods import DatedItem, filing_day, first_page, periods_of
from dateline.site.pages.site_data import SiteData


@dataclass(frozen=True, slots=True, eq=False)
class ListedQuote:
    """A quote of a briefing, and where its box stands."""

    found: BriefingQuote
    url: str

    @property
    def month(self) -> str:
        """The month under which it is listed (`date_format.month_of`)."""
        return month_of(self.found.date)

    @property
    def places(self) -> tuple[tuple[str, int], ...]:
        """The file and line that an error in showing it is told of."""
        return self.found.briefing.places


@dataclass(frozen=True, slots=True)
class QuotesPage:
    """What a page of quotes shows."""

    count: int
    """How many quotes there are, on this page or on those that it leads to."""
    months: tuple[tuple[str, tuple[ListedQuote, ...]], ...]
    """By month (`date_format.month_of`), the newest first; a year alone comes after its months."""
    place: PeriodPlace | None = None
    """None on the first page."""
    periods: tuple[PeriodLink, ...] = ()
    """Where all of them are, if not on this page."""

    @property
    def drafts(self) -> Drafts:
        """How many of the quotes on the page are from drafts."""
        return drafts_among((), (quote.found for _, some in self.months for quote in some))


def quote_pages(kind: PageKind, data: SiteData) -> Iterator[View]:
    """The key quotes of all briefings: the newest, and where one page does not hold all, those of each period."""
    options, gettext = data.options, data.options.language.gettext
    quotes = sorted(_listed(data), key=lambda one: (one.month, one.found.date or ""), reverse=True)
    items = [DatedItem(one, filing_day(one.found.date), listed_quote_weight(one.found)) for one in quotes]
    url_of = addresses_in(kind, "", options)
    shown = first_page(items, PAGE)
    periods = periods_of(items, PAGE) if len(shown) < len(items) else ()
    first = QuotesPage(len(quotes), tuple(_by_month(shown)), None, links_to(periods, url_of))
    yield from views_of(kind, "", gettext(kind.title), [first], options)
    for page in pages_of(periods, url_of):
        found = QuotesPage(page.place.count, tuple(_by_month(page.items)), page.place, page.place.parts)
        title = title_for(gettext(kind.title), page.place.key, options.language)
        yield period_view(kind, "", title, page, found, options)


def _listed(data: SiteData) -> Iterator[ListedQuote]:
    for briefing in data.index.briefings:
        found = data.index.quotes[briefing.card.path]
        for quote, (anchor, _) in zip(found, anchored_quotes(briefing.content), strict=True):
            yield ListedQuote(quote, f"{briefing.url}#{anchor}")


def _by_month(quotes: Iterable[ListedQuote]) -> Iterator[tuple[str, tuple[ListedQuote, ...]]]:
    for month, some in groupby(quotes, key=lambda one: one.month):
        yield month, tuple(some)
