"""Records of a briefing, as its Markdown file holds it, and of its card in the site's lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dateline.model.annotations import QuoteBasis, Status


class ReviewStatus(StrEnum):
    """How far a person stands behind a briefing."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    LOCKED = "locked"


class TextShown(StrEnum):
    """How much of a source's text the site shows."""

    NONE = "none"
    EVIDENCE = "evidence"
    """The sentences that footnotes cite."""
    FULL = "full"


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
    text: TextShown | None = None
    """How much of it is shown; None where nothing says so, which is EVIDENCE."""
    licence: str | None = None
    """An SPDX licence expression, or the address of the terms."""
    credit: str | None = None


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
    caption: tuple[str, str | None, tuple[str, ...]] | None = field(default=None, compare=False)
    """The Markdown of its title where it was read from a file: speaker, role, and the notes in brackets."""

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
    is_turning_point: bool = False
    """Whether an editor marked it as one; nothing that is generated is."""
    id: str = ""
    line: int = field(default=0, compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)
    """All that stands in brackets after its date, where it was read from a file: "planned", or a person's own word."""
    head: str = field(default="", compare=False)
    """What stands before its sentence in the file, as it is written: "2019-04-25 (planned) — "."""


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
