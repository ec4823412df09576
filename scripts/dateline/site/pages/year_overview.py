"""A timeline from afar: its years and months, how many events each holds, and the one that most footnotes stand behind.

The first page of a timeline has the overview of all its pages, further pages lead there; so each line is told of once.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.model.annotations import Status
from dateline.site.pages.filters import FEW
from dateline.site.pages.merged_timelines import Line

DATA = "lines.json"
"""The file beside the first page by which the overview of several pages is filtered."""

_TOLD = 60
"""How many months, from the newest, tell one of their events: a long timeline is read by its numbers."""


@dataclass(frozen=True, slots=True)
class Period:
    """A year or a month of a timeline."""

    key: str
    """“2031” or “2031-05”; within a year, “2031” holds what no single month is known of."""
    count: int
    url: str
    """Where its first line stands."""
    text: str
    """Its strongest event, the newest of several; "" where none is told."""
    months: tuple["Period", ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """All years of a timeline, the newest first."""

    years: tuple[Period, ...]
    count: int
    data: str | None
    """`DATA` where the lines do not all stand on the page itself."""


@dataclass(frozen=True, slots=True)
class Zoom:
    """The control of a page of a timeline."""

    home: str
    """The page that has the overview."""
    year: str
    """The year from which one zooms out, where the page begins with one; "" on the page that has the overview."""
    overview: Overview | None


Placed = Sequence[tuple[str, Sequence[Line]]]
"""The pages of a timeline, the newest first: the address and the lines of each.  The first has the overview."""


def zooms_of(pages: Placed) -> tuple[list[Zoom | None], Mapping[str, str]]:
    """The control of each page, and the files that the first one needs beside it; none where it is not worth it.

    A page that goes on with quotes and briefings after the last line has nothing to zoom.
    """
    if not _is_worth_zooming([line for _, lines in pages for line in lines]):
        return [None for _ in pages], {}
    home = pages[0][0]
    is_parted = any(lines for _, lines in pages[1:])
    first = Zoom(home, "", _overview_of(pages, is_parted))
    others = [Zoom(home, lines[0].period[:4], None) if lines else None for _, lines in pages[1:]]
    return [first, *others], {DATA: _data_of(pages)} if is_parted else {}


def _is_worth_zooming(lines: Sequence[Line]) -> bool:
    """Whether there are more lines, in more months, than the eye takes in at once."""
    return len(lines) >= FEW and len({line.period for line in lines}) > 1


def _overview_of(pages: Placed, is_parted: bool) -> Overview:
    """The years and months of all pages, each with the address of its first line."""
    placed = [(url, line) for url, lines in pages for line in lines]
    by_year: dict[str, list[tuple[str, Line]]] = defaultdict(list)
    for url, line in placed:
        by_year[line.period[:4]].append((url, line))
    told = set(sorted({line.period for _, line in placed}, reverse=True)[:_TOLD])
    years = tuple(_year(year, by_year[year], told) for year in sorted(by_year, reverse=True))
    return Overview(years, len(placed), DATA if is_parted else None)


def _year(year: str, placed: Sequence[tuple[str, Line]], told: set[str]) -> Period:
    by_month: dict[str, list[tuple[str, Line]]] = defaultdict(list)
    for url, line in placed:
        by_month[line.period].append((url, line))
    months = tuple(_months(by_month, told)) if set(by_month) != {year} else ()
    return _period(year, placed, True, months)


def _months(by_month: Mapping[str, Sequence[tuple[str, Line]]], told: set[str]) -> Iterator[Period]:
    for month in sorted(by_month, reverse=True):
        yield _period(month, by_month[month], month in told)


def _period(
    key: str, placed: Sequence[tuple[str, Line]], is_told: bool, months: Iterable[Period] = ()
) -> Period:
    url, first = placed[0]
    strongest = max((line for _, line in placed), key=_strength)
    return Period(key, len(placed), f"{url}#{first.id}", strongest.text if is_told else "", tuple(months))


def _strength(line: Line) -> tuple[bool, int]:
    """What has happened says more than what has not, what more footnotes stand behind more than the rest."""
    return line.status is Status.HAPPENED, line.weight


def _data_of(pages: Placed) -> str:
    """What the lines of all pages can be filtered by, as JSON for `timeline.js`.

    The periods in turn, each with the number of its lines; for each filter the different values, in the form of a
    line's data-… attribute, and the number of the value of each line.
    """
    lines = sorted((line for _, some in pages for line in some), key=lambda line: line.period, reverse=True)
    columns: dict[str, dict[str, int]] = defaultdict(dict)
    numbers: dict[str, list[int]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for line in lines:
        counts[line.period] += 1
        for name, value in line.marks.items():
            numbers[name].append(columns[name].setdefault(value, len(columns[name])))
    found = {
        "periods": list(counts.items()),
        "filters": {name: {"values": list(columns[name]), "lines": numbers[name]} for name in columns},
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))
