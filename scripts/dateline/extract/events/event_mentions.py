"""The events of an article: what happened or is to happen, when, and how it would read as a line of a timeline.

Each trigger gets its status (`factuality`), its day (`time_anchors`, `event_dates`), a readable line (`event_lines`)
and a weight (`event_weights`).  Besides the body, headlines, deks and captions are read: the events of the first two
have no weight, a caption's count where it states a date.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dateline.extract import timex_values
from dateline.extract.dependency_trees import root_of
from dateline.extract.events.clauses import heads_clause, top_of
from dateline.extract.events.date_certainty import certainty_of
from dateline.extract.events.day_candidates import DayCandidate
from dateline.extract.events.event_dates import (
    DateContext,
    StatedDay,
    StoryDays,
    around_of,
    dating_of,
    days_beside,
    days_proposed,
    days_stated,
    offsets_of,
    own_dates,
    pictured_in,
    story_days,
)
from dateline.extract.events.event_lines import EventLine, Resolve, build_line
from dateline.extract.events.event_weights import (
    EventCandidate,
    SentenceContext,
    StoryContext,
    weigh_events,
)
from dateline.extract.events.factuality import factuality_of
from dateline.extract.events.fitted_traits import Likelihood
from dateline.extract.events.line_readability import is_clear, readability_of
from dateline.extract.events.time_anchors import Anchor, Dating, anchors_of, has_weekday, places_in
from dateline.extract.events.triggers import is_reporting, is_stative, is_trigger, triggers
from dateline.extract.events.verb_forms import VERBAL, any_mark, is_lemma, is_past, is_word, limit, listed_in
from dateline.extract.parsed_passages import Passage, content_lemmas
from dateline.lang import lexicon
from dateline.model import edtf
from dateline.model.annotations import DateBasis, Entity, EntityKind, Event, Quote, Status, Time
from dateline.model.article import Article, BlockKind, Span

_ABOVE = (BlockKind.HEADLINE, BlockKind.DEK)
"""What stands above the body: its events are dated, and no line is made of them."""
_OFFSETS = 8
"""Distances in time between events of one sentence that are looked at; no real sentence has more."""
_LONGEST = 400
"""Words of a sentence that is read; a longer one is no sentence, and the way up its parse has no end."""
_DATES = 40
"""Time expressions of a sentence that are looked at; no real sentence has more."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What the events of one article are read against."""

    days: StoryDays
    known: Mapping[str, Sequence[Dating]]
    """The events (by lemma) to which a sentence of the article gives a date, with those dates."""
    stated: Sequence[StatedDay]
    sentences: Sequence[int]
    """Where each sentence starts, in order."""
    told: frozenset[str]
    """The words by which the body tells its events, as they look in a headline."""
    opening: int
    """Where the body begins."""
    quotes: tuple[Span, ...]
    people: tuple[tuple[int, str], ...]
    """Where a person is named (offset into the text) and the full name, in order."""
    subjects: tuple[tuple[int, Span], ...]
    """Where each sentence of the body starts, and its subject, in order."""
    personal: frozenset[int]
    """Where the sentences start in which the writer speaks of "I" or "we", or to "you"."""
    story: StoryContext

    def people_between(self, start: int, end: int) -> tuple[tuple[int, str], ...]:
        """The people who are named between two offsets."""
        return self.people[bisect_left(self.people, (start, "")) : bisect_left(self.people, (end, ""))]


def find_events(
    article: Article,
    passages: Sequence[Passage],
    times: Sequence[Time],
    quotes: Sequence[Quote],
    entities: Sequence[Entity],
) -> tuple[Event, ...]:
    """The candidate events of an article in order of the text (`times` and `quotes` in order, too)."""
    anchors = [anchors_of(passage, times) for passage in passages]
    context = _context_of(article, passages, anchors, quotes, entities)
    found = (
        event
        for passage, sent, number, dates in _sentences_read(passages, anchors, context)
        for event in _events_in(passage, sent, number, dates, context)
    )
    return tuple(sorted(found, key=lambda event: event.span))


def days_considered(
    article: Article,
    passages: Sequence[Passage],
    times: Sequence[Time],
    quotes: Sequence[Quote],
    entities: Sequence[Entity],
) -> Iterator[tuple[Span, tuple[DayCandidate, ...]]]:
    """Each trigger of an article with the days on which its event may be, for the fitting of their weights."""
    anchors = [anchors_of(passage, times) for passage in passages]
    context = _context_of(article, passages, anchors, quotes, entities)
    for passage, sent, _, dates in _sentences_read(passages, anchors, context):
        for trigger in _triggers_in(passage, sent, context):
            yield passage.span_of(trigger), days_proposed(trigger, factuality_of(trigger), dates)


def _triggers_in(passage: Passage, sent: DocSpan, context: _Context) -> Iterator[Token]:
    """The triggers of a sentence; in a headline also what the parser takes for names there: "Moor Rehires Adviser"."""
    for token in sent:
        if is_trigger(token) or (
            passage.kind in _ABOVE and token.pos_ not in VERBAL and token.lower_ in context.told
        ):
            yield token


def _told_in(passages: Iterable[Passage]) -> Iterator[str]:
    """What the words by which the body tells its events look like in a headline, lower case."""
    for passage in passages:
        for trigger in triggers(passage.doc) if passage.kind is BlockKind.PARAGRAPH else ():
            lemma = trigger.lemma_.lower()
            if trigger.pos_ == "NOUN":
                yield lemma
            elif trigger.pos_ == "VERB" and not (is_stative(trigger) or is_reporting(trigger)):
                yield from (f"{lemma}s", f"{lemma}es", f"{lemma[:-1]}ies")


def _sentences_read(
    passages: Sequence[Passage], anchors: Sequence[Sequence[Anchor]], context: _Context
) -> Iterator[tuple[Passage, DocSpan, int, DateContext]]:
    """The sentences that may tell an event, each with its number in the body (-1 in a caption) and what dates it."""
    earlier: Sequence[Anchor] = ()
    read = 0
    for passage, dated in zip(passages, anchors, strict=True):
        if not _is_read(passage, dated):
            continue
        is_caption = passage.kind is BlockKind.CAPTION
        pictured = pictured_in(dated) if is_caption else None
        for number, sent in enumerate(passage.sents, read):
            dates = _date_context(passage, dated, earlier, sent, pictured, context)
            yield passage, sent, -1 if is_caption else number, dates
        if passage.kind is BlockKind.PARAGRAPH:
            read += len(passage.sents)
            earlier = dated or earlier


def _is_read(passage: Passage, dated: Sequence[Anchor]) -> bool:
    """Whether a passage may tell an event: a caption if it states a date, and its picture is none from the archive."""
    if passage.kind is not BlockKind.CAPTION:
        return True
    archive = lexicon.pattern("events/words", "archive_picture", passage.doc.lang_)
    return bool(dated) and not archive.search(passage.text)


def _context_of(
    article: Article,
    passages: Sequence[Passage],
    anchors: Sequence[Sequence[Anchor]],
    quotes: Sequence[Quote],
    entities: Sequence[Entity],
) -> _Context:
    reference = timex_values.reference_of(article)
    published = timex_values.day_of(reference).isoformat() if reference else None
    days = story_days(passages, anchors, published)
    people = (entity for entity in entities if entity.kind is EntityKind.PERSON)
    spans = tuple(quote.span for quote in quotes)
    personal = frozenset(_personal_in(passages, spans))
    sentences = sorted(each.span_of(sent).start for each in passages for sent in each.sents)
    return _Context(
        days,
        own_dates(anchors),
        # a picture's day is often that of another story
        days_stated(
            (
                dated
                for each, dated in zip(passages, anchors, strict=True)
                if each.kind is not BlockKind.CAPTION
            ),
            sentences,
            published,
        ),
        sentences,
        frozenset(_told_in(passages)),
        next((each.block.span.start for each in passages if each.kind is BlockKind.PARAGRAPH), -1),
        spans,
        tuple(sorted((mention.start, person.name) for person in people for mention in person.mentions)),
        tuple(_subjects_of(passages)),
        personal,
        _story_of(passages, days, len(personal)),
    )


def _story_of(passages: Sequence[Passage], days: StoryDays, personal: int) -> StoryContext:
    headlines = (passage.doc for passage in passages if passage.kind is BlockKind.HEADLINE)
    sentences = [
        sent for passage in passages if passage.kind is BlockKind.PARAGRAPH for sent in passage.sents
    ]
    past = sum(is_past(root_of(sent)) for sent in sentences)
    return StoryContext(
        published=days.published,
        has_day=days.lead is not None,
        headline=frozenset(term for doc in headlines for term in _terms(doc)),
        personal_share=personal / max(1, len(sentences)),
        past_share=past / max(1, len(sentences)),
    )


def _personal_in(passages: Iterable[Passage], quotes: Sequence[Span]) -> Iterator[int]:
    """Where the sentences of the body start in which the writer speaks of "I" or "we", or to "you"."""
    for passage in passages:
        for sent in passage.sents if passage.kind is BlockKind.PARAGRAPH else ():
            words = listed_in(sent, "personal")
            if any(not _is_quoted(passage.span_of(word), quotes) for word in words):
                text = passage.text_of(sent)
                yield passage.span_of(sent).start + len(text) - len(text.lstrip())


def _terms(tokens: Iterable[Token]) -> tuple[str, ...]:
    """The lemmas of the content words save those of times."""
    return content_lemmas(token for token in tokens if token.ent_type_ not in ("DATE", "TIME"))


# --- the events of a sentence -------------------------------------------------------------------------------


def _events_in(
    passage: Passage, sent: DocSpan, number: int, dates: DateContext, context: _Context
) -> Iterator[Event]:
    """The events of a sentence of a passage, the body's sentence `number`."""
    events = tuple(_mentions_in(passage, sent, dates, context))
    first, text = sent.start_char, passage.text_of(sent)
    sentence = passage.span(first + len(text) - len(text.lstrip()), first + len(text.rstrip()))
    share = sentence.share_in(context.quotes)
    told = SentenceContext(sent, events, number, context.story, share, sentence.start in context.personal)
    weighed = weigh_events(told)
    lines = _lines_of(passage, sent, events, [weight for weight, _ in weighed], context)
    for event, worth in zip(events, weighed, strict=True):
        dating, line = event.dating, lines.get(event.trigger.i)
        reading = day = None
        if line and dating:
            time = _time_of(passage, sent, dating)
            reading, day = readability_of(line, event, told, time), certainty_of(event, dating, time, told)
        yield Event(
            span=passage.span_of(event.trigger),
            sentence=sentence,
            date=dating.date if dating else None,
            basis=dating.basis if dating else DateBasis.PUBLICATION,
            status=event.status,
            text=line.text if line else "",
            pieces=tuple(_pieces_of(passage, line)) if line else (),
            is_fit=line is not None and line.stands_alone and _is_record(event),
            anchor=dating.anchor if dating else None,
            weight=0.0 if passage.kind in _ABOVE else worth.value,
            confidence=day.value if day else dating.confidence if dating else 0.0,
            readability=reading.value if reading else 0.0,
            is_clear=bool(dating and dating.is_own and reading and is_clear(reading)),
            terms=_terms(line.tokens) if line else (),
            traits=tuple(_traits_named(worth=worth, reading=reading, day=day)),
        )


def _traits_named(**likelihoods: Likelihood | None) -> Iterator[tuple[str, float]]:
    """The traits behind some likelihoods with their sizes, each by the name of its table and its own."""
    for table, found in likelihoods.items():
        for trait, size in found.sizes if found else ():
            yield f"{table} {trait}", size


def _date_context(
    passage: Passage,
    anchors: Sequence[Anchor],
    earlier: Sequence[Anchor],
    sent: DocSpan,
    pictured: Dating | None,
    context: _Context,
) -> DateContext:
    first, last = places_in(anchors, sent)
    inside = anchors[first : min(last, first + _DATES)]
    if pictured is not None and all(anchor.span != pictured.anchor for anchor in inside):
        pictured = Dating(pictured.date, DateBasis.INHERITED)  # another sentence of the caption states it
    # an article without a date leaves its days open: "sank on Monday"
    is_open = context.days.published is None and has_weekday(sent)
    number = bisect_right(context.sentences, passage.span_of(sent).start)
    before = anchors[max(0, first - _DATES) : first]
    return DateContext(
        anchors=inside,
        offsets=tuple(islice(offsets_of(sent), _OFFSETS)),
        around=()
        if is_open
        else (*around_of(before, earlier, context.days), *days_beside(number, context.stated)),
        published=context.days.published,
        known=context.known,
        pictured=pictured,
        is_headline=passage.kind in _ABOVE,
        is_opening=passage.block.span.start == context.opening,
    )


def _mentions_in(
    passage: Passage, sent: DocSpan, dates: DateContext, context: _Context
) -> Iterator[EventCandidate]:
    is_caption = passage.kind is BlockKind.CAPTION
    if len(sent) > _LONGEST or (is_caption and root_of(sent).pos_ not in VERBAL):
        return
    for trigger in _triggers_in(passage, sent, context):
        if is_caption and is_lemma(trigger, "picturing"):
            continue  # of the picture itself, and no event of the story: "is seen", "released"
        status = factuality_of(trigger)
        dating = dating_of(trigger, status, dates)
        is_overdue = False
        if dating is not None and dates.published is not None:
            date, today = edtf.parse(dating.date), edtf.parse(dates.published)
            if status is Status.HAPPENED and date.earliest > today.latest and not is_past(trigger):
                status = Status.PLANNED  # "The talks resume on Friday."
            is_overdue = status.is_ahead and date.latest < today.earliest
        is_quoted = _is_quoted(passage.span_of(trigger), context.quotes)
        yield EventCandidate(
            trigger, status, dating, is_quoted, heads_clause(trigger, top_of(trigger)), is_overdue
        )


def _is_told_early(event: EventCandidate, published: str | None) -> bool:
    """Whether it is told as happened on a day that had not come: it was read into the wrong year."""
    if event.dating is None or published is None or event.status is not Status.HAPPENED:
        return False
    return edtf.parse(event.dating.date).earliest > edtf.parse(published).latest


def _is_quoted(span: Span, quotes: Sequence[Span]) -> bool:
    i = bisect_right(quotes, span.start, key=lambda quote: quote.start) - 1
    return i >= 0 and quotes[i].contains(span)


# --- lines --------------------------------------------------------------------------------------------------


def _lines_of(
    passage: Passage,
    sent: DocSpan,
    events: Sequence[EventCandidate],
    weights: Sequence[float],
    context: _Context,
) -> dict[int, EventLine]:
    """The lines of those events of a sentence that may come to stand on a timeline, by the place of their trigger.

    These are the heaviest one that has a date, that of the main verb if it is half as heavy, and others whose own date
    is another.
    """
    dated = [
        (weight, event)
        for weight, event in zip(weights, events, strict=True)
        if event.dating is not None and (event.heads_clause or event.trigger.pos_ == "VERB")
    ]
    dated = [
        (weight, event)
        for weight, event in dated
        if not (_is_part_of_another(event, dated) or _is_told_early(event, context.days.published))
    ]
    if not dated or passage.kind in _ABOVE:
        return {}
    heaviest, best = max(dated, key=lambda pair: pair[0])
    least = limit("line", sent.doc.lang_)

    def is_told(weight: float, event: EventCandidate) -> bool:
        if event is best or event.own_date not in (None, best.own_date):
            return weight >= least
        return event.trigger.dep_ == "ROOT" and 2 * weight >= heaviest

    return {
        event.trigger.i: _line_of(passage, sent, event, events, context)
        for weight, event in dated
        if is_told(weight, event)
    }


def _is_part_of_another(event: EventCandidate, dated: Sequence[tuple[float, EventCandidate]]) -> bool:
    """Whether the clause above it tells that day's event: "Seven people were hurt when the ferry hit the quay"."""
    if event.trigger.dep_ not in ("acl", "advcl", "relcl") or event.dating is None:
        return False
    above = (other for _, other in dated if other.trigger == event.trigger.head)
    return any(
        other.dating is not None
        and other.dating.date == event.dating.date
        and not is_reporting(other.trigger)
        for other in above
    )


def _is_record(event: EventCandidate) -> bool:
    """Whether it may be told on a timeline: no conditional, no plan that is out of date, nothing that is only said."""
    is_plan_in_passing = event.status is Status.PLANNED and event.trigger.dep_ == "acl"
    is_open = event.status is Status.POSSIBLE or event.is_overdue or is_plan_in_passing
    clauses = (child for child in event.trigger.children if child.dep_ == "advcl")
    is_open = is_open or any(any_mark(clause, "plain_conditions") for clause in clauses)
    is_talk = event.is_quoted or is_lemma(event.trigger, "talking")
    return event.heads_clause and not (is_open or is_talk or _is_never(event))


def _is_never(event: EventCandidate) -> bool:
    """Whether it did not happen over a span of time, which is no point on a timeline: "never charged in the 1990s"."""
    if event.status is not Status.DENIED or event.dating is None:
        return False
    return edtf.parse(event.dating.date).precision != "day"


def _line_of(
    passage: Passage,
    sent: DocSpan,
    event: EventCandidate,
    beside: Sequence[EventCandidate],
    context: _Context,
) -> EventLine:
    """The line of an event, which keeps its time and leaves out what has another date."""
    is_own = event.dating is not None and event.dating.basis is not DateBasis.INHERITED
    time = _time_of(passage, sent, event.dating) if is_own else ()
    others = beside if event.own_date else ()
    apart = frozenset(e.trigger.i for e in others if e.own_date not in (None, event.own_date))
    resolve = _resolver(passage, sent, context)
    return build_line(event.trigger, sent, resolve, time, apart, context.story.headline)


def _time_of(passage: Passage, sent: DocSpan, dating: Dating | None) -> tuple[Token, ...]:
    """The words of a sentence that a date rests on."""
    anchor, origin = dating.anchor if dating else None, passage.block.span.start
    if anchor is None:
        return ()
    return tuple(token for token in sent if anchor.start <= origin + token.idx < anchor.end)


def _pieces_of(passage: Passage, line: EventLine) -> Iterator[Span]:
    """Where the words of a line stand in the article, neighbours as one stretch."""
    first: Token | None = None
    for token, follower in zip_longest(line.tokens, line.tokens[1:]):
        first = first or token
        if follower is None or follower.i != token.i + 1:
            yield passage.span(first.idx, token.idx + len(token))
            first = None


def _resolver(passage: Passage, sent: DocSpan, context: _Context) -> Resolve:
    """Names for "he" and "she": the subject before it, where that is the only person named since."""
    origin = passage.block.span.start

    def resolve(pronoun: Token) -> str | None:
        if not is_word(pronoun, "names_follow"):
            return None
        start, offset = origin + sent.start_char, origin + pronoun.idx
        # the subject of this sentence where it names somebody before the pronoun, else of the one before
        before = start + 1 if context.people_between(start, offset) else start
        i = bisect_left(context.subjects, before, key=lambda subject: subject[0]) - 1
        if i < 0:
            return None
        since, subject = context.subjects[i]
        named = context.people_between(since, offset)
        is_subject = any(subject.start <= place < subject.end for place, _ in named)
        return named[0][1] if is_subject and len({name for _, name in named}) == 1 else None

    return resolve


def _subjects_of(passages: Iterable[Passage]) -> Iterator[tuple[int, Span]]:
    """Where each sentence of the body starts, and its subject, as far as the noun itself."""
    for passage in passages:
        for sent in passage.sents if passage.kind is BlockKind.PARAGRAPH else ():
            subjects = (child for child in root_of(sent).lefts if child.dep_ in ("nsubj", "nsubjpass"))
            subject = next(subjects, sent[0])
            first = min(
                (part for part in subject.lefts if part.dep_ in ("compound", "flat")), default=subject
            )
            end = subject.idx + len(subject)
            yield passage.span_of(sent).start, passage.span(first.idx, end)
