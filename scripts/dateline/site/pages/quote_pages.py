"""The pages of quotes: the key quotes of all briefings by month, the newest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from dateline.site.anchors import anchored_quotes
from dateline.site.date_format import month_of
from dateline.site.pages.name_index import BriefingQuote
from dateline.site.pages.page import PageKind, View, chunks, views_of
from dateline.site.pages.site_data import SiteData

QUOTES = 200
"""How many quotes stand on a page."""


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
    """How many quotes there are on all pages."""
    months: tuple[tuple[str, tuple[ListedQuote, ...]], ...]
    """By month (`date_format.month_of`), the newest first; a year alone comes after its months."""


def quote_pages(kind: PageKind, data: SiteData) -> Iterator[View]:
    """The key quotes of all briefings, cut to pages."""
    quotes = sorted(_listed(data), key=lambda one: (one.month, one.found.date or ""), reverse=True)
    pages = [QuotesPage(len(quotes), tuple(_by_month(part))) for part in chunks(quotes, QUOTES)]
    yield from views_of(kind, "", data.options.language.gettext(kind.title), pages, data.options)


def _listed(data: SiteData) -> Iterator[ListedQuote]:
    for briefing in data.index.briefings:
        found = data.index.quotes[briefing.card.path]
        for quote, (anchor, _) in zip(found, anchored_quotes(briefing.content), strict=True):
            yield ListedQuote(quote, f"{briefing.url}#{anchor}")


def _by_month(quotes: Iterable[ListedQuote]) -> Iterator[tuple[str, tuple[ListedQuote, ...]]]:
    for month, some in groupby(quotes, key=lambda one: one.month):
        yield month, tuple(some)
