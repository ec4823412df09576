"""Shards: a large site's search is several indexes, each of which is made again only when a record of its own changed.

A record is dealt to its shard by a digest of its address, so that the shards are alike: how rare a word is in one tells
how rare it is in all, and what is found in several can be put into one order (as Elasticsearch and Solr do by default).
The lists of names are a shard of their own, since one name more moves the others to other lists.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dateline.site.search.indexed_page import IndexedPage
from dateline.site.search.search_records import Record

NAMES = "names"
"""The shard in the folder of the index itself; the others lie in folders below it."""

MOST = 600
"""Pages of an index that is the only one, about: Pagefind indexes them in 1.3 seconds, in some 150 MB."""

_COUNTS = (1, 2, 4, 6, 8, 12, 16, 24, 32)
"""Numbers of shards: few, since every page is dealt anew where the number changes."""

Load = Callable[[Sequence[str]], Iterable[IndexedPage]]
"""Gives what is indexed of pages, by their addresses, in the same order."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What the search takes of a page; what is indexed of it is asked for only where its shard has to be made."""

    url: str
    digest: str
    """Of all that is indexed: pages with the same digest are the same for the search."""
    load: Load
    listed: Record | None = None
    """The record of a page that has a title alone, by which it stands in a list of names."""

    @classmethod
    def of(cls, record: Record) -> "SearchPage":
        """Return the page of a record that is at hand."""
        digest = hashlib.sha256(repr(record).encode()).hexdigest()
        listed = None if record.body else record
        return cls(record.url, digest, lambda _: [IndexedPage.of(record)], listed)


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

    def indexed(self) -> Iterator[IndexedPage]:
        """What is indexed of those of its pages that have more than a title."""
        for load, some in groupby((page for page in self.pages if not page.listed), lambda page: page.load):
            yield from load([page.url for page in some])

    def listed(self) -> list[Record]:
        """The records of the others."""
        return [page.listed for page in self.pages if page.listed]


def shards_of(pages: Iterable[SearchPage]) -> tuple[Shard, ...]:
    """Deal pages to shards, in whatever order they come; a small site has one shard."""
    pages = sorted(pages, key=lambda page: page.url)
    count = _count_for(sum(page.listed is None for page in pages))
    if count == 1:
        return (Shard(NAMES, tuple(pages)),)
    names = [page for page in pages if page.listed]
    dealt: list[list[SearchPage]] = [[] for _ in range(count)]
    for page in pages:
        if not page.listed:
            dealt[_number_of(page.url) % count].append(page)
    return (
        Shard(NAMES, tuple(names)),
        *(Shard(str(number), tuple(some)) for number, some in enumerate(dealt)),
    )


def _count_for(pages: int) -> int:
    """How many shards hold so many pages.

    Four times the pages are twice the shards of twice the size: an edit costs a shard's making and a query a few small
    files of each, so that both grow as the square root of the site.
    """
    enough = (count for count in _COUNTS if pages <= count * MOST * max(1, count / 2))
    return next(enough, _COUNTS[-1])


def _number_of(url: str) -> int:
    return int.from_bytes(hashlib.sha256(url.encode()).digest()[:8], "big")
