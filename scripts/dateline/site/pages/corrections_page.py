"""Corrections as the site shows them: on a briefing's page, on the page of all corrections, and in its feed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from dateline.briefing.corrections import anchor_of, corrections_of
from dateline.briefing.document import Document
from dateline.model.briefing import Briefing
from dateline.site.briefing_index import Index, instant_of
from dateline.site.briefing_records import BriefingRecord


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """A correction of a briefing, as its page shows it."""

    anchor: str
    """Its id on the page."""
    date: str
    text: str
    item: str | None = None
    """The identity of the item, or a footnote that it cites, where the briefing still has it."""
    target: str | None = None
    """The id on the page of what it is about."""


@dataclass(frozen=True, slots=True)
class SiteCorrection:
    """A correction among those of the whole site."""

    path: str
    """The briefing's file below the folder of briefings."""
    title: str
    """The briefing's headline."""
    url: str
    """Where on the briefing's page it stands, below the root of the site."""
    note: CorrectionNote

    @property
    def instant(self) -> datetime:
        """When it was made, for the order and the feed."""
        return instant_of(self.note.date)


def notes_of(document: Document | BriefingRecord) -> tuple[CorrectionNote, ...]:
    """The corrections of a briefing, in the order of its front matter; one that stands twice counts once."""
    found = dict.fromkeys(corrections_of(document.briefing.front))
    places = _places_in(document.briefing) if found else {}
    return tuple(
        CorrectionNote(
            anchor_of(one),
            one.date,
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


def site_corrections(index: Index, urls: Mapping[str, str]) -> tuple[SiteCorrection, ...]:
    """The corrections of all briefings that have a page, newest first."""
    return tuple(sorted(_corrections_in(index, urls), key=lambda one: one.instant, reverse=True))


def _corrections_in(index: Index, urls: Mapping[str, str]) -> Iterator[SiteCorrection]:
    for card, record in index.published(urls):
        for note in reversed(notes_of(record)):
            yield SiteCorrection(card.path, card.title, f"{urls[card.path]}#{note.anchor}", note)
