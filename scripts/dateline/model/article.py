"""Records of a seed and of the article read from it.

Offsets are code points into `Article.text`.  Dates are EDTF (ISO 8601-2); stamps are ISO 8601, with the offset of their
zone where the article gives one.
"""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter

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

    def share_in(self, others: Sequence["Span"]) -> float:
        """The share of its characters that lie in others of the same text, which are in order and do not overlap."""
        first = max(0, bisect_right(others, self.start, key=attrgetter("start")) - 1)
        last = bisect_left(others, self.end, key=attrgetter("start"))
        shared = sum(max(0, min(o.end, self.end) - max(o.start, self.start)) for o in others[first:last])
        return shared / max(1, self.end - self.start)


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
    rule: str = field(default="", compare=False)
    """The name of the rule that decided the kind."""


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
