"""The pages of topics, names, timeline and archive in a real browser: filters and keyboard."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser import serving
from marks import few_of
from newsroom import newsroom
from sites import BRIEFINGS, build_site, make_project
from test_browser import opened

pytestmark = pytest.mark.browser

TOPIC = "topics/harbour-wall/"
PLAIN = re.compile(r"^[^?]*$")
"""An address without a query: no filter and no zoom is chosen."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = make_project(tmp_path_factory.mktemp("following") / "project", BRIEFINGS.glob("*.md"))
    for name, text in newsroom(38):
        (project / "briefings" / name).write_text(text, encoding="utf-8")
    with serving(build_site(project, strict=False)) as url:
        yield url


@pytest.fixture
def topic(page: Page, address: str) -> Page:
    page.goto(address + TOPIC)
    return page


def shown_lines(page: Page) -> int:
    return page.locator(".timeline__entry:visible").count()


def every_line(page: Page) -> int:
    """Ask for the lines that a topic holds back too; how many lines there are."""
    page.get_by_label(re.compile(r"Show \d+ more event")).check()
    return shown_lines(page)


def test_a_filter_hides_lines_and_stands_in_the_address(topic: Page) -> None:
    total = every_line(topic)
    topic.get_by_label("Status").select_option("planned")
    expect(topic.locator(".filter output")).to_contain_text(f"of {total} events")
    planned = shown_lines(topic)
    assert 0 < planned < total
    expect(topic).to_have_url(re.compile(r"\?status=planned"))
    topic.reload()
    expect(topic.get_by_label("Status")).to_have_value("planned")
    expect_lines(topic, planned)
    topic.get_by_role("button", name="Show all").click()
    expect(topic.locator(".filter output")).to_be_empty()
    expect_lines(topic, total)
    expect(topic).to_have_url(PLAIN)


def test_filters_work_together_and_by_keyboard(topic: Page) -> None:
    source = topic.locator("select[name='source']")
    source.focus()
    topic.keyboard.press("ArrowDown")
    expect(source).not_to_have_value("")
    by_source = shown_lines(topic)
    topic.get_by_label("Status").select_option("planned")
    assert 0 < shown_lines(topic) < by_source
    expect(topic).to_have_url(re.compile("source=.*status=planned"))


def test_a_value_that_no_line_of_the_page_has_is_kept(page: Page, address: str) -> None:
    page.goto(address + TOPIC + "?person=nobody-here")
    expect(page.locator(".filter output")).to_contain_text("0 of")
    expect(page).to_have_url(re.compile(r"\?person=nobody-here$"))
    expect_lines(page, 0)


@pytest.mark.parametrize("script", few_of([True], [False]))
def test_what_a_topic_holds_back_comes_out_by_keyboard(browser: Browser, address: str, script: bool) -> None:
    with opened(browser, address + TOPIC, java_script_enabled=script) as page:
        box = page.get_by_label(re.compile(r"Show \d+ more event"))
        more = int(re.findall(r"\d+", page.locator(".every").inner_text())[0])
        few, total = shown_lines(page), page.locator(".timeline__entry").count()
        assert few + more == total > few
        box.focus()
        page.keyboard.press("Space")
        expect_lines(page, total)
        page.keyboard.press("Space")
        expect_lines(page, few)


def test_the_main_events_lead_to_their_lines(topic: Page) -> None:
    link = topic.locator(".leading a").first
    link.click()
    line = topic.locator(".timeline__entry:target")
    expect(line).to_be_in_viewport()
    expect(line.locator(".timeline__text")).to_have_text(link.inner_text())


@pytest.mark.long
def test_a_link_to_a_line_that_is_held_back_shows_it(browser: Browser, address: str) -> None:
    with opened(browser, address + TOPIC) as page:
        held = page.locator(".timeline__entry--minor").first.get_attribute("id")
    with opened(browser, f"{address}{TOPIC}#{held}", java_script_enabled=False) as page:
        expect(page.locator(f"[id='{held}']")).to_be_visible()


def test_a_citation_opens_by_keyboard_and_leads_to_the_evidence(topic: Page) -> None:
    summary = topic.locator("details.cites > summary:visible").first
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


@pytest.mark.long
def test_from_a_briefing_to_its_topic_and_a_person(page: Page, address: str) -> None:
    page.goto(address + TOPIC)
    page.locator(".filed a").first.click()
    page.get_by_role("link", name="Harbour wall").first.click()
    page.wait_for_url(f"**/{TOPIC}")


# --- zoom and chart ---------------------------------------------------------------------------------------------


def expect_level(page: Page, name: str) -> None:
    expect(page.locator("[data-levels] [aria-current]")).to_have_text(name)


def expect_lines(page: Page, count: int) -> None:
    expect(page.locator(".timeline__entry:visible")).to_have_count(count)


def shown_counts(page: Page) -> dict[str, int]:
    """The rows of the overview that are visible, and their numbers."""
    rows = page.locator("[data-key]:visible")
    return {
        row.get_attribute("data-key") or "": int(row.locator("> .period__count").inner_text())
        for row in rows.all()
    }


def test_zooming_out_shows_months_then_years_and_back_leads_in_again(topic: Page) -> None:
    total = every_line(topic)
    expect_level(topic, "Days")
    expect(topic.locator(".overview")).to_be_hidden()
    zoom = topic.get_by_role("navigation", name="Timeline zoom")
    zoom.get_by_role("link", name="Months").click()
    expect_level(topic, "Months")
    expect_lines(topic, 0)
    expect(topic).to_have_url(re.compile(r"\?zoom=months$"))
    assert sum(count for key, count in shown_counts(topic).items() if len(key) == 4) == total
    assert sum(count for key, count in shown_counts(topic).items() if len(key) == 7) == total
    expect(topic.locator(".period__months .period__text").first).to_be_visible()
    zoom.get_by_role("link", name="Years").click()
    expect_level(topic, "Years")
    expect(topic).to_have_url(re.compile(r"\?zoom=years$"))
    expect(topic.locator(".period__months .period__text").first).to_be_hidden()
    expect(zoom.get_by_role("status")).to_have_text("Events by year")
    topic.go_back()
    expect_level(topic, "Months")
    topic.go_back()
    expect_level(topic, "Days")
    expect_lines(topic, total)
    expect(topic).to_have_url(PLAIN)
    topic.go_forward()
    expect_level(topic, "Months")


def test_from_a_year_to_its_months_to_the_lines_by_keyboard(topic: Page) -> None:
    topic.get_by_role("link", name="Years").focus()
    topic.keyboard.press("Enter")
    year = topic.locator(".period__name", has_text="2030").first
    year.focus()
    topic.keyboard.press("Enter")
    expect_level(topic, "Months")
    expect(topic).to_have_url(re.compile(r"\?zoom=months#in-all-2030$"))
    expect(year).to_be_focused()
    topic.keyboard.press("Tab")
    month = topic.locator(":focus")
    name = month.inner_text()
    topic.keyboard.press("Enter")
    expect_level(topic, "Days")
    line = topic.locator(".timeline__entry:focus")
    expect(line).to_be_in_viewport()
    expect(line.locator(".timeline__date")).to_contain_text(f"{name} ")


@pytest.mark.long
def test_the_filter_and_the_zoom_come_back_from_an_address(page: Page, address: str) -> None:
    page.goto(address + TOPIC + "?source=coast-wire&status=happened")
    expect(page.locator(".filter output")).to_contain_text(" of ")
    lines = page.locator(".timeline__entry:visible")
    periods = [line.get_attribute("data-period") or "" for line in lines.all()]
    assert 0 < len(periods) < page.locator(".timeline__entry").count()
    page.goto(address + TOPIC + "?source=coast-wire&status=happened&zoom=months")
    expect_level(page, "Months")
    counts = shown_counts(page)
    assert {key: count for key, count in counts.items() if len(key) == 7} == Counter(periods)
    expect(page.locator(".filter output")).to_contain_text(f"{len(periods)} of ")
    told = page.locator("[data-key='2031-01'] .period__text").inner_text()
    page.get_by_role("button", name="Show all").click()
    page.wait_for_url(lambda url: url.endswith("?zoom=months"))
    assert shown_counts(page) != counts
    page.locator("select[name='source']").select_option("coast-wire")
    page.get_by_label("Status").select_option("happened")
    assert shown_counts(page) == counts
    page.get_by_role("link", name="Days").click()
    assert page.locator(".timeline__entry:visible", has_text=told).count() == 1
    assert len(page.locator(".timeline__entry:visible").all()) == len(periods)


@pytest.mark.long
def test_the_overview_of_everything_is_filtered_by_what_other_pages_hold(page: Page, address: str) -> None:
    chosen = "?person=ada-aldberg&certainty=stated"
    page.goto(address + "timeline/" + chosen + "&zoom=years")
    expect(page.locator(".filter output")).to_contain_text(" of ")
    fields = page.locator(".filter select").evaluate_all("(found) => found.map((field) => field.name)")
    assert fields == ["topic", "person", "source", "status", "certainty"]
    counts = shown_counts(page)
    row = page.locator("[data-key^='2030-']:visible").first
    key, month = row.get_attribute("data-key") or "", row.locator("a").first
    page.wait_for_timeout(300)
    month.click()
    page.wait_for_url("**/timeline/2030*/*")
    expect(page).to_have_url(re.compile(r"^(?!.*zoom).*person=ada-aldberg&certainty=stated"))
    of_month = page.locator(".timeline__entry:visible").filter(has=page.locator(f"time[datetime^='{key}']"))
    found = of_month.count()
    for number in range(2, page.locator(".pager").count() and 9):
        following = page.get_by_role("link", name=f"Page {number}", exact=True)
        if not following.count():
            break
        following.click()
        page.wait_for_url(f"**/page-{number}/*")
        found += of_month.count()
    assert found == counts[key] > 0
    page.get_by_role("link", name="Months").click()
    page.wait_for_url("**/timeline/?person=ada-aldberg&certainty=stated&zoom=months#in-all-2030")
    expect_level(page, "Months")
    expect(page.locator("#in-all-2030 > .period__name")).to_be_in_viewport()


@pytest.mark.long
def test_where_the_file_is_not_to_be_had_the_overview_says_that_it_counts_all(
    page: Page, address: str
) -> None:
    page.route("**/lines.json", lambda route: route.abort())
    page.goto(address + "timeline/?status=planned&zoom=years")
    expect(page.locator(".filter output")).to_have_text("The numbers below count all events.")


def test_a_hash_that_names_a_line_leads_to_it_at_any_zoom(page: Page, address: str) -> None:
    page.goto(address + TOPIC)
    line = page.locator(".timeline__entry").nth(30).get_attribute("id")
    page.goto(f"{address}{TOPIC}?zoom=years#{line}")
    expect_level(page, "Days")
    expect(page.locator(f"[id='{line}']")).to_be_in_viewport()


@pytest.mark.parametrize("zoom", few_of(["?zoom=years"], ["", "?zoom=months"]))
def test_no_line_moves_when_the_zoom_comes_from_the_address(
    browser: Browser, address: str, zoom: str
) -> None:
    with opened(browser, "about:blank") as page:
        page.add_init_script(
            "window.moved = 0; new PerformanceObserver((list) => {"
            " for (const entry of list.getEntries()) window.moved += entry.value;"
            "}).observe({ type: 'layout-shift', buffered: true });"
        )
        page.goto(address + TOPIC + zoom, wait_until="networkidle")
        page.wait_for_timeout(300)
        assert page.evaluate("window.moved") <= 0.05


def test_without_javascript_there_is_no_zoom_and_the_chart_is_there(browser: Browser, address: str) -> None:
    with opened(browser, address + TOPIC + "?zoom=years", java_script_enabled=False) as page:
        expect(page.locator("[data-levels]")).to_be_hidden()
        expect(page.locator(".overview")).to_be_hidden()
        expect(page.get_by_role("img", name="most events")).to_be_visible()


def test_the_chart_is_an_image_that_says_what_it_shows(topic: Page) -> None:
    chart = topic.get_by_role("img", name="most events")
    expect(chart).to_have_accessible_name(re.compile(r"^\d+ events and \d+ briefings? from .+ \(\d+\)\."))
    assert chart.locator("rect").count() > 4
    box, column = chart.bounding_box(), topic.locator(".follow__main").bounding_box()
    assert box and column and abs(box["width"] - column["width"]) < 1


ALONE = """() => [...document.querySelectorAll(".permalink")].filter((sign) => {
  const before = document.createRange();
  before.setStart(sign.parentElement, 0);
  before.setEndBefore(sign);
  const last = [...before.getClientRects()].filter(({ width }) => width > 1).pop();
  return sign.getClientRects().length && last.bottom <= sign.getBoundingClientRect().top + 4;
}).length"""
"""How many of the signs that copy a line or a quote have nothing before them in their row."""


@pytest.mark.parametrize("path", ["quotes/", "timeline/"])
def test_the_sign_that_copies_never_stands_alone_in_a_row(page: Page, address: str, path: str) -> None:
    size = page.viewport_size
    assert size
    page.goto(f"{address}{path}")
    assert page.locator(".permalink").count()
    for width in (320, 360, 390, 800):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(ALONE) == 0, width
    page.set_viewport_size(size)
