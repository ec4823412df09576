"""An analysis as the JSON record that `dateline extract` prints, one a line (docs/guide/reference.md)."""

from collections.abc import Iterator, Sequence
from typing import Any

from dateline.model.annotations import Analysis, Entity, Event, Quote, Time
from dateline.model.article import Article, Block, Span
from dateline.timeline import selection
from dateline.timeline.mention import mentions_of_analysis
from dateline.timeline.merging import TimelineEvent, merge_mentions


def record_of(analysis: Analysis, limit: int, explain: bool = False) -> dict[str, Any]:
    """The record of one article; offsets are code points into its `text`, `explain` adds the rules that decided."""
    article, found = analysis.article, analysis.annotations

    def named(**why: object) -> dict[str, Any]:
        return why if explain else {}

    return {
        "seed": article.source,
        "text": article.text,
        "title": article.title,
        "description": article.description,
        "authors": list(article.authors),
        "publisher": article.publisher,
        "url": article.url,
        "published": article.published,
        "updated": article.updated,
        "blocks": [_block(block) | named(rule=block.rule, reason=block.reason) for block in article.blocks],
        "quotes": [_quote(quote, article) | named(rule=quote.rule) for quote in found.quotes],
        "times": [_time(time, article) | named(rule=time.rule) for time in found.times],
        "entities": [_entity(entity) for entity in found.entities],
        "events": [
            _event(event) | named(traits=dict(event.traits), confidence=event.confidence)
            for event in found.events
        ],
        "timeline": list(_lines(analysis, limit)),
    }


def _bounds(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _pair(span: Span) -> Sequence[int]:
    return [span.start, span.end]


def _block(block: Block) -> dict[str, Any]:
    return {"kind": block.kind, **_bounds(block.span)}


def _quote(quote: Quote, article: Article) -> dict[str, Any]:
    near = quote.speaker_span
    return {
        **_bounds(quote.span),
        "text": article.slice(quote.span),
        "group": quote.group,
        "speaker": quote.speaker,
        "speaker_text": article.slice(near) if near else None,
        "speaker_start": near.start if near else None,
        "speaker_end": near.end if near else None,
        "cue": quote.cue,
        "basis": quote.basis,
        "role": quote.role,
        "via": quote.via,
        "said": quote.said,
        "venue": quote.venue,
    }


def _time(time: Time, article: Article) -> dict[str, Any]:
    return {**_bounds(time.span), "text": article.slice(time.span), "type": time.type, "value": time.value}


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "name": entity.name,
        "kind": entity.kind,
        "mentions": [_pair(span) for span in entity.mentions],
        "told": entity.is_told,
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        **_bounds(event.span),
        "sentence": _pair(event.sentence),
        "date": event.date,
        "basis": event.basis,
        "status": event.status,
    }


def _lines(analysis: Analysis, limit: int) -> Iterator[dict[str, Any]]:
    """The lines that an editor may weigh, each with whether a draft prints it."""
    events = merge_mentions(mentions_of_analysis(analysis))
    for event, is_printed in selection.candidate_events(events, limit):
        yield _line(event) | {"printed": is_printed}


def _line(line: TimelineEvent) -> dict[str, Any]:
    return {
        **_bounds(line.spans[0]),
        "date": line.date,
        "text": line.text,
        "basis": line.basis,
        "status": line.status,
    }
