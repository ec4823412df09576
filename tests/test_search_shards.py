"""The search in a real browser, on a site whose index has several shards: it answers as that of one index does."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from browser import serving
from dateline.site.search import shards
from marks import few_of
from sites import BRIEFINGS, LIGHTHOUSE, ROOT, build_site, make_project
from test_search import (
    OPENS,
    QUERIES,
    Query,
    count,
    first,
    leads_to,
    pick,
    test_a_part_of_what_is_asked_is_no_answer,
    test_a_quote_has_all_of_the_words,
    test_an_offer_finds_something_among_what_is_chosen,
    test_names_of_two_kinds_are_told_apart,
    test_no_hit_says_so,
)

__all__ = [
    "test_a_part_of_what_is_asked_is_no_answer",
    "test_a_quote_has_all_of_the_words",
    "test_an_offer_finds_something_among_what_is_chosen",
    "test_names_of_two_kinds_are_told_apart",
    "test_no_hit_says_so",
]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    files = [*BRIEFINGS.glob("*.md"), *(ROOT / "tests" / "cases" / "search").glob("*.md")]
    project = make_project(tmp_path_factory.mktemp("shards") / "project", files, with_guide=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shards, "MOST", 4)
        site = build_site(project, strict=False)
    assert [*json.loads((site / "pagefind" / "shards.json").read_bytes())] == ["0", "1", "2", "3"]
    with serving(site) as url:
        yield url


KINDS = {"Briefings": "briefing", "Quotes": "quote", "Timeline": "entry", "Pages": "page"}


@pytest.mark.parametrize("query", few_of(QUERIES[:2], QUERIES[2:]), ids=str)
def test_the_first_result(page: Page, address: str, query: Query) -> None:
    """Asked for by an address, which takes half as long as by typing and choosing."""
    asked = {"q": query.words, **{f"q.{name.lower()}": value for name, value in query.facets.items()}}
    if query.kind in KINDS:
        asked["q.kind"] = KINDS[query.kind]
    if query.order != "relevance":
        asked["q.sort"] = query.order.removesuffix(" first")
    page.goto(f"{address}?{urlencode(asked)}")
    count(page, query.results)
    leads_to(first(page).get_by_role("link").first, query.url)


@pytest.mark.parametrize(
    ("words", "offer", "results"),
    few_of(
        [("tarn feryr zymurgy", "tarn ferry", "3 results")],
        [("Pellawya", "Pellaway", "1 result"), ("Ansa Kohr prices", "Ansa Korr prices", "1 result")],
    ),
)
def test_the_nearest_word_is_offered(page: Page, address: str, words: str, offer: str, results: str) -> None:
    """Which result comes first is another matter: of four pages, chance decides how long they are."""
    page.goto(f"{address}?q={words.replace(' ', '+')}")
    page.get_by_role("button", name=offer, exact=True).click()
    count(page, results)


def test_the_values_of_a_facet_are_counted_in_all_shards(page: Page, address: str) -> None:
    page.goto(address + "?q=tarn")
    count(page, "4 results")
    pick(page, "Topic", "Sella ferry")
    count(page, "3 results")
    option = page.locator(".finder__values label").filter(has_text="Sella ferry")
    expect(option.locator(".finder__count")).to_have_text("3")


@pytest.mark.parametrize("sort", few_of(["newest"], ["oldest"]))
def test_days_are_in_order_over_all_shards(page: Page, address: str, sort: str) -> None:
    page.goto(f"{address}?q=the&q.kind=briefing&q.sort={sort}")
    while page.get_by_role("button", name="More results").is_visible():
        page.get_by_role("button", name="More results").click()
    expect(page.locator(".finder__result").nth(4)).to_be_visible()
    dates = page.locator(".finder__result .finder__facts").evaluate_all(
        "facts => facts.map((each) => Date.parse(each.firstElementChild.textContent)).filter((day) => day)"
    )
    assert len(dates) > 4
    assert dates == sorted(dates, reverse=sort == "newest")


SHARDS = """
    const { openShards, ordered, rarityOf, scoreOf, wordOf } = await import("./assets/javascripts/shards.js");
    const open = () => openShards(new URL("pagefind/", location.href), location.pathname);
"""


def test_a_page_is_as_relevant_as_it_would_be_in_one_index(page: Page, address: str) -> None:
    """Of two pages, that of the shard in which more have the word has it more often."""
    script = """
        const once = { id: "once", score: rarityOf(10, 100) };
        const often = { id: "often", score: 1.2 * rarityOf(40, 100) };
        const lists = [[], [once], [often]];
        const words = [{ results: lists.flat(), counts: [9, 10, 40] }];
        return [words, []].map((some) => ordered([0, 100, 100], lists, some).map(({ id }) => id));
    """
    page.goto(address)
    assert page.evaluate(f"async () => {{{SHARDS}{script}}}") == [["often", "once"], ["once", "often"]]


def test_each_of_several_words_is_as_rare_as_in_one_index(page: Page, address: str) -> None:
    """Two words are as rare in all, but each is rarer in the shard of the page that has it less often."""
    script = """
        const [rare, usual] = [rarityOf(10, 100), rarityOf(40, 100)];
        const more = [{ id: "more", score: rare }, { id: "more", score: 2 * usual }];
        const less = [{ id: "less", score: usual }, { id: "less", score: 1.6 * rare }];
        const lists = [[], ...[more, less].map(([one, other]) => [{ id: one.id, score: one.score + other.score }])];
        const words = [
            { results: [more[0], less[0]], counts: [0, 10, 40] },
            { results: [more[1], less[1]], counts: [0, 40, 10] },
        ];
        return [words, []].map((some) => ordered([0, 100, 100], lists, some).map(({ id }) => id));
    """
    page.goto(address)
    assert page.evaluate(f"async () => {{{SHARDS}{script}}}") == [["more", "less"], ["less", "more"]]


@pytest.mark.parametrize(("words", "url"), few_of([("over light", LIGHTHOUSE)], [("last harbour", OPENS)]))
def test_what_comes_first_of_several_words_is_what_would_in_one_index(
    page: Page, address: str, words: str, url: str
) -> None:
    page.goto(f"{address}?q={words.replace(' ', '+')}")
    leads_to(first(page).get_by_role("link").first, url)


@pytest.mark.parametrize("words", few_of(["tarn ferry"], ["fares sella council", "lamp lighthouse"]))
def test_pagefind_scores_several_words_as_is_reckoned_here(page: Page, address: str, words: str) -> None:
    script = """
        const [index, sizes] = [await open(), await (await fetch("pagefind/shards.json")).json()];
        const alone = await Promise.all(words.split(" ").map((word) => index.search(word)));
        const scores = [];
        for (const { name, search } of index.shards.slice(1)) {
            const rarities = alone.map(({ totalFilters }) => rarityOf(totalFilters.shard[name], sizes[name]));
            for (const { id, score } of (await search(words)).results) {
                const pages = alone.map(({ results }) => results.find((page) => page.id === id));
                const has = pages.map((page, at) => wordOf(page, rarities[at]));
                scores.push([score, scoreOf(has, rarities), has.filter(({ fields }) => fields.length).length]);
            }
        }
        return scores;
    """
    page.goto(address)
    scores = page.evaluate(f"async (words) => {{{SHARDS}{script}}}", words)
    assert any(0 < titled < len(words.split()) for *_, titled in scores)
    for score, reckoned, _ in scores:
        assert reckoned == pytest.approx(score, rel=1e-4)


def test_searches_that_load_a_page_at_once_have_their_own_words(page: Page, address: str) -> None:
    script = """
        const index = await open();
        const [tarn, ferry] = await Promise.all(["tarn", "ferry"].map((word) => index.search(word)));
        const other = (page) => ferry.results.find(({ id }) => id === page.id);
        const both = tarn.results.flatMap((page) => [page, other(page)]).filter((page) => page);
        const loaded = await Promise.all(both.map(index.load));
        return loaded.map(({ locations }, at) => [locations, both[at].words]);
    """
    page.goto(address)
    places = page.evaluate(f"async () => {{{SHARDS}{script}}}")
    assert len(places) > 1
    assert all(loaded == found for loaded, found in places)
