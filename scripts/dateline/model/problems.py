"""Problems as values: what was found, where, what would be right; and the exception for "cannot go on"."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import partial
from typing import Any

CONVERTING = "pip install 'dateline-briefings[convert]'"
"""What installs the converting half, in a clone and outside."""


class Severity(StrEnum):
    """How bad it is: an ERROR makes the command exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about one file: `line` and `column` counted from 1, in code points; 0 where there is none."""

    severity: Severity
    file: str
    line: int
    message: str
    hint: str = ""
    column: int = 0

    def as_row(self) -> list[str | int]:
        """The problem as JSON holds it."""
        return [str(self.severity), self.file, self.line, self.message, self.hint, self.column]

    @classmethod
    def of_row(cls, row: Sequence[Any]) -> "Problem":
        """The problem of a row."""
        severity, *rest = row
        return cls(Severity(severity), *rest)


class DatelineError(Exception):
    """A step cannot go on; caught once, in the command and in the plugin."""

    def __init__(self, file: str, message: str, hint: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(file, message, hint, line, column)
        self.problem = Problem(Severity.ERROR, file, line, message, hint, column)

    def __str__(self) -> str:
        return render_text(self.problem)


error = partial(Problem, Severity.ERROR)
"""A problem that has to be fixed."""
warning = partial(Problem, Severity.WARNING)
"""A problem that a person should look at."""
notice = partial(Problem, Severity.NOTICE)
"""Something worth knowing."""


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of them has to be fixed."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def render_text(problem: Problem) -> str:
    """One line for a person and for the editors that follow it: `file:line:column: error: message (hint)`."""
    where = ":".join(map(str, filter(None, (problem.file, problem.line, problem.column))))
    hint = f" ({problem.hint})" if problem.hint else ""
    return one_line(f"{where}: {problem.severity}: {problem.message}{hint}")


def render_json(problem: Problem) -> str:
    """One JSON object on one line, with the fields of `Problem`."""
    return json.dumps(asdict(problem), ensure_ascii=False)


def render_github(problem: Problem) -> str:
    """A workflow command that GitHub Actions shows beside the line (escaping as its toolkit documents)."""
    hint = f" ({problem.hint})" if problem.hint else ""
    line = f",line={problem.line}" if problem.line else ""
    column = f",col={problem.column}" if problem.column else ""
    place = f"file={_escape_property(problem.file)}{line}{column}"
    return f"::{problem.severity} {place}::{_escape_data(problem.message + hint)}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of one file in order of their places."""
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column, problem.message)))


def counted(number: int, thing: str) -> str:
    """A number of things in English: “1 seed”, “12 seeds”; for things whose plural takes an s alone."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def shortened(text: str, length: int) -> str:
    """A text for a message, cut where it is longer than `length` characters."""
    return text if len(text) <= length else f"{text[:length]}…"


def one_line(text: str) -> str:
    """A text as one line that any terminal shows: what does not print is written as an escape."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
