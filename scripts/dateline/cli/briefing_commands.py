"""The commands that read or write briefings; each imports what it runs in its body, as those of seeds do."""

from collections.abc import Collection
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.command import RENDERERS, Command, say, say_waiting
from dateline.cli.options import config_file, edtf_date, iso_day, jobs, paths
from dateline.model.problems import Problem

if TYPE_CHECKING:
    from dateline.project.kept_reports import ReportKeeper


@click.command(cls=Command)
@paths("[PATH]...", "Briefings or folders (default: all).")
@click.option(
    "--format", "output", type=click.Choice(list(RENDERERS)), default="text", help="How problems are printed."
)
@click.option("--fix", is_flag=True, help="Mend what can be mended safely, then check.")
@jobs
@config_file
def check(paths: tuple[Path, ...], output: str, fix: bool, jobs: int | None, config_file: Path | None) -> int:
    """Hold briefings against their seeds and the schema."""
    from dateline.model import problems
    from dateline.project.kept_reports import ReportKeeper

    keeper = ReportKeeper("check", config_file)
    kept = None if paths or fix else keeper.find()
    count, found = _kept_check(kept) if kept else _new_check(keeper, paths, fix, jobs, config_file)
    for problem in found:
        print(RENDERERS[output](problem))
    if output == "text":
        severities = [problem.severity for problem in found]
        counts = [
            problems.counted(severities.count(each), each) for each in problems.Severity if each in severities
        ]
        say(f"{problems.counted(count, 'briefing')} checked, {', '.join(counts) or 'no problems'}")
    return int(problems.has_errors(found))


def _kept_check(kept: dict[str, Any]) -> tuple[int, tuple[Problem, ...]]:
    """How many briefings were checked, and what was found, as it was kept."""
    return kept["count"], tuple(map(Problem.of_row, kept["problems"]))


def _new_check(
    keeper: "ReportKeeper", paths: tuple[Path, ...], fix: bool, jobs: int | None, config_file: Path | None
) -> tuple[int, tuple[Problem, ...]]:
    """The same of a check that is made now; that of a whole project is kept."""
    from dateline.check import runner
    from dateline.project import files
    from dateline.project.file_digests import FileDigests

    project = files.open_project(config_file)
    briefings = tuple(files.files_at(paths))
    for name, done in runner.fix_project(project, briefings, say_waiting) if fix else ():
        say(f"{name}:{done.line}: fixed: {done.what}")
    files.ensure_cache(project)

    def look(digests: FileDigests) -> tuple[runner.Report, Collection[str]]:
        report = runner.check_project(project, briefings, jobs, digests=digests)
        return report, report.elsewhere

    folders = (project.briefings, project.seeds, project.reviewed, project.docs)
    snapshot, report = keeper.observe(folders, look)
    found = report.all()
    if not paths:
        rows = [problem.as_row() for problem in found]
        keeper.keep(snapshot, {"count": len(report.problems), "problems": rows})
    return len(report.problems), found


@click.command(cls=Command)
@click.option(
    "--vscode", is_flag=True, help="Keep it in .dateline/ instead, and set up VS Code for the project."
)
@config_file
def schema(vscode: bool, config_file: Path | None) -> int:
    """Print the JSON Schema of a briefing's front matter."""
    from dateline.briefing import schema
    from dateline.project import editor_setup, files

    if not vscode:
        print(schema.as_json(), end="")
        return 0
    project = files.open_project(config_file)
    for path in editor_setup.set_up_vscode(project):
        print(project.name(path))
    return 0


@click.command(cls=Command)
@paths("BRIEFING...", "Briefings or folders.")
@click.option("--date", "day", type=iso_day, metavar="DATE", help="The day of the review (default: today).")
@click.option(
    "--without-correction",
    is_flag=True,
    help="Take changed quotes and dates as they are: nothing that readers were told was wrong.",
)
@config_file
def review(
    paths: tuple[Path, ...], day: str | None, without_correction: bool, config_file: Path | None
) -> int:
    """Mark briefings as reviewed, and keep a copy of each."""
    from dateline.check import examination, runner
    from dateline.model import problems
    from dateline.project import files, reviewed_copies
    from dateline.project.journal import exclusive_run

    project = files.open_project(config_file)
    day = day or date.today().isoformat()
    read_seed, settings = partial(runner.read_seed, project), runner.settings_of(project)
    last_review = reviewed_copies.reviewed_texts(project)
    failed = False
    with exclusive_run(project, say_waiting):
        for path in files.files_at(paths):
            name = project.name(path)
            text = reviewed_copies.as_reviewed(files.read_exact(path, name), name, day)
            before = None if without_correction else last_review(path)
            found = examination.examine(text, name, read_seed, settings, before).problems
            for problem in found:
                if problem.severity is not problems.Severity.NOTICE:
                    say(problems.render_text(problem))
            if problems.has_errors(found):
                failed = True
                say(f"not reviewed: {name}")
            else:
                reviewed_copies.write_reviewed(project, path, text)
                say(f"reviewed on {day}: {name}")
    return int(failed)


@click.command(cls=Command)
@click.argument("headline", metavar="HEADLINE", help="What happened.")
@click.option(
    "--date", "day", type=edtf_date, metavar="DATE", help="The day of the news (EDTF; default: today)."
)
@click.option(
    "--topic", "topics", multiple=True, metavar="TOPIC", help="What to file it under; may be repeated."
)
@config_file
def new(headline: str, day: str | None, topics: tuple[str, ...], config_file: Path | None) -> int:
    """Begin a briefing by hand."""
    from dateline.project import files, new_briefing

    project = files.open_project(config_file)
    path = new_briefing.create_briefing(project, headline, day or date.today().isoformat(), topics)
    print(project.name(path))
    say("write it in any editor; `dateline serve` shows it, `dateline check` reads it over")
    return 0
