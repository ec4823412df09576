"""What the last runs generated, by which a run tells that nothing has changed without loading a model.

It is a cache.  The base copies, which tell a person's edit from a generated line, are committed (`.dateline/base/`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.model.problems import Problem
from dateline.project import cache
from dateline.project.cache import digest_of
from dateline.project.files import Project
from dateline.project.seed_files import StoredSeed
from dateline.project.settings import Settings

_NAME = "fingerprints"
_FAILURES = "failures"


@dataclass(frozen=True, slots=True)
class Failure:
    """What was wrong with the seeds of a unit, so that it need not be tried again until they, or the code, change."""

    fingerprint: str
    is_composed: bool
    """Whether a briefing can be made of the seeds that are left."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class RunState:
    """What each unit was last generated from, and to: unit -> (fingerprint, digest of the generated text)."""

    records: Mapping[str, tuple[str, str]]
    failures: Mapping[str, Failure] = field(default_factory=dict)

    def digest(self, unit: str, fingerprint: str) -> str | None:
        """The digest of what generating again would give; None where that is not known."""
        known, digest = self.records.get(unit, ("", ""))
        return digest if known == fingerprint else None

    def is_last(self, unit: str, text: str) -> bool:
        """Whether a text is what was last generated from a unit, whatever code generated it."""
        return self.records.get(unit, ("", ""))[1] == digest_of(text)

    def failure(self, unit: str, fingerprint: str) -> Failure | None:
        """What went wrong with these very seeds."""
        known = self.failures.get(unit)
        return known if known and known.fingerprint == fingerprint else None


@dataclass(frozen=True, slots=True)
class News:
    """What a run learned of the units that it converted."""

    records: dict[str, tuple[str, str]] = field(default_factory=dict)
    failures: dict[str, Failure] = field(default_factory=dict)


def load_state(project: Project) -> RunState:
    """The state after the last runs; empty where the cache is missing or broken."""
    records = cache.load_cache(project, _NAME, "", lambda pair: (str(pair[0]), str(pair[1])))
    return RunState(records, cache.load_cache(project, _FAILURES, "", _failure_of))


def save_state(project: Project, state: RunState, news: News) -> RunState:
    """Write the state with what this run adds; returns it."""
    if news.records:
        cache.save_cache(project, _NAME, "", {**state.records, **news.records})
    left = {unit: failure for unit, failure in state.failures.items() if unit not in news.records}
    failures = {**left, **news.failures}
    if failures != state.failures:
        rows = {unit: _row_of(failure) for unit, failure in failures.items()}
        cache.save_cache(project, _FAILURES, "", rows)
    return RunState({**state.records, **news.records}, failures)


def _row_of(failure: Failure) -> list[Any]:
    return [failure.fingerprint, failure.is_composed, [p.as_row() for p in failure.problems]]


def _failure_of(row: list[Any]) -> Failure:
    fingerprint, is_composed, problems = row
    return Failure(str(fingerprint), bool(is_composed), tuple(map(Problem.of_row, problems)))


def seeds_fingerprint_of(seeds: Iterable[StoredSeed], settings: Settings) -> str:
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
