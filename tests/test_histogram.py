"""The histogram of a story: its unit of time, its bars, its picture."""

from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.site.pages.histogram import FEWEST_EVENTS, UNITS, DatedEvent, Histogram, histogram_of
from dateline.site.pages.histogram_drawing import CAPTION_ID, drawing_of

DAYS = [f"2031-05-{day:02}" for day in (1, 1, 2, 3, 3, 3, 4, 6, 6, 8, 9, 12)]
WEEKS = [f"2031-{month:02}-{day:02}" for month in (1, 3, 5, 7) for day in (3, 4, 19)]
MONTHS = [f"{year}-{month:02}" for year in (2029, 2030, 2031) for month in (1, 4, 4, 9)]
YEARS = [str(year) for year in (1968, 1968, 1990, 1991, 2001, 2001, 2001, 2010, 2011, 2012, 2030, 2031)]


def histogram(dates: list[str], published: tuple[str, ...] = (), status: bool = True) -> Histogram:
    found = histogram_of([DatedEvent(date, status) for date in dates], published)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("dates", "unit", "first", "last", "peak", "highest"),
    [
        (DAYS, "day", "2031-05-01", "2031-05-12", "2031-05-03", 3),
        (WEEKS, "week", "2030-12-30", "2031-07-14", "2030-12-30", 2),
        (MONTHS, "month", "2029-01", "2031-09", "2029-04", 2),
        (YEARS, "year", "1968", "2031", "2001", 3),
    ],
    ids=["days", "weeks", "months", "years"],
)
def test_the_unit_is_the_finest_in_which_most_of_the_story_fits(
    dates: list[str], unit: str, first: str, last: str, peak: str, highest: int
) -> None:
    found = histogram(dates)
    assert (found.unit, found.first, found.last) == (unit, first, last)
    assert (found.peak, found.highest, found.events) == (peak, highest, 12)


@pytest.mark.parametrize(
    ("more", "outside", "inexact"),
    [
        (["1924-05-03"], 1, 0),
        (["2031-08-03"], 1, 0),
        (["2031"], 0, 1),
        (["2031-05"], 0, 1),
        (["2031-05-03/2031-05-04"], 0, 1),
        (["2031-05-03~", "2031-05-03?"], 0, 2),
        (["../2031-05-03", "2031-05-03/..", "203X", "2031-21"], 0, 4),
        (["1999-01-01", "2031-05-11T12:00:00+01:00"], 1, 0),
    ],
    ids=str,
)
def test_an_event_is_never_counted_on_a_day_that_is_not_known(
    more: list[str], outside: int, inexact: int
) -> None:
    found = histogram([*DAYS, *more])
    assert (found.unit, found.outside, found.inexact) == ("day", outside, inexact)
    assert found.events == len(DAYS) + len(more) - outside - inexact


def test_a_date_that_is_about_right_counts_in_a_longer_unit() -> None:
    found = histogram([*MONTHS, "2030-09-03~", "2030-09~"])
    assert (found.unit, found.events, found.inexact) == ("month", 13, 1)


@pytest.mark.parametrize(
    "dates",
    [
        [],
        DAYS[: FEWEST_EVENTS - 1],
        ["2031-05-01"] * 40 + ["2031-05-02"] * 20 + ["2031-05-04"],
        ["2031", "203X", "19XX", "../2030"] * 9,
    ],
    ids=["none", "few", "three days", "not known"],
)
def test_where_the_list_says_as_much_there_is_no_chart(dates: list[str]) -> None:
    assert histogram_of([DatedEvent(date, True) for date in dates], DAYS) is None


def test_bars_follow_each_other_without_a_gap_and_are_never_few() -> None:
    found = histogram(DAYS)
    assert [str(bar.first) for bar in found.bars[:6]] == [f"2031-04-{day}" for day in range(27, 31)] + [
        "2031-05-01",
        "2031-05-02",
    ]
    assert len(found.bars) == 21
    assert (found.begin, found.end) == ("2031-04-27", "2031-05-17")


def test_what_has_not_happened_is_told_apart_and_briefings_stand_beside_it() -> None:
    events = [*(DatedEvent(day, True) for day in DAYS), DatedEvent("2031-05-12", False)]
    found = histogram_of(events, ["2031-05-02", "2031-05-02", "2031-09-01"])
    assert found is not None and found.has_open and found.briefings == 2
    counts = {str(bar.first): (bar.happened, bar.open, bar.briefings) for bar in found.bars if bar.events}
    assert counts["2031-05-12"] == (1, 1, 0)
    assert counts["2031-05-02"] == (1, 0, 2)


ANY_DATE = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda day: str(day)[:7]),
    st.dates().map(lambda day: str(day)[:4]),
    st.sampled_from(["203X", "19XX", "../2031", "2031/..", "2031-05~", "2031-05-01?", "0001", "9999-12-31"]),
)
NEAR = st.dates(date(2031, 5, 1), date(2031, 7, 30)).map(str)
STORIES = st.lists(st.builds(DatedEvent, st.one_of(NEAR, ANY_DATE), st.booleans()), min_size=12, max_size=80)


@given(STORIES, st.lists(NEAR, max_size=9))
def test_bars_sum_to_the_events_and_every_event_is_accounted_for(
    story: list[DatedEvent], published: list[str]
) -> None:
    found = histogram_of(story, published)
    if found is None:
        return
    assert sum(bar.events for bar in found.bars) == found.events
    assert found.events + found.outside + found.inexact == len(story)
    assert max(bar.events for bar in found.bars) == found.highest
    most = {unit.name: unit.most for unit in UNITS}[found.unit]
    assert len(found.bars) <= most
    assert [bar.first for bar in found.bars] == sorted({bar.first for bar in found.bars})
    assert histogram_of(story[::-1], published[::-1]) == found


@given(STORIES)
def test_the_picture_has_a_bar_for_each_kind_of_event_of_a_unit(story: list[DatedEvent]) -> None:
    found = histogram_of(story, [event.date for event in story])
    if found is None:
        return
    root = ElementTree.fromstring(drawing_of(found))
    shown = [part.get("class") for part in root]
    for kind in ("happened", "open", "briefings"):
        assert shown.count(f"pulse__{kind}") == sum(getattr(bar, kind) > 0 for bar in found.bars)
    height = float(root.get("height") or 0)
    for part in root.iter("{http://www.w3.org/2000/svg}rect"):
        top, tall = float(part.get("y") or 0), float(part.get("height") or 0)
        assert 0 <= top < top + tall <= height and tall > 0


def test_years_are_written_where_they_begin_and_not_upon_the_highest_number_or_the_end() -> None:
    def written(dates: list[str]) -> list[str | None]:
        root = ElementTree.fromstring(drawing_of(histogram(dates)))
        return [part.text for part in root.iter("{http://www.w3.org/2000/svg}text")]

    assert written(MONTHS) == ["2030", "2031", "2"]
    assert written([*MONTHS, "2031-01"] + ["2031-01"] * 3) == ["2030", "5"]
    assert written(YEARS) == ["1970", "1980", "1990", "2010", "2020", "3"]


def test_the_picture_is_one_image_named_by_its_sentence() -> None:
    root = ElementTree.fromstring(drawing_of(histogram(DAYS)))
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", CAPTION_ID)
    assert [part.text for part in root.iter("{http://www.w3.org/2000/svg}text")] == ["3"]
    assert not list(root.iter("{http://www.w3.org/2000/svg}a")), "within an image nothing can be reached"
