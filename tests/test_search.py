"""The search in a real browser, on a site of fictional briefings."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from browser import serving, transfers
from marks import few_of
from newsroom import newsroom
from nightly import times
from sites import BRIEFINGS, HOSTILE, LIGHTHOUSE, ROOT, WORM, build_site, make_project

pytestmark = pytest.mark.browser

OPENS = "briefings/2029-06-11-ferry-line-opens/"
AGROUND = "briefings/2030-02-19-ferry-runs-aground/"
PEAT = "briefings/2031-01-14-peat-fire-at-grimm-moor/"
FARES = "briefings/2031-05-02-ferry-fares-rise/"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    files = [*BRIEFINGS.glob("*.md"), *(ROOT / "tests" / "cases" / "search").glob("*.md")]
    project = make_project(tmp_path_factory.mktemp("search") / "project", files, with_guide=True)
    with serving(build_site(project, strict=False)) as url:  # one of them has a date that is none
        yield url


@contextmanager
def opened(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    context = browser.new_context(**options)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(url)
    yield page
    context.close()


def ask(page: Page, words: str) -> None:
    """Open the search and enter words as one pastes them: each key that is typed asks anew."""
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search briefings")).to_be_focused()
    page.keyboard.insert_text(words)


def facet(page: Page, name: str) -> Locator:
    return page.locator(".finder__facet").filter(has=page.locator(f"summary:text-is('{name}')"))


def pick(page: Page, name: str, value: str) -> None:
    group = facet(page, name)
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    group.get_by_role("checkbox", name=value).check()


def first(page: Page) -> Locator:
    return page.locator(".finder__result").first


def count(page: Page, results: str | re.Pattern[str]) -> None:
    """Wait for so many results; the status may add that all are drafts."""
    if isinstance(results, str):
        results = re.compile(rf"^{re.escape(results)}(?: · all of them drafts)?$")
    expect(page.get_by_role("status").filter(has_text="result")).to_have_text(results)


def leads_to(link: Locator, url: str) -> None:
    expect(link).to_have_attribute("href", re.compile(rf"/{re.escape(url)}"))


class Query(NamedTuple):
    """What is asked, how it is narrowed down and ordered, how many results there are, where the first one leads."""

    words: str
    kind: str
    facets: dict[str, str]
    order: str
    results: str
    url: str

    def __str__(self) -> str:
        return f"{self.words} {self.kind} {self.facets or ''}"


QUERIES = [Query(*each) for each in (
    ("onychophoran", "Everything", {}, "relevance", "1 result", WORM),
    ("ferry", "Briefings", {"Topic": "Peat fires"}, "relevance", "1 result", PEAT),
    ("repaired", "Quotes", {}, "newest first", "2 results", PEAT + "?h=repaired#q-130002"),
    ("lamp", "Timeline", {}, "oldest first", "2 results", LIGHTHOUSE + "?h=lamp#t-4e5f60"),
    ("nobody takes pleasure", "Everything", {}, "relevance", "1 result", LIGHTHOUSE),
    ("2031-01-14", "Everything", {}, "relevance", "1 result", PEAT),
    ("tarn", "Everything", {}, "newest first", "4 results", FARES),
    ("tarn", "Everything", {}, "oldest first", "4 results", OPENS),
    ("sandbank", "Everything", {"Year": "2031"}, "relevance", "1 result", FARES),
    ("repaired", "Quotes", {"Person": "Ansa Korr"}, "relevance", "1 result", AGROUND + "?h=repaired#q-120003"),
    ("", "Quotes", {"Publisher": "Sound Weekly"}, "relevance", "2 results", AGROUND + "#q-120003"),
    ("", "Quotes", {"Person": "Ansa Korr", "Year": "2030"}, "relevance", "1 result", AGROUND + "#q-120003"),
    ("", "Timeline", {"Place": "Tarn"}, "oldest first", "2 results", OPENS + "#t-110003"),
    ("", "Everything", {"Organisation": "Moor Rangers"}, "relevance", "1 result", PEAT),
    ("calloway", "Everything", {}, "relevance", "1 result", LIGHTHOUSE),
    ('"how to read a briefing"', "Pages", {}, "relevance", "1 result", "about/"),
    ("korr prices", "Everything", {}, "relevance", "1 result", FARES),
    ("inland peat moor rangers", "Everything", {}, "relevance", "1 result", PEAT),
    ("2029-06-11", "Timeline", {}, "oldest first", "2 results", OPENS + "?h=june+11+2029#t-110004"),
    ("2029-06", "Timeline", {}, "oldest first", "2 results", OPENS + "?h=june+2029#t-110004"),
    ("fares 2031-05", "Briefings", {}, "relevance", "1 result", FARES),
)]  # fmt: skip
FIRST = 6
"""So many of them, of every kind and order, `make test` asks."""


@pytest.mark.parametrize("query", few_of(QUERIES[:FIRST], QUERIES[FIRST:]), ids=str)
def test_the_first_result(page: Page, address: str, query: Query) -> None:
    page.goto(address)
    ask(page, query.words)
    page.get_by_role("radio", name=query.kind).check(force=True)
    page.get_by_label("Sort by").select_option(query.order)
    for name, value in query.facets.items():
        pick(page, name, value)
    count(page, query.results)
    leads_to(first(page).get_by_role("link").first, query.url)


def test_results_come_as_one_types_and_land_on_the_item_with_the_words_marked(
    page: Page, address: str
) -> None:
    page.goto(address)
    ask(page, "")
    page.keyboard.type("lanterns")
    quote = first(page).get_by_role("listitem").filter(has_text="Quote").get_by_role("link")
    quote.click()
    page.wait_for_url(f"{address}{LIGHTHOUSE}#q-2c3d4e")
    target = page.locator("#q-2c3d4e")
    expect(target).to_be_in_viewport()
    expect(target.locator("mark")).to_have_text("lanterns")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("lanterns")
    count(page, "1 result")


def test_a_line_without_a_footnote_is_found_and_led_to(page: Page, address: str) -> None:
    page.goto(address + "?q=boycott&q.kind=entry")
    first(page).get_by_role("link").click()
    expect(page.locator(".timeline__entry:target")).to_contain_text("A boycott begins.")


@pytest.mark.parametrize("words", few_of(["zymurgy"], ["zzz qqq"]))
def test_no_hit_says_so(page: Page, address: str, words: str) -> None:
    page.goto(address)
    ask(page, words)
    expect(page.get_by_role("status").filter(has_text="Nothing")).to_have_text("Nothing found.")
    expect(page.locator(".finder__result")).to_have_count(0)


@pytest.mark.parametrize(
    "words",
    few_of(
        ["2029-06-12", "korr peat"],
        ["2030-02-31", "2029-06-11-12", "tarn zymurgy", "zymurgy q"],
    ),
    ids=["no news that day", "never together", "no day", "no date", "one word unknown", "a letter"],
)
def test_a_part_of_what_is_asked_is_no_answer(page: Page, address: str, words: str) -> None:
    page.goto(address + "?q=" + words.replace(" ", "+"))
    expect(page.locator("#finder-status")).to_have_text(re.compile("^Nothing found."))
    expect(page.locator(".finder__result")).to_have_count(0)


@pytest.mark.parametrize(
    ("words", "offer", "results", "url"),
    few_of(
        [("Ansa Kohr prices", "Ansa Korr prices", "1 result", FARES)],
        [
            ("Pellawya", "Pellaway", "1 result", LIGHTHOUSE),
            ("ruann oskk", "Ruan Osk", "1 result", AGROUND),
            ("tarn feryr zymurgy", "tarn ferry", "3 results", OPENS),
            ('"ferry runz aground"', '"ferry runs aground"', "1 result", AGROUND),
            ("péllawáya", "Pellaway", "1 result", LIGHTHOUSE),
        ],
    ),
)
def test_the_nearest_word_is_offered(
    page: Page, address: str, words: str, offer: str, results: str, url: str
) -> None:
    page.goto(address)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ask(page, words)
    expect(page.locator("#finder-status")).to_have_text(f"Nothing found. Did you mean {offer}?")
    assert len([url for url in asked if url.endswith("/words.json")]) == 1
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name=offer, exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    count(page, results)
    expect(page.get_by_role("searchbox", name="Search briefings")).to_be_focused()
    expect(page.get_by_role("searchbox", name="Search briefings")).to_have_value(offer)
    leads_to(first(page).get_by_role("link").first, url)


def test_an_offer_finds_something_among_what_is_chosen(page: Page, address: str) -> None:
    page.goto(address + "?q=feryr&q.topic=Peat+fires")
    expect(page.locator("#finder-status")).to_have_text("Nothing found. Did you mean ferry?")
    page.goto(address + "?q=lamq&q.topic=Peat+fires")
    expect(page.locator("#finder-status")).to_have_text("Nothing found.")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#finder-status")).to_have_text("Nothing found.")


@pytest.mark.long
def test_words_that_are_there_load_no_list_of_words(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        ask(page, "")
        page.get_by_role("searchbox").first.press_sequentially("organisations repaired", delay=200)
        count(page, "4 results")
        assert not [url for url in asked if url.endswith(("/words.json", "/nearest.js"))]


@pytest.mark.long
def test_without_the_list_of_words_the_answer_stands(page: Page, address: str) -> None:
    page.route("**/words.json", lambda route: route.abort())
    page.goto(address + "?q=feryr")
    expect(page.locator("#finder-status")).to_have_text("Nothing found.")


def test_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(address + WORM)
    page.keyboard.press("Control+k")
    field = page.get_by_role("searchbox", name="Search briefings")
    expect(field).to_be_focused()
    page.keyboard.type("tarn")
    count(page, "4 results")
    page.keyboard.press("Enter")
    links = page.locator(".finder__results a")
    expect(links.nth(0)).to_be_focused()
    first_path = links.nth(0).evaluate("(link) => link.pathname")
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.finder")).to_be_hidden()
    expect(page).to_have_url(address + WORM)
    page.locator(".finder-open").focus()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: first_path in url and "q=" not in url)


def test_facets_are_reached_and_set_by_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "tarn")
    count(page, "4 results")
    summary = facet(page, "Topic").locator("summary")
    while not summary.evaluate("(part) => part === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    box = facet(page, "Topic").get_by_role("checkbox", name="Prices")
    expect(box).to_be_visible()
    while not box.evaluate("(part) => part === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    count(page, "1 result")
    expect(box).to_be_focused()
    expect(box).to_be_checked()
    page.get_by_role("button", name="Remove Topic: Prices").click()
    count(page, "4 results")


def test_the_focus_stays_in_the_dialog(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "tarn")
    count(page, "4 results")
    inside = "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(inside)


def test_an_address_holds_the_whole_search(page: Page, address: str) -> None:
    page.goto(address + WORM + "?other=1")
    ask(page, "ferry")
    page.get_by_role("radio", name="Timeline").check(force=True)
    page.get_by_label("Sort by").select_option("oldest first")
    pick(page, "Topic", "Sella ferry")
    pick(page, "Year", "2029")
    count(page, "2 results")
    expect(page).to_have_url(re.compile(r"q\.year=2029"))
    held, shown = page.url, page.locator(".finder__result").all_text_contents()
    assert "other=1" in held and "q=ferry" in held and "q.topic=Sella+ferry" in held
    page.goto(held)
    expect(page.get_by_role("searchbox").first).to_have_value("ferry")
    count(page, "2 results")
    expect(page.locator(".finder__result")).to_have_text(shown, use_inner_text=False)
    expect(page.get_by_role("radio", name="Timeline")).to_be_checked()
    expect(facet(page, "Year").get_by_role("checkbox", name="2029")).to_be_checked()
    expect(page).to_have_url(held)


def test_an_address_that_asks_for_what_there_is_not(page: Page, address: str) -> None:
    page.goto(address + "?q=tarn&q.kind=nonsense&q.sort=x&q.nothing=y")
    count(page, "4 results")
    expect(page.get_by_role("radio", name="Everything")).to_be_checked()


def test_without_javascript_it_says_so(browser: Browser, address: str) -> None:
    with opened(browser, address + LIGHTHOUSE, java_script_enabled=False) as page:
        expect(page.get_by_role("link", name="Searching needs JavaScript")).to_be_visible()
        expect(page.locator(".finder-open")).to_be_hidden()
        expect(page.locator("dialog.finder")).to_be_hidden()


def test_an_index_that_is_missing_is_told(page: Page, address: str) -> None:
    page.goto(address)
    page.route("**/pagefind/**", lambda route: route.abort())
    ask(page, "ferry")
    expect(page.locator("#finder-status")).to_contain_text("could not be loaded")


def test_names_of_two_kinds_are_told_apart(page: Page, address: str) -> None:
    page.goto(address + "?q=tarn&q.kind=page")
    place = page.locator(".finder__result").filter(has=page.locator("a[href*='/places/tarn/']"))
    expect(place.locator(".finder__facts")).to_have_text("Places")


@pytest.mark.long
def test_what_is_typed_before_the_script_is_there_is_asked(page: Page, address: str) -> None:
    def wait(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    page.route("**/finder.js", wait)
    page.goto(address)
    ask(page, "onychophoran")
    page.keyboard.press("Enter")
    count(page, "1 result")


@pytest.mark.long
def test_a_script_that_is_missing_is_told_and_asked_for_again(page: Page, address: str) -> None:
    page.route("**/finder.js", lambda route: route.abort())
    page.goto(address)
    ask(page, "ferry")
    expect(page.locator("#finder-status")).to_contain_text("could not be loaded")
    page.unroute("**/finder.js")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#finder")).to_be_hidden()
    ask(page, " tarn")
    expect(page.locator(".finder__result").first).to_be_visible()


def test_the_key_opens_it_again_at_once(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "")
    page.evaluate(
        """() => {
            document.getElementById("finder").close(); // the focus is still in its field
            const slash = new KeyboardEvent("keydown", {key: "/", bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(slash);
        }"""
    )
    expect(page.locator("#finder")).to_be_visible()


def test_a_visit_without_a_search_does_not_load_it(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert any(url.endswith("/search.js") for url in asked)
    assert not [url for url in asked if url.endswith("/finder.js") or "/pagefind/" in url]


@pytest.mark.long
def test_one_letter_is_asked_when_no_other_follows(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.clock.install(time=0)
        page.goto(address)
        ask(page, "")
        status = page.locator("#finder-status")
        expect(status).to_have_text(re.compile("^Type a word"))
        page.clock.pause_at(3_600_000)
        page.keyboard.type("w")
        page.clock.run_for(300)
        page.wait_for_timeout(500)  # of the real clock: an answer would be there
        expect(status).to_have_text(re.compile("^Type a word"))
        page.clock.run_for(400)
        expect(status).to_have_text(re.compile("^[1-9][0-9]* results"))


@pytest.fixture(scope="module")
def large_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A large site, with the settings of one that has to stay below the limits of hosts."""
    options = "feeds: site, exports: topics, cards: site"
    project = make_project(tmp_path_factory.mktemp("large") / "project", [], options)
    for name, text in newsroom(times(50, 5000)):
        (project / "briefings" / name).write_text(text, encoding="utf-8")
    return build_site(project)


@pytest.fixture(scope="module")
def large_site(large_folder: Path) -> Iterator[str]:
    with serving(large_folder) as url:
        yield url


@pytest.mark.long
def test_a_site_has_few_files(large_folder: Path) -> None:
    """Hosts of static sites take 20,000 (Cloudflare Pages without a plan); the search has one file for a briefing.

    Of six shards, parts of the words and facets are some hundred files more (decision 035).
    """
    files = [path.relative_to(large_folder) for path in large_folder.rglob("*") if path.is_file()]
    assert len(files) < times(500, 20_000)
    assert len([path for path in files if path.parts[0] == "pagefind"]) < times(110, 6500)


# Names and words that most of the generated briefings have, and a word of some.
@pytest.mark.parametrize("words", ["ada aldberg", "bo branberg", "council bell", "storm"])
@pytest.mark.long
def test_a_first_query_is_light(browser: Browser, large_site: str, words: str) -> None:
    with opened(browser, large_site) as page:
        page.wait_for_load_state("networkidle")
        sizes = transfers(page)
        page.keyboard.press("/")
        page.get_by_role("searchbox").first.press_sequentially(words, delay=150)
        count(page, re.compile("^[1-9]"))
        page.wait_for_load_state("networkidle")
        assert len(sizes) > 5
        assert sum(sizes) < times(180_000, 300_000), sizes


@pytest.mark.long
def test_facets_alone_load_one_part_of_the_words(browser: Browser, large_site: str) -> None:
    with opened(browser, large_site) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        ask(page, "")
        pick(page, "Topic", "Peat fires")
        count(page, re.compile("^[1-9]"))
        assert len([url for url in asked if url.endswith(".pf_index")]) == times(1, 7)  # one of each index


@pytest.mark.long
def test_a_name_is_found_before_the_briefings_that_name_it(page: Page, large_site: str) -> None:
    page.goto(large_site + "?q=ada+aldberg")
    leads_to(first(page).get_by_role("link").first, "people/ada-aldberg/")
    expect(first(page).locator(".finder__facts")).to_have_text("People")
    expect(page.locator(".finder__result").nth(1).locator(".finder__passages")).to_be_visible()


@pytest.mark.long
def test_more_quotes_are_loaded_as_they_are_asked_for(page: Page, large_site: str) -> None:
    page.goto(large_site + "?q=nobody&q.kind=quote")
    count(page, re.compile(r"^\d+\+ results$"))  # how many there are is known when all are loaded
    results = page.locator(".finder__result")
    for shown in (8, 16, 24):
        expect(results).to_have_count(shown)
        page.get_by_role("button", name="More results").click()
    links = page.locator(".finder__results a").evaluate_all("links => links.map((link) => link.href)")
    assert len(links) == len(set(links))
    assert all("#q-" in link for link in links)


@pytest.mark.parametrize(
    ("words", "kind", "results"),
    few_of(
        [("sandbank buoy", "quote", "Nothing found."), ("buoy tarn", "quote", "1 result")],
        [("sandbank buoy", "", "1 result"), ("steered put", "quote", "Nothing found.")],
    ),
    ids=["in two quotes", "in one quote", "on one page", "of two quotes on one page"],
)
def test_a_quote_has_all_of_the_words(page: Page, address: str, words: str, kind: str, results: str) -> None:
    page.goto(f"{address}?q={words.replace(' ', '+')}&q.kind={kind}")
    expect(page.locator("#finder-status")).to_have_text(results)


@pytest.mark.long
def test_two_kinds_that_are_asked_for_at_once_do_not_disturb_each_other(page: Page, address: str) -> None:
    def wait(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    page.goto(address)
    page.route("**/pagefind/wasm.*", wait)
    page.goto(address + "?q=lamp&q.kind=entry")
    page.get_by_role("radio", name="Everything").check(force=True)
    page.get_by_role("radio", name="Timeline").check(force=True)
    count(page, "2 results")
    page.wait_for_timeout(1000)
    page.get_by_role("searchbox").first.fill("sandbank")
    count(page, "1 result")
    page.get_by_role("radio", name="Everything").check(force=True)
    count(page, "2 results")


@pytest.mark.parametrize("query", few_of(["?q=hacked"], ["?q=hacked&q.kind=quote", "?q=hacked&q.kind=entry"]))
def test_hostile_text_is_shown_as_text(page: Page, address: str, query: str) -> None:
    page.goto(address + query)
    expect(first(page)).to_contain_text("<")
    for summary in page.locator(".finder__facet > summary").all():
        summary.click()
    expect(page.locator(".finder__values").first).to_be_visible()
    assert page.evaluate("window.hacked") is None
    markup = page.locator(".finder__results").inner_html()
    assert set(re.findall(r"<([a-z]+)", markup)) <= {"a", "b", "li", "mark", "p", "span", "ul"}
    page.locator(f".finder__results a[href*='{HOSTILE}']").first.click()
    page.wait_for_url(f"{address}{HOSTILE}**")
    assert page.evaluate("window.hacked") is None
