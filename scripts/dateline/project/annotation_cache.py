"""Annotations kept by content: an article that was analysed once is not analysed again.

The key is all that an analysis depends on: the article as read, the analysing code and the model.  The store is a
cache (`.dateline/cache/annotations/<version>/`); stores of other versions are removed.
"""

import hashlib
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from dateline.model.annotations import Annotations
from dateline.model.article import Article
from dateline.project import files

Annotate = Callable[[Article], Annotations]
Load = Callable[[], Annotate]

FOLDER = "annotations"


@dataclass(frozen=True, slots=True)
class Store:
    """A `Load` that asks for the model only when an article is not in the store; travels between processes."""

    load: Load
    folder: Path

    def __call__(self) -> Annotate:
        """The step from Article to Annotations, through the store."""
        return partial(_annotate, self.load, self.folder)


def store(load: Load, cache_folder: Path, version: str) -> Store:
    """The store of a version of the analysing code and model; those of other versions go."""
    folder = cache_folder / FOLDER / version[:16]
    if not folder.exists():
        shutil.rmtree(cache_folder / FOLDER, ignore_errors=True)
    return Store(load, folder)


def _annotate(load: Load, folder: Path, article: Article) -> Annotations:
    path = folder / f"{_key_of(article)}.json"
    try:
        return _annotations().validate_json(path.read_bytes())
    except (OSError, ValidationError):  # not there yet, or cut short by a full disk: analyse
        found = load()(article)
        with suppress(OSError):  # a cache that can't be written costs time, nothing else
            files.write_whole(path, _annotations().dump_json(found).decode())
        return found


def _key_of(article: Article) -> str:
    return hashlib.sha256(_articles().dump_json(article)).hexdigest()


@cache
def _annotations() -> TypeAdapter[Annotations]:
    return TypeAdapter(Annotations)


@cache
def _articles() -> TypeAdapter[Article]:
    return TypeAdapter(Article)
