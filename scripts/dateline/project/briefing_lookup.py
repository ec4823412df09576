"""Which briefing, and which base copy, belongs to which seeds.

A briefing belongs to the first seed that it names and that there is, whatever the file is called; a base copy too.  If
there is none of its seeds any more, it belongs to the first that was renamed or moved (`moves`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from dateline.briefing.blocks import blocks_of
from dateline.briefing.front_matter import split
from dateline.model.problems import DatelineError
from dateline.project import files
from dateline.project.files import Project
from dateline.project.moved_seeds import Places, Records


@dataclass(frozen=True, slots=True)
class Shelf:
    """The briefings and base copies of each unit of seeds, in order of their names."""

    project: Project
    briefings: Mapping[str, tuple[Path, ...]]
    bases: Mapping[str, tuple[Path, ...]]
    claimed: frozenset[Path]
    """The briefings and base copies that belong to some unit."""

    def places_of(self, unit: str) -> tuple[Path | None, Path | None]:
        """Where a unit's briefing is, and its base copy; None where there is none.

        A briefing and a base copy in each other's place belong together, also when the front matter of one names no
        seed any more; a briefing that is elsewhere was renamed, if it has anything in common with the base copy.
        """
        briefings, bases = self.briefings.get(unit, ()), self.bases.get(unit, ())
        for base in bases:
            home = _home_of(self.project, base)
            if home in briefings or self._is_free(home):
                return home, base
        if bases:
            renamed = (path for path in briefings if _is_like(path, bases[0]))
            return next(renamed, None), bases[0]
        for path in briefings[:1]:
            base = self.project.bases / path.relative_to(self.project.briefings)
            return path, base if self._is_free(base) else None
        return None, None

    def _is_free(self, path: Path) -> bool:
        """Whether there is a file that belongs to no unit."""
        return path.is_file() and path not in self.claimed


def records_of(project: Project, folder: Path) -> Records:
    """The seeds that each briefing below a folder names, in order of the files' names."""
    return {
        path: files.named_seeds_of(path, project.name(path))
        for path in files.files_below(folder)
        if path.suffix == ".md"
    }


def shelf_of(
    project: Project, briefings: Records, bases: Records, units: Mapping[str, str], places: Places
) -> Shelf:
    """The shelf of a project; `units` tells to which unit each seed belongs, `places` which seeds are elsewhere now.

    A file whose seed was moved belongs to the unit that the seed is in now, unless that has a briefing of its own.
    """
    own_bases, came_bases = _by_unit(bases, units, places)
    homes = {_home_of(project, base): unit for unit, paths in own_bases.items() for base in paths}
    own, came = _by_unit(briefings, units, places, homes)
    held = {path for paths in own.values() for path in paths}
    came_bases = {unit: _without_homes(project, paths, held) for unit, paths in came_bases.items()}
    taken = own.keys() | own_bases.keys()
    for unit in sorted((came.keys() | came_bases.keys()) - taken):
        own[unit] = tuple(came.get(unit, ()))
        own_bases[unit] = tuple(sorted(came_bases.get(unit, ()), key=lambda base: _rank(project, base)))
    claimed = (path for paths in (*own.values(), *own_bases.values()) for path in paths)
    return Shelf(project, own, own_bases, frozenset(claimed))


def _by_unit(
    records: Records,
    units: Mapping[str, str],
    places: Places,
    homes: Mapping[Path, str] = MappingProxyType({}),
) -> tuple[dict[str, tuple[Path, ...]], dict[str, tuple[Path, ...]]]:
    """The files of each unit, those that name a seed of it and those whose seed has come to it.

    Of several units a briefing belongs to that of the base copy in its place (`homes`).
    """
    own: dict[str, tuple[Path, ...]] = {}
    came: dict[str, tuple[Path, ...]] = {}
    for path, seeds in records.items():
        here = [units[seed.path] for seed in seeds if seed.path in units and seed not in places]
        there = [units[places[seed]] for seed in seeds if places.get(seed) in units]
        if here:
            unit = homes[path] if homes.get(path) in here else here[0]
            own[unit] = (*own.get(unit, ()), path)
        elif there:
            came[there[0]] = (*came.get(there[0], ()), path)
    return own, came


def _without_homes(project: Project, bases: tuple[Path, ...], held: Collection[Path]) -> tuple[Path, ...]:
    """The base copies but for those of briefings that belong to a unit: these are none of a deleted one."""
    return tuple(base for base in bases if _home_of(project, base) not in held)


def _rank(project: Project, base: Path) -> tuple[bool, Path]:
    """A base copy whose briefing a person has changed comes first: it is the one to go on with."""
    return files.readable(_home_of(project, base)) in ("", files.readable(base)), base


def _home_of(project: Project, base: Path) -> Path:
    """The place of the briefing of which a base copy was made."""
    return project.briefings / base.relative_to(project.bases)


def _is_like(path: Path, base: Path) -> bool:
    """Whether a briefing has a headline or an item in common with a base copy: else it is another one."""
    titles, labels = zip(*map(_marks_of, (path, base)), strict=True)
    return titles[0] == titles[1] != "" or not labels[0].isdisjoint(labels[1])


def _marks_of(path: Path) -> tuple[str, set[str]]:
    """The headline of a briefing, "" where it can't be read, and the identities of its items."""
    text = files.readable(path)
    try:
        title = str(split(text, "").values.get("title") or "")
    except DatelineError:
        title = ""
    return title, {name for block in blocks_of(text.split("\n")) for name in block.ids}
