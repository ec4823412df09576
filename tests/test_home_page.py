"""The home page: day, week and what was before, the strongest quote, what comes next."""

import pytest

from dateline.model.annotations import QuoteBasis
from dateline.model.briefing import KeyQuote
from dateline.site import briefing_index
from dateline.site.date_format import day_words
from dateline.site.interface_language import ENGLISH
from dateline.site.pages.home_page import HomePage, TeaserDay, home_of, strongest
from dateline.site.pages.page import SiteOptions
from dateline.site.pages.site_data import site_data_of
from dateline.site.pages.slugs import NameKind

BODY = """It rained.[^p-1]

## Key points

- The road is shut.[^p-1]
- The rail is shut.[^p-1]
- The port is shut.[^p-1]
- The pass is shut.[^p-1]
- The gate is shut.[^p-1]

## Key quotes

!!! quote "Ola Arnaud, engineer"
    “The dam itself is standing and it is stable,” … “Nobody need fear for it.”[^q-1]

## Timeline

- 2031-03-09 (planned) — {plan}.[^t-1]

[^p-1]: Bell: “It rained.”
[^q-1]: Bell: “It stands.”
[^t-1]: Bell: “It will be shut.”
"""


PLANS = (
    "The gate is shut", "A bridge opens", "Miners vote", "The ferry sails", "Judges meet", "Schools close",
    "The minister speaks", "Farmers march", "The museum reopens",
)  # fmt: skip


def home(dates: dict[str, str | None], latest: int = 10, topics: bool = False) -> HomePage:
    texts = [
        (
            name,
            f"---\ntitle: {name.upper()}\n"
            + (f"date: '{date}'\n" if date else "")
            + (f"topics: [Story {name}, Rain]\n" if topics else "")
            + f"---\n\n{BODY.format(plan=PLANS[number])}",
        )
        for number, (name, date) in enumerate(dates.items())
    ]
    index = briefing_index.index_of(texts, "briefings")
    urls = {name: f"briefings/{name}/" for name in dates}
    return home_of(site_data_of(index, urls, SiteOptions(latest=latest)))


def titles(days: tuple[TeaserDay, ...]) -> list[list[str]]:
    return [[teaser.briefing.title for teaser in day.teasers] for day in days]


DATES = {
    "a": "2031-03-05",
    "b": "2031-03-05",
    "c": "2031-03-04",
    "d": "2031-02-27",
    "e": "2031-02-26",
    "f": "2031-02",
    "g": "2030",
    "h": None,
    "i": "soon",
}


def test_the_newest_day_the_week_and_what_was_before() -> None:
    found = home(DATES)
    assert found.day is not None
    assert (found.day.date, titles((found.day,))) == ("2031-03-05", [["A", "B"]])
    assert titles(found.week) == [["C"], ["D"]]
    assert titles(found.before) == [["E"], ["F"], ["G"], ["H"], ["I"]]
    assert [day_words(day.date, ENGLISH) for day in found.before] == [
        "Wednesday, February 26, 2031", "February 2031", "2030", "Undated", "soon",
    ]  # fmt: skip


def test_the_newest_briefing_alone_shows_its_key_points() -> None:
    found = home(DATES)
    days = ((found.day,) if found.day else ()) + found.week + found.before
    points = [teaser.points for day in days for teaser in day.teasers]
    assert points[0] == ("The road is shut.", "The rail is shut.", "The port is shut.") and not any(
        points[1:]
    )


def test_a_day_with_one_briefing_shows_one_key_point_more() -> None:
    day = home({"a": "2031-03-05", "c": "2031-03-04"}).day
    assert day and [len(teaser.points) for teaser in day.teasers] == [4]


@pytest.mark.parametrize(("latest", "shown"), [(0, 0), (1, 1), (3, 3), (20, 9)])
def test_so_many_are_shown_in_full(latest: int, shown: int) -> None:
    found = home(DATES, latest)
    days = (*((found.day,) if found.day else ()), *found.week, *found.before)
    assert sum(len(day.teasers) for day in days) == shown
    assert found.count == len(DATES)


def test_the_others_are_in_the_archive_by_year() -> None:
    found = home(DATES, 2)
    assert found.archive == "archive/"
    assert [(year.title, year.count, year.url) for year in found.years] == [
        ("2031", 6, "archive/2031/"),
        ("2030", 1, "archive/2030/"),
        ("", 2, "archive/undated/"),
    ]


def test_the_topics_of_the_newest_briefings_come_first() -> None:
    found = home(DATES, topics=True)
    assert [row.name.text for row in found.topics[:4]] == ["Rain", "Story a", "Story b", "Story c"]
    assert len(found.topics[0].briefings) == len(DATES)
    assert (len(found.topics), found.all_topics) == (8, "topics/")
    assert home({"a": "2031-03-05"}, topics=True).all_topics is None


def test_a_teaser_leads_to_its_topics() -> None:
    found = home({"a": "2031-03-05"}, topics=True)
    assert found.day is not None
    assert [(topic.text, topic.url) for topic in found.day.teasers[0].briefing.names[NameKind.TOPIC]] == [
        ("Story a", "topics/story-a/"),
        ("Rain", "topics/rain/"),
    ]


def test_no_briefing() -> None:
    assert home({}) == HomePage(None, (), (), (), False, (), None, 0, "archive/", ())


def test_undated_briefings_alone_are_shown_too() -> None:
    found = home({"a": None, "b": None})
    assert found.day is not None
    assert (found.day.date, titles((found.day,))) == (None, [["A", "B"]])


def test_a_teaser_leads_to_its_quote() -> None:
    found = home({"a": "2031-03-05"})
    assert found.day is not None
    (teaser,) = found.day.teasers
    assert teaser.briefing.content.lead == "It rained."
    assert teaser.quote is not None
    assert teaser.quote.paragraphs[0][0].startswith("The dam itself")
    assert (teaser.quote.speaker, teaser.quote.role) == ("Ola Arnaud", "engineer")
    assert teaser.quote_url == "briefings/a/#q-1"


def test_what_comes_next_leads_to_the_line_that_announces_it() -> None:
    found = home({"a": "2031-03-05", "b": "2031-03-04"})
    assert [(plan.entry.date, plan.url) for plan in found.plans] == [
        ("2031-03-09", "briefings/a/#t-1"),
        ("2031-03-09", "briefings/b/#t-1"),
    ]
    assert not found.more_plans
    assert home({f"n{number}": "2031-03-05" for number in range(9)}).more_plans


def quote(
    words: str, speaker: str | None = "Ola Arnaud", basis: str = "explicit", role: str | None = None
) -> KeyQuote:
    return KeyQuote(((words,),), speaker, role, QuoteBasis(basis))


WHOLE = "The dam itself is standing and it is stable,"


@pytest.mark.parametrize(
    ("quotes", "best"),
    [
        ([quote("a monument with a bulb in it"), quote(WHOLE)], 1),
        ([quote(WHOLE, None, "none"), quote("a monument with a bulb in it")], 1),
        ([quote(WHOLE, basis="implied"), quote(WHOLE)], 1),
        ([quote("No."), quote(WHOLE)], 1),
        ([quote(WHOLE + " " + "and more" * 40 + "."), quote(WHOLE)], 1),
        ([quote(WHOLE), quote(WHOLE, role="engineer")], 1),
        ([quote(WHOLE), quote(WHOLE, "Mira Holt")], 0),
        ([KeyQuote(()), quote("a bulb")], 1),
    ],
    ids=["whole", "named", "explicit", "not too short", "not too long", "role", "the first", "no words"],
)
def test_the_strongest_quote(quotes: list[KeyQuote], best: int) -> None:
    assert strongest(quotes) is quotes[best]


def test_no_quote() -> None:
    assert strongest([]) is None
