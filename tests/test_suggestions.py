"""Topics suggested for a briefing: by what it shares with what is filed, and nothing where little is shared."""

import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import filing
from counting import calls_in
from dateline.compose.briefing_draft import Limits, compose_briefing
from dateline.formats.seed_reader import article_from_seed
from dateline.model.annotations import Analysis
from dateline.model.article import Seed
from dateline.topics.suggestions import (
    SUGGESTED,
    BriefingFeatures,
    Suggestion,
    TopicSuggester,
    briefing_features,
)

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases" / "topics"


def briefing(
    title: str,
    *topics: str,
    people: str = "",
    places: str = "",
    organisations: str = "",
    date: str | None = "2031-03-04",
    lead: str = "",
) -> BriefingFeatures:
    named = {"people": people, "places": places, "organisations": organisations}
    lists = {key: [name for name in names.split(", ") if name] for key, names in named.items()}
    front: dict[str, object] = {"title": title, "topics": list(topics), "date": date, **lists}
    return briefing_features(front, lead)


def topics(filed: Iterable[BriefingFeatures], new: BriefingFeatures) -> list[str]:
    return [suggestion.topic for suggestion in TopicSuggester(list(filed)).suggest(new)]


FERRY = [
    briefing("Ferry aground off Tolm", "Marn ferry", people="Ada Lorring, Bram Odell", places="Tolm"),
    briefing("Owner of ferry is charged", "Marn ferry", people="Bram Odell, Irena Kost", places="Ostrel"),
]
COURT = [
    briefing("Judge frees banker", "Bank trial", people="Irena Kost, Noor Vant", places="Ostrel"),
    briefing("Banker appeals verdict", "Bank trial", people="Noor Vant", places="Ostrel"),
    briefing("Rain", people="Ada Fry", places="Lissel"),
]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (briefing("Ferry is towed", people="Bram Odell", places="Tolm"), ["Marn ferry"]),
        (briefing("Harbour opens", people="bram  ODELL, ADA lorring", places="Lissel"), ["Marn ferry"]),
        (briefing("Verdict stands", people="Noor Vant"), ["Bank trial"]),
        (briefing("Tolm counts its votes", organisations="Ada Lorring, Tolm"), ["Marn ferry"]),
        (briefing("Snow in Lissel", people="Ada Fry", places="Lissel"), []),
        (briefing("Bridge opens", people="Juno Hale, Piet Mora, Ola Brandt", places="Ostrel, Rhee, Soll"), []),
        (briefing("Bridge opens"), []),
        (briefing(""), []),
    ],
    ids=[
        "people, places and words", "names in other capitals", "one rare name", "an organisation elsewhere a place",
        "filed by nobody", "one common place", "nothing in common", "nothing at all",
    ],
)  # fmt: skip
def test_what_is_shared_suggests_a_topic(new: BriefingFeatures, expected: list[str]) -> None:
    assert topics([*FERRY, *COURT], new) == expected


def test_the_reason_is_what_is_shared_as_the_briefing_spells_it() -> None:
    new = briefing("Ferries towed", people="ADA LORRING, Bram Odell", places="Rhee", lead="Tugs came.")
    assert TopicSuggester(FERRY).suggest(new) == (
        Suggestion("Marn ferry", ("Bram Odell", "ADA LORRING"), ("ferries",)),
    )


def test_no_more_than_three_and_the_likeliest_first() -> None:
    filed = [briefing("Ferry", *"ABCDE", people="Ada Lorring"), briefing("Ferry", "C", people="Ada Lorring")]
    found = topics(filed, briefing("Ferry", people="Ada Lorring"))
    assert len(found) == SUGGESTED
    assert found == ["C", "A", "B"]


@pytest.mark.parametrize("other", ["marn ferry", "Marn-Ferry", "Marn  ferry", "Marn Ferri"])
def test_spellings_of_a_topic_are_suggested_once_and_as_most_spell_it(other: str) -> None:
    filed = [*FERRY, briefing("Ferry sinks", other, people="Bram Odell")]
    assert topics(filed, briefing("Ferry raised", people="Bram Odell")) == ["Marn ferry"]


def test_a_story_within_another_comes_up_by_its_name() -> None:
    filed = [
        briefing(f"Day {day} at Velloe Dam", "Velloe Dam", people="Ada Fry, Bo Lund", places="Soll")
        for day in range(5)
    ]
    filed += [briefing("Water workers strike", "Velloe Dam", "Water strike", people="Ada Fry, Bo Lund")]
    assert set(topics(filed, briefing("Strike over water ends", people="Ada Fry"))) == {
        "Velloe Dam",
        "Water strike",
    }
    assert topics(filed, briefing("Gate at Velloe Dam closed", people="Ada Fry")) == ["Velloe Dam"]


def test_what_is_near_in_time_counts_for_more() -> None:
    filed = [
        briefing("Election", "Vote of 2031", people="Ada Fry", date="2031-03-01"),
        briefing("Election", "Vote of 2027", people="Ada Fry", date="2027-03-01"),
    ]
    early, late = (briefing("Election", people="Ada Fry", date=day) for day in ("2027-02", "2031-04"))
    assert topics(filed, early)[0] == "Vote of 2027"
    assert topics(filed, late)[0] == "Vote of 2031"


@pytest.mark.parametrize("date", [None, "soon", "2031", "../2020", "2031-03-04"])
def test_any_date_or_none_will_do(date: str | None) -> None:
    filed = [*FERRY, briefing("Ferry", "Marn ferry", people="Ada Lorring", date=date)]
    assert topics(filed, briefing("Ferry", people="Ada Lorring", date=date)) == ["Marn ferry"]


def test_the_order_of_the_briefings_plays_no_part() -> None:
    filed = filing.traits_in([ROOT / "briefings"])
    new = briefing(
        "Gate at Velloe Dam repaired", people="Ruben Castellane", places="Cawlebridge, Port Ellory"
    )
    first = TopicSuggester(filed).suggest(new)
    assert first
    random.Random(4).shuffle(filed)
    assert TopicSuggester(filed).suggest(new) == first


def test_the_sample_briefings_each_against_the_others() -> None:
    right, wrong, missing = filing.counted(filing.traits_in([ROOT / "briefings"]))
    assert wrong <= 1
    assert right >= 0.85 * (right + missing)


@pytest.mark.model
@pytest.mark.long
def test_the_sources_of_eight_stories_each_against_the_others(nlp: Any) -> None:
    from dateline.extract import pipeline

    found = []
    for path in sorted(CASES.glob("*/*.txt")):
        article = article_from_seed(Seed(path.name, path.read_bytes()), 1_000_000)[0]
        made = compose_briefing([Analysis(article, pipeline.annotate(nlp, article))], Limits())
        found.append(briefing_features({**made.front, "topics": [f"Story {path.parent.name}"]}, made.lead))
    right, wrong, missing = filing.counted(found)
    assert right + missing == len(found)
    assert wrong <= 1
    assert right >= 0.85 * len(found)


def calls(briefings: int) -> int:
    """How many functions are called for so many new briefings among as many filed ones, where all share everything."""
    filed = [
        briefing(f"Flood {number}", f"Topic {number}", people="Bo Lund", date=f"20{number % 90 + 10}-03-04")
        for number in range(briefings)
    ]
    filings = TopicSuggester(filed)
    return calls_in(lambda: [filings.suggest(traits) for traits in filed])


def test_work_grows_in_step_with_the_number_of_briefings() -> None:
    first, second, third = calls(100), calls(200), calls(300)
    assert third - second == pytest.approx(second - first, rel=0.05)
