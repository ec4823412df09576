"""`dateline new`: a blank briefing, to be written by hand."""

import argparse
from datetime import date

from dateline.cli.options import Commands, add_config, command, edtf_date
from dateline.cli.terminal import say
from dateline.project import files, new_briefing


def add_new(commands: Commands) -> None:
    """Declare the command."""
    parser = command(commands, "new", _new, "begin a briefing by hand")
    parser.add_argument("headline", metavar="HEADLINE", help="what happened")
    parser.add_argument(
        "--date", type=edtf_date, metavar="DATE", help="the day of the news (EDTF; default: today)"
    )
    parser.add_argument(
        "--topic", action="append", default=[], metavar="TOPIC", help="what to file it under; may be repeated"
    )
    add_config(parser)


def _new(arguments: argparse.Namespace) -> int:
    project = files.open_project(arguments.config_file)
    day = arguments.date or date.today().isoformat()
    path = new_briefing.create(project, arguments.headline, day, arguments.topic)
    print(project.name(path))
    say("write it in any editor; `mkdocs serve` shows it, `dateline check` reads it over")
    return 0
