"""Builds of which nothing has changed: they leave the site alone, and notice whatever has."""

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.config import load_config

from dateline.mkdocs.site_output import SiteOutput
from dateline.project import cache
from dateline.project.files import Project
from dateline.project.settings import Settings
from marks import few_of
from sites import briefing_text, build_site, make_project

UNCHANGED = "nothing has changed since the last build"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its site, beside a copy of it."""
    project = make_project(tmp_path_factory.mktemp("built") / "project")
    (project / "briefings" / "a.md").write_text(briefing_text("Ferry sinks"))
    (project / "briefings" / "b.md").write_text(briefing_text("Ferry raised"))
    build_site(project, strict=False)
    shutil.copytree(project, project.with_name("copy"))
    return project


@pytest.fixture
def project(built: Path) -> Path:
    """That project as it was built, with the times of its files: a build knows its folder."""
    shutil.rmtree(built)
    return shutil.copytree(built.with_name("copy"), built)


@pytest.fixture
def is_left_alone(project: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], bool]]:
    """Builds, and tells whether the build found nothing to do."""

    def build() -> bool:
        caplog.clear()
        build_site(project, strict=False)
        return UNCHANGED in caplog.text

    with caplog.at_level(logging.INFO, "mkdocs"):
        yield build


def test_a_build_that_finds_nothing_changed_touches_nothing(
    project: Path, is_left_alone: Callable[[], bool]
) -> None:
    before = {path: path.stat().st_mtime_ns for path in (project / "site").rglob("*")}
    assert is_left_alone()
    assert is_left_alone()
    assert {path: path.stat().st_mtime_ns for path in (project / "site").rglob("*")} == before


def test_a_build_names_the_folder_of_the_site(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    edit_briefing(project)
    with caplog.at_level(logging.INFO, "mkdocs"):
        build_site(project, strict=False)
    assert f"to directory: {project / 'site'}" in caplog.text and "/dateline-site-" not in caplog.text


def edit_briefing(project: Path) -> None:
    (project / "briefings" / "a.md").write_text(briefing_text("Ferry afloat"))


def add_picture(project: Path) -> None:
    (project / "briefings" / "dam.png").write_bytes(b"picture")


def edit_page(project: Path) -> None:
    with (project / "docs" / "about.md").open("a", encoding="utf-8") as page:
        page.write("\nIt rained.\n")


def edit_template(project: Path) -> None:
    with (project / "theme" / "home.html").open("a", encoding="utf-8") as template:
        template.write("{# by hand #}")


def edit_style(project: Path) -> None:
    style = next((project / "theme").rglob("*.css"))
    style.write_text(f"{style.read_text(encoding='utf-8')}\n/* by hand */\n", encoding="utf-8")


def edit_configuration(project: Path) -> None:
    config = project / "mkdocs.yml"
    config.write_text(f"copyright: The Desk\n{config.read_text(encoding='utf-8')}", encoding="utf-8")


def delete_page_of_site(project: Path) -> None:
    (project / "site" / "briefings" / "a" / "index.html").unlink()


def edit_page_of_site(project: Path) -> None:
    (project / "site" / "briefings" / "a" / "index.html").write_text("By hand.")


def add_to_site(project: Path) -> None:
    (project / "site" / "stray.html").write_text("By hand.")


def delete_asset_of_site(project: Path) -> None:
    next((project / "site" / "assets").rglob("*.css")).unlink()


def delete_search(project: Path) -> None:
    shutil.rmtree(project / "site" / "pagefind")


def delete_site(project: Path) -> None:
    shutil.rmtree(project / "site")


@pytest.mark.parametrize("change", few_of([edit_briefing, edit_template, edit_page_of_site, delete_search], [
    add_picture, edit_page, edit_style, edit_configuration, delete_page_of_site, add_to_site, delete_asset_of_site,
    delete_site,
]), ids=lambda change: change.__name__)  # fmt: skip
def test_a_change_is_noticed_and_then_there_is_rest(
    project: Path, is_left_alone: Callable[[], bool], change: Callable[[Path], None]
) -> None:
    site = project / "site"
    files = {path for path in site.rglob("*") if path.is_file() and "pagefind" not in path.parts}
    change(project)
    assert not is_left_alone()
    found = {path for path in site.rglob("*") if path.is_file() and "pagefind" not in path.parts}
    assert {path for path in files ^ found if ".css" not in path.suffixes} == set()
    assert "<h1" in (site / "briefings" / "a" / "index.html").read_text(encoding="utf-8")
    assert (site / "pagefind" / "pagefind.js").exists()
    assert is_left_alone()


def test_a_server_shows_a_whole_site_or_none_first(project: Path) -> None:
    config = load_config(str(project / "mkdocs.yml"))
    server = SiteOutput(Project(project, Settings()), project / "other", is_serving=True)
    assert server.show_first(config)
    assert server.is_skipped
    assert server.shown == project / "site"
    (project / "site" / "index.html").unlink()
    server.is_skipped = False
    assert not server.show_first(config)
    server.close()


def test_a_new_version_of_the_code_builds_anew(
    is_left_alone: Callable[[], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    version_of = cache.version_of
    monkeypatch.setattr(cache, "version_of", lambda what: f"{version_of(what)} and one")
    assert not is_left_alone()
    assert is_left_alone()


def test_what_was_warned_of_is_told_until_it_is_mended(
    project: Path, is_left_alone: Callable[[], bool], caplog: pytest.LogCaptureFixture
) -> None:
    (project / "briefings" / "a.md").write_text(briefing_text("A", body="See [b](gone.md)."))
    for _ in range(3):
        assert not is_left_alone()
        assert "the link leads to gone.md" in caplog.text
    (project / "briefings" / "a.md").write_text(briefing_text("A", body="See [b](b.md)."))
    assert not is_left_alone()
    assert is_left_alone()


def test_a_build_that_fails_is_not_taken_for_one_that_has_ended(
    project: Path, is_left_alone: Callable[[], bool]
) -> None:
    home = project / "theme" / "home.html"
    template = home.read_text(encoding="utf-8")
    home.write_text("{% nonsense %}", encoding="utf-8")
    with pytest.raises(Exception, match="nonsense"):
        build_site(project, strict=False)
    home.write_text(template, encoding="utf-8")
    assert not is_left_alone()
    assert is_left_alone()
