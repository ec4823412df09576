"""Reports that are kept: what they rest on is noticed when it changes, and nothing else is asked for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.project import kept_reports
from dateline.project.kept_reports import ReportKeeper

REPORT = {"lines": ["all is well"], "code": 0}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("seeds/a.txt", "briefings/a.md", ".dateline/cache/.gitignore"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "mkdocs.yml").write_text("site_name: Kept\n")
    return tmp_path


def keeper(root: Path) -> ReportKeeper:
    return ReportKeeper("convert", root / "mkdocs.yml")


def keep(root: Path) -> None:
    found = keeper(root)
    folders = [root / "seeds", root / "briefings", root / ".dateline" / "base"]
    found.keep(*found.observe(folders, lambda digests: (REPORT, ["docs/elsewhere.txt"])))


def write(name: str, text: str = "other") -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)

    return change


def test_nothing_is_kept_at_first(root: Path) -> None:
    assert keeper(root).find() is None


def test_a_report_is_found_again(root: Path) -> None:
    keep(root)
    assert keeper(root).find() == REPORT
    assert ReportKeeper("check", root / "mkdocs.yml").find() is None


@pytest.mark.parametrize(
    "change",
    [
        write("seeds/a.txt"),
        write("seeds/a.txt", "seeds/b.txt"),  # as long as it was
        write("seeds/b.txt", ""),
        write("seeds/folder/b.txt"),
        lambda root: (root / "seeds/a.txt").unlink(),
        lambda root: (root / "seeds/a.txt").rename(root / "seeds/b.txt"),
        write("briefings/a.md"),
        write(".dateline/base/a.md"),
        lambda root: (root / ".dateline/base").mkdir(),
        write("docs/elsewhere.txt"),
        write("mkdocs.yml", "site_name: Other\n"),
        write(".dateline/cache/journal.json"),
        write(".dateline/cache/report-convert.json", "{torn"),
        write(".dateline/cache/report-convert.json", "[]"),
        lambda root: (root / ".dateline/cache/report-convert.json").unlink(),
    ],
)
def test_any_change_is_noticed(root: Path, change: Callable[[Path], object]) -> None:
    keep(root)
    change(root)
    assert keeper(root).find() is None


@pytest.mark.parametrize(
    "change",
    [
        write("docs/index.md"),
        write("seeds/.hidden"),
        write("seeds/a.txt~"),
        write(".dateline/cache/files.json", "{torn"),
        lambda root: (root / ".dateline/cache/files.json").unlink(),
        lambda root: (root / "seeds/a.txt").touch(),
    ],
)
def test_what_plays_no_part_is_not(root: Path, change: Callable[[Path], object]) -> None:
    keep(root)
    change(root)
    assert keeper(root).find() == REPORT


def test_other_code_and_other_distributions_are_noticed(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(root)
    with monkeypatch.context() as patch:
        patch.setattr(kept_reports, "_PACKAGE", root / "seeds")
        assert keeper(root).find() is None
    (root / "spacy-9.9.9.dist-info").mkdir()
    monkeypatch.syspath_prepend(root)
    assert keeper(root).find() is None


def test_without_writing_nothing_is_written(root: Path) -> None:
    keep(root)
    (root / "seeds/a.txt").touch()
    index = root / ".dateline/cache/files.json"
    index.unlink()
    assert keeper(root).find(write=False) == REPORT
    assert not index.exists()


def test_a_configuration_that_is_not_there_has_no_report(root: Path) -> None:
    keep(root)
    assert ReportKeeper("convert", root / "other.yml").find() is None


def test_a_project_without_a_configuration_has_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "mkdocs.yml").unlink()
    monkeypatch.chdir(root)
    found = ReportKeeper("convert", None)
    found.keep(*found.observe([root / "seeds"], lambda digests: (REPORT, [])))
    assert ReportKeeper("convert", None).find() == REPORT
    (root / "mkdocs.yml").write_text("site_name: New\n")
    assert ReportKeeper("convert", None).find() is None
