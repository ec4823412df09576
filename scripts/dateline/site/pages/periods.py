"""A list by date, parted into pages by the calendar: as few periods as a reader finds the way among.

A list that fits on one page stays whole.  A fuller one is parted into centuries, and each that is too full again: into
decades, half decades, years, quarters, months and thirds of a month; a year, a month or a third may go on over numbered
pages.  How a period is parted depends on nothing but what falls into it, so what is added to one leaves the pages of
all others as they are.  (Pages that are numbered through the whole list would all change with each item.)
"""

import sys
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from dateline.model import edtf

_T = TypeVar("_T")

UNDATED_SLUG = "undated"


class DatedItem(NamedTuple, Generic[_T]):
    """An item of a list: the day it is filed under (ISO; "" for none), and how many bytes of HTML it takes at most."""

    item: _T
    day: str
    weight: int


@dataclass(frozen=True, slots=True)
class Period(Generic[_T]):
    """What falls into a period of time, in the order of the list: on pages, or parted again."""

    key: str
    """The period (EDTF): “1900/1999”, “2031”, “2031-04/2031-06”, “2031-05”, “2031-05-11/2031-05-20”; "" for no date."""
    count: int
    pages: tuple[tuple[_T, ...], ...] = ()
    """Mostly one; none where it is parted."""
    parts: tuple["Period[_T]", ...] = ()
    """Of a year its quarters, months and thirds of months, the newest first."""

    @property
    def slug(self) -> str:
        """The period as a part of an address, with the double hyphen of ISO 8601 for an interval."""
        return self.key.replace("/", "--") or UNDATED_SLUG

    def leaves(self) -> Iterator["Period[_T]"]:
        """Its parts that stand on pages, the newest first; itself if it does."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()


def filing_day(value: str | None) -> str:
    """The day (ISO) that a date (EDTF) is filed under: its first, or its last if it has no beginning; "" for none."""
    if not value or not edtf.is_valid(value):
        return ""
    parsed = edtf.parse(value)
    return str(parsed.earliest if parsed.earliest > date.min else parsed.latest)


def _century_of(day: str) -> str:
    return f"{day[:2]}00/{day[:2]}99"


def _decade_of(day: str) -> str:
    return f"{day[:3]}0/{day[:3]}9"


def _half_decade_of(day: str) -> str:
    first = int(day[:4]) // 5 * 5
    return f"{first:04}/{first + 4:04}"


def _quarter(day: str) -> str:
    first = (int(day[5:7]) - 1) // 3 * 3 + 1
    return f"{day[:4]}-{first:02}/{day[:4]}-{first + 2:02}"


def _third(day: str) -> str:
    third = min((int(day[8:10]) - 1) // 10, 2)
    last = (10, 20, monthrange(int(day[:4]), int(day[5:7]))[1])[third]
    return f"{day[:8]}{third * 10 + 1:02}/{day[:8]}{last:02}"


@dataclass(frozen=True, slots=True)
class Level:
    """A kind of period: what the one of a day is called, and on how many pages it may stand before it is parted."""

    key_of: Callable[[str], str]
    pages: int = 1
    has_index: bool = False
    """Whether one that is parted has a page of its own that leads to its parts."""


_ABOVE_YEAR = (Level(_century_of), Level(_decade_of), Level(_half_decade_of))
YEAR = Level(lambda day: day[:4], 3, True)
LEVELS = (
    *_ABOVE_YEAR,
    YEAR,
    Level(_quarter),
    Level(lambda day: day[:7], 3),
    Level(_third, sys.maxsize),
)
"""From coarse to fine."""
BY_YEAR = LEVELS[LEVELS.index(YEAR) :]
"""For a list that has a page for each year, however little falls into it."""


def periods_of(
    items: Iterable[DatedItem[_T]], limit: int, levels: Sequence[Level] = LEVELS
) -> tuple[Period[_T], ...]:
    """The periods of a list, the newest first and what has no date last; no page of them weighs more than the limit.

    An item that does has a page of its own.
    """
    items = tuple(items)
    dated = [each for each in items if each.day]
    undated = [each for each in items if not each.day]
    found = _grouped(dated, limit, levels) if dated else []
    if levels is LEVELS:
        found = _with_oldest_joined(found, dated, limit)
        if len(found) == 1 and found[0].parts:
            found = list(found[0].parts)  # nobody needs the way to the only year
    return (*found, *([_whole("", undated, limit)] if undated else ()))


def _grouped(items: Sequence[DatedItem[_T]], limit: int, levels: Sequence[Level]) -> list[Period[_T]]:
    level, *finer = levels
    by_key: dict[str, list[DatedItem[_T]]] = defaultdict(list)
    for each in items:
        by_key[level.key_of(each.day)].append(each)
    found: list[Period[_T]] = []
    for key in sorted(by_key, reverse=True):
        years = {each.day[:4] for each in by_key[key]}
        is_a_year = len(years) == 1 and level in _ABOVE_YEAR
        period = _whole(min(years) if is_a_year else key, by_key[key], limit)
        if len(period.pages) <= level.pages:
            found.append(period)
        elif level.has_index:
            found.append(Period(key, period.count, parts=tuple(_grouped(by_key[key], limit, finer))))
        else:
            found += _grouped(by_key[key], limit, finer)
    return found


def _with_oldest_joined(
    periods: Sequence[Period[_T]], items: Sequence[DatedItem[_T]], limit: int
) -> list[Period[_T]]:
    """The periods with as many of the oldest in one as a page holds: a long past in which little happened."""
    for newest in range(len(periods) - 1):
        first, last = f"{periods[-1].key[:2]}00", periods[newest].key[-4:]
        some = [each for each in items if each.day[:4] <= last]
        joined = _whole(f"{first}/{last}", some, limit)
        if not any(period.parts for period in periods[newest:]) and len(joined.pages) == 1:
            return [*periods[:newest], joined]
    return list(periods)


def _whole(key: str, items: Sequence[DatedItem[_T]], limit: int) -> Period[_T]:
    return Period(key, len(items), tuple(pages_by_weight(items, limit)))


def pages_by_weight(items: Iterable[DatedItem[_T]], limit: int) -> Iterator[tuple[_T, ...]]:
    """The items cut into pages, one after the other, none of which weighs more than the limit."""
    page: list[_T] = []
    weight = 0
    for each in items:
        if page and weight + each.weight > limit:
            yield tuple(page)
            page, weight = [], 0
        page.append(each.item)
        weight += each.weight
    if page:
        yield tuple(page)


def first_page(items: Iterable[DatedItem[_T]], limit: int) -> tuple[_T, ...]:
    """As many items as one page holds."""
    return next(pages_by_weight(items, limit), ())
