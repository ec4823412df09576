"""The events of an article: what happened or is to happen, when, and how it would read as a line of a timeline.

Each trigger (`triggers`) gets its status (`status`), its day (`anchors`, `offsets`, else the running narrative), a
readable line (`lines`) and a weight.  Headlines and captions are read besides the body: a headline's events have no
weight, a caption's count where it states a date.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dateline.extract import timex_values
from dateline.extract.dependency_trees import root_of
from dateline.extract.events.clauses import is_told, top_of
from dateline.extract.events.event_dates import Frame, dating_of, pictured_in
from dateline.extract.events.event_lines import Line, Resolve, line_of
from dateline.extract.events.event_offsets import offsets_of
from dateline.extract.events.event_weights import Setting, Told, score_of, weights_of
from dateline.extract.events.factuality import is_past, status_of
from dateline.extract.events.narrative_day import lead_of, running_of
from dateline.extract.events.time_anchors import Anchor, Dating, anchors_of
from dateline.extract.events.triggers import is_event_noun, triggers
from dateline.extract.parsed_passages import Passage
from dateline.lang.lexicon import table
from dateline.model import edtf
from dateline.model.annotations import DateBasis, Entity, EntityKind, Event, Quote, Status, Time
from dateline.model.article import Article, BlockKind, Span

_LINELESS = 0.08
"""The weight below which an event never becomes a line, so that none is built for it."""

_OFFSETS = 8
"""Distances in time between events of one sentence that are looked at; no real sentence has more."""

_LONGEST = 400
"""Words of a sentence that is read; a longer one is no sentence, and the way up its parse has no end."""

_VERBAL = ("VERB", "AUX")

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})

_DATES = 40
"""Time expressions of a sentence that are looked at; no real sentence has more."""

_PICTURED = frozenset(
    {"take", "show", "release", "provide", "publish", "obtain", "distribute", "see", "depict", "file"}
    | {"pose", "smile", "picture"}
)
"""What captions say of the picture itself: no events of the story."""


_ARCHIVED = re.compile(r"\bfile (?:photo(?:graph)?|picture|image|pic)\b|^\W{0,2}FILE\b")
"""What captions say of a picture from the archive, which shows another occasion than the story's."""


@dataclass(frozen=True, slots=True)
class _Story:
    """What the events of one article are read against."""

    published: str | None
    lead: Dating | None
    headline: frozenset[str]
    quotes: tuple[Span, ...]
    people: tuple[tuple[int, str], ...]
    """Where a person is named (offset into the text) and the full name, in order."""
    subjects: tuple[tuple[int, Span], ...]
    """Where each sentence of the body starts, and its subject, in order."""


def find(
    article: Article,
    passages: Sequence[Passage],
    times: Sequence[Time],
    quotes: Sequence[Quote],
    entities: Sequence[Entity],
) -> tuple[Event, ...]:
    """The candidate events of an article in order of the text (`times` and `quotes` in order, too)."""
    anchors = [anchors_of(passage, times) for passage in passages]
    story = _story_of(article, passages, anchors, quotes, entities)
    known: dict[str, Dating] = {}
    found: list[Event] = []
    place = 0
    for passage, dated in zip(passages, anchors, strict=True):
        if passage.kind is BlockKind.DEK or (
            passage.kind is BlockKind.CAPTION and not _tells(passage, dated)
        ):
            continue
        found.extend(_events_of(passage, dated, place, story, known))
        if passage.kind is BlockKind.PARAGRAPH:
            place += sum(1 for _ in passage.doc.sents)
    return tuple(sorted(found, key=lambda event: event.span))


def _names_weekday(sent: DocSpan) -> bool:
    """Whether a sentence has a day of its own, which an article without a date leaves open: "sank on Monday"."""
    weekdays = table("times/names")["weekday"]
    return any(token.lower_ in weekdays for token in sent)


def _tells(caption: Passage, dated: Sequence[Anchor]) -> bool:
    """Whether a caption may tell an event of the story: it states a date, and its picture is none from the archive."""
    return bool(dated) and not _ARCHIVED.search(caption.doc.text)


def _story_of(
    article: Article,
    passages: Sequence[Passage],
    anchors: Sequence[Sequence[Anchor]],
    quotes: Sequence[Quote],
    entities: Sequence[Entity],
) -> _Story:
    reference = timex_values.reference_of(article)
    published = timex_values.day_of(reference).isoformat() if reference else None
    people = sorted(
        (mention.start, entity.name)
        for entity in entities
        if entity.kind is EntityKind.PERSON
        for mention in entity.mentions
    )
    headline = {
        term for passage in passages if passage.kind is BlockKind.HEADLINE for term in _terms(passage.doc)
    }
    return _Story(
        published,
        lead_of(passages, anchors, published),
        frozenset(headline),
        tuple(quote.span for quote in quotes),
        tuple(people),
        tuple(_subjects_of(passages)),
    )


def _terms(tokens: Iterable[Token]) -> tuple[str, ...]:
    """The lemmas of the content words save those of times, sorted, each once."""
    return tuple(
        sorted(
            {
                token.lemma_.lower()
                for token in tokens
                if token.pos_ in _CONTENT and not token.is_stop and token.ent_type_ not in ("DATE", "TIME")
            }
        )
    )


def _as_told_in(inside: Sequence[Anchor], pictured: Dating | None) -> Dating | None:
    """The day that a caption's picture shows, for one of its sentences: inherited where another one states it."""
    if pictured is None or any(anchor.span == pictured.anchor for anchor in inside):
        return pictured
    return Dating(pictured.date, DateBasis.INHERITED)


def _events_of(
    passage: Passage, anchors: Sequence[Anchor], place: int, story: _Story, known: dict[str, Dating]
) -> Iterator[Event]:
    """The events of one passage whose first sentence is the body's sentence number `place`.

    The dates of its event nouns are added to `known`, for what comes after.
    """
    is_caption = passage.kind is BlockKind.CAPTION
    pictured = pictured_in(anchors) if is_caption else None
    for k, sent in enumerate(passage.doc.sents):
        before, inside = _split(anchors, sent)
        is_open = story.published is None and _names_weekday(sent)
        frame = Frame(
            inside,
            tuple(islice(offsets_of(sent), _OFFSETS)),
            None if is_open else running_of(before, story.published),
            None if is_open else story.lead,
            story.published,
            known,
            _as_told_in(inside, pictured),
        )
        told = tuple(_told_in(passage, sent, frame, story))
        known.update(_named_in(told))
        number = -1 if is_caption else place + k
        sentence = _sentence_of(passage, sent)
        share = _quoted_share(sentence, story.quotes)
        score = score_of(Setting(sent, number, story.headline, share, story.published), told)
        weights = weights_of(told, score, story.published)
        lines = _lines_of(passage, sent, told, weights, story)
        for event, weight in zip(told, weights, strict=True):
            yield _event_of(passage, sentence, event, weight, lines.get(event.trigger.i))


def _split(anchors: Sequence[Anchor], sent: DocSpan) -> tuple[Sequence[Anchor], Sequence[Anchor]]:
    """The passage's last time expressions before a sentence, and the first in it."""
    first = bisect_left(anchors, sent.start, key=lambda anchor: anchor.head.i)
    last = bisect_left(anchors, sent.end, key=lambda anchor: anchor.head.i)
    return anchors[max(0, first - _DATES) : first], anchors[first : min(last, first + _DATES)]


def _lines_of(
    passage: Passage, sent: DocSpan, told: Sequence[Told], weights: Sequence[float], story: _Story
) -> dict[int, Line]:
    """The lines of those events of a sentence that may come to stand on a timeline, by the place of their trigger.

    These are the heaviest one that has a date, and others whose own date is another.
    """
    dated = [
        (weight, event)
        for weight, event in zip(weights, told, strict=True)
        if event.dating is not None and (event.is_told or event.trigger.pos_ == "VERB")
    ]
    if not dated or passage.kind is BlockKind.HEADLINE:
        return {}
    best = max(dated, key=lambda pair: pair[0])[1]
    return {
        event.trigger.i: _line_of(passage, sent, event, told, story)
        for weight, event in dated
        if weight >= _LINELESS and (event is best or event.own_date not in (None, best.own_date))
    }


def _line_of(passage: Passage, sent: DocSpan, told: Told, beside: Sequence[Told], story: _Story) -> Line:
    anchor = told.dating.anchor if told.dating and told.dating.basis is not DateBasis.INHERITED else None
    time = _tokens_at(passage, sent, anchor)
    return line_of(told.trigger, sent, _resolver(passage, sent, story), time, _apart_from(told, beside))


def _apart_from(event: Told, told: Iterable[Told]) -> frozenset[int]:
    """The places of the events of a sentence whose own date is another one."""
    if event.own_date is None:
        return frozenset()
    return frozenset(other.trigger.i for other in told if other.own_date not in (None, event.own_date))


def _told_in(passage: Passage, sent: DocSpan, frame: Frame, story: _Story) -> Iterator[Told]:
    if len(sent) > _LONGEST:
        return
    if passage.kind is BlockKind.CAPTION and root_of(sent).pos_ not in _VERBAL:
        return
    for trigger in triggers(sent):
        if passage.kind is BlockKind.CAPTION and trigger.lemma_ in _PICTURED:
            continue
        status = status_of(trigger)
        dating = dating_of(trigger, status, frame)
        status = _status_by_date(trigger, status, dating, story.published)
        is_quoted = _is_quoted(passage.span_of(trigger), story.quotes)
        yield Told(trigger, status, dating, is_quoted, is_told(trigger, top_of(trigger)))


def _named_in(told: Iterable[Told]) -> dict[str, Dating]:
    """The dates that the sentence itself gives its nouns."""
    return {
        event.trigger.lemma_.lower(): event.dating
        for event in told
        if event.dating is not None
        and event.dating.basis in (DateBasis.STATED, DateBasis.RELATIVE)
        and is_event_noun(event.trigger)
    }


def _is_quoted(span: Span, quotes: Sequence[Span]) -> bool:
    i = bisect_right(quotes, span.start, key=lambda quote: quote.start) - 1
    return i >= 0 and quotes[i].contains(span)


def _quoted_share(sentence: Span, quotes: Sequence[Span]) -> float:
    """How much of a sentence stands between quotation marks."""
    first = max(0, bisect_right(quotes, sentence.start, key=lambda quote: quote.start) - 1)
    last = bisect_left(quotes, sentence.end, key=lambda quote: quote.start)
    shared = sum(max(0, min(q.end, sentence.end) - max(q.start, sentence.start)) for q in quotes[first:last])
    return shared / max(1, sentence.end - sentence.start)


def _event_of(passage: Passage, sentence: Span, told: Told, weight: float, line: Line | None) -> Event:
    dating = told.dating
    return Event(
        span=passage.span_of(told.trigger),
        sentence=sentence,
        date=dating.date if dating else None,
        basis=dating.basis if dating else DateBasis.PUBLICATION,
        status=told.status,
        text=line.text if line else "",
        anchor=dating.anchor if dating else None,
        weight=weight if passage.kind is not BlockKind.HEADLINE else 0.0,
        terms=_terms(line.tokens) if line else (),
    )


def _sentence_of(passage: Passage, sent: DocSpan) -> Span:
    text = sent.text
    first = sent.start_char
    return passage.span(first + len(text) - len(text.lstrip()), first + len(text.rstrip()))


def _tokens_at(passage: Passage, sent: DocSpan, anchor: Span | None) -> tuple[Token, ...]:
    """The words of the time expression, where it stands in this sentence."""
    if anchor is None:
        return ()
    origin = passage.block.span.start
    return tuple(token for token in sent if anchor.start <= origin + token.idx < anchor.end)


def _status_by_date(trigger: Token, status: Status, dating: Dating | None, published: str | None) -> Status:
    """A plan where the date is still to come: "The talks resume on Friday"."""
    if status is not Status.HAPPENED or dating is None or published is None or is_past(trigger):
        return status
    return Status.PLANNED if edtf.parse(dating.date).earliest > edtf.parse(published).latest else status


def _resolver(passage: Passage, sent: DocSpan, story: _Story) -> Resolve:
    """Names for "he" and "she": the subject before it, where that is the only person named since."""
    origin = passage.block.span.start

    def resolve(pronoun: Token) -> str | None:
        if pronoun.lower_ not in ("he", "she"):
            return None
        start, offset = origin + sent.start_char, origin + pronoun.idx
        if _people_between(story, start, offset):
            return _subject_alone(story, start + 1, offset)
        return _subject_alone(story, start, offset)

    return resolve


def _subject_alone(story: _Story, before: int, offset: int) -> str | None:
    """The person who is the subject of the last sentence that starts before `before`, if nobody else is named."""
    i = bisect_left(story.subjects, before, key=lambda subject: subject[0]) - 1
    if i < 0:
        return None
    since, subject = story.subjects[i]
    named = _people_between(story, since, offset)
    is_subject = any(subject.start <= start < subject.end for start, _ in named)
    return named[0][1] if is_subject and len({name for _, name in named}) == 1 else None


def _people_between(story: _Story, start: int, end: int) -> tuple[tuple[int, str], ...]:
    first = bisect_left(story.people, (start, ""))
    return story.people[first : bisect_left(story.people, (end, ""))]


def _subjects_of(passages: Iterable[Passage]) -> Iterator[tuple[int, Span]]:
    """Where each sentence of the body starts, and its subject, as far as the noun itself."""
    for passage in passages:
        if passage.kind is not BlockKind.PARAGRAPH:
            continue
        for sent in passage.doc.sents:
            subject = next(
                (child for child in root_of(sent).lefts if child.dep_ in ("nsubj", "nsubjpass")), sent[0]
            )
            first = min(
                (part for part in subject.lefts if part.dep_ in ("compound", "flat")), default=subject
            )
            start, end = passage.span_of(first).start, passage.span_of(subject).end
            yield (
                passage.span(sent.start_char, sent.end_char).start,
                Span(passage.block.span.source, start, end),
            )
