"""What a command says: problems as lines, a progress bar where there is a terminal."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from dateline.model import problems
from dateline.model.problems import Problem
from dateline.project import run

RENDERERS: dict[str, Callable[[Problem], str]] = {
    "text": problems.render_text,
    "github": problems.render_github,
    "json": problems.render_json,
}

_SECONDS = 5
"""Between two lines of progress."""


def say_waiting() -> None:
    """Say why nothing happens for now."""
    say("another run is at work in this project; waiting for it to end")


def say(line: str) -> None:
    """Print a line to standard error."""
    print(line, file=sys.stderr)


@contextmanager
def progress_bar(what: str) -> Iterator[run.Progress]:
    """A progress bar on a terminal, nothing in a pipe.

    A terminal that shows no control characters, or whose user wants none (https://no-color.org), gets plain lines.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, total, name: None
    elif console.no_color or console.is_dumb_terminal:
        yield _progress_lines(what)
    else:
        yield from _drawn_bar(what, console)


def _progress_lines(what: str) -> run.Progress:
    """Says how far a command is, every few seconds, in a line that stays."""
    due = time.monotonic() + _SECONDS

    def advance(done: int, total: int, name: str) -> None:
        nonlocal due
        if time.monotonic() >= due:
            say(problems.one_line(f"{what}: {done} of {total} ({name})"))
            due = time.monotonic() + _SECONDS

    return advance


def _drawn_bar(what: str, console: Console) -> Iterator[run.Progress]:
    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None, name="")

        def advance(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, name=escape(name))

        yield advance
