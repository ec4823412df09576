"""Seeds read and analysed for a command; the engine is loaded only once there is something to analyse."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from dateline.cli.command import say
from dateline.cli.progress import progress_bar
from dateline.model import problems
from dateline.model.annotations import Analysis
from dateline.model.article import Article
from dateline.model.problems import CONVERTING, DatelineError, Problem
from dateline.project import analysis_jobs, cache, files, seed_files
from dateline.project.analysis_jobs import Annotate, Load
from dateline.project.engines import LocalEngine
from dateline.project.files import Project
from dateline.timeline import timeline_report
from dateline.timeline.mention import EventMention


def loader(project: Project, keep: bool = True) -> Load:
    """The engine, imported only once there is something to analyse (spaCy takes a second to import).

    With `keep` what it finds is kept in the project's cache.
    """
    load = partial(_load_engine, project.settings.model)
    return partial(_load_store, load, project) if keep else load


def _load_store(load: Load, project: Project) -> Annotate:
    with _converting_half():
        from dateline.project import annotation_cache
    return annotation_cache.caching_load(
        load, project.cache, cache.version_of("analysis", project.settings.model)
    )()


def _load_engine(model: str) -> Annotate:
    with _converting_half():
        from dateline.extract import pipeline
    return pipeline.load_annotator(model)


@contextmanager
def _converting_half() -> Iterator[None]:
    """Raise a `DatelineError` that tells how to install the converting half where an import lacks it."""
    try:
        yield
    except ModuleNotFoundError as reason:
        if reason.name and reason.name.startswith("dateline"):
            raise
        message = f"the converting half is not installed ({reason.name} is missing)"
        raise DatelineError("dateline", message, CONVERTING) from None


def analyses(project: Project, paths: Iterable[Path], jobs: int | None) -> Iterator[Analysis | Problem]:
    """The analysis of each article at or below the paths; what fails is reported and comes as a problem."""
    found = list(_read(project, paths))
    read = [article for article in found if isinstance(article, Article)]
    yield from (problem for problem in found if isinstance(problem, Problem))
    ours = not any(Path(article.source).is_absolute() for article in read)
    with progress_bar() as progress, LocalEngine(jobs) as engine:
        for done, item in enumerate(analysis_jobs.analyse(read, loader(project, keep=ours), engine), 1):
            if isinstance(item, Problem):
                say(problems.render_text(item))
            else:
                progress("Analysing", done, len(read), item.article.source)
            yield item


def _read(project: Project, paths: Iterable[Path]) -> Iterator[Article | Problem]:
    for file in files.files_at(paths):
        try:
            for seed in seed_files.seeds_in(project, file):
                article, said = seed_files.read_article(project, seed)
                for problem in said:
                    say(problems.render_text(problem))
                yield article
        except DatelineError as reason:
            say(problems.render_text(reason.problem))
            yield reason.problem


def mentions_at(project: Project, path: Path) -> tuple[EventMention, ...] | None:
    """The events on the timeline of a briefing; None for a file that is no briefing."""
    name = project.name(path)
    try:
        text = files.read_text(path, name) if path.suffix == ".md" else ""
    except DatelineError:  # it is no UTF-8, or there is no such file: read as a seed it says so
        return None
    if not timeline_report.is_briefing(text):
        return None
    return timeline_report.mentions_in_briefing(text, name, partial(seed_files.article_named, project))
