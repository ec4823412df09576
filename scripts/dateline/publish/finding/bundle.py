"""Records to the files of one of Pagefind's indexes, which two things are done to before they are written.

Filters: Pagefind lists their values in the order of a hash table, another in each run, so they are put into order.  A
filter is CBOR, `[name, [[value, [page, …]], …]]`, gzipped behind a signature; the metadata names the filters by the
hash of their bytes, and the entry names the metadata.

Fragments: one a record, JSON behind the same signature.  What a result shows is set into them here: Pagefind searches
all that it is given to show, and who looks for “briefing” would find every one of them.
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import cbor2

from dateline.problems import DatelineError
from dateline.publish.finding.engine import Request, ask
from dateline.publish.finding.records import Found, Kind
from dateline.settings import CONFIG_FILE

Files = dict[str, bytes]
"""A file's bytes by its path below the folder of the index."""

HIDDEN = ("[data-search-exclude]", ".headerlink", "script", "style")
"""Parts of a page that are not searched: its own words, not the briefing's."""

_SIGNATURE = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"
_FILTERS_IN_META = 3
_HIGHEST_WEIGHT = 10.0


def bundle_of(program: Path, records: Sequence[Found], language: str) -> Files:
    """The files of an index of records, which a browser needs and no others; raises `DatelineError` as `ask` does.

    `language` is that of the site: one index holds the briefings of all languages, stemmed as this one.
    """
    config = {"force_language": language, "exclude_selectors": list(HIDDEN)}
    answers = ask(
        program,
        [
            {"type": "NewIndex", "config": config},
            *(_request_of(record, language) for record in records),
            {"type": "GetFiles", "index_id": 0},
        ],
    )
    files = {file["path"]: base64.b64decode(file["content"]) for file in answers[-1]["files"]}
    try:
        return _completed(ordered({path: data for path, data in files.items() if _is_needed(path)}), records)
    except (KeyError, ValueError, TypeError, IndexError, EOFError, OSError) as reason:
        hint = "install the version that pyproject.toml names, or set `search: material`"
        raise DatelineError(CONFIG_FILE, f"Pagefind's index is not as expected: {reason!r}", hint) from None


def _is_needed(path: str) -> bool:
    return (
        path in ("pagefind.js", _ENTRY)
        or path.endswith((".pf_meta", ".pf_filter", ".pf_index", ".pf_fragment"))
        or (path.startswith("wasm."))
    )


def ordered(files: Files) -> Files:
    """The same index with its filters in order, and without the program that its language does not need."""
    entry = json.loads(files[_ENTRY])
    kept = {path: data for path, data in files.items() if not path.endswith((".pf_filter", ".pf_meta"))}
    for language in entry["languages"].values():
        meta = _decoded(files[f"pagefind.{language['hash']}.pf_meta"])
        meta[_FILTERS_IN_META] = [
            [name, _keep_filter(kept, language["hash"], files[f"filter/{hash_}.pf_filter"])]
            for name, hash_ in sorted(meta[_FILTERS_IN_META])
        ]
        data = _encoded(meta)
        language["hash"] = _hash_like(language["hash"], data)
        kept[f"pagefind.{language['hash']}.pf_meta"] = data
    kept[_ENTRY] = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
    used = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in entry["languages"].values()}
    return {path: data for path, data in kept.items() if not path.startswith("wasm.") or path in used}


def _completed(files: Files, records: Sequence[Found]) -> Files:
    """The same index with what each result shows."""
    shown = {record.url: _shown(record) for record in records}
    return {
        path: _fragment_of(data, shown) if path.endswith(".pf_fragment") else data
        for path, data in files.items()
    }


def _shown(record: Found) -> dict[str, str]:
    """What a result shows; a page's title is what Pagefind made of its headline."""
    title = {} if record.kind is Kind.PAGE else {"title": record.title}
    return {"kind": str(record.kind), **title, **record.shown}


def _fragment_of(data: bytes, shown: Mapping[str, Mapping[str, str]]) -> bytes:
    fragment = json.loads(_unpacked(data))
    fragment["meta"] |= shown[fragment["url"]]
    fragment["filters"] = {}  # nobody reads them here
    return _packed(json.dumps(fragment, ensure_ascii=False).encode())


def _keep_filter(kept: Files, like: str, data: bytes) -> str:
    name, values = _decoded(data)
    filed = _encoded([name, sorted([value, sorted(pages)] for value, pages in values)])
    hash_ = _hash_like(like, filed)
    kept[f"filter/{hash_}.pf_filter"] = filed
    return hash_


def _decoded(data: bytes) -> list[Any]:
    return list(cbor2.loads(_unpacked(data)))


def _encoded(value: Sequence[Any]) -> bytes:
    return _packed(cbor2.dumps(value))


def _unpacked(data: bytes) -> bytes:
    content = gzip.decompress(data)
    if not content.startswith(_SIGNATURE):
        raise ValueError("no signature")
    return content.removeprefix(_SIGNATURE)


def _packed(content: bytes) -> bytes:
    return gzip.compress(_SIGNATURE + content, mtime=0)


def _hash_like(name: str, data: bytes) -> str:
    """A name for new bytes in the manner of Pagefind's, which begin with the language: “en_3c9493f”."""
    language = name.rpartition("_")[0]
    return f"{language}_{hashlib.sha256(data).hexdigest()[:10]}"


def _request_of(record: Found, language: str) -> Request:
    if record.kind in (Kind.BRIEFING, Kind.PAGE):
        return {
            "type": "AddFile",
            "index_id": 0,
            "url": record.url,
            "file_path": None,
            "file_contents": _html_of(record, language),
        }
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": record.url,
        "content": record.body,
        "language": language,
        "meta": {},
        "filters": {facet: list(values) for facet, values in record.facets.items() if values},
        "sort": {"date": str(record.day)} if record.day else {},
    }


def _html_of(record: Found, language: str) -> str:
    """A page for Pagefind: the body with its weight, and the values as elements that are not searched."""
    weight = min(max(record.boost, 0.0), _HIGHEST_WEIGHT)
    weighed = "" if weight == 1 else f' data-pagefind-weight="{weight:g}"'
    values = [("filter", facet, value) for facet, found in record.facets.items() for value in found]
    if record.day:
        values.append(("sort", "date", str(record.day)))
    marks = "".join(f'<i data-pagefind-{what}="{name}">{escape(value)}</i>' for what, name, value in values)
    return (
        f'<html lang="{escape(language)}"><body><main data-pagefind-body{weighed}>{record.body}</main>'
        f"<div data-pagefind-ignore>{marks}</div></body></html>"
    )
