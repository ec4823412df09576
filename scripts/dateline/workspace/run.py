"""A whole run: seeds that changed to briefings, in one process or several, and what became of each.

The step from Article to Annotations is handed in (`load`), so that a run can be tested without a model.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from pathlib import Path

from dateline import document
from dateline.metadata import split
from dateline.model import Briefing, ReviewStatus
from dateline.problems import DatelineError, Problem, has_errors, notice, warning
from dateline.workspace import analysis, files, inventory, state
from dateline.workspace.analysis import Load, Result
from dateline.workspace.files import Project, Unit
from dateline.workspace.inventory import Work

Progress = Callable[[int, int, str], None]
"""Called with how many are done, of how many, and the name of the last."""


class Action(StrEnum):
    """What a run does with one briefing."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    """A person changed, locked or deleted it: left alone."""
    SKIPPED = "skipped"
    """All its seeds repeat other seeds."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one unit: the briefing's path, its text before and after, and what there is to say."""

    action: Action
    path: Path
    before: str = ""
    after: str = ""
    problems: tuple[Problem, ...] = ()


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
    todo: list[Work] = []
    for work in inventory.gather(project, units, write=write):
        outcome = _settled(project, work, memory, restore)
        if outcome is None:
            todo.append(work)
        else:
            yield outcome
    results = analysis.compose_all([work.seeds for work in todo], project.settings, load, jobs)
    taken = set(files.briefing_files(project))
    news: dict[str, tuple[str, str]] = {}
    try:
        for done, (work, result) in enumerate(zip(todo, results, strict=True), 1):
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


def _settled(project: Project, work: Work, memory: state.Memory, restore: bool) -> Outcome | None:
    """The outcome where no analysis is needed to know it."""
    if not work.seeds:
        action = Action.SKIPPED if work.repeats else Action.FAILED
        return Outcome(action, work.path or project.root / work.unit, problems=work.problems)
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
    if outcome.action not in (Action.NEW, Action.UPDATED, Action.UNCHANGED):
        return
    if outcome.action is not Action.UNCHANGED:
        files.write_whole(outcome.path, outcome.after)
    if outcome.after != work.base:
        files.write_whole(project.bases / outcome.path.relative_to(project.briefings), outcome.after)
