"""The command `dateline`: arguments, progress, report, exit code (0 fine, 1 problems, 2 usage)."""

import argparse
import sys
from collections.abc import Sequence

from dateline import __version__
from dateline.cli.add import add_add
from dateline.cli.check import add_check
from dateline.cli.convert import add_convert
from dateline.cli.extract import add_extract
from dateline.cli.new import add_new
from dateline.cli.options import Parser
from dateline.cli.review import add_review
from dateline.cli.terminal import RENDERERS, say
from dateline.cli.timeline import add_timeline
from dateline.model.problems import DatelineError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    arguments = build_parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a seed's characters print on any terminal
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return int(arguments.run(arguments))
    except DatelineError as reason:
        say(RENDERERS[getattr(arguments, "format", "text")](reason.problem))
        return 1
    except BrokenPipeError:  # the reader of a pipe went away: `dateline extract | head`
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        say("interrupted; what was written so far is whole")
        return 130


def build_parser() -> argparse.ArgumentParser:
    """The parser of all subcommands; a test holds the guide against it."""
    parser = Parser(prog="dateline", description="News articles to a site of sourced briefings.")
    parser.add_argument("--version", action="version", version=f"dateline {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for add in (add_convert, add_extract, add_timeline, add_check, add_review, add_new, add_add):
        add(commands)
    return parser
