"""What `make test` leaves out: no feature whole, and nothing that CI does not run."""

import ast
import re
from pathlib import Path

import pytest

from marks import few_of
from sites import ROOT

TESTS = {path.stem: path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")}
WHOLLY_LONG = {
    "test_packaging": "it needs the wheel, which takes most of its time",
    "test_first_briefing": "it takes the steps of one page of the guide, each of which has its tests",
    "test_properdocs": "it asks nothing but whether another program builds the same site",
}
"""The files of which `make test` runs nothing, and why."""


def is_wholly_long(text: str) -> bool:
    """Whether a file of tests, or each of its tests, is marked."""
    module = ast.parse(text)
    marks = [
        node.value for node in module.body if isinstance(node, ast.Assign) and is_named(node, "pytestmark")
    ]
    tests = [
        node for node in module.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    return any(map(is_long, marks)) or all(any(map(is_long, test.decorator_list)) for test in tests)


def is_named(node: ast.Assign, name: str) -> bool:
    return ast.unparse(node.targets[0]) == name


def is_long(mark: ast.expr) -> bool:
    return "pytest.mark.long" in re.findall(r"[\w.]+", ast.unparse(mark))


def test_a_file_has_tests_that_are_not_long_unless_it_tells_why() -> None:
    marked = {
        name for name, text in TESTS.items() if "pytest.mark.long" in text and name != Path(__file__).stem
    }
    assert len(marked) > 20
    assert {name for name in marked if is_wholly_long(TESTS[name])} == WHOLLY_LONG.keys()


def test_ci_runs_what_is_left_out() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    chosen = dict(re.findall(r"^(test[-\w]*):[^\t]*\t@.*\n\t.* -m (.+)$", makefile, re.MULTILINE))
    assert chosen == {"test": '"not long"', "test-long": "long"}
    assert {"lint", *chosen} <= set(
        re.findall(r"^make (\S+)$", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)
    )
    assert {"lint", *chosen} <= set(re.findall(r"^check: (.+)$", makefile, re.MULTILINE)[0].split())


def test_the_cases_of_a_table() -> None:
    assert few_of(["a"], ["b", (1, 2)]) == [
        "a",
        pytest.param("b", marks=pytest.mark.long),
        pytest.param(1, 2, marks=pytest.mark.long),
    ]
    with pytest.raises(AssertionError):
        few_of([], ["b"])
