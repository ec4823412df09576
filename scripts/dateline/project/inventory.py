"""What there is to do: the seeds of each briefing as they lie on the disk, and what has been made of them already."""

import os
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dateline.model.article import Seed
from dateline.model.problems import DatelineError, Problem, warning
from dateline.project import briefing_lookup, files, near_duplicates, run_state, seed_files
from dateline.project.briefing_lookup import Shelf
from dateline.project.files import Project, Unit
from dateline.project.missing_seeds import Whereabouts
from dateline.project.moved_seeds import Disk, Places, Records, find_moves
from dateline.project.near_duplicates import Sketch, Twin


@dataclass(frozen=True, slots=True)
class Work:
    """The seeds of one briefing as found, and where the briefing and the base copy are that rest on them so far."""

    unit: str
    """What a person calls it: the seed's path, or the folder's."""
    seeds: tuple[Seed, ...]
    fingerprint: str
    path: Path | None = None
    base: Path | None = None
    """A briefing with a base copy and no path was deleted."""
    problems: tuple[Problem, ...] = ()
    repeats: bool = False
    """Whether seeds were left out because they repeat other seeds."""
    places: Places = field(default_factory=dict)
    """Where the seeds are now that the briefing or the base copy names by a path that they have no more."""

    @property
    def seed_names(self) -> tuple[str, ...]:
        """What briefings call its seeds."""
        return tuple(seed.path for seed in self.seeds) or (self.unit,)


@dataclass(frozen=True, slots=True)
class Stray:
    """A briefing that no seeds make any more, because they are gone or have come to those of another briefing."""

    path: Path
    places: Places
    """Where its seeds are now, as in `Work`."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """All that there is to do."""

    works: tuple[Work, ...]
    strays: tuple[Stray, ...] = ()


def gather(project: Project, units: Sequence[Unit], *, write: bool = True) -> Stock:
    """The work of these units.  Seeds that repeat another seed of the project, chosen or not, are left out.

    With `write` false the cache of sketches is not written.
    """
    every = files.units(project)
    works = [(unit, work) for unit in every for work in _works(project, unit)]
    seeds = {seed.path: seed for _, work in works for seed in work.seeds}
    digests = {path: seed.digests for path, seed in seeds.items()}
    sketches = _sketches(project, seeds.values(), digests, write)
    is_there = _presence(project, every, seeds)
    disk = Disk(digests, sketches, is_there, lambda path: seed_files.read_article(project, seeds[path])[0])
    placed, told = _shelved(project, [work for _, work in works], disk)
    first = [seed.path for work in placed for seed in work.seeds if work.path]
    repeated = near_duplicates.twins(sketches, first)
    wanted = set(units)
    chosen = [
        _without(project, work, repeated)
        for (unit, _), work in zip(works, placed, strict=True)
        if unit in wanted
    ]
    names = None if wanted.issuperset(every) else {work.unit for work in chosen}
    return Stock(tuple(chosen), tuple(_strays(told, names)))


def _shelved(project: Project, works: Sequence[Work], disk: Disk) -> tuple[list[Work], Whereabouts]:
    """The works with their files, and a word about each seed that is not where its briefing names it."""
    briefings, bases = (
        briefing_lookup.records_of(project, folder) for folder in (project.briefings, project.bases)
    )
    records = {**bases, **briefings}
    moves = find_moves(records, disk)
    owners = {name: work.unit for work in works for name in work.seed_names}
    found = briefing_lookup.shelf_of(project, briefings, bases, owners, moves.places)
    placed = [_placed(work, found, records, moves.places) for work in works]
    homes = {work.unit: work.path for work in placed}
    told = Whereabouts(project, moves, disk.digests, briefings, owners, homes)
    return [replace(work, problems=(*work.problems, *told.of_work(work.unit))) for work in placed], told


def _strays(told: Whereabouts, units: Collection[str] | None) -> Iterator[Stray]:
    """The briefings without work whose seeds have come to one of these units, or with None are elsewhere at all."""
    places = told.moves.places
    for path in told.left():
        homes = {seed: places[seed] for seed in told.named[path] if seed in places}
        if units is None or any(told.units[home] in units for home in homes.values()):
            yield Stray(path, homes, tuple(told.of_stray(path)))


def _presence(project: Project, every: Iterable[Unit], seeds: Collection[str]) -> Callable[[str], bool]:
    """A function that tells whether there is something at the path of a seed that is none of those that were read.

    On a file system that takes “A.txt” for “a.txt” a seed is there only under the name that it has.
    """
    names = {project.name(path) for unit in every for path in unit.seeds}
    folded = {_folded(name) for name in names}
    feeds = {name.partition("#")[0] for name in seeds if "#" in name}

    def is_there(name: str) -> bool:
        file = name if name in names else name.partition("#")[0] if "#" in name else name
        if file in names:
            return file not in feeds
        return _folded(file) not in folded and os.path.exists(project.root / file)  # noqa: PTH110 -- for names of any kind

    return is_there


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _works(project: Project, unit: Unit) -> Iterator[Work]:
    """One work for a folder or a file, one for each entry of a feed."""
    seeds: list[Seed] = []
    problems: list[Problem] = []
    for path in unit.seeds:
        try:
            seeds.extend(seed_files.seeds_in(project, path))
        except DatelineError as reason:
            problems.append(reason.problem)
    if unit.folder is not None:
        yield _work(project, project.name(unit.folder), tuple(seeds), tuple(problems))
    elif seeds:
        yield from (_work(project, seed.path, (seed,), ()) for seed in seeds)
    else:
        yield _work(project, project.name(unit.seeds[0]), (), tuple(problems))


def _work(project: Project, unit: str, seeds: tuple[Seed, ...], problems: tuple[Problem, ...]) -> Work:
    return Work(unit, seeds, run_state.fingerprint_of(seeds, project.settings), problems=problems)


def _placed(work: Work, placed: Shelf, records: Records, places: Places) -> Work:
    path, base = placed.places_of(work.unit)
    named = [seed for file in (path, base) if file for seed in records.get(file, ())]
    moved = {seed: places[seed] for seed in named if seed in places}
    return replace(work, path=path, base=base, places=moved)


def _sketches(
    project: Project, seeds: Iterable[Seed], digests: Mapping[str, tuple[str, ...]], write: bool
) -> dict[str, Sketch]:
    """The sketch of each seed that can be read; only seeds that are new to the cache are read."""
    known = run_state.recall_sketches(project)
    kept: dict[str, Sketch] = {}
    names = {path: digest for path, (digest, *_) in digests.items()}
    for seed in seeds:
        digest = names[seed.path]
        if digest not in kept:
            kept[digest] = known[digest] if digest in known else _sketch(project, seed)
    if write and kept != known:
        run_state.remember_sketches(project, kept)
    return {path: kept[digest] for path, digest in names.items()}


def _sketch(project: Project, seed: Seed) -> Sketch:
    if len(seed.data) > near_duplicates.LARGE:
        return near_duplicates.sketch_of_bytes(seed.data)
    try:
        return near_duplicates.sketch_of(seed_files.read_article(project, seed)[0])
    except Exception:  # whatever is wrong with it is said when it is converted
        return ()


def _without(project: Project, work: Work, repeated: Mapping[str, Twin]) -> Work:
    """The work without the seeds that repeat others, and a word about each."""
    seeds = tuple(seed for seed in work.seeds if seed.path not in repeated)
    if len(seeds) == len(work.seeds):
        return work
    said = tuple(_said(seed, repeated[seed.path]) for seed in work.seeds if seed.path in repeated)
    return replace(
        work,
        seeds=seeds,
        fingerprint=run_state.fingerprint_of(seeds, project.settings),
        problems=(*work.problems, *said),
        repeats=True,
    )


def _said(seed: Seed, twin: Twin) -> Problem:
    share = f"{round(100 * twin.likeness)} % of its words in order"
    message = f"the same article as {twin.name} ({share}); one briefing is made of the two"
    return warning(seed.path, 0, message, "delete the one that you do not need")
