"""Brings the search of a site up to date in its folder: what did not change is neither indexed nor written.

The folder is an index of Pagefind's, that of the names; each folder below it is one more (`shards`), and `shards.json`
tells how many pages each has.  A browser merges them (https://pagefind.app/docs/multisite/).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.metadata import version
from pathlib import Path

from dateline.project.cache import version_of
from dateline.site.search.index_cache import IndexCache
from dateline.site.search.index_folder import SHARDS_FILE, Bundle, IndexFolder
from dateline.site.search.indexed_page import IndexedPage
from dateline.site.search.scratch_folder import scratch_folder
from dateline.site.search.search_index import write_index
from dateline.site.search.search_records import with_names_listed
from dateline.site.search.shards import NAMES, SearchPage, Shard, shards_of
from dateline.site.search.stable_order import in_stable_order
from dateline.site.search.vocabulary import WordCounts, vocabulary_of

WORDS_FILE = "words.json"

_COMMON = "common"
"""The name of what all shards have in common."""
_COUNTS = "counts.json"
"""The words of a shard, kept beside its index."""
_UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js")
"""Files that Pagefind writes for pages that show its own interface."""
_ANY_LANGUAGE = "wasm.unknown.pagefind"
"""Its program for the browser, without a language: written beside that of the language, if there is one."""
_SHARED = ("pagefind.js", "wasm.*")
"""Its program for the browser, which the folder of the names has for all shards."""


@dataclass(frozen=True, slots=True)
class Indexer:
    """How indexes are made: by which program, in which language, kept where, on how many cores."""

    program: Path
    language: str
    cache: IndexCache | None = None
    jobs: int = 1


def update_index(indexer: Indexer, pages: Iterable[SearchPage], folder: Path) -> None:
    """Make a folder the search of these pages; raises `DatelineError`, and leaves the folder as it was then."""
    shards = shards_of(pages)
    keys = {shard.name: _key_of(indexer, shard, len(shards)) for shard in shards}
    common = hashlib.sha256("\n".join(keys.values()).encode()).hexdigest()
    there = IndexFolder(folder, indexer.cache.load_notes(folder) if indexer.cache else {})
    standing = {name: key for name, key in keys.items() if there.has(name, key)}
    has_common = there.has(_COMMON, common)
    counts = {} if has_common else _kept_counts(indexer, standing)
    missing = [shard for shard in shards if shard.name not in (standing if has_common else counts)]
    bundles = _bundles_of(indexer, len(shards), missing, keys)
    counts |= {name: bundle.pop(_COUNTS) for name, bundle in bundles.items()}
    files = {name: _in_place(name, bundle) for name, bundle in bundles.items()}
    if not has_common:
        files[_COMMON] = _common_of(shards, counts)
    notes = there.update({**keys, _COMMON: common}, files)
    if indexer.cache:
        indexer.cache.save_notes(folder, notes)
        indexer.cache.keep_only(set(keys.items()))


def _key_of(indexer: Indexer, shard: Shard, count: int) -> str:
    """A digest of all that the index of a shard depends on."""
    program = f"{version('pagefind')} {indexer.program.stat().st_size}"
    told = (version_of("search"), program, indexer.language, str(count), shard.digest)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _kept_counts(indexer: Indexer, keys: Mapping[str, str]) -> dict[str, bytes]:
    """Of shards by their keys, the counts that are kept."""
    if not indexer.cache:
        return {}
    kept = {name: indexer.cache.load(name, key, (_COUNTS,)) for name, key in keys.items()}
    return {name: found[_COUNTS] for name, found in kept.items() if found}


def _bundles_of(
    indexer: Indexer, count: int, shards: Sequence[Shard], keys: Mapping[str, str]
) -> dict[str, Bundle]:
    """Indexes of shards by name, some at a time: for each, Pagefind takes the memory of one shard."""
    cores = max(1, indexer.jobs // max(1, len(shards)))
    with ThreadPoolExecutor(indexer.jobs, thread_name_prefix="dateline-shard") as pool:
        bundles = pool.map(lambda shard: _bundle_of(indexer, count, shard, keys[shard.name], cores), shards)
        return {shard.name: bundle for shard, bundle in zip(shards, bundles, strict=True)}


def _bundle_of(indexer: Indexer, count: int, shard: Shard, key: str, cores: int) -> Bundle:
    """The index of a shard and the counts of its words, as they were kept or made anew."""
    if indexer.cache and (kept := indexer.cache.load(shard.name, key)) is not None:
        return kept
    counts = WordCounts()
    with scratch_folder("dateline-index-") as made:
        write_index(indexer.program, _pages_of(shard, counts), indexer.language, Path(made), count, cores)
        bundle = in_stable_order(dict(_used(Path(made), shard)))
    bundle[_COUNTS] = counts.to_json()
    if indexer.cache:
        indexer.cache.save(shard.name, key, bundle)
    return bundle


def _pages_of(shard: Shard, counts: WordCounts) -> Iterator[IndexedPage]:
    """What is indexed of a shard, page after page, its names in lists; the words are counted on the way."""
    for page in shard.indexed():
        counts.add(page)
        yield page
    names = shard.listed()
    for record in names:
        counts.add(IndexedPage.of(record))
    yield from map(IndexedPage.of, with_names_listed(names))


def _used(folder: Path, shard: Shard) -> Iterator[tuple[str, bytes]]:
    unused = _UNUSED if shard.name == NAMES else (*_UNUSED, *_SHARED)
    if len(list(folder.glob("wasm.*"))) > 1:
        unused = (*unused, _ANY_LANGUAGE)
    for path in folder.rglob("*"):
        if path.is_file() and not any(fnmatchcase(path.name, pattern) for pattern in unused):
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _in_place(name: str, bundle: Bundle) -> Bundle:
    """The files of a shard by their paths in the folder of the search."""
    return bundle if name == NAMES else {f"{name}/{path}": data for path, data in bundle.items()}


def _common_of(shards: Iterable[Shard], counts: Mapping[str, bytes]) -> Bundle:
    """What all shards have in common: how many pages each of them has, and the words of all, of the counts of each."""
    sizes = {shard.name: len(shard.pages) for shard in shards if shard.name != NAMES}
    words = vocabulary_of(WordCounts.from_json(counts[shard.name]) for shard in shards)
    return {SHARDS_FILE: json.dumps(sizes).encode(), WORDS_FILE: words}
