"""What is published: the source archive makes the wheel, and the wheel alone makes a site in an empty folder.

Nightly, pip installs the wheel with all that it depends on, for each version of Python that the machine has.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser import serving
from found import addresses_in
from nightly import times
from sites import ROOT

pytestmark = pytest.mark.long

ARTICLES = ROOT / "tests" / "cases" / "newcomer"
PYTHONS: list[str] = times([], ["python3.11", "python3.12", "python3.13"])
LEAST = "site_name: The Pellmere desk\ntheme: material\nplugins: [dateline]\n"
"""The least that a configuration has to say."""

BRIEFING = """---
title: Ferry to Pellmere runs again
description: The strait was shut for nine days.
date: 2031-03-04
status: reviewed
reviewed: 2031-03-05
topics: [Pellmere ferry]
people: [Ottoline Brask]
sources:
  - {id: s1, publisher: Pellmere Courier}
---

The ferry sailed at dawn.[^k-1]

## Key quotes

!!! quote "Ottoline Brask, harbour master"
    “We counted every rivet.”[^q-1]

## Timeline

- 2031-02-23/2031-03-03 — The strait is shut.[^t-1]

[^k-1]: Pellmere Courier, paragraph 1: “The ferry sailed at dawn.”
[^q-1]: Pellmere Courier, paragraph 2: ““We counted every rivet,” said Ottoline Brask.”
[^t-1]: Pellmere Courier, paragraph 3: “The strait was shut from February 23 to March 3.”
"""


def run(command: Sequence[str | Path], folder: Path) -> str:
    """What a command says; without the source tree on Python's path."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def build(source: Path, target: str, folder: Path) -> Path:
    """Build the wheel or the source archive, without the network: hatchling comes with the developers' tools."""
    run([sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder], source)
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that the source archive makes."""
    root = tmp_path_factory.mktemp("packaging")
    with tarfile.open(build(ROOT, "sdist", root / "sdist")) as archive:
        if hasattr(tarfile, "data_filter"):  # Debian 12 has Python 3.11.2, which knows no filters
            archive.extraction_filter = tarfile.data_filter
        archive.extractall(root / "source")
    return build(next((root / "source").iterdir()), "wheel", root / "wheel")


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds the wheel, and borrows from this one what the wheel depends on."""
    root = tmp_path_factory.mktemp("environment")
    venv.create(root, with_pip=False)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(root)}))
    install: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        site,
    ]
    run([*install, wheel], root)
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return root / ("Scripts" if os.name == "nt" else "bin") / "python"


@pytest.fixture(scope="module")
def site(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a folder that holds a configuration and a briefing, built strictly."""
    project = tmp_path_factory.mktemp("project")
    (project / "docs").mkdir()
    (project / "briefings").mkdir()
    (project / "mkdocs.yml").write_text(LEAST, encoding="utf-8")
    (project / "briefings" / "ferry.md").write_text(BRIEFING, encoding="utf-8")
    run([python, "-m", "mkdocs", "build", "--strict"], project)
    return project / "site"


def test_the_package_is_the_wheels(python: Path, tmp_path: Path) -> None:
    shown = run([python, "-c", "import dateline; print(dateline.__file__)"], tmp_path)
    assert Path(shown.strip()).is_relative_to(python.parents[1])


def test_the_page_of_a_briefing_has_all_its_parts(site: Path) -> None:
    page = (site / "briefings" / "ferry" / "index.html").read_text(encoding="utf-8")
    for part in (
        'class="head__dek"',
        '<figure class="quote"',
        '<ol class="timeline">',
        "February 23 – March 3, 2031",
        'role="doc-endnotes"',
        "assets/stylesheets/briefing.css",
        "assets/javascripts/evidence.js",
        'href="../../topics/pellmere-ferry/"',
    ):
        assert part in page, part
    assert "https://fonts" not in page, "its styles bring their typeface"
    assert "Ferry to Pellmere runs again" in (site / "index.html").read_text(encoding="utf-8")


def test_the_search_finds_it(site: Path) -> None:
    assert {"briefings/ferry/", "topics/pellmere-ferry/"} <= addresses_in(site)


@pytest.mark.browser
def test_a_browser_shows_it(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda said: failed.append(said.text) if said.type == "error" else None)
    with serving(site) as url:
        page.goto(f"{url}briefings/ferry/")
        assert "Newsreader" in page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
        page.keyboard.press("/")
        page.keyboard.type("rivet")
        expect(page.locator(".finder mark").first).to_contain_text("rivet")
    page.close()
    assert failed == []


@pytest.mark.parametrize("theme", ["", "theme: mkdocs\n"], ids=["none", "mkdocs"])
def test_a_theme_that_is_not_material_is_refused_in_words(python: Path, tmp_path: Path, theme: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(f"site_name: A\n{theme}plugins: [dateline]\n", encoding="utf-8")
    done = subprocess.run([python, "-m", "mkdocs", "build"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    said = "mkdocs.yml: error: the theme is mkdocs, and Dateline's pages are made for Material for MkDocs"
    assert said in done.stderr and "Traceback" not in done.stderr


# --- from nothing to a published folder ------------------------------------------------------------------------


def begin_and_publish(python: Path, folder: Path) -> Path:
    """The site of a project that `dateline init` begins, after five articles were pasted into it."""
    dateline: list[str | Path] = [python, "-m", "dateline"]
    run([*dateline, "init", "desk", "--name", "The Pellmere desk", "--host", "github-pages"], folder)
    names = {path.relative_to(folder / "desk").as_posix() for path in (folder / "desk").rglob("*")}
    assert {".gitignore", ".mdformat.toml", ".github/workflows/publish.yml"} <= names, (
        "hidden files travel along"
    )
    for article in ARTICLES.glob("*.txt"):
        shutil.copy(article, folder / "desk" / "seeds")
    run([*dateline, "build"], folder / "desk")
    assert "5 briefings checked, no problems" in run([*dateline, "check"], folder / "desk")
    return folder / "desk" / "site"


def assert_published(site: Path) -> None:
    home = (site / "index.html").read_text(encoding="utf-8")
    assert "The Pellmere desk</h1>" in home and "Marn opens its second ramp" in home
    assert len(list(site.glob("briefings/*/index.html"))) == 5
    assert {
        "people/idony-falk/",
        "briefings/2025-06-20-strike-at-pellmere-shipyard-ends-after-four-days/",
    } <= (addresses_in(site))


@pytest.mark.model
def test_five_pasted_articles_become_a_site(python: Path, tmp_path: Path) -> None:
    assert_published(begin_and_publish(python, tmp_path))


@pytest.mark.model
@pytest.mark.parametrize("version", PYTHONS)
def test_an_empty_environment_needs_the_wheel_alone(wheel: Path, version: str, tmp_path: Path) -> None:
    interpreter = shutil.which(version)
    if interpreter is None or subprocess.run([interpreter, "--version"], capture_output=True).returncode:
        pytest.skip(f"no {version}")  # pyenv has commands of versions that it does not run
    run([interpreter, "-m", "venv", tmp_path / "venv"], tmp_path)
    python = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    run([python, "-m", "pip", "install", "--quiet", f"{wheel}[convert]"], tmp_path)
    assert_published(begin_and_publish(python, tmp_path))
