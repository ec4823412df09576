"""The analyses of one or several sources to one Briefing: what was chosen, with the evidence for each item.

Sources are ordered by publication, then path; nothing depends on the order in which they are given.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.briefing import highlights, timeline
from dateline.briefing.highlights import Point
from dateline.briefing.telling import Telling
from dateline.briefing.topics import TopicLine
from dateline.briefing.utterances import Utterance
from dateline.document import DATE_NOTES, label_of, plain
from dateline.model import (
    Analysis,
    Article,
    BlockKind,
    Briefing,
    DateBasis,
    Difference,
    EntityKind,
    Entry,
    Evidence,
    KeyPoint,
    KeyQuote,
    QuoteBasis,
    ReviewStatus,
    Span,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many items of each kind a briefing gets at the most."""

    key_points: int = 4
    key_quotes: int = 5
    timeline: int = 14
    quotes_per_speaker: int = 2


def compose(analyses: Iterable[Analysis], limits: Limits) -> Briefing:
    """The briefing that rests on these sources (one at least)."""
    ordered = sorted(analyses, key=lambda a: (a.article.published or "", a.article.source))
    citations = _Citations({a.article.source: (f"s{n}", a.article) for n, a in enumerate(ordered, 1)})
    lead = highlights.lead_of(ordered[-1])
    points = highlights.key_points(ordered, lead, limits.key_points)
    quotes = highlights.key_quotes(ordered, limits.key_quotes, limits.quotes_per_speaker)
    lines = timeline.build(ordered, limits.timeline)
    evidence = {
        item.label: item
        for item in (
            *(_point_evidence(point, citations) for point in ([lead] if lead else []) + list(points)),
            *(_quote_evidence(utterance, ordered, citations) for utterance in quotes),
            *(item for line in lines for item in _line_evidence(line, citations)),
        )
    }
    return Briefing(
        front=_front_of(ordered),
        lead=_words_of(lead) if lead else "",
        lead_labels=(_point_label(lead),) if lead else (),
        key_points=tuple(KeyPoint(_words_of(point), (_point_label(point),)) for point in points),
        key_quotes=tuple(_key_quote_of(utterance) for utterance in quotes),
        timeline=tuple(_entry_of(line, citations) for line in lines),
        evidence=tuple(evidence.values()),
    )


# --- front matter ----------------------------------------------------------------------------------------


def _front_of(analyses: Sequence[Analysis]) -> dict[str, object]:
    """The front matter in the order of the schema; what is not known is left out."""
    newest = analyses[-1].article
    stamps = [stamp for a in analyses if (stamp := a.article.updated or a.article.published)]
    front: dict[str, object | None] = {
        "title": plain(newest.title),
        "description": plain(newest.description) if newest.description else None,
        "date": newest.published[:10] if newest.published else None,
        "updated": max(stamps, key=_instant_of, default=None),
        "status": str(ReviewStatus.DRAFT),
        "topics": _distinct(topic for a in analyses for topic in a.article.topics),
        "people": list(highlights.names(analyses, EntityKind.PERSON)),
        "organisations": list(highlights.names(analyses, EntityKind.ORGANISATION)),
        "places": list(highlights.names(analyses, EntityKind.PLACE)),
        "sources": [_source_of(n, a.article, newest) for n, a in enumerate(analyses, 1)],
        "language": newest.language if newest.language != "en" else None,
    }
    return {key: value for key, value in front.items() if value is not None}


def _source_of(number: int, article: Article, newest: Article) -> dict[str, object]:
    source: dict[str, object | None] = {
        "id": f"s{number}",
        "publisher": plain(article.publisher) if article.publisher else None,
        "title": plain(article.title) if article.title != newest.title else None,
        "authors": _distinct(map(plain, article.authors)) or None,
        "url": article.url,
        "published": article.published,
        "seed": article.source,
        "sha256": article.sha256,
    }
    return {key: value for key, value in source.items() if value is not None}


def _instant_of(stamp: str) -> tuple[str, str]:
    """Order stamps by their day, then by their clock as written."""
    return stamp[:10], stamp[10:]


def _distinct(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))


# --- items and their evidence ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Citations:
    """The sources by seed path: the id of each and its article."""

    sources: dict[str, tuple[str, Article]]

    def cite(self, label: str, span: Span, note: str | None = None) -> Evidence:
        """The footnote that quotes a span."""
        number, article = self.sources[span.source]
        return Evidence(
            label=label,
            text=plain(article.slice(span)),
            publisher=plain(article.publisher) if article.publisher else None,
            source=number if len(self.sources) > 1 else None,
            place=place_of(article, span),
            note=note,
        )

    def text(self, span: Span) -> str:
        """The words of a span."""
        return self.sources[span.source][1].slice(span)


def place_of(article: Article, span: Span) -> str | None:
    """Where in its article a span begins: "paragraph 4" (counted over the body), "caption", "headline", "dek"."""
    number = 0
    for block in article.blocks:
        number += block.kind is BlockKind.PARAGRAPH
        if block.span.start <= span.start < block.span.end:
            return f"paragraph {number}" if block.kind is BlockKind.PARAGRAPH else str(block.kind)
    return None


def _words_of(point: Point) -> str:
    return plain(point.article.slice(point.sentence.span))


def _point_label(point: Point) -> str:
    return label_of("p", _words_of(point))


def _point_evidence(point: Point, citations: _Citations) -> Evidence:
    return citations.cite(_point_label(point), point.sentence.span)


def _quote_label(utterance: Utterance) -> str:
    return label_of("q", *(utterance.article.slice(quote.span) for quote in utterance.quotes))


def _key_quote_of(utterance: Utterance) -> KeyQuote:
    named = utterance.named
    return KeyQuote(
        paragraphs=tuple(_paragraphs_of(utterance)),
        speaker=plain(named.speaker) if named.speaker else None,
        role=plain(named.role) if named.role else None,
        basis=QuoteBasis.NONE if named.speaker is None else utterance.basis,
        via=plain(named.via) if named.via else None,
        said=next((quote.said for quote in utterance.quotes if quote.said), None),
        venue=next((plain(quote.venue) for quote in utterance.quotes if quote.venue), None),
        labels=(_quote_label(utterance),),
    )


def _paragraphs_of(utterance: Utterance) -> Iterator[tuple[str, ...]]:
    """The fragments of each paragraph of the source together."""
    article = utterance.article
    blocks = [next(b for b in article.blocks if b.span.contains(quote.span)) for quote in utterance.quotes]
    for block in dict.fromkeys(blocks):
        yield tuple(
            plain(article.slice(quote.span))
            for quote, b in zip(utterance.quotes, blocks, strict=True)
            if b == block
        )


def _quote_evidence(utterance: Utterance, analyses: Sequence[Analysis], citations: _Citations) -> Evidence:
    """The sentences from the first fragment's to the last one's."""
    sentences = next(a.annotations.sentences for a in analyses if a.article is utterance.article)
    spans = [s.span for s in sentences if any(s.span.overlaps(quote.span) for quote in utterance.quotes)]
    quoted = [quote.span for quote in utterance.quotes]
    start = min(span.start for span in (spans or quoted))
    end = max(span.end for span in (spans or quoted))
    return citations.cite(_quote_label(utterance), Span(utterance.article.source, start, end))


def _entry_of(line: TopicLine, citations: _Citations) -> Entry:
    return Entry(
        date=line.date,
        text=line.text,
        status=line.status,
        labels=tuple(evidence.label for evidence in _line_evidence(line, citations)),
        planned=line.planned,
        differences=tuple(
            Difference(plain(conflict.value), citations.sources[conflict.source][0])
            for conflict in line.conflicts
        ),
    )


def _line_evidence(line: TopicLine, citations: _Citations) -> Iterator[Evidence]:
    """A footnote for each sentence that tells the event; that of the one which dates it says how the date is known."""
    by_sentence = {telling.span: telling for telling in reversed(line.tellings)}
    dated = line.dated
    labels: set[str] = set()
    for span in line.spans:
        rests_on = (citations.text(span), citations.text(by_sentence[span].trigger or span))
        label = label_of("t", *rests_on)
        if label in labels:  # two sources print one sentence, of an agency most often
            label = label_of("t", *rests_on, span.source)
        labels.add(label)
        yield citations.cite(label, span, _note_of(dated, citations) if span == dated.span else None)


def _note_of(dated: Telling, citations: _Citations) -> str:
    """How the date is known."""
    if dated.basis is DateBasis.RELATIVE and dated.anchor is not None:
        return f"{DATE_NOTES[dated.basis]} “{plain(citations.text(dated.anchor))}”"
    return DATE_NOTES[dated.basis] + (" another one" if dated.basis is DateBasis.RELATIVE else "")
