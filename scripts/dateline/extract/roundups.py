"""Roundups: pages of several reports, each below a dateline of its own, which alone tells where it happened.

    TOLM, Norland — The council closed the harbour bridge on Monday.
    KELBY, Westmark — The health ministry reported 32 new cases of measles.

In a briefing the second line would tell of a ministry of Norland.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dateline.model.annotations import Event, Sentence
from dateline.model.article import Article, BlockKind, Span

LACKS_PLACE = "lacks_place"
"""The trait of a sentence whose place only the dateline above it names."""
_REPORTS = 3
"""Datelines of different places from which on a page is a roundup; a report rarely has a second one."""
_PLACE_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Roundup:
    """The datelines of a page of several reports, in order; of another page, none."""

    starts: tuple[int, ...]
    places: tuple[frozenset[str], ...]
    """The words of each, in lower case."""

    @classmethod
    def of(cls, article: Article) -> "Roundup":
        """The datelines of an article, if they are those of several reports."""
        spans = [block.span for block in article.blocks if block.kind is BlockKind.DATELINE]
        places = tuple(frozenset(_words_of(article.slice(span))) for span in spans)
        if len(set(places)) < _REPORTS:
            return cls((), ())
        return cls(tuple(span.start for span in spans), places)

    def lacks_place(self, span: Span, text: str) -> bool:
        """Whether `text`, told at `span`, names nothing of the dateline that it stands below."""
        above = bisect_right(self.starts, span.start) - 1
        return above >= 0 and self.places[above].isdisjoint(_words_of(text))

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


def _words_of(text: str) -> Iterator[str]:
    return (word.casefold() for word in _PLACE_WORD.findall(text))
