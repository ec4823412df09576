"""A whole run: seeds that changed to briefings, in one process or several, and what became of each.

The step from Article to Annotations is handed in (`load`), so that a run can be tested without a model.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext

from dateline.model.problems import has_errors
from dateline.project import analysis_jobs, cache, files, inventory, journal, outcomes, run_state, topic_index
from dateline.project.analysis_jobs import Load, Proof, Result, no_proof
from dateline.project.files import Project, SeedUnit
from dateline.project.inventory import Task
from dateline.project.outcomes import Action, Generated, Outcome

__all__ = ["Action", "Outcome", "Progress", "convert_units"]

Progress = Callable[[int, int, str], None]
"""Called with how many are done, of how many, and the name of the last."""


def convert_units(
    project: Project,
    units: Sequence[SeedUnit],
    load: Load,
    *,
    jobs: int | None = None,
    write: bool = True,
    restore: bool = False,
    suggest: bool = False,
    propose: bool = False,
    prove: Proof = no_proof,
    progress: Progress = lambda done, total, name: None,
    waiting: Callable[[], None] = lambda: None,
) -> Iterator[Outcome]:
    """Bring the briefings of these units up to date; one outcome for each, those without work first.

    The briefings whose seeds are gone come before them all.

    With `write` false nothing is written and the outcomes tell what would be.  With `restore` briefings that
    a person deleted are made again, with `suggest` the suggestions of topics for those that have none, and with
    `propose` what would be drafted now is proposed for those whose review stands.  `prove` leaves out of a
    briefing what its seeds don't say.  `waiting` is called if another run has to end first.
    """
    with journal.exclusive_run(project, waiting) if write else nullcontext():
        if write:
            files.remove_partial_files((project.briefings, project.bases.parent))
            journal.recover(project)
        state = run_state.load_state(project)
        todo: list[Task] = []
        work = inventory.list_work(project, units, write=write)
        for orphan in work.orphans:
            yield _written(project, outcomes.outcome_of_orphan(project, orphan), write)
        for task in work.tasks:
            outcome = outcomes.outcome_without_analysis(
                project, task, state, restore=restore, propose=propose
            )
            if outcome is None or (suggest and _waits_for_topics(task)):
                todo.append(task)
            else:
                yield _written(project, outcome, write)
        if todo:
            seeds = [task.seeds for task in todo]
            results = analysis_jobs.compose_all(seeds, project.settings, load, jobs, prove)
            text_of = topic_index.topic_writer(project, anew=suggest, keep=write)
            yield from _finished(project, todo, results, text_of, state, write, propose, progress)


def _written(project: Project, outcome: Outcome, write: bool) -> Outcome:
    if write:
        journal.commit(project, outcome.writes)
    return outcome


def _waits_for_topics(task: Task) -> bool:
    return bool(task.seeds) and task.path is not None and not topic_index.has_topics(task.path)


def _finished(
    project: Project,
    todo: Sequence[Task],
    results: Iterator[Result],
    text_of: topic_index.WriteBriefing,
    state: run_state.RunState,
    write: bool,
    propose: bool,
    progress: Progress,
) -> Iterator[Outcome]:
    """The outcomes of the analysis, each written as it comes."""
    taken = set(files.briefing_files(project))
    news: dict[str, tuple[str, str]] = {}
    try:
        for done, (task, result) in enumerate(zip(todo, results, strict=True), 1):
            progress(done, len(todo), task.unit)
            if result.briefing is None:
                outcome, text = outcomes.failed_outcome(project, task, result.problems), ""
            else:
                text = text_of(task, result.briefing)
                made = Generated(result.briefing, text, result.problems)
                outcome = outcomes.outcome_of(project, task, made, state, taken, propose=propose)
            _written(project, outcome, write)
            if not has_errors(outcome.problems):
                news[task.unit] = (task.fingerprint, cache.digest_of(outcome.generated or text))
            yield outcome
    finally:  # an interrupted run need not do again what it did
        if news and write:
            run_state.save_state(project, state, news)
