"""`dateline check`: briefings held against their seeds and the schema; `dateline schema` prints that."""

import argparse
from collections import Counter
from collections.abc import Sequence

from dateline.briefing import schema
from dateline.check.fix import mend
from dateline.check.runner import proofread
from dateline.cli.options import Commands, add_config, add_jobs, command, path_named
from dateline.cli.terminal import RENDERERS, say, say_waiting
from dateline.model import problems
from dateline.model.problems import Problem, Severity, counted
from dateline.project import editor_setup, files


def add_check(commands: Commands) -> None:
    """Declare both commands."""
    parser = command(commands, "check", _check, "hold briefings against their seeds and the schema")
    parser.add_argument(
        "paths", nargs="*", type=path_named, metavar="PATH", help="briefings or folders (default: all)"
    )
    parser.add_argument("--format", choices=RENDERERS, default="text", help="how problems are printed")
    parser.add_argument("--fix", action="store_true", help="mend what can be mended safely, then check")
    add_jobs(parser, "check")
    add_config(parser)

    parser = command(commands, "schema", _schema, "print the JSON Schema of a briefing's front matter")
    parser.add_argument(
        "--vscode",
        action="store_true",
        help="keep it in .dateline/ instead, and set up VS Code for the project",
    )
    add_config(parser)


def _check(arguments: argparse.Namespace) -> int:
    project = files.open_project(arguments.config_file)
    paths = tuple(files.files_at(arguments.paths))
    for name, done in mend(project, paths, say_waiting) if arguments.fix else ():
        say(f"{name}:{done.line}: fixed: {done.what}")
    report = proofread(project, paths, arguments.jobs)
    found = report.all()
    for problem in found:
        print(RENDERERS[arguments.format](problem))
    if arguments.format == "text":
        say(f"{counted(len(report.problems), 'briefing')} checked, {_count(found)}")
    return int(problems.has_errors(found))


def _count(found: Sequence[Problem]) -> str:
    counts = Counter(problem.severity for problem in found)
    told = [counted(counts[severity], severity) for severity in Severity if counts[severity]]
    return ", ".join(told) or "no problems"


def _schema(arguments: argparse.Namespace) -> int:
    if not arguments.vscode:
        print(schema.as_json(), end="")
        return 0
    project = files.open_project(arguments.config_file)
    for path in editor_setup.set_up_vscode(project):
        print(project.name(path))
    return 0
