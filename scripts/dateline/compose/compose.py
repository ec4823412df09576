"""The analyses of one or several sources to one Briefing: what was chosen, with the evidence for each item.

Sources are ordered by publication, then path; nothing depends on the order in which they are given.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.briefing.document import DATE_NOTES, identity, plain, without_reporting_comma
from dateline.compose import highlights
from dateline.compose.citations import Citations
from dateline.compose.highlights import Point
from dateline.compose.quote_choice import Utterance
from dateline.model.annotations import Analysis, DateBasis, EntityKind, QuoteBasis
from dateline.model.article import Article, Span
from dateline.model.briefing import Briefing, Difference, Entry, KeyPoint, KeyQuote, ReviewStatus
from dateline.timeline import selection
from dateline.timeline.merging import TopicLine


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
    lead = highlights.lead_of(ordered[-1])
    points = highlights.key_points(ordered, lead, limits.key_points)
    quotes = highlights.key_quotes(ordered, limits.key_quotes, limits.quotes_per_speaker)
    lines = selection.build(ordered, limits.timeline)
    citations = Citations(ordered)
    return Briefing(
        front=_front_of(ordered),
        lead=_words_of(lead) if lead else "",
        lead_labels=citations.cite(lead.sentence.span) if lead else (),
        lead_id=_point_id(lead) if lead else "",
        key_points=tuple(_key_point_of(point, citations) for point in points),
        key_quotes=tuple(_key_quote_of(utterance, ordered, citations) for utterance in quotes),
        timeline=tuple(_entries_of(lines, citations)),
        evidence=citations.evidence(),
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


# --- items -----------------------------------------------------------------------------------------------


def _words_of(point: Point) -> str:
    return plain(point.article.slice(point.sentence.span))


def _point_id(point: Point) -> str:
    return identity("p", _words_of(point))


def _key_point_of(point: Point, citations: Citations) -> KeyPoint:
    return KeyPoint(_words_of(point), citations.cite(point.sentence.span), _point_id(point))


def _key_quote_of(utterance: Utterance, analyses: Sequence[Analysis], citations: Citations) -> KeyQuote:
    named = utterance.named
    words = [utterance.article.slice(quote.span) for quote in utterance.quotes]
    return KeyQuote(
        paragraphs=tuple(_paragraphs_of(utterance)),
        speaker=plain(named.speaker) if named.speaker else None,
        role=plain(named.role) if named.role else None,
        basis=QuoteBasis.NONE if named.speaker is None else utterance.basis,
        via=plain(named.via) if named.via else None,
        said=next((quote.said for quote in utterance.quotes if quote.said), None),
        venue=next((plain(quote.venue) for quote in utterance.quotes if quote.venue), None),
        labels=citations.cite(*_sentences_of(utterance, analyses)),
        id=identity("q", *words),
    )


def _paragraphs_of(utterance: Utterance) -> Iterator[tuple[str, ...]]:
    """The fragments of each paragraph of the source together."""
    article = utterance.article
    blocks = [next(b for b in article.blocks if b.span.contains(quote.span)) for quote in utterance.quotes]
    for block in dict.fromkeys(blocks):
        yield tuple(
            without_reporting_comma(plain(article.slice(quote.span)))
            for quote, b in zip(utterance.quotes, blocks, strict=True)
            if b == block
        )


def _sentences_of(utterance: Utterance, analyses: Sequence[Analysis]) -> tuple[Span, ...]:
    """The sentences that hold the words; the words themselves where no sentence was found."""
    sentences = next(a.annotations.sentences for a in analyses if a.article is utterance.article)
    quoted = [quote.span for quote in utterance.quotes]
    return tuple(s.span for s in sentences if any(map(s.span.overlaps, quoted))) or tuple(quoted)


def _entries_of(lines: Iterable[TopicLine], citations: Citations) -> Iterator[Entry]:
    taken: set[str] = set()
    for line in lines:
        identities = _identities_of(line, citations)
        own = next((name for name in identities if name not in taken), identities[-1])
        taken.add(own)
        yield Entry(
            date=line.date,
            text=line.text,
            status=line.status,
            labels=citations.cite(
                *line.spans, dated=(line.dated.span, line.date, _dating_of(line, citations))
            ),
            planned=line.planned,
            differences=tuple(
                Difference(plain(conflict.value), citations.number_of(conflict.source))
                for conflict in line.conflicts
            ),
            id=own,
        )


def _identities_of(line: TopicLine, citations: Citations) -> tuple[str, ...]:
    """What a line may be known by: its sentence and the words that tell the event; its source, if two print it."""
    telling = next(telling for telling in line.tellings if telling.span == line.spans[0])
    told = (citations.text(telling.span), citations.text(telling.trigger or telling.span))
    return identity("t", *told), identity("t", *told, telling.source)


def _dating_of(line: TopicLine, citations: Citations) -> str:
    """How the date is known."""
    dated = line.dated
    if dated.basis is DateBasis.RELATIVE and dated.anchor is not None:
        return f"{DATE_NOTES[dated.basis]} “{plain(citations.text(dated.anchor))}”"
    return DATE_NOTES[dated.basis] + (" another one" if dated.basis is DateBasis.RELATIVE else "")
