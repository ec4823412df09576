"""The parts of an article that a reader takes out of a document, joined to one clean text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.layout.article_facts import Facts
from dateline.layout.bylines import byline_of, names_in
from dateline.layout.classification import Piece
from dateline.layout.datelines import cased_place, dateline_of
from dateline.layout.timestamps import StampRole, stamps_of
from dateline.model.article import BlockKind

_GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Part:
    """A block with its kind; `gap` is what sets it off from the part before."""

    kind: BlockKind
    text: str
    reason: str
    gap: str = _GAP
    rule: str = ""


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
    signed: list[str] = []
    publisher = location = None
    days: dict[bool, str] = {}
    for part in parts:
        if part.kind is BlockKind.BYLINE:
            byline = byline_of(part.text)
            signed += byline.authors if byline else names_in(part.text)
            publisher = publisher or (byline.publisher if byline else None)
        if part.kind in (BlockKind.BYLINE, BlockKind.STAMP):
            for stamp in stamps_of(part.text):
                days.setdefault(stamp.role is StampRole.UPDATED, stamp.iso)
        if part.kind is BlockKind.DATELINE and (match := dateline_of(part.text + " ")):
            location = location or cased_place(match["place"])
    published = days.get(False) or days.get(True, "")[:10] or None
    return Facts(tuple(dict.fromkeys(signed)), publisher, published, days.get(True), location)
