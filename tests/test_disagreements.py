"""Figures in a line, and where the mentions of one event contradict each other."""

import pytest

from dateline.model.annotations import DateBasis, Status
from dateline.model.article import Span
from dateline.timeline.disagreements import conflicts_of, contradicts, figures_of
from dateline.timeline.mention import Conflict, EventMention


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Some 3,100 people left.", [("3,100 people", 3100, "people")]),
        ("Forty-two residents left.", [("Forty-two residents", 42, "people")]),
        ("It cost 9m crowns.", [("9m crowns", 9_000_000, "crown")]),
        ("It cost $4.5 million.", [("$4.5 million", 4_500_000, "$")]),
        ("It cost two hundred thousand crowns.", [("two hundred thousand crowns", 200_000, "crown")]),
        ("Prices rose 12 per cent, or 12%.", [("12 per", 12, "%"), ("12%", 12, "%")]),
        ("Six old oak trees fell.", [("Six old oak trees", 6, "tre")]),
        ("On 12 May 2031 the 54-year-old left at 10:40 p.m.", []),
        ("Two days later, on March 3, it sank.", []),
        ("Two of the boats sank in 1999.", []),
        ("He lives at 7/11 B4 street.", []),
    ],
)
def test_figures(text: str, figures: list[tuple[str, float, str]]) -> None:
    assert [(f.text, f.value, f.unit) for f in figures_of(text)] == figures


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        ("2,400 people", "3,100 people", True),
        ("two boats", "three boats", True),
        ("2,400 people", "2,400 residents", False),
        ("about 2,400 people", "2,500 people", False),
        ("about 2,400 people", "3,100 people", True),
        ("more than 40 people", "55 people", False),
        ("more than 40 people", "38 people", True),
        ("no more than 40 people", "55 people", True),
        ("fewer than 40 people", "31 people", False),
        ("3,100 people", "3,112 people", False),
        ("$4 million", "$3.8 million", False),
        ("$4.5 million", "$3.8 million", True),
        ("10 people", "12 people", True),
        ("10 people", "12 boats", False),
        ("$10", "£12", False),
    ],
)
def test_contradiction(first: str, second: str, answer: bool) -> None:
    (a,), (b,) = figures_of(first), figures_of(second)
    assert contradicts(a, b) is contradicts(b, a) is answer


def mention(
    text: str, source: str, date: str = "2031-03-04", basis: DateBasis = DateBasis.STATED, words: str = ""
) -> EventMention:
    return EventMention(Span(source, 0, 9), date, Status.HAPPENED, basis, text, words=words)


def test_both_values_stand_with_their_sources() -> None:
    told = [mention("The flood drove 2,400 people out.", "a"), mention("The flood drove out 3,100.", "c")]
    told.append(mention("The flood drove 3,100 villagers out.", "b"))
    assert conflicts_of(told) == (
        Conflict("figure", "2,400 people", "a"),
        Conflict("figure", "3,100 villagers", "b"),
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The blast killed 14 people and hurt 90 people.", "The blast killed 14 people and hurt 90 people."),
        ("The blast killed 14 people.", "The blast hurt 90 people."),
        ("The blast killed 14 people.", "Some 30,000 people live there."),
        ("The blast killed 14 people.", "The blast killed people in 9 houses."),
    ],
    ids=["the same", "another thing counted", "far apart", "another unit"],
)
def test_no_conflict(first: str, second: str) -> None:
    assert conflicts_of([mention(first, "a"), mention(second, "b")]) == ()


def test_each_figure_is_held_against_the_one_that_counts_the_same() -> None:
    told = [
        mention("The blast killed 14 people. It hurt 90 people.", "a"),
        mention("The blast killed 17 people. It hurt 90 people.", "b"),
    ]
    assert [conflict.value for conflict in conflicts_of(told)] == ["14 people", "17 people"]


def test_the_whole_sentence_counts() -> None:
    told = [
        mention("The mill closed.", "a", words="The mill, where 640 people worked, closed."),
        mention("The mill closed with the loss of 610 jobs.", "b"),
    ]
    assert [conflict.value for conflict in conflicts_of(told)] == ["610 jobs", "640 people"]


def test_a_source_is_not_held_against_itself() -> None:
    told = [mention("It cost 2,400 crowns.", "a"), mention("It cost 3,100 crowns.", "a", "2031-03-05")]
    assert conflicts_of(told) == ()


def test_dates_that_exclude_each_other() -> None:
    told = [
        mention("It sank.", "a"),
        mention("It sank.", "b", "2031-03-05"),
        mention("It sank.", "c", "2031-03"),
    ]
    assert conflicts_of(told) == (Conflict("date", "2031-03-04", "a"), Conflict("date", "2031-03-05", "b"))


@pytest.mark.parametrize("basis", [DateBasis.INHERITED, DateBasis.PUBLICATION])
def test_a_guessed_date_contradicts_nothing(basis: DateBasis) -> None:
    assert conflicts_of([mention("It sank.", "a"), mention("It sank.", "b", "2031-03-05", basis)]) == ()
