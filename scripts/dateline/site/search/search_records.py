"""What can be found: pages as wholes, and a briefing's quotes and timeline lines one by one.

Three indexes, because an index costs a reader what all its records weigh: the one of pages answers a first query, and
the others are loaded by those who ask for quotes or for timeline entries alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from html import escape

from dateline.briefing.document import Document, names_of
from dateline.model import edtf
from dateline.model.annotations import Status
from dateline.model.briefing import Briefing, Card, Entry, KeyQuote, ReviewStatus
from dateline.site.anchors import anchored_entries, anchored_quotes
from dateline.site.date_format import date_words
from dateline.site.file_words import note_in
from dateline.site.interface_language import ENGLISH, Language
from dateline.site.search.repeated_sentences import without_repeats


class Kind(StrEnum):
    """What a record is, as the reader chooses among them."""

    BRIEFING = "briefing"
    QUOTE = "quote"
    ENTRY = "entry"
    PAGE = "page"


Facets = Mapping[str, tuple[str, ...]]
"""Values by facet: topic, person, organisation, place, publisher, year, kind."""

_UNDATED = 0
_LINKS_BACK = re.compile(r'\s+id="fnref[^"]*"')
"""Ids of footnote numbers: nobody looks for them, and Pagefind would keep each."""


@dataclass(frozen=True, slots=True)
class Found:
    """One record.  `url` is below the site's root; `body` is HTML of a page, plain text of a quote or an entry."""

    kind: Kind
    url: str
    title: str
    body: str
    facets: Facets = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    """What a result shows beside the title and the words: date, speaker, publishers."""
    day: int = _UNDATED
    """The day to sort by, as the number YYYYMMDD; 0 where none is known."""
    boost: float = 1.0
    also: tuple[str, ...] = ()
    """What it is found by beside the words of its body."""


def page_of(url: str, title: str, html: str, boost: float = 1.0, section: str | None = None) -> Found:
    """A page of the site that is no briefing; `title` is its HTML, and is set above a body without a headline.

    `section` is what a result says that it is, in place of a mere page: one of the topics, one of the places.
    """
    headline = "" if "<h1" in html else f"<h1>{title}</h1>"
    facets = {"kind": (Kind.PAGE,)}
    return Found(Kind.PAGE, url, title, headline + html, facets, _shown(section=section), boost=boost)


def briefing_of(
    url: str, document: Document, card: Card, html: str, boost: float = 1.0, language: Language = ENGLISH
) -> Found:
    """A briefing as a whole, as its page shows it, each sentence once; its day and topics are found beside that."""
    shown = without_repeats(_LINKS_BACK.sub("", html), document.briefing)
    facets = _facets_of(document, card)
    day = _words(card.date, language)
    return Found(
        kind=Kind.BRIEFING,
        url=url,
        title=card.title,
        body=f"<h1>{escape(card.title)}</h1>{shown}",
        facets=facets | {"kind": (Kind.BRIEFING,)},
        shown=_shown(date=day, **_origin_of(card, facets, language)),
        day=_day(card.date),
        boost=boost,
        also=(*((day,) if day else ()), *card.topics),
    )


def quotes_of(url: str, document: Document, card: Card, language: Language = ENGLISH) -> Iterator[Found]:
    """Each quote box: its person is the speaker, its year and day those when it was said, if the box tells."""
    publishers = _publishers_of(document.briefing)
    for anchor, quote in anchored_quotes(document.briefing):
        said = quote.said or card.date
        facets = _facets_of(document, card) | _years_of(said) | _cited(quote.labels, publishers)
        facets |= _named_in(_text_of(quote), facets, "organisation", "place")
        yield Found(
            kind=Kind.QUOTE,
            url=f"{url}#{anchor}",
            title=card.title,
            body=_text_of(quote),
            facets=facets | {"person": (quote.speaker,) if quote.speaker else ()},
            shown=_shown(
                date=_words(said, language), speaker=_who(quote), **_origin_of(card, facets, language)
            ),
            day=_day(said),
        )


def entries_of(url: str, document: Document, card: Card, language: Language = ENGLISH) -> Iterator[Found]:
    """Each timeline line: its people, organisations and places are those that it names."""
    publishers = _publishers_of(document.briefing)
    for anchor, entry in anchored_entries(document.briefing):
        facets = _facets_of(document, card) | _years_of(entry.date) | _cited(entry.labels, publishers)
        yield Found(
            kind=Kind.ENTRY,
            url=f"{url}#{anchor}",
            title=card.title,
            body=" ".join(filter(None, (_words(entry.date, language), entry.text))),
            facets=facets | _named_in(entry.text, facets, "person", "organisation", "place"),
            shown=_shown(
                date=_words(entry.date, language),
                status=_status_of(entry, language),
                **_origin_of(card, facets, language),
            ),
            day=_day(entry.date),
        )


def _text_of(quote: KeyQuote) -> str:
    """The words in quotation marks, and after them who said them, as `_who` has it."""
    words = " ".join(" … ".join(f"“{part.strip('“”')}”" for part in parts) for parts in quote.paragraphs)
    return f"{words} {_who(quote) or ''}".strip()


def _who(quote: KeyQuote) -> str | None:
    return ", ".join(part for part in (quote.speaker, quote.role) if part) or None


def _facets_of(document: Document, card: Card) -> dict[str, tuple[str, ...]]:
    front = document.front.values
    return {
        "topic": card.topics,
        "person": card.people,
        "organisation": names_of(front, "organisations"),
        "place": names_of(front, "places"),
        "publisher": card.publishers,
        **_years_of(card.date),
    }


def _years_of(value: str | None) -> dict[str, tuple[str, ...]]:
    first = _first_day(value)
    return {"year": (f"{first.year:04}",) if first else ()}


def _publishers_of(briefing: Briefing) -> dict[str, str]:
    return {note.label: note.publisher for note in briefing.evidence if note.publisher}


def _cited(labels: Iterable[str], publishers: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The publishers that an item's footnotes name, in place of all that the briefing has."""
    found = tuple(dict.fromkeys(publishers[label] for label in labels if label in publishers))
    return {"publisher": found} if found else {}


def _named_in(text: str, facets: Facets, *sought: str) -> dict[str, tuple[str, ...]]:
    """Of a briefing's names, those that a text contains as whole words; a person's surname is enough."""
    return {
        facet: tuple(name for name in facets[facet] if _names(text, name, by_surname=facet == "person"))
        for facet in sought
    }


def _names(text: str, name: str, by_surname: bool) -> bool:
    forms = (name, name.split()[-1]) if by_surname else (name,)
    return any(form in text and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) for form in forms)


def _status_of(entry: Entry, language: Language) -> str | None:
    return None if entry.status is Status.HAPPENED else note_in(language, str(entry.status))


def _origin_of(card: Card, facets: Facets, language: Language) -> dict[str, str | None]:
    draft = language.gettext("draft") if card.status is ReviewStatus.DRAFT else None
    return {"publishers": " · ".join(facets["publisher"]), "draft": draft}


def _shown(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _words(value: str | None, language: Language) -> str | None:
    return date_words(value, language) if value else None


def _day(value: str | None) -> int:
    first = _first_day(value)
    return first.year * 10_000 + first.month * 100 + first.day if first else _UNDATED


def _first_day(value: str | None) -> date | None:
    """The first day that an EDTF date may be; of an interval without a beginning, the last."""
    if not value or not edtf.is_valid(value):
        return None
    days = edtf.parse(value)
    return days.earliest if days.earliest > date.min else days.latest
