"""An error in the code that one line or one briefing brings out: it is told with its place, and the site is made."""

import importlib
import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, tostring

import pytest
from mkdocs.exceptions import Abort

from dateline.briefing import document
from dateline.check.runner import check_project
from dateline.mkdocs.pages import FragmentCache
from dateline.model import internal_errors
from dateline.model.internal_errors import cause_of, first_failing, line_of
from dateline.model.problems import DatelineError, Problem
from dateline.project.files import Project
from dateline.project.settings import Settings
from dateline.site.failures import Failures, blamed_line
from marks import few_of
from sites import briefing_text, build_site, make_project

GOOD = briefing_text("Ferry sails", "2031-03-04", "It sailed.\n\n## Timeline\n\n- 2031-03-01 — It is mended.")
BAD = """---
title: Quagga found
date: 2031-03-05
topics: [Quaggas]
corrections:
  - {date: 2031-03-06, text: The quagga was young.}
---

Nobody had looked.

## Key quotes

!!! quote "Ada Fry"
    “A quagga, alive.”

## Timeline

- 1999-05/1999-05 — The last quagga is counted.
- 2030 — A track is seen.
- 2031-09-09 (planned) — The quagga moves house.

## What else

The quagga eats well.
"""
NAMES: dict[str, str] = {}
DAY, QUOTE, LINE, PLAN, TEXT, CORRECTION = "1999-05/1999-05", 13, 18, 20, 24, 6


class Lost(Exception):  # noqa: N818 -- what was lost, not a class that others catch
    """The error that is injected."""


def holds(thing: object, words: str) -> bool:
    return words in (tostring(thing, "unicode") if isinstance(thing, Element) else str(thing))


@pytest.fixture
def inject(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Let a function fail where one of its arguments holds some words."""

    def inject(name: str, words: str) -> None:
        module, _, attribute = name.partition(":")
        owner: Any = importlib.import_module(module)
        *path, last = attribute.split(".")
        for part in path:
            owner = getattr(owner, part)
        method = getattr(owner, last)

        def failing(*args: object, **options: object) -> object:
            if any(holds(arg, words) for arg in (*args, *options.values())):
                raise Lost("lost")
            return method(*args, **options)

        monkeypatch.setattr(owner, last, failing)

    return inject


@pytest.fixture
def project(tmp_path: Path) -> Path:
    project = make_project(tmp_path / "project")
    config = project / "mkdocs.yml"
    config.write_text(f"{config.read_text()}\nsite_url: https://news.example/\n", encoding="utf-8")
    (project / "briefings" / "good.md").write_text(GOOD, encoding="utf-8")
    text = f"{BAD}\nSeen at {tmp_path.name}.\n"  # MkDocs keeps the plugin, and it reads no text twice
    (project / "briefings" / "bad.md").write_text(text, encoding="utf-8")
    return project


@pytest.mark.parametrize(
    ("place", "words", "line", "what"),
    few_of(
        [
            ("dateline.site.markdown.items:date_words", DAY, LINE, "this part of the page"),
            ("dateline.site.search.search_records:date_words", DAY, LINE, "what the search finds"),
            (
                "dateline.site.pages.merged_timelines:mention_of_entry",
                "last quagga",
                LINE,
                "what the site tells",
            ),
            ("dateline.site.build:briefing_page_of", "last quagga", LINE, "the head and foot"),
            ("dateline.check.rules.date_order:_last_day", "last quagga", LINE, "the checks failed"),
        ],
        [
            ("dateline.site.markdown.items:_add_caption", "Ada Fry", QUOTE, "this part of the page"),
            ("dateline.site.markdown.extension:_show_evidence", "The quagga eats well", TEXT, "the page"),
            ("dateline.site.search.site_search:briefing_record", "Quagga found", 0, "what the search finds"),
            ("dateline.site.date_format:date_words", DAY, LINE, f"the words for “{DAY}”"),
            ("dateline.briefing.document:read", "last quagga is counted", LINE, "this briefing"),
            ("dateline.site.briefing_records:card_of", "Quagga found", 0, "this briefing"),
            ("dateline.site.pages.name_index:_organisation_of", "A quagga", QUOTE, "what the site tells"),
            ("dateline.site.pages.home_page:_teaser_of", "Quagga found", 0, "what the site tells"),
            ("dateline.site.build:news_article_of", "Quagga found", 0, "the head and foot"),
            ("dateline.site.pages.calendar_feed:_event_of", "moves house", PLAN, "the calendar's event"),
            ("dateline.site.feeds.site_feeds:correction_entry", "was young", CORRECTION, "the feed's entry"),
            ("dateline.site.feeds.site_feeds:entry_of", "Quagga found", 0, "the feeds' entry"),
            ("dateline.site.cards.page_images:draw_card", "Quagga found", 0, "cards/briefings/bad.png"),
        ],
    ),
)
def test_one_line_ends_no_build(
    project: Path,
    inject: Callable[[str, str], None],
    caplog: pytest.LogCaptureFixture,
    place: str,
    words: str,
    line: int,
    what: str,
) -> None:
    inject(place, words)
    with caplog.at_level(logging.WARNING, "mkdocs"):
        site = build_site(project, strict=False)
    where = f"briefings/bad.md:{line}:" if line else "briefings/bad.md:"
    told = [record.message for record in caplog.records if "Lost: lost" in record.message]
    assert told and all(where in one and "please report it" in one for one in told), caplog.text
    assert any(what in one for one in told), caplog.text
    assert "It is mended." in (site / "briefings" / "good" / "index.html").read_text(encoding="utf-8")
    assert "Ferry sails" in (site / "index.html").read_text(encoding="utf-8")
    assert (site / "planned.ics").is_file()
    with pytest.raises(Abort):
        build_site(project)


def test_the_page_shows_the_line_as_it_is_written(project: Path, inject: Callable[[str, str], None]) -> None:
    inject("dateline.site.markdown.items:date_words", DAY)
    shown = (build_site(project, strict=False) / "briefings" / "bad" / "index.html").read_text("utf-8")
    assert "<li>1999-05/1999-05 — The last quagga is counted.</li>" in shown
    assert '<time datetime="2030">2030</time>' in shown and "A quagga, alive." in shown


def test_the_page_shows_the_whole_text_where_markdown_fails(
    project: Path, inject: Callable[[str, str], None]
) -> None:
    inject("dateline.site.markdown.extension:_show_evidence", "eats well")
    shown = (build_site(project, strict=False) / "briefings" / "bad" / "index.html").read_text("utf-8")
    assert "<pre>Nobody had looked." in shown and "- 2030 — A track is seen." in shown
    assert "dateline:" not in shown.partition("<pre>")[2]


def test_a_step_that_fails_for_no_briefing_alone_stops_the_build_in_words(
    project: Path, inject: Callable[[str, str], None], caplog: pytest.LogCaptureFixture
) -> None:
    inject("dateline.site.contents:site_data_of", "Index")
    with caplog.at_level(logging.ERROR, "mkdocs"), pytest.raises(Abort):
        build_site(project, strict=False)
    assert "briefings: error: the lists of the site can't be made: Lost: lost" in caplog.text


def test_the_other_files_are_checked(project: Path, inject: Callable[[str, str], None]) -> None:
    inject("dateline.check.rules.claims:_claims_of", "last quagga")
    report = check_project(Project(project, Settings()), jobs=1)
    [problem] = [one for one in report.problems["briefings/bad.md"] if "the checks failed" in one.message]
    assert (problem.line, problem.severity) == (LINE, "error")
    assert [one.line for one in report.problems["briefings/good.md"]] == [10]


# --- the parts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "first"),
    [(["a", "b", "x", "c", "x"], 3), (["x"], 1), (["a", "x"], 2), (["a", "b"], 0), ([], 0)],
)
def test_the_first_line_with_which_a_text_fails(lines: list[str], first: int) -> None:
    assert first_failing(lines, lambda text: "x" in text) == first


@pytest.mark.parametrize(
    ("words", "line"), [("two", 2), (" two\nthree", 2), ("four", 0), ("", 0), ("three", 3), ("\ntwo", 2)]
)
def test_the_line_that_holds_words(words: str, line: int) -> None:
    assert line_of("one\r\nbut two\r\nthree", words) == line


def test_a_cause_names_its_place_in_the_code() -> None:
    try:
        first_failing(["a"], lambda text: bool(NAMES["d"]))
    except KeyError as reason:
        assert cause_of(reason).startswith("KeyError: 'd' (test_failures.py, line ")
    assert cause_of(Lost("lost")) == "Lost: lost"
    assert internal_errors.raises(lambda: NAMES["d"]) and not internal_errors.raises(dict)


def test_the_line_to_blame() -> None:
    read = document.read(BAD, "bad.md")
    sought = ("A quagga, alive", "is counted", "track", "Nobody had looked")

    def step(found: document.Document, words: str) -> None:
        if words in str(found.briefing):
            raise Lost

    assert [blamed_line(read, partial(step, words=words)) for words in sought] == [
        QUOTE,
        LINE,
        19,
        0,
    ]


def test_things_are_tried_alone() -> None:
    told: list[Problem] = []
    found = Failures(told.append)
    found.begin("briefings")

    def step(numbers: Sequence[int]) -> float:
        return sum((1 / number for number in numbers), 0.0)

    def blame(number: int, reason: Exception) -> None:
        found.report("a.md", 3, reason, "the sum")

    assert found.without_failing([1, 2], step, "sums", blame) == ((1, 2), 1.5)
    assert found.without_failing([1, 0, 2, 0], step, "sums", blame) == ((1, 2), 1.5)
    assert [(one.file, one.line) for one in told] == [("briefings/a.md", 3)], "told once"
    assert found.of("a.md") == tuple(told) and found.of("b.md") == ()
    with pytest.raises(DatelineError, match="briefings: error: sums can't be made: TypeError"):
        found.without_failing([1, 2], lambda numbers: None if len(numbers) == 1 else 1 + "", "sums", blame)  # type: ignore[operator]


def test_a_piece_that_a_template_fails_on_is_left_out() -> None:
    blamed: list[object] = []
    fragments = FragmentCache(lambda thing, reason: blamed.append(thing))
    for show in (fragments.shown, fragments.shown_here):
        assert show([1, 0, 2], "", lambda thing, base: f"{2 / thing:.0f} ") == "2 1 "
    assert blamed == [0, 0]
