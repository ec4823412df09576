"""What several commands have in common: how a command is declared, and the options that many take."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from dateline.briefing.front_matter import nearest
from dateline.model import edtf


class Parser(argparse.ArgumentParser):
    """A parser that names the known word most like one that it does not know."""

    def parse_known_args(  # type: ignore[override]  # no namespace of another class is asked for here
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse, and end with a usage error at an option that the command does not have."""
        found, left = super().parse_known_args(args, namespace)
        for option in left:
            if option.startswith("-"):
                self.error(
                    f"there is no option {option}: {nearest(option, list(self._option_string_actions))}"
                )
        return found, left

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            raise argparse.ArgumentError(
                action, f"there is no “{value}”: {nearest(value, list(action.choices))}"
            )


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def command(
    commands: Commands, name: str, action: Callable[[argparse.Namespace], int], what: str
) -> argparse.ArgumentParser:
    """Declare a command that runs `action`; `what` it does, for the help.

    The action may call `refuse` of its arguments, which ends with a usage error.
    """
    parser = commands.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
    parser.set_defaults(run=action, refuse=parser.error)
    return parser


def add_config(parser: argparse.ArgumentParser) -> None:
    """Let a command take the project's configuration."""
    parser.add_argument(
        "-f",
        "--config-file",
        type=path_named,
        metavar="FILE",
        help="the project's mkdocs.yml (default: here)",
    )


def add_jobs(parser: argparse.ArgumentParser, what: str = "analyse") -> None:
    """Let a command take how many processes do what it does."""
    parser.add_argument(
        "-j",
        "--jobs",
        type=positive,
        metavar="N",
        help=f"how many processes {what} (default: as many as pay)",
    )


def named(text: str) -> str:
    """What an argument names: a script whose variable is empty should hear of it."""
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty")
    return text


def path_named(text: str) -> Path:
    """The path that an argument names; an empty one would be the current folder."""
    return Path(named(text))


def edtf_date(text: str) -> str:
    """The date that an option takes, as EDTF."""
    try:
        return edtf.parse(text).value
    except ValueError as reason:
        raise argparse.ArgumentTypeError(str(reason)) from None


def positive(text: str) -> int:
    """The number that an option takes, 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 on")
    return int(text)
