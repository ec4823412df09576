"""A whole run: seeds that changed to briefings, in one process or several, and what became of each.

The step from Article to Annotations is handed in (`load`), so that a run can be tested without a model.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dateline.model.problems import has_errors
from dateline.project import (
    analysis_jobs,
    cache,
    files,
    inventory,
    journal,
    outcomes,
    read_articles,
    run_state,
    topic_index,
)
from dateline.project.analysis_jobs import Load, Proof, Result, no_proof
from dateline.project.engines import Engine, LocalEngine, Progress, no_progress
from dateline.project.file_digests import FileDigests
from dateline.project.files import Project, SeedUnit
from dateline.project.inventory import Task
from dateline.project.outcomes import Action, Generated, Outcome
from dateline.project.run_state import Failure, News, RunState
from dateline.project.seed_files import SeedSource

__all__ = ["Action", "Outcome", "convert_units", "settled_run"]


def convert_units(
    project: Project,
    units: Sequence[SeedUnit],
    load: Load,
    *,
    jobs: int | None = None,
    engine: Engine | None = None,
    shared: str = "",
    write: bool = True,
    restore: bool = False,
    suggest: bool = False,
    propose: bool = False,
    prove: Proof = no_proof,
    progress: Progress = no_progress,
    waiting: Callable[[], None] = lambda: None,
) -> Iterator[Outcome]:
    """Bring the briefings of these units up to date; one outcome for each, those without work first.

    The briefings whose seeds are gone come before them all.

    The analysis is done by `engine`, by default `jobs` processes here; its workers find the seeds in the project's
    folder or where they reach that, at `shared`.  With `write` false nothing is written and the
    outcomes tell what would be.  With `restore` briefings that a person deleted are made again, with `suggest` the
    suggestions of topics for those that have none, and with `propose` what would be drafted now is proposed for
    those whose review stands.  `prove` leaves out of a briefing what its seeds don't say.  `waiting` is called if
    another run has to end first.
    """
    with ExitStack() as stack:
        if write:
            stack.enter_context(journal.exclusive_run(project, waiting))
            if not shared:
                stack.enter_context(read_articles.kept_articles(project))
            files.remove_partial_files((project.briefings, project.bases.parent))
            journal.recover(project)
        local = stack.enter_context(LocalEngine(jobs))
        workers = stack.enter_context(engine) if engine else local
        state = run_state.load_state(project)
        known = inventory.known_files(project, FileDigests(project.cache), write=write)
        work = inventory.list_work(known, units, local, progress)
        for orphan in work.orphans:
            yield _written(project, outcomes.outcome_of_orphan(project, orphan), write)
        todo: list[tuple[Task, Outcome | None]] = []
        for task in work.tasks:
            outcome = outcomes.outcome_without_analysis(known, task, state, restore=restore, propose=propose)
            if outcome is None or (suggest and _waits_for_topics(task)):
                todo.append((task, _remembered(project, task, state)))
            else:
                yield _written(project, outcome, write)
        known.save()
        new = [task for task, outcome in todo if outcome is None]
        source = SeedSource(project, shared)
        results = analysis_jobs.compose_all(source, [task.seeds for task in new], load, workers, prove)
        finish = _Finish(project, state, write, suggest, propose)
        done = 0
        try:
            for task, outcome in todo:
                if outcome is None:
                    result = next(results)
                    progress("Converting", done := done + 1, len(new), task.unit)
                    outcome = finish.outcome_of(task, result)
                yield outcome
        finally:  # an interrupted run need not do again what it did
            finish.save()


@dataclass(frozen=True, slots=True)
class SettledRun:
    """What the next run will say that finds all files as they are now, and where it will look for seeds."""

    outcomes: tuple[Outcome, ...]
    elsewhere: tuple[str, ...]


def settled_run(project: Project, digests: FileDigests) -> SettledRun | None:
    """The run over all units that finds nothing to do; None where there is something to do."""
    state = run_state.load_state(project)
    known = inventory.known_files(project, digests)
    work = inventory.list_work(known, files.units(project), LocalEngine(1))
    known.save()
    found = [outcomes.outcome_of_orphan(project, orphan) for orphan in work.orphans]
    failed: list[Outcome] = []
    for task in work.tasks:
        outcome = outcomes.outcome_without_analysis(known, task, state)
        kind = found if outcome is not None else failed
        if outcome is None:
            outcome = _remembered(project, task, state)
        if outcome is None:
            return None
        kind.append(outcome)
    if any(outcome.writes for outcome in (*found, *failed)):
        return None
    return SettledRun((*found, *failed), tuple(sorted(work.elsewhere)))


def _written(project: Project, outcome: Outcome, write: bool) -> Outcome:
    if write:
        journal.commit(project, outcome.writes)
    return outcome


def _waits_for_topics(task: Task) -> bool:
    return bool(task.seeds) and task.path is not None and not topic_index.has_topics(task.path)


def _remembered(project: Project, task: Task, state: RunState) -> Outcome | None:
    """The outcome for a task whose seeds failed before and are as they were."""
    failure = state.failure(task.unit, task.fingerprint)
    return outcomes.outcome_of_failure(project, task, failure) if failure else None


class _Finish:
    """Makes outcomes of what the analysis gives, each written as it comes, and remembers them."""

    def __init__(self, project: Project, state: RunState, write: bool, suggest: bool, propose: bool) -> None:
        self._project = project
        self._state = state
        self._write = write
        self._suggest = suggest
        self._propose = propose
        self._news = News()

    @cached_property
    def _writer(self) -> topic_index.TopicWriter:
        return topic_index.TopicWriter(self._project, anew=self._suggest)

    @cached_property
    def _taken(self) -> set[Path]:
        return set(files.briefing_files(self._project))

    def outcome_of(self, task: Task, result: Result) -> Outcome:
        """The outcome for one task."""
        text = ""
        if result.briefing is None:
            outcome = outcomes.failed_outcome(self._project, task, result.problems)
        else:
            text = self._writer.text_of(task, result.briefing)
            made = Generated(result.briefing, text, result.problems)
            outcome = outcomes.outcome_of(
                self._project, task, made, self._state, self._taken, propose=self._propose
            )
        _written(self._project, outcome, self._write)
        if not has_errors(outcome.problems):
            self._news.records[task.unit] = (task.fingerprint, cache.digest_of(outcome.generated or text))
        elif has_errors(result.problems) and result.is_lasting:
            is_composed = result.briefing is not None
            self._news.failures[task.unit] = Failure(task.fingerprint, is_composed, result.problems)
        return outcome

    def save(self) -> None:
        """Keep what was learned."""
        if self._write:
            run_state.save_state(self._project, self._state, self._news)
            if "_writer" in vars(self):
                self._writer.save()
