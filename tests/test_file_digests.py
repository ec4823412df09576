"""The index of files: what a stat tells, and when it tells nothing."""

import json
import os
from pathlib import Path

import pytest

from dateline.project import file_digests, files
from dateline.project.file_digests import FileDigests

OLD = 1_000_000_000
"""A time long before any test, in seconds."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("a.txt", "b/c.txt", "b/.hidden", "b/copy~", "z.txt"):
        path = tmp_path / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "cache").mkdir()
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read from now on."""
    seen: list[str] = []
    digest = file_digests._digest_of

    def digest_of(name: str) -> tuple[file_digests.Stamp, str]:
        seen.append(Path(name).name)
        return digest(name)

    monkeypatch.setattr(file_digests, "_digest_of", digest_of)
    return seen


def digests(root: Path, *, save: bool = True) -> dict[str, str]:
    index = FileDigests(root / "cache")
    found = {Path(name).name: digest for name, digest in index.below(root / "seeds").items()}
    if save:
        index.save()
    return found


def age(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the files be as old as if the index were taken an hour later."""
    path = root / "cache" / "files.json"
    index = json.loads(path.read_text())
    index["taken"] += 3600 * OLD
    path.write_text(json.dumps(index))


def test_the_same_files_as_everywhere_in_the_same_order(root: Path) -> None:
    index = FileDigests(root / "cache")
    assert [Path(name) for name in index.below(root / "seeds")] == list(files.files_below(root / "seeds"))
    for path in files.files_below(root / "seeds"):
        assert index.of(path) == files.digest_of_file(path)
    assert index.of(root / "no such file") == ""
    assert dict(index.below(root / "no such folder")) == {}


def test_nothing_is_read_twice(root: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    first = digests(root)
    assert read == ["a.txt", "z.txt", "c.txt"]
    age(root, monkeypatch)
    assert digests(root) == first
    assert len(read) == 3
    (root / "seeds" / "z.txt").write_text("changed")
    assert digests(root)["z.txt"] != first["z.txt"]
    assert read[3:] == ["z.txt"]


def test_a_file_that_looks_the_same_within_the_granule_is_read(root: Path, read: list[str]) -> None:
    path = root / "seeds" / "a.txt"
    before = digests(root)
    stat = path.stat()
    path.write_bytes(b"b.txt")  # as long as it was
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    index = root / "cache" / "files.json"
    kept = json.loads(index.read_text())
    for row in kept["records"].values():  # as a file system with a coarse clock would have it
        row[2] = path.stat().st_ctime_ns
    index.write_text(json.dumps(kept))
    assert digests(root)["a.txt"] != before["a.txt"]


def test_a_file_with_a_future_time_is_read_each_time(
    root: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(root / "seeds" / "a.txt", (40 * OLD, 40 * OLD))
    digests(root)
    age(root, monkeypatch)
    del read[:]
    digests(root)
    assert read == ["a.txt"]


def test_what_was_not_asked_for_is_kept_unless_it_may_have_changed(
    root: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    digests(root)
    other = root / "other.txt"
    other.write_text("other")
    age(root, monkeypatch)
    index = FileDigests(root / "cache")
    index.of(other)
    index.save()
    del read[:]
    age(root, monkeypatch)
    digests(root)
    assert read == []
    (root / "seeds" / "a.txt").write_text("new")
    digests(root)  # a.txt is young now
    index = FileDigests(root / "cache")
    other.write_text("again")
    index.of(other)
    index.save()
    age(root, monkeypatch)
    del read[:]
    digests(root)
    assert "a.txt" in read


def test_a_file_that_is_gone_leaves_the_index(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digests(root)
    (root / "seeds" / "z.txt").unlink()
    (root / "seeds" / "a.txt").write_text("new")
    digests(root)
    names = json.loads((root / "cache" / "files.json").read_text())["records"]
    assert sorted(Path(name).name for name in names) == ["a.txt", "c.txt"]


@pytest.mark.parametrize(
    "torn", ["", "{", "[]", '{"version": 0}', '{"version": 1, "taken": 9e99, "records": {"a": [1]}}']
)
def test_a_torn_or_foreign_index_is_none(root: Path, torn: str) -> None:
    first = digests(root)
    (root / "cache" / "files.json").write_text(torn)
    assert digests(root) == first
    assert json.loads((root / "cache" / "files.json").read_text())["version"] == file_digests._VERSION


def test_without_a_cache_nothing_is_written(root: Path) -> None:
    first = digests(root, save=False)
    (root / "cache").rmdir()
    assert digests(root) == first
    assert not (root / "cache").exists()


def test_one_digest_tells_of_any_other_file_and_of_what_else_counts(root: Path) -> None:
    folder, one = root / "seeds", root / "seeds" / "a.txt"

    def digest(also: str = "") -> str:
        return FileDigests(root / "cache").of_all([folder, one, root / "gone"], also)

    seen = [digest(), digest("code")]
    os.utime(one, ns=(1, 1))
    assert digest() == seen[0], "the same content"
    one.write_text("It rained.")
    seen.append(digest())
    (folder / "two.md").write_text("")
    seen.append(digest())
    one.unlink()
    seen.append(digest())
    (root / "gone").write_text("")
    seen.append(digest())
    assert len(set(seen)) == len(seen)
