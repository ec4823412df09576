"""`dateline add`: an article put into the folder of seeds."""

import argparse
import sys

from dateline.cli.options import Commands, add_config, command, named
from dateline.cli.terminal import say
from dateline.model.problems import counted
from dateline.project import files, seed_import


def add_add(commands: Commands) -> None:
    """Declare the command."""
    parser = command(commands, "add", _add, "put an article into the folder of seeds")
    parser.add_argument(
        "what",
        type=named,
        metavar="WHAT",
        help="an address, a file, a feed, a text, or - for the text on standard input",
    )
    parser.add_argument("--url", metavar="ADDRESS", help="where a file or a text was published")
    add_config(parser)


def _add(arguments: argparse.Namespace) -> int:
    project = files.open_project(arguments.config_file)
    pasted = sys.stdin.read() if arguments.what == "-" else ""
    count = 0
    for added in seed_import.add(project, arguments.what, pasted, arguments.url):
        count += added.is_new
        say(f"{'added' if added.is_new else 'there already'}: {project.name(added.path)}")
    briefings = "its briefing" if count == 1 else "their briefings"
    say(f"{counted(count, 'seed')} added; `dateline convert` makes {briefings}" if count else "nothing new")
    return 0
