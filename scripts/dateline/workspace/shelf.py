"""Which briefing, and which base copy, belongs to which seeds.

A briefing belongs to the first seed that it names and that there is, whatever the file is called; a base copy too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.blocks import blocks_of
from dateline.metadata import split
from dateline.problems import DatelineError
from dateline.workspace import files
from dateline.workspace.files import Project


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
            home = self.project.briefings / base.relative_to(self.project.bases)
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


def shelf_of(project: Project, units: Mapping[str, str]) -> Shelf:
    """The shelf of a project; `units` tells to which unit each seed belongs."""
    briefings = _by_unit(project, files.files_below(project.briefings), units)
    bases = _by_unit(project, files.files_below(project.bases), units)
    claimed = (path for paths in (*briefings.values(), *bases.values()) for path in paths)
    return Shelf(project, briefings, bases, frozenset(claimed))


def _by_unit(
    project: Project, paths: Iterable[Path], units: Mapping[str, str]
) -> dict[str, tuple[Path, ...]]:
    found: dict[str, tuple[Path, ...]] = {}
    for path in paths:
        seeds = files.seeds_of(path, project.name(path)) if path.suffix == ".md" else ()
        unit = next((units[seed] for seed in seeds if seed in units), None)
        if unit is not None:
            found[unit] = (*found.get(unit, ()), path)
    return found


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
