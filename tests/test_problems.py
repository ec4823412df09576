"""Problems: how each format prints them."""

import json
import pickle

import pytest

from dateline.model import problems
from dateline.model.problems import DatelineError


def test_text_is_one_line_with_the_remedy() -> None:
    problem = problems.error("a.txt", 3, "two\nlines \x1b[31m", "mend it")
    assert problems.render_text(problem) == "a.txt:3: error: two\\nlines \\x1b[31m (mend it)"


def test_text_without_a_line() -> None:
    assert problems.render_text(problems.notice("a.txt", 0, "hm")) == "a.txt: notice: hm"


def test_github_escapes() -> None:
    problem = problems.warning("a,b:c.md", 7, "100%\nof it")
    assert problems.render_github(problem) == "::warning file=a%2Cb%3Ac.md,line=7::100%25%0Aof it"


def test_json_has_the_fields() -> None:
    record = json.loads(problems.render_json(problems.error("a.md", 1, "“x”", "y")))
    assert record == {
        "severity": "error",
        "file": "a.md",
        "line": 1,
        "message": "“x”",
        "hint": "y",
        "column": 0,
    }


@pytest.mark.parametrize("found", [[], [problems.warning("a", 0, "b")]])
def test_warnings_are_no_errors(found: list[problems.Problem]) -> None:
    assert not problems.has_errors(found)


def test_the_exception_travels_between_processes() -> None:
    reason = pickle.loads(pickle.dumps(DatelineError("a.txt", "bad", "mend it", 4)))
    assert reason.problem == problems.error("a.txt", 4, "bad", "mend it")
    assert str(reason) == "a.txt:4: error: bad (mend it)"


def test_the_column_is_told_where_it_is_known() -> None:
    problem = problems.error("a.md", 3, "odd", "", 7)
    assert problems.render_text(problem) == "a.md:3:7: error: odd"
    assert problems.render_github(problem) == "::error file=a.md,line=3,col=7::odd"
    assert json.loads(problems.render_json(problem))["column"] == 7
