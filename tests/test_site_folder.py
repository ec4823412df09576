"""A site's folder brought up to date in place: what is written, what is removed, and what is left alone."""

import os
from pathlib import Path

import pytest

from dateline.project.site_folder import Notes, SiteFolder, state_left

PAGES = {"index.html": b"home", "a/index.html": b"a", "a/b/index.html": b"b"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def built(site: Path, pages: dict[str, bytes], notes: Notes | None = None) -> SiteFolder:
    """The folder after a build that makes these pages."""
    folder = SiteFolder(site, notes or {})
    for path, data in pages.items():
        folder.write(path, data)
    folder.finish()
    return folder


def found(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def times(site: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}


def test_a_site_is_written_and_then_only_what_differs(site: Path) -> None:
    notes = built(site, PAGES).notes()
    assert found(site) == PAGES
    before = times(site)
    changed = PAGES | {"a/index.html": b"other"}
    folder = built(site, changed, notes)
    assert folder.written == ["a/index.html"]
    assert found(site) == changed
    assert {path for path, time in times(site).items() if before[path] != time} == {site / "a/index.html"}


def test_what_vanished_is_removed_with_the_folders_that_it_leaves_empty(site: Path) -> None:
    notes = built(site, PAGES).notes()
    folder = SiteFolder(site, notes)
    folder.write("index.html", b"home")
    assert sorted(folder.finish()) == ["a/b/index.html", "a/index.html"]
    assert found(site) == {"index.html": b"home"}
    assert not (site / "a").exists()


def test_what_others_put_there_is_removed_unless_it_is_hidden_or_spared(site: Path) -> None:
    notes = built(site, PAGES).notes()
    for name in (".git/config", ".nojekyll", "search/index.bin", "a/.stray", "searching.txt"):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_bytes(b"theirs")
    folder = SiteFolder(site, notes)
    for path, data in PAGES.items():
        folder.write(path, data)
    assert sorted(folder.finish(spare=["search"])) == ["a/.stray", "searching.txt"]
    assert found(site).keys() - PAGES.keys() == {".git/config", ".nojekyll", "search/index.bin"}


def test_a_hidden_file_of_the_site_is_written_once(site: Path) -> None:
    first = SiteFolder(site, {})
    first.write(".nojekyll", b"")
    first.finish()
    second = SiteFolder(site, first.notes())
    assert second.state == state_left(site, first.notes(), ())
    second.write(".nojekyll", b"")
    assert second.written == []
    third = SiteFolder(site, first.notes())
    assert third.finish() == [".nojekyll"]


def test_a_file_that_somebody_changed_is_written_again(site: Path) -> None:
    notes = built(site, PAGES).notes()
    (site / "a/index.html").write_bytes(b"by hand")
    (site / "index.html").unlink()
    assert sorted(built(site, PAGES, notes).written) == ["a/index.html", "index.html"]
    assert found(site) == PAGES


def test_without_notes_all_is_written(site: Path) -> None:
    built(site, PAGES)
    assert len(built(site, PAGES).written) == 3


def test_a_page_known_by_its_key_need_not_be_made(site: Path) -> None:
    folder = SiteFolder(site, {})
    assert not folder.has("index.html", "key")
    site.mkdir()
    (site / "index.html").write_bytes(b"made elsewhere")
    folder.keep("index.html", "key")
    folder.finish()
    later = SiteFolder(site, folder.notes())
    assert not later.has("index.html", "another key")
    assert later.has("index.html", "key")
    later.finish()
    assert found(site) == {"index.html": b"made elsewhere"}
    assert later.notes() == folder.notes()


def test_a_file_is_copied_when_its_source_changes(site: Path, tmp_path: Path) -> None:
    source = tmp_path / "dam.png"
    source.write_bytes(b"first")

    def copied(notes: Notes) -> SiteFolder:
        folder = SiteFolder(site, notes)
        folder.copy("dam.png", source)
        folder.finish()
        return folder

    first = copied({})
    second = copied(first.notes())
    source.write_bytes(b"second")
    third = copied(second.notes())
    assert (first.written, second.written, third.written) == (["dam.png"], [], ["dam.png"])
    assert found(site) == {"dam.png": b"second"}
    source.unlink()
    copied(third.notes())
    assert found(site) == {}


def test_files_of_another_folder_are_taken_where_none_was_kept(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "of MkDocs"
    for path in ("index.html", "404.html", "assets/a.css"):
        (other / path).parent.mkdir(parents=True, exist_ok=True)
        (other / path).write_bytes(b"theirs")
    folder = SiteFolder(site, {})
    folder.write("index.html", b"ours")
    folder.take(other)
    folder.finish()
    assert found(site) == {"index.html": b"ours", "404.html": b"theirs", "assets/a.css": b"theirs"}


def test_the_state_tells_of_any_other_file_size_or_time(site: Path) -> None:
    notes = built(site, PAGES).notes()
    (site / "pagefind" / "index").mkdir(parents=True)
    (site / "pagefind" / "index" / "a").write_bytes(b"words")
    (site / ".nojekyll").write_bytes(b"")
    before = SiteFolder(site, {}).state
    assert state_left(site, notes, ("pagefind", "gone")) == before
    os.utime(site / "index.html", ns=(1, 1))
    touched = SiteFolder(site, {}).state
    (site / "new.html").write_bytes(b"")
    assert len({before, touched, SiteFolder(site, {}).state}) == 3


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_folder_that_a_link_leads_to_is_left_alone(site: Path, tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "kept.txt").write_bytes(b"theirs")
    notes = built(site, PAGES).notes()
    (site / "linked").symlink_to(tmp_path / "else")
    built(site, PAGES, notes)
    assert not (site / "linked").is_symlink()
    assert (tmp_path / "else" / "kept.txt").read_bytes() == b"theirs"


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_site_may_itself_be_reached_by_a_link(site: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    site.symlink_to(tmp_path / "real")
    notes = built(site, PAGES).notes()
    assert built(site, PAGES, notes).written == []
    assert found(tmp_path / "real") == PAGES


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_page_is_not_written_through_a_link(site: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"theirs")
    notes = built(site, PAGES).notes()
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(outside)
    built(site, PAGES, notes)
    assert outside.read_bytes() == b"theirs"
    assert found(site) == PAGES


def test_a_file_may_take_the_place_of_a_folder_and_the_other_way_round(site: Path) -> None:
    notes = built(site, {"a/index.html": b"a", "b": b"b"}).notes()
    other = {"a": b"a", "b/index.html": b"b"}
    built(site, other, notes)
    assert found(site) == other


def test_what_is_known_by_what_it_was_made_of_is_written_where_it_differs(site: Path) -> None:
    notes = built(site, PAGES).notes()
    folder = SiteFolder(site, notes)
    for path, data in (PAGES | {"a/index.html": b"other", "c/new.json": b"{}"}).items():
        folder.put(path, data, "key")
    assert folder.written == ["a/index.html", "c/new.json"]
    assert all(SiteFolder(site, folder.notes()).has(path, "key") for path in (*PAGES, "c/new.json"))
