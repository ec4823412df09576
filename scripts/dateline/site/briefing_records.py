"""What other pages and the site's lists need of a briefing, made once for a text and kept by its digest.

Its own page needs the blocks of its body too, which are cut from the text when that page is rendered.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from dateline.briefing.document import Document, names_of, text_of
from dateline.briefing.source_rights import (
    SourceRights,
    shown_document,
    shown_evidence,
    sources_of,
    withholds,
)
from dateline.model.briefing import Briefing, Card, Evidence, ReviewStatus, Source

Front = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BriefingRecord:
    """A briefing as its file holds it, with what its front matter tells; no card without a title."""

    briefing: Briefing
    card: Card | None
    """That of a file without a path."""
    sources: tuple[Source, ...]


def briefing_record_of(found: Document) -> BriefingRecord:
    """What a document is kept as."""
    front = found.front.values
    return BriefingRecord(found.briefing, card_of("", front), sources_of(front))


def with_shared_texts(record: BriefingRecord, known: dict[Any, Any]) -> BriefingRecord:
    """The record with one text in place of all that are equal, in many records that share what is `known`.

    Labels, outlets, places and notes of footnotes take more memory than their words.
    """

    def shared(value: Any) -> Any:
        return known.setdefault(value, value)

    briefing = record.briefing
    evidence = tuple(
        Evidence(
            shared(note.label),
            note.text,
            shared(note.publisher),
            shared(note.source),
            shared(note.place),
            shared(note.note),
            shared(note.headline),
            note.line,
        )
        for note in briefing.evidence
    )
    timeline = tuple(
        replace(entry, date=shared(entry.date), labels=shared(entry.labels), notes=shared(entry.notes))
        for entry in briefing.timeline
    )
    return replace(record, briefing=replace(briefing, evidence=evidence, timeline=timeline))


def shown_record(record: BriefingRecord, rights: SourceRights) -> BriefingRecord:
    """The record without what the site is not to show of its sources."""
    sources = rights.all_of(record.sources)
    if withholds(sources):
        evidence = shown_evidence(record.briefing.evidence, sources)
        return replace(record, briefing=replace(record.briefing, evidence=evidence), sources=sources)
    return record if sources is record.sources else replace(record, sources=sources)


def document_on_page(found: Document, rights: SourceRights) -> Document:
    """The document likewise; its front matter says what holds for its sources."""
    sources = rights.all_of(sources_of(found.front.values))
    shown, front = shown_document(found, sources), rights.in_front(found.front.values, sources)
    return shown if front is found.front.values else replace(shown, front=replace(shown.front, values=front))


def card_of(path: str, front: Front) -> Card | None:
    """The card of a briefing; None without a title.  Values of the wrong kind count as missing."""
    title = text_of(front, "title")
    if title is None:
        return None
    return Card(
        path=path,
        title=title,
        description=text_of(front, "description"),
        date=text_of(front, "date"),
        updated=text_of(front, "updated"),
        status=_status_of(front),
        topics=names_of(front, "topics"),
        people=names_of(front, "people"),
        publishers=tuple(dict.fromkeys(source.publisher for source in sources_of(front) if source.publisher)),
    )


def search_of(front: Front) -> dict[str, Any]:
    """What a page's metadata say to the search: whether to `exclude` it, and its `boost` as a number."""
    search = front.get("search")
    if not isinstance(search, Mapping):
        return {}
    found: dict[str, Any] = {"exclude": search.get("exclude") is True}
    with suppress(KeyError, TypeError, ValueError):
        found["boost"] = float(search["boost"])
    return found


def _status_of(front: Front) -> ReviewStatus:
    """A status that is missing or misspelt promises nothing, so it counts as a draft."""
    status = front.get("status")
    return ReviewStatus(status) if status in tuple(ReviewStatus) else ReviewStatus.DRAFT
