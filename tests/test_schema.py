"""The schema: what it accepts, and how it says what is wrong."""

import pytest
from jsonschema import Draft202012Validator

from dateline import metadata, schema

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
    seed: seeds/a.txt
    sha256: 0000000000000000000000000000000000000000000000000000000000000000
x-mine: anything
---
"""


def problems_of(text: str) -> list[tuple[int, str, str]]:
    found = schema.validate(metadata.split(text, "b.md"), "b.md")
    return [(problem.line, problem.message, problem.hint) for problem in found]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema.SCHEMA)


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
        ("sources: [{id: one}]", 3, "sources.0.id", "pattern"),
        ("sources: [{id: s1, url: 'javascript:x'}]", 3, "sources.0.url", "https://"),
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
