"""What a run has to know of every briefing and base copy, kept by content: YAML is read once for each text."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.briefing.front_matter import split, unified
from dateline.model.problems import DatelineError
from dateline.project import cache, files
from dateline.project.file_digests import FileDigests
from dateline.project.files import NamedSeed, Project

_NAME = "briefings"
_VERSION = "1"


@dataclass(frozen=True, slots=True)
class BriefingFacts:
    """What the front matter of a briefing tells a run; of one that can't be read only what looks like a seed."""

    seeds: tuple[NamedSeed, ...] = ()
    status: str = ""
    has_topics: bool = False
    is_broken: bool = False


def facts_of_text(text: str) -> BriefingFacts:
    """The facts of a briefing's text, whatever its line ends."""
    try:
        front = split(unified(text).replace("\r", "\n"), "").values
    except DatelineError:  # `check` says why
        return BriefingFacts(files.seeds_in_broken(text), is_broken=True)
    seeds = tuple(files.named_seeds_in(front).values())
    return BriefingFacts(seeds, str(front.get("status", "")), bool(front.get("topics")))


class KnownBriefings:
    """The facts of each text that was ever asked for in this run, or in the last one."""

    def __init__(self, project: Project, digests: FileDigests) -> None:
        self._project = project
        self._digests = digests
        self._known = cache.load_cache(project, _NAME, _VERSION, _facts_of)
        self._found: dict[str, BriefingFacts] = {}

    def in_file(self, path: Path) -> BriefingFacts:
        """The facts of a file as it was when its digest was first asked for; it is read only if they are not known."""
        digest = self._digests.of(path)
        return self._kept(digest) or self._read(path)

    def in_text(self, text: str) -> BriefingFacts:
        """The facts of a whole text, every character as in its file."""
        digest = cache.digest_of(text)
        return self._kept(digest) or self._found.setdefault(digest, facts_of_text(text))

    def seeds_below(self, folder: Path) -> Mapping[Path, tuple[NamedSeed, ...]]:
        """The seeds that each briefing below a folder names, in order of the files' names."""
        paths = (Path(name) for name in self._digests.below(folder) if name.endswith(".md"))
        return {path: self.in_file(path).seeds for path in paths}

    def save(self) -> None:
        """Keep what was asked for, if any of it is new."""
        if self._found.keys() - self._known.keys():
            rows = {digest: _row_of(facts) for digest, facts in self._found.items()}
            cache.save_cache(self._project, _NAME, _VERSION, rows)

    def _read(self, path: Path) -> BriefingFacts:
        """The facts of a file, under the digest of what it holds at this moment."""
        try:
            data = path.read_bytes()
        except OSError:
            return BriefingFacts()
        facts = facts_of_text(data.decode("utf-8-sig", "replace"))
        return self._found.setdefault(hashlib.sha256(data).hexdigest(), facts)

    def _kept(self, digest: str) -> BriefingFacts | None:
        if digest not in self._found and digest in self._known:
            self._found[digest] = self._known[digest]
        return self._found.get(digest)


def _row_of(facts: BriefingFacts) -> list[Any]:
    return [
        [[seed.path, seed.sha256] for seed in facts.seeds],
        facts.status,
        facts.has_topics,
        facts.is_broken,
    ]


def _facts_of(row: list[Any]) -> BriefingFacts:
    seeds, status, *marks = row
    return BriefingFacts(tuple(NamedSeed(*seed) for seed in seeds), str(status), *map(bool, marks))
