"""What there is to do: the seeds of each briefing as they lie on the disk, and what has been made of them already."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.model import Seed
from dateline.problems import DatelineError, Problem, warning
from dateline.workspace import articles, duplicates, files, state
from dateline.workspace.duplicates import Sketch, Twin
from dateline.workspace.files import Project, Unit
from dateline.workspace.shelf import Shelf, shelf_of


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

    @property
    def seed_names(self) -> tuple[str, ...]:
        """What briefings call its seeds."""
        return tuple(seed.path for seed in self.seeds) or (self.unit,)


def gather(project: Project, units: Sequence[Unit], *, write: bool = True) -> tuple[Work, ...]:
    """The work of these units.  Seeds that repeat another seed of the project, chosen or not, are left out.

    With `write` false the cache of sketches is not written.
    """
    found = [(unit, work) for unit in files.units(project) for work in _works(project, unit)]
    shelf = shelf_of(project, {name: work.unit for _, work in found for name in work.seed_names})
    found = [(unit, _placed(work, shelf)) for unit, work in found]
    sketches = _sketches(project, [seed for _, work in found for seed in work.seeds], write)
    first = [seed.path for _, work in found if work.path for seed in work.seeds]
    repeated = duplicates.twins(sketches, first)
    wanted = set(units)
    return tuple(_without(project, work, repeated) for unit, work in found if unit in wanted)


def _works(project: Project, unit: Unit) -> Iterator[Work]:
    """One work for a folder or a file, one for each entry of a feed."""
    seeds: list[Seed] = []
    problems: list[Problem] = []
    for path in unit.seeds:
        try:
            seeds.extend(articles.seeds_in(project, path))
        except DatelineError as reason:
            problems.append(reason.problem)
    if unit.folder is not None:
        yield _work(project, project.name(unit.folder), tuple(seeds), tuple(problems))
    elif seeds:
        yield from (_work(project, seed.path, (seed,), ()) for seed in seeds)
    else:
        yield _work(project, project.name(unit.seeds[0]), (), tuple(problems))


def _work(project: Project, unit: str, seeds: tuple[Seed, ...], problems: tuple[Problem, ...]) -> Work:
    return Work(unit, seeds, state.fingerprint_of(seeds, project.settings), problems=problems)


def _placed(work: Work, shelf: Shelf) -> Work:
    path, base = shelf.places_of(work.unit)
    return replace(work, path=path, base=base)


def _sketches(project: Project, seeds: Sequence[Seed], write: bool) -> dict[str, Sketch]:
    """The sketch of each seed that can be read; only seeds that are new to the cache are read."""
    known = state.recall_sketches(project)
    kept = {seed.sha256: known[seed.sha256] for seed in seeds if seed.sha256 in known}
    for seed in seeds:
        if seed.sha256 not in kept:
            kept[seed.sha256] = _sketch(project, seed)
    if write and kept != known:
        state.remember_sketches(project, kept)
    return {seed.path: kept[seed.sha256] for seed in seeds}


def _sketch(project: Project, seed: Seed) -> Sketch:
    if len(seed.data) > duplicates.LARGE:
        return duplicates.sketch_of_bytes(seed.data)
    try:
        return duplicates.sketch_of(articles.read_article(project, seed)[0])
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
        fingerprint=state.fingerprint_of(seeds, project.settings),
        problems=(*work.problems, *said),
        repeats=True,
    )


def _said(seed: Seed, twin: Twin) -> Problem:
    share = f"{round(100 * twin.likeness)} % of its words in order"
    message = f"the same article as {twin.name} ({share}); one briefing is made of the two"
    return warning(seed.path, 0, message, "delete the one that you do not need")
