"""Articles kept from when they are compared with each other until they are analysed, so that a run reads a seed once.

They lie in `.dateline/cache/reading/`, which a run makes at its beginning and removes at its end: what is found there
is its own.
"""

import hashlib
import pickle
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dateline.model.article import Article
from dateline.model.problems import DatelineError, Problem
from dateline.project import seed_files
from dateline.project.files import Project
from dateline.project.seed_files import SeedSource, StoredSeed


@contextmanager
def kept_articles(project: Project) -> Iterator[None]:
    """Keep articles until the block ends."""
    folder = _folder(project)
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        folder.mkdir(parents=True)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def keep(project: Project, seed: StoredSeed, article: Article, problems: tuple[Problem, ...]) -> None:
    """Keep the article of a seed, if articles are kept."""
    with suppress(OSError):
        _path(project, seed).write_bytes(pickle.dumps((article, problems)))


def take(source: SeedSource, seed: StoredSeed) -> tuple[Article, tuple[Problem, ...], bool]:
    """The article of a seed, the problems met in it, and whether the seed is as it was listed.

    Raises `DatelineError` for one that is refused.
    """
    path = _path(source.project, seed)
    try:
        article, problems = pickle.loads(path.read_bytes())
        path.unlink()
    except (OSError, EOFError, pickle.UnpicklingError):  # it was not kept, or is cut short by a full disk
        found = source.seed(seed.path)
        return (*seed_files.read_article(source.project, found), found.digests == seed.digests)
    return article, problems, True


def is_as_listed(source: SeedSource, seed: StoredSeed) -> bool:
    """Whether a seed has not changed since it was listed."""
    try:
        return source.seed(seed.path).digests == seed.digests
    except DatelineError:
        return False


def _folder(project: Project) -> Path:
    return project.cache / "reading"


def _path(project: Project, seed: StoredSeed) -> Path:
    name = hashlib.sha256(f"{seed.path}\n{seed.sha256}".encode("utf-8", "surrogateescape")).hexdigest()
    return _folder(project) / f"{name}.pickle"
