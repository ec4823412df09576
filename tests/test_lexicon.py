"""Word lists: sorted, each entry once, with a note on top."""

from importlib.resources import files
from pathlib import Path

import pytest

from dateline import lexicon

LISTS = sorted(Path(str(files("dateline"))).rglob("lexicons/*.txt"))
TABLES = sorted(Path(str(files("dateline"))).rglob("lexicons/*.toml"))


def package_of(path: Path) -> str:
    return f"dateline.{path.parent.parent.name}"


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_lists(path: Path) -> None:
    entries = lexicon.lines(package_of(path), path.stem)
    assert path.read_text(encoding="utf-8").startswith("# ")
    assert entries
    assert list(entries) == sorted(set(entries)), "sort the list, each entry once"


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_tables(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# ")
    assert lexicon.table(package_of(path), path.stem)
