"""The command `dateline`: arguments, progress, report, exit code (0 fine, 1 problems, 2 usage)."""

import sys
from collections.abc import Sequence

import click

from dateline import __version__
from dateline.cli.briefing_commands import check, new, review, schema
from dateline.cli.project_commands import build, init, pages, serve
from dateline.cli.seed_commands import add, convert, extract, timeline


class _InOrder(click.Group):
    """A group whose help lists the commands in the order of the work, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(
    cls=_InOrder,
    commands=[init, add, convert, new, check, review, serve, build, pages, extract, timeline, schema],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def commands() -> None:
    """Make a site of sourced briefings from news articles.

    Every command exits with 0 when all is well, 1 when there are problems, and 2 when it was called wrongly.
    """


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code. A wrong call raises `SystemExit(2)`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a seed's characters print on any terminal
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return int(commands.main(argv, prog_name="dateline", standalone_mode=False))
    except click.UsageError as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
