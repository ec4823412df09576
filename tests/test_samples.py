"""A clone without its samples: one command, and nothing of them is left but what a person has changed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from dateline.check.runner import check_project
from dateline.project import files
from samples import list_of_samples
from sites import ROOT, build_site

sys.path.insert(0, str(ROOT / "scripts"))
from remove_samples import LIST, without_pages

LISTED = [line.split("  ", 1)[1] for line in LIST.read_text("utf-8").splitlines() if "  " in line]
CHANGED = "briefings/2025-05-19-infrastructure-minister-castellane-resigns-over-velloe-dam.md"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    for folder in ("briefings", "seeds", "docs", "theme", ".dateline"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("cache"))
    (tmp_path / "scripts").mkdir()
    for name in ("mkdocs.yml", "scripts/remove_samples.py", "scripts/samples.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def remove(clone: Path) -> str:
    script = clone / "scripts" / "remove_samples.py"
    return subprocess.run([sys.executable, script], capture_output=True, text=True, check=True).stdout


def files_in(*folders: Path) -> list[str]:
    return [path.name for folder in folders for path in folder.rglob("*") if path.is_file()]


def test_the_list_is_that_of_the_samples() -> None:
    assert LIST.read_text("utf-8") == list_of_samples(), "run `python tests/samples.py`"
    kept = (ROOT / ".dateline" / name for name in ("base", "reviewed", "proposals"))
    found = files_in(ROOT / "briefings", ROOT / "seeds", ROOT / "docs" / "guide", *kept)
    assert {Path(name).name for name in LISTED} >= set(found)


def test_nothing_of_them_is_left(clone: Path) -> None:
    (clone / ".dateline" / "cache").mkdir()
    assert "The samples are gone." in remove(clone)
    assert not [name for name in LISTED if (clone / name).exists()]
    assert files_in(clone / "briefings", clone / "seeds", clone / ".dateline") == ["briefing.schema.json"]
    assert not (clone / "docs" / "guide").exists() and not (clone / "docs" / "images").exists()
    before, after = ((folder / "mkdocs.yml").read_text("utf-8") for folder in (ROOT, clone))
    assert "Guide" not in after and "about.md" not in after and "# briefings are not listed here" in after
    assert set(after.splitlines()) <= set(before.splitlines())
    (clone / "briefings" / "a.md").write_text(
        "---\ntitle: Ferry sails\ndate: 2031-03-04\n---\n\nIt rained.\n"
    )
    assert not check_project(files.open_project(clone / "mkdocs.yml")).all()
    site = build_site(clone)
    shown = "".join(path.read_text("utf-8") for path in site.rglob("*.html"))
    assert "Velloe" not in shown and "Ferry sails" in shown
    assert not (site / "guide").exists() and not (site / "about").exists()
    assert "The samples are gone." in remove(clone), "a second run finds nothing to do"


def test_what_a_person_changed_is_kept_whole_and_named(clone: Path) -> None:
    for name in (CHANGED, "docs/about.md"):
        path = clone / name
        path.write_text(path.read_text("utf-8") + "\nOurs.\n", encoding="utf-8", newline="\r\n")
    unchanged = clone / "briefings" / "2025-05-18-water-strike-called-off-after-night-of-talks.md"
    unchanged.write_bytes(unchanged.read_bytes().replace(b"\n", b"\r\n"))  # as git may on Windows
    said = remove(clone)
    named = [line.rpartition(": ")[2] for line in said.splitlines() if line.startswith("kept")]
    assert named == [CHANGED, "docs/about.md"]
    assert files_in(clone / "briefings") == [Path(CHANGED).name]
    assert files_in(clone / "seeds") == ["2025-05-19-minister-resigns.txt"]
    assert files_in(clone / ".dateline" / "base") == files_in(clone / ".dateline" / "reviewed")
    config = yaml.safe_load((clone / "mkdocs.yml").read_text("utf-8"))
    assert {"About": "about.md"} in config["nav"]
    build_site(clone)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- A: a.md\n- B: b.md\n", "- B: b.md\n"),
        ("- a.md # ours\n- b.md\n", "- b.md\n"),
        ("- G: # pages\n    - A: a.md\n    - a.md\n- B: b.md\n", "- B: b.md\n"),
        ("- B: b.md\n- G:\n    - A: a.md", "- B: b.md\n"),
        ("- G:\n    - A: a.md\n    - B: b.md\n", "- G:\n    - B: b.md\n"),
        ("- G:\n    - H:\n        - A: a.md\n- B: b.md\n", "- B: b.md\n"),
        ("x: [a.md]\n\n# - A: a.md\n", "x: [a.md]\n\n# - A: a.md\n"),
        ("- A: a.md\r\n- B: b.md\r\n", "- B: b.md\r\n"),
    ],
)
def test_entries_of_the_navigation(before: str, after: str) -> None:
    assert without_pages(before, {"a.md"}) == after
