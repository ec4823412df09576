"""The histogram of a story: how many of its events fall on each day, week, month or year.

The unit is the finest in which most of the story fits on a chart.  An event is counted only where its date is known
as finely as that: one of “2025” has no bar among days, and is told as left out.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateline.model import edtf

FEWEST_EVENTS, FEWEST_UNITS = 12, 4
"""A chart needs so many events on so many different days (weeks, …): of fewer, the list is seen at a glance."""

MOST = 2 / 3
"""The share of a story's events that makes a unit fit for it."""

_NARROWEST = 21
"""Units that a chart has at least, so that few bars do not become a wall."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: its number for a day, the day on which a number begins, and how long it is at least (days)."""

    name: str
    """"day", "week" (from Monday), "month" or "year"."""
    most: int
    """How many of them a chart holds."""
    length: int
    number: Callable[[date], int]
    begin: Callable[[int], date]
    shown: int
    """How much of an ISO day names it: “2025-05” a month."""


UNITS = (
    Unit("day", 62, 1, date.toordinal, date.fromordinal, 10),
    Unit("week", 62, 7, lambda day: (day.toordinal() - 1) // 7, lambda n: date.fromordinal(n * 7 + 1), 10),
    Unit("month", 72, 28, lambda day: day.year * 12 + day.month - 1, lambda n: date(n // 12, n % 12 + 1, 1), 7),
    Unit("year", 100, 365, lambda day: day.year, lambda n: date(n, 1, 1), 4),
)  # fmt: skip
"""From fine to coarse."""


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An event as the chart takes it: its date (EDTF), and whether it is told as happened."""

    date: str
    has_happened: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """What falls on one unit of time."""

    first: date
    """The day on which it begins."""
    happened: int = 0
    open: int = 0
    """Events that are planned, possible or denied."""
    briefings: int = 0

    @property
    def events(self) -> int:
        """All of them."""
        return self.happened + self.open


@dataclass(frozen=True, slots=True)
class Histogram:
    """A chart, unit by unit without a gap, with what its sentence says; units are named by EDTF dates."""

    unit: str
    bars: tuple[Bar, ...]
    begin: str
    """The unit of the first bar, and of the last: the ends of the chart."""
    end: str
    events: int
    briefings: int
    first: str
    """The unit of the first event, and of the last."""
    last: str
    peak: str
    """The unit of most events; the first of several."""
    highest: int
    outside: int
    """Events before or after the chart."""
    inexact: int
    """Events whose dates are not known as finely as a unit."""

    @property
    def has_open(self) -> bool:
        """Whether it shows events that are not told as happened."""
        return any(bar.open for bar in self.bars)


def histogram_of(events: Sequence[DatedEvent], published: Iterable[str]) -> Histogram | None:
    """The histogram of events and of the days (EDTF) of briefings; None where a chart would say no more than a list.

    Events that are shown, outside and inexact make all of them.
    """
    if len(events) < FEWEST_EVENTS:
        return None
    unit, chosen = _unit_for(events)
    counts = Counter(chosen)
    if len(chosen) < FEWEST_EVENTS or len(counts) < FEWEST_UNITS:
        return None
    placed = [(_place(event.date, unit), event) for event in events]
    first, last = min(counts), max(counts)
    peak = max(sorted(counts), key=counts.__getitem__)
    bars = tuple(_bars(unit, first, last, placed, [_place(day, unit) for day in published]))
    inexact = sum(place is None for place, _ in placed)
    return Histogram(
        unit=unit.name,
        bars=bars,
        begin=_date_of(unit, unit.number(bars[0].first)),
        end=_date_of(unit, unit.number(bars[-1].first)),
        events=len(chosen),
        briefings=sum(bar.briefings for bar in bars),
        first=_date_of(unit, first),
        last=_date_of(unit, last),
        peak=_date_of(unit, peak),
        highest=counts[peak],
        outside=len(events) - len(chosen) - inexact,
        inexact=inexact,
    )


def _unit_for(events: Sequence[DatedEvent]) -> tuple[Unit, list[int]]:
    """The finest unit that holds most of the events, else the one that holds the most; and the places it holds."""
    held = []
    for unit in UNITS:
        places = [place for event in events if (place := _place(event.date, unit)) is not None]
        chosen = _densest(sorted(places), unit.most)
        if len(chosen) >= MOST * len(events):
            return unit, chosen
        held.append((unit, chosen))
    return max(held, key=lambda each: len(each[1]))


@lru_cache(maxsize=65536)  # a day stands on the pages of all who had a part in it
def _place(value: str, unit: Unit) -> int | None:
    """The number of the unit in which a date surely lies; one that is only about right needs a unit longer than it."""
    if not edtf.is_valid(value):
        return None
    days = edtf.parse(value)
    first, last = unit.number(days.earliest), unit.number(days.latest)
    is_doubtful = days.approximate or days.uncertain
    if first != last or (is_doubtful and (days.latest - days.earliest).days + 1 >= unit.length):
        return None
    return first


def _densest(places: Sequence[int], width: int) -> list[int]:
    """The places within the stretch of `width` units that holds the most; the latest of several."""
    best = (0, 0)
    for start, place in enumerate(places):
        end = bisect_right(places, place + width - 1)
        if end - start >= best[1] - best[0]:
            best = (start, end)
    return list(places[best[0] : best[1]])


def _bars(
    unit: Unit,
    first: int,
    last: int,
    placed: Sequence[tuple[int | None, DatedEvent]],
    published: Iterable[int | None],
) -> Iterator[Bar]:
    """A bar for each unit from the first to the last, and some around them where they are few."""
    happened = Counter(place for place, event in placed if event.has_happened)
    is_open = Counter(place for place, event in placed if not event.has_happened)
    briefings = Counter(published)
    room = max(0, _NARROWEST - (last - first + 1))
    lowest, highest = unit.number(date.min), unit.number(date.max)
    for number in range(max(lowest, first - room // 2), min(highest, last + room - room // 2) + 1):
        yield Bar(unit.begin(number), happened[number], is_open[number], briefings[number])


def _date_of(unit: Unit, number: int) -> str:
    return str(unit.begin(number))[: unit.shown]
