"""The order of Pagefind's files: equal for equal content, and nothing lost."""

import gzip
import json

import cbor2

from dateline.site.search.index_folder import ENTRY, Bundle
from dateline.site.search.stable_order import in_stable_order

PAGES, CHUNKS, SORTS, FIELDS = [["en_1", 4]], [["a", "z", "en_2"]], [["day", [0]]], ["title"]


def packed(value: object) -> bytes:
    return gzip.compress(b"pagefind_dcd" + cbor2.dumps(value))


def unpacked(data: bytes) -> object:
    return cbor2.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))


def index_of(filters: dict[str, list[object]]) -> Bundle:
    """An index as Pagefind writes it, with its filters in this order."""
    names = {name: f"en_{number:07}" for number, name in enumerate(filters)}
    meta = ["1.5.2", PAGES, CHUNKS, [[name, digest] for name, digest in names.items()], SORTS, FIELDS]
    return {
        ENTRY: json.dumps({"version": "1.5.2", "languages": {"en": {"hash": "en_0000000000"}}}).encode(),
        "pagefind.en_0000000000.pf_meta": packed(meta),
        "fragment/en_1.pf_fragment": b"words",
        **{f"filter/{names[name]}.pf_filter": packed([name, filters[name]]) for name in filters},
    }


def test_the_order_of_filters_and_values_makes_no_difference() -> None:
    one = index_of({"topic": [["Prices", [1]], ["Dam", [0, 2]]], "year": [["2031", [0]]]})
    other = index_of({"year": [["2031", [0]]], "topic": [["Dam", [0, 2]], ["Prices", [1]]]})
    assert one != other
    assert in_stable_order(one) == in_stable_order(other)


def test_each_file_is_named_by_what_names_it() -> None:
    found = in_stable_order(index_of({"topic": [["Prices", [1]], ["Dam", [0, 2]]], "year": [["2031", [0]]]}))
    digest = json.loads(found.pop(ENTRY))["languages"]["en"]["hash"]
    meta = unpacked(found.pop(f"pagefind.{digest}.pf_meta"))
    assert isinstance(meta, list)
    filters = [unpacked(found.pop(f"filter/{each}.pf_filter")) for _, each in meta[3]]
    assert filters == [["topic", [["Dam", [0, 2]], ["Prices", [1]]]], ["year", [["2031", [0]]]]]
    assert meta == ["1.5.2", PAGES, CHUNKS, meta[3], SORTS, FIELDS]
    assert found == {"fragment/en_1.pf_fragment": b"words"}


def test_an_index_of_another_form_is_left_alone() -> None:
    for spoilt in ({ENTRY: b"{}"}, {**index_of({"year": []}), "filter/en_0000000.pf_filter": b"?"}):
        assert in_stable_order(spoilt) == spoilt
