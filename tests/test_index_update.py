"""What is indexed and written when a site's search is brought up to date."""

import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.model.problems import DatelineError
from dateline.project.files import Project
from dateline.project.settings import Settings
from dateline.site.search import shards
from dateline.site.search.index_cache import IndexCache
from dateline.site.search.index_folder import IndexFolder
from dateline.site.search.index_update import Indexer, update_index
from dateline.site.search.indexed_page import IndexedPage
from dateline.site.search.search_index import program
from dateline.site.search.search_records import Record, page_record
from dateline.site.search.shards import SearchPage

Loaded = list[str]


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def stamps(folder: Path) -> dict[str, int]:
    return {path.as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def indexer(tmp_path: Path) -> Indexer:
    project = Project(tmp_path / "project", Settings())
    return Indexer(program(), "en", IndexCache(project), jobs=2)


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "MOST", 5)


def records_of(count: int = 20) -> list[Record]:
    bodies = (f"<h1>Number {n}</h1><p>It rained on day {n} in Sella.</p>" for n in range(count))
    names = [page_record(f"people/{n}/", f"Ada {n}", "", section="People") for n in range(3)]
    return [*(Record(f"b/{n}/", f"Number {n}", body) for n, body in enumerate(bodies)), *names]


def told(records: Iterable[Record], loaded: Loaded) -> list[SearchPage]:
    """The pages of records, which say when they are to be indexed."""
    by_url = {record.url: record for record in records}

    def load(urls: Sequence[str]) -> list[IndexedPage]:
        loaded.extend(urls)
        return [IndexedPage.of(by_url[url]) for url in urls]

    return [replace(SearchPage.of(record), load=load) for record in by_url.values()]


def test_unchanged_pages_are_neither_loaded_nor_indexed_nor_written(tmp_path: Path, indexer: Indexer) -> None:
    folder = tmp_path / "pagefind"
    loaded: Loaded = []
    update_index(indexer, told(records_of(), loaded), folder)
    assert sorted(loaded) == sorted(record.url for record in records_of() if record.body)
    before, loaded = stamps(folder), []
    update_index(indexer, told(reversed(records_of()), loaded), folder)
    assert loaded == [] and stamps(folder) == before


def test_of_a_page_that_changed_its_shard_alone_is_indexed(tmp_path: Path, indexer: Indexer) -> None:
    folder = tmp_path / "pagefind"
    update_index(indexer, map(SearchPage.of, records_of()), folder)
    before, files = stamps(folder), files_of(folder)
    sizes = json.loads(files["shards.json"])
    assert [*sizes] == ["0", "1", "2", "3"] and sum(sizes.values()) == 20

    records = records_of()
    records[4] = Record("b/4/", "Number 4", "<h1>Number 4</h1><p>An onychophoran was found in Tarn.</p>")
    loaded: Loaded = []
    update_index(indexer, told(records, loaded), folder)
    assert "b/4/" in loaded and 1 < len(loaded) < 12
    after, kept = files_of(folder), stamps(folder)
    shard = {path.split("/")[0] for path in after if after[path] != files.get(path) and path != "words.json"}
    assert len(shard) == 1 and shard < {"0", "1", "2", "3"}
    assert b"onychophoran" in after["words.json"]
    assert all(kept[path] == before[path] for path in before if f"/pagefind/{min(shard)}/" not in path
               and not path.endswith("words.json"))  # fmt: skip
    fragments = {path for path in after if "/fragment/" in path}
    assert len(fragments) == 20
    assert len(fragments - files.keys()) == len(files.keys() & {*fragments} ^ {*fragments}) == 1


def test_what_is_up_to_date_is_what_is_made_anew(tmp_path: Path, indexer: Indexer) -> None:
    """But for the facets, whose order in Pagefind's files is another in each run, and what names those files."""
    folder, other = tmp_path / "pagefind", tmp_path / "other"
    update_index(indexer, map(SearchPage.of, records_of(9)), folder)
    update_index(indexer, map(SearchPage.of, records_of()), folder)
    update_index(Indexer(program(), "en"), map(SearchPage.of, reversed(records_of())), other)
    shuffled = (".pf_filter", ".pf_meta", "entry.json")
    found, expected = ({path: data for path, data in files_of(place).items() if not path.endswith(shuffled)}
                       for place in (folder, other))  # fmt: skip
    assert found == expected
    assert sum(path.endswith(".pf_filter") for path in files_of(folder)) == sum(
        path.endswith(".pf_filter") for path in files_of(other)
    )


def test_a_folder_that_is_gone_or_was_tampered_with_is_made_whole_from_the_cache(
    tmp_path: Path, indexer: Indexer
) -> None:
    folder = tmp_path / "pagefind"
    update_index(indexer, map(SearchPage.of, records_of()), folder)
    files = files_of(folder)
    (folder / "shards.json").write_text("[]", encoding="utf-8")
    next(folder.rglob("*.pf_fragment")).unlink()
    (folder / "7").mkdir()
    (folder / "7" / "foreign.txt").write_text("x", encoding="utf-8")
    loaded: Loaded = []
    update_index(indexer, told(records_of(), loaded), folder)
    assert files_of(folder) == files and not (folder / "7").exists() and loaded == []


@pytest.mark.parametrize("content", [b"", b"no zip", None], ids=["empty", "foreign", "torn"])
def test_a_broken_cache_is_made_anew(tmp_path: Path, indexer: Indexer, content: bytes | None) -> None:
    folder, cache = tmp_path / "pagefind", tmp_path / "project" / ".dateline" / "cache" / "search"
    update_index(indexer, map(SearchPage.of, records_of()), folder)
    shutil.rmtree(folder)
    kept = sorted(cache.iterdir())
    assert [path.suffix for path in kept].count(".zip") == 5
    for path in kept:
        path.write_bytes(path.read_bytes()[:-200] if content is None else content)
    loaded: Loaded = []
    update_index(indexer, told(records_of(), loaded), folder)
    assert len(loaded) == 20 and len(list(folder.rglob("*.pf_fragment"))) == 21
    update_index(indexer, told(records_of(), loaded), folder)
    assert len(loaded) == 20


def test_an_index_that_stands_needs_no_cache_until_another_changes(tmp_path: Path, indexer: Indexer) -> None:
    """The words of all are made of the counts of each, of which only what is kept tells."""
    folder, cache = tmp_path / "pagefind", tmp_path / "project" / ".dateline" / "cache" / "search"
    update_index(indexer, map(SearchPage.of, records_of()), folder)
    words = (folder / "words.json").read_bytes()
    for path in cache.glob("*.zip"):
        path.unlink()
    loaded: Loaded = []
    update_index(indexer, told(records_of(), loaded), folder)
    assert loaded == []
    more = [*records_of(), Record("b/20/", "Onychophoran", "<p>It rained.</p>")]
    update_index(indexer, told(more, loaded), folder)
    assert len(loaded) == 21
    assert json.loads((folder / "words.json").read_bytes()) != json.loads(words)
    update_index(indexer, told(records_of(), loaded), folder)
    assert (folder / "words.json").read_bytes() == words


def test_two_folders_have_the_index_of_one(tmp_path: Path, indexer: Indexer) -> None:
    loaded: Loaded = []
    for name in ("site", "served", "site"):
        update_index(indexer, told(records_of(), loaded), tmp_path / name)
    assert len(loaded) == 20 and files_of(tmp_path / "site") == files_of(tmp_path / "served")


def test_several_indexes_at_a_time_are_those_of_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where temporary files are not held in memory, Pagefind may number the pages in another order."""
    for name, jobs, folder in (("a", 4, ""), ("b", 1, ""), ("c", 1, str(tmp_path))):
        monkeypatch.setenv("TMPDIR", folder)
        update_index(Indexer(program(), "en", jobs=jobs), map(SearchPage.of, records_of()), tmp_path / name)
    a, b, c = (files_of(tmp_path / name) for name in "abc")
    texts = {path for path in a if path.endswith((".pf_fragment", "words.json", "shards.json"))}
    words = {path for path in a if path.endswith(".pf_index")}
    assert len(texts) == 23 and {path: a[path] for path in texts} == {path: c[path] for path in texts}
    assert len(words) >= 5 and {path: a[path] for path in words} == {path: b[path] for path in words}


def test_what_is_kept_is_what_the_last_update_needs(tmp_path: Path, indexer: Indexer) -> None:
    cache = tmp_path / "project" / ".dateline" / "cache"
    for count in (20, 9, 3):
        update_index(indexer, map(SearchPage.of, records_of(count)), tmp_path / "pagefind")
    assert [path.suffix for path in sorted((cache / "search").iterdir())] == [".json", ".zip"]
    assert (cache / ".gitignore").exists()


def test_an_index_that_fails_leaves_the_folder(tmp_path: Path, indexer: Indexer) -> None:
    folder = tmp_path / "pagefind"
    update_index(indexer, map(SearchPage.of, records_of()), folder)
    before = stamps(folder)
    failing = tmp_path / "failing"
    failing.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    failing.chmod(0o755)
    with pytest.raises(DatelineError):
        update_index(Indexer(failing, "en"), map(SearchPage.of, records_of()), folder)
    assert stamps(folder) == before


def test_a_site_has_no_files_that_its_search_does_not_use(tmp_path: Path) -> None:
    update_index(Indexer(program(), "en"), map(SearchPage.of, records_of()), tmp_path)
    names = {path for path in files_of(tmp_path) if not path.split("/")[-2:-1] or path.count("/") == 0}
    below = {path for path in files_of(tmp_path) if path.startswith("0/") and path.count("/") == 1}
    assert {path for path in names if not path.endswith(".pf_meta")} == {
        "pagefind-entry.json", "pagefind.js", "shards.json", "wasm.en.pagefind", "words.json"
    }  # fmt: skip
    assert {path for path in below if not path.endswith(".pf_meta")} == {"0/pagefind-entry.json"}


def test_what_names_other_files_is_written_after_them(tmp_path: Path) -> None:
    files = {
        "shards.json": b"[]",
        "0/pagefind-entry.json": b"{}",
        "0/fragment/z": b"z",
        "pagefind-entry.json": b"{}",
    }
    notes = IndexFolder(tmp_path, {}).update({"a": "1"}, {"a": files})
    stamped = sorted(files, key=lambda path: (tmp_path / path).stat().st_mtime_ns)
    assert stamped[0] == "0/fragment/z" and stamped[-1] == "shards.json"
    assert IndexFolder(tmp_path, notes).has("a", "1") and not IndexFolder(tmp_path, notes).has("a", "2")
    IndexFolder(tmp_path, notes).update({"b": "2"}, {"b": {"b": b"b"}})
    assert files_of(tmp_path) == {"b": b"b"} and [path.name for path in tmp_path.iterdir()] == ["b"]
    assert not IndexFolder(tmp_path, notes).has("a", "1")


@pytest.mark.parametrize(("language", "wasm"), [("de", "wasm.de.pagefind"), ("ja", "wasm.unknown.pagefind")])
def test_a_site_has_the_program_of_its_language(tmp_path: Path, language: str, wasm: str) -> None:
    update_index(Indexer(program(), language), [SearchPage.of(Record("a/", "A", "<p>A</p>"))], tmp_path)
    assert [path.name for path in tmp_path.glob("wasm.*")] == [wasm]
