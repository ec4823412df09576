"""The command `dateline`: arguments, progress, report, exit code (0 fine, 1 problems, 2 usage)."""

import argparse
import difflib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeAlias

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from dateline import __version__, check, chronicle, edtf, problems, schema
from dateline.briefing.telling import Telling
from dateline.extract import record_of
from dateline.model import Analysis, Article
from dateline.problems import DatelineError, Problem
from dateline.workspace import adding, analysis, articles, files, run, state
from dateline.workspace.analysis import Annotate, Load
from dateline.workspace.files import Project
from dateline.workspace.run import Action, Outcome

RENDERERS: dict[str, Callable[[Problem], str]] = {
    "text": problems.render_text,
    "github": problems.render_github,
    "json": problems.render_json,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    arguments = build_parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a seed's characters print on any terminal
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return int(arguments.run(arguments))
    except DatelineError as reason:
        _say(RENDERERS[getattr(arguments, "format", "text")](reason.problem))
        return 1
    except BrokenPipeError:  # the reader of a pipe went away: `dateline extract | head`
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        _say("interrupted; what was written so far is whole")
        return 130


def build_parser() -> argparse.ArgumentParser:
    """The parser of all subcommands; a test holds the guide against it."""
    parser = argparse.ArgumentParser(
        prog="dateline", description="News articles to a site of sourced briefings."
    )
    parser.add_argument("--version", action="version", version=f"dateline {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_convert(commands)
    _add_extract(commands)
    _add_timeline(commands)
    _add_check(commands)
    _add_add(commands)
    _command(commands, "schema", _schema, "print the JSON Schema of a briefing's front matter")
    return parser


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _command(
    commands: _Commands, name: str, action: Callable[[argparse.Namespace], int], what: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
    parser.set_defaults(run=action)
    return parser


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-f", "--config-file", type=Path, metavar="FILE", help="the project's mkdocs.yml (default: here)"
    )


def _add_jobs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-j",
        "--jobs",
        type=_positive,
        metavar="N",
        help="how many processes analyse (default: as many as pay)",
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("it takes 1 or more")
    return number


def _add_convert(commands: _Commands) -> None:
    parser = _command(
        commands, "convert", _convert, "make briefings of the seeds that are new or have changed"
    )
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="seeds or folders (default: all seeds)"
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if something would change"
    )
    parser.add_argument("--diff", action="store_true", help="write nothing; print what would change")
    parser.add_argument(
        "--restore", action="store_true", help="make briefings again that were deleted by hand"
    )
    _add_jobs(parser)
    _add_config(parser)


def _add_extract(commands: _Commands) -> None:
    parser = _command(commands, "extract", _extract, "print the analysis of seeds as JSON lines")
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="files or folders (default: all seeds)"
    )
    parser.add_argument("--explain", action="store_true", help="say why each block is taken for what it is")
    _add_jobs(parser)
    _add_config(parser)


def _add_timeline(commands: _Commands) -> None:
    parser = _command(commands, "timeline", _timeline, "print the merged timeline of seeds and briefings")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders")
    for option, what in (("--from", "first"), ("--to", "last")):
        parser.add_argument(option, dest=what, type=_date, metavar="DATE", help=f"the {what} date (EDTF)")
    parser.add_argument("--limit", type=_positive, metavar="N", help="only the N lines that matter most")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    _add_jobs(parser)
    _add_config(parser)


def _date(text: str) -> str:
    try:
        return edtf.parse(text).value
    except ValueError as reason:
        raise argparse.ArgumentTypeError(str(reason)) from None


def _add_check(commands: _Commands) -> None:
    parser = _command(commands, "check", _check, "hold briefings against their seeds and the schema")
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="briefings or folders (default: all)"
    )
    parser.add_argument("--format", choices=RENDERERS, default="text", help="how problems are printed")
    _add_config(parser)


def _add_add(commands: _Commands) -> None:
    parser = _command(commands, "add", _add, "put an article into the folder of seeds")
    parser.add_argument(
        "what", metavar="WHAT", help="an address, a file, a feed, a text, or - for the text on standard input"
    )
    parser.add_argument("--url", metavar="ADDRESS", help="where a file or a text was published")
    _add_config(parser)


# --- convert ---------------------------------------------------------------------------------------------


def _convert(arguments: argparse.Namespace) -> int:
    project = files.open_project(arguments.config_file)
    units = files.units(project, arguments.paths)
    outcomes = []
    with _progress("Converting") as progress:
        for outcome in run.convert(
            project,
            units,
            _loader(project),
            jobs=arguments.jobs,
            write=not (arguments.check or arguments.diff),
            restore=arguments.restore,
            progress=progress,
        ):
            outcomes.append(outcome)
            _report(project, outcome, arguments.diff)
    _say(_summary(outcomes))
    changes = any(outcome.action in (Action.NEW, Action.UPDATED) for outcome in outcomes)
    failed = any(problems.has_errors(outcome.problems) for outcome in outcomes)
    return int(failed or (arguments.check and changes))


def _loader(project: Project, keep: bool = True) -> Load:
    """The engine, imported only once there is something to analyse (spaCy takes a second to import).

    With `keep` what it finds is kept in the project's cache.
    """
    load = partial(_load_engine, project.settings.model)
    return partial(_load_store, load, project) if keep else load


def _load_store(load: Load, project: Project) -> Annotate:
    try:
        from dateline.workspace import annotations
    except ModuleNotFoundError as reason:
        raise _not_installed(reason) from None
    return annotations.store(load, project.cache, state.analysis_version(project.settings.model))()


def _load_engine(model: str) -> Annotate:
    try:
        from dateline.nlp import engine
    except ModuleNotFoundError as reason:
        raise _not_installed(reason) from None
    return engine.load(model)


def _not_installed(reason: ModuleNotFoundError) -> Exception:
    if reason.name and reason.name.startswith("dateline"):
        return reason
    message = f"the converting half is not installed ({reason.name} is missing)"
    return DatelineError("dateline", message, "pip install '.[convert]'")


def _report(project: Project, outcome: Outcome, diff: bool) -> None:
    for problem in outcome.problems:
        _say(problems.render_text(problem))
    if outcome.action in (Action.NEW, Action.UPDATED):
        name = project.name(outcome.path)
        _say(f"{outcome.action}: {name}")
        if diff:
            before = "/dev/null" if outcome.action is Action.NEW else name
            lines = (outcome.before.splitlines(keepends=True), outcome.after.splitlines(keepends=True))
            sys.stdout.writelines(difflib.unified_diff(*lines, before, name))


def _summary(outcomes: Iterable[Outcome]) -> str:
    counts = Counter(outcome.action for outcome in outcomes)
    told = ", ".join(f"{counts[action]} {action}" for action in Action if counts[action])
    return f"{counts.total()} briefings: {told}" if told else "no seeds"


# --- extract ---------------------------------------------------------------------------------------------


def _extract(arguments: argparse.Namespace) -> int:
    project = files.open_project(arguments.config_file)
    found = list(_read_all(project, arguments.paths or [project.seeds]))
    failed = False
    for item in _analyses(project, found, arguments.jobs):
        if isinstance(item, Problem):
            failed = True
        else:
            record = record_of(item, project.settings.timeline, arguments.explain)
            print(json.dumps(record, ensure_ascii=False))
    return int(failed)


def _analyses(
    project: Project, found: Sequence[Article | Problem], jobs: int | None
) -> Iterator[Analysis | Problem]:
    """What was read, analysed; what can't be is reported and comes as a problem."""
    read = [article for article in found if isinstance(article, Article)]
    yield from (problem for problem in found if isinstance(problem, Problem))
    ours = not any(Path(article.source).is_absolute() for article in read)
    with _progress("Analysing") as progress:
        for done, item in enumerate(analysis.analyse(read, _loader(project, keep=ours), jobs), 1):
            if isinstance(item, Problem):
                _say(problems.render_text(item))
            else:
                progress(done, len(read), item.article.source)
            yield item


def _read_all(project: Project, paths: Iterable[Path]) -> Iterator[Article | Problem]:
    """Each article at or below the paths; what can't be read is reported and comes as a problem."""
    for file in files.files_at(paths):
        try:
            for seed in articles.seeds_in(project, file):
                article, said = articles.read_article(project, seed)
                for problem in said:
                    _say(problems.render_text(problem))
                yield article
        except DatelineError as reason:
            _say(problems.render_text(reason.problem))
            yield reason.problem


# --- timeline --------------------------------------------------------------------------------------------


def _timeline(arguments: argparse.Namespace) -> int:
    project = files.open_project(arguments.config_file)
    briefings: list[Path] = []
    others: list[Path] = []
    for file in files.files_at(arguments.paths):
        (briefings if _is_briefing(project, file) else others).append(file)
    found = list(_read_all(project, others))
    items = list(_analyses(project, found, arguments.jobs))
    told = [telling for file in briefings for telling in _told_in(project, file)]
    selection = chronicle.Selection(arguments.first, arguments.last, arguments.limit)
    for line in chronicle.chronicle([i for i in items if isinstance(i, Analysis)], told, selection):
        record = chronicle.record_of(line)
        print(json.dumps(record, ensure_ascii=False) if arguments.json else chronicle.shown(line))
    return int(any(isinstance(item, Problem) for item in items))


def _is_briefing(project: Project, path: Path) -> bool:
    if path.suffix != ".md":
        return False
    try:
        return chronicle.is_briefing(files.read_text(path, project.name(path)))
    except DatelineError:  # it is no UTF-8, or there is no such file: read as a seed it says so
        return False


def _told_in(project: Project, path: Path) -> tuple[Telling, ...]:
    name = project.name(path)
    return chronicle.tellings_in(files.read_text(path, name), name, partial(articles.article_named, project))


# --- add -------------------------------------------------------------------------------------------------


def _add(arguments: argparse.Namespace) -> int:
    project = files.open_project(arguments.config_file)
    pasted = sys.stdin.read() if arguments.what == "-" else ""
    count = 0
    for added in adding.add(project, arguments.what, pasted, arguments.url):
        count += added.is_new
        _say(f"{'added' if added.is_new else 'there already'}: {project.name(added.path)}")
    _say(f"{count} seeds added; `dateline convert` makes their briefings" if count else "nothing new")
    return 0


# --- check and schema ------------------------------------------------------------------------------------


def _check(arguments: argparse.Namespace) -> int:
    project = files.open_project(arguments.config_file)
    paths = tuple(files.files_at(arguments.paths)) or files.briefing_files(project)
    found = [problem for path in paths for problem in _check_file(project, path)]
    for problem in found:
        print(RENDERERS[arguments.format](problem))
    if arguments.format == "text":
        _say(f"{len(paths)} briefings checked, {_count(found)}")
    return int(problems.has_errors(found))


def _check_file(project: Project, path: Path) -> tuple[Problem, ...]:
    name = project.name(path)
    try:
        text = files.read_text(path, name)
    except DatelineError as reason:
        return (reason.problem,)
    return check.check(text, name, partial(articles.article_named, project))


def _count(found: Sequence[Problem]) -> str:
    counts = Counter(problem.severity for problem in found)
    return ", ".join(f"{counts[severity]} {severity}s" for severity in counts) or "no problems"


def _schema(arguments: argparse.Namespace) -> int:
    print(json.dumps(schema.SCHEMA, ensure_ascii=False, indent=2))
    return 0


# --- the terminal ----------------------------------------------------------------------------------------


def _say(line: str) -> None:
    print(line, file=sys.stderr)


@contextmanager
def _progress(what: str) -> Iterator[run.Progress]:
    """A progress bar on a terminal, nothing in a pipe."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, total, name: None
        return
    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None, name="")

        def advance(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, name=escape(name))

        yield advance
