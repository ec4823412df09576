"""What pages show at once, what they say once, what they fold, and what stands where an address is none."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser import serving
from dateline.site.pages.briefing_page import minutes_to_read
from sites import build_site, make_project

STORY = """\
---
title: Rain in {name}
date: 2031-03-0{day}
status: {status}
topics: [Rain]
sources:
  - {{id: s1, publisher: Coast Wire, seed: seeds/{name}.txt, sha256: {sha256}}}
---

It drizzled in {name}.[^s1-1]

[^s1-1]: Coast Wire, paragraph 1: “It drizzled in {name}.”
"""
DRAFT, REVIEWED = ">draft<", ">reviewed<"


def site_of(folder: Path, *statuses: str) -> Path:
    """A site with a briefing of each status, the last two of one day."""
    project = make_project(folder)
    for number, status in enumerate(statuses, 1):
        name, day = f"Town{number}", min(number, len(statuses) - 1)
        text = STORY.format(name=name, day=day, status=status, sha256="ab" * 32)
        (project / "briefings" / f"{name}.md").write_text(text, encoding="utf-8")
    return build_site(project, strict=False)


@pytest.fixture(scope="module")
def mostly_drafts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_of(tmp_path_factory.mktemp("mostly"), "draft", "draft", "reviewed", "draft")


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_of(tmp_path_factory.mktemp("drafts"), "draft", "draft", "draft")


LISTS = ("", "topics/rain/", "archive/2031/")


@pytest.mark.parametrize("url", LISTS)
def test_where_most_are_drafts_a_list_says_so_once_and_marks_the_others(
    mostly_drafts: Path, url: str
) -> None:
    html = (mostly_drafts / url / "index.html").read_text()
    assert (html.count('class="drafts"'), html.count(DRAFT), html.count(REVIEWED)) == (1, 0, 1)


@pytest.mark.parametrize("url", LISTS)
def test_where_all_are_drafts_no_line_says_it(drafts: Path, url: str) -> None:
    html = (drafts / url / "index.html").read_text()
    assert (html.count('class="drafts"'), html.count(DRAFT), html.count(REVIEWED)) == (1, 0, 0)


def test_where_few_are_drafts_they_are_marked(tmp_path: Path) -> None:
    site = site_of(tmp_path / "few", "draft", "reviewed", "reviewed")
    for url in LISTS:
        html = (site / url / "index.html").read_text()
        assert (html.count('class="drafts"'), html.count(DRAFT), html.count(REVIEWED)) == (0, 1, 0), url


def test_the_search_says_once_that_all_it_found_are_drafts(browser: Browser, drafts: Path) -> None:
    with serving(drafts) as address:
        page = browser.new_page()
        page.goto(f"{address}?q=drizzled")
        expect(page.locator(".finder__result")).to_have_count(3)
        expect(page.locator(".finder__status")).to_contain_text("all of them drafts")
        expect(page.locator(".finder__draft").first).to_be_hidden()
        page.close()


def test_a_date_is_shown_once_and_told_for_each_row(mostly_drafts: Path) -> None:
    for url in ("topics/rain/", "archive/2031/"):
        html = (mostly_drafts / url / "index.html").read_text()
        dates = re.findall(r'(again[^>]*>|filed__more"><[^>]*>)?<time datetime="2031-03-03">', html)
        assert [bool(again) for again in dates[-2:]] == [False, True], url


def test_evidence_and_proof_are_folded(drafts: Path) -> None:
    html = (drafts / "briefings/Town1/index.html").read_text()
    folds = re.findall(r"<details class=\"fold.*?</details>", html, re.DOTALL)
    proof, evidence = folds
    assert "seeds/Town1.txt" in proof and "ab" * 32 in proof
    assert "1 sentence from the sources" in evidence and 'id="fn:s1-1"' in evidence
    assert "1 min read" in html


def test_who_is_led_to_folded_evidence_sees_it(browser: Browser, drafts: Path) -> None:
    with serving(drafts) as address:
        page = browser.new_page()
        page.goto(f"{address}briefings/Town1/")
        expect(page.locator(".footnote li")).to_be_hidden()
        page.goto(f"{address}briefings/Town1/#fn:s1-1")
        expect(page.locator(".footnote li")).to_be_visible()
        page.close()


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (230, 1), (500, 2), (1000, 4)])
def test_minutes_to_read(words: int, minutes: int) -> None:
    assert minutes_to_read("<p>" + "<b>word</b> " * words + "</p>") == minutes


def test_an_address_that_is_none_leads_to_a_search_and_the_newest(browser: Browser, drafts: Path) -> None:
    with serving(drafts) as address:
        page = browser.new_page()
        page.goto(f"{address}2031-03-01-rain-in-town2/")
        expect(page.locator(".missing__newest a")).to_have_text(
            ["Rain in Town2", "Rain in Town3", "Rain in Town1"]
        )
        expect(page.locator(".missing input")).to_have_value("rain in town2")
        page.locator(".missing button").click()
        expect(page.locator(".finder__title").first).to_have_text("Rain in Town2")
        page.close()
