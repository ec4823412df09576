"""What every reader returns: an article joined from its parts to one clean text, and its metadata."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from dateline.layout.article_facts import Facts
from dateline.layout.bylines import authors_among, beside_stamp, byline_of, is_label, names_in
from dateline.layout.classification import Piece
from dateline.layout.datelines import cased_place, dateline_of
from dateline.layout.lines import line_key
from dateline.layout.timestamps import StampRole, stamps_of
from dateline.model.article import BlockKind
from dateline.model.problems import Problem, warning

_GAP = "\n\n"
_LONGEST_TITLE = 100
_SAME_OPENING = 60


@dataclass(frozen=True, slots=True)
class Part:
    """A block with its kind; `gap` is what sets it off from the part before."""

    kind: BlockKind
    text: str
    reason: str
    gap: str = _GAP
    rule: str = ""


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """The text of an article, its pieces in order, and its metadata."""

    text: str
    pieces: tuple[Piece, ...]
    title: str
    description: str | None = None
    facts: Facts = field(default_factory=Facts)
    url: str | None = None
    problems: tuple[Problem, ...] = ()
    language: str | None = None
    """The language that the document declares (BCP 47, primary tag)."""


def join_parts(parts: Iterable[Part]) -> tuple[str, tuple[Piece, ...]]:
    """Join parts to one text that ends with a line end; return it and the piece that each part is."""
    texts: list[str] = []
    pieces: list[Piece] = []
    end = 0
    for part in parts:
        gap = part.gap if texts else ""
        start = end + len(gap)
        end = start + len(part.text)
        texts += gap, part.text
        pieces.append(Piece(part.kind, start, end, part.reason, part.rule))
    return "".join([*texts, "\n" * bool(texts)]), tuple(pieces)


def with_dateline(parts: Iterable[Part]) -> Iterator[Part]:
    """Split off the dateline with which the first paragraph opens."""
    is_open = True
    for part in parts:
        is_first = is_open and part.kind is BlockKind.PARAGRAPH
        is_open = is_open and part.kind is not BlockKind.PARAGRAPH
        match = dateline_of(part.text) if is_first else None
        if match is None or match.end() >= len(part.text):
            yield part
            continue
        opening, rest = part.text[: match.end()], part.text[match.end() :]
        yield Part(
            BlockKind.DATELINE, opening.rstrip(), "a place and a dash open the body", part.gap, "dateline"
        )
        yield Part(part.kind, rest.lstrip(), part.reason, opening[len(opening.rstrip()) :] or " ", part.rule)


def facts_in(parts: Iterable[Part]) -> Facts:
    """Return the facts in the bylines, stamps and datelines among the parts."""
    signed: list[tuple[str, ...]] = []
    unsigned: list[tuple[str, ...]] = []
    beside: list[tuple[str, ...]] = []
    is_labelled = False
    publisher = location = None
    days: dict[bool, str] = {}
    for part in parts:
        if part.kind is BlockKind.BYLINE:
            byline = byline_of(part.text)
            names = byline.authors if byline else names_in(part.text)
            (signed if byline or is_labelled else unsigned).append(names)
            is_labelled = is_label(part.text) or is_labelled
            publisher = publisher or (byline.publisher if byline else None)
        if part.kind is BlockKind.STAMP:
            beside.append(beside_stamp(part.text))
        if part.kind in (BlockKind.BYLINE, BlockKind.STAMP):
            for stamp in stamps_of(part.text):
                days.setdefault(stamp.role is StampRole.UPDATED, stamp.iso)
        if part.kind is BlockKind.DATELINE and (match := dateline_of(part.text + " ")):
            location = location or cased_place(match["place"])
    published = days.get(False) or days.get(True, "")[:10] or None
    authors = authors_among(signed, unsigned) or authors_among(beside, ())
    return Facts(authors, publisher, published, days.get(True), location)


def article_from_parts(
    parts: Iterable[Part],
    file: str,
    *,
    title: str | None,
    facts: Facts,
    description: str | None = None,
    url: str | None = None,
    language: str | None = None,
    problems: Iterable[Problem] = (),
) -> ParsedArticle:
    """Join parts to an article; the title becomes its headline where no part is one, the dek its description."""
    parts = list(parts)
    found = list(problems)
    headline = _first(parts, BlockKind.HEADLINE)
    if headline is None and title:
        parts.insert(0, Part(BlockKind.HEADLINE, title, "stated beside the text", rule="stated_title"))
    body = _first(parts, BlockKind.PARAGRAPH)
    if not title and headline is None:
        found.append(no_headline(file))
    if body is None:
        found.append(no_body(file))
    text, pieces = join_parts(parts)
    return ParsedArticle(
        text,
        pieces,
        title or headline or opening_words(body or text.strip() or PurePosixPath(file).stem),
        _first(parts, BlockKind.DEK) or _unless_opening(description, body),
        facts,
        url,
        tuple(found),
        language,
    )


def _first(parts: list[Part], kind: BlockKind) -> str | None:
    return next((part.text for part in parts if part.kind is kind), None)


def _unless_opening(description: str | None, body: str | None) -> str | None:
    """Return a description unless it repeats the opening of the body."""
    if description and body and line_key(body).startswith(line_key(description)[:_SAME_OPENING].rstrip()):
        return None
    return description


def opening_words(text: str) -> str:
    """Return the first words of a text, which stand in for a headline."""
    if len(text) <= _LONGEST_TITLE:
        return text
    return text[: _LONGEST_TITLE + 1].rpartition(" ")[0].rstrip(",;:–—- ") + "…"


def no_headline(file: str) -> Problem:
    """Warn of a seed without a headline."""
    hint = "put the headline on the first line, or add “title: …” in front matter"
    return warning(file, 0, "no headline was found; the first words stand in for it", hint)


def no_body(file: str) -> Problem:
    """Warn of a seed without a body."""
    return warning(file, 0, "the text has no body", "paste the article's paragraphs below its headline")
