"""Articles in other scripts display right: direction and language stand on the page."""

from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser

from browser import serving
from dateline.briefing.document import read
from dateline.site.briefing_records import card_of
from dateline.site.pages.briefing_page import briefing_page_of
from sites import BRIEFINGS, build_site, make_project


@pytest.mark.parametrize(
    ("language", "direction"),
    [(None, "auto"), ("ar", "rtl"), ("he-IL", "rtl"), ("fr", "ltr"), ("zh", "ltr")],
)
def test_direction(language: str | None, direction: str) -> None:
    line = f"language: {language}\n" if language else ""
    document = read(f"---\ntitle: x\n{line}---\n\nLead.\n", "a.md")
    card = card_of("a.md", document.front.values)
    assert card is not None
    page = briefing_page_of(document, card)
    assert (page.language, page.direction) == (language, direction)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Briefings in Arabic and Hebrew on a site that runs from right to left, though its own words are English."""
    folder = BRIEFINGS.parent / "rtl"
    project = make_project(tmp_path_factory.mktemp("rtl"), sorted(folder.glob("*.md")))
    config = (project / "mkdocs.yml").read_text(encoding="utf-8").replace("language: en", "language: ar")
    (project / "mkdocs.yml").write_text(config, encoding="utf-8")
    return build_site(project)


@pytest.mark.parametrize(("name", "tag"), [("arabic", "ar"), ("hebrew", "he")])
def test_a_briefing_from_right_to_left_builds_strictly_with_its_direction(
    site: Path, name: str, tag: str
) -> None:
    page = html.fromstring((site / "briefings" / name / "index.html").read_text(encoding="utf-8"))
    parts = [page.find_class(each)[0] for each in ("head", "body", "names", "sources", "proofs")]
    assert {part.get("dir") for part in parts} == {"rtl"}
    assert [page.xpath("//h1")[0].get("lang"), page.find_class("body")[0].get("lang")] == [tag, tag]
    assert page.get_element_by_id("timeline").get("lang") == "en"
    assert {time.get("lang") for time in page.xpath('//ol[@class="timeline"]//time')} == {"en"}


@pytest.mark.browser
@pytest.mark.long
def test_words_from_left_to_right_keep_their_order_on_a_page_from_right_to_left(
    site: Path, browser: Browser
) -> None:
    with serving(site) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        assert page.locator("body").get_attribute("dir") == "rtl"
        count = page.locator(".stories .facts > span").first
        assert count.text_content() == "1 briefing"
        lefts = count.evaluate(
            """(words) => [0, 2].map((at) => {
              const range = document.createRange();
              range.setStart(words.firstChild, at);
              range.setEnd(words.firstChild, at + 1);
              return range.getBoundingClientRect().left;
            })"""
        )
        assert lefts[0] < lefts[1]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
