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

from dateline.workspace.changes import Merged
from dateline.workspace.merge import merge

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
    assert merge(generated, merged.text, generated, deleted=merged.deleted).text == merged.text
    assert merge(base, merged.text, generated).text == merged.text, "killed before the base was written"


@each_case
def test_an_untouched_file_is_rewritten(case: Case) -> None:
    base, _, generated = (case.parts[name] for name in PARTS[:3])
    assert merge(base, base, generated).text == generated


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


if __name__ == "__main__":
    for file in sorted(FOLDER.glob("*.md")):
        write_cases(file)
