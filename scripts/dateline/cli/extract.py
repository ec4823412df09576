"""`dateline extract`: the analysis of seeds as JSON lines."""

import argparse
import json

from dateline.cli.analysing import analyses, read_all
from dateline.cli.extract_record import record_of
from dateline.cli.options import Commands, add_config, add_jobs, command, path_named
from dateline.model.problems import Problem
from dateline.project import files


def add_extract(commands: Commands) -> None:
    """Declare the command."""
    parser = command(commands, "extract", _extract, "print the analysis of seeds as JSON lines")
    parser.add_argument(
        "paths", nargs="*", type=path_named, metavar="PATH", help="files or folders (default: all seeds)"
    )
    parser.add_argument("--explain", action="store_true", help="say why each block is taken for what it is")
    add_jobs(parser)
    add_config(parser)


def _extract(arguments: argparse.Namespace) -> int:
    project = files.open_project(arguments.config_file)
    found = list(read_all(project, arguments.paths or [project.seeds]))
    failed = False
    for item in analyses(project, found, arguments.jobs):
        if isinstance(item, Problem):
            failed = True
        else:
            record = record_of(item, project.settings.timeline, arguments.explain)
            print(json.dumps(record, ensure_ascii=False))
    return int(failed)
