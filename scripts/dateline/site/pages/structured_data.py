"""A briefing as structured data: a NewsArticle of schema.org, written as JSON-LD."""

from collections.abc import Iterable
from typing import Any

from dateline.model import edtf
from dateline.model.briefing import Source
from dateline.site.briefing_index import instant_of
from dateline.site.date_format import is_date
from dateline.site.pages.briefing_page import BriefingPage

Thing = dict[str, Any]


def news_article_of(page: BriefingPage, publisher: str, address: str | None = None) -> Thing:
    """A briefing as https://schema.org/NewsArticle; what is not known is left out.

    `address` is the page's own, absolute.
    """
    return {
        "@context": "https://schema.org",
        **_thing(
            "NewsArticle",
            headline=page.title,
            description=page.description,
            inLanguage=page.language or "en",
            url=address,
            datePublished=_iso_of(page.date),
            dateModified=_modified(page),
            creativeWorkStatus="Draft" if page.is_draft else None,
            publisher=_thing("Organization", name=publisher),
            isBasedOn=[_article_of(source, page.title) for source in page.sources],
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
        ),
    }


def _article_of(source: Source, title: str) -> Thing:
    return _thing(
        "NewsArticle",
        headline=source.title or title,
        author=_named("Person", source.authors),
        publisher=_thing("Organization", name=source.publisher) if source.publisher else None,
        datePublished=_iso_of(source.published),
        url=source.url,
    )


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
