"""Live reports: pages of entries, each below the hour at which it was written, often the newest first.

    6:40 p.m.
    The mayor has conceded the harbour ward.
    6:15 p.m.
    The mayor is ahead in the harbour ward.

What an entry tells of its own day is overtaken by the next: counts go on, a speech is still being held.  It reads like
the news of that day, and no sentence says that it is not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from dateline.lang.lexicon import pattern
from dateline.model import edtf
from dateline.model.annotations import DateBasis, Event
from dateline.model.article import Article, BlockKind

_CLOCK = pattern("layout/patterns", "entry_clock")
_ENTRIES = 3
"""Hours from which on a page is a live report: a report may have one stamp that is an hour, or two."""
_OF_AN_ENTRY = frozenset((BlockKind.PARAGRAPH, BlockKind.HEADING))
_WITHOUT_TIME = frozenset((DateBasis.PUBLICATION, DateBasis.INHERITED))


@dataclass(frozen=True, slots=True)
class LiveReport:
    """The hours of the entries of a page and its day (EDTF), if it is a live report."""

    hours: frozenset[str] = frozenset()
    day: str = ""

    @classmethod
    def of(cls, article: Article) -> "LiveReport":
        """What an article is, by the stamps in it; the lengths of films in a list are none."""
        heads = (above for above, below in pairwise(article.blocks) if below.kind in _OF_AN_ENTRY)
        stamps = (article.slice(block.span) for block in heads if block.kind is BlockKind.STAMP)
        hours = frozenset(stamp for stamp in stamps if _CLOCK.fullmatch(stamp))
        return cls(hours, (article.published or "")[:10]) if len(hours) >= _ENTRIES else cls()

    def events(self, events: Iterable[Event]) -> Iterator[Event]:
        """The events; what is told of the day of the report itself is not fit to print."""
        for event in events:
            is_passing = event.is_fit and self._is_overtaken(event)
            yield replace(event, is_fit=False) if is_passing else event

    def _is_overtaken(self, event: Event) -> bool:
        """Whether a later entry may say otherwise."""
        if not (self.hours and event.date):
            return False
        days = edtf.parse(event.date)
        is_of_day = days.precision == "day" and str(days.earliest) == self.day
        return is_of_day or event.basis in _WITHOUT_TIME
