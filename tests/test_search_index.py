"""What can be found, and the index that Pagefind makes of it."""

import gzip
import itertools
import json
import logging
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cbor2
import pytest
from mkdocs.exceptions import Abort

from dateline.briefing import document
from dateline.model.briefing import Card
from dateline.model.problems import DatelineError
from dateline.site.briefing_index import card_of
from dateline.site.search import pagefind
from dateline.site.search.background_index import ServedIndex
from dateline.site.search.pagefind_files import Files, rewritten
from dateline.site.search.pagefind_index import bundle_of
from dateline.site.search.repeated_sentences import without_repeats
from dateline.site.search.search_records import Found, Kind, briefing_of, entries_of, page_of, quotes_of
from dateline.site.search.vocabulary import vocabulary_of
from found import SIGNATURE, everything_found, records_in
from sites import BRIEFINGS, LIGHTHOUSE, ROOT, build_site, make_project

GOOD = [path for path in BRIEFINGS.glob("*.md") if path.stem != "hostile"]
SAMPLES = ROOT / "tests" / "cases" / "search"


def read(name: str) -> tuple[document.Document, Card]:
    found = document.read((SAMPLES / f"{name}.md").read_text(encoding="utf-8"), name)
    card = card_of(f"{name}.md", found.front.values)
    assert card
    return found, card


AGROUND = "2030-02-19-ferry-runs-aground"
FARES = "2031-05-02-ferry-fares-rise"
PEAT = "2031-01-14-peat-fire-at-grimm-moor"


def test_a_briefing_is_found_by_all_of_its_facets() -> None:
    found = briefing_of("b/", *read(FARES), "<p>Text</p>")
    assert found.facets == {
        "topic": ("Sella ferry", "Prices"),
        "person": ("Bela Thorne", "Ansa Korr"),
        "organisation": ("Sella Council",),
        "place": ("Sella", "Tarn"),
        "publisher": ("Inland Courier",),
        "year": ("2031",),
        "kind": ("briefing",),
    }
    assert found.day == 20310502
    assert found.shown == {"date": "May 2, 2031", "publishers": "Inland Courier", "draft": "draft"}


@pytest.mark.parametrize(
    ("name", "number", "facet", "values"),
    [
        (AGROUND, 0, "person", ("Ruan Osk",)),
        (AGROUND, 1, "person", ("Ansa Korr",)),
        (AGROUND, 0, "publisher", ("The Sound Gazette",)),
        (AGROUND, 1, "publisher", ("Sound Weekly",)),
        (AGROUND, 0, "place", ("Tarn",)),
        (AGROUND, 1, "place", ()),
        (FARES, 0, "year", ("2031",)),
        (FARES, 0, "topic", ("Sella ferry", "Prices")),
    ],
)
def test_a_quote_is_its_speakers_and_its_sources(
    name: str, number: int, facet: str, values: tuple[str, ...]
) -> None:
    assert list(quotes_of("b/", *read(name)))[number].facets[facet] == values


def test_a_quote_that_tells_its_day_is_dated_by_it() -> None:
    quote = next(quotes_of("b/", *read(FARES)))
    assert (quote.day, quote.shown["date"]) == (20310501, "May 1, 2031")
    assert quote.body == "“Four crowns is what a sandbank costs” Ansa Korr, harbour master of Sella"
    assert quote.url == "b/#q-140002"


@pytest.mark.parametrize(
    ("name", "number", "facet", "values"),
    [
        (AGROUND, 0, "year", ("2029",)),
        (AGROUND, 2, "publisher", ("Sound Weekly",)),
        (AGROUND, 0, "place", ()),
        (PEAT, 1, "place", ("Grimm Moor",)),
        (PEAT, 2, "organisation", ()),
        (PEAT, 0, "topic", ("Peat fires",)),
    ],
)
def test_an_entry_is_of_its_own_year_and_of_the_names_in_it(
    name: str, number: int, facet: str, values: tuple[str, ...]
) -> None:
    assert list(entries_of("b/", *read(name)))[number].facets[facet] == values


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2031-03-04", 20310304),
        ("2031-03", 20310301),
        ("2030-24", 20301201),
        ("2031-03-04T17:52:00-05:00", 20310304),
        ("2020/2022", 20200101),
        ("../2022", 20221231),
        ("196X", 19600101),
        ("soon", 0),
    ],
)
def test_the_day_to_sort_by(date: str, day: int) -> None:
    text = f"---\ntitle: A\n---\n\n## Timeline\n\n- {date} — It rained.\n"
    read = document.read(text, "a.md")
    card = card_of("a.md", read.front.values)
    assert card
    entry = next(entries_of("b/", read, card))
    assert entry.day == day
    assert entry.facets["year"] == ((f"{day // 10_000}",) if day else ())


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Korr speaks.", ("Ansa Korr",)),
        ("Ansa Korr speaks.", ("Ansa Korr",)),
        ("Korrigan speaks.", ()),
        ("Ansa speaks.", ()),
    ],
)
def test_a_person_is_known_by_the_surname_and_by_no_part_of_a_word(
    line: str, people: tuple[str, ...]
) -> None:
    text = f"---\ntitle: A\npeople: [Ansa Korr]\n---\n\n## Timeline\n\n- 2031 — {line}\n"
    read = document.read(text, "a.md")
    card = card_of("a.md", read.front.values)
    assert card
    assert next(entries_of("b/", read, card)).facets["person"] == people


def test_a_briefing_is_also_found_by_its_day_and_its_topics() -> None:
    found = briefing_of("b/", *read(FARES), "<p>Text</p>")
    assert found.also == ("May 2, 2031", "Sella ferry", "Prices")
    [(_, fragment)] = pages_of(bundle_of(pagefind.program(), [found], "en"))
    assert fragment["meta"]["also"] == "May 2, 2031 · Sella ferry · Prices"
    assert "Prices" not in fragment["content"]


# --- the words to offer ------------------------------------------------------------------------------------


def words_of(*records: Found) -> list[list[str]]:
    return [text.split() for text in json.loads(vocabulary_of(records))]


def test_the_words_to_offer_are_names_then_frequent_words_then_others() -> None:
    facets = {"person": ("Ansa Korr",), "topic": ("Sella ferry",), "kind": ("briefing",)}
    ten = [Found(Kind.PAGE, f"{n}/", "Tides", "<p>The tide is high</p>") for n in range(10)]
    one = Found(Kind.BRIEFING, "b/", "Fares", "<h1>Fares</h1><p>Korr spoke of 12 crowns</p>", facets)
    assert words_of(*ten, one) == [
        ["Ansa", "Fares", "ferry", "Korr", "Sella", "Tides"],
        ["high", "The", "tide"],
        ["crowns", "spoke"],
    ]


@pytest.mark.parametrize(
    ("bodies", "words"),
    [
        (["Ebb ebb", "ebb", "Ebb Tide", "ebb tide"], ["ebb", "tide"]),
        (["Café", "cafe", "the café", "café"], ["café", "the"]),
        (["<script>hidden</script><style>hidden</style><b title='hidden'>shown</b>"], ["shown"]),
        (["&lt;b&gt; fish &amp; chips"], ["chips", "fish"]),
        (["a at 1st x2y naïve"], ["naïve"]),
    ],
    ids=["as most write it", "accents are no other word", "what pages hide", "entities", "letters alone"],
)
def test_a_word_is_offered_as_pages_write_it(bodies: list[str], words: list[str]) -> None:
    found = words_of(*(Found(Kind.PAGE, f"{n}/", "", body) for n, body in enumerate(bodies)))
    assert found == [[], [], words]


def test_the_words_to_offer_are_no_more_than_a_browser_should_load() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    rare = " ".join(f"word{''.join(tail)}" for tail in itertools.product(letters, repeat=4))[: 9 * 30_000]
    records = [
        Found(Kind.PAGE, "a/", "Tides", rare),
        Found(Kind.PAGE, "b/", "", "neap"),
        Found(Kind.PAGE, "c/", "", "neap"),
    ]
    names, _, others = words_of(*records)
    assert names == ["Tides"] and "neap" in others and len(others) == 19_999


# --- the files of an index ---------------------------------------------------------------------------------


def packed(content: bytes) -> bytes:
    return gzip.compress(SIGNATURE + content, mtime=0)


QUOTE = Found(Kind.QUOTE, "b/#q-1", "Ferry", "It rained.")


def index_with(filters: list[tuple[str, list[tuple[str, list[int]]]]]) -> Files:
    """An index as Pagefind makes it, with filters in a given order; their hashes tell the order too."""
    names = [[name, f"en_{number}{values}"] for number, (name, values) in enumerate(filters)]
    meta = ["1.5.2", [["en_1", 9]], [["a", "b", "en_2"]], names, [], ["title"]]
    mark = f"en_{hash(str(filters)):x}"
    entry = {"version": "1.5.2", "languages": {"en": {"hash": mark, "wasm": "en", "page_count": 1}}}
    return {
        "pagefind-entry.json": json.dumps(entry).encode(),
        f"pagefind.{mark}.pf_meta": packed(cbor2.dumps(meta)),
        "pagefind.js": b"",
        "fragment/en_1.pf_fragment": packed(b'{"url": "b/#q-1", "meta": {}, "filters": {"kind": ["quote"]}}'),
        "wasm.en.pagefind": b"en",
        "wasm.unknown.pagefind": b"unknown",
        **{
            f"filter/{name[1]}.pf_filter": packed(cbor2.dumps([name[0], values]))
            for name, (_, values) in zip(names, filters, strict=True)
        },
    }


def test_an_index_is_the_same_in_whatever_order_its_filters_came() -> None:
    years, topics = [("2031", [2, 0]), ("2030", [1])], [("Sea", [0]), ("Air", [1, 2])]
    orders = [
        index_with([(name, list(values)) for name, values in order])
        for one, two in itertools.product(itertools.permutations(years), itertools.permutations(topics))
        for order in itertools.permutations([("year", one), ("topic", two)])
    ]
    assert len({tuple(sorted(index)) for index in orders}) == len(orders)
    assert len({tuple(sorted(rewritten(index, [QUOTE]).items())) for index in orders}) == 1


def test_an_index_names_the_files_that_it_has() -> None:
    index = rewritten(index_with([("year", [("2031", [0])])]), [QUOTE])
    mark = json.loads(index["pagefind-entry.json"])["languages"]["en"]["hash"]
    meta = cbor2.loads(gzip.decompress(index[f"pagefind.{mark}.pf_meta"]).removeprefix(SIGNATURE))
    [[fragment, words]], [[name, filter_mark]] = meta[1], meta[3]
    content = gzip.decompress(index[f"filter/{filter_mark}.pf_filter"]).removeprefix(SIGNATURE)
    assert cbor2.loads(content) == ["year", [["2031", [0]]]]
    assert (name, words) == ("year", 9)
    assert set(index) == {
        "pagefind-entry.json", f"pagefind.{mark}.pf_meta", f"filter/{filter_mark}.pf_filter",
        f"fragment/{fragment}.pf_fragment", "pagefind.js", "wasm.en.pagefind",
    }  # fmt: skip


def pages_of(files: Files) -> list[tuple[str, dict[str, Any]]]:
    """The fragments of an index in the order of its metadata: their names and what they hold."""
    [meta] = [data for path, data in files.items() if path.endswith(".pf_meta")]
    names = [name for name, _ in cbor2.loads(gzip.decompress(meta).removeprefix(SIGNATURE))[1]]
    data = [gzip.decompress(files[f"fragment/{name}.pf_fragment"]).removeprefix(SIGNATURE) for name in names]
    return list(zip(names, map(json.loads, data), strict=True))


def quotes(count: int) -> list[Found]:
    return [
        Found(Kind.QUOTE, f"b/#q-{number}", "Ferry", f"It rained {number}.", day=20310000 + number // 4)
        for number in range(count)
    ]


def test_a_result_is_named_by_its_day() -> None:
    records = quotes(300)
    days = {record.url: f"{record.day:x}" for record in records}
    for name, fragment in pages_of(bundle_of(pagefind.program(), records, "en")):
        assert re.fullmatch(rf"[0-9a-f]{{8}}/{days[fragment['url']]}-[0-9a-f]+", name)


def test_a_result_more_renames_its_neighbours_alone_and_none_that_holds_something_else() -> None:
    before = pages_of(bundle_of(pagefind.program(), quotes(900), "en"))
    more = Found(Kind.QUOTE, "b/#q-x", "Ferry", "It snowed.", day=20310100)
    after = pages_of(bundle_of(pagefind.program(), [*quotes(900)[:400], more, *quotes(900)[400:]], "en"))
    kept = dict(before).keys() & dict(after).keys()
    assert all(dict(before)[name] == dict(after)[name] for name in kept)
    assert 0 < len(before) - len(kept) < 500


def test_the_list_of_results_is_light() -> None:
    """A reader's first query loads it: the issue is what a result more adds to it, whose names cannot all be hashes."""
    [meta] = [
        data
        for path, data in bundle_of(pagefind.program(), quotes(2000), "en").items()
        if path.endswith(".pf_meta")
    ]
    assert len(meta) < 2000 * 4


def test_an_index_of_another_make_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = gzip.compress(b"something else")
    answers = [{"files": [{"path": "pagefind-entry.json", "content": "e30="}]}]
    monkeypatch.setattr("dateline.site.search.pagefind_index.ask", lambda program, requests: answers)
    with pytest.raises(DatelineError, match="index is not as expected"):
        bundle_of(Path("pagefind"), [Found(Kind.PAGE, "a/", "A", wrong.hex())], "en")


def test_what_a_result_shows_is_not_searched() -> None:
    record = Found(Kind.QUOTE, "b/#q-1", "Ferry", "It rained.", shown={"date": "Monday"})
    files = bundle_of(pagefind.program(), [record, page_of("c/", "A &amp; B", "<p>Dry.</p>")], "en")
    words = b"".join(gzip.decompress(data) for path, data in files.items() if path.endswith(".pf_index"))
    assert b"rain" in words and b"ferri" not in words and b"quot" not in words and b"monday" not in words
    shown = [
        json.loads(gzip.decompress(data).removeprefix(SIGNATURE))["meta"]
        for path, data in files.items()
        if path.endswith(".pf_fragment")
    ]
    assert {"kind": "quote", "title": "Ferry", "date": "Monday"} in shown
    assert {"kind": "page", "title": "A & B"} in shown


def test_nothing_to_find_is_an_index_too() -> None:
    assert "pagefind-entry.json" in bundle_of(pagefind.program(), [], "en")


# --- what is said twice ------------------------------------------------------------------------------------

RAIN = """---
title: Rain
---

Rain fell on Sella, and the mill at Tarn closed.[^p-1]

## Timeline

- 2031-05-02 — It **really** rained in Sella & Tarn.[^t-1]
- 2031-05-03 — The sun came out.[^t-2][^t-3]

[^p-1]: The Bell, paragraph 1: “Rain fell on Sella, and the mill at Tarn closed.”
[^t-1]: The Bell, paragraph 2 (date stated): “It really rained in Sella & Tarn.”
[^t-2]: The Bell, paragraph 3: “The sun came out, said Ansa Korr.”
[^t-3]: The Wire, paragraph 1: “The sun came out, said Ansa Korr.”
[^t-4]: The Wire, paragraph 2: “All was well.”
[^t-5]: The Bell, paragraph 4: “All was well.”
"""


def page_with(*notes: tuple[str, str]) -> str:
    items = "".join(f'<li id="fn:{label}"><p>{text}&#160;<a>↩</a></p></li>' for label, text in notes)
    return f"<h2>Timeline</h2><p>Text</p><ol>{items}</ol>"


SUN = "“The sun came out, said Ansa Korr.”"
SET_IN_ITALICS = "“It <em>really</em> rained in Sella &amp; Tarn.”"


@pytest.mark.parametrize(
    ("notes", "left"),
    [
        ([("p-1", "The Bell: “Rain fell on Sella, and the mill at Tarn closed.”")], ["The Bell: "]),
        ([("t-1", "“It really rained in Sella &amp; Tarn.”")], [""]),
        ([("t-1", SET_IN_ITALICS)], [SET_IN_ITALICS]),
        ([("t-2", f"Bell: {SUN}"), ("t-3", f"Wire: {SUN}")], [f"Bell: {SUN}", "Wire: "]),
        ([("t-5", "“All was well.”")], ["“All was well.”"]),
    ],
    ids=["in the lead", "in a line", "in another form", "in other evidence", "in what the page leaves out"],
)
def test_evidence_is_indexed_where_the_page_has_not_said_it(
    notes: list[tuple[str, str]], left: list[str]
) -> None:
    briefing = document.read(RAIN, "a.md").briefing
    wanted = [(label, text) for (label, _), text in zip(notes, left, strict=True)]
    assert without_repeats(page_with(*notes), briefing) == page_with(*wanted)


def test_part_of_a_word_is_no_repeat() -> None:
    text = "---\ntitle: A\n---\n\n## Timeline\n\n- 2031 — Part closed early.[^t-1]\n\n[^t-1]: Bell: “art closed”\n"
    page = page_with(("t-1", "Bell: “art closed”"))
    assert without_repeats(page, document.read(text, "a.md").briefing) == page


# --- a site ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(make_project(tmp_path_factory.mktemp("found") / "project", GOOD))


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_same_site_has_the_same_index(site: Path, tmp_path: Path) -> None:
    again = build_site(make_project(tmp_path / "project", GOOD))
    assert files_of(site / "pagefind") == files_of(again / "pagefind")


def test_every_address_in_the_index_leads_to_a_page_and_an_id(site: Path) -> None:
    for record in everything_found(site):
        path, _, anchor = str(record["url"]).partition("#")
        text = (site / path / "index.html").read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in text
    assert len(records_in(site, "quotes")) == 4
    assert len(records_in(site, "timeline")) == 13


@pytest.mark.parametrize("word", ["gallery", "dredging", "Calloway", "satellites", "Marsh"])
def test_a_briefing_is_found_by_every_word_of_its_page(site: Path, word: str) -> None:
    found = next(record for record in records_in(site, "") if record["url"] == LIGHTHOUSE)
    assert word in found["content"]


def test_a_briefing_is_found_by_every_sentence_of_its_evidence(site: Path) -> None:
    for path in GOOD:
        briefing = document.read(path.read_text(encoding="utf-8"), path.name).briefing
        [found] = [record for record in records_in(site, "") if record["url"] == f"briefings/{path.stem}/"]
        content = " ".join(re.findall(r"\w+", found["content"].casefold()))
        for note in briefing.evidence:
            if note.label in briefing.cited:
                assert " ".join(re.findall(r"\w+", note.text.casefold())) in content


def test_the_pages_own_words_are_not_found(site: Path) -> None:
    for record in records_in(site, ""):
        if record["meta"]["kind"] == "briefing":
            assert "not yet reviewed" not in record["content"]
            assert "↩" not in record["content"] and "¶" not in record["content"]
            assert not [anchor for anchor in record["anchors"] if anchor["id"].startswith("fnref")]


def test_materials_search_is_there_by_a_setting(tmp_path: Path) -> None:
    site = build_site(make_project(tmp_path / "project", GOOD, "search: material"))
    assert (site / "search" / "search_index.json").exists()
    assert not (site / "pagefind").exists()
    text = (site / "index.html").read_text(encoding="utf-8")
    assert "md-search__form" in text and "finder" not in text.partition("</header>")[0]


def test_pagefind_leaves_materials_search_out(site: Path) -> None:
    assert not (site / "search").exists()
    assert "md-search" not in (site / "index.html").read_text(encoding="utf-8")


def program_that(folder: Path, does: str) -> Path:
    path = folder / "pagefind"
    path.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("program", ["exit 3", "missing"])
def test_without_a_program_that_runs_the_site_gets_materials_search_and_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, program: str
) -> None:
    path = tmp_path / "none" if program == "missing" else program_that(tmp_path, program)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", os.fspath(path))
    project = make_project(tmp_path / "project", GOOD)
    with caplog.at_level(logging.WARNING, "mkdocs"):
        site = build_site(project, strict=False)
    assert "can't run" in caplog.text and "pip install 'pagefind[bin]'" in caplog.text
    assert (site / "search" / "search_index.json").exists()
    with pytest.raises(Abort):
        build_site(project)


@pytest.mark.parametrize("does", ["exit 0", "head -c 9 >/dev/null; exit 1"])
def test_a_program_that_ends_early_is_an_error(tmp_path: Path, does: str) -> None:
    with pytest.raises(DatelineError, match="ended before it had answered"):
        pagefind.ask(program_that(tmp_path, does), [{"type": "NewIndex"}] * 3)


def test_a_request_that_is_refused_is_an_error() -> None:
    with pytest.raises(DatelineError, match="Pagefind made no search index"):
        pagefind.ask(pagefind.program(), [{"type": "GetFiles", "index_id": 7}])


# --- while serving -----------------------------------------------------------------------------------------


def wait_for(condition: Callable[[], bool]) -> bool:
    clock = threading.Event()
    for _ in range(500):
        if condition():
            return True
        clock.wait(0.01)
    return False


def test_the_last_index_answers_until_the_next_is_made(tmp_path: Path) -> None:
    served = ServedIndex(lambda line, failed: None)
    site = tmp_path / "site"
    site.mkdir()
    index = site / "pagefind" / "a"
    served.built(site, lambda: {"a": b"first", "b/c": b"below"})
    assert wait_for(index.exists)
    assert (site / "pagefind" / "b" / "c").read_bytes() == b"below"

    go_on = threading.Event()

    def second() -> Files:
        go_on.wait(10)
        return {"a": b"second"}

    (site / "pagefind").unlink()  # as a build empties the site
    served.built(site, second)
    assert index.read_bytes() == b"first", "at once, while the second is being made"
    go_on.set()
    assert wait_for(lambda: index.read_bytes() == b"second")
    served.stop()


def test_an_index_that_fails_leaves_the_last_and_is_told(tmp_path: Path) -> None:
    said: list[tuple[str, bool]] = []
    served = ServedIndex(lambda line, failed: said.append((line, failed)))
    served.built(tmp_path, lambda: {"a": b"first"})
    assert wait_for((tmp_path / "pagefind" / "a").exists)

    def failing() -> Files:
        raise DatelineError("mkdocs.yml", "no index")

    served.built(tmp_path, failing)
    assert wait_for(lambda: any(failed for _, failed in said))
    served.stop()
    assert "the search answers from the last index: mkdocs.yml: error: no index" in [line for line, _ in said]


def test_of_many_builds_the_newest_is_indexed(tmp_path: Path) -> None:
    served = ServedIndex(lambda line, failed: None)
    go_on, made = threading.Event(), []

    def job(number: int) -> Callable[[], Files]:
        def make() -> Files:
            go_on.wait(10)
            made.append(number)
            return {"a": str(number).encode()}

        return make

    served.built(tmp_path, job(1))
    for number in range(2, 6):
        served.built(tmp_path, job(number))
    go_on.set()
    assert wait_for(lambda: (tmp_path / "pagefind" / "a").exists() and made[-1] == 5)
    served.stop()
    assert made in ([1, 5], [5])
