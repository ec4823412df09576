"""A build of a site without MkDocs: what it reads, and how often."""

import shutil
import sys
from functools import partial
from pathlib import Path

import pytest

from dateline.briefing import document
from dateline.check.runner import ProjectCheck
from dateline.project import files
from dateline.project.cache import digest_of
from dateline.project.files import Project
from dateline.project.settings import Settings
from dateline.site import reading
from dateline.site.briefing_index import BriefingFile
from dateline.site.build import SiteBuild
from many import make_many


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines of timelines that are parsed from now on."""
    seen: list[str] = []
    entry_parts = document.entry_parts

    def parsing(markdown: str) -> tuple[str, str | None, str] | None:
        seen.append(markdown)
        return entry_parts(markdown)

    monkeypatch.setattr(document, "entry_parts", parsing)
    return seen


def build_of(project: Project, jobs: int | None = 1) -> SiteBuild:
    """A build that has read the briefings, and begun to check them."""
    build, paths = SiteBuild(lambda problem: None), files.briefing_files(project)
    read = [partial(files.read_with_digest, path, path.name) for path in paths]
    found = [BriefingFile(path.name, each()[1], each) for path, each in zip(paths, read, strict=True)]
    build.read(found, "briefings", "all", ProjectCheck(project), jobs=jobs)
    return build


def checked(build: SiteBuild) -> None:
    list(build.check(is_serving=False, is_strict=False))


@pytest.mark.parametrize("whole", [500, 1])
def test_a_line_is_parsed_once_in_a_build(
    whole: int, tmp_path: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_MOST_WHOLE", whole)
    project = Project(make_many(tmp_path / "project", 3), Settings())
    build = build_of(project)
    first = list(parsed)
    assert first
    checked(build)
    assert parsed == first


def test_the_check_reads_what_lies_on_the_disk(tmp_path: Path, parsed: list[str]) -> None:
    project = Project(make_many(tmp_path / "project", 3), Settings())
    build = build_of(project)
    one = files.briefing_files(project)[0]
    one.write_text(one.read_text(encoding="utf-8").replace("[^", "[^gone", 1), encoding="utf-8")
    parsed.clear()
    checked(build)
    assert parsed
    assert any("gone" in problem.message for problem in build.report.all())


def test_processes_read_and_check_as_this_one_does(
    tmp_path: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_MOST_WHOLE", 5)
    root = make_many(tmp_path / "project", 40)
    (root / "briefings" / "broken.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    project = Project(root, Settings())
    build = build_of(project, jobs=2)
    assert not parsed or not sys.platform.startswith("linux")
    checked(build)
    shutil.rmtree(project.cache)
    alone = build_of(project)
    checked(alone)
    assert build.index == alone.index
    assert build.report == alone.report
    assert any(build.report.all())


def test_a_file_that_changes_while_it_is_read_is_known_by_what_was_read(tmp_path: Path) -> None:
    texts = iter(("---\ntitle: A\n---\n", "---\ntitle: B\n---\n"))
    project = Project(tmp_path, Settings())
    build = SiteBuild(lambda problem: None)
    before = BriefingFile("a.md", "0" * 64, lambda: ((text := next(texts)), digest_of(text)))
    build.read([before], "briefings", "all", ProjectCheck(project))
    [item] = build.index.items.values()
    assert item.card and item.digest == digest_of(f"---\ntitle: {item.card.title}\n---\n")
