"""Shards: a large site's search is several indexes, each of which is made again only when a record of its own changed.

A record is dealt to its shard by a digest of its address, so that the shards are alike: how rare a word is in one tells
how rare it is in all, and what is found in several can be put into one order (as Elasticsearch and Solr do by default).
The lists of names are a shard of their own, since one name more moves the others to other lists.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil

from dateline.site.search.search_records import Record

NAMES = "names"
"""The shard in the folder of the index itself; the others lie in folders below it."""

MOST = 1500
"""Pages of a shard at most, about: Pagefind indexes as many briefings in five seconds of a processor, in 400 MB."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What the search takes of a page: its record, which is asked for only where its shard has to be made."""

    url: str
    digest: str
    """Of all that the record is made of: pages with the same digest have the same record."""
    load: Callable[[], Record]
    is_listed: bool = False
    """Whether the page has a title alone, by which it stands in a list of names."""

    @classmethod
    def of(cls, record: Record) -> "SearchPage":
        """Return the page of a record that is at hand."""
        digest = hashlib.sha256(repr(record).encode()).hexdigest()
        return cls(record.url, digest, lambda: record, is_listed=not record.body)


@dataclass(frozen=True, slots=True)
class Shard:
    """Some pages of a site, in the order of their addresses."""

    name: str
    pages: tuple[SearchPage, ...]

    @property
    def digest(self) -> str:
        """Of the records: that of another shard if one of them changed, came or went."""
        told = "\n".join(f"{page.url}\t{page.digest}" for page in self.pages)
        return hashlib.sha256(told.encode()).hexdigest()


def shards_of(pages: Iterable[SearchPage]) -> tuple[Shard, ...]:
    """Deal pages to shards, in whatever order they come; a small site has one shard."""
    pages = sorted(pages, key=lambda page: page.url)
    count = _count_for(sum(not page.is_listed for page in pages))
    if count == 1:
        return (Shard(NAMES, tuple(pages)),)
    names = [page for page in pages if page.is_listed]
    dealt: list[list[SearchPage]] = [[] for _ in range(count)]
    for page in pages:
        if not page.is_listed:
            dealt[_number_of(page.url) % count].append(page)
    return (
        Shard(NAMES, tuple(names)),
        *(Shard(str(number), tuple(some)) for number, some in enumerate(dealt)),
    )


def _count_for(pages: int) -> int:
    """How many shards hold so many pages: a power of two, so that it seldom changes."""
    return 1 << max(0, ceil(pages / MOST) - 1).bit_length()


def _number_of(url: str) -> int:
    return int.from_bytes(hashlib.sha256(url.encode()).digest()[:8], "big")
