"""What other pages and the site's lists need of a briefing, made once for a text and kept by its digest.

Its own page needs the blocks of its body too, which are cut from the text when that page is rendered.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass, replace
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

    Names, dates, labels, outlets, places and notes of footnotes take more memory than their words.  What stands in one
    record alone, such as a title, is one text in its front matter, its card and its sources.
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
        replace(
            entry,
            date=shared(entry.date),
            labels=shared(entry.labels),
            notes=shared(entry.notes),
            head=shared(entry.head),
        )
        for entry in briefing.timeline
    )
    own = {text: text for text in _texts_in(briefing.front)}
    return BriefingRecord(
        replace(briefing, evidence=evidence, timeline=timeline),
        record.card and _with_texts(record.card, own),
        tuple(_with_texts(source, own) for source in record.sources),
    )


def _texts_in(front: object) -> Iterator[str]:
    """The texts of a front matter, without its keys."""
    if isinstance(front, str):
        yield front
    elif isinstance(front, (Mapping, list)):
        for part in front.values() if isinstance(front, Mapping) else front:
            yield from _texts_in(part)


def _with_texts(value: Any, own: Mapping[str, str]) -> Any:
    """A card, a source, or one of their values, with the texts of a front matter in place of equal ones."""
    if type(value) is str:  # no status, which is equal to its word
        return own.get(value, value)
    if type(value) is tuple:
        return tuple(_with_texts(part, own) for part in value)
    if is_dataclass(value):
        kind: Any = type(value)
        return kind(*(_with_texts(getattr(value, field.name), own) for field in fields(value)))
    return value


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
