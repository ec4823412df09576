"""The commands that read seeds.

Each imports what it runs in its body, so that `dateline --help` and a shell's completion answer at once.
"""

import json
import sys
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.command import Command, say, say_waiting
from dateline.cli.options import POSITIVE, NamedPath, config_file, edtf_date, jobs, paths

if TYPE_CHECKING:
    from dateline.project.files import Project
    from dateline.project.kept_reports import ReportKeeper


@click.command(cls=Command)
@paths("[PATH]...", "Seeds or folders (default: all seeds).")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if something would change.")
@click.option("--diff", is_flag=True, help="Write nothing; print the lines that would change.")
@click.option("--dry-run", is_flag=True, help="Write nothing; report what would be done.")
@click.option("--restore", is_flag=True, help="Make briefings again that were deleted by hand.")
@click.option(
    "--suggest", is_flag=True, help="Suggest topics anew for briefings that are filed under nothing."
)
@click.option("--propose", is_flag=True, help="Propose new drafts for reviewed briefings; change none.")
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    help="Who analyses: processes here (default), or the workers of a Dask cluster.",
)
@click.option("--scheduler", metavar="ADDRESS", help="The Dask scheduler, like tcp://10.0.0.1:8786.")
@click.option(
    "--shared",
    metavar="ADDRESS",
    help="The project's folder as Dask's workers reach it: a path or an fsspec address (default: as here).",
)
@jobs
@config_file
def convert(
    paths: tuple[Path, ...],
    check: bool,
    diff: bool,
    dry_run: bool,
    restore: bool,
    suggest: bool,
    propose: bool,
    engine: str,
    scheduler: str | None,
    shared: str | None,
    jobs: int | None,
    config_file: Path | None,
) -> int:
    """Make briefings of the seeds that are new or have changed."""
    from dateline.project.kept_reports import ReportKeeper

    if (engine == "dask") is not bool(scheduler):
        raise click.UsageError("--engine dask and --scheduler ADDRESS belong together")
    keeper, write = ReportKeeper("convert", config_file), not (check or diff or dry_run)
    is_plain = not (paths or restore or suggest or propose)
    if is_plain and (kept := keeper.find(write=write)):
        for line in kept["lines"]:
            say(line)
        return int(kept["code"])

    from dateline.check.proof import keep_proved
    from dateline.cli import report
    from dateline.cli.analysing import loader
    from dateline.cli.progress import progress_bar
    from dateline.project import files, run
    from dateline.project.dask_engine import DaskEngine

    project = files.open_project(config_file)
    units = files.units(project, paths)
    outcomes = []
    with progress_bar() as progress:
        for outcome in run.convert_units(
            project,
            units,
            loader(project, keep=not shared),
            jobs=jobs,
            engine=DaskEngine(scheduler, project.settings.model) if scheduler else None,
            shared=shared or "",
            write=write,
            restore=restore,
            suggest=suggest,
            propose=propose,
            prove=keep_proved,
            progress=progress,
            waiting=say_waiting,
        ):
            outcomes.append(outcome)
            for line in report.lines_of(project, outcome):
                say(line)
            if diff:
                sys.stdout.writelines(report.diff_of(project, outcome))
    for line in report.closing_lines(outcomes):
        say(line)
    if is_plain and write:
        _keep_report(keeper, project)
    changes = any(outcome.writes for outcome in outcomes)
    return int(report.has_failed(outcomes) or (check and changes))


def _keep_report(keeper: "ReportKeeper", project: "Project") -> None:
    """Keep what the next run will say if it finds all as it is now."""
    from dateline.cli import report
    from dateline.project import run
    from dateline.project.file_digests import FileDigests

    model = Path(project.settings.model).absolute() / "meta.json"
    also = [str(model)] if model.is_file() else []

    def look(digests: FileDigests) -> tuple[run.SettledRun | None, Collection[str]]:
        settled = run.settled_run(project, digests)
        return settled, [*also, *(settled.elsewhere if settled else ())]

    folders = (project.seeds, project.briefings, project.bases, project.proposals)
    snapshot, settled = keeper.observe(folders, look)
    if settled is not None:
        lines = [line for outcome in settled.outcomes for line in report.lines_of(project, outcome)]
        lines.extend(report.closing_lines(settled.outcomes))
        keeper.keep(snapshot, {"lines": lines, "code": int(report.has_failed(settled.outcomes))})


@click.command(cls=Command)
@paths("[PATH]...", "Files or folders (default: all seeds).")
@click.option("--explain", is_flag=True, help="Say why each block is taken for what it is.")
@jobs
@config_file
def extract(paths: tuple[Path, ...], explain: bool, jobs: int | None, config_file: Path | None) -> int:
    """Print the analysis of seeds as JSON lines."""
    from dateline.cli.analysing import analyses
    from dateline.cli.extract_record import record_of
    from dateline.model.problems import Problem
    from dateline.project import files

    project = files.open_project(config_file)
    failed = False
    for item in analyses(project, paths or [project.seeds], jobs):
        if isinstance(item, Problem):
            failed = True
        else:
            print(json.dumps(record_of(item, project.settings.timeline, explain), ensure_ascii=False))
    return int(failed)


@click.command(cls=Command)
@paths("PATH...", "Files or folders.")
@click.option("--from", "first", type=edtf_date, metavar="DATE", help="The first date (EDTF).")
@click.option("--to", "last", type=edtf_date, metavar="DATE", help="The last date (EDTF).")
@click.option("--limit", type=POSITIVE, metavar="N", help="Only the N lines that matter most.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@jobs
@config_file
def timeline(
    paths: tuple[Path, ...],
    first: str | None,
    last: str | None,
    limit: int | None,
    as_json: bool,
    jobs: int | None,
    config_file: Path | None,
) -> int:
    """Print the merged timeline of seeds and briefings."""
    from dateline.cli.analysing import analyses, mentions_at
    from dateline.model import edtf
    from dateline.model.annotations import Analysis
    from dateline.project import files
    from dateline.timeline import timeline_report

    if first and last and edtf.parse(last).latest < edtf.parse(first).earliest:
        raise click.UsageError(f"nothing lies between: --to {last} is before --from {first}")
    project = files.open_project(config_file)
    mentions = {file: mentions_at(project, file) for file in files.files_at(paths)}
    items = list(analyses(project, [file for file, found in mentions.items() if found is None], jobs))
    read = [item for item in items if isinstance(item, Analysis)]
    edited = [mention for found in mentions.values() for mention in found or ()]
    for event in timeline_report.merged_timeline(read, edited, first, last, limit):
        record = timeline_report.timeline_record(event)
        print(json.dumps(record, ensure_ascii=False) if as_json else timeline_report.timeline_text(event))
    return int(len(read) < len(items))


@click.command(cls=Command)
@click.argument(
    "what",
    type=NamedPath(readable=False),  # whatever it is: a shell completes the names of files
    metavar="WHAT",
    help="An address, a file, a feed, a text, or - for the text on standard input.",
)
@click.option("--url", metavar="ADDRESS", help="Where a file or a text was published.")
@config_file
def add(what: str, url: str | None, config_file: Path | None) -> int:
    """Put an article into the folder of seeds."""
    from dateline.model.problems import counted
    from dateline.project import files, seed_import

    project = files.open_project(config_file)
    pasted = sys.stdin.read() if what == "-" else ""
    count = 0
    for added in seed_import.add_seeds(project, what, pasted, url):
        count += added.is_new
        say(f"{'added' if added.is_new else 'there already'}: {project.name(added.path)}")
    briefings = "its briefing" if count == 1 else "their briefings"
    say(f"{counted(count, 'seed')} added; `dateline convert` makes {briefings}" if count else "nothing new")
    return 0
