"""What is indexed and written when a site's search is brought up to date."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from dateline.model.problems import DatelineError
from dateline.project.files import Project
from dateline.project.settings import Settings
from dateline.site.search import shards
from dateline.site.search.index_cache import IndexCache
from dateline.site.search.index_update import Indexer, mirror, update_index
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
    return Indexer(program(), "en", IndexCache(project), threads=1)


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "MOST", 5)


def records_of(count: int = 20) -> list[Record]:
    bodies = (f"<h1>Number {n}</h1><p>It rained on day {n} in Sella.</p>" for n in range(count))
    names = [page_record(f"people/{n}/", f"Ada {n}", "", section="People") for n in range(3)]
    return [*(Record(f"b/{n}/", f"Number {n}", body) for n, body in enumerate(bodies)), *names]


def told(records: Iterable[Record], loaded: Loaded) -> list[SearchPage]:
    """The pages of records, each of which says when it is loaded."""

    def loading(record: Record) -> Callable[[], Record]:
        return lambda: loaded.append(record.url) or record  # type: ignore[func-returns-value]

    known = [(record, SearchPage.of(record)) for record in records]
    return [SearchPage(page.url, page.digest, loading(record), page.is_listed) for record, page in known]


def test_unchanged_pages_are_neither_loaded_nor_indexed_nor_written(tmp_path: Path, indexer: Indexer) -> None:
    folder = tmp_path / "pagefind"
    loaded: Loaded = []
    update_index(indexer, told(records_of(), loaded), folder)
    assert sorted(loaded) == sorted(record.url for record in records_of())
    before, loaded = stamps(folder), []
    update_index(indexer, told(reversed(records_of()), loaded), folder)
    assert loaded == [] and stamps(folder) == before


def test_of_a_page_that_changed_its_shard_alone_is_indexed(tmp_path: Path, indexer: Indexer) -> None:
    folder = tmp_path / "pagefind"
    update_index(indexer, map(SearchPage.of, records_of()), folder)
    before, files = stamps(folder), files_of(folder)
    assert json.loads(files["shards.json"]) == ["0", "1", "2", "3"]

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
    kept = sorted(cache.glob("*.zip"))
    assert len(kept) == 6
    for path in kept:
        path.write_bytes(path.read_bytes()[:-200] if content is None else content)
    loaded: Loaded = []
    update_index(indexer, told(records_of(), loaded), folder)
    assert len(loaded) == 23 and len(list(folder.rglob("*.pf_fragment"))) == 21
    update_index(indexer, told(records_of(), loaded), folder)
    assert len(loaded) == 23


def test_what_is_kept_is_what_the_last_update_needs(tmp_path: Path, indexer: Indexer) -> None:
    cache = tmp_path / "project" / ".dateline" / "cache"
    for count in (20, 9, 3):
        update_index(indexer, map(SearchPage.of, records_of(count)), tmp_path / "pagefind")
    assert len(list((cache / "search").iterdir())) == 2
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
    mirror(tmp_path, files)
    stamped = sorted(files, key=lambda path: (tmp_path / path).stat().st_mtime_ns)
    assert stamped[0] == "0/fragment/z" and stamped[-1] == "shards.json"
    mirror(tmp_path, {"a": b"a"})
    assert files_of(tmp_path) == {"a": b"a"} and [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize(("language", "wasm"), [("de", "wasm.de.pagefind"), ("ja", "wasm.unknown.pagefind")])
def test_a_site_has_the_program_of_its_language(tmp_path: Path, language: str, wasm: str) -> None:
    update_index(Indexer(program(), language), [SearchPage.of(Record("a/", "A", "<p>A</p>"))], tmp_path)
    assert [path.name for path in tmp_path.glob("wasm.*")] == [wasm]
