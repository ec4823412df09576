"""What is written about the architecture is what there is."""

import ast
import re
import subprocess
import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = Path(str(files("dateline")))
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]


TOP_LEVEL = {
    "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "briefings", "docs", "mkdocs.yml",
    "pyproject.toml", "scripts", "seeds", "tests", "theme",
}  # fmt: skip


def test_nothing_strays_into_the_top_level() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("no checkout by git")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = {line.partition("/")[0] for line in listed.splitlines()}
    assert {name for name in names if not name.startswith(".")} == TOP_LEVEL


def rooms() -> set[str]:
    return {path.parent.name for path in PACKAGE.glob("*/__init__.py")}


def test_every_room_is_described_from_the_lowest_to_the_highest() -> None:
    described = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    assert set(described) == rooms()
    layers = next(contract["layers"] for contract in CONTRACTS if contract["containers"] == ["dateline"])
    height = {room.strip(): -place for place, layer in enumerate(layers) for room in layer.split("|")}
    assert described == sorted(described, key=lambda room: height[room])


@pytest.mark.parametrize("library", ["spacy", "mkdocs"])
def test_a_contract_keeps_a_library_to_its_room(library: str) -> None:
    contract = next(c for c in CONTRACTS if library in c.get("forbidden_modules", ()))
    only = {"spacy": "extract", "mkdocs": "mkdocs"}[library]
    assert {name.removeprefix("dateline.") for name in contract["source_modules"]} == rooms() - {only}


PAGES = [
    ROOT / "CONTRIBUTING.md",
    ROOT / "docs" / "architecture.md",
    *sorted((ROOT / "docs" / "decisions").glob("*.md")),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_files_that_a_page_names_exist(page: Path) -> None:
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|toml|txt|yml))`", page.read_text(encoding="utf-8"))
    missing = [name for name in named if not any((base / name).exists() for base in (ROOT, PACKAGE))]
    assert not missing


def test_no_two_files_classes_or_functions_share_a_name() -> None:
    files_, classes, functions = Counter[str](), Counter[str](), Counter[str]()
    for path in PACKAGE.rglob("*.py"):
        files_[path.stem] += not path.stem.startswith("__")
        if path.parent.name == "line_rules" or path.stem == "chunk_predicates":
            continue  # functions there are called as the rules that they serve
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                classes[node.name] += 1
            elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                functions[node.name] += 1
    shared = {name for counts in (files_, classes, functions) for name, count in counts.items() if count > 1}
    assert shared == set(), "whoever searches for one finds the other"
