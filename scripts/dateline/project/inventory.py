"""What there is to do: the seeds of each briefing as they lie on the disk, and what has been made of them already."""

import os
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from dateline.model.problems import DatelineError, Problem, notice, warning
from dateline.project import briefing_lookup, files, near_duplicates, run_state, seed_files
from dateline.project.briefing_facts import KnownBriefings
from dateline.project.engines import Engine, Progress, no_progress
from dateline.project.file_digests import FileDigests
from dateline.project.files import NamedSeed, Project, SeedUnit
from dateline.project.known_seeds import KnownSeeds
from dateline.project.moved_seeds import Moves, NewPaths, SeedInventory, SeedsByFile, find_moves
from dateline.project.near_duplicates import Duplicate
from dateline.project.seed_files import StoredSeed


@dataclass(frozen=True, slots=True)
class Task:
    """The seeds of one briefing as found, and where the briefing and the base copy are that rest on them so far."""

    unit: str
    """What a person calls it: the seed's path, or the folder's."""
    seeds: tuple[StoredSeed, ...]
    fingerprint: str
    path: Path | None = None
    base: Path | None = None
    """A briefing with a base copy and no path was deleted."""
    problems: tuple[Problem, ...] = ()
    repeats: bool = False
    """Whether seeds were left out because they repeat other seeds."""
    new_paths: NewPaths = field(default_factory=dict)
    """Of the seeds that the briefing or the base copy names by a path that they no longer have."""

    @property
    def seed_names(self) -> tuple[str, ...]:
        """What briefings call its seeds."""
        return tuple(seed.path for seed in self.seeds) or (self.unit,)


@dataclass(frozen=True, slots=True)
class OrphanedBriefing:
    """A briefing that no seeds make any more, because they are gone or have come to those of another briefing."""

    path: Path
    new_paths: NewPaths
    """Those of its seeds, as in `Task`."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class WorkList:
    """All that there is to do."""

    tasks: tuple[Task, ...]
    orphans: tuple[OrphanedBriefing, ...] = ()
    elsewhere: frozenset[str] = frozenset()
    """The paths outside the folder of seeds at which seeds were looked for."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the files of a project, by their digests; `write` tells whether what is new is kept."""

    project: Project
    digests: FileDigests
    seeds: KnownSeeds
    briefings: KnownBriefings
    write: bool = True

    def save(self) -> None:
        """Keep what was found."""
        if self.write:
            self.digests.save()
            self.seeds.save()
            self.briefings.save()


def known_files(project: Project, digests: FileDigests, *, write: bool = True) -> Known:
    """What earlier runs found in the files of a project."""
    return Known(project, digests, KnownSeeds(project, digests), KnownBriefings(project, digests), write)


def list_work(
    known: Known, units: Collection[SeedUnit], engine: Engine, progress: Progress = no_progress
) -> WorkList:
    """The tasks of these units.  Seeds that repeat another seed of the project, chosen or not, are left out."""
    project = known.project
    every = files.units(project)
    found = [(unit, task) for unit in every for task in _tasks_of(known, unit)]
    seeds = {seed.path: seed for _, task in found for seed in task.seeds}
    digests = {path: seed.digests for path, seed in seeds.items()}
    sketches = known.seeds.sketches(seeds.values(), engine, progress, write=known.write)
    presence = _Presence(project, every, seeds)
    on_disk = SeedInventory(digests, sketches, presence.is_there, partial(seed_files.article_named, project))
    tasks, missing = _find_briefings(known, [task for _, task in found], on_disk)
    first = [seed.path for task in tasks for seed in task.seeds if task.path]
    repeated = near_duplicates.find_duplicates(sketches, first)
    wanted = set(units)
    chosen = [
        _without_duplicates(project, task, repeated)
        for (unit, _), task in zip(found, tasks, strict=True)
        if unit in wanted
    ]
    names = None if wanted.issuperset(every) else {task.unit for task in chosen}
    return WorkList(tuple(chosen), tuple(missing.orphans(names)), frozenset(presence.asked))


def _tasks_of(known: Known, unit: SeedUnit) -> Iterator[Task]:
    """One task for a folder or a file, one for each entry of a feed."""
    project = known.project
    seeds: list[StoredSeed] = []
    problems: list[Problem] = []
    for path in unit.seeds:
        try:
            seeds.extend(known.seeds.in_file(path))
        except DatelineError as reason:
            problems.append(reason.problem)
    groups = [(project.name(unit.folder or unit.seeds[0]), tuple(seeds))]
    if seeds and unit.folder is None:
        groups = [(seed.path, (seed,)) for seed in seeds]
        problems = []
    for name, group in groups:
        fingerprint = run_state.seeds_fingerprint_of(group, project.settings)
        yield Task(name, group, fingerprint, problems=tuple(problems))


class _Presence:
    """Tells whether there is something at the path of a seed that is none of those that were read.

    On a file system that takes “A.txt” for “a.txt” a seed is there only under the name that it has.
    """

    def __init__(self, project: Project, every: Iterable[SeedUnit], seeds: Collection[str]) -> None:
        self._root = project.root
        self._names = {project.name(path) for unit in every for path in unit.seeds}
        self._folded = {_folded(name) for name in self._names}
        self._feeds = {name.partition("#")[0] for name in seeds if "#" in name}
        self.asked: set[str] = set()
        """The files that are none of the seeds' and were looked for."""

    def is_there(self, name: str) -> bool:
        """Whether there is something at a path below the root."""
        file = name if name in self._names else name.partition("#")[0]
        if file in self._names:
            return file not in self._feeds
        if _folded(file) in self._folded:
            return False
        self.asked.add(file)
        return os.path.exists(self._root / file)  # noqa: PTH110 -- for names of any kind


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _without_duplicates(project: Project, task: Task, repeated: Mapping[str, Duplicate]) -> Task:
    """The task without the seeds that repeat others, and a warning about each."""
    seeds = tuple(seed for seed in task.seeds if seed.path not in repeated)
    if len(seeds) == len(task.seeds):
        return task
    warnings = []
    for seed in task.seeds:
        if duplicate := repeated.get(seed.path):
            share = f"{round(100 * duplicate.likeness)} % of its words in order"
            message = f"the same article as {duplicate.of} ({share}); one briefing is made of the two"
            warnings.append(warning(seed.path, 0, message, "delete the one that you do not need"))
    return replace(
        task,
        seeds=seeds,
        fingerprint=run_state.seeds_fingerprint_of(seeds, project.settings),
        problems=(*task.problems, *warnings),
        repeats=True,
    )


# --- the briefings of the tasks ------------------------------------------------------------------------------


def _find_briefings(
    known: Known, tasks: Sequence[Task], on_disk: SeedInventory
) -> tuple[list[Task], "MissingSeeds"]:
    """The tasks with their files, and a problem for each seed that is not where its briefing names it."""
    project = known.project
    briefings, bases = map(known.briefings.seeds_below, (project.briefings, project.bases))
    named = {**bases, **briefings}
    moves = find_moves(named, on_disk)
    owners = {name: task.unit for task in tasks for name in task.seed_names}
    lookup = briefing_lookup.look_up_briefings(project, briefings, bases, owners, moves.new_paths)
    placed = []
    for task in tasks:
        path, base = lookup.files_of(task.unit)
        seeds = [seed for file in (path, base) if file for seed in named.get(file, ())]
        new_paths = {seed: moves.new_paths[seed] for seed in seeds if seed in moves.new_paths}
        placed.append(replace(task, path=path, base=base, new_paths=new_paths))
    homes = {task.unit: task.path for task in placed}
    missing = MissingSeeds(project, moves, on_disk.digests, briefings, owners, homes)
    return [
        replace(task, problems=(*task.problems, *missing.problems_of(task.unit))) for task in placed
    ], missing


@dataclass(frozen=True, slots=True)
class MissingSeeds:
    """The seeds that are not where a briefing names them: where they are now, or that they are gone."""

    project: Project
    moves: Moves
    digests: Mapping[str, tuple[str, ...]]
    """The digests that tell each seed, by its path."""
    named: SeedsByFile
    """The seeds that each briefing names."""
    units: Mapping[str, str]
    """The unit of each seed."""
    briefings: Mapping[str, Path | None]
    """The briefing of each unit, None where it has none yet."""

    def orphans(self, units: Collection[str] | None) -> Iterator[OrphanedBriefing]:
        """The briefings of no unit of which a seed has come to one of these units, or with None is elsewhere at all."""
        placed = set(self.briefings.values())
        for path, seeds in self.named.items():
            if path not in placed and any(map(self._is_elsewhere, seeds)):
                new = {seed: self.moves.new_paths[seed] for seed in seeds if seed in self.moves.new_paths}
                if units is None or any(self.units[seed] in units for seed in new.values()):
                    yield OrphanedBriefing(path, new, tuple(self._problems_of_orphan(path)))

    def problems_of(self, unit: str) -> Iterator[Problem]:
        """One for each missing seed that the briefing of a unit names."""
        path = self.briefings[unit]
        for seed in filter(self._is_elsewhere, self.named.get(path, ()) if path else ()):
            name = self.project.name(path) if path else ""
            if seed in self.moves.new_paths:
                yield notice(name, 0, self._moved(seed, unit))
            else:
                hint = (
                    "put it back; else what rests on it alone leaves the briefing, but not what you changed"
                )
                yield warning(name, 0, f"the seed {seed.path} is gone", hint)

    def _problems_of_orphan(self, path: Path) -> Iterator[Problem]:
        for seed in filter(self._is_elsewhere, self.named[path]):
            if seed in self.moves.new_paths:
                message = self._moved(seed)
                hint = "take over what you want to keep, then delete this one: nothing brings it up to date"
            else:
                message = (
                    f"the seed {seed.path} is gone, and no new one is like it; the briefing stays as it is"
                )
                hint = "put it back, or name the file as the `seed` of its source"
                if "#" in seed.path and (self.project.root / seed.path.partition("#")[0]).exists():
                    hint = "the feed has dropped it: keep entries as files of their own"
            yield warning(self.project.name(path), 0, message, hint)

    def _is_elsewhere(self, seed: NamedSeed) -> bool:
        return seed in self.moves.new_paths or seed in self.moves.missing

    def _moved(self, seed: NamedSeed, unit: str = "") -> str:
        """Where a seed is now, whether it has changed, and which briefing has it, if that is another unit's."""
        new = self.moves.new_paths[seed]
        is_changed = seed.sha256 and seed.sha256 not in self.digests[new]
        message = f"{seed.path} is now {new}{', and has changed' if is_changed else ''}"
        other = self.units[new]
        if other == unit:
            return message
        path = self.briefings.get(other)
        owner = f"a source of {self.project.name(path)}" if path else "which makes a briefing of its own"
        return f"{message}, {owner}"
