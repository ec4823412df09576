"""What stands in a site's search index."""

import gzip
import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

_SIGNATURE = b"pagefind_dcd"


def records_in(site: Path) -> list[dict[str, Any]]:
    """The records of the index, by address: their url, content, meta, filters and anchors."""
    files = (site / "pagefind" / "fragment").glob("*.pf_fragment")
    found = (json.loads(gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE)) for path in files)
    return sorted(found, key=lambda record: str(record["url"]))


def addresses_in(site: Path) -> set[str]:
    """The addresses that a search can lead to: of pages, of the names in lists, and of quotes and timeline lines."""
    addresses: set[str] = set()
    for record in records_in(site):
        url = str(record["url"]).removeprefix("/")
        ids = [anchor["id"] for anchor in record["anchors"]]
        if "list" in record["filters"]:
            addresses.update(ids)
        else:
            addresses |= {url, *(f"{url}#{item.partition('?')[0]}" for item in ids if "?" in item)}
    return addresses


def facts_in(record: dict[str, Any]) -> list[dict[str, Any]]:
    """What the quotes and timeline lines of a record are filtered by and show, in their order."""
    ids = (anchor["id"].partition("?")[2] for anchor in record["anchors"])
    return [json.loads(unquote(facts)) for facts in ids if facts]
