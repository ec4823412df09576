"""What there is to say of seeds that are not where a briefing names them: where they are now, or that they are gone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.problems import Problem, notice, warning
from dateline.workspace.files import NamedSeed, Project
from dateline.workspace.moves import Moves


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the seeds are that briefings name, and whose they are."""

    project: Project
    moves: Moves
    digests: Mapping[str, tuple[str, ...]]
    """The digests that tell each seed, by its path."""
    units: Mapping[str, str]
    """The unit of each seed."""
    briefings: Mapping[str, Path | None]
    """The briefing of each unit, None where it has none yet."""

    def concerns(self, seeds: Iterable[NamedSeed]) -> bool:
        """Whether one of these is not where it is named."""
        return any(seed in self.moves.places or seed in self.moves.missing for seed in seeds)

    def of_briefing(self, path: Path, seeds: Iterable[NamedSeed], unit: str) -> Iterator[Problem]:
        """What to say of the seeds that the briefing of a unit names."""
        name = self.project.name(path)
        for seed in seeds:
            if seed in self.moves.places:
                yield notice(name, 0, self._moved(seed) + self._elsewhere(self.moves.places[seed], unit))
            elif seed in self.moves.missing:
                hint = (
                    "put it back; else what rests on it alone leaves the briefing, but not what you changed"
                )
                yield warning(name, 0, f"the seed {seed.path} is gone", hint)

    def of_stray(self, path: Path, seeds: Iterable[NamedSeed]) -> Iterator[Problem]:
        """What to say of the seeds of a briefing that is not made of any more."""
        name = self.project.name(path)
        for seed in seeds:
            if seed in self.moves.places:
                message = self._moved(seed) + self._elsewhere(self.moves.places[seed], "")
                hint = "take over what you want to keep, then delete this one: nothing brings it up to date"
                yield warning(name, 0, message, hint)
            elif seed in self.moves.missing:
                message = (
                    f"the seed {seed.path} is gone, and no new one is like it; the briefing stays as it is"
                )
                yield warning(name, 0, message, self._hint(seed.path))

    def _moved(self, seed: NamedSeed) -> str:
        new = self.moves.places[seed]
        is_changed = seed.sha256 and seed.sha256 not in self.digests[new]
        return f"{seed.path} is now {new}{', and has changed' if is_changed else ''}"

    def _elsewhere(self, seed: str, unit: str) -> str:
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
