"""The search in a real browser, on a site whose index has several shards: it answers as that of one index does."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from browser import serving
from dateline.site.search import shards
from sites import BRIEFINGS, ROOT, build_site, make_project
from test_search import (
    count,
    opened,
    pick,
    test_a_part_of_what_is_asked_is_no_answer,
    test_a_quote_has_all_of_the_words,
    test_an_offer_finds_something_among_what_is_chosen,
    test_names_of_two_kinds_are_told_apart,
    test_no_hit_says_so,
    test_the_first_result,
)

__all__ = [
    "test_a_part_of_what_is_asked_is_no_answer",
    "test_a_quote_has_all_of_the_words",
    "test_an_offer_finds_something_among_what_is_chosen",
    "test_names_of_two_kinds_are_told_apart",
    "test_no_hit_says_so",
    "test_the_first_result",
]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    files = [*BRIEFINGS.glob("*.md"), *(ROOT / "tests" / "cases" / "search").glob("*.md")]
    project = make_project(tmp_path_factory.mktemp("shards") / "project", files)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shards, "MOST", 4)
        site = build_site(project, strict=False)
    assert [*json.loads((site / "pagefind" / "shards.json").read_bytes())] == ["0", "1", "2", "3"]
    with serving(site) as url:
        yield url


@pytest.mark.parametrize(
    ("words", "offer", "results"),
    [
        ("Pellawya", "Pellaway", "1 result"),
        ("Ansa Kohr prices", "Ansa Korr prices", "1 result"),
        ("tarn feryr zymurgy", "tarn ferry", "3 results"),
    ],
)
def test_the_nearest_word_is_offered(
    browser: Browser, address: str, words: str, offer: str, results: str
) -> None:
    """Which result comes first is another matter: a shard of four pages does not know how rare a word is."""
    with opened(browser, f"{address}?q={words.replace(' ', '+')}") as page:
        page.get_by_role("button", name=offer, exact=True).click()
        count(page, results)


def test_the_values_of_a_facet_are_counted_in_all_shards(browser: Browser, address: str) -> None:
    with opened(browser, address + "?q=tarn") as page:
        count(page, "4 results")
        pick(page, "Topic", "Sella ferry")
        count(page, "3 results")
        option = page.locator(".finder__values label").filter(has_text="Sella ferry")
        expect(option.locator(".finder__count")).to_have_text("3")


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_days_are_in_order_over_all_shards(browser: Browser, address: str, sort: str) -> None:
    with opened(browser, f"{address}?q=the&q.kind=briefing&q.sort={sort}") as page:
        while page.get_by_role("button", name="More results").is_visible():
            page.get_by_role("button", name="More results").click()
        expect(page.locator(".finder__result").nth(4)).to_be_visible()
        dates = page.locator(".finder__result .finder__facts").evaluate_all(
            "facts => facts.map((each) => Date.parse(each.firstElementChild.textContent)).filter((day) => day)"
        )
    assert len(dates) > 4
    assert dates == sorted(dates, reverse=sort == "newest")


def test_a_page_is_as_relevant_as_it_would_be_in_one_index(browser: Browser, address: str) -> None:
    """Of two pages, that of the shard in which more have the word has it more often."""
    with opened(browser, address) as page:
        script = """async () => {
            const { ordered, weightsOf } = await import("./assets/javascripts/shards.js");
            const rarity = (found) => Math.log(1 + (100 - found + 0.5) / (found + 0.5));
            const lists = [[], [{ id: "once", score: rarity(10) }], [{ id: "often", score: 1.2 * rarity(40) }]];
            const weights = [weightsOf([0, 100, 100], [9, 10, 40]), weightsOf([0, 100, 100], undefined)];
            return weights.map((some) => ordered(lists, some).map(({ id }) => id));
        }"""
        assert page.evaluate(script) == [["often", "once"], ["once", "often"]]
