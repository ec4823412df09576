"""The files of an index as Pagefind made them, to those that a site gets: in order, complete and lighter.

Filters: Pagefind lists their values in the order of a hash table, another in each run, so they are put into order.  A
filter is CBOR, `[name, [[value, [page, …]], …]]`, gzipped behind a signature; the metadata names the filters by the
hash of their bytes, and the entry names the metadata.

Fragments: one a record, JSON behind the same signature.  What a result shows is set into them here: Pagefind searches
all that it is given to show, and who looks for “briefing” would find every one of them.

Names of fragments: the metadata lists them all, each by its hash, and a reader's first query loads that list, in which
hashes are what cannot be compressed.  So neighbours share a hash here, and a name is `group/day-number`, with the day
to sort by as records have it, both in hexadecimal: in Pagefind's own list of pages by date, each costs as much again.

Program: for a query of facets alone, Pagefind's would load every word of the index, and use none of them.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import cbor2

from dateline.site.search.search_records import Found, Kind

Files = dict[str, bytes]
"""A file's bytes by its path below the folder of the index."""

_SIGNATURE = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"
_PROGRAM = "pagefind.js"
_ASKS_FOR_WORDS = b"this.backend.request_indexes(ptr,term)"
_ASKS_FOR_NONE = b"filter_only?'[]':"
_PAGES, _FILTERS = 1, 3
"""Places in the metadata; a page is `[name of its fragment, count of its words]`, a filter `[name, hash]`."""
_GROUP = 64
"""Fragments in a group, on average: a divisor of 256."""
_SHORT = 8
"""Digits of a group's hash."""


def rewritten(files: Files, records: Sequence[Found]) -> Files:
    """The index of records, of those files that a browser needs.

    Raises what dicts, `json`, `gzip` and `cbor2` do where it is of another make.
    """
    by_url = {record.url: record for record in records}
    entry = json.loads(files[_ENTRY])
    kept = {path: data for path, data in files.items() if path.endswith(".pf_index")}
    kept[_PROGRAM] = files[_PROGRAM].replace(_ASKS_FOR_WORDS, _ASKS_FOR_NONE + _ASKS_FOR_WORDS)
    for language in entry["languages"].values():
        meta = _decoded(files[f"pagefind.{language['hash']}.pf_meta"])
        meta[_PAGES] = _keep_fragments(kept, meta[_PAGES], files, by_url)
        meta[_FILTERS] = [
            [name, _keep_filter(kept, language["hash"], files[f"filter/{hash_}.pf_filter"])]
            for name, hash_ in sorted(meta[_FILTERS])
        ]
        data = _packed(cbor2.dumps(meta))
        language["hash"] = _hash_like(language["hash"], data)
        kept[f"pagefind.{language['hash']}.pf_meta"] = data
        wasm = f"wasm.{language['wasm'] or 'unknown'}.pagefind"
        kept[wasm] = files[wasm]
    kept[_ENTRY] = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
    return kept


def _keep_fragments(
    kept: Files, pages: Sequence[tuple[str, int]], files: Files, records: Mapping[str, Found]
) -> list[tuple[str, int]]:
    """Keep the fragments of the metadata's pages, completed, and say by which names."""
    days, fragments = [], []
    for name, _ in pages:
        fragment = json.loads(_unpacked(files[_path_of(name)]))
        record = records[fragment["url"]]
        days.append(record.day)
        fragments.append(_completed(fragment, record))
    names = _names_of(fragments, days)
    kept.update((_path_of(name), data) for name, data in zip(names, fragments, strict=True))
    return [(name, count) for name, (_, count) in zip(names, pages, strict=True)]


def _path_of(name: str) -> str:
    return f"fragment/{name}.pf_fragment"


def _completed(fragment: dict[str, Any], record: Found) -> bytes:
    """A fragment with what its result shows; a page's title is what Pagefind made of its headline."""
    title = {} if record.kind is Kind.PAGE else {"title": record.title}
    fragment["meta"] |= {"kind": str(record.kind), **title, **record.shown}
    fragment["filters"] = {}  # nobody reads them here
    return _packed(json.dumps(fragment, ensure_ascii=False).encode())


def _names_of(fragments: Sequence[bytes], days: Sequence[int]) -> list[str]:
    """A name for each, “3c9493f0/135ebb7-1f”: the hash of all that its group holds, its day, its number there.

    A hash of 32 bits is enough: groups that have no day in common have no name in common either.
    """
    groups = _groups_of([hashlib.sha256(data).digest() for data in fragments])
    places = [(_hash(b"".join(group)), number) for group in groups for number in range(len(group))]
    return [f"{group[:_SHORT]}/{day:x}-{number:x}" for (group, number), day in zip(places, days, strict=True)]


def _groups_of(digests: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """Runs of neighbours, which end where a digest says so: one more or one less renames those around it alone."""
    start = 0
    for end, digest in enumerate(digests, 1):
        if digest[0] % _GROUP == 0 or end == len(digests):
            yield digests[start:end]
            start = end


def _keep_filter(kept: Files, like: str, data: bytes) -> str:
    name, values = _decoded(data)
    filed = _packed(cbor2.dumps([name, sorted([value, sorted(pages)] for value, pages in values)]))
    hash_ = _hash_like(like, filed)
    kept[f"filter/{hash_}.pf_filter"] = filed
    return hash_


def _hash_like(name: str, data: bytes) -> str:
    """A name for new bytes in the manner of Pagefind's, which begin with the language: “en_3c9493f0ab”."""
    language = name.rpartition("_")[0]
    return f"{language}_{_hash(data)}"


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:10]


def _decoded(data: bytes) -> list[Any]:
    return list(cbor2.loads(_unpacked(data)))


def _unpacked(data: bytes) -> bytes:
    content = gzip.decompress(data)
    if not content.startswith(_SIGNATURE):
        raise ValueError("no signature")
    return content.removeprefix(_SIGNATURE)


def _packed(content: bytes) -> bytes:
    return gzip.compress(_SIGNATURE + content, mtime=0)
