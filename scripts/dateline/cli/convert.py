"""`dateline convert`: seeds to briefings."""

import argparse
import difflib
import sys
from collections.abc import Iterator

from dateline.check.proof import proved
from dateline.cli import report
from dateline.cli.analysing import loader
from dateline.cli.options import Commands, add_config, add_jobs, command, path_named
from dateline.cli.terminal import progress_bar, say, say_waiting
from dateline.model import problems
from dateline.project import files, run
from dateline.project.files import Project
from dateline.project.run import Action, Outcome


def add_convert(commands: Commands) -> None:
    """Declare the command."""
    parser = command(
        commands, "convert", _convert, "make briefings of the seeds that are new or have changed"
    )
    parser.add_argument(
        "paths", nargs="*", type=path_named, metavar="PATH", help="seeds or folders (default: all seeds)"
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if something would change"
    )
    parser.add_argument(
        "--diff", action="store_true", help="write nothing; print the lines that would change"
    )
    parser.add_argument("--dry-run", action="store_true", help="write nothing; report what would be done")
    parser.add_argument(
        "--restore", action="store_true", help="make briefings again that were deleted by hand"
    )
    parser.add_argument(
        "--suggest",
        action="store_true",
        help="suggest topics anew for briefings that are filed under nothing",
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
            write=not (arguments.check or arguments.diff or arguments.dry_run),
            restore=arguments.restore,
            suggest=arguments.suggest,
            prove=proved,
            progress=progress,
            waiting=say_waiting,
        ):
            outcomes.append(outcome)
            for line in report.lines_of(project, outcome):
                say(line)
            if arguments.diff:
                sys.stdout.writelines(_diff_of(project, outcome))
    say(report.table(outcomes))
    changes = any(outcome.writes for outcome in outcomes)
    failed = any(problems.has_errors(outcome.problems) for outcome in outcomes)
    return int(failed or (arguments.check and changes))


def _diff_of(project: Project, outcome: Outcome) -> Iterator[str]:
    if outcome.before == outcome.after:
        return
    name = project.name(outcome.path)
    before = "/dev/null" if outcome.action is Action.NEW else name
    old, new = (text.splitlines(keepends=True) for text in (outcome.before, outcome.after))
    yield from difflib.unified_diff(old, new, before, name)
