"""What a site gives away: each file is read as others read it, and holds what the pages show."""

import csv
import json
import re
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator, FormatChecker

from dateline.model.annotations import Status
from dateline.project.settings import parse_options
from dateline.site.briefing_index import index_of
from dateline.site.build import SiteBuild
from dateline.site.exports.export_bytes import json_bytes
from dateline.site.exports.export_files import export_files
from dateline.site.exports.offered_exports import OfferedExports
from dateline.site.exports.site_lists import LARGEST
from dateline.site.exports.timelinejs import dates_of
from dateline.site.pages.page import SiteOptions
from dateline.site.pages.site_data import SiteData, site_data_of

CASES = Path(__file__).parent / "cases"
NINJS = json.loads((CASES / "ninjs-3.json").read_text(encoding="utf-8"))
ADDRESS = "https://news.example/desk/"

TOLD = """\
---
title: Bridge opens
date: 2031-03-04
updated: 2031-03-05T08:00:00+01:00
status: reviewed
topics: [The bridge]
people: [Ida Moor]
organisations: [Harbour Board]
sources:
  - {id: s1, publisher: The Orrin Post, title: A bridge at last, url: 'https://post.example/a', published: 2031-03-04}
---

The bridge over the Orla opened on Tuesday.[^s1-1]

## Key points

- It cost nine million crowns.[^s1-2]

## Key quotes

!!! quote "Ida Moor, engineer"
    “We are proud”[^s1-3]
    <!-- q-00000a -->

## Timeline

- 2029 — Work began.[^s1-2]
  <!-- t-00000a -->
- 2031-02~ — The last stone was laid.
  <!-- t-00000b -->
- 2031-03-04 — The bridge over the Orla opened.[^s1-1]
  <!-- t-00000c -->
- 2031-04/2031-06 (planned) — Ferries will be sold.
- 2032/.. (possible) — Tolls may be taken.

[^s1-1]: The Orrin Post, paragraph 1 (date counted from “Tuesday”): “The bridge over the Orla opened on Tuesday.”
[^s1-2]: The Orrin Post, paragraph 2 (date stated): “Work began in 2029.”
[^s1-3]: The Orrin Post, paragraph 3: “We are proud,” Ida Moor said.
"""
OTHER = """\
---
title: A second view
date: 2031-03-06
topics: [The bridge]
---

It rained.

## Timeline

- 2031-03-04 — The bridge over the Orla opened.
  <!-- t-00000d -->
"""
HOSTILE = (
    '=HYPERLINK("http://x","y")',
    "</script><script>alert(1)</script>",
    "]]><!--<x/>",
    "[click](javascript:alert(1))",
    "{{ 7*7 }} {% raw %}",
    "Kim \u202e gnipA \u2066x\u2069",
    "a\\Nb; c, d \\n",
    "金正恩抵达俄罗斯 وصل كيم " * 9,
    "\"Quoted\" 'title' \\ back",
)


def data_of(*texts: str, address: str = ADDRESS) -> SiteData:
    found = index_of([(f"b{number}.md", text) for number, text in enumerate(texts)], "briefings")
    urls = {card.path: f"briefings/{card.path.removesuffix('.md')}/" for card in found.cards}
    return site_data_of(found, urls, SiteOptions("The Desk", address))


def written(*texts: str, which: str = "all", address: str = ADDRESS) -> dict[str, bytes]:
    files = export_files(data_of(*texts, address=address), which, "")
    return {file.path: file.write(file.things()) for file in files}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return written(TOLD, OTHER)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode(), newline="")))


def events(data: bytes) -> list[dict[str, Any]]:
    return [dict(event) for event in Calendar.from_ical(data).walk("VEVENT")]


def test_all_files_of_a_site(files: dict[str, bytes]) -> None:
    timelines = {
        f"data/{name}{ending}"
        for name in ("timeline", "topics/bridge", "topics/the-bridge", "briefings/b0", "briefings/b1")
        for ending in (".json", ".csv", ".ics")
    }
    lists = {
        f"data/{part}{name}.json" for name in ("briefings", "quotes", "events") for part in ("", "schema/")
    }
    items = {"data/ninjs/b0.json", "data/ninjs/b1.json"}
    assert files.keys() == timelines & files.keys() | lists | items | {"llms.txt"}
    assert len(timelines & files.keys()) == 12


def test_a_setting_says_which_files_there_are() -> None:
    assert parse_options({"exports": "topics"}).exports == "topics"
    topics = written(TOLD, which="topics")
    assert "data/topics/the-bridge.csv" in topics and "data/quotes.json" in topics
    assert not any(path.startswith(("data/briefings/", "data/ninjs/")) for path in topics)
    assert written(TOLD, which="none") == {}


def test_pages_lead_to_the_files_there_are(files: dict[str, bytes]) -> None:
    data = data_of(TOLD, OTHER)
    offered = OfferedExports("all")
    found = [
        *offered.of_site(),
        *offered.of_timeline(),
        *offered.of_quotes(),
        *offered.of_topic("the-bridge"),
    ]
    for one in data.index.briefings:
        found += offered.of_briefing(one.card.path, one.content)
    assert {file.url for file in found} <= files.keys()
    assert OfferedExports("none").of_site() == OfferedExports("topics").of_briefing("b.md", one.content) == []


def test_the_same_briefings_give_the_same_bytes() -> None:
    assert written(TOLD, OTHER) == written(TOLD, OTHER)
    assert list(written(TOLD, OTHER)) == list(written(TOLD, OTHER))


@pytest.mark.parametrize("name", ["briefings", "quotes", "events"])
@pytest.mark.parametrize("address", [ADDRESS, ""])
def test_a_list_fits_the_schema_beside_it(name: str, address: str) -> None:
    found = written(TOLD, OTHER, *map(hostile_briefing, HOSTILE), address=address)
    schema, listed = json.loads(found[f"data/schema/{name}.json"]), json.loads(found[f"data/{name}.json"])
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(listed)
    assert listed["$schema"] == f"{address}data/schema/{name}.json"
    assert all(row["url"].startswith(f"{address}briefings/b") for row in listed[name])


@pytest.mark.parametrize("name", ["briefings", "quotes", "events"])
def test_a_long_list_goes_on_in_other_files(
    name: str, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = json.loads(files[f"data/{name}.json"])
    monkeypatch.setitem(LARGEST, name, 1)
    parts = written(TOLD, OTHER)
    schema, found, following = json.loads(files[f"data/schema/{name}.json"]), [], f"{ADDRESS}data/{name}.json"
    while following:
        part = json.loads(parts[following.removeprefix(ADDRESS)])
        Draft202012Validator(schema).validate(part)
        found += part[name]
        following = part.pop("next", None)
    assert found == whole[name]
    assert sum(path.startswith(f"data/{name}") and path.endswith(".json") for path in parts) > 1


def test_a_briefing_in_the_list(files: dict[str, bytes]) -> None:
    first = json.loads(files["data/briefings.json"])["briefings"][1]
    assert first["id"] == "b0" and first["status"] == "reviewed"
    assert first["topics"] == [{"name": "The bridge", "url": f"{ADDRESS}topics/the-bridge/"}]
    assert first["key_points"][0]["evidence"][0]["sentence"] == "Work began in 2029."


def test_a_quote_in_the_list(files: dict[str, bytes]) -> None:
    (quote,) = json.loads(files["data/quotes.json"])["quotes"]
    assert quote["url"] == f"{ADDRESS}briefings/b0/#q-00000a"
    assert (quote["text"], quote["speaker"], quote["speaker_basis"]) == (
        "We are proud",
        "Ida Moor",
        "explicit",
    )
    assert (quote["date"], quote["date_basis"]) == ("2031-03-04", "published")
    assert quote["evidence"] == [
        {
            "sentence": "“We are proud,” Ida Moor said.",
            "publisher": "The Orrin Post",
            "title": "A bridge at last",
            "url": "https://post.example/a",
            "published": "2031-03-04",
            "place": "paragraph 3",
            "page": f"{ADDRESS}briefings/b0/#fn:s1-3",
        }
    ]


def test_an_event_in_the_list(files: dict[str, bytes]) -> None:
    listed = {event["text"]: event for event in json.loads(files["data/events.json"])["events"]}
    opened = listed["The bridge over the Orla opened."]
    assert (opened["earliest"], opened["date_basis"], opened["certainty"]) == (
        "2031-03-04",
        "stated",
        "stated",
    )
    assert [line["url"] for line in opened["lines"]] == [
        f"{ADDRESS}briefings/b0/#t-00000c",
        f"{ADDRESS}briefings/b1/#t-00000d",
    ]
    assert opened["evidence"][0]["dating"] == "date counted from “Tuesday”"
    assert listed["The last stone was laid."]["certainty"] == "inferred"
    assert "latest" not in listed["Tolls may be taken."]


def test_a_table_has_every_line_of_the_page(files: dict[str, bytes]) -> None:
    found = rows(files["data/briefings/b0.csv"])
    entries = data_of(TOLD).index.briefings[0].content.timeline
    assert [(row["date"], row["text"]) for row in found] == [(entry.date, entry.text) for entry in entries]
    assert found[0] == {
        "id": "t-00000a",
        "date": "2029",
        "earliest": "2029-01-01",
        "latest": "2029-12-31",
        "status": "happened",
        "certainty": "stated",
        "basis": "stated",
        "text": "Work began.",
        "sources": "The Orrin Post (https://post.example/a)",
        "evidence": "Work began in 2029.",
        "url": f"{ADDRESS}briefings/b0/#t-00000a",
    }
    assert found[-1]["latest"] == ""


@pytest.mark.parametrize("name", ["timeline", "topics/the-bridge"])
def test_a_merged_timeline_has_every_line_of_its_page(files: dict[str, bytes], name: str) -> None:
    data = data_of(TOLD, OTHER)
    lines = data.lines if name == "timeline" else data.timelines.of_topic("the-bridge")
    told = [(line.id, line.date, line.text) for line in lines]
    assert [(row["id"], row["date"], row["text"]) for row in rows(files[f"data/{name}.csv"])] == told
    assert [slide["unique_id"] for slide in json.loads(files[f"data/{name}.json"])["events"]] == [
        line.id for line in lines
    ]


def test_a_calendar_has_what_has_a_day_or_a_span(files: dict[str, bytes]) -> None:
    found = {str(event["SUMMARY"]): event for event in events(files["data/briefings/b0.ics"])}
    assert found.keys() == {
        "The last stone was laid.",
        "The bridge over the Orla opened.",
        "Ferries will be sold.",
    }
    ferries = found["Ferries will be sold."]
    assert (ferries["DTSTART"].dt, ferries["DTEND"].dt) == (date(2031, 4, 1), date(2031, 7, 1))
    assert ferries["STATUS"] == "TENTATIVE"
    assert found["The bridge over the Orla opened."]["URL"] == f"{ADDRESS}briefings/b0/#t-00000c"


def test_an_event_has_one_identity_in_all_calendars(files: dict[str, bytes]) -> None:
    def uids(name: str) -> set[str]:
        return {str(event["UID"]) for event in events(files[f"data/{name}.ics"])}

    assert uids("topics/the-bridge") == uids("timeline") == uids("briefings/b0")


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2031", {"year": 2031}, None),
        ("2031-03", {"year": 2031, "month": 3}, None),
        ("2031-03-04", {"year": 2031, "month": 3, "day": 4}, None),
        (
            "2031-03-04T09:30:15-04:00",
            {"year": 2031, "month": 3, "day": 4, "hour": 9, "minute": 30, "second": 15},
            None,
        ),
        ("2031-03-04T09:30Z", {"year": 2031, "month": 3, "day": 4, "hour": 9, "minute": 30}, None),
        ("2031-24", {"year": 2031, "month": 12}, {"year": 2032, "month": 2}),
        ("203X", {"year": 2030}, {"year": 2039}),
        ("2030/2031-05", {"year": 2030}, {"year": 2031, "month": 5}),
        ("2030/..", {"year": 2030}, None),
        ("../2030-05", {"year": 2030, "month": 5}, None),
        ("2031-03~", {"year": 2031, "month": 3}, None),
    ],
)
def test_dates_of_a_slide(value: str, first: dict[str, int], last: dict[str, int] | None) -> None:
    assert dates_of(value) == (first, last)


def test_a_slide(files: dict[str, bytes]) -> None:
    slides = json.loads(files["data/briefings/b0.json"])["events"]
    assert slides[1]["display_date"] == "about February 2031"
    assert slides[3]["text"] == {
        "headline": "Ferries will be sold.",
        "text": f'<p>planned</p><p><a href="{slides_url(slides[3])}">Bridge opens</a></p>',
    }


def slides_url(slide: dict[str, Any]) -> str:
    return f"{ADDRESS}briefings/b0/#{slide['unique_id']}"


@pytest.mark.parametrize("address", [ADDRESS, ""])
def test_a_briefing_is_ninjs(address: str) -> None:
    found = written(TOLD, *map(hostile_briefing, HOSTILE), address=address)
    Draft202012Validator.check_schema(NINJS)
    for path, data in found.items():
        if path.startswith("data/ninjs/"):
            item = json.loads(data)
            Draft202012Validator(NINJS, format_checker=FormatChecker()).validate(item)
            assert urlsplit(item["uri"]).scheme in ("https", "urn")


def test_a_ninjs_item(files: dict[str, bytes]) -> None:
    item = json.loads(files["data/ninjs/b0.json"])
    assert item["uri"] == f"{ADDRESS}briefings/b0/"
    assert item["versionCreated"] == "2031-03-05T08:00:00+01:00"
    assert [name["name"] for name in item["people"] + item["organisations"]] == ["Ida Moor", "Harbour Board"]
    assert next(event["uri"] for event in item["events"]) == f"{ADDRESS}briefings/b0/#t-00000a"
    assert item["associations"][0]["uri"] == "https://post.example/a"
    assert "“We are proud” — Ida Moor, engineer" in item["bodies"][0]["value"]
    assert "edNote" not in item and "edNote" in json.loads(files["data/ninjs/b1.json"])


def test_a_ninjs_item_tells_on_what_terms_its_sources_may_be_used() -> None:
    other = "{id: s2, publisher: Wire, licence: MIT OR 0BSD}, {id: s3, publisher: Bell}"
    rights = "licence: cc-by-4.0, credit: '© The Post'}"
    text = TOLD.replace("published: 2031-03-04}", f"published: 2031-03-04, {rights}")
    sources = text.replace("  - {id: s1", "  [{id: s1").replace(rights, f"{rights}, {other}]")
    item = json.loads(written(sources)["data/ninjs/b0.json"])
    Draft202012Validator(NINJS, format_checker=FormatChecker()).validate(item)
    terms = ("copyrightNotice", "usageTerms", "rightsInfo")
    assert [[source.get(name) for name in terms] for source in item["associations"]] == [
        ["© The Post", "CC-BY-4.0", {"linkedRights": "https://creativecommons.org/licenses/by/4.0/"}],
        [None, "MIT OR 0BSD", None],
        [None, None, None],
    ]
    assert len({source["uri"] for source in item["associations"]}) == 3


def test_llms_txt(files: dict[str, bytes]) -> None:
    text = files["llms.txt"].decode()
    assert text.startswith("# The Desk\n\n> Curated")
    links = [line for line in text.split("\n") if line.startswith("- [")]
    paths = {line.partition("](")[2].partition(")")[0].removeprefix(ADDRESS) for line in links}
    assert {path for path in paths if "." in path} <= files.keys()
    assert "topics/" in paths and "briefings/b1/" in paths


# --- hostile texts --------------------------------------------------------------------------------------------


def hostile_briefing(words: str) -> str:
    told = json.dumps(words)
    line = words.replace("\\", "\\\\").replace("<", "\\<").replace("[", "\\[")
    return (
        f"---\ntitle: {told}\ndate: 2031-03-04\ntopics: [{told}]\npeople: [{told}]\n"
        f"sources:\n  - {{id: s1, publisher: {told}, title: {told}, url: 'javascript:alert(1)'}}\n---\n\n{line}\n\n"
        f"## Timeline\n\n- 2031-03-04 — {line}[^s1-1]\n\n[^s1-1]: P, paragraph 1: “{line}”\n"
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_texts_stay_text(words: str) -> None:
    found = written(hostile_briefing(words))
    entry = data_of(hostile_briefing(words)).index.briefings[0].content.timeline[0]
    for data in found.values():
        assert b"javascript:alert(1)'" not in data and b'"javascript:' not in data
    slide = json.loads(found["data/briefings/b0.json"])["events"][0]["text"]
    assert "<script" not in slide["headline"] and "<x/>" not in slide["headline"]
    (row,) = rows(found["data/briefings/b0.csv"])
    assert row["text"].removeprefix("'") == entry.text
    assert not any(value.startswith(("=", "+", "-", "@")) for value in row.values())
    (event,) = events(found["data/briefings/b0.ics"])
    assert str(event["SUMMARY"]) == entry.text
    html = json.loads(found["data/ninjs/b0.json"])["bodies"][1]["value"]
    assert "<script" not in html and "<x/>" not in html
    assert not re.search(r"(?<!\\)\]\(javascript", found["llms.txt"].decode())


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_no_cell_is_a_formula(start: str) -> None:
    found = written(OTHER.replace("— The bridge", f"— {start}1+1 the bridge"))
    (row,) = rows(found["data/timeline.csv"])
    assert row["text"] == f"'{start}1+1 the bridge over the Orla opened."


def test_a_lone_surrogate_breaks_no_list() -> None:
    assert json.loads(json_bytes({"title": "Rain \ud83d"})) == {"title": "Rain \ud83d"}


# --- what a file is known by ----------------------------------------------------------------------------------


def keys(*texts: str) -> dict[str, str]:
    return {file.path: file.key for file in export_files(data_of(*texts), "all", "")}


def changed(before: str, after: str) -> set[str]:
    first, second = keys(TOLD, OTHER), keys(TOLD.replace(before, after), OTHER)
    return {path for path in first if first[path] != second[path]}


def test_an_edited_lead_leaves_timelines_as_they_are() -> None:
    files = changed("opened on Tuesday.[^s1-1]\n\n##", "opened at noon.[^s1-1]\n\n##")
    assert "data/ninjs/b0.json" in files and "data/briefings.json" in files
    assert not any(path.startswith(("data/timeline", "data/topics", "data/events")) for path in files)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Work began.", "Work was begun."),
        ("A bridge at last", "A bridge"),
        ("https://post.example/a", "https://post.example/b"),
        ("t-00000a", "t-00000e"),
        ("“Work began in 2029.”", "“Work had begun in 2029.”"),
        ("title: Bridge opens", "title: Bridge is open"),
    ],
)
def test_whatever_a_timeline_tells_counts(before: str, after: str) -> None:
    assert {"data/timeline.csv", "data/topics/the-bridge.json", "data/events.json"} <= changed(before, after)


def test_the_address_of_the_site_counts() -> None:
    here, there = (
        {file.path: file.key for file in export_files(data_of(TOLD, address=address), "all", "")}
        for address in (ADDRESS, "")
    )
    assert all(here[path] != there[path] for path in here)


def test_a_line_that_fails_is_left_out_of_one_file_alone() -> None:
    data, said = data_of(TOLD), list[Any]()
    build = SiteBuild(said.append)

    def write(things: Any) -> bytes:
        if any(thing.entry.status is Status.PLANNED for thing in things):
            raise ValueError("odd")
        return b"%d" % len(things)

    file = next(each for each in export_files(data, "all", "") if each.path.endswith("b0.csv"))
    assert build.exported(replace(file, write=write)) == (b"4", False)
    assert [(problem.file, problem.line) for problem in said] == [
        ("/b0.md", 1 + TOLD[: TOLD.index("- 2031-04/")].count("\n"))
    ]


def test_a_briefing_that_fails_stops_no_other() -> None:
    build = SiteBuild((said := list[Any]()).append)
    file = next(each for each in export_files(data_of(TOLD), "all", "") if each.path.endswith("b0.csv"))
    assert build.exported(replace(file, things=lambda: 1 // 0)) == (b"", False)  # type: ignore[arg-type,return-value]
    assert [(problem.file, problem.line) for problem in said] == [("/b0.md", 0)]
    with pytest.raises(ZeroDivisionError):
        build.exported(replace(file, things=lambda: 1 // 0, places=()))  # type: ignore[arg-type,return-value]
