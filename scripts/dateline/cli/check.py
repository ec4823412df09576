"""`dateline check`: briefings held against their seeds and the schema; `dateline schema` prints that."""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from dateline import check, problems, schema
from dateline.cli.options import Commands, add_config, command
from dateline.cli.terminal import RENDERERS, say
from dateline.problems import DatelineError, Problem
from dateline.workspace import articles, files, reviewing
from dateline.workspace.files import Project


def add_check(commands: Commands) -> None:
    """Declare both commands."""
    parser = command(commands, "check", _check, "hold briefings against their seeds and the schema")
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="briefings or folders (default: all)"
    )
    parser.add_argument("--format", choices=RENDERERS, default="text", help="how problems are printed")
    add_config(parser)

    command(commands, "schema", _schema, "print the JSON Schema of a briefing's front matter")


def _check(arguments: argparse.Namespace) -> int:
    project = files.open_project(arguments.config_file)
    paths = tuple(files.files_at(arguments.paths)) or files.briefing_files(project)
    reviewed = reviewing.reviewed_texts(project)
    found = [problem for path in paths for problem in _check_file(project, path, reviewed)]
    for problem in found:
        print(RENDERERS[arguments.format](problem))
    if arguments.format == "text":
        say(f"{len(paths)} briefings checked, {_count(found)}")
    return int(problems.has_errors(found))


def _check_file(project: Project, path: Path, reviewed: Callable[[Path], str | None]) -> tuple[Problem, ...]:
    name = project.name(path)
    try:
        text, before = files.read_text(path, name), reviewed(path)
    except DatelineError as reason:
        return (reason.problem,)
    return check.check(text, name, partial(articles.article_named, project), before)


def _count(found: Sequence[Problem]) -> str:
    counts = Counter(problem.severity for problem in found)
    return ", ".join(f"{counts[severity]} {severity}s" for severity in counts) or "no problems"


def _schema(arguments: argparse.Namespace) -> int:
    print(json.dumps(schema.SCHEMA, ensure_ascii=False, indent=2))
    return 0
