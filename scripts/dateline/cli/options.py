"""Options and arguments that several commands take, and the types of their values."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click


class NamedPath(click.Path[Any]):
    """A path that need not exist; an empty one, as of an unset shell variable, would be the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path that the text names; an empty text is a usage error."""
        if not value.strip():
            self.fail("it is empty", param, ctx)
        return super().convert(value, param, ctx)


PATH = NamedPath(
    path_type=Path, readable=False
)  # what can't be read is a problem to report, not a wrong call


def edtf_date(text: str) -> str:
    """A date as EDTF."""
    from dateline.model import edtf

    try:
        return edtf.parse(text).value
    except ValueError as reason:
        raise click.BadParameter(str(reason)) from None


def iso_day(text: str) -> str:
    """A day as ISO 8601."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise click.BadParameter("write the day like 2025-05-14") from None


def paths(metavar: str, what: str) -> Callable[..., Any]:
    """The argument `paths`: any number of them, or one and more where the metavar has no brackets."""
    required = not metavar.startswith("[")
    return click.argument("paths", nargs=-1, required=required, metavar=metavar, type=PATH, help=what)


POSITIVE = click.IntRange(min=1)
jobs = click.option(
    "-j", "--jobs", type=POSITIVE, metavar="N", help="How many processes to use (default: as many as pay)."
)
config_file = click.option(
    "-f", "--config-file", type=PATH, metavar="FILE", help="The project's mkdocs.yml (default: here)."
)
