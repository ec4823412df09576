"""The records that flow through Dateline: frozen, compared by value, free of behaviour that reads or writes.

    seed -> Article -> Annotations -> Briefing -> Markdown -> Card

Offsets are code points into `Article.text`.  Dates are EDTF (ISO 8601-2); stamps are ISO 8601, with the
offset of their zone where the article gives one.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

ANALYSED = 100_000
"""How many characters of an article are analysed: some 16,000 words, more than news runs to.  The rest is kept."""


class BlockKind(StrEnum):
    """What a stretch of an article's text is; `paragraph` alone is the body that the annotations rest on."""

    HEADLINE = "headline"
    DEK = "dek"
    BYLINE = "byline"
    DATELINE = "dateline"
    STAMP = "stamp"
    CAPTION = "caption"
    CREDIT = "credit"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    NOTE = "note"
    CORRECTION = "correction"
    BOILERPLATE = "boilerplate"


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


class ReviewStatus(StrEnum):
    """How far a person stands behind a briefing."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[start:end]` of the article read from the seed at `source` (a path below the project's root)."""

    source: str
    start: int
    end: int

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies within this span."""
        return self.source == other.source and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.source == other.source and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Seed:
    """A seed file as found: its path below the project's root (with forward slashes) and its bytes."""

    path: str
    data: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The digest of the bytes with every line end as LF, in hexadecimal: git may have given them other ones."""
        return self.digests[0]

    @property
    def digests(self) -> tuple[str, ...]:
        """The digests that tell this seed: `sha256`, then that of the bytes as they are, if it is another.

        Bytes with a NUL are left as they are: in UTF-16 and UTF-32 two bytes that look like a line end need not be one.
        """
        stored = hashlib.sha256(self.data).hexdigest()
        if b"\r" not in self.data or b"\0" in self.data:
            return (stored,)
        unified = self.data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return hashlib.sha256(unified).hexdigest(), stored


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text with its kind and the evidence that decided it (for `extract --explain`)."""

    kind: BlockKind
    span: Span
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    r"""What was read from one seed.

    `text` is the seed's body after its front matter: decoded, line ends as `\n`, mojibake mended, otherwise
    unchanged.  `published` falls back on the day of an "updated" stamp where that is all the article gives.
    """

    source: str
    sha256: str
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    title: str
    description: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    updated: str | None = None
    location: str | None = None
    """The place of the dateline: "Seoul, South Korea"."""
    topics: tuple[str, ...] = ()
    language: str = "en"

    def slice(self, span: Span) -> str:
        """The characters that a span of this article bounds."""
        return self.text[span.start : span.end]

    def paragraphs(self) -> tuple[Block, ...]:
        """The blocks of the body, in order."""
        return tuple(block for block in self.blocks if block.kind is BlockKind.PARAGRAPH)


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


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression as TIMEX3; `basis` is STATED for a calendar date, else RELATIVE."""

    span: Span
    type: TimexType
    value: str
    basis: DateBasis = DateBasis.STATED


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation or place under its fullest name, with every mention in the article."""

    name: str
    kind: EntityKind
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph (counted from 1 among the paragraphs) and the lemmas of its content words."""

    span: Span
    paragraph: int
    terms: tuple[str, ...] = ()


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
    anchor: Span | None = None
    """The time expression that the date rests on, where it stands in the sentence."""
    weight: float = 0.0
    """How much the sentence's grammar speaks for a place on the timeline (0 to 1)."""
    terms: tuple[str, ...] = ()
    """Lemmas of the line's content words, sorted: what two tellings of one event share."""


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


@dataclass(frozen=True, slots=True)
class Source:
    """Where a briefing comes from, as its front matter says."""

    id: str
    publisher: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    published: str | None = None
    seed: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A footnote: a verbatim sentence that items rest on, and where it stands.

    `label` tells source and place: "s1-4" is paragraph 4 of source 1, "s1-4-2" its second sentence.
    `line` is where the footnote stands in the Markdown file (counted from 1; 0 when generated).
    """

    label: str
    text: str
    publisher: str | None = None
    source: str | None = None
    """The id of the source, where the briefing has several."""
    place: str | None = None
    """"paragraph 4", "caption"."""
    note: str | None = None
    """How the date is known: "date counted from “Monday”"."""
    headline: str | None = None
    """That of the source, where its publisher is not known."""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """A sentence of the source that carries the news.

    Of this and every other item, `labels` are the footnotes that it cites, and `id` is its identity: a letter and a
    hash of what it rested on when it was first generated, "" for a person's own.
    """

    text: str
    labels: tuple[str, ...] = ()
    id: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class KeyQuote:
    """A quote box: who said it, and the verbatim parts of one utterance, paragraph by paragraph."""

    paragraphs: tuple[tuple[str, ...], ...]
    speaker: str | None = None
    role: str | None = None
    basis: QuoteBasis = QuoteBasis.EXPLICIT
    via: str | None = None
    said: str | None = None
    """The day (EDTF) on which it was said."""
    venue: str | None = None
    """Where it was said: "in a statement"."""
    labels: tuple[str, ...] = ()
    id: str = ""
    line: int = field(default=0, compare=False)

    @property
    def parts(self) -> tuple[str, ...]:
        """The verbatim parts of all its paragraphs, in their order."""
        return tuple(part for paragraph in self.paragraphs for part in paragraph)


@dataclass(frozen=True, slots=True)
class Difference:
    """One of the values of an event on which sources differ."""

    value: str
    """A day (EDTF), or a figure in the words of the source."""
    source: str
    """The id of the source that gives it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the timeline."""

    date: str
    text: str
    status: Status = Status.HAPPENED
    labels: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    """The days (EDTF) for which what happened was announced."""
    differences: tuple[Difference, ...] = ()
    """Days first, then figures."""
    id: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Correction:
    """A note that tells readers what a briefing said wrongly.

    `item` is the identity of what it is about, or a footnote that this cites.
    """

    date: str
    """The day on which it was put right, as ISO 8601."""
    text: str
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing as its Markdown file holds it; `front` is the front matter, as `schema` defines it."""

    front: Mapping[str, object]
    lead: str = ""
    lead_labels: tuple[str, ...] = ()
    lead_id: str = ""
    key_points: tuple[KeyPoint, ...] = ()
    key_quotes: tuple[KeyQuote, ...] = ()
    timeline: tuple[Entry, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def items(self) -> tuple[KeyPoint | KeyQuote | Entry, ...]:
        """Its key points, key quotes and timeline lines."""
        return (*self.key_points, *self.key_quotes, *self.timeline)

    @property
    def ids(self) -> frozenset[str]:
        """The identities of its lead and its items."""
        return frozenset(filter(None, (self.lead_id, *(item.id for item in self.items))))

    @property
    def cited(self) -> frozenset[str]:
        """The labels of the footnotes that its lead and its items cite."""
        return frozenset((*self.lead_labels, *(label for item in self.items for label in item.labels)))


@dataclass(frozen=True, slots=True)
class Card:
    """What the site's lists need to know of a briefing; `path` is its file below the folder of briefings."""

    path: str
    title: str
    description: str | None
    date: str | None
    updated: str | None
    status: ReviewStatus
    topics: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
