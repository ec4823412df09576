"""`dateline new`: a blank briefing in its place, which is a full citizen of the project."""

import datetime
from pathlib import Path

import pytest

from dateline import cli
from dateline.briefing import document
from dateline.check.runner import check_project
from dateline.project import files, new_briefing
from dateline.project.files import Project
from dateline.project.settings import Settings
from sites import ROOT, build_site, make_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, Settings())


def test_a_blank_briefing(project: Project) -> None:
    path = new_briefing.create_briefing(
        project, "Gate fails: ‘no’ warning", "2031-03-04", ["Velloe Dam", " Velloe  Dam ", ""]
    )
    assert project.name(path) == "briefings/2031-03-04-gate-fails-no-warning.md"
    assert (
        path.read_text("utf-8")
        == """---
# yaml-language-server: $schema=../.dateline/briefing.schema.json
title: 'Gate fails: ‘no’ warning'
date: 2031-03-04
status: draft
topics: [Velloe Dam]
---

## Key points

## Key quotes

## Timeline
"""
    )
    assert (path.parent / "../.dateline/briefing.schema.json").is_file()
    assert check_project(project).all() == ()


@pytest.mark.parametrize(
    ("title", "date", "name"),
    [
        ("Gate fails", "2031-03", "2031-03-gate-fails.md"),
        ("Gate fails", "2031-03~", "2031-03-gate-fails.md"),
        ("Gate fails", "2031-03-04T10:00:00+01:00", "2031-03-04-gate-fails.md"),
        ("Gate fails", "2031/2032", "gate-fails.md"),
        ("Gate fails", None, "gate-fails.md"),
        ("…", "2031", "2031-briefing.md"),
        ("../../etc/passwd", None, "etc-passwd.md"),
        ("Aux", None, "aux-.md"),
    ],
)
def test_names(project: Project, title: str, date: str | None, name: str) -> None:
    path = new_briefing.create_briefing(project, title, date)
    assert path.relative_to(project.briefings).as_posix() == name
    front = document.read(path.read_text("utf-8"), name).front.values
    assert (front["title"], front.get("date")) == (title, date)


def test_no_file_is_ever_written_over(project: Project) -> None:
    first = new_briefing.create_briefing(project, "Gate fails", "2031-03-04")
    first.write_text("Mine.", encoding="utf-8")
    (project.briefings / "2031-03-04-gate-fails-2.md").symlink_to(project.root / "nowhere")
    second = new_briefing.create_briefing(project, "Gate fails", "2031-03-04")
    assert first.read_text("utf-8") == "Mine."
    assert second.name == "2031-03-04-gate-fails-3.md"


def test_the_command(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.root)
    assert cli.main(["new", "Gate fails", "--topic", "Dam", "--topic", "Rain"]) == 0
    today = datetime.date.today().isoformat()
    assert capsys.readouterr().out == f"briefings/{today}-gate-fails.md\n"
    assert "topics: [Dam, Rain]" in next(project.briefings.iterdir()).read_text("utf-8")
    assert cli.main(["new", "  "]) == 1
    assert "the headline is empty" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        cli.main(["new", "Gate fails", "--date", "yesterday"])


def test_a_place_that_cannot_be_written_is_one_error(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.root / "briefings").write_text("a file")
    monkeypatch.chdir(project.root)
    assert cli.main(["new", "Gate fails"]) == 1
    assert capsys.readouterr().err.startswith("briefings: error: can't be written: File exists")


def test_it_is_a_full_citizen_of_the_site(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    project = files.open_project(root / "mkdocs.yml")
    path = new_briefing.create_briefing(project, "Gate fails & holds", "2031-03-04", ["Dam"])
    lines = '!!! quote "Ola Varga"\n    “We ran.”\n\n## Timeline\n\n- 2031-03-04 — The gate fails.\n'
    path.write_text(path.read_text("utf-8").replace("## Timeline\n", lines), encoding="utf-8")
    site = build_site(root)
    page = (site / "briefings" / "2031-03-04-gate-fails-holds" / "index.html").read_text("utf-8")
    assert "Gate fails &amp; holds</h1>" in page
    assert "We ran." in page and "The gate fails." in page
    assert "yaml-language-server" not in page
    assert "Gate fails &amp; holds" in (site / "index.html").read_text("utf-8")


def test_the_guide_shows_what_it_writes(project: Project) -> None:
    path = new_briefing.create_briefing(project, "Ferry service to Marn ends", "2031-03-04", ["Marn ferry"])
    shown = path.read_text("utf-8")
    assert f"```yaml\n{shown}```" in (ROOT / "docs/guide/briefings.md").read_text("utf-8")
