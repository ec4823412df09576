"""Roundups: pages of several reports, each below a dateline of its own, which alone tells where it happened.

    TOLM, Norland — The council closed the harbour bridge on Monday.
    KELBY, Westmark — The health ministry reported 32 new cases of measles.

In a briefing the second line would tell of a ministry of Norland.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dateline.model.annotations import Entity, EntityKind, Event, Sentence
from dateline.model.article import Article, BlockKind, Span

LACKS_PLACE = "lacks_place"
"""The trait of a sentence whose place only the dateline above it names."""
_REPORTS = 3
"""Datelines of different places from which on a page is a roundup; a report rarely has a second one."""
_SPOILT = re.compile(
    r"(?P<place>[A-Z]{4,}(?:[ .’'-]+[A-Z]{2,})*(?:, [A-Z][\w. ]{2,20})?) [^\w\s,.:;()]{1,3} (?=[A-Z])"
)
"""A dateline whose dash has become another mark: “LONDON " The council”."""
_PLACE_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Roundup:
    """The datelines of a page of several reports, in order; of another page, none."""

    starts: tuple[int, ...] = ()
    datelines: tuple[frozenset[str], ...] = ()
    """The words of each, in lower case."""
    places: frozenset[str] = frozenset()
    """The places that the page names, in lower case."""

    @classmethod
    def of(cls, article: Article, entities: Iterable[Entity] = ()) -> "Roundup":
        """The datelines of an article, if they are those of several reports."""
        found = dict(_datelines_of(article))
        if len(set(found.values())) < _REPORTS:
            return cls()
        places = frozenset(e.name.casefold() for e in entities if e.kind is EntityKind.PLACE)
        return cls(tuple(found), tuple(found.values()), places)

    def lacks_place(self, span: Span, text: str) -> bool:
        """Whether `text`, told at `span`, names neither its dateline's place nor another one."""
        above, folded = bisect_right(self.starts, span.start) - 1, text.casefold()
        if above < 0 or not self.datelines[above].isdisjoint(_words_of(text)):
            return False
        return not any(place in folded for place in self.places)

    def sentences(self, sentences: Iterable[Sentence], article: Article) -> Iterator[Sentence]:
        """The sentences, with the trait `LACKS_PLACE` where that is so."""
        for sentence in sentences:
            lacks = self.lacks_place(sentence.span, article.slice(sentence.span))
            yield replace(sentence, traits=(*sentence.traits, LACKS_PLACE)) if lacks else sentence

    def events(self, events: Iterable[Event]) -> Iterator[Event]:
        """The events; those whose line lacks its place are not fit to print."""
        for event in events:
            lacks = event.is_fit and self.lacks_place(event.sentence, event.text)
            yield replace(event, is_fit=False) if lacks else event


def _datelines_of(article: Article) -> Iterator[tuple[int, frozenset[str]]]:
    """Where each report begins, and the words of its dateline, read or with a mark that copying has spoilt."""
    for block in article.blocks:
        text = article.slice(block.span)
        if block.kind is BlockKind.DATELINE:
            yield block.span.start, frozenset(_words_of(text))
        elif block.kind is BlockKind.PARAGRAPH and (spoilt := _SPOILT.match(text)):
            yield block.span.start, frozenset(_words_of(spoilt["place"]))


def _words_of(text: str) -> Iterator[str]:
    return (word.casefold() for word in _PLACE_WORD.findall(text))
