"""Records of what extraction finds in an article: sentences, quotes, times, entities, events."""

from dataclasses import dataclass, field
from enum import StrEnum

from dateline.model.article import Article, Span


class QuoteBasis(StrEnum):
    """How the speaker of a quote is known."""

    EXPLICIT = "explicit"
    """The sentence names the speaker: “…,” Peskov said."""
    CONTINUED = "continued"
    """The quote goes on from one whose speaker is named: “…,” he said. “And …”"""
    IMPLIED = "implied"
    """No words attribute it; the speaker is the one the context suggests."""
    NONE = "none"
    """Nobody is named or suggested."""


class DateBasis(StrEnum):
    """How the date of an event is known."""

    STATED = "stated"
    """The clause gives a calendar date: “on April 25, 2019”."""
    RELATIVE = "relative"
    """The clause gives a time that is counted from a known day: “on Tuesday”, “two months later”."""
    INHERITED = "inherited"
    """The sentence has no time; the running narrative is at that day."""
    PUBLICATION = "publication"
    """Nothing but the article's own day of publication."""


class Status(StrEnum):
    """Whether an event is told as something that came about."""

    HAPPENED = "happened"
    PLANNED = "planned"
    POSSIBLE = "possible"
    DENIED = "denied"

    @property
    def is_ahead(self) -> bool:
        """Whether the event has not come about yet."""
        return self in (Status.PLANNED, Status.POSSIBLE)


class EntityKind(StrEnum):
    """What a name stands for."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class TimexType(StrEnum):
    """The TIMEX3 types of ISO-TimeML 1.2."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class Quote:
    """One stretch between quotation marks, marks excluded.

    Fragments of a split quote and paragraphs of a long one are quotes of their own that share `group`.
    """

    span: Span
    group: int
    speaker: str | None = None
    """The fullest name that the article gives the speaker, or the description of an unnamed one."""
    speaker_span: Span | None = None
    """The words near the quote that stand for the speaker: "he", "the minister", "Peskov"."""
    cue: str | None = None
    basis: QuoteBasis = QuoteBasis.NONE
    role: str | None = None
    """Words of the article that tell who the speaker is: "a former security strategy secretary"."""
    via: str | None = None
    """Who relays the words: "Tass" in “…,” Peskov said, according to Tass."""
    said: str | None = None
    """The day (EDTF) on which it was said, where the words that attribute it tell: “…,” he said on Tuesday."""
    venue: str | None = None
    """Words of the article for where it was said: "in a statement", "told reporters in Orrin"."""
    traits: tuple[str, ...] = field(default=(), compare=False)
    """Why the utterance cannot be read alone, by name (`extract/events/loose_references.py`): "points_back"."""
    rule: str = field(default="", compare=False)
    """The name of the rule that found its speaker (for `extract --explain`)."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression as TIMEX3; `basis` is STATED for a calendar date, else RELATIVE."""

    span: Span
    type: TimexType
    value: str
    basis: DateBasis = DateBasis.STATED
    rule: str = field(default="", compare=False)
    """The name of the rule that read it (for `extract --explain`)."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation or place under its fullest name, with every mention in the article."""

    name: str
    kind: EntityKind
    mentions: tuple[Span, ...]
    is_told: bool = True
    """Whether a sentence of the body gives evidence of it: what only captions, tags or capitals hold is not listed."""
    role: str | None = None
    """Words of the article that tell who a person is: "a former judge"."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph (counted from 1 among the paragraphs) and the lemmas of its content words."""

    span: Span
    paragraph: int
    terms: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    """The names of what its grammar says of it (`extract/events/sentence_traits.py`): "question", "first_person"."""


@dataclass(frozen=True, slots=True)
class Event:
    """A candidate event: its trigger word, its day and whether it came about."""

    span: Span
    sentence: Span
    date: str | None
    basis: DateBasis
    status: Status
    text: str = ""
    """The event as one readable line, built from words of the sentence (and a resolved name)."""
    pieces: tuple[Span, ...] = ()
    """Where the words of that line stand in the article, in stretches."""
    anchor: Span | None = None
    """The time expression that the date rests on, where it stands in the sentence."""
    weight: float = 0.0
    """How much the sentence's grammar speaks for a place on the timeline (0 to 1)."""
    terms: tuple[str, ...] = ()
    """Lemmas of the line's content words, sorted: what two mentions of one event share."""
    traits: tuple[tuple[str, float], ...] = field(default=(), compare=False)
    """The traits that make up its weight, with their sizes (for `extract --explain`)."""
    confidence: float = 0.0
    """How likely the date is right (0 to 1); 0 without a date."""
    readability: float = 0.0
    """How likely the line reads alone (0 to 1); 0 without one."""
    is_clear: bool = False
    """Whether its clause gives the date, and no trait of the line leaves anything open."""
    is_fit: bool = False
    """Whether the line can be printed, once its names and times are told in full; it tells no mere possibility."""


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that was found in one article, each in order of the text."""

    sentences: tuple[Sentence, ...] = ()
    quotes: tuple[Quote, ...] = ()
    times: tuple[Time, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article with its annotations."""

    article: Article
    annotations: Annotations
