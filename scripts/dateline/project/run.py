"""A whole run: seeds that changed to briefings, in one process or several, and what became of each.

The step from Article to Annotations is handed in (`load`), so that a run can be tested without a model.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from dateline.model.problems import has_errors
from dateline.project import analysis_jobs, files, inventory, journal, outcomes, run_state, topic_index
from dateline.project.analysis_jobs import Load, Prove, Result, unproved
from dateline.project.files import Project, Unit
from dateline.project.inventory import Work
from dateline.project.lock import alone
from dateline.project.outcomes import Action, Generated, Outcome

__all__ = ["Action", "Outcome", "Progress", "convert"]

Progress = Callable[[int, int, str], None]
"""Called with how many are done, of how many, and the name of the last."""


def convert(
    project: Project,
    units: Sequence[Unit],
    load: Load,
    *,
    jobs: int | None = None,
    write: bool = True,
    restore: bool = False,
    suggest: bool = False,
    prove: Prove = unproved,
    progress: Progress = lambda done, total, name: None,
    waiting: Callable[[], None] = lambda: None,
) -> Iterator[Outcome]:
    """Bring the briefings of these units up to date; one outcome for each, those without work first.

    The briefings whose seeds are gone come before them all.

    With `write` false nothing is written and the outcomes tell what would be.  With `restore` briefings that
    a person deleted are made again, with `suggest` the suggestions of topics for those filed under nothing.  `prove`
    leaves out of a briefing what its seeds don't hold.  `waiting` is called if another run has to end first.
    """
    with alone(project, waiting) if write else nullcontext():
        if write:
            files.sweep((project.briefings, project.bases.parent))
            journal.recover(project)
        memory = run_state.recall(project)
        todo: list[Work] = []
        stock = inventory.gather(project, units, write=write)
        for stray in stock.strays:
            left = outcomes.stray(project, stray)
            if write:
                journal.commit(project, left.writes)
            yield left
        for work in stock.works:
            outcome = outcomes.settled(project, work, memory, restore)
            if outcome is None or (suggest and _waits_for_topics(work)):
                todo.append(work)
                continue
            if write:
                journal.commit(project, outcome.writes)
            yield outcome
        if todo:
            results = analysis_jobs.compose_all(
                [work.seeds for work in todo], project.settings, load, jobs, prove
            )
            text_of = topic_index.writer(project, anew=suggest, keep=write)
            yield from _finished(project, todo, results, text_of, memory, write, progress)


def _waits_for_topics(work: Work) -> bool:
    return bool(work.seeds) and work.path is not None and not topic_index.is_filed(work.path)


def _finished(
    project: Project,
    todo: Sequence[Work],
    results: Iterator[Result],
    text_of: topic_index.Write,
    memory: run_state.Memory,
    write: bool,
    progress: Progress,
) -> Iterator[Outcome]:
    """The outcomes of the analysis, each written as it comes."""
    taken = set(files.briefing_files(project))
    news: dict[str, tuple[str, str]] = {}
    try:
        for done, (work, result) in enumerate(zip(todo, results, strict=True), 1):
            progress(done, len(todo), work.unit)
            text = text_of(work, result.briefing) if result.briefing else ""
            outcome = _outcome_of(project, work, result, text, memory, taken)
            if write:
                journal.commit(project, outcome.writes)
                if not has_errors(outcome.problems):
                    news[work.unit] = (work.fingerprint, run_state.digest_of(outcome.generated or text))
            yield outcome
    finally:  # an interrupted run need not do again what it did
        if news and write:
            run_state.remember(project, memory, news)


def _outcome_of(
    project: Project, work: Work, result: Result, text: str, memory: run_state.Memory, taken: set[Path]
) -> Outcome:
    if result.briefing is None:
        return outcomes.failed(project, work, result.problems)
    return outcomes.placed(project, work, Generated(result.briefing, text, result.problems), memory, taken)
