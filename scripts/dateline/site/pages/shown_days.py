"""The newest day of what a page shows, for the sitemap: it tells when a list changed, whatever day it is built on."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from dateline.site.pages.corrections_page import SiteCorrection
from dateline.site.pages.merged_timelines import MergedLine
from dateline.site.pages.name_index import BriefingQuote, IndexedName, PublishedBriefing
from dateline.timeline.mention import day_of_stamp


def newest_day(shown: object) -> str:
    """The newest day (ISO) of the briefings, quotes, lines and corrections in a record; "" where none has one.

    That of a briefing is the day on which it changed last; that of a quote or a line, which stay as they are when
    their briefing changes elsewhere, is the day of the briefing or of the newest source that it cites.
    """
    newest = ""
    left: list[Any] = [shown]
    while left:
        value = left.pop()
        kind: Any = value.__class__
        if kind in (tuple, list):
            left.extend(value)
        elif day_of := _DAY_OF.get(kind):
            newest = max(newest, day_of(value))
        elif kind not in _WITHOUT_DAY and (parts_of := _parts_of(kind)):
            left.extend(parts_of(value))
    return newest


def _day_of_quote(quote: BriefingQuote) -> str:
    return max(day_of_stamp(quote.date) or "", quote.briefing.day or "")


def _day_of_name(name: IndexedName) -> str:
    return max((briefing.changed for briefing in name.briefings), default="")


_DAY_OF: Mapping[type, Callable[[Any], str]] = {
    PublishedBriefing: lambda briefing: briefing.changed,
    MergedLine: lambda line: line.newest,
    BriefingQuote: _day_of_quote,
    IndexedName: _day_of_name,
    SiteCorrection: lambda correction: day_of_stamp(correction.note.date) or "",
}
_WITHOUT_DAY = frozenset((str, int, bool, float, type(None)))


@cache
def _parts_of(kind: Hashable) -> Callable[[Any], tuple[Any, ...]] | None:
    """What gives the values of a record of some kind; None for a kind that is none."""
    names = [field.name for field in fields(kind)] if isinstance(kind, type) and is_dataclass(kind) else []
    return attrgetter(names[0], *names) if names else None  # of one name alone it gives no tuple
