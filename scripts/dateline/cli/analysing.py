"""Seeds read and analysed for a command; the engine is loaded only once there is something to analyse."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from dateline.cli.terminal import progress_bar, say
from dateline.model import problems
from dateline.model.annotations import Analysis
from dateline.model.article import Article
from dateline.model.problems import CONVERTING, DatelineError, Problem
from dateline.project import analysis_jobs, files, run_state, seed_files
from dateline.project.analysis_jobs import Annotate, Load
from dateline.project.files import Project


def loader(project: Project, keep: bool = True) -> Load:
    """The engine, imported only once there is something to analyse (spaCy takes a second to import).

    With `keep` what it finds is kept in the project's cache.
    """
    load = partial(_load_engine, project.settings.model)
    return partial(_load_store, load, project) if keep else load


def _load_store(load: Load, project: Project) -> Annotate:
    try:
        from dateline.project import annotation_cache
    except ModuleNotFoundError as reason:
        raise _not_installed(reason) from None
    return annotation_cache.store(load, project.cache, run_state.analysis_version(project.settings.model))()


def _load_engine(model: str) -> Annotate:
    try:
        from dateline.extract import pipeline
    except ModuleNotFoundError as reason:
        raise _not_installed(reason) from None
    return pipeline.load_annotator(model)


def _not_installed(reason: ModuleNotFoundError) -> Exception:
    if reason.name and reason.name.startswith("dateline"):
        return reason
    message = f"the converting half is not installed ({reason.name} is missing)"
    return DatelineError("dateline", message, CONVERTING)


def analyses(
    project: Project, found: Sequence[Article | Problem], jobs: int | None
) -> Iterator[Analysis | Problem]:
    """What was read, analysed; what can't be is reported and comes as a problem."""
    read = [article for article in found if isinstance(article, Article)]
    yield from (problem for problem in found if isinstance(problem, Problem))
    ours = not any(Path(article.source).is_absolute() for article in read)
    with progress_bar("Analysing") as progress:
        for done, item in enumerate(analysis_jobs.analyse(read, loader(project, keep=ours), jobs), 1):
            if isinstance(item, Problem):
                say(problems.render_text(item))
            else:
                progress(done, len(read), item.article.source)
            yield item


def read_all(project: Project, paths: Iterable[Path]) -> Iterator[Article | Problem]:
    """Each article at or below the paths; what can't be read is reported and comes as a problem."""
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
