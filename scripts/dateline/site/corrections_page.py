"""Corrections as the site shows them: on a briefing's page, on the page of all corrections, and as an Atom feed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import urljoin

from feedgenerator import Atom1Feed

from dateline.briefing.corrections import anchor_of, corrections_of
from dateline.briefing.document import Document
from dateline.model.briefing import Briefing
from dateline.site.briefing_index import Index, instant_of
from dateline.site.date_format import Moment, moment_of
from dateline.site.interface_language import ENGLISH, Language

_NO_XML = dict.fromkeys((0xFFFE, 0xFFFF))
"""Code points that may stand in a text, but in no XML (https://www.w3.org/TR/xml/#charsets)."""


@dataclass(frozen=True, slots=True)
class Note:
    """A correction of a briefing."""

    anchor: str
    """Its id on the briefing's page."""
    date: Moment
    text: str
    item: str | None = None
    """The identity of the item, or a footnote that it cites, where the briefing still has it."""
    target: str | None = None
    """The id on the page of what it is about."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A correction among those of the whole site."""

    title: str
    """The briefing's headline."""
    url: str
    """Where on the briefing's page it stands, below the root of the site."""
    note: Note
    instant: datetime


def notes_of(document: Document) -> tuple[Note, ...]:
    """The corrections of a briefing, in the order of its front matter; one that stands twice counts once."""
    found = dict.fromkeys(corrections_of(document.front.values))
    places = _places_in(document.briefing) if found else {}
    return tuple(
        Note(
            anchor_of(one),
            moment_of(one.date),
            one.text,
            one.item if one.item in places else None,
            places.get(one.item or ""),
        )
        for one in found
    )


def _places_in(briefing: Briefing) -> dict[str, str]:
    """What a correction may name -> its id on the page: an item, or the first place that cites a footnote."""
    defined = {evidence.label for evidence in briefing.evidence}
    return {
        **{name: name for name in briefing.ids},
        **{label: f"fnref:{label}" for label in briefing.cited & defined},
    }


def notices_in(index: Index, urls: Mapping[str, str]) -> tuple[Notice, ...]:
    """The corrections of all briefings that have a page, newest first."""
    return tuple(sorted(_notices_in(index, urls), key=lambda notice: notice.instant, reverse=True))


def _notices_in(index: Index, urls: Mapping[str, str]) -> Iterator[Notice]:
    for card in index.cards:
        found = index.items[card.path].document
        if card.path in urls and found is not None:
            for note in reversed(notes_of(found)):
                url = f"{urls[card.path]}#{note.anchor}"
                yield Notice(card.title, url, note, instant_of(note.date.value))


def feed_of(
    notices: Sequence[Notice], site: str, name: str, page: str, feed: str, language: Language = ENGLISH
) -> bytes:
    """The corrections as an Atom feed (RFC 4287), whose only times are those of the corrections.

    `site` is the absolute address of the site called `name`; `page` and `feed` are the addresses of the page of
    corrections and of the feed below it.  Raises `ValueError` without a correction: an Atom feed has to say when it
    was last updated.
    """
    if not notices:
        raise ValueError("a feed without an entry has no date")
    atom = Atom1Feed(
        title=language.gettext("%(site)s: corrections", site=name),
        link=urljoin(site, page),
        description=None,
        author_name=name,
        feed_url=urljoin(site, feed),
    )
    for notice in notices:
        url = urljoin(site, notice.url)
        atom.add_item(
            title=language.gettext("Correction: %(title)s", title=notice.title).translate(_NO_XML),
            link=url,
            unique_id=url,
            description=escape(notice.note.text.translate(_NO_XML)),
            pubdate=notice.instant,
            updateddate=notice.instant,
        )
    return bytes(atom.writeString("utf-8"), "utf-8")


def remarks_in(notes: Iterable[Note]) -> tuple[tuple[str, str, str, str], ...]:
    """What the markup needs to show a correction at its item: item, anchor, date and text."""
    return tuple((note.item, note.anchor, note.date.value, note.text) for note in notes if note.item)
