"""ProperDocs, the maintained fork of MkDocs, builds the same site from the same files."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.project.new_project import SiteIdentity, create_project
from sites import ROOT, briefing_text, build_site

_GENERATOR = re.compile(rb'<meta name="generator" content="mkdocs-[^,]*,')


def properdocs(project: Path) -> tuple[int, str]:
    """Build as its users do, in a process of its own: it takes MkDocs' place in the whole interpreter.

    In another zone and language, and with sets in another order.
    """
    options = ("--strict", "--config-file", str(project / "mkdocs.yml"), "--site-dir", str(project / "other"))
    command = (sys.executable, "-m", "properdocs", "build", *options)
    elsewhere = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=elsewhere)
    return done.returncode, done.stdout + done.stderr


def pages(site: Path) -> dict[str, bytes]:
    """All files of a site, without the name of the program that made them."""
    files = (path for path in site.rglob("*") if path.is_file())
    return {
        path.relative_to(site).as_posix(): _GENERATOR.sub(b'<meta name="generator">', path.read_bytes())
        for path in files
    }


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with each kind of page; a briefing and a page of the docs link to nothing."""
    root = tmp_path_factory.mktemp("properdocs") / "project"
    create_project(root, SiteIdentity("The Pellmere desk", "https://pellmere.example/"))
    for path in (*sorted((ROOT / "briefings").glob("*.md"))[-2:], *(ROOT / "seeds").glob("2025-05-*.txt")):
        shutil.copy(path, root / path.parent.name)
    text = briefing_text("Ferry sails", body="It left [early](gone.md).")
    (root / "briefings" / "ferry.md").write_text(text, encoding="utf-8")
    (root / "docs" / "about.md").write_text("# About\n\n[Gone](gone.md)\n", encoding="utf-8")
    return root


@pytest.mark.long
def test_the_same_site_is_built_page_by_page_and_what_is_wrong_is_told_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "SOURCE_DATE_EPOCH", "1900000000")
    ours = pages(build_site(project, strict=False))
    # What is wrong is told by the check and twice by MkDocs; then again, though the briefing's page is kept by then.
    for _ in range(2):
        code, said = properdocs(project)
        assert (code, "Aborted with 3 warnings in strict mode" in said) == (1, True), said
    theirs = pages(project / "other")
    assert sorted(theirs) == sorted(ours)
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert {"index.html", "briefings/ferry/index.html", "topics/index.html", "404.html"} < ours.keys()
