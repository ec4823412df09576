"""The seeds of a project as they lie on the disk, each file read once: what was found in it is kept by its digest."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from dateline.model.article import Seed
from dateline.model.problems import DatelineError
from dateline.project import cache, files, near_duplicates, read_articles, seed_files
from dateline.project.engines import Engine, Progress
from dateline.project.file_digests import FileDigests
from dateline.project.files import Project
from dateline.project.near_duplicates import Sketch
from dateline.project.seed_files import StoredSeed

_NAME = "seeds"
_SKETCHES = "sketches"

_PER_JOB = 100
"""Another process pays from about this many seeds on that are read."""

_Row = list[Any]
"""The size of a file, and of each seed in it what its path adds to that of the file, and its digests."""


class KnownSeeds:
    """The seeds in files, and their sketches."""

    def __init__(self, project: Project, digests: FileDigests) -> None:
        self._project = project
        self._digests = digests
        self._version = cache.version_of("briefing", project.settings.model)
        self._known: dict[str, _Row] = cache.load_cache(project, _NAME, self._version, list)
        self._found: dict[str, _Row] = {}

    def in_file(self, path: Path) -> tuple[StoredSeed, ...]:
        """The seeds in a file; raises `DatelineError` for one that can't be read or is too large."""
        name = self._project.name(path)
        mark = "#" if "#" in name else ""  # such a file is no feed, whatever it holds
        digest = self._digests.of(path) + mark
        row = self._found.get(digest) or self._known.get(digest)
        if row is None or row[0] > self._project.settings.max_seed_bytes:
            seed = files.read_seed_file(self._project, path)
            digest, row = seed.digests[-1] + mark, _row_of(seed)
        self._found[digest] = row
        return tuple(StoredSeed(name + rest, tuple(found)) for rest, found in row[1])

    def sketches(
        self, seeds: Iterable[StoredSeed], engine: Engine, progress: Progress, *, write: bool
    ) -> dict[str, Sketch]:
        """The sketch of each seed that can be read; only seeds that are new to the cache are read."""
        known: dict[str, Sketch] = cache.load_cache(self._project, _SKETCHES, "", tuple)
        listed = tuple(seeds)
        by_digest: dict[str, StoredSeed] = {}
        for seed in listed:
            by_digest.setdefault(seed.sha256, seed)
        new = [seed for digest, seed in by_digest.items() if digest not in known]
        made = engine.map(partial(_sketch, self._project), new, _PER_JOB)
        found: dict[str, Sketch] = {}
        for done, (seed, sketch) in enumerate(zip(new, made, strict=True), 1):
            progress("Reading", done, len(new), seed.path)
            if sketch is not None:
                found[seed.sha256] = sketch
        kept = {**{digest: known[digest] for digest in by_digest if digest in known}, **found}
        if write and kept != known:
            cache.save_cache(self._project, _SKETCHES, "", kept)
        return {seed.path: kept.get(seed.sha256, ()) for seed in listed}

    def save(self) -> None:
        """Keep what was found, if any of it is new."""
        if self._found.keys() != self._known.keys():
            cache.save_cache(self._project, _NAME, self._version, self._found)


def _row_of(file: Seed) -> _Row:
    return [
        len(file.data),
        [[s.path.removeprefix(file.path), list(s.digests)] for s in seed_files.seeds_in_file(file)],
    ]


def _sketch(project: Project, stored: StoredSeed) -> Sketch | None:
    """The sketch of a seed; None of one that is not as it was when it was listed."""
    try:
        seed = seed_files.seed_named(project, stored.path)
    except DatelineError:
        return None
    if seed.digests != stored.digests:
        return None
    if len(seed.data) > near_duplicates.LARGE:
        return near_duplicates.sketch_of_bytes(seed.data)
    try:
        article, problems = seed_files.read_article(project, seed)
        read_articles.keep(project, stored, article, problems)
        return near_duplicates.sketch_of(article)
    except Exception:  # whatever is wrong with it is said when it is converted
        return ()
