"""Analyses made by hand: an article of some paragraphs, and where words stand in it."""

import re
from collections.abc import Sequence
from typing import Any

from dateline.model.annotations import DateBasis, Entity, EntityKind, Event, Status
from dateline.model.article import Article, Block, BlockKind, Span

TOLD = ("past", "named_subject")
"""The traits of a sentence that tells what somebody did."""


FIT: dict[str, Any] = {"weight": 0.9, "confidence": 0.95, "readability": 0.9, "is_fit": True}
"""What makes an event or a mention of one fit to print."""


def span_in(text: str, words: str, source: str = "a") -> Span:
    """Where words stand first in a text."""
    start = text.index(words)
    return Span(source, start, start + len(words))


def spans_in(text: str, words: str, source: str = "a") -> tuple[Span, ...]:
    """Wherever words stand in a text."""
    return tuple(Span(source, match.start(), match.end()) for match in re.finditer(re.escape(words), text))


def article_of(paragraphs: Sequence[str], source: str = "a", title: str = "", **known: Any) -> Article:
    """An article of paragraphs with a blank line between them."""
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, Span(source, start, start + len(paragraph))))
        start += len(paragraph) + 2
    return Article(source, "0" * 64, "\n\n".join(paragraphs), tuple(blocks), title, **known)


def event_at(trigger: Span, sentence: Span, date: str = "2031-03-09", **known: Any) -> Event:
    """What happened on a day that its sentence states; it is fit to print."""
    return Event(trigger, sentence, date, DateBasis.STATED, Status.HAPPENED, **{**FIT, **known})


def person(name: str, mentions: int, is_told: bool = True) -> Entity:
    """Somebody who is named so often."""
    spans = tuple(Span("a", n, n + 1) for n in range(mentions))
    return Entity(name, EntityKind.PERSON, spans, is_told=is_told)
