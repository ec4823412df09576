"""The schema: what it accepts, and how it says what is wrong."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from dateline.briefing import front_matter, schema
from dateline.model.briefing import ReviewStatus

WHOLE = """---
title: No
description: A dek.
date: 2019-02~
updated: 2023-09-12T13:20:00-04:00
status: reviewed
topics: [Dam]
people: []
sources:
  - id: s1
    publisher: Gazette
    url: https://example.org/a
    text: full
    licence: CC-BY-4.0
    credit: © Gazette
    seed: seeds/a.txt
    sha256: 0000000000000000000000000000000000000000000000000000000000000000
x-mine: anything
---
"""


def problems_of(text: str) -> list[tuple[int, str, str]]:
    found = schema.validate(front_matter.split(text, "b.md"), "b.md")
    return [(problem.line, problem.message, problem.hint) for problem in found]


KEYWORDS = {"type", "minLength", "enum", "pattern", "format", "items", "uniqueItems"}
KEYWORDS |= {
    "required",
    "properties",
    "additionalProperties",
    "patternProperties",
    "description",
    "$schema",
    "title",
}
VALUES = st.sampled_from(
    [
        "",
        "A",
        "s1",
        "draft",
        "2031-02-30",
        "2031-03-04",
        "https://a.example",
        "0" * 64,
        None,
        7,
        True,
        ["A", "A"],
    ]
)


def rules_in(rule: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield rule
    for below in (*rule.get("properties", {}).values(), *filter(None, [rule.get("items")])):
        yield from rules_in(below)


def test_a_sound_front_matter_is_accepted_by_rules_that_are_all_known() -> None:
    assert all(rule.keys() <= KEYWORDS for rule in rules_in(schema.SCHEMA)), "`accepts` has to know them"
    assert all("properties" in rule for rule in rules_in(schema.SCHEMA) if "additionalProperties" in rule)
    assert schema.accepts(front_matter.split(WHOLE.replace("x-mine: anything\n", ""), "b.md").values)


@given(st.data())
def test_nothing_is_accepted_that_jsonschema_refuses(data: st.DataObject) -> None:
    source = schema.SCHEMA["properties"]["sources"]["items"]["properties"]
    sources = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(source, VALUES)))
    keys = dict.fromkeys((*schema.SCHEMA["properties"], "x-a", "b"), VALUES)
    front = data.draw(st.fixed_dictionaries({}, optional={**keys, "sources": VALUES | sources}))
    if schema.accepts(front):
        assert not list(schema._validator().iter_errors(front))


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(schema.SCHEMA)


def test_it_knows_every_status() -> None:
    assert schema.SCHEMA["properties"]["status"]["enum"] == list(ReviewStatus)


def test_a_whole_front_matter_is_fine() -> None:
    assert problems_of(WHOLE) == []


@pytest.mark.parametrize(
    ("line", "number", "message", "hint"),
    [
        ("topcs: [a]", 3, "unknown key “topcs”", "did you mean “topics”?"),
        ("date: 2023-13-01", 3, 'date is "2023-13-01"', "no such month"),
        ("updated: yesterday", 3, 'updated is "yesterday"', "write it like 2023-09-12"),
        ("status: done", 3, 'status is "done"', "it takes draft, reviewed, locked"),
        ("topics: Dam", 3, 'topics is "Dam"', "it takes a list"),
        ("topics: [a, a]", 3, "topics names something twice", "keep one"),
        ("sources: [{publisher: x}]", 3, "the key “id” is missing", "add “id: …”"),
        ("sources: [{id: one}]", 3, "sources.0.id", "s1, s2"),
        ("sources: [{id: s1, sha256: x}]", 3, "sources.0.sha256", "dateline convert"),
        ("people: ['']", 3, "people.0 is empty", "write it, or delete the item"),
        ("status: reviewd", 3, 'status is "reviewd"', "did you mean reviewed?"),
        ("sources: [{id: s1, url: 'javascript:x'}]", 3, "sources.0.url", "https://"),
        ("sources: [{id: s1, text: all}]", 3, 'sources.0.text is "all"', "it takes none, evidence, full"),
        ("sources: [{id: s1, licence: CC BY 4.0}]", 3, "sources.0.licence", "did you mean CC-BY-4.0?"),
        ("sources: [{id: s1, license: MIT}]", 3, "unknown key “license”", "did you mean “licence”?"),
    ],
)
def test_problems(line: str, number: int, message: str, hint: str) -> None:
    [found] = problems_of(f"---\ntitle: x\n{line}\n---\n")
    assert found[0] == number
    assert message in found[1]
    assert hint in found[2]


def test_a_title_is_required() -> None:
    assert problems_of("no front matter") == [(1, "the key “title” is missing", "add “title: …”")]


def test_every_key_is_described() -> None:
    described = list(schema.documented_keys())
    assert len(described) > 20
    assert [key for key, description in described if not description.endswith(".")] == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title: x\nstatus: done", (3, 9)),
        ("title: x\ntopcs: [a]", (3, 1)),
        ("title: x\nsources:\n  - id: s1\n    url: nowhere", (5, 10)),
        ("title: x\nsources:\n  - id: s1\n    ulr: nowhere", (5, 5)),
        ("title: x\nsources: [{id: s1}, {id: s2, sha256: 00}]", (3, 38)),
        ("title: x\npeople:\n  - A\n  - ''", (5, 5)),
        ("title: x\npeople:\n  all: of them", (3, 1)),
        ("title: x\nsources:\n  - publisher: y", (4, 5)),
    ],
)
def test_a_problem_points_at_the_value_or_the_key(text: str, place: tuple[int, int]) -> None:
    [found] = schema.validate(front_matter.split(f"---\n{text}\n---\n", "b.md"), "b.md")
    assert (found.line, found.column) == place
