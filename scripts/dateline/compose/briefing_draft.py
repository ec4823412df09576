"""The analyses of one or several sources to one Briefing: what was chosen, with the evidence for each item.

Sources are ordered by publication, then path; nothing depends on the order in which they are given.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.briefing.document import DATE_NOTES, identity, plain, without_reporting_comma
from dateline.compose import highlights
from dateline.compose.citations import Citations
from dateline.compose.dek import dek_of
from dateline.compose.introductions import Introductions
from dateline.compose.line_wording import WordedLine, worded_line
from dateline.compose.point_choice import Point, weighing_once
from dateline.compose.quote_choice import Utterance
from dateline.model.annotations import Analysis, DateBasis, EntityKind, QuoteBasis
from dateline.model.article import Article, Span
from dateline.model.briefing import Briefing, Difference, Entry, KeyPoint, KeyQuote, ReviewStatus
from dateline.timeline.merging import TimelineEvent
from dateline.timeline.selection import build_timeline


@dataclass(frozen=True, slots=True)
class Limits:
    """How many items of each kind a briefing gets at the most."""

    key_points: int = 4
    key_quotes: int = 5
    timeline: int = 14
    quotes_per_speaker: int = 2


def compose_briefing(analyses: Iterable[Analysis], limits: Limits) -> Briefing:
    """The briefing that rests on these sources (one at least)."""
    ordered = sorted(analyses, key=lambda a: (a.article.published or "", a.article.source))
    weigh = weighing_once()  # the lead and the points of a single source are chosen from the same sentences
    lead = highlights.lead_point(ordered, weigh)
    quotes = highlights.key_quotes(ordered, limits.key_quotes, limits.quotes_per_speaker)
    points = highlights.key_points(ordered, lead, quotes, limits.key_points, weigh)
    told = (lead.text if lead else "", *(point.text for point in points))
    known = Introductions.of(ordered, ordered[-1].article.title, *told)
    lines = tuple(_lines_of(build_timeline(ordered, limits.timeline), ordered, known))
    citations = Citations(ordered)
    first = _key_point_of(lead, citations) if lead else KeyPoint("", (), "")
    return Briefing(
        front=_front_of(ordered),
        lead=first.text,
        lead_labels=first.labels,
        lead_id=first.id,
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
        "description": dek_of(newest),
        "date": newest.published[:10] if newest.published else None,
        "updated": max(stamps, key=lambda stamp: (stamp[:10], stamp[10:]), default=None),
        "status": str(ReviewStatus.DRAFT),
        "topics": list(dict.fromkeys(topic for a in analyses for topic in a.article.topics)),
        "people": list(highlights.names_by_mentions(analyses, EntityKind.PERSON)),
        "organisations": list(highlights.names_by_mentions(analyses, EntityKind.ORGANISATION)),
        "places": list(highlights.names_by_mentions(analyses, EntityKind.PLACE)),
        "sources": [_source_of(n, a.article, newest) for n, a in enumerate(analyses, 1)],
        "language": newest.language if newest.language != "en" else None,
    }
    return {key: value for key, value in front.items() if value is not None}


def _source_of(number: int, article: Article, newest: Article) -> dict[str, object]:
    source: dict[str, object | None] = {
        "id": f"s{number}",
        "publisher": plain(article.publisher) if article.publisher else None,
        "title": plain(article.title) if article.title != newest.title else None,
        "authors": list(dict.fromkeys(map(plain, article.authors))) or None,
        "url": article.url,
        "published": article.published,
        "seed": article.source,
        "sha256": article.sha256,
    }
    return {key: value for key, value in source.items() if value is not None}


# --- items -----------------------------------------------------------------------------------------------


def _key_point_of(point: Point, citations: Citations) -> KeyPoint:
    counted = [(one.date, point.article.text[one.start : one.end]) for one in point.replacements if one.date]
    labels = citations.cite_counted(point.sentence.span, counted)
    return KeyPoint(point.text, labels, identity("p", point.verbatim))


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
    paragraphs: dict[Span, list[str]] = {}
    for quote in utterance.quotes:
        block = next(block.span for block in article.blocks if block.span.contains(quote.span))
        paragraphs.setdefault(block, []).append(without_reporting_comma(plain(article.slice(quote.span))))
    return map(tuple, paragraphs.values())


def _sentences_of(utterance: Utterance, analyses: Sequence[Analysis]) -> tuple[Span, ...]:
    """The sentences that hold the words; the words themselves where no sentence was found."""
    sentences = next(a.annotations.sentences for a in analyses if a.article is utterance.article)
    quoted = [quote.span for quote in utterance.quotes]
    return tuple(s.span for s in sentences if any(map(s.span.overlaps, quoted))) or tuple(quoted)


def _lines_of(
    events: Iterable[TimelineEvent], analyses: Iterable[Analysis], known: Introductions
) -> Iterator[tuple[TimelineEvent, WordedLine]]:
    """The events with their lines; each line introduces its persons to those after it."""
    by_source = {a.article.source: a for a in analyses}
    for event in events:
        if line := worded_line(event.mentions[0], by_source, known):
            known = known.after(line.text)
            yield event, line


def _entries_of(lines: Iterable[tuple[TimelineEvent, WordedLine]], citations: Citations) -> Iterator[Entry]:
    taken: set[str] = set()
    for event, line in lines:
        mention = event.mentions[0]
        # known by its sentence and the words that tell the event; by its source too, if two print it
        told = (citations.text(mention.span), citations.text(mention.trigger or mention.span))
        own = identity("t", *told)
        own = identity("t", *told, mention.source) if own in taken else own
        taken.add(own)
        dated = (event.dated.span, event.date, _date_note_of(event, citations))
        labels = citations.cite(*event.spans, dated=dated)
        citations.cite_counted(mention.span, line.counted)
        yield Entry(
            date=event.date,
            text=line.text,
            status=event.status,
            labels=labels,
            planned=event.planned,
            differences=tuple(
                Difference(plain(conflict.value), citations.number_of(conflict.source))
                for conflict in event.conflicts
            ),
            id=own,
        )


def _date_note_of(event: TimelineEvent, citations: Citations) -> str:
    """How the date is known."""
    dated = event.dated
    if dated.basis is DateBasis.RELATIVE and dated.anchor is not None:
        return f"{DATE_NOTES[dated.basis]} “{plain(citations.text(dated.anchor))}”"
    return DATE_NOTES[dated.basis] + (" another one" if dated.basis is DateBasis.RELATIVE else "")
