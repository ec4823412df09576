"""A briefing as JSON-LD."""

import json
from typing import Any

import pytest

from dateline.briefing import document
from dateline.site.briefing_records import card_of
from dateline.site.pages.briefing_page import briefing_page_of
from dateline.site.pages.page import SiteOptions
from dateline.site.pages.structured_data import breadcrumbs_of, news_article_of
from dateline.site.rendered_page import script_of


def article(front: str, address: str | None = None, body: str = "Text.") -> dict[str, Any]:
    read = document.read(f"---\ntitle: Ferry sinks\n{front}---\n\n{body}\n", "a.md")
    card = card_of("a.md", read.front.values)
    assert card
    quotes = read.briefing.key_quotes
    return news_article_of(briefing_page_of(read, card), "The Desk", address, quotes)


def test_a_briefing_of_which_little_is_known() -> None:
    assert article("status: reviewed\n") == {
        "@type": "NewsArticle",
        "headline": "Ferry sinks",
        "inLanguage": "en",
        "author": {"@type": "Organization", "name": "The Desk"},
        "publisher": {"@type": "Organization", "name": "The Desk"},
    }


def test_a_whole_briefing() -> None:
    found = article(
        "description: It rained.\ndate: 2031-03-04\nupdated: 2031-03-04T18:05:00-05:00\nlanguage: de\n"
        "people: [Della Marsh]\norganisations: [Harbour Board]\nplaces: [Pellaway]\n"
        "sources:\n  - {id: s1, publisher: Herald, authors: [Ines Calloway], published: 2031-03-03, url: https://h.example/a}\n"
        "  - {id: s2, url: 'javascript:alert(1)', published: 2031-03~}\n"
        "corrections:\n  - {date: 2031-03-05, text: Two sank.}\n",
        "https://news.example/briefings/a/",
    )
    assert found["url"] == "https://news.example/briefings/a/"
    assert (found["datePublished"], found["dateModified"]) == ("2031-03-04", "2031-03-05")
    assert found["creativeWorkStatus"] == "Draft"
    assert found["inLanguage"] == "de"
    first, second = found["isBasedOn"]
    assert first == {
        "@type": "NewsArticle",
        "headline": "Ferry sinks",
        "author": [{"@type": "Person", "name": "Ines Calloway"}],
        "publisher": {"@type": "Organization", "name": "Herald"},
        "datePublished": "2031-03-03",
        "url": "https://h.example/a",
    }
    assert second == {"@type": "NewsArticle", "headline": "Ferry sinks"}
    assert found["citation"] == ["Herald, “Ferry sinks”, 2031-03-03", "“Ferry sinks”, 2031-03~"]
    assert [(thing["@type"], thing["name"]) for thing in found["about"]] == [
        ("Person", "Della Marsh"),
        ("Organization", "Harbour Board"),
        ("Place", "Pellaway"),
    ]
    [correction] = found["correction"]
    assert correction.pop("url").startswith("https://news.example/briefings/a/#c-")
    assert correction == {"@type": "CorrectionComment", "text": "Two sank.", "datePublished": "2031-03-05"}


QUOTES = """## Key quotes

!!! quote "Della Marsh, harbour master (March 4, 2031)"
    “The ramp” … “broke at noon.”[^q-2c3d4e]

!!! quote ""
    “Nobody fell.”
"""


def test_quotes_are_those_of_their_speakers() -> None:
    first, second = article("", body=QUOTES)["hasPart"]
    assert first["@type"] == second["@type"] == "Quotation"
    assert first["text"] == "The ramp … broke at noon."
    assert first["spokenByCharacter"] == {"@type": "Person", "name": "Della Marsh"}
    assert second["text"] == "Nobody fell." and "spokenByCharacter" not in second


def test_the_way_to_a_page() -> None:
    way = breadcrumbs_of(
        SiteOptions("The Desk", ending="index.html"),
        "../..",
        ("Ferries", "../../topics/ferries/"),
        ("A", None),
    )
    assert way["@type"] == "BreadcrumbList"
    assert [(each["position"], each["name"], each.get("item")) for each in way["itemListElement"]] == [
        (1, "The Desk", {"@id": "../../index.html"}),
        (2, "Ferries", {"@id": "../../topics/ferries/"}),
        (3, "A", None),
    ]


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("2031", "2031"),
        ("2031-03", "2031-03"),
        ("2031-03-04", "2031-03-04"),
        ("2031-03-04T18:05:00Z", "2031-03-04T18:05:00Z"),
        ("2031-03~", None),
        ("2031-21", None),
        ("203X", None),
        ("2031/2032", None),
        ("soon", None),
    ],
)
def test_only_dates_that_iso_8601_has(date: str, iso: str | None) -> None:
    assert article(f"date: '{date}'\n").get("datePublished") == iso


def test_a_script_that_no_text_ends() -> None:
    thing = {"text": "</script><!-- <b>&amp;\u2028 “Pellaway”"}
    written = script_of(thing)
    assert not set("<>&\u2028") & set(written)
    assert "“Pellaway”" in written
    assert json.loads(written) == thing
