"""A build of a site without MkDocs: what it reads, and how often."""

from pathlib import Path

import pytest

from dateline.briefing import document
from dateline.project import files
from dateline.project.files import Project
from dateline.project.settings import Settings
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


def texts(project: Project) -> list[tuple[str, str]]:
    paths = files.briefing_files(project)
    return [
        (path.relative_to(project.briefings).as_posix(), path.read_text(encoding="utf-8")) for path in paths
    ]


def checked(build: SiteBuild, project: Project) -> None:
    list(build.check(project, is_serving=False, is_strict=False))


def test_a_line_is_parsed_once_in_a_build(tmp_path: Path, parsed: list[str]) -> None:
    project = Project(make_many(tmp_path / "project", 3), Settings())
    build = SiteBuild(lambda problem: None)
    build.read(texts(project), "briefings", "all")
    first = list(parsed)
    assert first
    checked(build, project)
    assert parsed == first


def test_the_check_reads_what_lies_on_the_disk(tmp_path: Path, parsed: list[str]) -> None:
    project = Project(make_many(tmp_path / "project", 3), Settings())
    build = SiteBuild(lambda problem: None)
    build.read(texts(project), "briefings", "all")
    one = files.briefing_files(project)[0]
    one.write_text(one.read_text(encoding="utf-8").replace("[^", "[^gone", 1), encoding="utf-8")
    parsed.clear()
    checked(build, project)
    assert parsed
    assert any("gone" in problem.message for problem in build.report.all())
