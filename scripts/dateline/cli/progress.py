"""How far a command is, how fast, and how long it will take: a bar where there is a terminal, or lines."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from dateline.cli.command import say
from dateline.model import problems
from dateline.project import engines

_SECONDS = 5
"""Between two lines of progress."""


@contextmanager
def progress_bar() -> Iterator[engines.Progress]:
    """A progress bar on a terminal, nothing in a pipe.

    A terminal that shows no control characters, or whose user wants none (https://no-color.org), gets plain lines.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield engines.no_progress
    elif console.no_color or console.is_dumb_terminal:
        yield _ProgressLines().advance
    else:
        yield from _drawn_bar(console)


class _Pace:
    """How fast one kind of work is done, from its first result on: before that a model may be loaded."""

    def __init__(self, what: str, done: int) -> None:
        self.what = what
        self._start = time.monotonic()
        self._first = done

    def rate(self, done: int) -> float:
        """How many are done in a second; 0 as long as that is not known."""
        passed = time.monotonic() - self._start
        return (done - self._first) / passed if passed else 0.0


class _ProgressLines:
    """Says how far a command is, every few seconds, in a line that stays."""

    def __init__(self) -> None:
        self._due = time.monotonic() + _SECONDS
        self._pace = _Pace("", 0)

    def advance(self, what: str, done: int, total: int, name: str) -> None:
        """Take note of one result, and say how far the work is if that is due."""
        if what != self._pace.what:
            self._pace = _Pace(what, done)
        if time.monotonic() >= self._due:
            rate = self._pace.rate(done)
            left = timedelta(seconds=round((total - done) / rate)) if rate else None
            told = f", {rate:.1f} a second, {left} left" if rate else ""
            say(problems.one_line(f"{what}: {done} of {total}{told} ({name})"))
            self._due = time.monotonic() + _SECONDS


def _drawn_bar(console: Console) -> Iterator[engines.Progress]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    pace = _Pace("", 0)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None, name="", rate="")

        def advance(what: str, done: int, total: int, name: str) -> None:
            nonlocal pace
            if what != pace.what:
                pace = _Pace(what, done)
                bar.reset(task, description=what)
            rate = pace.rate(done)
            told = f"{rate:.1f}/s" if rate else ""
            bar.update(task, completed=done, total=total, name=escape(name), rate=told)

        yield advance
