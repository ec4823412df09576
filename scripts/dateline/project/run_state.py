"""What the last runs generated, by which a run tells that nothing has changed without loading a model.

It is a cache.  The base copies, which tell a person's edit from a generated line, are committed (`.dateline/base/`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.model.article import Seed
from dateline.project import cache
from dateline.project.cache import digest_of
from dateline.project.files import Project
from dateline.project.settings import Settings

_NAME = "fingerprints"


@dataclass(frozen=True, slots=True)
class RunState:
    """What each unit was last generated from, and to: unit -> (fingerprint, digest of the generated text)."""

    records: Mapping[str, tuple[str, str]]

    def digest(self, unit: str, fingerprint: str) -> str | None:
        """The digest of what generating again would give; None where that is not known."""
        known, digest = self.records.get(unit, ("", ""))
        return digest if known == fingerprint else None

    def is_last(self, unit: str, text: str) -> bool:
        """Whether a text is what was last generated from a unit, whatever code generated it."""
        return self.records.get(unit, ("", ""))[1] == digest_of(text)


def load_state(project: Project) -> RunState:
    """The state after the last runs; empty where the cache is missing or broken."""
    return RunState(cache.load_cache(project, _NAME, "", lambda pair: (str(pair[0]), str(pair[1]))))


def save_state(project: Project, state: RunState, news: Mapping[str, tuple[str, str]]) -> None:
    """Write the state with what this run adds."""
    cache.save_cache(project, _NAME, "", {**state.records, **news})


def fingerprint_of(seeds: Iterable[Seed], settings: Settings) -> str:
    """A digest of all that decides what is generated: the seeds, the settings, the code, the model."""
    limits = (
        settings.model,
        settings.key_points,
        settings.key_quotes,
        settings.quotes_per_speaker,
        settings.timeline,
    )
    named = [f"{seed.path} {seed.sha256}" for seed in seeds]
    return digest_of("\n".join([*named, repr(limits), cache.version_of("briefing", settings.model)]))
