"""`dateline convert`: seeds to briefings."""

import argparse
import difflib
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from dateline import problems
from dateline.cli.analysing import loader
from dateline.cli.options import Commands, add_config, add_jobs, command
from dateline.cli.terminal import progress_bar, say
from dateline.workspace import files, run
from dateline.workspace.files import Project
from dateline.workspace.run import Action, Outcome


def add_convert(commands: Commands) -> None:
    """Declare the command."""
    parser = command(
        commands, "convert", _convert, "make briefings of the seeds that are new or have changed"
    )
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="seeds or folders (default: all seeds)"
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if something would change"
    )
    parser.add_argument("--diff", action="store_true", help="write nothing; print what would change")
    parser.add_argument(
        "--restore", action="store_true", help="make briefings again that were deleted by hand"
    )
    add_jobs(parser)
    add_config(parser)


def _convert(arguments: argparse.Namespace) -> int:
    project = files.open_project(arguments.config_file)
    units = files.units(project, arguments.paths)
    outcomes = []
    with progress_bar("Converting") as progress:
        for outcome in run.convert(
            project,
            units,
            loader(project),
            jobs=arguments.jobs,
            write=not (arguments.check or arguments.diff),
            restore=arguments.restore,
            progress=progress,
        ):
            outcomes.append(outcome)
            _report(project, outcome, arguments.diff)
    say(_summary(outcomes))
    changes = any(outcome.action in (Action.NEW, Action.UPDATED) for outcome in outcomes)
    failed = any(problems.has_errors(outcome.problems) for outcome in outcomes)
    return int(failed or (arguments.check and changes))


def _report(project: Project, outcome: Outcome, diff: bool) -> None:
    for problem in outcome.problems:
        say(problems.render_text(problem))
    if outcome.action in (Action.NEW, Action.UPDATED):
        name = project.name(outcome.path)
        say(f"{outcome.action}: {name}")
        if diff:
            before = "/dev/null" if outcome.action is Action.NEW else name
            lines = (outcome.before.splitlines(keepends=True), outcome.after.splitlines(keepends=True))
            sys.stdout.writelines(difflib.unified_diff(*lines, before, name))


def _summary(outcomes: Iterable[Outcome]) -> str:
    counts = Counter(outcome.action for outcome in outcomes)
    told = ", ".join(f"{counts[action]} {action}" for action in Action if counts[action])
    return f"{counts.total()} briefings: {told}" if told else "no seeds"
