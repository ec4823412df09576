"""Records of the search: one for each page, in which a briefing's quotes and timeline lines are items.

Pagefind writes a file for each record, and hosts of static sites take 20,000 files or so: a record for each quote and
each line would be sixteen files more for a briefing.  So an item is a part of its page's record, known by its `id`, and
the pages that have a title alone, those of names and topics, are put into lists.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache, partial
from html import escape
from itertools import groupby
from urllib.parse import quote

import msgspec

from dateline.model import edtf
from dateline.model.annotations import Status
from dateline.model.briefing import Entry, KeyQuote, ReviewStatus
from dateline.site.anchors import anchored_entries, anchored_quotes
from dateline.site.date_format import date_words
from dateline.site.file_words import note_in
from dateline.site.interface_language import ENGLISH, Language
from dateline.site.pages.name_index import PublishedBriefing
from dateline.site.pages.slugs import NameKind
from dateline.site.search.hidden_parts import without_hidden
from dateline.site.search.repeated_sentences import without_repeats


class Kind(StrEnum):
    """What a record is, or has, as the reader chooses among them."""

    BRIEFING = "briefing"
    QUOTE = "quote"
    ENTRY = "entry"
    PAGE = "page"


Facets = Mapping[str, tuple[str, ...]]
"""Values by facet: topic, person, organisation, place, publisher, year."""

_NAMES = {
    "topic": NameKind.TOPIC,
    "person": NameKind.PERSON,
    "organisation": NameKind.ORGANISATION,
    "place": NameKind.PLACE,
    "publisher": NameKind.PUBLISHER,
}
"""The facets that are names, and their kinds."""
_NAMES_IN_LIST = 32
_OTHER_ID = re.compile(r'id="(?!q-|t-|fn:)[^"]*"')
"""Ids of paragraphs and the like, with the tags that they stand in, up to them: no result leads to them, and Pagefind
would keep each with its text."""
_OTHER_TAG = re.compile(r"<(?!h[1-6]\b)[a-z][^<>]*\s")
_ITEM_ID = re.compile(r' id="([qt]-[^"]+)')


@dataclass(frozen=True, slots=True)
class Record:
    """A page of the site; `url` is below its root, `title` and `body` are HTML."""

    url: str
    title: str = ""
    body: str = ""
    filters: Facets = field(default_factory=dict)
    """Facets, and what a result shows but is not found by; those of its items are named “quote-person”."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """What it is found by beside the words of its body, and shows."""
    day: str = ""
    """The day to sort by (ISO 8601); "" where none is known."""
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class SearchItem:
    """A quote box or a timeline line of a briefing."""

    kind: Kind
    anchor: str
    facets: Facets
    """Those that it has of its own; its topics are those of the briefing."""
    day: str
    shown: Mapping[str, str]
    """What its result shows beside its words: date, speaker, status."""


def page_record(url: str, title: str, html: str, boost: float = 1.0, section: str | None = None) -> Record:
    """Return the record of a page that is no briefing, without a body where the page has a title alone.

    `section` is what a result says that it is, in place of a mere page: one of the topics, one of the places.
    """
    headline = "" if "<h1" in html else f"<h1>{title}</h1>"
    filters: Facets = {"kind": (Kind.PAGE,), "section": (section,) if section else ()}
    return Record(url, title, headline + _searched(html) if html else "", filters, boost=boost)


def briefing_record(
    briefing: PublishedBriefing, html: str, boost: float = 1.0, language: Language = ENGLISH
) -> Record:
    """Return the record of a briefing as its page shows it, each sentence once."""
    card = briefing.card
    items = tuple(items_of(briefing, language))
    shown = _with_facts(without_repeats(_searched(html), briefing.content), items)
    kinds = dict.fromkeys((Kind.BRIEFING, *(item.kind for item in items)))
    draft = language.gettext("draft") if card.status is ReviewStatus.DRAFT else None
    filters = {
        **_facets_of(briefing),
        **_facets_of_items(items),
        "kind": tuple(kinds),
        "status": (draft,) if draft else (),
    }
    return Record(
        url=briefing.url,
        title=escape(card.title),
        body=f"<h1>{escape(card.title)}</h1>{shown}",
        filters=filters,
        meta=_shown(date=_words(card.date, language), topics=" · ".join(card.topics)),
        day=_day(card.date),
        boost=boost,
    )


def items_of(briefing: PublishedBriefing, language: Language = ENGLISH) -> Iterator[SearchItem]:
    """Yield the quote boxes and the timeline lines of a briefing.

    A quote's person is its speaker, and its day that when it was said, if the box tells; a line's people, organisations
    and places are those that it names.
    """
    meant = cache(partial(briefing.meant, NameKind.PUBLISHER))
    publishers = {note.label: meant(note.publisher) for note in briefing.content.evidence if note.publisher}
    every = _named(briefing, "publisher")
    forms = {facet: _forms_of(briefing, facet) for facet in ("person", "organisation", "place")}
    for anchor, box in anchored_quotes(briefing.content):
        said = box.said or briefing.date
        own = {
            **_years_of(said),
            **_named_in(_text_of(box), forms, "organisation", "place"),
            "publisher": _cited(box.labels, publishers) or every,
            "person": (briefing.meant(NameKind.PERSON, box.speaker),) if box.speaker else (),
        }
        shown = _shown(date=_words(said, language), speaker=_who(box))
        yield SearchItem(Kind.QUOTE, anchor, own, _day(said), shown)
    for anchor, entry in anchored_entries(briefing.content):
        own = {
            **_years_of(entry.date),
            **_named_in(entry.text, forms, "person", "organisation", "place"),
            "publisher": _cited(entry.labels, publishers) or every,
        }
        shown = _shown(date=_words(entry.date, language), status=_status_of(entry, language))
        yield SearchItem(Kind.ENTRY, anchor, own, _day(entry.date), shown)


def with_names_listed(records: Iterable[Record]) -> list[Record]:
    """Put the pages that have a title alone into lists, those with the same last word side by side.

    A list is a record whose items are links: the id of each is the address of its page.
    """
    records = tuple(records)
    names = sorted(
        (record for record in records if not record.body),
        key=lambda page: (_section_of(page), page.title.split()[-1:], page.title, page.url),
    )
    lists: list[list[Record]] = []
    for _, section in groupby(names, _section_of):
        some = list(section)
        lists += (some[start : start + _NAMES_IN_LIST] for start in range(0, len(some), _NAMES_IN_LIST))
    pages = (record for record in records if record.body)
    return [*pages, *(_list_of(f"names/{number}.html", some) for number, some in enumerate(lists))]


def _list_of(url: str, pages: Sequence[Record]) -> Record:
    links = "".join(f'<li id="{escape(page.url)}">{page.title}</li>' for page in pages)
    return Record(
        url, body=f"<ul>{links}</ul>", filters={"list": ("names",), "section": pages[0].filters["section"]}
    )


def _searched(html: str) -> str:
    """What is found of a page, and the ids that results lead to."""
    return _without_other_ids(without_hidden(html))


def _without_other_ids(html: str) -> str:
    kept, at = [], 0
    for found in _OTHER_ID.finditer(html):
        tag = html.rfind("<", at, found.start())
        if tag >= 0 and _OTHER_TAG.fullmatch(html, tag, found.start()):
            kept.append(html[at : found.start()].rstrip())
            at = found.end()
    return "".join((*kept, html[at:]))


def _section_of(page: Record) -> str:
    return "".join(page.filters["section"])


def _with_facts(html: str, items: Iterable[SearchItem]) -> str:
    """Set into the id of each item what it is filtered by and shows: “t-91c2?{"year":["2031"],…}”, percent-encoded.

    Pagefind keeps the ids of a page for its results and does not search them, whereas it searches all metadata.
    """
    facts = {
        item.anchor: {
            "day": item.day,
            **item.shown,
            **{name: own for name, own in item.facets.items() if own},
        }
        for item in items
    }

    def with_facts(found: re.Match[str]) -> str:
        told = facts.get(found[1])
        return (
            f"{found[0]}?{_percent_encoded(msgspec.json.encode(told))}"
            if told
            else found[0].partition("?")[0]
        )

    return _ITEM_ID.sub(with_facts, html)


def _percent_encoded(json: bytes) -> str:
    """JSON in a form that may stand in an id; `quote` goes through the bytes one by one where any is left to encode."""
    usual = json.replace(b"%", b"%25").replace(b'"', b"%22").replace(b" ", b"%20")
    return quote(usual, safe="%:,[]{}")


def _facets_of_items(items: Iterable[SearchItem]) -> dict[str, tuple[str, ...]]:
    """The facets of items by the kind: “entry-year” has the years of all timeline lines."""
    found: dict[str, dict[str, None]] = {}
    for item in items:
        for name, values in item.facets.items():
            found.setdefault(f"{item.kind}-{name}", {}).update(dict.fromkeys(values))
    return {name: tuple(values) for name, values in found.items()}


def _text_of(box: KeyQuote) -> str:
    """The words of a quote, and after them who said them, as `_who` has it."""
    return " ".join((*(part for parts in box.paragraphs for part in parts), _who(box) or ""))


def _who(box: KeyQuote) -> str | None:
    return ", ".join(part for part in (box.speaker, box.role) if part) or None


def _facets_of(briefing: PublishedBriefing) -> dict[str, tuple[str, ...]]:
    return {**{facet: _named(briefing, facet) for facet in _NAMES}, **_years_of(briefing.date)}


def _named(briefing: PublishedBriefing, facet: str) -> tuple[str, ...]:
    """The names of a kind as the whole site has them, whatever the briefing calls them."""
    return tuple(name.text for name in briefing.names[_NAMES[facet]])


def _years_of(value: str | None) -> dict[str, tuple[str, ...]]:
    first = _first_day(value)
    return {"year": (f"{first.year:04}",) if first else ()}


def _cited(labels: Iterable[str], publishers: Mapping[str, str]) -> tuple[str, ...]:
    """The publishers that an item's footnotes name."""
    return tuple(dict.fromkeys(publishers[label] for label in labels if label in publishers))


_Forms = Sequence[tuple[str, str]]
"""Forms in which a text may have a name, each with the name; those of a name one after the other."""


def _forms_of(briefing: PublishedBriefing, facet: str) -> _Forms:
    """The names of a briefing in any form; a person's surname is enough."""
    kind = _NAMES[facet]
    is_person = kind is NameKind.PERSON
    return [
        (form, name.text)
        for name in briefing.names[kind]
        for form in (*briefing.forms_of(name), *(name.text.split()[-1:] if is_person else ()))
    ]


def _named_in(text: str, forms: Mapping[str, _Forms], *sought: str) -> dict[str, tuple[str, ...]]:
    """Of a briefing's names, those that a text contains as whole words."""
    return {
        facet: tuple(
            dict.fromkeys(name for form, name in forms[facet] if form in text and _has_words(text, form))
        )
        for facet in sought
    }


def _has_words(text: str, words: str) -> bool:
    """Whether a text has words that are no part of longer ones."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not (_is_of_word(text[at - 1 : at]) or _is_of_word(text[end : end + 1])):
            return True
        at = text.find(words, at + 1)
    return False


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _status_of(entry: Entry, language: Language) -> str | None:
    return None if entry.status is Status.HAPPENED else note_in(language, str(entry.status))


def _shown(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _words(value: str | None, language: Language) -> str | None:
    return date_words(value, language) if value else None


def _day(value: str | None) -> str:
    first = _first_day(value)
    return first.isoformat() if first else ""


def _first_day(value: str | None) -> date | None:
    """The first day that an EDTF date may be; of an interval without a beginning, the last."""
    if not value or not edtf.is_valid(value):
        return None
    days = edtf.parse(value)
    return days.earliest if days.earliest > date.min else days.latest
