"""`dateline timeline`: one timeline of many seeds and briefings."""

import argparse
import json
from functools import partial
from pathlib import Path

from dateline.cli.analysing import analyses, read_all
from dateline.cli.options import Commands, add_config, add_jobs, command, edtf_date, path_named, positive
from dateline.model import edtf
from dateline.model.annotations import Analysis
from dateline.model.problems import DatelineError, Problem
from dateline.project import files, seed_files
from dateline.project.files import Project
from dateline.timeline import timeline_report
from dateline.timeline.mention import EventMention


def add_timeline(commands: Commands) -> None:
    """Declare the command."""
    parser = command(commands, "timeline", _timeline, "print the merged timeline of seeds and briefings")
    parser.add_argument("paths", nargs="+", type=path_named, metavar="PATH", help="files or folders")
    for option, what in (("--from", "first"), ("--to", "last")):
        parser.add_argument(option, dest=what, type=edtf_date, metavar="DATE", help=f"the {what} date (EDTF)")
    parser.add_argument("--limit", type=positive, metavar="N", help="only the N lines that matter most")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    add_jobs(parser)
    add_config(parser)


def _timeline(arguments: argparse.Namespace) -> int:
    first, last = arguments.first, arguments.last
    if first and last and edtf.parse(last).latest < edtf.parse(first).earliest:
        arguments.refuse(f"nothing lies between: --to {last} is before --from {first}")
    project = files.open_project(arguments.config_file)
    briefings: list[Path] = []
    others: list[Path] = []
    for file in files.files_at(arguments.paths):
        (briefings if _is_briefing(project, file) else others).append(file)
    found = list(read_all(project, others))
    items = list(analyses(project, found, arguments.jobs))
    edited = [mention for file in briefings for mention in _mentions_in(project, file)]
    analysed = [item for item in items if isinstance(item, Analysis)]
    for event in timeline_report.merged_timeline(analysed, edited, first, last, arguments.limit):
        record = timeline_report.timeline_record(event)
        print(
            json.dumps(record, ensure_ascii=False) if arguments.json else timeline_report.timeline_text(event)
        )
    return int(any(isinstance(item, Problem) for item in items))


def _is_briefing(project: Project, path: Path) -> bool:
    if path.suffix != ".md":
        return False
    try:
        return timeline_report.is_briefing(files.read_text(path, project.name(path)))
    except DatelineError:  # it is no UTF-8, or there is no such file: read as a seed it says so
        return False


def _mentions_in(project: Project, path: Path) -> tuple[EventMention, ...]:
    name = project.name(path)
    return timeline_report.mentions_in_briefing(
        files.read_text(path, name), name, partial(seed_files.article_named, project)
    )
