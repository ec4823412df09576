"""Annotations kept by content: an article that was analysed once is not analysed again.

The key is all that an analysis depends on: the article as read, the analysing code and the model.  One file each in
`.dateline/cache/annotations/<version>/`; those of other versions are removed.
"""

import hashlib
import shutil
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from dateline.model.annotations import Annotations
from dateline.model.article import Article
from dateline.project import files
from dateline.project.analysis_jobs import Annotate, Load

FOLDER = "annotations"


@dataclass(frozen=True, slots=True)
class CachingLoad:
    """A `Load` that asks for the model only when an article is not in the cache; travels between processes."""

    load: Load
    folder: Path

    def __call__(self) -> Annotate:
        """The step from Article to Annotations, by way of the cache."""
        return partial(_annotate, self.load, self.folder)


def caching_load(load: Load, cache_folder: Path, version: str) -> CachingLoad:
    """The cache for a version of the analysing code and model; those of other versions are removed."""
    folder = cache_folder / FOLDER / version[:16]
    if not folder.exists():
        shutil.rmtree(cache_folder / FOLDER, ignore_errors=True)
    return CachingLoad(load, folder)


def _annotate(load: Load, folder: Path, article: Article) -> Annotations:
    key = hashlib.sha256(_adapter(Article).dump_json(article)).hexdigest()
    path = folder / f"{key}.json"
    adapter: TypeAdapter[Annotations] = _adapter(Annotations)
    try:
        return adapter.validate_json(path.read_bytes())
    except (OSError, ValidationError):  # not there yet, or cut short by a full disk: analyse
        found = load()(article)
        with suppress(OSError):  # a cache that can't be written costs time, nothing else
            files.write_whole(path, adapter.dump_json(found))
        return found


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
