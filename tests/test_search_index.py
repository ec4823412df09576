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
from types import MappingProxyType
from typing import Any

import pytest
from mkdocs.exceptions import Abort

from dateline.briefing import document
from dateline.model.problems import DatelineError
from dateline.site import briefing_index
from dateline.site.pages.name_index import PublishedBriefing, name_index_of
from dateline.site.pages.name_resolution import Aliases
from dateline.site.search.background_index import ServedIndex
from dateline.site.search.index_update import Indexer, update_index
from dateline.site.search.indexed_page import IndexedPage
from dateline.site.search.repeated_sentences import without_repeats
from dateline.site.search.search_index import program, write_index
from dateline.site.search.search_records import (
    Facets,
    Kind,
    Record,
    SearchItem,
    briefing_record,
    items_of,
    page_record,
    with_names_listed,
)
from dateline.site.search.shards import SearchPage
from dateline.site.search.vocabulary import WordCounts, vocabulary_of
from found import addresses_in, facts_in, records_in
from sites import BRIEFINGS, LIGHTHOUSE, ROOT, build_site, make_project

GOOD = [path for path in BRIEFINGS.glob("*.md") if path.stem != "hostile"]
SAMPLES = ROOT / "tests" / "cases" / "search"


def published(*texts: str, aliases: Aliases = MappingProxyType({})) -> tuple[PublishedBriefing, ...]:
    """The briefings of a site, in the order in which they are given."""
    urls = {f"{number}.md": f"{number}/" for number, _ in enumerate(texts)}
    found = name_index_of(briefing_index.index_of(zip(urls, texts, strict=True), ""), urls, "", aliases)
    return tuple(found.by_path[path] for path in urls)


def read(name: str) -> PublishedBriefing:
    return published((SAMPLES / f"{name}.md").read_text(encoding="utf-8"))[0]


AGROUND = "2030-02-19-ferry-runs-aground"
FARES = "2031-05-02-ferry-fares-rise"
PEAT = "2031-01-14-peat-fire-at-grimm-moor"


def items(name: str, kind: Kind) -> list[SearchItem]:
    return [item for item in items_of(read(name)) if item.kind is kind]


def entry_of(text: str) -> SearchItem:
    return next(items_of(published(text)[0]))


def test_a_briefing_is_found_by_all_of_its_facets() -> None:
    found = briefing_record(read(FARES), "<p>Text</p>")
    own = {name: values for name, values in found.filters.items() if "-" not in name}
    assert own == {
        "topic": ("Sella ferry", "Prices"),
        "person": ("Bela Thorne", "Ansa Korr"),
        "organisation": ("Sella Council",),
        "place": ("Sella", "Tarn"),
        "publisher": ("Inland Courier",),
        "year": ("2031",),
        "kind": ("briefing", "quote", "entry"),
        "status": ("draft",),
    }
    assert found.day == "2031-05-02"
    assert found.meta == {"date": "May 2, 2031", "topics": "Sella ferry · Prices"}


def test_a_briefing_is_found_by_the_facets_of_its_items() -> None:
    found = briefing_record(read(AGROUND), "<p>Text</p>")
    assert found.filters["quote-person"] == ("Ruan Osk", "Ansa Korr")
    assert found.filters["entry-year"] == ("2029", "2030")
    assert found.filters["year"] == ("2030",)


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
    ],
)
def test_a_quote_is_its_speakers_and_its_sources(
    name: str, number: int, facet: str, values: tuple[str, ...]
) -> None:
    assert items(name, Kind.QUOTE)[number].facets[facet] == values


def test_a_quote_that_tells_its_day_is_dated_by_it() -> None:
    quote = items(FARES, Kind.QUOTE)[0]
    assert quote.anchor == "q-140002"
    assert quote.day == "2031-05-01"
    assert quote.shown == {"date": "May 1, 2031", "speaker": "Ansa Korr, harbour master of Sella"}


@pytest.mark.parametrize(
    ("name", "number", "facet", "values"),
    [
        (AGROUND, 0, "year", ("2029",)),
        (AGROUND, 2, "publisher", ("Sound Weekly",)),
        (AGROUND, 0, "place", ()),
        (PEAT, 1, "place", ("Grimm Moor",)),
        (PEAT, 2, "organisation", ()),
    ],
)
def test_an_entry_is_of_its_own_year_and_of_the_names_in_it(
    name: str, number: int, facet: str, values: tuple[str, ...]
) -> None:
    assert items(name, Kind.ENTRY)[number].facets[facet] == values


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2031-03-04", "2031-03-04"),
        ("2031-03", "2031-03-01"),
        ("2030-24", "2030-12-01"),
        ("2031-03-04T17:52:00-05:00", "2031-03-04"),
        ("2020/2022", "2020-01-01"),
        ("../2022", "2022-12-31"),
        ("196X", "1960-01-01"),
        ("soon", ""),
    ],
)
def test_the_day_to_sort_by(date: str, day: str) -> None:
    entry = entry_of(f"---\ntitle: A\n---\n\n## Timeline\n\n- {date} — It rained.\n")
    assert entry.day == day
    assert entry.facets["year"] == ((day[:4],) if day else ())


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
    entry = entry_of(f"---\ntitle: A\npeople: [Ansa Korr]\n---\n\n## Timeline\n\n- 2031 — {line}\n")
    assert entry.facets["person"] == people


def test_facets_are_the_names_that_are_meant() -> None:
    box = '## Key quotes\n\n!!! quote "Holt"\n    “It broke.”\n'
    lines = "## Timeline\n\n- 2031 — The US pays.[^s1-1]\n- 2031 — The gate breaks.\n\n[^s1-1]: Bell: “The US pays.”\n"
    full = (
        "---\ntitle: A\ntopics: [Dam]\npeople: [Mira Holt]\nsources: [{id: s1, publisher: The Bell}]\n---\n"
    )
    short = (
        "---\ntitle: B\ntopics: [Dam]\npeople: [Holt]\norganisations: [U.S.]\n"
        f"sources: [{{id: s1, publisher: Bell}}]\n---\n\n{box}\n{lines}"
    )
    found = briefing_record(published(full, short, aliases={"The Bell": ["Bell"]})[1], "<p>Text</p>")
    expected = {
        "person": ("Mira Holt",),
        "place": ("United States",),
        "organisation": (),
        "publisher": ("The Bell",),
        "quote-person": ("Mira Holt",),
        "entry-place": ("United States",),
        "entry-publisher": ("The Bell",),
    }
    assert {facet: found.filters[facet] for facet in expected} == expected


def test_names_with_the_same_last_word_stand_side_by_side_in_lists() -> None:
    people = [("ada-korr", "Ada Korr"), ("bo-lund", "Bo Lund"), ("cy-korr", "Cy Korr")]
    names = [page_record(f"people/{url}/", title, "", section="People") for url, title in people]
    text = page_record("about/", "About", "<p>Text</p>")
    first, listed = with_names_listed(
        [*names, text, page_record("places/tarn/", "Tarn", "", section="Places")]
    )[:2]
    assert first is text
    assert re.findall(r'id="([^"]+)">([^<]+)', listed.body) == [
        ("people/ada-korr/", "Ada Korr"),
        ("people/cy-korr/", "Cy Korr"),
        ("people/bo-lund/", "Bo Lund"),
    ]
    assert listed.filters == {"list": ("names",), "section": ("People",)}


def test_lists_of_names_are_short() -> None:
    names = [page_record(f"people/{n}/", f"Ada {n}", "", section="People") for n in range(100)]
    lists = with_names_listed(names)
    assert len(lists) == 4
    assert len({record.url for record in lists}) == 4
    assert sum(record.body.count("<li") for record in lists) == 100


# --- the words to offer ------------------------------------------------------------------------------------


def words_of(*records: Record) -> list[list[str]]:
    return [text.split() for text in json.loads(vocabulary_of([counts_of(*records)]))]


def counts_of(*records: Record) -> WordCounts:
    counts = WordCounts()
    for record in records:
        counts.add(IndexedPage.of(record))
    return counts


def test_words_are_counted_in_parts() -> None:
    records = [Record(f"{n}/", "Ebb", f"<p>ebb tide number{n}</p>") for n in range(9)]
    parts = [counts_of(*records[:4]), counts_of(*records[4:])]
    again = [WordCounts.from_json(part.to_json()) for part in reversed(parts)]
    assert vocabulary_of(parts) == vocabulary_of(again) == vocabulary_of([counts_of(*records)])
    assert parts[0].to_json() == counts_of(*reversed(records[:4])).to_json()


def test_the_words_to_offer_are_names_then_frequent_words_then_others() -> None:
    facets: Facets = {"person": ("Ansa Korr",), "topic": ("Sella ferry",), "kind": ("briefing",)}
    ten = [Record(f"{n}/", "Tides", "<p>The tide is high</p>") for n in range(10)]
    one = Record("b/", "Fares", "<h1>Fares</h1><p>Korr spoke of 12 crowns</p>", facets)
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
    found = words_of(*(Record(f"{n}/", "", body) for n, body in enumerate(bodies)))
    assert found == [[], [], words]


def test_the_words_to_offer_are_no_more_than_a_browser_should_load() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    rare = " ".join(f"word{''.join(tail)}" for tail in itertools.product(letters, repeat=4))[: 9 * 30_000]
    records = [
        Record("a/", "Tides", rare),
        Record("b/", "", "neap"),
        Record("c/", "", "neap"),
    ]
    names, _, others = words_of(*records)
    assert names == ["Tides"] and "neap" in others and len(others) == 19_999


# --- the files of an index ---------------------------------------------------------------------------------


def index_of(folder: Path, *records: Record) -> list[dict[str, Any]]:
    update_index(Indexer(program(), "en"), map(SearchPage.of, records), folder / "pagefind")
    return records_in(folder)


def words_in(folder: Path) -> bytes:
    return b"".join(gzip.decompress(path.read_bytes()) for path in folder.rglob("*.pf_index"))


def test_a_page_is_found_by_its_metadata_and_shows_its_facets(tmp_path: Path) -> None:
    filters: Facets = {"kind": ("page",), "topic": ("A & B", "Prices")}
    record = Record("b/", "Ferry", "<h1>Ferry</h1><p>It rained.</p>", filters, {"date": "Monday"})
    [found] = index_of(tmp_path, record)
    assert found["url"] == "/b/"
    assert found["content"] == "Ferry. It rained."
    assert found["filters"] == {"kind": ["page"], "topic": ["A & B", "Prices"]}
    assert (found["meta"]["title"], found["meta"]["date"]) == ("Ferry", "Monday")
    words = words_in(tmp_path)
    assert b"rain" in words and b"monday" in words and b"price" not in words


def test_a_page_is_found_by_its_day_and_a_part_of_it_is_not() -> None:
    found = briefing_record(read(FARES), '<p id="q-140002">Text</p><p id="q-other">Other</p>')
    assert "May 2, 2031" in found.meta["date"]
    assert 'id="q-140002?' in found.body and 'id="q-other"' in found.body
    assert not re.search(r' id="[^"]*\s', found.body)


def test_the_facts_of_an_item_hold_any_character() -> None:
    text = (SAMPLES / f"{FARES}.md").read_text(encoding="utf-8").replace("Ansa Korr", "Ana %22 Kórr?")
    found = briefing_record(published(text)[0], '<p id="q-140002">Text</p>').body
    [facts] = facts_in({"anchors": [{"id": anchor} for anchor in re.findall(r'id="([^"\s]+)"', found)]})
    assert facts["person"] == ["Ana %22 Kórr?"] and found.isascii()


@pytest.mark.parametrize("url", ["", "a/b/", "a/b.html", "a/caf%C3%A9/"])
def test_a_record_has_the_address_of_its_page(tmp_path: Path, url: str) -> None:
    [found] = index_of(tmp_path, Record(url, "A", "<h1>A</h1>"))
    assert found["url"] == f"/{url}".replace("%C3%A9", "é")


def test_the_facts_of_an_item_are_not_searched(tmp_path: Path) -> None:
    record = briefing_record(read(FARES), '<figure id="q-140002"><p>“It rained”</p></figure>')
    [found] = index_of(tmp_path, record)
    assert facts_in(found) == [
        {
            "day": "2031-05-01",
            "date": "May 1, 2031",
            "speaker": "Ansa Korr, harbour master of Sella",
            "year": ["2031"],
            "place": ["Sella"],
            "publisher": ["Inland Courier"],
            "person": ["Ansa Korr"],
        }
    ]
    assert b"courier" not in words_in(tmp_path) and b"rain" in words_in(tmp_path)


def test_nothing_to_find_is_an_index_too(tmp_path: Path) -> None:
    index_of(tmp_path)
    assert (tmp_path / "pagefind" / "pagefind-entry.json").exists()
    assert json.loads((tmp_path / "pagefind" / "words.json").read_text("utf-8")) == ["", "", ""]


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


SHUFFLED = (".pf_filter", ".pf_meta", "entry.json")


def test_the_same_site_has_the_same_index(site: Path, tmp_path: Path) -> None:
    """All but the order of facets and their values: that of a hash table of Pagefind, another in each run."""
    again = build_site(make_project(tmp_path / "project", GOOD))
    first, second = (files_of(one / "pagefind") for one in (site, again))
    assert {path: data for path, data in first.items() if not path.endswith(SHUFFLED)} == {
        path: data for path, data in second.items() if not path.endswith(SHUFFLED)
    }
    facets = [
        sorted(bytes(sorted(gzip.decompress(data))) for path, data in files.items() if "filter/" in path)
        for files in (first, second)
    ]
    assert facets[0] == facets[1] and len(facets[0]) > 7


def test_every_address_in_the_index_leads_to_a_page_and_an_id(site: Path) -> None:
    addresses = addresses_in(site)
    for address in addresses:
        path, _, anchor = address.partition("#")
        text = (site / path / "index.html").read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in text
    assert len([address for address in addresses if "#q-" in address]) == 4
    assert len([address for address in addresses if "#t-" in address]) == 13


@pytest.mark.parametrize("word", ["gallery", "dredging", "Calloway", "satellites", "Marsh"])
def test_a_briefing_is_found_by_every_word_of_its_page(site: Path, word: str) -> None:
    found = next(record for record in records_in(site) if record["url"] == f"/{LIGHTHOUSE}")
    assert word in found["content"]


def test_a_briefing_is_found_by_every_sentence_of_its_evidence(site: Path) -> None:
    for path in GOOD:
        briefing = document.read(path.read_text(encoding="utf-8"), path.name).briefing
        [found] = [record for record in records_in(site) if record["url"] == f"/briefings/{path.stem}/"]
        content = " ".join(re.findall(r"\w+", found["content"].casefold()))
        for note in briefing.evidence:
            if note.label in briefing.cited:
                assert " ".join(re.findall(r"\w+", note.text.casefold())) in content


def test_the_pages_own_words_are_not_found(site: Path) -> None:
    for record in records_in(site):
        if "briefing" in record["filters"].get("kind", []):
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


@pytest.mark.parametrize(
    ("body", "indexed"),
    [
        (
            '<p id="q-1">An <a class="x" href="../b/">ice</a>-free <time>May</time>.</p>',
            '<p id="q-1">An ice-free May.</p>',
        ),
        ("<article>A<strong>B</strong></article>", "<article>AB</article>"),
        ('<p>A <a class="c" id="fn:1">b</a> <em>c</em></p>', None),
        ('<p>A <a class="headerlink" href="#a">¶</a></p>', None),
        ('<p>A <span data-search-exclude="true">b</span></p>', None),
    ],
)
def test_inline_tags_that_say_nothing_are_not_indexed(body: str, indexed: str | None) -> None:
    assert f"<main data-pagefind-body>{indexed or body}</main>" in IndexedPage.of(Record("a", body=body)).html


@pytest.mark.parametrize("does", ["exit 0", "echo no room >&2; exit 1"])
def test_a_program_that_makes_no_index_is_an_error(tmp_path: Path, does: str) -> None:
    reason = "no room" if "room" in does else "it ended with 0"
    with pytest.raises(DatelineError, match=f"Pagefind made no search index: {reason}"):
        write_index(program_that(tmp_path, does), [], "en", tmp_path / "pagefind")


# --- while serving -----------------------------------------------------------------------------------------


def wait_for(condition: Callable[[], bool]) -> bool:
    clock = threading.Event()
    for _ in range(500):
        if condition():
            return True
        clock.wait(0.01)
    return False


def index_with(files: dict[str, bytes]) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)

    return write


def test_the_last_index_answers_until_the_next_is_made(tmp_path: Path) -> None:
    served = ServedIndex(lambda line, failed: None)
    site = tmp_path / "site"
    site.mkdir()
    index = site / "pagefind" / "a"
    served.built(site, index_with({"b/c": b"below", "a": b"first"}))
    assert wait_for(lambda: index.exists() and index.read_bytes() == b"first")
    assert (site / "pagefind" / "b" / "c").read_bytes() == b"below"

    go_on = threading.Event()

    def second(folder: Path) -> None:
        go_on.wait(10)
        index_with({"a": b"second"})(folder)

    served.built(site, second)
    assert index.read_bytes() == b"first", "at once, while the second is being made"
    go_on.set()
    assert wait_for(lambda: index.read_bytes() == b"second")
    served.stop()


def test_an_index_that_fails_leaves_the_last_and_is_told(tmp_path: Path) -> None:
    said: list[tuple[str, bool]] = []
    served = ServedIndex(lambda line, failed: said.append((line, failed)))
    served.built(tmp_path, index_with({"a": b"first"}))
    assert wait_for((tmp_path / "pagefind" / "a").exists)

    def failing(folder: Path) -> None:
        raise DatelineError("mkdocs.yml", "no index")

    served.built(tmp_path, failing)
    assert wait_for(lambda: any(failed for _, failed in said))
    served.stop()
    assert "the search answers from the last index: mkdocs.yml: error: no index" in [line for line, _ in said]


def test_of_many_builds_the_newest_is_indexed(tmp_path: Path) -> None:
    served = ServedIndex(lambda line, failed: None)
    go_on, made = threading.Event(), []

    def job(number: int) -> Callable[[Path], None]:
        def make(folder: Path) -> None:
            go_on.wait(10)
            made.append(number)
            index_with({"a": str(number).encode()})(folder)

        return make

    served.built(tmp_path, job(1))
    for number in range(2, 6):
        served.built(tmp_path, job(number))
    go_on.set()
    assert wait_for(lambda: (tmp_path / "pagefind" / "a").exists() and made[-1] == 5)
    served.stop()
    assert made in ([1, 5], [5])
