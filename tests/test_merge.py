"""What a person edited and what the generator writes now, made one: named cases, layout, proposals.

The cases stand in cases/merge/: a name, what was generated (`base`), what a person made of it (`edited`), what is
generated now (`generated`), and what must come out (`expected`, with the `report`).
`python tests/test_merge.py` writes `expected` and `report` anew: review the difference.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dateline.merge import Change, ChangeKind, Merged, merge, proposals_of
from dateline.model.problems import DatelineError

FOLDER = Path(__file__).parent / "cases" / "merge"
FENCE = "~~~~"
PARTS = ("base", "edited", "generated", "expected", "report")


@dataclass(frozen=True)
class Case:
    name: str
    parts: dict[str, str]

    def merged(self) -> Merged:
        return merge(*(self.parts[name] for name in PARTS[:3]))


def read_cases(path: Path) -> Iterator[Case]:
    name, part, parts = "", "", dict[str, str]()
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith(FENCE):
            part = line.removeprefix(FENCE).strip()
            parts |= {part: ""} if part else {}
        elif part:
            parts[part] += line + "\n"
        elif line.startswith("# "):
            if name:
                yield Case(name, parts)
            name, parts = line[2:], {}
    yield Case(name, parts)


def write_cases(path: Path) -> None:
    shown = []
    for case in read_cases(path):
        merged = case.merged()
        parts = {**case.parts, "expected": merged.text, "report": report_of(merged)}
        texts = "".join(f"{FENCE} {name}\n{parts[name]}" for name in PARTS)
        shown.append(f"# {case.name}\n\n{texts}{FENCE}\n")
    path.write_text("\n".join(shown), encoding="utf-8")


def report_of(merged: Merged) -> str:
    lines = (f"{change.kind} {change.section} {change.label}".rstrip() for change in merged.changes)
    return "".join(f"{line}\n" for line in lines)


CASES = [case for path in sorted(FOLDER.glob("*.md")) for case in read_cases(path)]
each_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


@each_case
def test_case(case: Case) -> None:
    merged = case.merged()
    assert merged.text == case.parts["expected"]
    assert report_of(merged) == case.parts["report"]


@each_case
def test_merging_again_changes_nothing(case: Case) -> None:
    base, edited, generated = (case.parts[name] for name in PARTS[:3])
    merged = merge(base, edited, generated)
    assert merge(generated, merged.text, generated, remembered=merged.remembered).text == merged.text
    assert merge(base, merged.text, generated).text == merged.text, "killed before the base was written"


@each_case
def test_an_untouched_file_is_rewritten(case: Case) -> None:
    base, _, generated = (case.parts[name] for name in PARTS[:3])
    merged = merge(base, base, generated)
    assert merged.text == merged.generated


@each_case
def test_an_edited_file_is_left_alone_while_nothing_new_is_generated(case: Case) -> None:
    base, edited, _ = (case.parts[name] for name in PARTS[:3])
    assert merge(base, edited, base) == Merged(edited)


@each_case
def test_line_ends_and_mark_stay(case: Case) -> None:
    base, edited, generated = (case.parts[name] for name in PARTS[:3])
    windows = "\ufeff" + edited.rstrip("\n").replace("\n", "\r\n")
    expected = "\ufeff" + case.parts["expected"].rstrip("\n").replace("\n", "\r\n")
    assert merge(base, windows, generated).text == expected


@each_case
def test_without_a_base_nothing_is_lost(case: Case) -> None:
    edited, generated = case.parts["edited"], case.parts["generated"]
    lost = words_of(edited) - words_of(merge("", edited, generated).text)
    assert lost <= {"aaaa"}  # a hash is the generator's


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[\w-]+", text))


# --- what a case can't show ------------------------------------------------------------------------------

BASE = """---
title: Ferry
people: [Ada Lorring, Tolm]
---

The gate broke.[^n-p-1]
<!-- p-1 -->

## Timeline

- 2019 — A.[^n-t-1]
  <!-- t-1 -->
- 2020 — B.[^n-t-2]
  <!-- t-2 -->

[^n-p-1]: Post: “The gate broke.”
[^n-t-1]: Post: “A.”
[^n-t-2]: Post: “B.”
"""


def without(text: str, label: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if label not in line)


def test_what_was_deleted_stays_so_when_the_generator_writes_it_again() -> None:
    edited = without(BASE, "t-1").replace(", Tolm", "").replace("Ferry", "The ferry")
    dropped = without(BASE, "t-1").replace(", Tolm", "")
    first = merge(BASE, edited, dropped)
    assert first.remembered == ("people: Tolm", "t-1")
    second = merge(dropped, first.text, dropped, remembered=first.remembered)
    assert second == first
    third = merge(dropped, second.text, BASE, remembered=second.remembered)
    assert third.text == edited
    assert third.remembered == ()
    assert merge(BASE, third.text, BASE.replace("B.", "C.")).text == edited.replace("B.", "C.")


def test_what_was_deleted_stays_so_in_a_file_that_is_like_its_base_again() -> None:
    base = without(BASE, "t-1")
    assert merge(base, base, BASE, remembered=("t-1",)).text == base
    assert merge(base, base, BASE).text == BASE


def test_what_a_person_puts_back_stays() -> None:
    base = without(BASE, "t-1")
    assert merge(base, BASE, base, remembered=("t-1",)).text == BASE
    assert merge(base, BASE, BASE, remembered=("t-1",)).text == BASE


def test_what_a_person_kept_and_deleted_later_stays_deleted() -> None:
    dropped = without(BASE, "t-1")
    kept = merge(BASE, BASE.replace("— A.", "— A, by hand."), dropped)
    assert (kept.remembered, "A, by hand." in kept.text) == (("t-1",), True)
    edited = without(kept.text, "t-1")
    assert merge(dropped, edited, BASE, remembered=kept.remembered).text == edited


def test_what_nobody_touched_may_leave_and_come_again() -> None:
    edited, dropped = BASE.replace("— B.", "— B, by hand."), without(BASE, "t-1")
    left = merge(BASE, edited, dropped)
    assert (left.remembered, left.text) == ((), without(edited, "t-1"))
    assert merge(dropped, left.text, BASE, remembered=left.remembered).text == edited


def test_lines_with_different_ends_keep_theirs() -> None:
    edited = BASE.replace("- 2019 — A.[^n-t-1]\n", "- 2019 — A, by hand.[^n-t-1]\r\n").replace(
        "\n\n##", "\r\n\r\n##"
    )
    generated = BASE.replace("B.[", "B again.[")
    assert merge(BASE, edited, generated).text == edited.replace("B.[", "B again.[")


@pytest.mark.parametrize("end", ["", "\n", "\n\n\n", "\r\n"])
@pytest.mark.parametrize("words", ["A.", "A, by hand."])
def test_the_end_of_the_file_stays(end: str, words: str) -> None:
    edited = BASE.rstrip("\n").replace("— A.", f"— {words}") + end
    generated = BASE.replace("B.", "C.")
    assert merge(BASE, edited, generated).text == edited.replace("B.", "C.")


@pytest.mark.parametrize(
    "text",
    [
        BASE.replace("\n", "\r\n"),
        "\ufeff" + BASE,
        BASE.rstrip("\n"),
        BASE + "\n",
    ],
    ids=["line ends", "mark", "no last line end", "blank line at the end"],
)
def test_a_file_that_an_editor_only_saved_is_untouched(text: str) -> None:
    generated = without(BASE, "t-1").replace("Ferry", "Ferry to stop")
    merged = merge(BASE, text, generated)
    assert merged.text.removeprefix("\ufeff").replace("\r\n", "\n").strip() == generated.strip()
    assert merged.text.startswith("\ufeff") == text.startswith("\ufeff")
    assert merged.text.count("\r") == (merged.text.count("\n") if "\r" in text else 0)


def test_front_matter_that_can_not_be_read_is_an_error_with_its_line() -> None:
    with pytest.raises(DatelineError) as caught:
        merge(BASE, BASE.replace("people: [", "people: [[\n"), BASE + "\nMore.", file="briefings/a.md")
    assert (caught.value.problem.file, caught.value.problem.line) == ("briefings/a.md", 5)


def test_a_base_with_conflict_markers_counts_as_its_first_side() -> None:
    torn = BASE.replace("title: Ferry", "<<<<<<< ours\ntitle: Ferry\n=======\ntitle: Boat\n>>>>>>> theirs")
    torn = torn.replace(
        "- 2020 — B.[^n-t-2]\n  <!-- t-2 -->",
        "<<<<<<< ours\n- 2020 — B.[^n-t-2]\n  <!-- t-2 -->\n||||||| base\n=======\n>>>>>>> theirs",
    )
    edited, generated = without(BASE, "t-1"), BASE.replace("B.", "C.").replace("Ferry", "Boat")
    assert merge(torn, edited, generated) == merge(BASE, edited, generated)


def test_of_a_base_whose_front_matter_can_not_be_read_the_body_counts() -> None:
    edited, generated = without(BASE, "t-1"), BASE.replace("B.", "C.").replace("[Ada", "[Irena Kost, Ada")
    merged = merge(BASE.replace("Ferry", "[Ferry"), edited, generated)
    assert merged.text == edited.replace("B.", "C.").replace("[Ada", "[Irena Kost, Ada")


def test_a_base_that_can_not_be_read_at_all_counts_as_empty() -> None:
    edited, generated = BASE.replace("— A.", "— A, by hand."), BASE.replace("B.", "C.")
    merged = merge("---\ntitle: x\n", edited, generated)
    assert merged == merge("", edited, generated)
    assert merged.text == edited
    assert {change.label for change in merged.conflicts} == {"t-1", "t-2", "n-t-2"}


def test_front_matter_is_made_where_there_is_none() -> None:
    assert (
        merge("", "By hand.\n", "---\ntitle: Ferry\n---\n\nLead.\n").text
        == "---\ntitle: Ferry\n---\n\nBy hand.\n"
    )


def test_a_value_that_can_not_be_written_where_it_stands_is_proposed() -> None:
    edited = BASE.replace(
        "title: Ferry\npeople: [Ada Lorring, Tolm]", "# all in one\n{title: Ferry, people: [Tolm]}"
    )
    merged = merge(
        BASE, edited, BASE.replace("Ferry", "Boat").replace("[Ada Lorring,", "[Ada Lorring, Veld,")
    )
    assert merged.text == edited
    assert [(change.label, change.proposed) for change in merged.conflicts] == [
        ("title", "title: Boat"),
        ("people", "people: [Veld, Tolm]"),
    ]


def test_proposals_show_both() -> None:
    edited = BASE.replace("title: Ferry", "title: The ferry").replace("2019 — A.", "2019-05 — A.")
    generated = BASE.replace("title: Ferry", "title: Boat").replace("2019 — A.", "2019-06 — A.")
    merged = merge(BASE, edited, generated)
    assert (
        proposals_of(merged.conflicts, "2024-ferry.md")
        == """\
# Proposals for 2024-ferry.md

These are generated otherwise. Your words stand in the briefing; take over what you like.
A proposal leaves when you take it over or change those words again. Delete this file to decline them all.

## Front matter (title)

In the briefing:

    title: The ferry

Generated:

    title: Boat

## Timeline (t-1)

In the briefing:

    - 2019-05 — A.[^n-t-1]
      <!-- t-1 -->

Generated:

    - 2019-06 — A.[^n-t-1]
      <!-- t-1 -->
"""
    )
    assert proposals_of((), "2024-ferry.md") == ""


def test_a_change_tells_its_words() -> None:
    generated = without(BASE, "t-1").replace("The gate", "The old gate")
    assert merge(BASE, BASE, generated).changes == (
        Change(ChangeKind.UPDATED, "lead", "p-1", "The old gate broke."),
        Change(ChangeKind.REMOVED, "Timeline", "t-1", "2019 — A."),
        Change(ChangeKind.UPDATED, "footnotes", "", "n-p-1"),
    )


@pytest.mark.parametrize(
    "part",
    [
        "\n",
        " ",
        "[^n-t-1]",
        "- x\n",
        "\n## S\n\ntext\n",
        "<!-- \n",
        "```\n",
        "    ",
        "---\n",
        "“",
    ],
    ids=repr,
)
def test_no_text_takes_long(part: str) -> None:
    edited = BASE.replace("- 2020", part * (40_000 // len(part)) + "- 2020")
    merged = merge(BASE, edited, BASE.replace("gate", "old gate"))
    assert merged.text == edited.replace("gate", "old gate")


if __name__ == "__main__":
    for file in sorted(FOLDER.glob("*.md")):
        write_cases(file)
