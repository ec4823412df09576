"""Corrections: what changed since the review, and whether a correction says so."""

import pytest

from dateline.briefing import corrections, document
from dateline.model.problems import Severity

REVIEWED = """---
title: Gate fails
status: reviewed
corrections:
  - {date: 2025-05-13, text: An old one., item: q-1}
---

Rain fell.[^p-1]

## Key quotes

!!! quote "Ola Arnaud, chief engineer (2025-05-12)"
    “It is standing,” … “it isn’t moving”[^q-1]

!!! quote "Mira Holt"
    “I saw it go”

## Timeline

- 2025-05-11 — The gate fails.[^t-1][^t-2]
- 2025-05-12 — A line of the editor’s own.

[^p-1]: Courier: “Rain fell.”
[^q-1]: Courier: “It is standing.”
[^t-1]: Courier: “It failed.”
[^t-2]: Gazette: “The gate failed.”
"""
NEW = "corrections:\n  - {date: 2025-05-20, text: It was wrong., item: %s}\n"


def found(text: str, reviewed: str | None = REVIEWED) -> list[tuple[str, str]]:
    before = None if reviewed is None else document.read(reviewed, "b.md").briefing
    problems = corrections.check_corrections(document.read(text, "b.md"), before, "b.md")
    return [(str(problem.severity), problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("“It is standing,”", "“It was standing,”", "the words of a quote have changed"),
        ("Ola Arnaud,", "Ole Arnaud,", "the speaker of the quote “It is standing"),
        ("(2025-05-12)", "(2025-05-13)", "from 2025-05-12 to 2025-05-13"),
        ("2025-05-11 —", "2025-05-10 —", "from 2025-05-11 to 2025-05-10"),
        ("- 2025-05-11 — The gate fails.[^t-1][^t-2]\n", "", "the line of 2025-05-11"),
        ("2025-05-12 — A", "2025-05-14 — A", "from 2025-05-12 to 2025-05-14"),
        ("“I saw it go”", "“I heard it go”", "from “I saw it go”"),
        ('!!! quote "Mira Holt"\n    “I saw it go”\n\n', "", "the quote “I saw it go” has gone"),
    ],
)
def test_a_change_without_a_correction(old: str, new: str, says: str) -> None:
    text = REVIEWED.replace(old, new, 1)
    assert text != REVIEWED
    [(severity, message)] = found(text)
    assert severity == Severity.ERROR
    assert says in message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("it isn’t moving", "it isn't moving"),
        ("The gate fails.", "A gate of the dam fails."),
        ("[^t-1][^t-2]", "[^t-2]"),
        ("A line of the editor’s own.", "The editor’s own line, reworded."),
        ("chief engineer", "the chief engineer"),
        ("- 2025-05-12 —", "- 2025-05-12 — New.\n- 2025-05-12 —"),
        ("Rain fell.[^p-1]", "It rained."),
    ],
    ids=["typography", "reworded", "a footnote less", "own line", "role", "a new line", "lead"],
)
def test_what_needs_no_correction(old: str, new: str) -> None:
    text = REVIEWED.replace(old, new, 1)
    assert text != REVIEWED
    assert found(text) == []


@pytest.mark.parametrize(("item", "is_told"), [("q-1", True), ("t-1", False), ("null", True)])
def test_a_new_correction_tells_of_its_item_or_of_all(item: str, is_told: bool) -> None:
    note = NEW % item if item != "null" else NEW.replace(", item: %s", "")
    text = REVIEWED.replace("It is standing", "It stands").replace("corrections:\n", note)
    assert (found(text) == []) is is_told


def test_a_correction_that_stood_at_the_review_tells_of_nothing_new() -> None:
    assert len(found(REVIEWED.replace("It is standing", "It stands"))) == 1


def test_a_line_that_shares_its_footnote_is_not_taken_for_the_other() -> None:
    line = "- 2025-05-12 — A line of the editor’s own."
    shared = REVIEWED.replace(line, f"{line}[^t-1]")
    assert found(shared, shared) == []


NEWS = """
## Key points

- Rain fell for a week.[^p-1]
- The road is shut.[^p-9]

## Timeline

- 2025-05-13 — The road is shut.[^t-9]
- 2025-05-13 — The editor adds a line.
"""


def test_what_has_come_since_the_review_was_reviewed_by_nobody() -> None:
    text = REVIEWED.replace("\n[^p-1]:", f"{NEWS}\n[^p-1]:")
    assert found(text) == [
        ("warning", "3 items have come since the review, and nobody has reviewed them"),
    ]
    assert found(REVIEWED.replace("\n[^p-1]:", "\n## Key points\n\n- Rain.[^p-2]\n\n[^p-1]:")) == [
        ("warning", "an item has come since the review, and nobody has reviewed it"),
    ]


def test_a_draft_promises_nothing() -> None:
    assert found(REVIEWED.replace("status: reviewed", "status: draft").replace("It is", "It was")) == []


def test_a_review_by_hand_keeps_no_copy() -> None:
    [(severity, message)] = found(REVIEWED, None)
    assert severity == Severity.NOTICE
    assert "no copy" in message


@pytest.mark.parametrize(("item", "hint"), [("q-11", "did you mean “q-1”?"), ("zzz", "known are: p-1")])
def test_a_correction_of_no_item(item: str, hint: str) -> None:
    read = document.read(REVIEWED.replace("item: q-1", f"item: {item}"), "b.md")
    problems = list(corrections.check_corrections(read, read.briefing, "b.md"))
    assert [problem.line for problem in problems] == [5]
    assert problems[0].hint.startswith(hint)


def test_a_correction_may_name_an_item_that_has_gone() -> None:
    text = REVIEWED.replace('!!! quote "Ola Arnaud, chief engineer (2025-05-12)"\n', "").replace(
        "    “It is standing,” … “it isn’t moving”[^q-1]\n", ""
    )
    assert found(text.replace("corrections:\n", NEW % "q-1")) == []


def test_what_is_no_correction_is_left_out() -> None:
    front = {"corrections": ["no", {"date": "2025-05-13"}, {"date": "2025-05-14", "text": "It\nrained."}]}
    [note] = corrections.corrections_of(front)
    assert (note.date, note.text, note.item) == ("2025-05-14", "It rained.", None)
    assert corrections.corrections_of({"corrections": "none"}) == ()


def test_an_anchor_stays_when_others_come() -> None:
    first, second = (
        corrections.corrections_of({"corrections": [{"date": "2025-05-14", "text": text}]})[0]
        for text in ("One.", "Two.")
    )
    assert corrections.anchor_of(first) != corrections.anchor_of(second)
    assert corrections.anchor_of(first).startswith("c-")
