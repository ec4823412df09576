"""Brings the search of a site up to date in its folder: what did not change is neither indexed nor written.

The folder is an index of Pagefind's, that of the names; each folder below it is one more (`shards`), and `shards.json`
tells which there are.  A browser merges them (https://pagefind.app/docs/multisite/).
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.project.cache import version_of
from dateline.project.files import write_whole
from dateline.site.search.index_cache import Bundle, IndexCache
from dateline.site.search.search_index import ENTRY, write_index
from dateline.site.search.search_records import Record, with_names_listed
from dateline.site.search.shards import NAMES, SearchPage, Shard, shards_of
from dateline.site.search.vocabulary import WordCounts, vocabulary_of

SHARDS_FILE, WORDS_FILE = "shards.json", "words.json"

_COUNTS = "counts.json"
"""The words of a shard, kept beside its index."""
_UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js")
"""Files that Pagefind writes for pages that show its own interface."""
_ANY_LANGUAGE = "wasm.unknown.pagefind"
"""Its program for the browser, without a language: written beside that of the language, if there is one."""
_SHARED = ("pagefind.js", "wasm.*")
"""Its program for the browser, which the folder of the names has for all shards."""
_NAMED_BY_CONTENT = ("fragment", "index", "filter")
"""Folders whose files a browser asks for when an entry that is written after them names them."""


@dataclass(frozen=True, slots=True)
class Indexer:
    """How indexes are made: by which program, in which language, kept where, on how many processors (None: all)."""

    program: Path
    language: str
    cache: IndexCache | None = None
    threads: int | None = None


def update_index(indexer: Indexer, pages: Iterable[SearchPage], folder: Path) -> None:
    """Make a folder the search of these pages; raises `DatelineError`, and leaves the folder as it was then."""
    shards = shards_of(pages)
    keys = {shard.name: _key_of(indexer, shard, len(shards)) for shard in shards}
    # One after the other: Pagefind takes all processors for each, and the memory that one shard needs.
    bundles = {shard.name: _bundle_of(indexer, len(shards), shard, keys[shard.name]) for shard in shards}
    words = hashlib.sha256("\n".join(keys.values()).encode()).hexdigest()
    bundles["words"] = _words_of(indexer, words, bundles.values())
    mirror(folder, dict(_files_of(bundles)))
    if indexer.cache:
        indexer.cache.keep_only({*keys.items(), ("words", words)})


def _key_of(indexer: Indexer, shard: Shard, count: int) -> str:
    """A digest of all that the index of a shard depends on."""
    program = f"{version('pagefind')} {indexer.program.stat().st_size}"
    told = (version_of("search"), program, indexer.language, str(count), shard.digest)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _bundle_of(indexer: Indexer, count: int, shard: Shard, key: str) -> Bundle:
    """The index of a shard and the counts of its words, as they were kept or made anew."""
    if indexer.cache and (kept := indexer.cache.load(shard.name, key)) is not None:
        return kept
    counts = WordCounts()
    with TemporaryDirectory(prefix="dateline-index-") as made:
        records = _records_of(shard, counts)
        threads = indexer.threads
        write_index(indexer.program, records, indexer.language, Path(made), shards=count, threads=threads)
        bundle = dict(_used(Path(made), shard))
    bundle[_COUNTS] = counts.to_json()
    if indexer.cache:
        indexer.cache.save(shard.name, key, bundle)
    return bundle


def _records_of(shard: Shard, counts: WordCounts) -> Iterator[Record]:
    """The records of a shard, one after the other, its names in lists; their words are counted on the way."""
    names = []
    for page in shard.pages:
        record = page.load()
        counts.add(record)
        if record.body:
            yield record
        else:
            names.append(record)
    yield from with_names_listed(names)


def _used(folder: Path, shard: Shard) -> Iterator[tuple[str, bytes]]:
    unused = _UNUSED if shard.name == NAMES else (*_UNUSED, *_SHARED)
    if len(list(folder.glob("wasm.*"))) > 1:
        unused = (*unused, _ANY_LANGUAGE)
    for path in folder.rglob("*"):
        if path.is_file() and not any(fnmatchcase(path.name, pattern) for pattern in unused):
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _words_of(indexer: Indexer, key: str, bundles: Iterable[Bundle]) -> Bundle:
    if indexer.cache and (kept := indexer.cache.load("words", key)) is not None:
        return kept
    made = {WORDS_FILE: vocabulary_of(WordCounts.from_json(bundle[_COUNTS]) for bundle in bundles)}
    if indexer.cache:
        indexer.cache.save("words", key, made)
    return made


def _files_of(bundles: Mapping[str, Bundle]) -> Iterator[tuple[str, bytes]]:
    """The files of the search by their path in its folder."""
    below = [name for name in bundles if name.isdigit()]
    yield SHARDS_FILE, json.dumps(below).encode()
    for name, bundle in bundles.items():
        for path, data in bundle.items():
            if path != _COUNTS:
                yield (f"{name}/{path}" if name in below else path), data


def mirror(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder hold these files alone: those that differ are written, and what names others comes after them."""
    there = set(_files_in(folder))
    changed = [path for path in files if path not in there or (folder / path).read_bytes() != files[path]]
    for path in sorted(changed, key=lambda path: (path == SHARDS_FILE, path.endswith(ENTRY), path)):
        place = folder / path
        if place.parent.name in _NAMED_BY_CONTENT:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(files[path])
        else:
            write_whole(place, files[path])
    for path in there - files.keys():
        (folder / path).unlink()
    for parent, _, _ in os.walk(folder, topdown=False):
        with suppress(OSError):  # it is not empty
            Path(parent).rmdir()


def _files_in(folder: Path) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        below = os.path.relpath(parent, folder)
        yield from names if below == "." else (f"{below}/{name}".replace(os.sep, "/") for name in names)
