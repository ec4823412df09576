"""The head and the foot of a briefing's page: records with every word ready, so that templates need not compute."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from textwrap import shorten
from typing import Any
from urllib.parse import urlsplit

from dateline.briefing.document import Document, names_of, plain, text_of
from dateline.briefing.source_rights import Licence, licence_of, sources_of, withholds
from dateline.model.briefing import Card, KeyQuote, ReviewStatus, Source
from dateline.site.anchors import QUOTE, address_of
from dateline.site.briefing_records import Front, search_of
from dateline.site.interface_language import Language
from dateline.site.pages.corrections_page import CorrectionNote, notes_of

_LONGEST_DESCRIPTION = 200
"""Characters of a description: search engines and messengers show fewer."""
_WORDS_PER_MINUTE = 230
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person of a briefing, with what its quotes tell."""

    name: str
    role: str | None = None
    """Who they are, in the words of the first quote box that tells."""
    quotes: tuple[str, ...] = ()
    """The ids of their quotes on the page."""


@dataclass(frozen=True, slots=True)
class BriefingPage:
    """What a briefing's page shows around its rendered Markdown; dates are as the file has them."""

    title: str
    description: str | None
    date: str | None
    updated: str | None
    reviewed: str | None
    is_draft: bool
    publishers: tuple[str, ...]
    topics: tuple[str, ...]
    people: tuple[str, ...]
    organisations: tuple[str, ...]
    places: tuple[str, ...]
    members: tuple[NamedPerson, ...]
    """The people of “Who is who”."""
    sources: tuple[Source, ...]
    corrections: tuple[CorrectionNote, ...]
    language: str | None
    direction: str
    """"rtl" or "ltr", by the language; "auto" where that is not known."""

    @property
    def proofs(self) -> tuple[Source, ...]:
        """The sources whose articles are known to be unchanged."""
        return tuple(source for source in self.sources if source.sha256)

    @property
    def licences(self) -> Mapping[str, Licence]:
        """The licences of the sources, by what the front matter calls each."""
        named = ((source.licence, licence_of(source)) for source in self.sources)
        return {written: licence for written, licence in named if written and licence}

    @property
    def has_withheld(self) -> bool:
        """Whether there is a source of which no text is shown."""
        return withholds(self.sources)


def briefing_page_of(document: Document, card: Card) -> BriefingPage:
    """What the page of a briefing shows around its text."""
    front = document.front.values
    language = text_of(front, "language")
    return BriefingPage(
        title=card.title,
        description=card.description,
        date=card.date,
        updated=card.updated,
        reviewed=text_of(front, "reviewed"),
        is_draft=card.status is ReviewStatus.DRAFT,
        publishers=card.publishers,
        topics=card.topics,
        people=card.people,
        organisations=names_of(front, "organisations"),
        places=names_of(front, "places"),
        members=people_of(document),
        sources=tuple(map(source_on_page, sources_of(front))),
        corrections=notes_of(document),
        language=language,
        direction=_direction_of(language),
    )


def minutes_to_read(html: str) -> int:
    """How long it takes to read what stands on a page: at least a minute."""
    return max(1, round(len(_TAG.sub("", html).split()) / _WORDS_PER_MINUTE))


def sections_of(page: BriefingPage, language: Language) -> list[tuple[str, str]]:
    """The title and the id of each section that the page has below the text of the briefing."""
    sections = (
        (language.gettext("Who is who"), "names", page.members or page.organisations or page.places),
        (language.gettext("Corrections"), "corrections", page.corrections),
        (language.gettext("Sources"), "sources", page.sources),
    )
    return [(title, anchor) for title, anchor, is_there in sections if is_there]


_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
"""Languages that are written from right to left (by the script that CLDR names first for each)."""


def _direction_of(language: str | None) -> str:
    if language is None:
        return "auto"
    return "rtl" if language.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def meta_of(front: Front, card: Card, lead: str = "") -> dict[str, Any]:
    """The page's metadata for MkDocs and Material; its description is the dek, or the beginning of the lead.

    Both set titles and descriptions into pages and into the search index as HTML, so here they are escaped.
    """
    meta: dict[str, Any] = {
        "title": escape(card.title),
        "hide": [*names_of(front, "hide"), "navigation"],
        "search": search_of(front),
    }
    if told := card.description or shorten(plain(lead), _LONGEST_DESCRIPTION, placeholder=" …"):
        meta["description"] = escape(told)
    if template := text_of(front, "template"):
        meta["template"] = template
    if tags := names_of(front, "tags"):
        meta["tags"] = list(map(escape, tags))
    return meta


def source_on_page(source: Source) -> Source:
    """A source with its address only where a link to it can do nothing but open it (`javascript:` runs in the page)."""
    try:
        parts = urlsplit(source.url or "")
        is_on_the_web = parts.scheme in ("http", "https") and bool(parts.netloc)
    except ValueError:
        is_on_the_web = False
    return source if is_on_the_web else replace(source, url=None)


# --- who is who -----------------------------------------------------------------------------------------------


def people_of(document: Document) -> tuple[NamedPerson, ...]:
    """The people of the front matter, in its order, then the speakers that it leaves out but whose role is told.

    Names that differ in case alone are one.
    """
    quotes: dict[str, list[KeyQuote]] = {}
    for quote in document.briefing.key_quotes:
        if quote.speaker:
            quotes.setdefault(quote.speaker.casefold(), []).append(quote)
    named: dict[str, str] = {}
    for name in names_of(document.front.values, "people"):
        named.setdefault(name.casefold(), name)
    people = (_person_of(name, quotes.get(key, [])) for key, name in named.items())
    return (*people, *_speakers_beside(quotes, named))


def _speakers_beside(quotes: dict[str, list[KeyQuote]], named: dict[str, str]) -> Iterator[NamedPerson]:
    for key, said in quotes.items():
        name = said[0].speaker or ""
        is_name = name[:1].isupper()  # and not a description: "the letter", "a resident of Tanner Street"
        if key not in named and is_name and any(quote.role for quote in said):
            yield _person_of(name, said)


def _person_of(name: str, quotes: list[KeyQuote]) -> NamedPerson:
    role = next((quote.role for quote in quotes if quote.role), None)
    return NamedPerson(name, role, tuple(address_of(QUOTE, quote.id) for quote in quotes if quote.id))
