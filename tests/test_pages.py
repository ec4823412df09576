from typing import Any

import pytest

from dateline import document
from dateline.model import Card, ReviewStatus
from dateline.publish.library import card_of
from dateline.publish.pages import BriefingPage, briefing_page_of, home_of, meta_of


def card(path: str, date: str | None, status: ReviewStatus = ReviewStatus.REVIEWED) -> Card:
    return Card(path, path.upper(), None, date, None, status)


def page(front: str) -> BriefingPage:
    read = document.read(f"---\n{front}---\n\nText.\n", "a.md")
    found = card_of("a.md", read.front.values)
    assert found is not None
    return briefing_page_of(read, found)


def test_home_shows_the_latest_and_groups_all_by_month_and_day() -> None:
    cards = [
        card("a", "2031-03-05", ReviewStatus.DRAFT),
        card("b", "2031-03-04"),
        card("c", "2031-03-04"),
        card("d", "2031-02"),
        card("e", "2030"),
        card("f", None),
        card("g", "soon"),
    ]
    home = home_of(cards, lambda path: f"briefings/{path}/", latest=2)
    assert [teaser.url for teaser in home.latest] == ["briefings/a/", "briefings/b/"]
    assert [teaser.is_draft for teaser in home.latest] == [True, False]
    assert [(month.name, [len(day.teasers) for day in month.days]) for month in home.months] == [
        ("March 2031", [1, 2]),
        ("February 2031", [1]),
        ("2030", [1]),
        ("Undated", [1, 1]),
    ]


def test_a_month_has_one_heading_whatever_stands_between_its_days() -> None:
    cards = [card("a", "2031-01-05"), card("b", "2031"), card("c", "2031-01-01")]
    home = home_of(cards, str, latest=0)
    assert [month.name for month in home.months] == ["January 2031", "2031"]
    assert home.latest == ()


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://news.example/a?b=c", True),
        ("http://news.example", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("data:text/html,hi", False),
        ("//news.example/a", False),
        ("news.example/a", False),
        ("https://", False),
        ("http://[", False),
    ],
)
def test_only_addresses_on_the_web_become_links(url: str, linked: bool) -> None:
    (source,) = page(f"title: A\nsources:\n  - id: s1\n    url: '{url}'\n").sources
    assert source.url == (url if linked else None)


def test_a_page_names_each_author_and_publisher_once() -> None:
    found = page(
        "title: A\nsources:\n"
        "  - {id: s1, publisher: Coast Wire, authors: [Bo Lund, Ada Fry]}\n"
        "  - {id: s2, publisher: Coast Wire, authors: [Ada Fry]}\n"
    )
    assert (found.publishers, found.authors) == (("Coast Wire",), ("Bo Lund", "Ada Fry"))
    assert [source.id for source in found.sources] == ["s1", "s2"]


def test_metadata_for_material_is_html() -> None:
    front = {"title": "<b>&", "description": '"><script>', "tags": ["<i>"], "hide": ["toc"]}
    found = card_of("a.md", front)
    assert found is not None
    meta = meta_of(front, found)
    assert meta["title"] == "&lt;b&gt;&amp;"
    assert meta["description"] == "&quot;&gt;&lt;script&gt;"
    assert meta["tags"] == ["&lt;i&gt;"]
    assert meta["hide"] == ["toc", "navigation"]
    assert "template" not in meta


@pytest.mark.parametrize(
    ("search", "found"),
    [
        (None, {}),
        ("no", {}),
        ({"exclude": True}, {"exclude": True}),
        ({"boost": "2"}, {"exclude": False, "boost": 2.0}),
        ({"boost": "much"}, {"exclude": False}),
        ({"boost": None}, {"exclude": False}),
    ],
)
def test_search_options(search: Any, found: dict[str, Any]) -> None:
    front = {"title": "A", "search": search}
    shown = card_of("a.md", front)
    assert shown is not None
    assert meta_of(front, shown)["search"] == found
