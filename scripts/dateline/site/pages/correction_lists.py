"""The pages of corrections: the newest on a page of the docs, and where those are too many, all of them by date."""

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.site.pages.corrections_page import SiteCorrection
from dateline.site.pages.page import PageKind, View, docs_view
from dateline.site.pages.page_weight import PAGE, correction_weight
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


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """What a page of corrections shows."""

    corrections: tuple[SiteCorrection, ...]
    count: int
    """How many there are, on this page or on those that it leads to."""
    place: PeriodPlace | None = None
    """None on the first page."""
    periods: tuple[PeriodLink, ...] = ()
    """Where all of them are, if not on this page."""


def correction_pages(kind: PageKind, data: SiteData) -> Iterator[View]:
    """The page of corrections, and those of each period where one page does not hold all."""
    options, gettext = data.options, data.options.language.gettext
    items = [
        DatedItem(each, filing_day(each.note.date[:10]), correction_weight(each)) for each in data.corrections
    ]
    url_of = addresses_in(kind, "", options)
    shown = first_page(items, PAGE)
    periods = periods_of(items, PAGE) if len(shown) < len(items) else ()
    text = gettext(
        "What briefings on this site got wrong and how it was put right, newest first."
        " Each correction also stands in its briefing."
    )
    first = CorrectionsPage(shown, len(items), None, links_to(periods, url_of))
    yield docs_view(kind, gettext(kind.title), text, first, options)
    for page in pages_of(periods, url_of):
        found = CorrectionsPage(page.items, page.place.count, page.place, page.place.parts)
        title = title_for(gettext(kind.title), page.place.key, options.language)
        yield period_view(kind, "", title, page, found, options)
