"""A timeline from afar: its years and months, how many events each holds, and the one that most footnotes stand behind.

The first page of a timeline has the overview of all its pages, further pages lead there; so each line is told of once.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from dateline.model.annotations import Status
from dateline.site.pages.filters import FEW
from dateline.site.pages.merged_timelines import MergedLine

DATA = "lines.json"
"""The file beside the first page by which the overview of several pages is filtered."""

_LARGEST = 100_000
"""Bytes of that file: a longer timeline is filtered page by page alone, and by the pages of topics and names."""
_LONGEST = 160
"""Characters of an event in a row."""
ROW = 480
"""Bytes that a row takes at most."""
_YEARS, _WITH_MONTHS = 50, 48
"""How many rows of years an overview has, and how many of months at most: those of the newest years."""


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """A year (or some that are told together) or a month of a timeline."""

    key: str
    """“2031”, “1900/1999” or “2031-05”; within a year, “2031” holds what no single month is known of."""
    count: int
    url: str
    """Where its first line stands."""
    text: str
    """Its strongest event, the newest of several; "" where none is told."""
    months: tuple["OverviewRow", ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """All years of a timeline, the newest first."""

    years: tuple[OverviewRow, ...]
    count: int
    data: str | None
    """`DATA` where the lines do not all stand on the page itself; "" where they are too many for such a file."""


@dataclass(frozen=True, slots=True)
class LevelControl:
    """The control of a page of a timeline, by which one goes from its days to its months and years."""

    home: str
    """The page that has the overview."""
    year: str
    """The years that the page is a part of, as a row of the overview has them; "" on the page that has it."""
    overview: Overview | None


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line, the address of its page, and the years that it is told under."""

    line: MergedLine
    url: str
    years: str


def overview_years(period: str) -> str:
    """What a period of a list is told under: itself, if it is some years, else its year."""
    return period if len(period) == len("1900/1999") else period[:4]


def level_control_of(
    home: str, placed: Sequence[PlacedLine], is_parted: bool
) -> tuple[LevelControl | None, Mapping[str, str]]:
    """The control of the first page of a timeline, and the files that it needs; none where it is not worth it.

    It is worth it for more lines, in more months, than the eye takes in at once.  `placed` are all lines, the newest
    first; `is_parted` tells that not all of them stand on that page.
    """
    if len(placed) < FEW or len({each.line.period for each in placed}) < 2:
        return None, {}
    data = _data_of([each.line for each in placed]) if is_parted else ""
    is_there = 0 < len(data.encode()) <= _LARGEST
    overview = Overview(_rows_of(placed), len(placed), (DATA if is_there else "") if is_parted else None)
    return LevelControl(home, "", overview), {DATA: data} if is_there else {}


def _rows_of(placed: Sequence[PlacedLine]) -> tuple[OverviewRow, ...]:
    """The rows of the overview: the newest years with their months, the oldest of very many in one row."""
    by_years = _grouped(placed, lambda each: each.years)
    rows, left = [], _WITH_MONTHS
    for years, some in list(by_years.items())[: _YEARS - 1]:
        months = _grouped(some, lambda each: each.line.period)
        left -= len(months)
        is_told = set(months) != {years} and left >= 0 and "/" not in years
        shown = [_row(month, months[month]) for month in (sorted(months, reverse=True) if is_told else ())]
        rows.append(_row(years, some, tuple(shown)))
    if len(by_years) >= _YEARS:
        older = [each for some in list(by_years.values())[_YEARS - 1 :] for each in some]
        found = sorted(each.line.filed_under[:4] for each in older)
        rows.append(_row(found[0] if found[0] == found[-1] else f"{found[0]}/{found[-1]}", older))
    return tuple(rows)


def _grouped(
    placed: Sequence[PlacedLine], key_of: Callable[[PlacedLine], str]
) -> dict[str, list[PlacedLine]]:
    found: dict[str, list[PlacedLine]] = defaultdict(list)
    for each in placed:
        found[key_of(each)].append(each)
    return found


def _row(key: str, placed: Sequence[PlacedLine], months: tuple[OverviewRow, ...] = ()) -> OverviewRow:
    first = placed[0]
    strongest = max((each.line for each in placed), key=_strength)
    text = " ".join(strongest.text.split())  # as `shorten` has it, which is slow and seldom needed
    if len(text) > _LONGEST:
        text = shorten(text, _LONGEST, placeholder=" …")
    return OverviewRow(key, len(placed), f"{first.url}#{first.line.id}", text, months)


def _strength(line: MergedLine) -> tuple[bool, int]:
    """What has happened says more than what has not, what more footnotes stand behind more than the rest."""
    return line.status is Status.HAPPENED, line.weight


def _data_of(lines: Sequence[MergedLine]) -> str:
    """What the lines of all pages can be filtered by, as JSON for `timeline.js`.

    The periods in turn, each with the number of its lines; for each filter the different values, in the form of a
    line's data-… attribute, and the number of the value of each line.
    """
    columns: dict[str, dict[str, int]] = defaultdict(dict)
    numbers: dict[str, list[int]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for line in sorted(lines, key=lambda line: line.period, reverse=True):
        counts[line.period] += 1
        for name, value in line.marks.items():
            numbers[name].append(columns[name].setdefault(value, len(columns[name])))
    found = {
        "periods": list(counts.items()),
        "filters": {name: {"values": list(columns[name]), "lines": numbers[name]} for name in columns},
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))
