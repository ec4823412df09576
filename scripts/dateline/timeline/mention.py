"""Event mentions: one source's account of one event, as the merging of sources sees it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.briefing.document import DATE_NOTES, dating_in, plain
from dateline.briefing.entry_notes import is_day
from dateline.lang import lexicon
from dateline.model import edtf
from dateline.model.annotations import Analysis, Annotations, DateBasis, Event, Status
from dateline.model.article import Article, Span
from dateline.model.briefing import Entry, Evidence
from dateline.timeline.terms import NO_TERMS, Terms, act_of, terms_of

_LIMITS = lexicon.weights("timeline/weights", section="selection")

_SURE = (DateBasis.STATED, DateBasis.RELATIVE)
"""How a date is known that the words of the clause give."""

_HOUR = re.compile(r"T(\d\d:\d\d)")
"""The clock in the value of a TIMEX3."""


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """One of the values on which sources differ, and who gives it."""

    field: str
    """"date" or "figure"."""
    value: str
    """EDTF, or the figure in the words of the source."""
    source: str


@dataclass(frozen=True, slots=True)
class EventMention:
    """One source's account of one event."""

    span: Span
    """The sentence; its source is the identity of who tells it."""
    date: str
    """EDTF."""
    status: Status
    basis: DateBasis
    text: str
    """The readable line."""
    published: str | None = None
    """The day of publication."""
    act: str = ""
    """The term of the trigger, where it is known."""
    terms: Terms = NO_TERMS
    """What `text` is about."""
    headline: Terms = NO_TERMS
    """What the headline of the source, or of the briefing, is about."""
    words: str = ""
    """The whole sentence, where it tells this event alone: names and figures may stand there that the line lacks."""
    also: tuple[Span, ...] = ()
    """Other sentences that it rests on: a briefing's line may cite several sources."""
    planned: tuple[str, ...] = ()
    """The days (EDTF) for which a briefing says that it was announced."""
    conflicts: tuple[Conflict, ...] = ()
    """What a briefing says that its sources differ on."""
    trigger: Span | None = None
    """The words that tell the event, where the seed was analysed."""
    anchor: Span | None = None
    """The time expression that the date rests on, where the seed was analysed."""
    hour: str = ""
    """The hour of the event as the sentence tells it, "09:00"; "" where it tells none, or several."""
    leads: bool = True
    """Whether the sentence is about it, and it is not only told in the same breath as another event."""
    pieces: tuple[Span, ...] = ()
    """Where the words of the line stand, where the seed was analysed."""
    is_fit: bool = True
    """Whether the line can be printed, once its names and times are told in full."""
    weight: float = 0.0
    """How much the event deserves a line, from 0 to 1; 0 where no analysis tells."""
    confidence: float = 0.0
    """How likely the date is right, from 0 to 1; 0 where no analysis tells."""
    readability: float = 0.0
    """How likely the line reads alone, from 0 to 1; 0 where no analysis tells."""
    is_clear: bool = False
    """Whether its clause gives the date, and no trait of the line leaves anything open."""

    def __hash__(self) -> int:
        """That of the words and the day alone, which tell most mentions apart: they are keys of many tables."""
        return hash((self.text, self.date))

    @property
    def spans(self) -> tuple[Span, ...]:
        """All that it rests on."""
        return (self.span, *self.also)

    @property
    def source(self) -> str:
        """The path of the seed or briefing."""
        return self.span.source

    @property
    def wording(self) -> str:
        """The words in which the event is told."""
        return self.words or self.text

    @property
    def reading_class(self) -> int:
        """How well it reads alone: 0 as a line has to (`selection`), 1 well, 2 only as a milestone does, 3 not well.

        One that no analysis judged, as a person's own line, reads as it has to.
        """
        kinds = ("readable", "reads_well", "milestone_readable")
        fits = (place for place, kind in enumerate(kinds) if self.readability >= _LIMITS[kind])
        found = next(fits, 3) if self.readability else 0
        return found if found < 2 or self.is_clear else 3

    @property
    def is_sure(self) -> bool:
        """Whether the date is the source's own word."""
        return is_sure(self.basis)


def mentions_of_analysis(analysis: Analysis) -> Iterator[EventMention]:
    """What an article tells: of each sentence the heaviest event of each date that the sentence gives."""
    least = lexicon.weights("events/weights", section="limits")["line"]
    by_sentence: dict[Span, dict[str, Event]] = {}
    for event in sorted(analysis.annotations.events, key=lambda event: (-event.weight, event.span)):
        if event.date and event.text and event.weight >= least and edtf.is_valid(event.date):
            by_sentence.setdefault(event.sentence, {}).setdefault(event.date, event)
    hours = _hours_of(analysis.annotations)
    headline = _headline_of(analysis.article)
    for sentence, events in by_sentence.items():
        main: list[Event] = []  # the heaviest, and each that none before it tells
        for date, event in events.items():
            is_main = all(_is_another(event, other) for other in main)
            main += [event] if is_main else []
            is_alone = len(events) == 1
            hour = hours.get(sentence, "") if is_alone else ""
            yield _mention_of(event, date, analysis.article, headline, is_main, hour, is_alone)


def _headline_of(article: Article) -> Terms:
    """What the headline is about; no terms where the first words of the text stand in for one."""
    first = next((article.slice(block.span) for block in article.paragraphs()), "")
    return NO_TERMS if first.startswith(article.title.rstrip(" .…")) else terms_of(article.title)


def _hours_of(annotations: Annotations) -> dict[Span, str]:
    """The hour that a sentence tells, by the sentence; those that tell several are left out."""
    sentences = sorted({event.sentence for event in annotations.events})
    found: dict[Span, set[str]] = {}
    for time in annotations.times:
        if match := _HOUR.search(time.value):
            at = bisect_right(sentences, time.span) - 1
            if at >= 0 and sentences[at].contains(time.span):
                found.setdefault(sentences[at], set()).add(match[1])
    return {sentence: hours.pop() for sentence, hours in found.items() if len(hours) == 1}


def _is_another(event: Event, other: Event) -> bool:
    """Whether a sentence tells a second event: one with a date of its own, in other words."""
    if event.basis not in _SURE or not are_apart(event.date or "", other.date or ""):
        return False
    terms, others = set(event.terms), set(other.terms)
    return 2 * len(terms & others) <= min(len(terms), len(others))


def _mention_of(
    event: Event, date: str, article: Article, headline: Terms, is_main: bool, hour: str, is_alone: bool
) -> EventMention:
    return EventMention(
        span=event.sentence,
        date=date,
        status=event.status,
        basis=event.basis,
        text=plain(event.text),
        published=day_of_stamp(article.published),
        act=act_of(article.slice(event.span)),
        terms=terms_of(event.text),
        headline=headline,
        words=plain(article.slice(event.sentence)) if is_alone else "",
        trigger=event.span,
        anchor=event.anchor,
        pieces=event.pieces,
        is_fit=event.is_fit,
        weight=event.weight,
        confidence=event.confidence,
        readability=event.readability,
        is_clear=event.is_clear,
        hour=hour,
        leads=is_main,
    )


def mention_of_entry(
    entry: Entry,
    notes: Sequence[Evidence],
    spans: Sequence[Span],
    published: str | None,
    sources: Mapping[str, str],
    terms: Terms,
    headline: Terms,
) -> EventMention:
    """What a line of a briefing tells, edited by hand or not.

    `notes` are its footnotes and `spans` what they quote; `sources` names who tells by the id of the source (a source
    that is not known goes by its id); `terms` are those of the line, `headline` those of the briefing's.
    """
    return EventMention(
        span=spans[0],
        date=entry.date,
        status=entry.status,
        basis=date_basis(entry.date, notes),
        text=entry.text,
        published=published,
        terms=terms,
        headline=headline,
        also=tuple(spans[1:]),
        planned=entry.planned,
        conflicts=tuple(
            Conflict(
                "date" if is_day(difference) else "figure",
                difference.value,
                sources.get(difference.source, difference.source),
            )
            for difference in entry.differences
        ),
    )


def is_sure(basis: DateBasis) -> bool:
    """Whether a date that is known so is the source's own word."""
    return basis in _SURE


def date_basis(date: str, notes: Sequence[Evidence]) -> DateBasis:
    """How the date of a line is known: as the first of its footnotes has it that says so.

    A date that a person wrote is stated.
    """
    way = next((way for evidence in notes if (way := dating_in(evidence.note or "", date))), "")
    return next((basis for basis, opening in DATE_NOTES.items() if way.startswith(opening)), DateBasis.STATED)


def day_of_stamp(stamp: str | None) -> str | None:
    """The day of a stamp or date; None where it is vaguer than that."""
    day = (stamp or "")[:10]
    return day if edtf.is_valid(day) and edtf.parse(day).precision == "day" else None


def are_apart(first: str, second: str) -> bool:
    """Whether two dates cannot be the same day."""
    return edtf.days_between(first, second) > 0
