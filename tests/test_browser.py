"""The built site in a real browser."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from browser import serving
from marks import few_of
from sites import BRIEFINGS, HOSTILE, LIGHTHOUSE, WORM, build_site, make_project

pytestmark = pytest.mark.browser

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
PAGES = ["", LIGHTHOUSE, HOSTILE, "corrections/", "guide/briefings/", "about/", "404.html"]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = make_project(
        tmp_path_factory.mktemp("browser") / "project", BRIEFINGS.glob("*.md"), with_guide=True
    )
    with serving(build_site(project, strict=False)) as url:
        yield url


@pytest.fixture(scope="session")
def material_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = tmp_path_factory.mktemp("material") / "project"
    make_project(project, BRIEFINGS.glob("*.md"), "search: material")
    with serving(build_site(project, strict=False)) as url:
        yield url


@contextmanager
def opened(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    context = browser.new_context(**options)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(url)
    yield page
    context.close()


@pytest.fixture
def briefing(page: Page, address: str) -> Page:
    page.goto(address + LIGHTHOUSE)
    return page


def test_from_home_to_a_briefing(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator(".teaser").first).to_contain_text("Velvet worm")
    page.locator(".teaser__title").get_by_role("link", name="Lighthouse at Orrin Point").click()
    expect(page).to_have_url(address + LIGHTHOUSE)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Lighthouse at Orrin Point goes dark after 140 years"
    )
    page.go_back()
    page.locator(".next").get_by_role("link", name="Lighthouse at Orrin Point").first.click()
    expect(page.locator(".timeline__entry--planned .footnote-ref").first).to_be_in_viewport()
    expect(page).to_have_title("Lighthouse at Orrin Point goes dark after 140 years - Dateline")


@pytest.mark.parametrize(
    ("word", "path"),
    [
        ("onychophoran", WORM),
        pytest.param("nobody takes pleasure", LIGHTHOUSE, id="after a quotation mark"),
        pytest.param("calloway", LIGHTHOUSE, id="an author"),
    ],
)
@pytest.mark.long
def test_materials_search_finds_words_and_leads_to_them(
    page: Page, material_address: str, word: str, path: str
) -> None:
    page.goto(material_address)
    page.keyboard.press("/")
    page.keyboard.type(word)
    result = page.locator(".md-search-result__item a").first
    expect(result).to_be_visible()
    result.click()
    page.wait_for_url(f"**/{path}*")
    expect(page.locator("article")).to_contain_text(word, ignore_case=True)


@pytest.mark.parametrize("key", few_of(["Enter"], ["Space"]))
def test_evidence_opens_in_place_by_keyboard(briefing: Page, key: str) -> None:
    reference = briefing.locator(".timeline .footnote-ref").nth(2)
    reference.focus()
    briefing.keyboard.press(key)
    panel = briefing.locator(".timeline__entry .evidence")
    expect(panel).to_be_in_viewport()
    expect(panel).to_contain_text("date counted from the day of publication")
    expect(reference).to_have_attribute("aria-expanded", "true")
    expect(reference).to_be_focused()
    assert "#fn" not in briefing.url, "the page stays where it is"
    briefing.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(reference).to_have_attribute("aria-expanded", "false")


def test_evidence_opens_and_shuts_by_mouse(briefing: Page) -> None:
    reference = briefing.get_by_role("button", name="Evidence 5")
    reference.click()
    expect(briefing.locator(".quote .evidence")).to_contain_text("never needed a signal")
    briefing.get_by_role("button", name="Evidence 2").click()
    expect(briefing.locator(".evidence")).to_have_count(2)
    reference.click()
    expect(briefing.locator(".quote .evidence")).to_have_count(0)


def test_evidence_opens_by_touch(browser: Browser, address: str) -> None:
    with opened(browser, address + LIGHTHOUSE, **PHONE) as page:
        page.locator(".footnote-ref").first.tap()
        expect(page.locator(".evidence")).to_be_in_viewport()


def test_an_evidence_panel_repeats_no_id(briefing: Page) -> None:
    briefing.evaluate("document.querySelectorAll('.footnote-ref').forEach((link) => link.click())")
    ids = briefing.evaluate("[...document.querySelectorAll('[id]')].map((part) => part.id)")
    assert len(ids) == len(set(ids))
    expect(briefing.locator(".evidence .footnote-backref")).to_have_count(0)


def test_without_javascript(browser: Browser, address: str) -> None:
    with opened(browser, address + LIGHTHOUSE, java_script_enabled=False) as page:
        expect(page.locator("ol.timeline > li")).to_have_count(10)
        expect(page.locator("ol.timeline time").first).to_be_visible()
        reference = page.locator(".footnote-ref").nth(3)
        target = (reference.get_attribute("href") or "").removeprefix("#")
        reference.click()
        expect(page.locator(f'[id="{target}"]')).to_be_in_viewport()


def test_hostile_text_runs_nothing(page: Page, address: str) -> None:
    page.goto(address)
    assert page.evaluate("window.hacked") is None
    page.goto(address + HOSTILE)
    for reference in page.locator(".footnote-ref").all():
        reference.click()
    expect(page.locator(".evidence").first).to_contain_text("<script>")
    assert page.evaluate("window.hacked") is None


SCHEMES: dict[Literal["light", "dark"], str] = {"light": "default", "dark": "slate"}
CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const parsed = new Map();
  const parse = (colour) => {
    if (!parsed.has(colour)) {
      canvas.fillStyle = colour;
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      parsed.set(colour, [r, g, b, a / 255]);
    }
    return parsed.get(colour);
  };
  const over = (top, below) => top.slice(0, 3).map((c, i) => c * top[3] + below[i] * (1 - top[3]));
  const linear = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ground = (part) => {
    if (!part) return [255, 255, 255];
    const colour = parse(getComputedStyle(part).backgroundColor);
    return colour[3] === 1 ? colour.slice(0, 3) : over(colour, ground(part.parentElement));
  };
  const poor = [];
  for (const part of document.querySelectorAll("body *")) {
    const text = [...part.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
    if (!text.length || !part.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
    const style = getComputedStyle(part), below = ground(part), colour = over(parse(style.color), below);
    const [light, dark] = [luminance(colour), luminance(below)].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize), bold = parseInt(style.fontWeight) >= 700;
    const least = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < least) poor.push(`${part.className || part.tagName}: ${ratio.toFixed(2)}`);
  }
  return poor;
}"""


@pytest.fixture(scope="module")
def still_page(browser: Browser) -> Iterator[Page]:
    with opened(browser, "about:blank", reduced_motion="reduce") as page:
        yield page


@pytest.mark.parametrize("path", few_of(PAGES[:2], PAGES[2:]))
def test_text_stands_out(still_page: Page, address: str, path: str) -> None:
    still_page.goto(address + path)
    still_page.evaluate("document.querySelectorAll('.footnote-ref').forEach((link) => link.click())")
    for scheme, expected in SCHEMES.items():
        still_page.emulate_media(color_scheme=scheme)
        expect(still_page.locator("body")).to_have_attribute("data-md-color-scheme", expected)
        still_page.wait_for_timeout(300)
        assert still_page.evaluate(CONTRAST) == [], scheme


def test_the_palette_can_be_switched(briefing: Page) -> None:
    body = briefing.locator("body")
    ground = "getComputedStyle(document.body).backgroundColor"
    before = briefing.evaluate(ground)
    briefing.locator("label[for=__palette_1]:visible").click()
    briefing.locator("label[for=__palette_2]:visible").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    assert briefing.evaluate(ground) != before
    briefing.reload()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_on_paper(browser: Browser, address: str) -> None:
    with opened(browser, address + LIGHTHOUSE, color_scheme="dark") as page:
        page.locator(".footnote-ref").first.click()
        page.emulate_media(media="print")
        for hidden in (
            ".md-header",
            ".md-sidebar--secondary",
            ".evidence",
            ".footnote-backref",
            ".cast__quote",
            ".sources__proof",
            ".proofs summary",
        ):
            expect(page.locator(hidden).first).to_be_hidden()
        for shown in ("h1", ".timeline", ".footnote", ".sources", ".cast", ".corrections"):
            expect(page.locator(shown).first).to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"


def test_focus_is_visible_and_the_skip_link_leads_to_the_headline(briefing: Page) -> None:
    briefing.keyboard.press("Tab")
    skip = briefing.locator(".md-skip")
    expect(skip).to_be_focused()
    briefing.keyboard.press("Enter")
    expect(briefing).to_have_url(re.compile("#headline$"))
    reference = briefing.locator(".footnote-ref").first
    while not reference.evaluate("(link) => link === document.activeElement"):
        briefing.keyboard.press("Tab")
    assert reference.evaluate("(link) => getComputedStyle(link).outlineStyle") != "none"


def test_a_correction_leads_to_its_line_and_back(briefing: Page) -> None:
    briefing.get_by_role("link", name="Corrected March 6, 2031").click()
    expect(briefing.get_by_role("heading", name="Corrections")).to_be_in_viewport()
    briefing.get_by_role("link", name="To the line").last.click()
    note = briefing.locator(".timeline__entry .corrected")
    expect(note).to_be_in_viewport()
    expect(note).to_contain_text("the board voted on <January 18>")
    note.get_by_role("link", name="Corrected").click()
    expect(briefing.locator("li:target")).to_contain_text("the board voted on <January 18>")


@pytest.mark.long
def test_from_the_page_of_corrections_to_a_briefing(page: Page, address: str) -> None:
    page.goto(address + LIGHTHOUSE)
    page.get_by_role("contentinfo").get_by_role("link", name="Corrections").click()
    expect(page.get_by_role("article")).to_have_count(4)  # the page and three corrections
    page.get_by_role("link", name="Lighthouse at Orrin Point").first.click()
    expect(page.locator("li:target")).to_be_in_viewport()


def test_who_is_who_leads_to_what_they_said(briefing: Page) -> None:
    member = briefing.get_by_role("listitem").filter(has_text="chair of the Pellaway fishermen’s guild")
    member.get_by_role("link", name="Quote 2 of Della Marsh").click()
    expect(briefing.get_by_text("We will be back on Friday with lanterns").first).to_be_in_viewport()


@pytest.mark.parametrize(("width", "beside"), few_of([(1280, True), (390, False)], [(768, False)]))
def test_what_comes_next_stands_beside_the_news_where_there_is_room(
    browser: Browser, address: str, width: int, beside: bool
) -> None:
    with opened(browser, address, viewport={"width": width, "height": 900}) as page:
        today, following = page.locator(".today").bounding_box(), page.locator(".next").bounding_box()
        assert today and following
        assert (following["x"] > today["x"] + today["width"]) is beside
        assert (following["y"] >= today["y"] + today["height"]) is not beside


def test_the_typeface_comes_with_the_site(briefing: Page) -> None:
    briefing.wait_for_load_state("networkidle")
    assert briefing.evaluate("document.fonts.check('600 20px Newsreader')")
    assert briefing.evaluate("[...document.fonts].some((font) => font.status === 'loaded')")


def test_landmarks_and_names(briefing: Page) -> None:
    expect(briefing.get_by_role("main")).to_have_count(1)
    expect(briefing.get_by_role("banner")).to_have_count(1)
    expect(briefing.get_by_role("contentinfo")).to_have_count(1)
    for region in ("Sources", "Who is who", "Corrections"):
        expect(briefing.get_by_role("region", name=region)).to_have_count(1)
    expect(briefing.get_by_role("figure")).to_have_count(4)


@pytest.fixture(scope="module")
def below_a_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a host on which the site stands below a path, and is asked about whatever there is not."""
    host = tmp_path_factory.mktemp("host")
    project = make_project(host / "project", BRIEFINGS.glob("*.md"))
    config = project / "mkdocs.yml"
    config.write_text(config.read_text().replace("# site_url:", "site_url: https://news.example/desk/ #"))
    build_site(project, strict=False).rename(host / "desk")
    (host / "404.html").symlink_to(host / "desk" / "404.html")
    with serving(host) as url:
        yield url


@pytest.mark.parametrize("path", ["desk/gone", "desk/briefings/gone/", "desk/a/b/c/gone.html"])
@pytest.mark.long
def test_a_page_that_is_not_there_leads_on_from_any_depth(
    browser: Browser, below_a_path: str, path: str
) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.goto(below_a_path + path)
    page.wait_for_load_state("networkidle")
    assert failed == [below_a_path + path]
    page.get_by_role("button", name="Navigation").click()
    expect(page.locator(".md-sidebar--primary").get_by_role("link", name="Archive")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("onychophoran")
    expect(page.locator(".finder__result")).to_have_count(1)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="All briefings").click()
    expect(page).to_have_url(below_a_path + "desk/archive/")
    context.close()
