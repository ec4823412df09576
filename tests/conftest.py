"""Fixtures that several test modules share."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, expect

from browser import chromium, serving
from dateline.project.settings import Settings
from dateline.site.pages.page_weight import PAGE
from newsroom import newsroom
from nightly import times
from sites import BRIEFINGS, ROOT, build_site, lists_parted_at, make_project

# A property that holds is no less true on a busy machine.
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")
expect.set_options(timeout=30_000)


LONGEST = (
    "access", "hostile", "search", "plugin", "packaging", "browser", "hostile_texts", "search_shards", "valid",
    "following_browser", "recovery", "formatters", "page_build", "kept_views", "first_briefing", "moved_seeds",
    "editing_matrix", "speakers", "weights", "site", "timexes", "page_size", "site_feeds", "dask_engine",
    "project_commands", "failures",
)  # fmt: skip
"""The files that take long, or whose tests marked so do, longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have workers begin with the files that take long: none of them is left with one when the others are done."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        order = {f"test_{name}": number for number, name in enumerate(LONGEST)}
        items.sort(key=lambda item: order.get(item.path.stem, len(LONGEST)))


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The pinned spaCy model, loaded once a run."""
    spacy = pytest.importorskip("spacy")
    return spacy.load(Settings().model)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for one module: Playwright can't run twice at a time in a process, nor beside a loop of asyncio."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def one_page(browser: Browser) -> Iterator[Page]:
    """A page of that browser; to open another address in it takes a third of the time of a new one."""
    context = browser.new_context()
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(one_page: Page) -> Iterator[Page]:
    """That page, of which a site remembers nothing, though its browser has kept scripts and styles: for tests that
    don't ask what a first visit loads."""
    yield one_page
    one_page.unroute_all()
    one_page.evaluate("localStorage.clear(); sessionStorage.clear()")
    one_page.goto("about:blank")  # or an address that differs in its fragment alone would not be loaded


@pytest.fixture(scope="session")
def wide_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with every kind of page: the sample briefings, those of the tests, and so many generated ones
    that lists and timelines run over several pages (in a normal run, a quarter as large)."""
    files = [*(ROOT / "briefings").glob("*.md"), *BRIEFINGS.glob("*.md")]
    project = make_project(tmp_path_factory.mktemp("wide") / "project", files, with_guide=True)
    for name, text in newsroom(times(24, 1000)):
        (project / "briefings" / name).write_text(text, encoding="utf-8")
    with lists_parted_at(times(PAGE // 4, PAGE)):
        return build_site(project, strict=False)  # one of them has a date that is none


@pytest.fixture(scope="session")
def wide_site(wide_folder: Path) -> Iterator[str]:
    """The address of that site."""
    with serving(wide_folder) as url:
        yield url
