"""Find the briefing, and the base copy, that belong to some seeds.

A briefing belongs to the first seed that it names and that there is, whatever the file is called; a base copy too.  If
there is none of its seeds any more, it belongs to the first that was renamed or moved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from dateline.briefing.blocks import blocks_of
from dateline.briefing.front_matter import split
from dateline.model.problems import DatelineError
from dateline.project import files
from dateline.project.files import Project
from dateline.project.moved_seeds import NewPaths, SeedsByFile

_FilesOfUnits = dict[str, tuple[Path, ...]]


@dataclass(frozen=True, slots=True)
class BriefingLookup:
    """The briefings and base copies of each unit of seeds, in order of their names."""

    project: Project
    briefings: Mapping[str, tuple[Path, ...]]
    bases: Mapping[str, tuple[Path, ...]]
    claimed: frozenset[Path]
    """The briefings and base copies that belong to some unit."""

    def files_of(self, unit: str) -> tuple[Path | None, Path | None]:
        """The briefing of a unit and its base copy; None where there is none.

        A briefing and a base copy in each other's place belong together, also when the front matter of one names no
        seed any more; a briefing that is elsewhere was renamed, if it has anything in common with the base copy.
        """
        briefings, bases = self.briefings.get(unit, ()), self.bases.get(unit, ())
        for base in bases:
            home = _home_of(self.project, base)
            if home in briefings or self._is_free(home):
                return home, base
        if bases:
            return next((path for path in briefings if _is_like(path, bases[0])), None), bases[0]
        if not briefings:
            return None, None
        base = self.project.bases / briefings[0].relative_to(self.project.briefings)
        return briefings[0], base if self._is_free(base) else None

    def _is_free(self, path: Path) -> bool:
        """Whether there is a file that belongs to no unit."""
        return path.is_file() and path not in self.claimed


def look_up_briefings(
    project: Project,
    briefings: SeedsByFile,
    bases: SeedsByFile,
    units: Mapping[str, str],
    new_paths: NewPaths,
) -> BriefingLookup:
    """Find the files of all units; `units` tells to which unit each seed belongs.

    A file whose seed was moved belongs to the unit that the seed is in now, unless that has a briefing of its own.
    """
    own_bases, moved_bases = _by_unit(bases, units, new_paths)
    homes = {_home_of(project, base): unit for unit, paths in own_bases.items() for base in paths}
    own, moved = _by_unit(briefings, units, new_paths, homes)
    owned = {path for paths in own.values() for path in paths}
    for unit in sorted((moved.keys() | moved_bases.keys()) - own.keys() - own_bases.keys()):
        own[unit] = moved.get(unit, ())
        deleted = (base for base in moved_bases.get(unit, ()) if _home_of(project, base) not in owned)
        own_bases[unit] = tuple(sorted(deleted, key=lambda base: (_is_untouched(project, base), base)))
    claimed = (path for paths in (*own.values(), *own_bases.values()) for path in paths)
    return BriefingLookup(project, own, own_bases, frozenset(claimed))


def _by_unit(
    named: SeedsByFile,
    units: Mapping[str, str],
    new_paths: NewPaths,
    homes: Mapping[Path, str] = MappingProxyType({}),
) -> tuple[_FilesOfUnits, _FilesOfUnits]:
    """The files of each unit: those that name a seed of it, and those whose seed was moved to it.

    Of several units a briefing belongs to that of the base copy in its place (`homes`).
    """
    own: _FilesOfUnits = {}
    moved: _FilesOfUnits = {}
    for path, seeds in named.items():
        here = [units[seed.path] for seed in seeds if seed.path in units and seed not in new_paths]
        there = [units[new_paths[seed]] for seed in seeds if new_paths.get(seed) in units]
        if here:
            unit = homes[path] if homes.get(path) in here else here[0]
            own[unit] = (*own.get(unit, ()), path)
        elif there:
            moved[there[0]] = (*moved.get(there[0], ()), path)
    return own, moved


def _is_untouched(project: Project, base: Path) -> bool:
    """Whether the briefing of a base copy is gone, or as it was generated: one that a person has changed goes first."""
    return files.read_leniently(_home_of(project, base)) in ("", files.read_leniently(base))


def _home_of(project: Project, base: Path) -> Path:
    """The place of the briefing of which a base copy was made."""
    return project.briefings / base.relative_to(project.bases)


def _is_like(path: Path, base: Path) -> bool:
    """Whether a briefing has a headline or an item in common with a base copy: else it is another one."""
    (title, ids), (base_title, base_ids) = map(_title_and_ids, (path, base))
    return title == base_title != "" or not ids.isdisjoint(base_ids)


def _title_and_ids(path: Path) -> tuple[str, set[str]]:
    """The headline of a briefing, "" where it can't be read, and the identities of its items."""
    text = files.read_leniently(path)
    try:
        title = str(split(text, "").values.get("title") or "")
    except DatelineError:
        title = ""
    return title, {name for block in blocks_of(text.split("\n")) for name in block.ids}
