"""ninjs: the three generations of names, what is wrong with an item, what is refused."""

import json
from typing import Any

import pytest

from dateline.formats.seed_reader import article_from_seed
from dateline.model.article import Article, BlockKind, Seed
from dateline.model.problems import DatelineError, Problem, Severity

TEXT = "The council of Port Linden agreed on Tuesday to build a new harbour wall."
MARKUP = f"<p>{TEXT}</p><p>“It was time,” said the mayor, Odile Brandt.</p>"


def item(**fields: Any) -> tuple[Article, tuple[Problem, ...]]:
    return article_from_seed(Seed("a.json", json.dumps(fields).encode()), 10_000_000)


def paragraphs(found: Article) -> list[str]:
    return [found.slice(block.span) for block in found.paragraphs()]


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "Wall agreed", "body_xhtml": MARKUP, "byline": "By Ana Ruiz"},
        {"headline": "Wall agreed", "body_html": MARKUP, "body_text": TEXT, "byline": "Ana Ruiz"},
        {
            "headlines": [{"role": "short", "value": "Wall"}, {"role": "main", "value": "Wall agreed"}],
            "bodies": [
                {"contenttype": "text/plain", "value": TEXT * 9},
                {"contenttype": "text/html", "value": MARKUP},
            ],
            "by": "Ana Ruiz",
        },
        {
            "headlines": [{"value": "Wall agreed"}],
            "bodies": [{"contentType": "application/xhtml+xml", "value": MARKUP}],
            "by": "By Ana Ruiz for the Courier",
        },
    ],
    ids=["1 xhtml", "1 html", "2", "3"],
)
def test_generations(fields: dict[str, Any]) -> None:
    found, problems = item(versioncreated="2031-05-06", **fields)
    assert (found.title, found.authors, problems) == ("Wall agreed", ("Ana Ruiz",), ())
    assert paragraphs(found) == [TEXT, "“It was time,” said the mayor, Odile Brandt."]
    assert found.blocks[0].kind is BlockKind.HEADLINE


def test_plain_body() -> None:
    assert paragraphs(item(headline="Wall agreed", body_text=f"{TEXT}\n\n{TEXT}\n")[0]) == [TEXT, TEXT]


@pytest.mark.parametrize(
    ("fields", "published", "updated"),
    [
        ({"versioncreated": "2031-05-06T18:45:00+02:00"}, "2031-05-06T18:45:00+02:00", None),
        ({"versionCreated": "2031-05-06T18:45:00Z"}, "2031-05-06T18:45:00+00:00", None),
        (
            {"firstcreated": "2031-05-06T16:10:00Z", "versioncreated": "2031-05-06T18:45:00Z"},
            "2031-05-06T16:10:00+00:00",
            "2031-05-06T18:45:00+00:00",
        ),
        ({"contentcreated": "2031-05-06", "versioncreated": "2031-05-06"}, "2031-05-06", None),
        ({}, None, None),
    ],
)
def test_dates(fields: dict[str, Any], published: str | None, updated: str | None) -> None:
    found, _ = item(headline="Wall agreed", body_text=TEXT, **fields)
    assert (found.published, found.updated) == (published, updated)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("headline", None),
        ("body_xhtml", 5),
        ("versioncreated", "yesterday"),
        ("bodies", [{"role": "main"}]),
        ("headlines", {"main": "Wall agreed"}),
        ("language", ["en"]),
    ],
)
def test_a_property_of_the_wrong_kind_is_passed_over(name: str, value: Any) -> None:
    found, problems = item(**{"headlines": [{"value": "Wall agreed"}], "body_text": TEXT, name: value})
    assert paragraphs(found) == [TEXT]
    assert f"“{name}”" in problems[0].message
    assert problems[0].severity is Severity.WARNING


def test_an_item_without_text_is_told() -> None:
    found, problems = item(uri="urn:x:1", headline=None, body_text=None)
    assert found.text == ""
    assert [problem.message for problem in problems if "“" not in problem.message] == [
        "no headline was found; the first words stand in for it",
        "the text has no body",
    ]


def test_odd_json() -> None:
    fields = '"headline": "a", "headline": "Wall \\ud800 agreed", "x": NaN, "versioncreated": "2031-05-06"'
    text = f'{{{fields}, "body_text": "{TEXT}"}}'
    found, problems = article_from_seed(Seed("a.json", text.encode()), 10_000_000)
    assert found.title == "Wall ? agreed"
    assert ["given twice" in problem.message for problem in problems] == [True]


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ('{\n"headline": "Wall agreed",\n}', "not valid JSON", 3),
        ('["Wall agreed"]', "no news item", 0),
        ('{"headline":' * 100_000, "nested too deeply", 0),
    ],
    ids=["comma", "list", "deep"],
)
def test_refused(text: str, message: str, line: int) -> None:
    with pytest.raises(DatelineError, match=message) as caught:
        article_from_seed(Seed("a.json", text.encode()), 10_000_000)
    assert caught.value.problem.line == line


def test_markup_is_never_kept() -> None:
    found, _ = item(
        headline="<b>Wall</b>", body_xhtml=f"{MARKUP}<script>alert(1)</script><img src=x onerror=alert(1)>"
    )
    assert "alert" not in found.text


def test_people_and_rights_are_left_aside() -> None:
    found, problems = item(
        headline="Wall agreed",
        versioncreated="2031-05-06",
        body_text=TEXT,
        people=[{"name": 7}],
        usageterms=9,
    )
    assert (found.title, problems) == ("Wall agreed", ())
