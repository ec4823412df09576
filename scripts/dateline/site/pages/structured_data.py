"""Pages as structured data of schema.org, written as JSON-LD: a briefing, a list of briefings, the way to a page.

Addresses of other pages are relative, as JSON-LD resolves them against the page that it stands in; so a page is the
same wherever the site is published.
"""

from collections.abc import Iterable
from typing import Any

from dateline.briefing.document import plain
from dateline.briefing.source_rights import Licence, licence_of
from dateline.model import edtf
from dateline.model.briefing import KeyQuote, Source
from dateline.site.anchors import QUOTE, address_of
from dateline.site.briefing_index import instant_of
from dateline.site.date_format import is_date
from dateline.site.pages.briefing_page import BriefingPage
from dateline.site.pages.page import SiteOptions

Thing = dict[str, Any]
Link = tuple[str, str | None]
"""The name of a page and its address, relative to the page that names it; None for the page itself."""

_BETWEEN_PARTS = " … "
"""Stands between the parts of a quotation that its source interrupts."""


def graph_of(*things: Thing) -> Thing:
    """Things that one page tells of."""
    return {"@context": "https://schema.org", "@graph": [thing for thing in things if thing]}


def news_article_of(
    page: BriefingPage,
    publisher: str,
    address: str | None = None,
    quotes: Iterable[KeyQuote] = (),
    image: Thing | None = None,
) -> Thing:
    """A briefing as https://schema.org/NewsArticle; what is not known is left out.

    `address` is the page's own, absolute.
    """
    return _thing(
        "NewsArticle",
        headline=page.title,
        description=page.description,
        inLanguage=page.language or "en",
        url=address,
        image=image,
        datePublished=_iso_of(page.date),
        dateModified=_modified(page),
        creativeWorkStatus="Draft" if page.is_draft else None,
        author=_thing("Organization", name=publisher),
        publisher=_thing("Organization", name=publisher),
        isBasedOn=[_article_of(source, page.title) for source in page.sources],
        citation=[_citation_of(source, page.title) for source in page.sources],
        hasPart=[_quotation_of(quote) for quote in quotes],
        about=[
            *_named("Person", page.people),
            *_named("Organization", page.organisations),
            *_named("Place", page.places),
        ],
        correction=[
            _thing(
                "CorrectionComment",
                text=note.text,
                datePublished=_iso_of(note.date),
                url=f"{address}#{note.anchor}" if address else None,
            )
            for note in page.corrections
        ],
    )


def image_object_of(url: str, width: int | None, height: int | None) -> Thing:
    """A picture as https://schema.org/ImageObject; `url` is its whole address."""
    return _thing("ImageObject", url=url, width=_pixels(width), height=_pixels(height))


def _pixels(length: int | None) -> str | None:
    """A length as https://schema.org/Distance, which has a unit."""
    return f"{length} px" if length else None


def collection_page_of(
    name: str,
    description: str,
    options: SiteOptions,
    address: str | None,
    briefings: Iterable[Link],
    image: Thing | None = None,
) -> Thing:
    """A page with a list of briefings as https://schema.org/CollectionPage; of none, without the list."""
    listed = [_list_item(number, name, url=url) for number, (name, url) in enumerate(briefings, 1)]
    return _thing(
        "CollectionPage",
        name=name,
        description=description,
        inLanguage=options.language.tag,
        url=address,
        image=image,
        isPartOf=_thing("WebSite", name=options.name),
        mainEntity=_thing("ItemList", itemListElement=listed) if listed else None,
    )


def breadcrumbs_of(options: SiteOptions, base_url: str, *way: Link) -> Thing:
    """The way to a page as https://schema.org/BreadcrumbList, from the home page on; `base_url` leads to its folder."""
    home = options.name, f"{base_url}/{options.ending}"
    steps = enumerate([home, *way], 1)
    # An item is a thing, so its address is its identity: a text would be no reference, and not resolved.
    listed = [_list_item(number, name, item={"@id": url} if url else None) for number, (name, url) in steps]
    return _thing("BreadcrumbList", itemListElement=listed)


def _list_item(number: int, name: str, **leads_to: object) -> Thing:
    return _thing("ListItem", position=number, name=name, **leads_to)


def _quotation_of(quote: KeyQuote) -> Thing:
    """A quote box as https://schema.org/Quotation, in the words of its source."""
    return _thing(
        "Quotation",
        text=plain(_BETWEEN_PARTS.join(quote.parts)),
        spokenByCharacter=_thing("Person", name=plain(quote.speaker)) if quote.speaker else None,
        dateCreated=_iso_of(quote.said),
        url=f"#{anchor}" if (anchor := address_of(QUOTE, quote.id)) else None,
    )


def _citation_of(source: Source, title: str) -> str:
    """A source as one would cite it: who published what, and when."""
    return ", ".join(filter(None, (source.publisher, f"“{source.title or title}”", source.published)))


def _article_of(source: Source, title: str) -> Thing:
    return _thing(
        "NewsArticle",
        headline=source.title or title,
        author=_named("Person", source.authors),
        publisher=_thing("Organization", name=source.publisher) if source.publisher else None,
        datePublished=_iso_of(source.published),
        url=source.url,
        license=_licence_as_work(licence) if (licence := licence_of(source)) else None,
        creditText=source.credit,
    )


def _licence_as_work(licence: Licence) -> str | Thing:
    """The address of a licence's words; of one that has none, its name, which would be no address."""
    return licence.address or _thing("CreativeWork", name=licence.name)


def _modified(page: BriefingPage) -> str | None:
    """The last of the update and the corrections."""
    stamps = (*(note.date for note in page.corrections), page.updated)
    return max((iso for stamp in stamps if (iso := _iso_of(stamp))), key=instant_of, default=None)


def _named(kind: str, names: Iterable[str]) -> list[Thing]:
    return [_thing(kind, name=name) for name in names]


def _thing(kind: str, **properties: Any) -> Thing:
    return {"@type": kind, **{name: value for name, value in properties.items() if value}}


def _iso_of(date: str | None) -> str | None:
    """A date where ISO 8601 has it: a year, a month, a day or a time, and no doubt about it."""
    if date is None or not is_date(date):
        return None
    if not edtf.is_valid(date):
        return date  # a stamp
    parsed = edtf.parse(date)
    is_sure = not (parsed.approximate or parsed.uncertain)
    return date if is_sure and parsed.precision in ("year", "month", "day") else None
