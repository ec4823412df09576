"""Set up editors: the schema of the front matter as a file, VS Code's settings for it and for the check."""

import json
import os
from pathlib import Path
from typing import Any

from dateline.briefing import schema
from dateline.model.problems import DatelineError
from dateline.project import files
from dateline.project.files import Project

_MATCHER = {
    "owner": "dateline",
    "severity": "info",  # what VS Code takes a notice for
    "fileLocation": ["relative", "${workspaceFolder}"],
    "pattern": {
        "regexp": r"^(.+?):(\d+)(?::(\d+))?: (error|warning|notice): (.*)$",
        "file": 1,
        "line": 2,
        "column": 3,
        "severity": 4,
        "message": 5,
    },
}
_LABEL = "dateline check"
_IN_VENV = {"command": ".venv/bin/dateline", "windows": {"command": ".venv\\Scripts\\dateline"}}
_ON_PATH = {"command": "dateline"}
_TASK = {
    "args": ["check"],
    "group": {"kind": "test", "isDefault": True},
    "presentation": {"reveal": "never", "revealProblems": "onProblem"},
    "problemMatcher": _MATCHER,
}
"""A task whose findings VS Code lists under Problems and underlines in the files."""


def schema_file(project: Project) -> Path:
    """Where the project keeps the JSON Schema of the front matter."""
    return project.bases.parent / "briefing.schema.json"


def modeline(project: Project) -> str:
    """The comment by which YAML editors find the schema from a file in the folder of briefings."""
    relative = Path(os.path.relpath(schema_file(project), project.briefings)).as_posix()
    return f"# yaml-language-server: $schema={relative}"


def write_schema(project: Project) -> None:
    """Bring the project's copy of the schema up to date."""
    _write(schema_file(project), schema.as_json())


def set_up_vscode(project: Project) -> tuple[Path, ...]:
    """Add the schema and the task to VS Code's settings of this project, and return the files.

    Other settings are kept.  Raises `DatelineError` for a file with comments or slips, which would be lost.
    """
    settings, tasks = _vscode_files(project)
    found, listed = _read(project, settings), _read(project, tasks)
    texts = ((schema_file(project), schema.as_json()), *_vscode_texts(project, found, listed))
    for path, text in texts:
        _write(path, text)
    return tuple(path for path, _ in texts)


def new_files(project: Project) -> tuple[tuple[Path, str], ...]:
    """The same files with their texts, as a project gets them that has none."""
    return (schema_file(project), schema.as_json()), *_vscode_texts(project, {}, {})


def _vscode_files(project: Project) -> tuple[Path, Path]:
    return project.root / ".vscode" / "settings.json", project.root / ".vscode" / "tasks.json"


def _vscode_texts(
    project: Project, found: dict[str, Any], listed: dict[str, Any]
) -> tuple[tuple[Path, str], tuple[Path, str]]:
    """The settings and the tasks, added to those that were found."""
    schemas = {project.name(schema_file(project)): f"{project.name(project.briefings)}/**/*.md"}
    found = {**found, "yaml.schemas": {**found.get("yaml.schemas", {}), **schemas}}
    command = _IN_VENV if (project.root / ".venv").is_dir() else _ON_PATH
    task = {"label": _LABEL, "type": "process", **command, **_TASK}
    others = [task for task in listed.get("tasks", []) if task.get("label") != _LABEL]
    listed = {"version": "2.0.0", **listed, "tasks": [*others, task]}
    settings, tasks = _vscode_files(project)
    return (settings, _as_json(found)), (tasks, _as_json(listed))


def _read(project: Project, path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    name = project.name(path)
    try:
        found = json.loads(files.read_text(path, name))
    except ValueError as reason:
        hint = "it may have comments: add what docs/guide/briefings.md shows by hand"
        raise DatelineError(name, f"is no plain JSON ({reason})", hint) from None
    if not isinstance(found, dict):
        raise DatelineError(name, "is no JSON object", "VS Code's settings are one, in braces")
    return found


def _as_json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _write(path: Path, text: str) -> None:
    if not path.is_file() or path.read_bytes() != text.encode():
        files.write_whole(path, text)
