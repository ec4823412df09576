"""Decide what becomes of one briefing, from the files as they lie on the disk and the text that is generated now."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from dateline import merge
from dateline.briefing.document import seeds_named, sources_in
from dateline.briefing.front_matter import split
from dateline.merge import Change, Merged
from dateline.model.briefing import Briefing, ReviewStatus
from dateline.model.problems import DatelineError, Problem, has_errors, notice, warning
from dateline.project import files
from dateline.project.briefing_copies import (
    Copies,
    CopyPaths,
    copy_paths,
    read_copies,
    remembered_text,
    writes_between,
)
from dateline.project.briefing_facts import facts_of_text
from dateline.project.files import Project
from dateline.project.inventory import Known, OrphanedBriefing, Task
from dateline.project.journal import Write
from dateline.project.moved_seeds import with_new_paths
from dateline.project.run_state import Failure, RunState
from dateline.project.standing_reviews import merge_into_reviewed, review_stands, with_paths_of


class Action(StrEnum):
    """What a run does with one briefing."""

    NEW = "new"
    UPDATED = "updated"
    """Nobody had changed it: written anew."""
    MERGED = "merged"
    """A person had changed it: their text with what is new from the generator."""
    KEPT = "kept"
    """A person changed, locked or deleted it, or its seeds are gone: left alone."""
    REVIEWED = "reviewed"
    """A person reviewed it, and its seeds have not changed: left alone, whatever would be drafted now."""
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    """All its seeds repeat other seeds."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one briefing: its path, its text before and after, and the problems."""

    action: Action
    path: Path
    before: str = ""
    after: str = ""
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    corrected: tuple[str, ...] = ()
    """The seeds that are not as they were when the briefing was last generated."""
    proposed: int = 0
    """How many proposals wait for a person."""
    proposals: Path | None = None
    """Where they stand."""
    writes: tuple[Write, ...] = ()
    """All that has to be written."""
    generated: str = ""
    """What was generated, as the base copy keeps it, or would keep it if the briefing were not reviewed."""


def outcome_without_analysis(
    known: Known, task: Task, state: RunState, *, restore: bool = False, propose: bool = False
) -> Outcome | None:
    """The outcome where no analysis is needed to know it; None where one is.

    With `restore` one that was deleted is made again, with `propose` a reviewed one drafted anew.
    """
    project = known.project
    if not task.seeds:
        action = Action.SKIPPED if task.repeats else Action.FAILED
        return Outcome(action, task.path or project.root / task.unit, problems=task.problems)
    if task.path is None:
        return None if task.base is None or restore else _deleted(project, task, task.base)
    paths = copy_paths(project, task.path, task.base)
    try:
        have = read_copies(project, paths)
    except DatelineError as reason:
        return failed_outcome(project, task, (reason.problem,))
    status = known.briefings.in_text(have.current or "").status
    if status == ReviewStatus.LOCKED:
        return _locked(project, task, task.path, have.current or "")
    is_reviewed = status == ReviewStatus.REVIEWED and have.base is not None
    if is_reviewed and not propose and review_stands(task, known.briefings.in_text(have.base or "")):
        return _standing(project, task, paths, have, state)
    if have.current is None or have.base is None or task.new_paths:
        return None  # seeds that were moved are to be called by their new names
    if not state.is_last(task.unit, have.base) or not state.digest(task.unit, task.fingerprint):
        return None
    if have.proposals is None:
        action = Action.UNCHANGED if _is_same(have.current, have.base) else Action.KEPT
        return Outcome(action, task.path, have.current, have.current, task.problems)
    return _merged(project, task, paths, have, have.base, Merged(have.current, (), have.remembered_items))


def outcome_of_orphan(project: Project, orphan: OrphanedBriefing) -> Outcome:
    """The outcome for a briefing that no seeds make any more: only the paths of its seeds are changed."""
    try:
        text = files.read_exact(orphan.path, project.name(orphan.path))
    except DatelineError as reason:
        return Outcome(Action.FAILED, orphan.path, problems=(*orphan.problems, reason.problem))
    after = (
        text if facts_of_text(text).status == ReviewStatus.LOCKED else with_new_paths(text, orphan.new_paths)
    )
    writes = (Write(orphan.path, text, after),) if after != text else ()
    return Outcome(Action.KEPT, orphan.path, text, after, orphan.problems, writes=writes)


def outcome_of_failure(project: Project, task: Task, failure: Failure) -> Outcome | None:
    """The outcome for seeds that failed before, as `outcome_of` gives it; None where they have to be tried again."""
    if not failure.is_composed:
        return failed_outcome(project, task, failure.problems)
    if task.path is None:
        return None
    try:
        text = files.read_exact(task.path, project.name(task.path))
    except DatelineError as reason:
        return failed_outcome(project, task, (reason.problem,))
    return _left(project, replace(task, problems=(*task.problems, *failure.problems)), task.path, text)


def failed_outcome(project: Project, task: Task, problems: tuple[Problem, ...] = ()) -> Outcome:
    """No briefing can be made; one that is there stays."""
    path = task.path or project.root / task.unit
    return Outcome(Action.FAILED, path, problems=(*task.problems, *problems))


def _deleted(project: Project, task: Task, base: Path) -> Outcome:
    path = project.briefings / base.relative_to(project.bases)
    kept = notice(project.name(path), 0, "deleted by hand; not made again", "`dateline convert --restore`")
    paths = copy_paths(project, path, base)
    found = read_copies(project, paths)
    have = Copies(base=found.base, proposals=found.proposals)
    want = Copies(base=with_new_paths(found.base or "", task.new_paths) if task.new_paths else found.base)
    writes = tuple(writes_between(paths, have, want))
    return Outcome(Action.KEPT, path, problems=(*task.problems, kept), writes=writes)


def _locked(project: Project, task: Task, path: Path, text: str) -> Outcome:
    problems = task.problems
    if with_new_paths(text, task.new_paths) != text:
        hint = "bring `seed` up to date yourself"
        problems += (warning(project.name(path), 0, "it is locked and names the old file", hint),)
    return Outcome(Action.KEPT, path, text, text, problems)


def _left(project: Project, task: Task, path: Path, text: str) -> Outcome:
    kept = warning(project.name(path), 0, "left as it is, because one of its seeds can't be read")
    return Outcome(Action.KEPT, path, text, text, (*task.problems, kept))


def _standing(project: Project, task: Task, paths: CopyPaths, have: Copies, state: RunState) -> Outcome:
    """A reviewed briefing, left alone; that it may be drafted otherwise is told until a run has drafted it anew."""
    want = with_paths_of(task, have)
    merged = Merged(want.current or "", (), have.remembered_items)
    outcome = _merged(project, task, paths, have, want.base or "", merged)
    is_news = outcome.action is Action.KEPT and not state.digest(task.unit, task.fingerprint)
    return replace(outcome, action=Action.REVIEWED) if is_news else outcome


def _is_same(current: str, generated: str) -> bool:
    return merge.normalized(current) == merge.normalized(generated)


# --- after the analysis ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Generated:
    """What is generated now from a task, and the problems of its seeds."""

    briefing: Briefing
    text: str
    problems: tuple[Problem, ...] = ()


def outcome_of(
    project: Project, task: Task, made: Generated, state: RunState, taken: set[Path], *, propose: bool = False
) -> Outcome:
    """What the generated text means for the file that is, or is not, there now; adds a new file's path to `taken`.

    The file is read at this moment: a person may have saved it since the run began.  With `propose` what a review
    keeps out of it is proposed.
    """
    task = replace(task, problems=(*task.problems, *made.problems))
    if task.path is None:
        return _new(project, task, made, taken)
    name = project.name(task.path)
    paths = copy_paths(project, task.path, task.base)
    try:
        have = read_copies(project, paths)
        if have.current is None:
            gone = warning(name, 0, "it went away while it was converted", "run it again")
            return failed_outcome(project, task, (gone,))
        status = facts_of_text(have.current).status
        if status == ReviewStatus.LOCKED:
            return _locked(project, task, task.path, have.current)
        if has_errors(task.problems):
            return _left(project, task, task.path, have.current)
        want = with_paths_of(task, have)
        is_reviewed = status == ReviewStatus.REVIEWED and have.base is not None
        if is_reviewed and review_stands(task, facts_of_text(have.base or "")):
            merged = merge_into_reviewed(name, want, made.text, propose=propose)
            return _merged(project, task, paths, have, merged.generated, merged, made.text)
        merged = _merge(name, want, made.text, state, task.unit)
    except DatelineError as reason:
        return failed_outcome(project, task, (reason.problem,))
    corrected = tuple(_corrected_seeds(task, want.base or ""))
    return _merged(project, task, paths, have, merged.generated or made.text, merged, corrected=corrected)


def _merge(name: str, have: Copies, generated: str, state: RunState, unit: str) -> Merged:
    """Merge what is generated now into a person's text, with a base copy or without."""
    current, base, remembered = have.current or "", have.base, have.remembered_items
    if base is None and _is_same(current, generated):
        return Merged(current, (), remembered)
    if base is None and state.is_last(unit, merge.normalized(current) + "\n"):
        base = current
    if base is None:
        return replace(merge.adopt(current, generated, file=name), remembered=remembered)
    return merge.merge(base, current, generated, remembered=remembered, file=name)


def _merged(
    project: Project,
    task: Task,
    paths: CopyPaths,
    have: Copies,
    generated: str,
    merged: Merged,
    drafted: str = "",
    *,
    corrected: tuple[str, ...] = (),
) -> Outcome:
    """The outcome of a merge, with the proposals that were open before it and still are.

    `generated` is the next base copy, `drafted` what would be without a review.
    """
    base = with_new_paths(have.base or "", task.new_paths)
    is_as_before = generated == base and not drafted
    conflicts = merge.open_conflicts(
        merge.proposals_in(have.proposals or ""),
        merged.conflicts,
        merge.normalized(merged.text),
        None if is_as_before else merge.normalized(drafted or generated),
    )
    want = Copies(
        merged.text,
        generated,
        remembered_text(merged.remembered),
        merge.proposals_of(conflicts, project.name(paths.briefing)) or None,
    )
    return Outcome(
        _action_of(have, generated, merged),
        paths.briefing,
        have.current or "",
        merged.text,
        task.problems,
        merged.changes,
        corrected,
        len(conflicts),
        paths.proposals,
        tuple(writes_between(paths, have, want)),
        drafted or generated,
    )


def _action_of(have: Copies, generated: str, merged: Merged) -> Action:
    current = have.current or ""
    if merged.text == current:
        return Action.UNCHANGED if _is_same(current, generated) else Action.KEPT
    was_untouched = have.base is None or _is_same(current, have.base)
    return Action.UPDATED if was_untouched and _is_same(merged.text, generated) else Action.MERGED


def _corrected_seeds(task: Task, base: str) -> Iterator[str]:
    """The seeds whose digest is another than the base copy notes."""
    try:
        front = split(base, "").values
    except DatelineError:
        return
    sources = sources_in(front)
    known = {seed: sources[place].get("sha256") for place, _, seed in seeds_named(front)}
    yield from (seed.path for seed in task.seeds if known.get(seed.path, seed.sha256) not in seed.digests)


def _new(project: Project, task: Task, made: Generated, taken: set[Path]) -> Outcome:
    """A briefing that is made for the first time, or again."""
    path = project.briefings / task.base.relative_to(project.bases) if task.base else None
    if path is None or path in taken or path.exists():
        path = _new_path(project, made.briefing, task.seeds[0].path, taken)
    taken.add(path)
    paths = copy_paths(project, path, task.base)
    try:
        have = read_copies(project, paths)
    except DatelineError as reason:
        return failed_outcome(project, task, (reason.problem,))
    writes = tuple(writes_between(paths, have, Copies(made.text, made.text)))
    return Outcome(Action.NEW, path, "", made.text, task.problems, writes=writes)


def _new_path(project: Project, briefing: Briefing, seed: str, taken: set[Path]) -> Path:
    """A path at which there is nothing, and no base copy of a briefing that was renamed or deleted."""
    date = briefing.front.get("date")
    name = files.briefing_name(str(briefing.front["title"]), str(date) if date else None, seed)
    for path in files.numbered_paths(project.briefings / name):
        base = project.bases / path.relative_to(project.briefings)
        if path not in taken and not path.exists() and not base.exists():
            return path
    raise AssertionError("the numbers never end")
