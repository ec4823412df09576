"""How the pages of a site are dealt to the shards of its search."""

import random
from collections.abc import Iterable

import pytest

from dateline.site.search.search_records import Record, page_record
from dateline.site.search.shards import MOST, NAMES, SearchPage, Shard, shards_of


def pages_of(count: int, names: int = 0) -> list[SearchPage]:
    records = [
        *(Record(f"briefings/{n}/", body=f"<p>{n}</p>") for n in range(count)),
        *(page_record(f"people/{n}/", f"Ada {n}", "") for n in range(names)),
    ]
    return list(map(SearchPage.of, records))


def changed(before: Iterable[Shard], after: Iterable[Shard]) -> list[str]:
    digests = {shard.name: shard.digest for shard in before}
    return [shard.name for shard in after if digests.get(shard.name) != shard.digest]


@pytest.mark.parametrize(
    ("pages", "count"),
    [
        (0, 1),
        (100, 1),
        (MOST, 1),
        (MOST + 1, 3),
        (1000, 3),
        (5000, 7),
        (10_000, 7),
        pytest.param(80_000, 25, marks=pytest.mark.long),
    ],
)
def test_a_large_site_has_several_shards(pages: int, count: int) -> None:
    shards = shards_of(pages_of(pages, names=9))
    assert len(shards) == count
    assert sum(len(shard.pages) for shard in shards) == pages + 9


def test_shards_are_alike_and_names_have_one_of_their_own() -> None:
    names, *others = shards_of(pages_of(5000, names=9))
    assert names.name == NAMES and len(names.pages) == 9
    assert all(750 < len(shard.pages) < 920 for shard in others)


def test_the_same_pages_are_the_same_shards_in_any_order() -> None:
    pages = pages_of(3200, names=40)
    mixed = random.Random(1).sample(pages, len(pages))
    assert not changed(shards_of(pages), shards_of(mixed))


def test_a_page_that_changes_comes_or_goes_changes_its_shard_alone() -> None:
    pages = pages_of(3200, names=40)
    shards = shards_of(pages)
    edited = SearchPage.of(Record("briefings/7/", body="<p>another</p>"))
    renamed = SearchPage.of(page_record("people/new/", "Bo", ""))
    assert len(changed(shards, shards_of([*pages[:7], edited, *pages[8:]]))) == 1
    assert len(changed(shards, shards_of(pages[1:]))) == 1
    assert len(changed(shards, shards_of(pages_of(3201, names=40)))) == 1
    assert changed(shards, shards_of([*pages, renamed])) == [NAMES]


@pytest.mark.parametrize(
    "other",
    [
        Record("a/", "A", "<p>B</p>"),
        Record("a/", "A", "<p>A</p>", {"kind": ("page",)}),
        Record("a/", "A", "<p>A</p>", meta={"date": "Monday"}),
        Record("a/", "A", "<p>A</p>", day="2031-03-04"),
        Record("a/", "A", "<p>A</p>", boost=2.0),
    ],
)
def test_the_digest_is_of_all_that_is_found_and_shown(other: Record) -> None:
    record = Record("a/", "A", "<p>A</p>")
    assert SearchPage.of(record).digest == SearchPage.of(Record("a/", "A", "<p>A</p>")).digest
    assert SearchPage.of(record).digest != SearchPage.of(other).digest
