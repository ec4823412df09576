"""Front matter: values as written, lines, what is refused."""

import datetime
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dateline.briefing import front_matter
from dateline.model.problems import DatelineError


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("No", "No"),
        ("on", "on"),
        ("12:30:45", "12:30:45"),
        ("2023-09-12", "2023-09-12"),
        ("2023", "2023"),
        ("1e3", "1e3"),
        ("nothing left", "nothing left"),
        ("true story", "true story"),
        ("true", True),
        ("~", None),
        ("", None),
        ("[a, No, 3]", ["a", "No", "3"]),
    ],
)
def test_values_stay_what_was_written(written: str, value: Any) -> None:
    assert front_matter.split(f"---\nkey: {written}\n---\n", "x").values == {"key": value}


def test_lines_of_nested_values() -> None:
    front = front_matter.split("---\ntitle: a\nsources:\n  - id: s1\n    seed: b\n---\n\nBody\n", "x")
    assert front.line("title") == 2
    assert front.line("sources", 0, "seed") == 5
    assert front.line("sources", 0, "url") == 4
    assert front.line() == 1
    assert (front.body, front.body_line) == ("Body\n", 8)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Headline\n\nBody",
        "---\nKim's train crosses the border\n",
        "---\n\n---\n***",
        "- a\n- b",
        "--- title: x",
    ],
)
def test_text_without_front_matter_is_all_body(text: str) -> None:
    assert front_matter.split(text, "x").body == text


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ("---\ntitle: x\nBody\n", 1, "not closed"),
        ("---\na: b: c\n---\n", 2, "not valid YAML"),
        ("---\ntitle: a\ntitle: b\n---\n", 3, "stands twice"),
        ("---\na: &x [1]\nb: *x\n---\n", 2, "aliases"),
        ("---\na: !!python/object/apply:os.system [x]\n---\n", 2, "not valid YAML"),
        ("---\na: 1\n  b: 2\n---\n", 3, "not valid YAML"),
        ("---\ntitle: \x07\n---\n", 2, "not valid YAML"),
    ],
)
def test_broken_front_matter_names_its_line(text: str, line: int, complaint: str) -> None:
    with pytest.raises(DatelineError, match=complaint) as caught:
        front_matter.split(text, "x.txt")
    assert (caught.value.problem.file, caught.value.problem.line) == ("x.txt", line)
    assert caught.value.problem.hint


def test_dates_are_written_bare_and_words_that_look_like_values_quoted() -> None:
    written = front_matter.dump(
        {"title": "No", "date": "2023-09-12", "published": "2023-09", "people": ["A B", "2"]}
    )
    assert written == "title: 'No'\ndate: 2023-09-12\npublished: 2023-09\npeople: [A B, '2']\n"


_WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\ufeff\u2028\u2029")
)
_VALUES = st.one_of(_WORDS, st.none(), st.booleans(), st.lists(_WORDS, max_size=3))


@given(st.dictionaries(st.sampled_from(["title", "people", "date", "x-note"]), _VALUES))
def test_what_is_written_reads_back(values: dict[str, Any]) -> None:
    assert front_matter.split(f"---\n{front_matter.dump(values)}---\n", "x").values == values or not values


@given(_WORDS)
def test_other_yaml_readers_read_the_same_title(title: str) -> None:
    assert yaml.safe_load(front_matter.dump({"title": title})) == {"title": title}


def test_other_yaml_readers_read_dates() -> None:
    assert yaml.safe_load(front_matter.dump({"date": "2023-09-12"})) == {"date": datetime.date(2023, 9, 12)}


@pytest.mark.parametrize(
    ("word", "hint"), [("topcs", "did you mean “topics”?"), ("zzz", "known are: title, topics")]
)
def test_nearest(word: str, hint: str) -> None:
    assert front_matter.did_you_mean(word, ["topics", "title"]) == hint


def test_yaml_that_cannot_be_read_has_a_column_too() -> None:
    with pytest.raises(DatelineError) as caught:
        front_matter.split("---\ntitle: a: b\n---\n", "x")
    assert (caught.value.problem.line, caught.value.problem.column) == (2, 9)
