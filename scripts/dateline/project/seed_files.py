"""Read the seeds in a file, one or, in a feed, one for each entry; an entry is named `seeds/feed.xml#…`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dateline.formats.readers import may_have_entries
from dateline.model.article import Article, Seed
from dateline.model.problems import DatelineError, Problem
from dateline.project import files
from dateline.project.files import Project


@dataclass(frozen=True, slots=True)
class StoredSeed:
    """A seed by its path and the digests that tell it (`Seed.digests`): its bytes stay on the disk."""

    path: str
    digests: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """The digest of the bytes with every line end as LF."""
        return self.digests[0]


def seeds_in(project: Project, path: Path) -> tuple[Seed, ...]:
    """The seeds in a file."""
    return seeds_in_file(files.read_seed_file(project, path))


def read_article(project: Project, seed: Seed) -> tuple[Article, tuple[Problem, ...]]:
    """The article of a seed, and the problems met in it; raises `DatelineError` for one that is refused."""
    from dateline.formats import (
        seed_reader,
    )  # a third of a second, which a build without changes does not need

    return seed_reader.article_from_seed(seed, project.settings.max_seed_bytes)


def article_named(project: Project, name: str) -> Article:
    """The article of the seed that a briefing names by its path below the project's root."""
    return read_article(project, seed_named(project, name))[0]


def seed_file(project: Project, name: str) -> Path:
    """The file of the seed of a name: itself, or the feed that it is an entry of."""
    whole = project.root / name
    return whole if whole.exists() else project.root / name.partition("#")[0]


def seed_named(project: Project, name: str) -> Seed:
    """The seed of a name; raises `DatelineError`."""
    return _entry_of(files.read_seed_file(project, seed_file(project, name)), name)


@dataclass(frozen=True, slots=True)
class SeedSource:
    """Where the processes that analyse find the seeds of a project: in its folder, or where others reach it."""

    project: Project
    shared: str = ""
    """The project's folder as the workers of a cluster reach it: a path, or an address that fsspec knows."""

    def seed(self, name: str) -> Seed:
        """The seed of a name; raises `DatelineError`."""
        return _shared_seed(self.shared, name) if self.shared else seed_named(self.project, name)


def _shared_seed(folder: str, name: str) -> Seed:
    import fsspec  # comes with Dask

    system, root = fsspec.url_to_fs(folder)
    file = name if system.exists(f"{root}/{name}") else name.partition("#")[0]
    try:
        data = system.cat_file(f"{root}/{file}")
    except OSError as reason:
        hint = "every worker has to reach the project's folder there"
        raise DatelineError(name, f"can't be read at {folder}: {reason}", hint) from None
    return _entry_of(Seed(file, data), name)


def _entry_of(file: Seed, name: str) -> Seed:
    """The seed of a name in a file; raises `DatelineError`."""
    found = _entries_of(file)
    if name not in found:
        hint = "the feed has dropped it: keep entries as files of their own"
        raise DatelineError(name, "the feed has no such entry any more", hint)
    return found[name]


@lru_cache(maxsize=2)
def _entries_of(file: Seed) -> Mapping[str, Seed]:
    """The seeds in a file by their names: those of a feed are asked for one after the other."""
    return {seed.path: seed for seed in seeds_in_file(file)}


def seeds_in_file(file: Seed) -> tuple[Seed, ...]:
    """The seeds that a file holds: itself, or the entries of a feed."""
    if not may_have_entries(file):
        return (file,)
    from dateline.formats.feeds import feed_entries  # a tenth of a second

    return feed_entries(file)
