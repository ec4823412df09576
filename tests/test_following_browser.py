"""The pages of topics, names, timeline and archive in a real browser: filters, keyboard, accessibility."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser import serving
from newsroom import newsroom
from sites import BRIEFINGS, build_site, make_project
from test_browser import PHONE, opened

pytestmark = pytest.mark.browser

TOPIC, PERSON, YEAR = "topics/harbour-wall/", "people/ada-aldberg/", "timeline/2031/"
PAGES = [
    "topics/", TOPIC, "people/", PERSON, "places/aldberg-bay/", "sources/coast-wire/", "timeline/", YEAR,
    "archive/", "archive/2031/",
]  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = make_project(tmp_path_factory.mktemp("following") / "project", BRIEFINGS.glob("*.md"))
    for name, text in newsroom(45):
        (project / "briefings" / name).write_text(text, encoding="utf-8")
    with serving(build_site(project, strict=False)) as url:
        yield url


@pytest.fixture
def topic(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser, address + TOPIC) as page:
        yield page


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_axe_finds_nothing(browser: Browser, address: str, path: str, scheme: Any, screen: str) -> None:
    size = PHONE if screen == "phone" else {}
    with opened(browser, address + path, color_scheme=scheme, reduced_motion="reduce", **size) as page:
        page.wait_for_timeout(300)
        page.evaluate("document.querySelectorAll('details.cites').forEach((part) => { part.open = true; })")
        found = Axe().run(page, context={"exclude": [[".md-search"]]})  # Material's own box, on every page
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_sticks_out_and_nothing_is_asked_of_others(browser: Browser, address: str, path: str) -> None:
    with opened(browser, "about:blank", reduced_motion="reduce") as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address + path)
        assert asked and [url for url in asked if not url.startswith((address, "data:"))] == []
        page.evaluate("document.querySelectorAll('details.cites').forEach((part) => { part.open = true; })")
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def shown_lines(page: Page) -> int:
    return page.locator(".timeline__entry:visible").count()


def test_a_filter_hides_lines_and_stands_in_the_address(topic: Page) -> None:
    total = shown_lines(topic)
    topic.get_by_label("Status").select_option("planned")
    expect(topic.locator(".filter output")).to_contain_text(f"of {total} events")
    planned = shown_lines(topic)
    assert 0 < planned < total
    assert "?status=planned" in topic.url
    topic.reload()
    expect(topic.get_by_label("Status")).to_have_value("planned")
    assert shown_lines(topic) == planned
    topic.get_by_role("button", name="Show all").click()
    expect(topic.locator(".filter output")).to_be_empty()
    assert shown_lines(topic) == total
    assert "?" not in topic.url


def test_filters_work_together_and_by_keyboard(topic: Page) -> None:
    source = topic.get_by_label("Source")
    source.focus()
    topic.keyboard.press("ArrowDown")
    expect(source).not_to_have_value("")
    by_source = shown_lines(topic)
    topic.get_by_label("Status").select_option("planned")
    assert 0 < shown_lines(topic) < by_source
    assert "source=" in topic.url and "status=planned" in topic.url


def test_a_value_that_no_line_of_the_page_has_is_kept(browser: Browser, address: str) -> None:
    with opened(browser, address + TOPIC + "?person=nobody-here") as page:
        expect(page.locator(".filter output")).to_contain_text("0 of")
        assert page.url.endswith("?person=nobody-here")
        assert shown_lines(page) == 0


def test_a_citation_opens_by_keyboard_and_leads_to_the_evidence(topic: Page) -> None:
    summary = topic.locator("details.cites > summary").first
    summary.focus()
    topic.keyboard.press("Enter")
    link = topic.locator("details.cites[open] a").first
    expect(link).to_be_visible()
    target = (link.get_attribute("href") or "").partition("#")[2]
    link.click()
    expect(topic.locator(f'[id="{target}"]')).to_have_count(1)


def test_without_javascript_all_lines_are_there_and_no_filter(browser: Browser, address: str) -> None:
    with opened(browser, address + TOPIC, java_script_enabled=False) as page:
        assert page.locator("ol.timeline > li").count() > 40
        expect(page.locator("[data-filter]")).to_be_hidden()


def test_from_a_briefing_to_its_topic_and_a_person(browser: Browser, address: str) -> None:
    with opened(browser, address + TOPIC) as page:
        page.locator(".filed a").first.click()
        page.get_by_role("link", name="Harbour wall").first.click()
        page.wait_for_url(f"**/{TOPIC}")
