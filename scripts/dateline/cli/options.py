"""What several commands have in common: how a command is declared, and the options that many take."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from dateline import edtf

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def command(
    commands: Commands, name: str, action: Callable[[argparse.Namespace], int], what: str
) -> argparse.ArgumentParser:
    """Declare a command that runs `action`; `what` it does, for the help."""
    parser = commands.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
    parser.set_defaults(run=action)
    return parser


def add_config(parser: argparse.ArgumentParser) -> None:
    """Let a command take the project's configuration."""
    parser.add_argument(
        "-f", "--config-file", type=Path, metavar="FILE", help="the project's mkdocs.yml (default: here)"
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


def edtf_date(text: str) -> str:
    """The date that an option takes, as EDTF."""
    try:
        return edtf.parse(text).value
    except ValueError as reason:
        raise argparse.ArgumentTypeError(str(reason)) from None


def positive(text: str) -> int:
    """The number that an option takes, 1 or more."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("it takes 1 or more")
    return number
