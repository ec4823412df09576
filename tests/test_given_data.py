"""The site's data in a build: which files a site has, when they are written, and what a reader does with them."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from audits import package
from axe import violations
from browser import serving
from nightly import times
from sites import BRIEFINGS, LIGHTHOUSE, build_site, make_project

PATH = "2031-03-04-lighthouse-at-orrin-point-goes-dark"


def given(site: Path) -> dict[str, bytes]:
    paths = (path for path in (*(site / "data").rglob("*"), site / "llms.txt") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = make_project(tmp_path_factory.mktemp("data") / "project", sorted(BRIEFINGS.glob("*.md")))
    build_site(found, strict=False)
    return found


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    with serving(project / "site") as found:
        yield found


def test_every_link_to_data_leads_to_a_file_of_the_site(project: Path) -> None:
    site, linked = project / "site", set()
    for page in site.rglob("*.html"):
        for href in re.findall(
            r'<details class="data".*?</details>', page.read_text(encoding="utf-8"), re.DOTALL
        ):
            for link in re.findall(r'href="([^"]+)"', href):
                linked.add(os.path.relpath((page.parent / link).resolve(), site.resolve()))
    assert linked and all((site / path).is_file() for path in linked)
    assert {path for path in given(site) if "schema" not in path} <= linked | {"llms.txt"}


def test_a_warm_build_writes_what_a_first_one_would(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "project"
    shutil.copytree(project, other, ignore=shutil.ignore_patterns("site"))
    build_site(other, strict=False)
    before = {path: (other / "site" / path).stat().st_mtime_ns for path in given(other / "site")}
    briefing = other / "briefings" / f"{PATH}.md"
    briefing.write_text(briefing.read_text(encoding="utf-8").replace("\n---\n\n", "\n---\n\nMore: ", 1))
    build_site(other, strict=False)
    written = {path for path, time in before.items() if (other / "site" / path).stat().st_mtime_ns != time}
    assert f"data/ninjs/{PATH}.json" in written and "data/timeline.csv" not in written
    warm = given(other / "site")
    shutil.rmtree(other / "site")
    shutil.rmtree(other / ".dateline" / "cache")
    build_site(other, strict=False)
    assert given(other / "site") == warm


def test_a_project_keeps_its_own_file_and_gives_no_more_than_it_wants(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", sorted(BRIEFINGS.glob("*.md")), "exports: none")
    (project / "docs" / "llms.txt").write_text("Ours.\n")
    site = build_site(project, strict=False)
    assert given(site) == {"llms.txt": b"Ours.\n"}
    assert "Use this data" not in (site / LIGHTHOUSE / "index.html").read_text(encoding="utf-8")


# --- in a browser ---------------------------------------------------------------------------------------------


def page_of(browser: Browser, url: str, **options: object) -> Page:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url)
    return page


@pytest.mark.browser
def test_a_quote_is_copied_with_its_source(browser: Browser, address: str) -> None:
    page = page_of(browser, address + LIGHTHOUSE)
    button = page.locator("figure.quote .permalink").first
    button.focus()
    expect(button).to_have_attribute("aria-label", "Copy with its source")
    page.keyboard.press("Space")
    expect(page.locator("output.copied")).to_have_text("Copied with its source")
    copied = page.evaluate("navigator.clipboard.readText()")
    quote, caption, source, end = copied.split("\n")
    assert quote.startswith("“") and caption.startswith("— ") and "paragraph" in source
    assert end.endswith(button.get_attribute("href") or "?") and page.url == end.rpartition(", ")[2]
    expect(button).to_be_focused()
    assert not violations(page)


@pytest.mark.browser
def test_a_line_is_copied_from_a_merged_timeline(browser: Browser, address: str) -> None:
    page = page_of(browser, address + "timeline/")
    page.locator(".timeline__entry").first.hover()
    page.locator(".timeline__entry .permalink").first.click()
    expect(page.locator("output.copied")).not_to_be_empty()
    first, *_, end = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert " — " in first and "/timeline/#t-" in end


@pytest.mark.browser
def test_without_scripts_the_sign_is_a_link(browser: Browser, address: str) -> None:
    page = page_of(browser, address + LIGHTHOUSE, java_script_enabled=False)
    link = page.get_by_role("link", name="Link to this line").first
    link.click()
    assert page.url.endswith(link.get_attribute("href") or "?")


@pytest.mark.browser
@pytest.mark.long
def test_what_there_is_to_use_is_shown_on_demand(browser: Browser, address: str) -> None:
    page = page_of(browser, address + LIGHTHOUSE)
    link = page.get_by_role("link", name="The timeline as a table (CSV)")
    expect(link).to_be_hidden()
    page.get_by_text("Use this data").click()
    expect(link).to_be_visible()
    assert page.request.get(str(link.evaluate("link => link.href"))).ok


_EMBED = """<link rel="stylesheet" href="css/timeline.css"><script src="js/timeline.js"></script>
<div id="timeline" style="width: 60rem; height: 40rem"></div>"""
_SHOWN = "() => [...document.querySelectorAll('.tl-timemarker')].map(marker => marker.id)"


def timelines_of(project: Path) -> dict[str, dict[str, Any]]:
    """The timelines for TimelineJS by their paths: of the site, a topic and a briefing; all of them at night."""
    data = project / "site" / "data"
    found = [sorted(path for path in data.glob(f"{folder}*.json")) for folder in ("topics/", "briefings/")]
    paths = [data / "timeline.json", *(path for some in found for path in some[: times(1, len(some))])]
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


@pytest.mark.browser
@pytest.mark.long
def test_timelinejs_shows_every_entry(page: Page, project: Path, tmp_path: Path) -> None:
    library = shutil.copytree(package("@knight-lab/timelinejs/dist"), tmp_path / "timelinejs")
    (library / "index.html").write_text(_EMBED)
    with serving(library) as at:
        for path, data in timelines_of(project).items():
            page.goto(at)
            page.evaluate("data => { window.shown = new TL.Timeline('timeline', data) }", data)
            count = len(data["events"])
            page.wait_for_function(f"number => ({_SHOWN})().length == number", arg=count)
            assert page.evaluate(_SHOWN) == [f"{slide['unique_id']}-marker" for slide in data["events"]], path
            assert page.evaluate("shown.config.messages.errors") == []
