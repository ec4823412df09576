"""What becomes of one briefing: decided from the files as they lie on the disk and the text that is generated now."""

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
from dateline.project import briefing_copies, files
from dateline.project.briefing_copies import Copies, Places
from dateline.project.files import Project
from dateline.project.inventory import Stray, Work
from dateline.project.journal import Write
from dateline.project.moved_seeds import with_seeds
from dateline.project.run_state import Memory


class Action(StrEnum):
    """What a run does with one briefing."""

    NEW = "new"
    UPDATED = "updated"
    """Nobody had changed it: written anew."""
    MERGED = "merged"
    """A person had changed it: their text with what is new from the generator."""
    KEPT = "kept"
    """A person changed, locked or deleted it, or its seeds are gone: left alone."""
    UNCHANGED = "unchanged"
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
    """What was generated, as the base copy keeps it."""


# --- before the analysis ---------------------------------------------------------------------------------


def settled(project: Project, work: Work, memory: Memory, restore: bool) -> Outcome | None:
    """The outcome where no analysis is needed to know it."""
    if not work.seeds:
        action = Action.SKIPPED if work.repeats else Action.FAILED
        return Outcome(action, work.path or project.root / work.unit, problems=work.problems)
    if work.path is None:
        return None if work.base is None or restore else _deleted(project, work, work.base)
    places = briefing_copies.places_of(project, work.path, work.base)
    try:
        have = briefing_copies.read_copies(project, places)
    except DatelineError as reason:
        return failed(project, work, (reason.problem,))
    if have.current is not None and _is_locked(have.current):
        return _locked(project, work, have.current)
    generated = memory.digest(work.unit, work.fingerprint)
    if have.current is None or have.base is None or not memory.is_last(work.unit, have.base) or not generated:
        return None
    if work.places:  # its seeds are to be called by their new names
        return None
    if have.proposals is None:
        action = Action.UNCHANGED if _is_same(have.current, have.base) else Action.KEPT
        return Outcome(action, work.path, have.current, have.current, work.problems)
    return _merged(project, work, places, have, have.base, Merged(have.current, (), have.names))


def _deleted(project: Project, work: Work, base: Path) -> Outcome:
    path = project.briefings / base.relative_to(project.bases)
    said = notice(project.name(path), 0, "deleted by hand; not made again", "`dateline convert --restore`")
    places = briefing_copies.places_of(project, path, base)
    found = briefing_copies.read_copies(project, places)
    have = Copies(base=found.base, proposals=found.proposals)
    want = Copies(base=with_seeds(found.base or "", work.places) if work.places else found.base)
    writes = tuple(briefing_copies.writes_of(places, have, want))
    return Outcome(Action.KEPT, path, problems=(*work.problems, said), writes=writes)


def stray(project: Project, found: Stray) -> Outcome:
    """The outcome for a briefing that no seeds make any more: nothing but the paths of its seeds is changed."""
    name = project.name(found.path)
    try:
        text = files.read_exact(found.path, name)
    except DatelineError as reason:
        return Outcome(Action.FAILED, found.path, problems=(*found.problems, reason.problem))
    after = text if _is_locked(text) else with_seeds(text, found.places)
    writes = (Write(found.path, text, after),) if after != text else ()
    return Outcome(Action.KEPT, found.path, text, after, found.problems, writes=writes)


def _locked(project: Project, work: Work, text: str) -> Outcome:
    problems = work.problems
    if work.path and with_seeds(text, work.places) != text:
        hint = "bring `seed` up to date yourself"
        problems = (
            *problems,
            warning(project.name(work.path), 0, "it is locked and names the old file", hint),
        )
    return Outcome(Action.KEPT, work.path or project.root / work.unit, text, text, problems)


def _is_locked(text: str) -> bool:
    try:
        plain = merge.normalized(text).replace("\r", "\n")
        return split(plain, "").values.get("status") == ReviewStatus.LOCKED
    except DatelineError:
        return False


def _is_same(current: str, generated: str) -> bool:
    return merge.normalized(current) == merge.normalized(generated)


def failed(project: Project, work: Work, problems: tuple[Problem, ...] = ()) -> Outcome:
    """No briefing can be made; one that is there stays."""
    return Outcome(Action.FAILED, work.path or project.root / work.unit, problems=(*work.problems, *problems))


# --- after the analysis ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Generated:
    """What is generated now from a unit, and what there was to say about its seeds."""

    briefing: Briefing
    text: str
    problems: tuple[Problem, ...] = ()


def placed(project: Project, work: Work, made: Generated, memory: Memory, taken: set[Path]) -> Outcome:
    """What the generated text means for the file that is, or is not, there now; `taken` learns a new file's path.

    The file is read at this moment: a person may have saved it since the run began.
    """
    work = replace(work, problems=(*work.problems, *made.problems))
    if work.path is None:
        return _new(project, work, made, taken)
    places = briefing_copies.places_of(project, work.path, work.base)
    try:
        have = briefing_copies.read_copies(project, places)
        if have.current is None:
            return failed(project, work, (_gone(project, work.path),))
        if _is_locked(have.current):
            return _locked(project, work, have.current)
        if has_errors(work.problems):
            said = warning(
                project.name(work.path), 0, "left as it is, because one of its seeds can't be read"
            )
            return Outcome(Action.KEPT, work.path, have.current, have.current, (*work.problems, said))
        named = _with_seeds(have, work)
        merged = _merge(project, work, named, named.current or "", made.text, memory)
    except DatelineError as reason:
        return failed(project, work, (reason.problem,))
    return _merged(project, work, places, have, merged.generated or made.text, merged)


def _with_seeds(have: Copies, work: Work) -> Copies:
    """The copies as if their seeds had always been where they are now."""
    current, base = (text and with_seeds(text, work.places) for text in (have.current, have.base))
    return replace(have, current=current, base=base)


def _gone(project: Project, path: Path) -> Problem:
    return warning(project.name(path), 0, "it went away while it was converted", "run it again")


def _merge(
    project: Project, work: Work, have: Copies, current: str, generated: str, memory: Memory
) -> Merged:
    name = project.name(work.path) if work.path else ""
    if _is_same(current, generated) and have.base is None:
        return Merged(current, (), have.names)
    base = have.base
    if base is None and memory.is_last(work.unit, merge.normalized(current) + "\n"):
        base = current
    if base is None:
        return replace(merge.adopt(current, generated, file=name), remembered=have.names)
    return merge.merge(base, current, generated, remembered=have.names, file=name)


def _merged(
    project: Project, work: Work, places: Places, have: Copies, generated: str, merged: Merged
) -> Outcome:
    """The outcome of a merge, with the proposals that were open before it and still are."""
    current = have.current or ""
    conflicts = merge.open_conflicts(
        merge.proposals_in(have.proposals or ""),
        merged.conflicts,
        merge.normalized(merged.text),
        None if generated == have.base else merge.normalized(generated),
    )
    want = Copies(
        merged.text,
        generated,
        briefing_copies.remembered_text(merged.remembered),
        merge.proposals_of(conflicts, project.name(places.briefing)) or None,
    )
    return Outcome(
        _action_of(have, generated, merged),
        places.briefing,
        current,
        merged.text,
        work.problems,
        merged.changes,
        tuple(_corrected(work, with_seeds(have.base or "", work.places))),
        len(conflicts),
        places.proposals,
        tuple(briefing_copies.writes_of(places, have, want)),
        generated,
    )


def _action_of(have: Copies, generated: str, merged: Merged) -> Action:
    current = have.current or ""
    if merged.text == current:
        return Action.UNCHANGED if _is_same(current, generated) else Action.KEPT
    was_untouched = have.base is None or _is_same(current, have.base)
    return Action.UPDATED if was_untouched and _is_same(merged.text, generated) else Action.MERGED


def _corrected(work: Work, base: str) -> Iterator[str]:
    try:
        front = split(base, "").values
    except DatelineError:
        return
    sources = sources_in(front)
    known = {seed: sources[place].get("sha256") for place, _, seed in seeds_named(front)}
    yield from (seed.path for seed in work.seeds if known.get(seed.path, seed.sha256) not in seed.digests)


def _new(project: Project, work: Work, made: Generated, taken: set[Path]) -> Outcome:
    """A briefing that is made for the first time, or again."""
    home = project.briefings / work.base.relative_to(project.bases) if work.base else None
    if home is not None and home not in taken and not home.exists():
        path = home
    else:
        path = _new_path(project, made.briefing, work.seeds[0].path, taken)
    taken.add(path)
    places = briefing_copies.places_of(project, path, work.base)
    try:
        have = briefing_copies.read_copies(project, places)
    except DatelineError as reason:
        return failed(project, work, (reason.problem,))
    writes = tuple(briefing_copies.writes_of(places, have, Copies(made.text, made.text)))
    return Outcome(Action.NEW, path, "", made.text, work.problems, writes=writes)


def _new_path(project: Project, briefing: Briefing, seed: str, taken: set[Path]) -> Path:
    """A path at which there is nothing, and no base copy of a briefing that was renamed or deleted."""
    date = briefing.front.get("date")
    name = files.name_of(str(briefing.front["title"]), str(date) if date else None, seed)
    paths = files.numbered(project.briefings / name)
    return next(path for path in paths if path not in taken and not _is_used(project, path))


def _is_used(project: Project, path: Path) -> bool:
    return path.exists() or (project.bases / path.relative_to(project.briefings)).exists()
