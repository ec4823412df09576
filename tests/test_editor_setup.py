"""Help in the editor: the schema as a file, VS Code's settings, the pre-commit hook."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from dateline import cli
from dateline.briefing import schema
from dateline.model.problems import DatelineError, error, notice, render_text, warning
from dateline.project import editor_setup
from dateline.project.files import Project
from dateline.project.settings import Settings
from sites import ROOT

FILES = (".dateline/briefing.schema.json", ".vscode/settings.json", ".vscode/tasks.json")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, Settings())


def test_the_projects_own_files_are_up_to_date(project: Project) -> None:
    (project.root / ".venv").mkdir()
    editor_setup.set_up_vscode(project)
    for name in FILES:
        ours, written = (ROOT / name).read_text("utf-8"), (project.root / name).read_text("utf-8")
        assert ours == written, "run `dateline schema --vscode`"


def test_the_command_says_what_it_wrote(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.root)
    assert cli.main(["schema", "--vscode"]) == 0
    assert capsys.readouterr().out.split() == list(FILES)
    assert cli.main(["schema"]) == 0
    assert capsys.readouterr().out == (project.root / FILES[0]).read_text("utf-8")


def test_what_stands_in_the_settings_is_kept(project: Project) -> None:
    settings, tasks = project.root / FILES[1], project.root / FILES[2]
    settings.parent.mkdir()
    settings.write_text('{"editor.rulers": [110], "yaml.schemas": {"a.json": "*.yml"}}')
    tasks.write_text(
        '{"version": "2.0.0", "tasks": [{"label": "mine"}, {"label": "dateline check"}], "inputs": []}'
    )
    editor_setup.set_up_vscode(project)
    found = json.loads(settings.read_text("utf-8"))
    assert found["editor.rulers"] == [110]
    assert found["yaml.schemas"] == {"a.json": "*.yml", FILES[0]: "briefings/**/*.md"}
    listed = json.loads(tasks.read_text("utf-8"))
    assert [task["label"] for task in listed["tasks"]] == ["mine", "dateline check"]
    assert listed["tasks"][1]["args"] == ["check"]
    assert "inputs" in listed
    before = [(path, path.stat().st_mtime_ns) for path in (settings, tasks)]
    editor_setup.set_up_vscode(project)
    assert [(path, path.stat().st_mtime_ns) for path in (settings, tasks)] == before, (
        "nothing new, nothing written"
    )


def test_the_task_runs_the_command_that_is_installed_for_all(project: Project) -> None:
    editor_setup.set_up_vscode(project)
    [task] = json.loads((project.root / FILES[2]).read_text("utf-8"))["tasks"]
    assert (task["command"], "windows" in task) == ("dateline", False)


@pytest.mark.parametrize("written", ["{ // mine\n}", "[1]", "{,}"])
def test_settings_that_would_lose_something_are_left_alone(project: Project, written: str) -> None:
    settings = project.root / FILES[1]
    settings.parent.mkdir()
    settings.write_text(written)
    with pytest.raises(DatelineError, match="JSON"):
        editor_setup.set_up_vscode(project)
    assert settings.read_text() == written


@pytest.mark.parametrize("make", [error, warning, notice])
@pytest.mark.parametrize(("line", "column"), [(3, 9), (3, 0)])
def test_vs_code_finds_its_way_from_a_message(make: type, line: int, column: int) -> None:
    task = json.loads((ROOT / FILES[2]).read_text("utf-8"))["tasks"][0]
    pattern = task["problemMatcher"]["pattern"]
    shown = render_text(make("briefings/a: b.md", line, "odd: a.md:7:1: error: no", "mend it", column))
    match = re.compile(pattern["regexp"]).fullmatch(shown)
    assert match is not None
    assert match[pattern["file"]] == "briefings/a: b.md"
    assert (match[pattern["line"]], match[pattern["column"]]) == (str(line), str(column) if column else None)
    assert match[pattern["severity"]] in ("error", "warning", "notice")
    assert match[pattern["message"]] == "odd: a.md:7:1: error: no (mend it)"


def test_the_schema_tells_an_editor_about_every_key() -> None:
    described = dict(schema.documented_keys())
    assert len(described) > 20
    assert all(described.values())
    assert schema.SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"


# --- pre-commit ----------------------------------------------------------------------------------------------


def hook() -> dict[str, object]:
    [found] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    return dict(found)


@pytest.mark.parametrize(("status", "code"), [("draft", 0), ("done", 1)])
def test_the_hooks_entry_runs(project: Project, status: str, code: int) -> None:
    (project.root / "briefings").mkdir()
    (project.root / "briefings/a.md").write_text(f"---\ntitle: A\nstatus: {status}\n---\n")
    entry = str(hook()["entry"])
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        shlex.split(entry), cwd=project.root, env={**os.environ, "PATH": path}, capture_output=True
    )
    assert done.returncode == code, done.stderr


def test_the_hook_runs_for_what_it_depends_on() -> None:
    files = re.compile(str(hook()["files"]))
    assert all(
        files.search(name) for name in ("briefings/2031/a.md", "seeds/a.txt", "docs/about.md", "mkdocs.yml")
    )
    assert not any(files.search(name) for name in ("README.md", "theme/home.html", "x/briefings/a.md"))
    assert hook()["pass_filenames"] is False
    assert hook()["language"] == "python"
