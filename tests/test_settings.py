"""Settings: read from mkdocs.yml without MkDocs, refused with the remedy."""

from typing import Any

import pytest

from dateline.model.problems import DatelineError
from dateline.project import settings
from dateline.project.settings import Settings


@pytest.mark.parametrize(
    ("text", "publish"),
    [
        ("", "all"),
        ("site_name: x", "all"),
        ("plugins: [search, dateline]", "all"),
        ("plugins:\n  - dateline:\n", "all"),
        ("plugins:\n  - search\n  - dateline:\n      publish: reviewed\n", "reviewed"),
        ("plugins:\n  search: {}\n  dateline:\n    publish: reviewed\n", "reviewed"),
        (
            "x: !ENV [A, b]\ny: !!python/name:a.b\nplugins:\n  - dateline:\n      publish: reviewed\n",
            "reviewed",
        ),
    ],
)
def test_read(text: str, publish: str) -> None:
    assert settings.read_settings(text) == Settings(publish=publish)


def test_names_that_are_one() -> None:
    text = "plugins:\n  - dateline:\n      aliases:\n        UN: [U.N., United Nations]\n        AP: []\n"
    assert settings.read_settings(text).aliases == {"UN": ["U.N.", "United Nations"], "AP": []}
    assert settings.read_settings("").aliases == {}


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"publis": "all"}, "did you mean “publish”"),
        ({"publish": "some"}, "it takes all or reviewed"),
        ({"latest": "3"}, "it takes a whole number"),
        ({"latest": True}, "it takes a whole number"),
        ({"seeds_dir": 3}, "it takes text"),
        ({"timeline": -1}, "it takes 0 or more"),
        ({"aliases": ["UN"]}, "it takes names, each with a list"),
        ({"aliases": {"UN": "U.N."}}, "it takes a list of names"),
        ({"aliases": {False: ["Norway"]}}, "it takes a list of names"),
        ({"aliases": {"A": ["B"], "C": ["b"]}}, "has “b” under “A” and “C”"),
        ({"text_mining_terms": "terms.html", "text_mining": "reserved"}, "it takes a whole address"),
        ({"text_mining_terms": "https://a.example/b\nX: y", "text_mining": "reserved"}, "a whole address"),
        ({"text_mining_terms": "https://a.example/b"}, "set text_mining: reserved"),
        ({"source_text": "some"}, "it takes none or evidence or full"),
        ({"outlets": ["Bell"]}, "it takes outlets, each with"),
        ({"outlets": {"Bell": "none"}}, "it takes what holds for an outlet"),
        ({"outlets": {"Bell": {"txt": "none"}}}, "did you mean “text”"),
        ({"outlets": {"Bell": {"text": "no"}}}, "text takes none, evidence, full"),
        ({"outlets": {"Bell": {"licence": "CC BY 4.0"}}}, "did you mean CC-BY-4.0"),
        ({"outlets": {"Bell": {"credit": 3}}}, "credit takes text"),
    ],
)
def test_refused(options: dict[str, Any], complaint: str) -> None:
    with pytest.raises(DatelineError, match=complaint):
        settings.parse_options(options)


def test_broken_yaml_names_the_line() -> None:
    with pytest.raises(DatelineError, match=r"mkdocs.yml:2: error: not valid YAML"):
        settings.read_settings("a: b\nc: d: e\n")
