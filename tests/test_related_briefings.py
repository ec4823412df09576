"""What to read next: neighbours in a topic, related briefings with their reasons, and the work that takes."""

from collections.abc import Iterable

import pytest

from counting import calls_in
from dateline.site import briefing_index
from dateline.site.pages.name_index import name_index_of
from dateline.site.pages.related_briefings import RELATED, Relations
from dateline.topics.similarity import FeatureKind


def briefing(title: str, date: str = "2031-03-04", body: str = "It rained.", **lists: str) -> str:
    front = "".join(f"{key}: [{value}]\n" for key, value in lists.items())
    return f"---\ntitle: {title}\ndate: {date}\n{front}---\n\n{body}\n"


def relations(texts: Iterable[str]) -> Relations:
    files = [(f"{number}.md", text) for number, text in enumerate(texts)]
    index = briefing_index.index_of(files, "briefings")
    return Relations(name_index_of(index, {path: f"{path[:-3]}/" for path, _ in files}).briefings)


def related(found: Relations, path: str) -> list[tuple[str, dict[str, tuple[str, ...]]]]:
    return [
        (other.pointer.title, {str(reason.kind): reason.names for reason in other.reasons})
        for other in found.related(path)
    ]


def test_neighbours_in_each_topic() -> None:
    found = relations(
        [
            briefing("One", "2031-03-01", topics="Dam, Strike"),
            briefing("Two", "2031-03-02", topics="Strike"),
            briefing("Three", "2031-03-03", topics="dam"),
            briefing("Four", "2031-03-04", topics="Dam, Alone"),
            briefing("Five", "2031-03-05"),
        ]
    )
    assert [
        (beside.topic, beside.before and beside.before.title, beside.after and beside.after.title)
        for path in ("0.md", "1.md", "2.md", "3.md", "4.md")
        for beside in found.neighbours(path)
    ] == [
        ("Dam", None, "Three"),
        ("Strike", None, "Two"),
        ("Strike", "One", None),
        ("dam", "One", "Four"),
        ("Dam", "Three", None),
    ]


def test_a_topic_that_leads_where_another_does_is_left_out() -> None:
    found = relations(
        [
            briefing("One", "2031-03-01", topics="Dam"),
            briefing("Two", "2031-03-02", topics="Dam, Strike"),
            briefing("Three", "2031-03-03", topics="Dam, Strike"),
        ]
    )
    assert [beside.topic for beside in found.neighbours("1.md")] == ["Dam"]


def test_what_two_briefings_share_is_the_reason() -> None:
    found = relations(
        [
            briefing("Gate", people="Mira Holt, Bo Lund", places="Orrin"),
            briefing("Ferry", people="mira holt", places="Orrin"),
            briefing("Bridge", places="Orrin"),
            briefing("Nothing in common", people="Ada Fry"),
        ]
    )
    assert related(found, "0.md") == [("Ferry", {"person": ("Mira Holt",), "place": ("Orrin",)})]
    assert related(found, "2.md") == []  # a place tells where, not what
    assert related(found, "3.md") == []


def test_what_few_share_says_more_than_what_many_share() -> None:
    many = [briefing(f"Other {number}", people="Noor Vant, Ada Fry") for number in range(10)]
    body = "Vant and Lund met."
    found = relations(
        [briefing("Here", people="Noor Vant, Bo Lund", body=body), *many, briefing("Rare", people="Bo Lund")]
    )
    assert related(found, "0.md") == [("Rare", {"person": ("Bo Lund",)})]


def test_whom_both_tell_of_comes_before_who_is_named_in_passing() -> None:
    lists = {"people": "Mira Holt, Bo Lund"}
    told = [briefing(f"Holt again {number}", **lists) for number in range(RELATED)]
    passing = [briefing(f"Lund {number}", **lists) for number in range(3)]
    others = [briefing(f"Other {number}") for number in range(30)]
    found = relations([briefing("Holt resigns", **lists), *passing, *told, *others])
    assert {title[:4] for title, _ in related(found, "0.md")} == {"Holt"}
    assert len(found.related("0.md")) == RELATED


def test_a_few_rare_words_beside_a_name() -> None:
    others = [briefing(f"Other {number}", places="Soll") for number in range(30)]
    found = relations(
        [
            briefing("Goalkeeper signs for Orrin", places="Soll"),
            briefing("Orrin wants its goalkeeper", places="Soll"),
            *others,
        ]
    )
    ((title, reasons),) = related(found, "0.md")
    assert (title, set(reasons)) == ("Orrin wants its goalkeeper", {"place", "word"})


def test_neighbours_are_not_shown_again() -> None:
    found = relations(
        briefing(f"Part {day}", f"2031-03-0{day}", topics="Dam", people="Bo Lund") for day in range(1, 6)
    )
    assert {title for title, _ in related(found, "2.md")} == {"Part 1", "Part 5"}


def test_alike_in_words() -> None:
    words = "spillway hinges inspectors flooded valley"
    found = relations(
        [
            briefing("Gate fails", body=f"The {words}."),
            briefing("Another report", body=f"Again the {words}, months later."),
            briefing("Something else", body="The valley is dry."),
        ]
    )
    ((title, reasons),) = related(found, "0.md")
    assert title == "Another report"
    assert set(reasons) == {"word"}
    assert set(reasons["word"]) <= set(words.split())
    (reason,) = found.related("0.md")[0].reasons
    assert (reason.kind, len(reason.names) + reason.more) == (FeatureKind.WORD, 5)


def test_briefings_share_the_names_that_are_meant() -> None:
    found = relations(
        [
            briefing("One", topics="Dam", people="Mira Holt", places="U.S."),
            briefing("Two", topics="Dam", body="The valley is green."),
            briefing("Three", topics="Dam", people="Holt", organisations="United States"),
            briefing("Four", people="Holt, Ada Fry", places="UK"),
            briefing("Five", people="Ada Fry", places="Britain", body="It rained in Britain."),
        ]
    )
    shared = {"topic": ("Dam",), "person": ("Mira Holt",), "place": ("United States",)}
    assert related(found, "0.md") == [("Three", shared)]
    assert related(found, "3.md") == [("Five", {"person": ("Ada Fry",), "place": ("United Kingdom",)})]


def test_a_name_is_no_word_too() -> None:
    lead = "Mira Holt of Orrin Harbour Board spoke."
    found = relations(
        briefing(title, body=lead, people="Mira Holt", organisations="Orrin Harbour Board")
        for title in ("One", "Two")
    )
    assert related(found, "0.md") == [("Two", {"person": ("Mira Holt",)})]


def test_the_same_whatever_the_order_of_the_files() -> None:
    texts = [
        briefing(f"N{number}", f"2031-03-{number + 1:02}", people="Bo Lund, Ada Fry", places="Soll")
        for number in range(20)
    ]
    files = [(f"{number}.md", text) for number, text in enumerate(texts)]
    urls = {path: path for path, _ in files}
    first, second = (
        Relations(name_index_of(briefing_index.index_of(some, "briefings"), urls).briefings)
        for some in (files, files[::-1])
    )
    assert [first.related(path) for path in urls] == [second.related(path) for path in urls]


def calls(briefings: int) -> int:
    """How many functions are called for a site in which everybody shares everything: the worst case."""
    texts = [
        briefing(
            f"Flood {number}", f"20{number % 90 + 10}-03-04", topics="Dam", people="Bo Lund", places="Soll"
        )
        for number in range(briefings)
    ]
    found = relations(texts)

    def ask() -> None:
        for number in range(briefings):
            found.related(f"{number}.md")
            found.neighbours(f"{number}.md")

    return calls_in(ask)


def test_work_grows_in_step_with_the_number_of_briefings() -> None:
    first, second, third = calls(100), calls(200), calls(300)
    assert third - second == pytest.approx(second - first, rel=0.05)
