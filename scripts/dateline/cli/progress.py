"""How far a command is: a bar where there is a terminal, or lines."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from dateline.cli.command import say
from dateline.model import problems
from dateline.project import run

_SECONDS = 5
"""Between two lines of progress."""


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
    """A function that says how far a command is, every few seconds, in a line that stays."""
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
