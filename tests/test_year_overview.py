"""A timeline from afar: its years and months, and the file by which they are filtered."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

from dateline.site.contents import Contents
from dateline.site.pages.filters import FEW
from dateline.site.pages.merged_timelines import MergedLine
from dateline.site.pages.year_overview import DATA, Overview, PlacedLine, level_control_of
from newsroom import newsroom
from test_story_pages import briefing, contents, page

THINGS = (
    "An anchor", "The bakery", "A canal", "Our dome", "Every engine", "The ferry", "A garden", "Her hammock",
    "One inn", "The jetty", "His kettle", "A lantern", "That meadow", "The nursery", "An orchard",
)  # fmt: skip
SOME_DAYS = [f"2031-03-{day:02}" for day in range(1, FEW)]


def lines_of(*dates: str) -> tuple[MergedLine, ...]:
    """Lines of one briefing on these dates, the newest first."""
    entries = "\n".join(
        f"- {date} — {what} was mended." for date, what in zip(sorted(dates), THINGS, strict=False)
    )
    found = contents([("a.md", briefing("date: 2031-04-01\n", f"## Timeline\n\n{entries}\n"))])
    assert len(found.data.lines) == len(dates), "no two of them are one event"
    return found.data.lines[::-1]


def placed(lines: Sequence[MergedLine]) -> list[PlacedLine]:
    return [PlacedLine(line, "topics/pier/", line.filed_under[:4]) for line in lines]


def overview_of(lines: Sequence[MergedLine]) -> Overview:
    control, files = level_control_of("topics/pier/", placed(lines), is_parted=False)
    assert files == {}
    assert control is not None and control.overview is not None
    return control.overview


@pytest.fixture(scope="module")
def long() -> Contents:
    return contents((name, text.replace("topics: [", "topics: [Whole, ")) for name, text in newsroom(30))


def test_years_and_months_are_counted_the_newest_first() -> None:
    shown = overview_of(lines_of(*SOME_DAYS, "2031-02", "2031", "2030-12-31/2031-01-02", "1968"))
    assert [
        (year.key, year.count, [(month.key, month.count) for month in year.months]) for year in shown.years
    ] == [
        ("2031", 11, [("2031-03", 9), ("2031-02", 1), ("2031", 1)]),
        ("2030", 1, []),
        ("1968", 1, []),
    ]
    assert shown.count == 13 and shown.data is None


def test_a_period_tells_what_most_footnotes_stand_behind_of_what_has_happened() -> None:
    told = "”\n".join(f"[^t-{n}]: Coast Wire, paragraph {n}: “Pier {n} was mended." for n in (1, 2, 3))
    lines = "\n".join(
        [
            *(f"- {day} — The pier was painted on {day}." for day in SOME_DAYS),
            "- 2031-03-11 — The pier was mended.[^t-1][^t-2]",
            "- 2031-03-12 (planned) — The pier will be sold.[^t-1][^t-2][^t-3]",
            "- 2031-04-12 (planned) — The pier will be painted.",
        ]
    )
    found = contents(
        [("a.md", briefing("date: 2031-03-11\n", f"## Timeline\n\n{lines}\n\n{told}”\n"))]
    ).data.lines
    (year,) = overview_of(found[::-1]).years
    assert [year.text, *(month.text for month in year.months)] == [
        "The pier was mended.", "The pier will be painted.", "The pier was mended.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "dates",
    [[*SOME_DAYS[:-1], "2031-04-01"], [*SOME_DAYS, "2031-03-30", "2031-03-31"]],
    ids=["few lines", "one month"],
)
def test_what_the_eye_takes_in_at_once_has_no_overview(dates: list[str]) -> None:
    assert level_control_of("topics/pier/", placed(lines_of(*dates)), is_parted=True) == (None, {})


def test_the_first_page_has_the_overview_of_all_and_the_others_lead_there(long: Contents) -> None:
    pages = [view for view in long.views if (view.folder, view.slug) == ("topics", "whole")]
    pages = [view for view in pages if view.is_first or view.shown.groups]
    controls = [view.shown.levels for view in pages]
    assert len(pages) > 2
    assert {control.home for control in controls} == {"topics/whole/"}
    assert [control.overview is None for control in controls] == [False, *(True for _ in controls[1:])]
    assert [control.year for control in controls] == ["", *(view.part[:4] for view in pages[1:])]
    shown = controls[0].overview
    assert shown.count == sum(year.count for year in shown.years) == pages[0].shown.line_count
    standing = {
        line.id: view.url for view in pages[1:] for group in view.shown.groups for line in group.lines
    }
    for year in shown.years:
        assert year.count == sum(month.count for month in year.months)
        for period in (year, *year.months):
            url, _, id_ = period.url.partition("#")
            assert standing[id_] == url


def test_the_timeline_of_everything_has_its_overview_on_the_page_of_the_latest(long: Contents) -> None:
    first = page(long, "timeline/").shown
    year = next(
        view.shown for view in long.views if view.url.startswith("timeline/2030") and view.shown.groups
    )
    assert [(each.key, each.count) for each in first.levels.overview.years] == [
        (each.key, each.count) for each in first.periods
    ]
    assert (year.levels.home, year.levels.year, year.levels.overview) == ("timeline/", "2030", None)
    assert all(
        month.url.startswith(f"timeline/{each.key}")
        for each in first.levels.overview.years
        for month in each.months
    )


def counted(data: dict[str, Any], **chosen: str) -> Counter[str]:
    """What `timeline.js` makes of the file: how many lines of each period have all the values."""
    periods = [period for period, count in data["periods"] for _ in range(count)]
    columns = [
        [
            wanted in data["filters"][name]["values"][number].split()
            for number in data["filters"][name]["lines"]
        ]
        for name, wanted in chosen.items()
    ]
    return Counter(period for period, *fits in zip(periods, *columns, strict=True) if all(fits))


@pytest.mark.parametrize("address", ["timeline/", "topics/whole/"])
@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"status": "planned"},
        {"source": "coast-wire", "certainty": "stated"},
        {"topic": "whole", "person": "ada-aldberg"},
    ],
    ids=str,
)
def test_the_file_beside_it_filters_as_the_lines_themselves_do(
    long: Contents, address: str, chosen: dict[str, str]
) -> None:
    (text,) = page(long, address).files.values()
    fitting = [
        line
        for line in long.data.lines
        if all(wanted in line.marks[name].split() for name, wanted in chosen.items())
    ]
    assert counted(json.loads(text), **chosen) == Counter(line.period for line in fitting)


def test_only_a_first_page_whose_lines_stand_elsewhere_too_has_a_file(long: Contents) -> None:
    assert {view.url for view in long.views if view.files} >= {"timeline/", "topics/whole/"}
    for view in long.views:
        assert set(view.files) <= {DATA}
        assert not view.files or view.is_first
    assert not any(view.files for view in contents(newsroom(2)).views if view.folder == "topics")
