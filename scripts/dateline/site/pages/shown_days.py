"""The newest day of what a page shows, for the sitemap: it tells when a list changed, whatever day it is built on."""

from collections.abc import Hashable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
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
    return max(_days_in(shown), default="")


def _days_in(value: Any) -> Iterator[str]:
    if isinstance(value, PublishedBriefing):
        yield value.changed
    elif isinstance(value, MergedLine):
        yield value.newest
    elif isinstance(value, BriefingQuote):
        yield max(day_of_stamp(value.date) or "", value.briefing.day or "")
    elif isinstance(value, IndexedName):
        yield from (briefing.changed for briefing in value.briefings)
    elif isinstance(value, SiteCorrection):
        yield day_of_stamp(value.note.date) or ""
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from _days_in(each)
    else:
        for name in _parts_of(value.__class__):
            yield from _days_in(getattr(value, name))


@cache
def _parts_of(kind: Hashable) -> tuple[str, ...]:
    return (
        tuple(field.name for field in fields(kind)) if isinstance(kind, type) and is_dataclass(kind) else ()
    )
