"""What stands in a site's search index."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SIGNATURE = b"pagefind_dcd"
INDEXES = ("", "quotes", "timeline")


def records_in(site: Path, index: str) -> list[dict[str, Any]]:
    """The records of one index, by address: their url, content, meta, filters and anchors."""
    files = (site / "pagefind" / index / "fragment").rglob("*.pf_fragment")
    found = (json.loads(gzip.decompress(path.read_bytes()).removeprefix(SIGNATURE)) for path in files)
    return sorted(found, key=lambda record: str(record["url"]))


def everything_found(site: Path) -> Iterator[dict[str, Any]]:
    """The records of all indexes."""
    for index in INDEXES:
        yield from records_in(site, index)
