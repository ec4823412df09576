"""The theme of a project that has none, or that replaces a part of it."""

from pathlib import Path

import pytest
from mkdocs.config import load_config

from dateline.mkdocs import theme
from dateline.mkdocs.theme import configure_theme
from dateline.model.problems import DatelineError
from sites import briefing_text, build_site

LEAST = "site_name: The Pellmere desk\nplugins: [dateline]\n"
MATERIAL = f"{LEAST}theme:\n  name: material\n"


def project_of(root: Path, config: str) -> Path:
    """A project without a theme of its own."""
    for folder in ("docs", "briefings", "mine"):
        (root / folder).mkdir()
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    (root / "briefings" / "a.md").write_text(briefing_text("Ferry sails"), encoding="utf-8")
    return root


def page(site: Path) -> str:
    return (site / "briefings" / "a" / "index.html").read_text(encoding="utf-8")


def test_a_project_needs_no_theme_folder_and_no_home_page(tmp_path: Path) -> None:
    site = build_site(project_of(tmp_path, MATERIAL))
    assert 'id="headline"' in page(site)
    home = (site / "index.html").read_text(encoding="utf-8")
    assert "Ferry sails" in home and "The Pellmere desk</h1>" in home


def test_a_project_replaces_single_templates(tmp_path: Path) -> None:
    project = project_of(tmp_path, f"{MATERIAL}  custom_dir: mine\n")
    (project / "mine" / "partials").mkdir()
    (project / "mine" / "partials" / "copyright.html").write_text("Printed by nobody", encoding="utf-8")
    shown = page(build_site(project))
    assert "Printed by nobody" in shown
    assert 'id="headline"' in shown


def test_a_project_keeps_its_home_page_and_its_looks(tmp_path: Path) -> None:
    looks = "  logo: lamp.svg\n  font: {text: Literata}\nextra_css: [mine.css]\n"
    project = project_of(tmp_path, MATERIAL + looks)
    for name, text in (("index.md", "# Our lamp"), ("lamp.svg", "<svg/>"), ("mine.css", "")):
        (project / "docs" / name).write_text(text, encoding="utf-8")
    home = (build_site(project) / "index.html").read_text(encoding="utf-8")
    assert "Our lamp" in home and 'src="lamp.svg"' in home and "family=Literata" in home
    assert home.index("assets/stylesheets/dateline.css") < home.index('href="mine.css"')


def test_what_a_project_lists_itself_is_not_added_again(tmp_path: Path) -> None:
    own = (
        "extra_css: [assets/stylesheets/search.css]\nextra_javascript: [assets/javascripts/search.js]\n"
        "markdown_extensions: [markdown.extensions.footnotes, {admonition: {}}]\n"
    )
    config = load_config(str(project_of(tmp_path, MATERIAL + own) / "mkdocs.yml"))
    configure_theme(config)
    configure_theme(config)
    assert len(set(config.extra_css)) == len(config.extra_css) == 4
    assert len({str(script) for script in config.extra_javascript}) == len(config.extra_javascript) == 5
    assert [name for name in config.markdown_extensions if "footnotes" in name or name == "admonition"] == [
        "markdown.extensions.footnotes",
        "admonition",
    ]
    assert len(set(config.theme.dirs)) == len(config.theme.dirs)


@pytest.mark.parametrize("theme", ["", "theme: readthedocs\n", "theme: {name: null, custom_dir: mine}\n"])
def test_a_theme_that_the_templates_do_not_fit(tmp_path: Path, theme: str) -> None:
    config = load_config(str(project_of(tmp_path, LEAST + theme) / "mkdocs.yml"))
    with pytest.raises(
        DatelineError, match=r"mkdocs\.yml: error: the theme is .* \(write: theme: material\)"
    ):
        configure_theme(config)


def test_a_package_that_lost_its_theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = load_config(str(project_of(tmp_path, MATERIAL) / "mkdocs.yml"))
    monkeypatch.setattr(theme, "_FOLDERS", (tmp_path / "gone",))
    with pytest.raises(
        DatelineError, match=r"gone: error: the theme is not there \(install Dateline again\)"
    ):
        configure_theme(config)
