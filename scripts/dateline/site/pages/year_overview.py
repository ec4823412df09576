"""A timeline from afar: its years and months, how many events each holds, and the one that most footnotes stand behind.

The first page of a timeline has the overview of all its pages, further pages lead there; so each line is told of once.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.model.annotations import Status
from dateline.site.pages.filters import FEW
from dateline.site.pages.merged_timelines import MergedLine

DATA = "lines.json"
"""The file beside the first page by which the overview of several pages is filtered."""

_WITH_TEXT = 60
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
class LevelControl:
    """The control of a page of a timeline, by which one goes from its days to its months and years."""

    home: str
    """The page that has the overview."""
    year: str
    """The year with which the page begins; "" on the page that has the overview."""
    overview: Overview | None


PlacedLine = tuple[str, MergedLine]
"""A line with the address of its page."""


def level_controls_of(
    pages: Sequence[tuple[str, Sequence[MergedLine]]],
) -> tuple[list[LevelControl | None], Mapping[str, str]]:
    """The control of each page, and the files that the first one needs beside it; none where it is not worth it.

    `pages` are those of a timeline, the newest first: the address and the lines of each.  The first has the overview.
    It is worth it for more lines, in more months, than the eye takes in at once.  A page that goes on with quotes and
    briefings after the last line has no control.
    """
    lines = [line for _, some in pages for line in some]
    if len(lines) < FEW or len({line.period for line in lines}) < 2:
        return [None for _ in pages], {}
    home = pages[0][0]
    is_parted = any(some for _, some in pages[1:])
    overview = _overview_of([(url, line) for url, some in pages for line in some], is_parted)
    others = [LevelControl(home, some[0].period[:4], None) if some else None for _, some in pages[1:]]
    return [LevelControl(home, "", overview), *others], {DATA: _data_of(lines)} if is_parted else {}


def _overview_of(placed: Sequence[PlacedLine], is_parted: bool) -> Overview:
    """The years and months of all pages, each with the address of its first line."""
    months = _by_period(placed, len("2031-05"))
    with_text = set(sorted(months, reverse=True)[:_WITH_TEXT])
    years = []
    for year, some in sorted(_by_period(placed, len("2031")).items(), reverse=True):
        own = {month: of_month for month, of_month in months.items() if month[:4] == year}
        shown = [
            _period(month, own[month], month in with_text)
            for month in (sorted(own, reverse=True) if set(own) != {year} else ())
        ]
        years.append(_period(year, some, True, tuple(shown)))
    return Overview(tuple(years), len(placed), DATA if is_parted else None)


def _by_period(placed: Sequence[PlacedLine], length: int) -> dict[str, list[PlacedLine]]:
    """Lines by their year or month, told by how much of the period names it."""
    found: dict[str, list[PlacedLine]] = defaultdict(list)
    for url, line in placed:
        found[line.period[:length]].append((url, line))
    return found


def _period(
    key: str, placed: Sequence[PlacedLine], has_text: bool, months: tuple[Period, ...] = ()
) -> Period:
    url, first = placed[0]
    strongest = max((line for _, line in placed), key=_strength)
    return Period(key, len(placed), f"{url}#{first.id}", strongest.text if has_text else "", months)


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
