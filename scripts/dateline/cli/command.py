"""What every command does: say lines to standard error, and end with a problem where it cannot go on."""

import sys
from typing import Any

import click

from dateline.model import problems
from dateline.model.problems import DatelineError

RENDERERS = {"text": problems.render_text, "github": problems.render_github, "json": problems.render_json}


class Command(click.Command):
    """A command that reports why it can't go on, in the form that its option `--format` names if it has one."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; returns its exit code."""
        try:
            return super().invoke(ctx)
        except DatelineError as reason:
            say(RENDERERS[ctx.params.get("output", "text")](reason.problem))
            return 1
        except (KeyboardInterrupt, click.Abort):  # the latter at a question, and from MkDocs
            say("interrupted; what was written so far is whole")
            return 130


def say(line: str) -> None:
    """Print a line to standard error."""
    print(line, file=sys.stderr)


def say_waiting() -> None:
    """Say why nothing happens for now."""
    say("another run is at work in this project; waiting for it to end")
