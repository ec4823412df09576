"""All that a site shows beside its briefings: a table of the kinds of pages, and what they are made of.

A new kind of page is a function that yields its views, a template in `theme/`, and a row here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dateline.briefing.document import Document
from dateline.model.briefing import Card
from dateline.site import briefing_index
from dateline.site.briefing_index import Index, index_of_one
from dateline.site.interface_language import marked
from dateline.site.pages.archive_pages import ARCHIVE, archive_pages
from dateline.site.pages.correction_lists import correction_pages
from dateline.site.pages.gathering_stores import NO_STORES, GatheringStores
from dateline.site.pages.home_page import home_pages
from dateline.site.pages.page import PageKind, SiteOptions, View
from dateline.site.pages.quote_pages import quote_pages
from dateline.site.pages.site_data import SiteData, site_data_of
from dateline.site.pages.slugs import NameKind
from dateline.site.pages.subject_pages import named_pages, publisher_pages, topic_pages
from dateline.site.pages.timeline_pages import timeline_pages

PAGE_KINDS: tuple[tuple[PageKind, Callable[[PageKind, SiteData], Iterator[View]]], ...] = (
    # folder, title (a message), template; what makes all pages of the kind
    (PageKind("", "", "home.html"), home_pages),
    (PageKind("corrections", marked("Corrections"), "corrections.html"), correction_pages),
    (PageKind(NameKind.TOPIC, marked("Topics"), "subject.html"), topic_pages),
    (PageKind(NameKind.PERSON, marked("People"), "subject.html"), named_pages),
    (PageKind(NameKind.ORGANISATION, marked("Organisations"), "subject.html"), named_pages),
    (PageKind(NameKind.PLACE, marked("Places"), "subject.html"), named_pages),
    (PageKind(NameKind.PUBLISHER, marked("Sources"), "publisher.html"), publisher_pages),
    (PageKind("timeline", marked("Timeline"), "timeline.html"), timeline_pages),
    (PageKind("quotes", marked("Quotes"), "quotes.html"), quote_pages),
    (ARCHIVE, archive_pages),
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What the briefings tell, and the pages made from it."""

    data: SiteData
    views: tuple[View, ...]

    def shown_by(self, template: object) -> View | None:
        """What a page of the project's own docs shows that has this template."""
        return next((view for view in self.views if view.markdown and view.template == template), None)


def contents_of(
    index: Index,
    urls: Mapping[str, str],
    options: SiteOptions = SiteOptions(),  # noqa: B008 -- frozen
    stores: GatheringStores = NO_STORES,
    jobs: int | None = 1,
) -> Contents:
    """The contents of a site with the briefings that have an address in `urls`; `stores` and `jobs` save time."""
    data = site_data_of(index, urls, options, stores, jobs)
    return Contents(data, tuple(view for kind, pages in PAGE_KINDS for view in pages(kind, data)))


def contents_alone(document: Document, card: Card, url: str, options: SiteOptions) -> Contents:
    """The contents of a site that has but one briefing, read as this document."""
    return contents_of(index_of_one(document, card), {card.path: url}, options)


NOTHING = contents_of(briefing_index.EMPTY, {})
