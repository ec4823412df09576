"""A whole run: seeds that changed to briefings, in one process or several, and what became of each.

The step from Article to Annotations is handed in (`load`), so that a run can be tested without a model.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypeVar

from dateline import document, reading
from dateline.briefing.compose import Limits, compose
from dateline.metadata import split
from dateline.model import Analysis, Annotations, Article, Briefing, ReviewStatus, Seed
from dateline.problems import DatelineError, Problem, error, has_errors, notice, warning
from dateline.workspace import files, state
from dateline.workspace.files import Project, Unit

Annotate = Callable[[Article], Annotations]
Load = Callable[[], Annotate]
"""Gives the step, loading the model at its first call in a process; not called when nothing changed."""
Progress = Callable[[int, int, str], None]
"""Called with how many are done, of how many, and the name of the last."""

Task = TypeVar("Task")
Made = TypeVar("Made")

_PER_JOB = 8
"""Another process pays from about this many articles on: it takes as long to load the model."""


class Action(StrEnum):
    """What a run does with one briefing."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    """A person changed, locked or deleted it: left alone."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one unit: the briefing's path, its text before and after, and what there is to say."""

    action: Action
    path: Path
    before: str = ""
    after: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """The seeds of one unit as found, and the briefing and base copy that rest on them so far."""

    unit: str
    seeds: tuple[Seed, ...]
    fingerprint: str
    path: Path | None
    current: str | None
    base: str | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What the analysis of one unit gives; without a briefing where no seed could be read or one failed."""

    briefing: Briefing | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Which briefing, and which base copy, rests on a seed."""

    briefings: dict[str, Path]
    bases: dict[str, Path]


def convert(
    project: Project,
    units: Sequence[Unit],
    load: Load,
    *,
    jobs: int | None = None,
    write: bool = True,
    restore: bool = False,
    progress: Progress = lambda done, total, name: None,
) -> Iterator[Outcome]:
    """Bring the briefings of these units up to date; one outcome for each, those without work first.

    With `write` false nothing is written and the outcomes tell what would be.  With `restore` briefings that
    a person deleted are made again.
    """
    memory = state.recall(project)
    shelf = _Shelf(
        files.briefings_by_seed(project, project.briefings), files.briefings_by_seed(project, project.bases)
    )
    todo: list[Work] = []
    for unit in units:
        work = _prepared(project, unit, shelf)
        outcome = _settled(project, work, memory, restore)
        if outcome is None:
            todo.append(work)
        else:
            yield outcome
    taken = {*shelf.briefings.values(), *files.briefing_files(project)}
    news: dict[str, tuple[str, str]] = {}
    try:
        for done, (work, result) in enumerate(
            zip(todo, _compose_all(project, todo, load, jobs), strict=True), 1
        ):
            progress(done, len(todo), work.unit)
            text = document.write(result.briefing) if result.briefing else ""
            outcome = _placed(project, work, result, text, taken)
            if write:
                _write(project, outcome, work)
                if not has_errors(outcome.problems):
                    news[work.unit] = (work.fingerprint, state.digest_of(text))
            yield outcome
    finally:  # an interrupted run need not do again what it did
        if news:
            state.remember(project, memory, news)


# --- before the analysis ---------------------------------------------------------------------------------


def _prepared(project: Project, unit: Unit, shelf: _Shelf) -> Work:
    """The seeds of a unit as they lie on the disk, with what there is of them already."""
    seeds, problems = [], []
    for seed in unit.seeds:
        try:
            seeds.append(files.read_seed(project, seed))
        except DatelineError as reason:
            problems.append(reason.problem)
    names = [project.name(seed) for seed in unit.seeds]
    path = next((shelf.briefings[name] for name in names if name in shelf.briefings), None)
    base = next((shelf.bases[name] for name in names if name in shelf.bases), None)
    return Work(
        unit=project.name(unit.folder or unit.seeds[0]),
        seeds=tuple(seeds),
        fingerprint=state.fingerprint_of(seeds, project.settings),
        path=path or (project.briefings / base.relative_to(project.bases) if base else None),
        current=files.read_text(path, project.name(path)) if path else None,
        base=files.read_text(base, project.name(base)) if base else None,
        problems=tuple(problems),
    )


def _settled(project: Project, work: Work, memory: state.Memory, restore: bool) -> Outcome | None:
    """The outcome where no analysis is needed to know it."""
    if not work.seeds:
        return _failed(project, work)
    if work.path is None:
        return None
    if work.current is None:
        if restore:
            return None
        said = notice(
            project.name(work.path), 0, "deleted by hand; not made again", "`dateline convert --restore`"
        )
        return Outcome(Action.KEPT, work.path, problems=(*work.problems, said))
    if _is_locked(work.current):
        return Outcome(Action.KEPT, work.path, work.current, work.current, work.problems)
    generated = memory.digest(work.unit, work.fingerprint)
    if generated is None or (work.current == work.base) is not (state.digest_of(work.current) == generated):
        return None
    if work.current == work.base:
        return Outcome(Action.UNCHANGED, work.path, work.current, work.current, work.problems)
    return _kept(project, work)


def _is_locked(text: str) -> bool:
    try:
        return split(text, "").values.get("status") == ReviewStatus.LOCKED
    except DatelineError:
        return False


def _failed(project: Project, work: Work, problems: tuple[Problem, ...] = ()) -> Outcome:
    """No briefing can be made; one that is there stays."""
    return Outcome(Action.FAILED, work.path or project.root / work.unit, problems=(*work.problems, *problems))


def _kept(project: Project, work: Work, problems: tuple[Problem, ...] = ()) -> Outcome:
    """A briefing that a person changed stays as it is; say so, and louder where its seed has changed since."""
    assert work.path is not None and work.current is not None
    name = project.name(work.path)
    changed = [seed.path for seed in work.seeds if seed.sha256 not in work.current]
    said = notice(name, 0, "edited by hand; left as it is")
    if changed:
        hint = "compare the two, or delete the briefing and run `dateline convert --restore`"
        said = warning(
            name, 0, f"edited by hand; left as it is, though {', '.join(changed)} has changed since", hint
        )
    return Outcome(Action.KEPT, work.path, work.current, work.current, (*work.problems, *problems, said))


# --- the analysis ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Task:
    """One unit's seeds with the settings that its briefing depends on."""

    seeds: tuple[Seed, ...]
    max_bytes: int
    limits: Limits


def _compose_all(project: Project, todo: Sequence[Work], load: Load, jobs: int | None) -> Iterator[Result]:
    settings = project.settings
    limits = Limits(settings.key_points, settings.key_quotes, settings.timeline)
    tasks = [_Task(work.seeds, settings.max_seed_bytes, limits) for work in todo]
    return _each(_compose, tasks, load, jobs or jobs_for(sum(len(task.seeds) for task in tasks)))


def jobs_for(articles: int) -> int:
    """How many processes pay for so many articles."""
    return max(1, min(os.cpu_count() or 1, articles // _PER_JOB))


def analyse(articles: Sequence[Article], load: Load, jobs: int | None = None) -> Iterator[Analysis | Problem]:
    """The analysis of each article, in order, or the problem that kept it from being made."""
    yield from _each(_analyse, articles, load, jobs or jobs_for(len(articles)))


def _each(step: Callable[[Load, Task], Made], tasks: Sequence[Task], load: Load, jobs: int) -> Iterator[Made]:
    """Take a step for each task, in order, in this process or in several (spawned: the same on every system)."""
    if jobs == 1 or len(tasks) < 2:
        yield from (step(load, task) for task in tasks)
        return
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(min(jobs, len(tasks)), mp_context=context) as pool:
            yield from pool.map(partial(step, load), tasks)
    except BrokenProcessPool:
        hint = "run it again with --jobs 1, which needs less memory"
        raise DatelineError("dateline", "the system ended a process that was analysing", hint) from None


def _analyse(load: Load, article: Article) -> Analysis | Problem:
    annotate = load()
    try:
        return Analysis(article, annotate(article))
    except Exception as reason:  # one bad seed harms nobody else
        return _failure(article.source, reason)


def _compose(load: Load, task: _Task) -> Result:
    """Read, analyse and compose; seeds that are refused are left out and reported."""
    annotate = load()
    analyses: list[Analysis] = []
    problems: list[Problem] = []
    for seed in task.seeds:
        try:
            article, said = reading.read(seed, task.max_bytes)
            problems.extend(said)
            analyses.append(Analysis(article, annotate(article)))
        except DatelineError as reason:
            problems.append(reason.problem)
        except Exception as reason:  # one bad seed harms nobody else
            return Result(None, (*problems, _failure(seed.path, reason)))
    try:
        return Result(compose(analyses, task.limits) if analyses else None, tuple(problems))
    except Exception as reason:
        return Result(None, (*problems, _failure(task.seeds[0].path, reason)))


def _failure(seed: str, reason: Exception) -> Problem:
    message = f"can't be analysed: {type(reason).__name__}: {reason}"
    return error(seed, 0, message, "a fault of Dateline: please report it with the seed")


# --- after the analysis ----------------------------------------------------------------------------------


def _placed(project: Project, work: Work, result: Result, text: str, taken: set[Path]) -> Outcome:
    """What the generated text means for the file that is, or is not, there; `taken` learns a new file's path."""
    problems = (*work.problems, *result.problems)
    if result.briefing is None:
        return _failed(project, work, result.problems)
    if work.path is None or work.current is None:
        path = work.path or _new_path(project, result.briefing, work.seeds[0].path, taken)
        taken.add(path)
        return Outcome(Action.NEW, path, "", text, problems)
    if work.current == text:
        return Outcome(Action.UNCHANGED, work.path, text, text, problems)
    if has_errors(problems):
        said = warning(project.name(work.path), 0, "left as it is, because one of its seeds can't be read")
        return Outcome(Action.KEPT, work.path, work.current, work.current, (*problems, said))
    if work.current == work.base:
        return Outcome(Action.UPDATED, work.path, work.current, text, problems)
    return _kept(project, work, result.problems)


def _new_path(project: Project, briefing: Briefing, seed: str, taken: set[Path]) -> Path:
    date = briefing.front.get("date")
    name = files.name_of(str(briefing.front["title"]), str(date) if date else None, seed)
    paths = (project.briefings / (name if n == 1 else f"{name[:-3]}-{n}.md") for n in count(1))
    return next(path for path in paths if path not in taken and not path.exists())


def _write(project: Project, outcome: Outcome, work: Work) -> None:
    """Write the briefing, then its base copy.

    In this order a run that is killed between the two finds, next time, a briefing that it would write again.
    """
    if outcome.action in (Action.KEPT, Action.FAILED):
        return
    if outcome.action is not Action.UNCHANGED:
        files.write_whole(outcome.path, outcome.after)
    if outcome.after != work.base:
        files.write_whole(project.bases / outcome.path.relative_to(project.briefings), outcome.after)
