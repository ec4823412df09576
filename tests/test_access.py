"""What every kind of page owes every reader: to be perceived, reached, enlarged, and to be quick and quiet.

`make test` looks at four pages and `make test-long` at the others, of a site of the sample briefings and some
generated ones; with DATELINE_NIGHTLY set, of one with a thousand of those, and at each in both schemes of colours on
both screens.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

from axe import poor_contrast, violations
from browser import transfers, wait_until
from marks import few_of
from nightly import times
from sites import HOSTILE, LIGHTHOUSE

pytestmark = pytest.mark.browser

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
SCREENS = {"desktop": DESKTOP, "phone": PHONE}

KINDS = {
    "home": "",
    "briefing": LIGHTHOUSE,
    "hostile briefing": HOSTILE,
    "topics": "topics/",
    "topic": "topics/harbour-wall/",
    "part of a topic": "topics/harbour-wall/2031/",
    "years of a topic": "topics/harbour-wall/?zoom=years",
    "months of a topic": "topics/harbour-wall/?zoom=months",
    "names": "people/",
    "person": "people/ada-aldberg/",
    "organisation": "organisations/branberg-bay-institute/",
    "place": "places/aldberg-bay/",
    "source": "sources/coast-wire/",
    "timeline": "timeline/",
    "years of the timeline": "timeline/?zoom=years",
    "year": "timeline/2031/",
    "quotes": "quotes/",
    "archive": "archive/",
    "year of the archive": "archive/2031/",
    "corrections": "corrections/",
    "guide": "guide/briefings/",
    "about": "about/",
    "no such page": "404.html",
    "search": "?q=harbour",
    "quotes found": "?q=&q.kind=quote",
    "search without a hit": "?q=zymurgy",
}  # fmt: skip
FEW = ["home", "briefing", "topic", "years of a topic", "person", "year", "guide", "search"]
"""The kinds that differ in their layout."""

VISITS = [
    (screen, kind) for screen, some in {"desktop": KINDS, "phone": times(FEW, KINDS)}.items() for kind in some
]
"""The others are looked at as on a phone when they have been visited on a desktop."""
FIRST = [("desktop", "home"), ("desktop", "briefing"), ("desktop", "topic"), ("phone", "briefing")]
"""A list, a text and a timeline, and one of them on the other screen."""


@contextmanager
def context_of(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A context without motion, which fails where a page asks for anything beyond this machine, or complains."""
    context = browser.new_context(**{"reduced_motion": "reduce", **options})
    context.set_default_timeout(30_000)
    asked: list[str] = []
    said: list[str] = []
    context.on(
        "weberror", lambda failure: said.append(f"{failure.page and failure.page.url}: {failure.error}")
    )
    context.on("console", lambda line: said.append(f"{line.page and line.page.url}: {line.text}"))

    def note(request: Request) -> None:
        if not is_here(request.url):
            asked.append(f"{request.frame.url}: {request.url}")

    context.on("request", note)  # a route would keep the browser from keeping files; `FLAGS` refuse the name
    context.add_init_script(path=Path(__file__).with_name("layout.js"))
    yield context
    context.close()
    assert (asked, said) == ([], [])


def is_here(url: str) -> bool:
    found = urlsplit(url)
    return found.scheme in ("data", "blob") or found.hostname == "127.0.0.1"


@contextmanager
def visited(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    """A page with all of it open: the evidence of a briefing, the citations of a timeline, the facets of the search."""
    with context_of(browser, **options) as context:
        page = context.new_page()
        answer = page.goto(url)
        assert answer and answer.ok
        open_all(page)
        yield page


SETTLED = """() => {
  const now = document.querySelector("dialog").innerHTML, isSame = window.before === now;
  window.before = now;
  return isSame;
}"""
"""Whether the search shows what it showed at the last look: it fills its results in as they arrive."""


def open_all(page: Page) -> None:
    if "?q=" in page.url:
        expect(page.locator("#finder-status")).to_have_text(re.compile("result|Nothing"))
        page.evaluate("document.querySelectorAll('dialog details').forEach((part) => { part.open = true; })")
        page.wait_for_load_state("networkidle")
        wait_until(page, SETTLED, every=400)
    page.evaluate("document.querySelectorAll('.footnote-ref').forEach((link) => link.click())")
    page.evaluate("document.querySelectorAll('details.cites').forEach((part) => { part.open = true; })")


@pytest.fixture(scope="module")
def screen(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def window(browser: Browser, screen: str) -> Iterator[Page]:
    """A window on a screen, which opens one kind of page after another: a new one for each takes longer."""
    with context_of(browser, **SCREENS[screen]) as context:
        yield context.new_page()


@pytest.mark.parametrize(
    ("screen", "kind"),
    few_of(FIRST, [visit for visit in VISITS if visit not in FIRST]),
    indirect=["screen"],
)
def test_nobody_is_shut_out(window: Page, wide_site: str, kind: str, screen: str) -> None:
    """One visit for all there is to look at: to open a page takes longer than to look at it."""
    window.set_viewport_size(SCREENS[screen]["viewport"])
    window.emulate_media(color_scheme=schemes(kind, screen)[0])
    if kind in FEW:
        come_late(window, wide_site + KINDS[kind])
        assert window.evaluate("window.shift") <= 0.05, "lines move when scripts and typefaces come late"
    else:
        answer = window.goto(wide_site + KINDS[kind])
        assert answer and answer.ok
    open_all(window)
    assert {what: found for what, found in faults(window, kind, screen) if found} == {}


def come_late(page: Page, url: str) -> None:
    """Open a page whose scripts and typefaces come when its text is there to be read."""
    held: list[Route] = []
    page.route(LATE, lambda route: held.append(route))  # `append` itself can’t be marked by Playwright
    page.goto(url, wait_until="commit")
    wait_until(page, "performance.getEntriesByName('first-contentful-paint').length")
    page.unroute(LATE)
    assert held
    for route in held:
        route.fallback()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(100)


LATE = re.compile(r"(?<!/zoom)(?<!/memory)(?<!/palette)\.(js|woff2)$")
"""All but the scripts without which no text is painted: they can't move any."""


def faults(page: Page, kind: str, screen: str) -> Iterator[tuple[str, list[str]]]:
    """What is wrong with a page, by what it was looked at for."""
    first, *others = schemes(kind, screen)
    show_in(page, first)
    yield first, violations(page)
    for scheme in others:
        show_in(page, scheme)
        yield scheme, times(poor_contrast, violations)(page)
    if screen == "phone":
        return
    if kind in FEW:
        yield "motion", page.evaluate("moving()")
        for name, size in SCREENS.items():
            page.set_viewport_size(size["viewport"])
            yield f"by Tab, {name}", by_tab(page)
    page.wait_for_load_state("networkidle")  # by then all is asked for that must not leave the site
    is_wide = kind in FEW or times(False, True)
    for width in (1280, 768, 640, 320) if is_wide else (1280, 320):
        yield f"{width} wide", lost_at(page, width)
    page.evaluate(WITH_STYLES, SPACING)  # WCAG 1.4.12
    for width in (1280, 360) if is_wide else (360,):
        yield f"{width} wide and spaced", lost_at(page, width)
    if ("phone", kind) not in VISITS:
        page.evaluate("document.adoptedStyleSheets.pop()")
        with turned_into_a_phone(page):
            show_in(page, "dark")
            yield "dark, phone", violations(page)


@contextmanager
def turned_into_a_phone(page: Page) -> Iterator[None]:
    """The page on the other screen, as `PHONE` has it: to open it there anew takes twice as long."""
    chromium = page.context.new_cdp_session(page)
    size = {**PHONE["viewport"], "deviceScaleFactor": 1, "mobile": True}
    chromium.send("Emulation.setDeviceMetricsOverride", size)
    chromium.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    assert page.evaluate("[innerWidth, matchMedia('(hover: none)').matches]") == [360, True]
    yield
    chromium.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    chromium.send("Emulation.clearDeviceMetricsOverride")
    chromium.detach()


def schemes(kind: str, screen: str) -> tuple[Literal["light", "dark"], ...]:
    """Both where the layout differs; else dark as on a phone: no colour is of one kind of page or one screen."""
    if kind in FEW:
        return ("light", "dark")
    return times(("light",), ("light", "dark"))


def show_in(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    shown = "slate" if scheme == "dark" else "default"
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", shown)


SPACING = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
"""


WITH_STYLES = """(styles) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets.push(sheet);
}"""
"""Adds styles in the one way that the policy of the site leaves."""


def lost_at(page: Page, width: int) -> list[str]:
    """What does not fit a window of this width, which is as high as 1280 by 800 leave at such a zoom."""
    page.set_viewport_size({"width": width, "height": width * 5 // 8})
    beyond = page.evaluate("document.documentElement.scrollWidth") - width
    return [*page.evaluate("lost()"), *([f"{beyond} pixels stick out"] if beyond > 0 else [])]


def by_tab(page: Page) -> list[str]:
    """What Tab does not reach, or does not show that it has reached, or what a mouse alone can press."""
    wanted = page.evaluate("focusable()")
    reached, wrong = walk(page)
    missed = [f"not reached: {name}" for number, name in enumerate(wanted) if number not in reached]
    return [*wrong, *missed, *page.evaluate("mouseOnly()")]


def walk(page: Page) -> tuple[list[int], list[str]]:
    """The numbers of the elements that Tab reaches from the first on, and what is wrong at some of them."""
    reached: list[int] = []
    wrong: list[str] = []
    while True:
        for _ in range(10):  # to ask after each takes longer
            page.keyboard.press("Tab")
        stops = page.evaluate("passed()")
        assert stops
        for number, fault in stops:
            if fault:
                wrong.append(fault)
            if number is None or number in reached:
                return reached, wrong
            reached.append(number)


def test_the_drawer_by_keyboard(browser: Browser, wide_site: str) -> None:
    with visited(browser, wide_site + KINDS["topic"], **PHONE) as page:
        drawer, opener = page.locator(".md-sidebar--primary"), page.get_by_role("button", name="Navigation")
        opener.press("Enter")
        expect(opener).to_have_attribute("aria-expanded", "true")
        expect(drawer.get_by_role("link", name="Home")).to_be_focused()
        expect(drawer.locator(":focus")).to_be_in_viewport()
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(opener).to_be_focused()
        expect(drawer).to_be_hidden()
        page.keyboard.press("Space")
        while drawer.locator(":focus").count():
            page.keyboard.press("Tab")
        expect(drawer).to_be_hidden()
        expect(opener).to_have_attribute("aria-expanded", "false")


def test_where_there_are_tabs_there_is_no_drawer(browser: Browser, wide_site: str) -> None:
    with visited(browser, wide_site, **DESKTOP) as page:
        expect(page.locator(".drawer-open")).to_be_hidden()


@pytest.mark.long
def test_the_levels_of_the_drawer_by_keyboard(browser: Browser, wide_site: str) -> None:
    with visited(browser, wide_site + KINDS["topic"], **PHONE) as page:
        drawer = page.locator(".md-sidebar--primary")
        page.get_by_role("button", name="Navigation").press("Enter")
        level = drawer.get_by_role("checkbox", name="Guide")
        while not level.evaluate("(part) => part === document.activeElement"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(drawer.get_by_role("link", name="Archive")).to_be_hidden()
        page.keyboard.press("Tab")
        expect(drawer.get_by_role("link", name="The guide")).to_be_focused()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        expect(drawer.get_by_role("link", name="The guide")).to_be_hidden()
        expect(drawer.get_by_role("link", name="Archive")).to_be_visible()


@pytest.mark.parametrize("kind", few_of(["briefing"], ["home", "topic"]))
def test_a_first_visit_is_light(browser: Browser, wide_site: str, kind: str) -> None:
    with context_of(browser) as context:
        page = context.new_page()
        sizes = transfers(page)
        page.goto(wide_site + KINDS[kind])
        page.wait_for_load_state("networkidle")
        assert len(sizes) > 5
        assert sum(sizes) < 150_000, sizes
