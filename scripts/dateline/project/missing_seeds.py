"""What there is to say of seeds that are not where a briefing names them: where they are now, or that they are gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.model.problems import Problem, notice, warning
from dateline.project.files import NamedSeed, Project
from dateline.project.moved_seeds import Moves, Records


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the seeds are that briefings name, and whose they are."""

    project: Project
    moves: Moves
    digests: Mapping[str, tuple[str, ...]]
    """The digests that tell each seed, by its path."""
    named: Records
    """The seeds that each briefing names."""
    units: Mapping[str, str]
    """The unit of each seed."""
    briefings: Mapping[str, Path | None]
    """The briefing of each unit, None where it has none yet."""

    def left(self) -> Iterator[Path]:
        """The briefings that are of no unit, and of which a seed is not where it is named."""
        held = set(self.briefings.values())
        for path, seeds in self.named.items():
            if path not in held and any(map(self._is_elsewhere, seeds)):
                yield path

    def of_work(self, unit: str) -> Iterator[Problem]:
        """What to say of the seeds that the briefing of a unit names."""
        path = self.briefings[unit]
        for seed in filter(self._is_elsewhere, self.named.get(path, ()) if path else ()):
            name = self.project.name(path) if path else ""
            if seed in self.moves.places:
                yield notice(name, 0, self._moved(seed) + self._owner(self.moves.places[seed], unit))
            else:
                hint = (
                    "put it back; else what rests on it alone leaves the briefing, but not what you changed"
                )
                yield warning(name, 0, f"the seed {seed.path} is gone", hint)

    def of_stray(self, path: Path) -> Iterator[Problem]:
        """What to say of the seeds of a briefing that is of no unit."""
        name = self.project.name(path)
        for seed in filter(self._is_elsewhere, self.named[path]):
            if seed in self.moves.places:
                message = self._moved(seed) + self._owner(self.moves.places[seed])
                hint = "take over what you want to keep, then delete this one: nothing brings it up to date"
                yield warning(name, 0, message, hint)
            else:
                message = (
                    f"the seed {seed.path} is gone, and no new one is like it; the briefing stays as it is"
                )
                yield warning(name, 0, message, self._hint(seed.path))

    def _is_elsewhere(self, seed: NamedSeed) -> bool:
        return seed in self.moves.places or seed in self.moves.missing

    def _moved(self, seed: NamedSeed) -> str:
        new = self.moves.places[seed]
        is_changed = seed.sha256 and seed.sha256 not in self.digests[new]
        return f"{seed.path} is now {new}{', and has changed' if is_changed else ''}"

    def _owner(self, seed: str, unit: str = "") -> str:
        """Words for a seed that is one of another briefing's now."""
        other = self.units[seed]
        if other == unit:
            return ""
        path = self.briefings.get(other)
        return f", a source of {self.project.name(path)}" if path else ", which makes a briefing of its own"

    def _hint(self, seed: str) -> str:
        if "#" in seed and (self.project.root / seed.partition("#")[0]).exists():
            return "the feed has dropped it: keep entries as files of their own"
        return "put it back, or name the file as the `seed` of its source"
