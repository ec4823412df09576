"""Give each chunk of a saved page its kind by the ordered rules of chunk_rules.toml, as for plain text.

What is no part of the article is left out of the clean text; what is part of it but no body text (posts, fragments of
lists) stays in it as boilerplate.
"""

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from math import inf
from typing import Any

from dateline.formats.html import chunk_predicates
from dateline.formats.html.article_body import PageStructure
from dateline.formats.html.chunk_predicates import ChunkContext
from dateline.formats.parsed_article import Part
from dateline.model.article import BlockKind

_STAMP_REACH = 3
"""Chunks above the headline in which a stamp is the article's; further up stands the day on which it was saved."""
_PREDICATES: dict[str, Callable[[ChunkContext], Any]] = vars(chunk_predicates)


@dataclass(frozen=True, slots=True)
class ChunkRule:
    """A row of chunk_rules.toml, whose head tells what each field means."""

    name: str
    zones: Sequence[str]
    kind: str = ""
    reason: str = ""
    words: Sequence[float] = (0, inf)
    classes: str = ""
    holds: str = ""
    example: str = ""
    page: str = ""

    def part_of(self, at: ChunkContext) -> Part | None:
        """Return the chunk as a part, without text if it is left out; None where the rule does not hold."""
        least, most = self.words
        word = at.class_word(self.classes) if self.classes else None
        if not least <= at.line.size <= most or (self.classes and not word):
            return None
        predicate = _PREDICATES.get(self.holds or self.name)
        answer = predicate(at) if predicate else True
        if not answer:
            return None
        if not self.kind:
            return Part(BlockKind.BOILERPLATE, "", self.reason, rule=self.name)
        reason = answer if isinstance(answer, str) else self.reason.format(word=word, tag=at.chunk.tag)
        return Part(BlockKind(self.kind), at.chunk.text, reason, rule=self.name)


_TABLE = tomllib.loads(
    files("dateline.formats.html").joinpath("chunk_rules.toml").read_text(encoding="utf-8")
)
RULES = tuple(ChunkRule(name, **row) for name, row in _TABLE.items())
"""In the order in which they are asked; the first that holds decides, and a chunk for which none holds is left out."""


def parts_of_page(page: PageStructure) -> Iterator[Part]:
    """The parts of the article in order of the page; its body begins with the first paragraph found."""
    start = page.first if page.headline is None else page.headline
    for index in range(start, len(page.chunks)):
        part = part_of_chunk(page, index)
        if part and part.text:
            yield part
            if part.kind is BlockKind.PARAGRAPH and index < page.first:
                page = replace(page, first=index)


def stamps_above_headline(page: PageStructure) -> Iterator[Part]:
    """The stamps that stand right above the headline; they are no part of the text."""
    if page.headline is not None:
        for index in range(max(0, page.headline - _STAMP_REACH), page.headline):
            part = part_of_chunk(page, index)
            if part and part.kind is BlockKind.STAMP:
                yield part


def part_of_chunk(page: PageStructure, index: int, rules: Sequence[ChunkRule] = RULES) -> Part | None:
    """Return the part that the first rule to hold makes of a chunk; None where none holds."""
    zone = "head" if index < page.first else "body" if index < page.last else "tail"
    at = ChunkContext(page, index)
    return next((part for rule in rules if zone in rule.zones and (part := rule.part_of(at))), None)
