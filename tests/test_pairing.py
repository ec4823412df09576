"""Which mentions are held against each other: all whose dates may be those of one event, in however long an archive."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counting import calls_in
from dateline.model.annotations import DateBasis, Status
from dateline.model.article import Span
from dateline.timeline import pairing
from dateline.timeline.mention import EventMention
from dateline.timeline.pairing import coreferent_pairs
from dateline.timeline.terms import terms_of

DATES = (
    *("2031-01-01", "2031-01-02", "2031-01-03", "2030-12-31", "2032-02-29", "2031-05-30T10:00"),
    *("2031-01", "2030-12", "2031-05", "2030-05", "2032-05", "2031-06", "2031-24", "2031-21", "2030-21"),
    *("2031", "2030", "2032", "203X", "20XX", "2030/2032", "2031-05-30/2031-06-02", "2031-05-31/2031-06-01"),
    *("2031/..", "../2031", "2031-05~", "2031?", "0001-01", "9999-12-31", "9999"),
)


def mention(source: str, day: str, text: str) -> EventMention:
    span = Span(source, len(text), len(text) + 1)
    return EventMention(span, day, Status.HAPPENED, DateBasis.STATED, text, terms=terms_of(text))


@given(st.lists(st.sampled_from(DATES), min_size=2, max_size=12))
def test_all_that_lie_near_in_time_are_held_against_each_other(dates: list[str]) -> None:
    mentions = [
        mention(f"{n}.txt", day, "the ferry sank off the harbour wall") for n, day in enumerate(dates)
    ]
    pairs = pairing.CellPairs(mentions, (), None)
    found = {
        frozenset(pair)
        for cells, asking in pairs._asking.items()
        for cell in cells.asked
        for _, *pair in pairs._candidates(asking, cell)
    }
    near = {
        frozenset((i, j))
        for i, j in combinations(range(len(dates)), 2)
        if pairing._are_near(dates[i], dates[j])
    }
    assert found == near


LINES = (
    "The ferry sank off the harbour wall",
    "The old ferry sank near the harbour wall of Marn",
    "Divers raised the ferry off the harbour wall",
    "The council of Marn closed the harbour wall",
)


@given(st.data())
def test_pairs_that_are_kept_are_those_found_anew(data: st.DataObject) -> None:
    told = st.builds(
        mention, st.sampled_from(("a.txt", "b.txt", "c.txt")), st.sampled_from(DATES), st.sampled_from(LINES)
    )
    store = Scored()
    for _ in range(3):
        mentions = data.draw(st.lists(told, min_size=2, max_size=12, unique=True))
        mentions.sort(key=lambda one: (one.source, one.date, one.text))
        keys = [f"{one.source} {one.date} {one.text}" for one in mentions]
        assert set(coreferent_pairs(mentions, keys, store)) == set(coreferent_pairs(mentions))


class Scored(dict[str, pairing.Scores]):
    """Keeps all scores."""

    def put(self, key: str, value: pairing.Scores) -> None:
        self[key] = value


def crowd(years: int) -> list[EventMention]:
    """A flood that two sources tell of in each year, among other lines of that year."""
    told = []
    for year in range(1500, 1500 + 3 * years, 3):
        told += [mention(f"{year}-{n}.txt", str(year), "Flood water burst the old dam") for n in (1, 2)]
        told += [
            mention(f"{year}-{n}.txt", str(year), f"Water reached mark {n} of the gauge") for n in range(3, 9)
        ]
    return told


@pytest.mark.parametrize("years", [2, 140])
def test_a_longer_archive_parts_no_lines(years: int) -> None:
    told = crowd(years)
    pairs = {(i, j) for i, j in coreferent_pairs(told) if "dam" in told[i].text and "dam" in told[j].text}
    assert len(pairs) == years
    assert all(told[i].date == told[j].date for i, j in pairs)


def test_work_grows_in_step_with_what_is_told_of_one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "_CROWD", 16)
    dams = [f"{first}{second}" for first in "bdfgk" for second in "aeiouy" for _ in range(10)]
    told = [
        mention(f"{n}.txt", "2031-05-04", f"Flood water burst the {dam}lt of {dam}rm")
        for n, dam in enumerate(dams)
    ]
    assert len(pairing.CellPairs(told, (), None).scored()) > len(told)
    first, second, third = (calls_in(pairing.CellPairs(told[:n], (), None).scored) for n in (100, 200, 300))
    assert third - second <= 1.05 * (second - first)
