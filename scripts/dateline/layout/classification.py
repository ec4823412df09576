"""Plain text: every line gets a kind by the rules for its part of the page, and lines become pieces of the text."""

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.layout.line_rules import BODY, HEAD, TAIL
from dateline.layout.line_rules.verdict import Verdict
from dateline.layout.page_regions import Page
from dateline.model.article import BlockKind


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text with its kind."""

    kind: BlockKind
    start: int
    end: int
    reason: str


def classify(page: Page) -> tuple[Verdict, ...]:
    """A verdict for each item of a page."""
    verdicts: list[Verdict] = []
    for index in range(len(page.items)):
        rules = HEAD if index < page.first else BODY if index < page.last else TAIL
        verdicts.append(next(verdict for rule in rules if (verdict := rule(page, index))))
    return tuple(verdicts)


def pieces_of(page: Page, verdicts: tuple[Verdict, ...]) -> Iterator[Piece]:
    """The pieces in order of the text; a line with two kinds in it gives two."""
    for line, item, verdict in zip(page.lines, page.items, verdicts, strict=True):
        if verdict.split is None or verdict.rest is None:
            yield Piece(verdict.kind, line.start, line.end, verdict.reason)
            continue
        before, after = item.raw[: verdict.split], item.raw[verdict.split :]
        yield Piece(verdict.kind, line.start, line.start + len(before.rstrip()), verdict.reason)
        start = line.end - len(after.lstrip())
        yield Piece(verdict.rest, start, line.end, f"follows in the same line; {verdict.reason}")
