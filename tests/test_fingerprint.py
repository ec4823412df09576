"""What all pages rest on: it is the same for the same configuration, and another for another."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config

from dateline.mkdocs import fingerprint
from dateline.mkdocs.fingerprint import digest_of_setup
from dateline.project import cache
from sites import make_project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("fingerprint") / "project")


def of(project: Path, *also: object, **options: Any) -> str:
    return digest_of_setup(load_config(str(project / "mkdocs.yml"), **options), *also)


def test_the_same_project_has_the_same_fingerprint(project: Path) -> None:
    assert of(project) == of(project)
    assert of(project, {"latest": 3}, "en") == of(project, {"latest": 3}, "en")


@pytest.mark.parametrize(
    "options",
    [
        {"site_dir": "public"},
        {"dev_addr": "127.0.0.1:9000"},
        {"site_url": "https://a.example"},
        {"strict": True},
    ],
    ids=lambda options: next(iter(options)),
)
def test_how_and_where_the_site_is_built_counts_nowhere(project: Path, options: dict[str, object]) -> None:
    assert of(project, **options) == of(project)


@pytest.mark.parametrize(
    "options",
    [
        {"site_name": "The Desk"},
        {"extra": {"a": 1}},
        {"use_directory_urls": False},
        {"copyright": "The Desk"},
    ],
    ids=lambda options: next(iter(options)),
)
def test_what_pages_show_of_the_configuration_counts(project: Path, options: dict[str, object]) -> None:
    assert of(project, **options) != of(project)


def test_what_else_counts_counts(project: Path) -> None:
    assert len({of(project), of(project, "en"), of(project, "de"), of(project, {"latest": 3})}) == 4


def edit_template(project: Path) -> None:
    with (project / "theme" / "partials" / "words.html").open("a", encoding="utf-8") as template:
        template.write("{# by hand #}")


def override_template(project: Path) -> None:
    (project / "theme" / "partials" / "toc.html").write_text("by hand", encoding="utf-8")


@pytest.mark.parametrize("change", [edit_template, override_template])
def test_templates_count(project: Path, change: Callable[[Path], None]) -> None:
    before = of(project)
    change(project)
    assert of(project) != before


def test_the_versions_of_code_and_libraries_count(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [of(project)]
    monkeypatch.setattr(fingerprint, "version", lambda library: "99")
    found.append(of(project))
    monkeypatch.setattr(cache, "version_of", lambda what: "another")
    found.append(of(project))
    assert len(set(found)) == 3
