"""What the templates show: records with every word and date ready, so that templates need not compute."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlsplit

from dateline.briefing.document import Document, names_of, text_of
from dateline.model.briefing import Card, ReviewStatus, Source
from dateline.site.briefing_index import Front, sources_of
from dateline.site.corrections_page import Note, notes_of
from dateline.site.date_format import Moment, moment_of
from dateline.site.people import Member, cast_of


@dataclass(frozen=True, slots=True)
class Origin:
    """A source as the page names it; `url` only where it is an address on the web."""

    id: str
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published: Moment | None
    url: str | None
    seed: str | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class BriefingPage:
    """The head and the foot of a briefing's page; between them stands its rendered Markdown."""

    title: str
    description: str | None
    date: Moment | None
    updated: Moment | None
    reviewed: Moment | None
    is_draft: bool
    publishers: tuple[str, ...]
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    people: tuple[str, ...]
    organisations: tuple[str, ...]
    places: tuple[str, ...]
    cast: tuple[Member, ...]
    sources: tuple[Origin, ...]
    corrections: tuple[Note, ...]
    language: str | None
    direction: str
    """"rtl" or "ltr", by the language; "auto" where that is not known."""


def briefing_page_of(document: Document, card: Card) -> BriefingPage:
    """What the page of a briefing shows around its text."""
    front = document.front.values
    sources = sources_of(front)
    return BriefingPage(
        title=card.title,
        description=card.description,
        date=_moment(card.date),
        updated=_moment(card.updated),
        reviewed=_moment(text_of(front, "reviewed")),
        is_draft=card.status is ReviewStatus.DRAFT,
        publishers=card.publishers,
        authors=tuple(dict.fromkeys(author for source in sources for author in source.authors)),
        topics=card.topics,
        people=card.people,
        organisations=names_of(front, "organisations"),
        places=names_of(front, "places"),
        cast=cast_of(document),
        sources=tuple(map(origin_of, sources)),
        corrections=notes_of(document),
        language=text_of(front, "language"),
        direction=_direction_of(text_of(front, "language")),
    )


_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
"""Languages that are written from right to left (by the script that CLDR names first for each)."""


def _direction_of(language: str | None) -> str:
    if language is None:
        return "auto"
    return "rtl" if language.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def meta_of(front: Front, card: Card) -> dict[str, Any]:
    """The page's metadata for MkDocs and Material.

    Both set titles and descriptions into pages and into the search index as HTML, so here they are escaped.
    """
    meta: dict[str, Any] = {
        "title": escape(card.title),
        "hide": [*names_of(front, "hide"), "navigation"],
        "search": search_of(front),
    }
    if card.description:
        meta["description"] = escape(card.description)
    if template := text_of(front, "template"):
        meta["template"] = template
    if tags := names_of(front, "tags"):
        meta["tags"] = list(map(escape, tags))
    return meta


def search_of(front: Front) -> dict[str, Any]:
    """What a page's metadata say to the search: whether to `exclude` it, and its `boost` as a number."""
    search = front.get("search")
    if not isinstance(search, Mapping):
        return {}
    found: dict[str, Any] = {"exclude": search.get("exclude") is True}
    with suppress(KeyError, TypeError, ValueError):
        found["boost"] = float(search["boost"])
    return found


def _moment(value: str | None) -> Moment | None:
    return moment_of(value) if value else None


def origin_of(source: Source) -> Origin:
    """A source as a page names it."""
    return Origin(
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        authors=source.authors,
        published=_moment(source.published),
        url=source.url if source.url and _is_on_the_web(source.url) else None,
        seed=source.seed,
        sha256=source.sha256,
    )


def _is_on_the_web(url: str) -> bool:
    """Whether a link to it can do nothing but open it (`javascript:` runs in the reader's page)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
