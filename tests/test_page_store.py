"""Pages kept from build to build: what comes back, and what a spoilt or foreign file costs."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.project.files import Project
from dateline.project.page_store import FILE, PageStore, StoredPage, packed
from dateline.project.settings import Settings

PAGES = {f"briefings/{number}/index.html": f"<p>Page {number}</p>".encode() * 50 for number in range(20)}
FIRST, SECOND, *_ = PAGES


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, Settings())


def stored(value: bytes, key: str = "k", notes: str = "[]") -> StoredPage:
    return StoredPage(key, notes, packed(value), packed(value[:9]))


def filled(project: Project) -> PageStore:
    PageStore(project).save({path: stored(value) for path, value in PAGES.items()})
    return PageStore(project)


def test_what_was_kept_comes_back(project: Project) -> None:
    store = filled(project)
    assert store.known() == dict.fromkeys(PAGES, ("k", "[]"))
    assert store.values(PAGES) == PAGES
    assert store.values([FIRST, "gone.html"]) == {FIRST: PAGES[FIRST]}
    assert store.found([FIRST, "gone.html"]) == {FIRST: PAGES[FIRST][:9]}
    assert (project.cache / ".gitignore").read_text() == "*\n"


def test_a_page_is_replaced_and_one_that_is_gone_forgotten(project: Project) -> None:
    store = filled(project)
    store.save({FIRST: stored(b"new", "other", "[1]")}, gone=[SECOND])
    known = PageStore(project).known()
    assert known.keys() == PAGES.keys() - {SECOND}
    assert known[FIRST] == ("other", "[1]")
    assert store.values([FIRST, SECOND]) == {FIRST: b"new"}


def test_nothing_is_kept_at_first_and_looking_makes_no_file(project: Project) -> None:
    assert PageStore(project).known() == {}
    PageStore(project).save({})
    assert not project.cache.exists()


@pytest.mark.parametrize("spoil", [
    lambda data: b"",
    lambda data: data[:5000],
    lambda data: b"no database at all" * 500,
    lambda data: data[:4096] + bytes(len(data) - 4096),
], ids=["empty", "torn", "foreign", "zeros"])  # fmt: skip
def test_a_spoilt_file_counts_as_empty_and_is_made_anew(
    project: Project, spoil: Callable[[bytes], bytes]
) -> None:
    filled(project)
    file = project.cache / FILE
    file.write_bytes(spoil(file.read_bytes()))
    store = PageStore(project)
    store.known()
    assert store.values(PAGES).items() <= PAGES.items()
    assert filled(project).values(PAGES) == PAGES


@pytest.mark.parametrize("version", [0, 1, 7])
def test_a_database_of_another_program_or_version_counts_as_empty(project: Project, version: int) -> None:
    project.cache.mkdir(parents=True)
    with sqlite3.connect(project.cache / FILE) as base:
        base.execute("CREATE TABLE pages (name TEXT)")
        base.execute(f"PRAGMA user_version = {version}")
    base.close()
    assert PageStore(project).known() == {}
    assert filled(project).values(PAGES) == PAGES


def test_a_value_in_which_a_bit_has_turned_counts_as_missing(project: Project) -> None:
    store = filled(project)
    with sqlite3.connect(project.cache / FILE) as base:
        value = bytearray(base.execute("SELECT value FROM pages WHERE name = ?", (FIRST,)).fetchone()[0])
        value[len(value) // 2] ^= 1
        base.execute("UPDATE pages SET value = ? WHERE name = ?", (bytes(value), FIRST))
    base.close()
    assert store.values([FIRST, SECOND]) == {SECOND: PAGES[SECOND]}


@pytest.mark.skipif(os.name != "posix", reason="a folder that stands as a file is another error there")
def test_where_nothing_can_be_written_the_pages_of_this_build_are_there(project: Project) -> None:
    project.cache.parent.mkdir()
    project.cache.write_bytes(b"a file where the folder would be")
    store = PageStore(project)
    store.save({FIRST: stored(b"unsaved")})
    assert store.values([FIRST, SECOND]) == {FIRST: b"unsaved"}
    assert store.known() == {}


def test_a_file_that_another_process_holds_costs_nothing_but_time(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(project)
    monkeypatch.setattr("dateline.project.page_store._WAIT", 0.01)
    held = sqlite3.connect(project.cache / FILE)
    held.execute("BEGIN EXCLUSIVE")
    try:
        store.save({FIRST: stored(b"unsaved")})
        assert store.values([FIRST]) == {FIRST: b"unsaved"}
    finally:
        held.rollback()
        held.close()
    assert PageStore(project).values(PAGES) == PAGES, "what others have kept is not lost"
