"""What a run remembers: the base copy of each briefing, and from what it was generated.

Base copies are committed (`.dateline/base/`): they tell a person's edit from a generated line.  Fingerprints
are a cache (`.dateline/cache/`): they tell that nothing changed without loading a model.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from importlib.util import find_spec
from pathlib import Path

from dateline.model import Seed
from dateline.settings import Settings
from dateline.workspace import files
from dateline.workspace.files import Project

_FINGERPRINTS = "fingerprints.json"
_SKETCHES = "sketches.json"
_ANALYSING = ("nlp", "model.py", "edtf.py", "lexicon.py")
"""The parts of the package that decide what is found in an article."""
_GENERATING = (*_ANALYSING, "reading", "briefing", "document.py", "metadata.py")
"""The parts that decide what is generated from a seed."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What each unit was last generated from, and to: unit -> (fingerprint, digest of the generated text)."""

    records: Mapping[str, tuple[str, str]]

    def digest(self, unit: str, fingerprint: str) -> str | None:
        """The digest of what generating again would give; None where that is not known."""
        known, digest = self.records.get(unit, ("", ""))
        return digest if known == fingerprint else None


def recall(project: Project) -> Memory:
    """What the last runs remembered; nothing where the cache is missing or broken."""
    try:
        records = json.loads((project.cache / _FINGERPRINTS).read_text(encoding="utf-8"))
        return Memory({str(unit): (str(pair[0]), str(pair[1])) for unit, pair in records.items()})
    except (OSError, ValueError, AttributeError, LookupError, TypeError):
        return Memory({})


def remember(project: Project, memory: Memory, news: Mapping[str, tuple[str, str]]) -> None:
    """Save what was remembered with what this run adds."""
    records = dict(sorted({**memory.records, **news}.items()))
    _write_cache(project, _FINGERPRINTS, records)


def _write_cache(project: Project, name: str, records: Mapping[str, object]) -> None:
    files.write_whole(project.cache / ".gitignore", "*\n")
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in records.items())
    files.write_whole(project.cache / name, f"{{\n{lines}\n}}\n")


def recall_sketches(project: Project) -> dict[str, tuple[int, ...]]:
    """The sketches of seeds (`duplicates`) by the digest of their bytes; none where the cache is missing or broken."""
    try:
        records = json.loads((project.cache / _SKETCHES).read_text(encoding="utf-8"))
        return {str(digest): tuple(map(int, sketch)) for digest, sketch in records.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def remember_sketches(project: Project, sketches: Mapping[str, tuple[int, ...]]) -> None:
    """Save the sketches."""
    _write_cache(project, _SKETCHES, dict(sorted(sketches.items())))


def fingerprint_of(seeds: Iterable[Seed], settings: Settings) -> str:
    """A digest of all that decides what is generated: the seeds, the settings, the code, the model."""
    limits = (
        settings.model,
        settings.key_points,
        settings.key_quotes,
        settings.quotes_per_speaker,
        settings.timeline,
    )
    parts = [f"{seed.path} {seed.sha256}" for seed in seeds] + [
        repr(limits),
        generator_version(settings.model),
    ]
    return digest_of("\n".join(parts))


def digest_of(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def generator_version(model: str) -> str:
    """A digest of the code and word lists that generate, and the versions of spaCy and its model."""
    return _version(_GENERATING, model)


def analysis_version(model: str) -> str:
    """A digest of the code and word lists that analyse, and the versions of spaCy and its model."""
    return _version(_ANALYSING, model)


@cache
def _version(parts: tuple[str, ...], model: str) -> str:
    digest = hashlib.sha256()
    package = Path(str(resources.files("dateline")))
    for part in parts:
        path = package / part
        for file in [path] if path.is_file() else files.files_below(path):
            if file.suffix in (".py", ".txt", ".toml"):
                digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    digest.update("\n".join(map(_version_of, ("spacy", model))).encode())
    return digest.hexdigest()


def _version_of(name: str) -> str:
    """The version of a distribution; for a model in a folder, the digest of its description."""
    description = Path(name) / "meta.json"
    if description.is_file():
        return digest_of(description.read_text(encoding="utf-8"))
    try:
        return f"{name} {metadata.version(name)}" if find_spec(name) else f"{name} missing"
    except (metadata.PackageNotFoundError, ValueError):
        return f"{name} of no known version"
