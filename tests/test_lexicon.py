"""Word lists: sorted, each entry once, with a note on top."""

from importlib.resources import files
from pathlib import Path

import pytest

from dateline.lang import lexicon

ROOT = Path(str(files("dateline.lang")))
LISTS = sorted(ROOT.rglob("*.txt"))
TABLES = sorted(ROOT.rglob("*.toml"))


def name_of(path: Path) -> tuple[str, str]:
    language, *parts = path.relative_to(ROOT).with_suffix("").parts
    return "/".join(parts), language


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_lists(path: Path) -> None:
    entries = lexicon.lines(*name_of(path))
    assert path.read_text(encoding="utf-8").startswith("# ")
    assert entries
    assert list(entries) == sorted(set(entries)), "sort the list, each entry once"


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_tables(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# ")
    assert lexicon.table(*name_of(path))


def test_a_list_that_no_language_has_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="layout/nothing"):
        lexicon.words("layout/nothing")
