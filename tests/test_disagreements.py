"""Figures in a line, and where the mentions of one event contradict each other."""

from dataclasses import replace
from itertools import combinations

import pytest

from dateline.model.annotations import DateBasis, Status
from dateline.model.article import Span
from dateline.timeline.disagreements import conflicts_of, contradicts, figures_of, numbers_of, outdated
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
        ("The fires of 1957 killed nobody.", []),
        ("She teaches year seven pupils.", []),
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
        ("2,400 people in the town and hundreds more elsewhere", "3,100 people", False),
        ("2,400 people in the town and its parish", "3,100 people", True),
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


def found(*mentions: EventMention) -> tuple[Conflict, ...]:
    """What any two of the mentions contradict each other on."""
    return conflicts_of(mentions, combinations(mentions, 2))


def test_both_values_stand_with_their_sources() -> None:
    told = [mention("The flood drove 2,400 people out.", "a"), mention("The flood drove out 3,100.", "c")]
    told.append(mention("The flood drove 3,100 villagers out.", "b"))
    assert found(*told) == (
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
        ("The blast killed 14 people.", "The blast killed up to 17 people."),
        ("The blast killed 14 people.", "The blast killed 15 to 17 people."),
        ("The blast hurt 14 people, 17 by evening.", "The blast hurt 17 people."),
        ("The class of year seven pupils won.", "The class of 23 pupils won."),
    ],
    ids=[
        "the same",
        "another thing counted",
        "far apart",
        "another unit",
        "an end left open",
        "two ends",
        "told beside it",
        "a number that is a name",
    ],
)
def test_no_conflict(first: str, second: str) -> None:
    assert found(mention(first, "a"), mention(second, "b")) == ()


def test_each_figure_is_held_against_the_one_that_counts_the_same() -> None:
    told = [
        mention("The blast killed 14 people. It hurt 90 people.", "a"),
        mention("The blast killed 17 people. It hurt 90 people.", "b"),
    ]
    assert [conflict.value for conflict in found(*told)] == ["14 people", "17 people"]


def test_the_whole_sentence_counts() -> None:
    told = [
        mention("The mill closed.", "a", words="The mill, where 640 people worked, closed."),
        mention("The mill closed with the loss of 610 jobs.", "b"),
    ]
    assert [conflict.value for conflict in found(*told)] == ["610 jobs", "640 people"]


def test_a_source_is_not_held_against_itself() -> None:
    told = [mention("It cost 2,400 crowns.", "a"), mention("It cost 3,100 crowns.", "a", "2031-03-05")]
    assert found(*told) == ()


def test_dates_that_exclude_each_other() -> None:
    told = [
        mention("It sank.", "a"),
        mention("It sank.", "b", "2031-03-05"),
        mention("It sank.", "c", "2031-03"),
    ]
    assert found(*told) == (Conflict("date", "2031-03-04", "a"), Conflict("date", "2031-03-05", "b"))


@pytest.mark.parametrize("basis", [DateBasis.INHERITED, DateBasis.PUBLICATION])
def test_a_guessed_date_contradicts_nothing(basis: DateBasis) -> None:
    assert found(mention("It sank.", "a"), mention("It sank.", "b", "2031-03-05", basis)) == ()


def test_two_sources_that_each_tell_the_news_of_its_own_day_do_not_differ() -> None:
    first, second = mention("It sank on 4 March.", "a"), mention("It sank on 5 March.", "b", "2031-03-05")
    assert found(first, second) != ()
    assert found(*(replace(each, published=each.date) for each in (first, second))) == ()


DROVE = "The flood drove {} people out."


def test_what_is_counted_on_a_later_day_is_no_contradiction() -> None:
    first = replace(mention("The flood left 24 people missing.", "a"), published="2031-03-04")
    later = replace(mention("The flood left 31 people missing.", "b"), published="2031-03-05")
    assert found(first, later) == ()
    assert outdated([(first, later)]) == outdated([(later, first)]) == {first}
    assert len(found(first, replace(later, published="2031-03-04"))) == 2
    settled = [replace(one, date="2030-03-04") for one in (first, later)]
    assert len(found(*settled)) == 2


def test_a_price_is_not_counted_on() -> None:
    first = replace(mention("It cost 24 crowns.", "a"), published="2031-03-04")
    later = replace(mention("It cost 31 crowns.", "b"), published="2031-03-05")
    assert len(found(first, later)) == 2
    assert outdated([(first, later)]) == frozenset()


def test_a_source_that_tells_a_series_contradicts_nobody() -> None:
    told = [mention(DROVE.format(number), "a") for number in (24, 28)]
    assert found(*told, mention(DROVE.format(31), "b")) == ()


def test_only_mentions_that_pair_contradict_each_other() -> None:
    told = [mention(DROVE.format(24), "a"), mention("It rained.", "b"), mention(DROVE.format(31), "c")]
    assert conflicts_of(told, [(told[0], told[1]), (told[1], told[2])]) == ()


def test_two_acts_contradict_nothing() -> None:
    first = replace(mention("Divers found 12 people.", "a"), act="find")
    other = replace(mention("Ferries took 20 people.", "b"), act="tak")
    assert found(first, other) == ()
    assert len(found(first, replace(other, act="find"))) == 2


@pytest.mark.parametrize(
    ("words", "basis", "count"),
    [
        ("It sank on Tuesday.", DateBasis.RELATIVE, 2),
        ("It sank on March 4.", DateBasis.RELATIVE, 2),
        ("It sank eight days ago.", DateBasis.RELATIVE, 0),
        ("It sank today.", DateBasis.RELATIVE, 0),
        ("March 4, 2031: It sank on Sunday.", DateBasis.STATED, 0),
    ],
)
def test_only_a_day_that_is_named_is_held_against_another(words: str, basis: DateBasis, count: int) -> None:
    first = mention(words, "a", basis=basis)
    assert len(found(first, mention("It sank on March 5.", "b", "2031-03-05"))) == count


def test_days_with_other_numbers_are_of_other_events() -> None:
    first = mention("The alert was raised from 3 to 4.", "a")
    assert found(first, mention("The alert was raised from 4 to 5.", "b", "2031-03-05")) == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("On March 3, 2031, two of 4.5 million boats sank.", {2.0, 4.5e6}),
        ("One boat sank on 3 March.", set()),
    ],
)
def test_numbers(text: str, numbers: set[float]) -> None:
    assert numbers_of(text) == numbers
