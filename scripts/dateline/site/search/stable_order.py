"""Puts what Pagefind wrote in an order of its own, so that the same pages give the same bytes.

Pagefind 1.5 writes the filters of an index, and the values of each, in the order of a hash table, which is another at
each run.  Its files are gzip over CBOR (RFC 8949) behind a signature, and named after their content.
"""

import gzip
import hashlib
import json
from typing import Any

import cbor2

from dateline.site.search.index_folder import ENTRY, Bundle

_SIGNATURE = b"pagefind_dcd"
_FILTERS = "filter/"


def in_stable_order(files: Bundle) -> Bundle:
    """The files of an index by their paths, the filters and their values sorted by name.

    An index in a form that is not Pagefind 1.5's is left as it is.
    """
    try:
        return _in_order(files)
    except (KeyError, ValueError, TypeError, OSError, cbor2.CBORDecodeError):
        return files


def _in_order(files: Bundle) -> Bundle:
    renamed: dict[str, str] = {}
    made: Bundle = {}
    for path in sorted(path for path in files if path.startswith(_FILTERS)):
        name, values = _decoded(files[path])
        old = path.removeprefix(_FILTERS).removesuffix(".pf_filter")
        renamed[old], data = _encoded([name, sorted(values)], old)
        made[f"{_FILTERS}{renamed[old]}.pf_filter"] = data
    entry = json.loads(files[ENTRY])
    metas = set()
    for language in entry["languages"].values():
        path = f"pagefind.{language['hash']}.pf_meta"
        version, pages, chunks, filters, sorts, fields = _decoded(files[path])
        filters = sorted([name, renamed[digest]] for name, digest in filters)
        meta = [version, pages, chunks, filters, sorted(sorts), fields]
        language["hash"], data = _encoded(meta, language["hash"])
        made[f"pagefind.{language['hash']}.pf_meta"] = data
        metas.add(path)
    made[ENTRY] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    kept = {path: data for path, data in files.items() if not path.startswith(_FILTERS) and path not in metas}
    return {**kept, **made}


def _decoded(data: bytes) -> Any:
    plain = gzip.decompress(data)
    if not plain.startswith(_SIGNATURE):
        raise ValueError("not a file of Pagefind's")
    return cbor2.loads(plain[len(_SIGNATURE) :])


def _encoded(value: Any, old: str) -> tuple[str, bytes]:
    """A file, and the name for its content: as Pagefind's, the language and as many digits of a digest."""
    plain = _SIGNATURE + cbor2.dumps(value)
    language, _, digits = old.rpartition("_")
    return f"{language}_{hashlib.sha256(plain).hexdigest()[: len(digits)]}", gzip.compress(plain, mtime=0)
