from typing import Any

import pytest

from dateline.briefing import document
from dateline.site.briefing_records import card_of
from dateline.site.pages.briefing_page import BriefingPage, briefing_page_of, meta_of


def page(front: str) -> BriefingPage:
    read = document.read(f"---\n{front}---\n\nText.\n", "a.md")
    found = card_of("a.md", read.front.values)
    assert found is not None
    return briefing_page_of(read, found)


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


def test_a_page_names_each_publisher_once_and_every_source() -> None:
    found = page(
        "title: A\nsources:\n"
        "  - {id: s1, publisher: Coast Wire, authors: [Bo Lund, Ada Fry]}\n"
        "  - {id: s2, publisher: Coast Wire, authors: [Ada Fry]}\n"
    )
    assert found.publishers == ("Coast Wire",)
    assert [(source.id, source.authors) for source in found.sources] == [
        ("s1", ("Bo Lund", "Ada Fry")),
        ("s2", ("Ada Fry",)),
    ]


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
