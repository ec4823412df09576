"""`dateline review`: briefings marked as reviewed, with a copy of what was reviewed."""

import argparse
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from dateline.check import examination, runner
from dateline.cli.options import Commands, add_config, command, path_named
from dateline.cli.terminal import say, say_waiting
from dateline.model import problems
from dateline.model.problems import Severity
from dateline.project import files, reviewed_copies
from dateline.project.files import Project
from dateline.project.lock import alone


def add_review(commands: Commands) -> None:
    """Declare the command."""
    parser = command(
        commands, "review", _review, "mark briefings as reviewed, and keep a copy of what was reviewed"
    )
    parser.add_argument("paths", nargs="+", type=path_named, metavar="BRIEFING", help="briefings or folders")
    parser.add_argument("--date", type=_day, metavar="DATE", help="the day of the review (default: today)")
    parser.add_argument(
        "--without-correction",
        action="store_true",
        help="take changed quotes and dates as they are: nothing that readers were told was wrong",
    )
    add_config(parser)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError("write the day like 2025-05-14") from None


def _review(arguments: argparse.Namespace) -> int:
    project = files.open_project(arguments.config_file)
    day = arguments.date or date.today().isoformat()
    reviewed = _no_text if arguments.without_correction else reviewed_copies.reviewed_texts(project)
    with alone(project, say_waiting):
        marked = [_review_file(project, path, day, reviewed) for path in files.files_at(arguments.paths)]
    return int(not all(marked))


def _no_text(path: Path) -> None:
    return None


def _review_file(project: Project, path: Path, day: str, reviewed: Callable[[Path], str | None]) -> bool:
    """Mark one briefing, unless there is something wrong with it that a reviewer would not let pass."""
    name = project.name(path)
    text = reviewed_copies.as_reviewed(files.read_exact(path, name), name, day)
    rules = runner.rules_of(project)
    found = examination.examine(
        text, name, partial(runner.read_seed, project), rules, reviewed(path)
    ).problems
    for problem in found:
        if problem.severity is not Severity.NOTICE:
            say(problems.render_text(problem))
    if problems.has_errors(found):
        say(f"not reviewed: {name}")
        return False
    reviewed_copies.review(project, path, text)
    say(f"reviewed on {day}: {name}")
    return True
