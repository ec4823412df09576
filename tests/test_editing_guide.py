"""The guide's page on editing: each of its examples is run, and comes out as the page shows.

`python tests/test_editing_guide.py` writes what comes out into the page: review the difference.
"""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import workshop
from dateline.model.article import Seed
from dateline.model.briefing import Briefing
from dateline.project import files, journal, outcomes
from dateline.project.files import Project
from dateline.project.inventory import Task
from dateline.project.outcomes import Generated
from dateline.project.run_state import RunState
from dateline.project.seed_files import StoredSeed

PAGE = Path(__file__).parent.parent / "docs" / "guide" / "editing.md"
_BLOCK = re.compile(
    r"^(?P<label>[A-Z][^\n:]*):\n\n```(?P<form>\w+)\n(?P<text>.*?)```$", re.MULTILINE | re.DOTALL
)
_RESULT, _PROPOSED = "After `dateline convert`", "Proposed"


@dataclass(frozen=True)
class Example:
    """A rule's heading, and its blocks by the words above them."""

    rule: str
    form: str
    blocks: dict[str, str]


def examples(page: str) -> Iterator[Example]:
    for section in re.split(r"^### ", page, flags=re.MULTILINE)[1:]:
        rule, _, rest = section.partition("\n")
        found = list(_BLOCK.finditer(rest))
        yield Example(rule, found[0]["form"], {match["label"]: match["text"] for match in found})


def whole(example: Example, label: str) -> str:
    """A briefing of which the example shows a part."""
    text = example.blocks[label]
    return f"---\n{text}---\n" if example.form == "yaml" else f"---\ntitle: Velloe\n---\n\n{text}"


def shown(example: Example, briefing: str) -> str:
    """The part of a briefing that the example shows."""
    opening, _, rest = briefing.removeprefix("---\n").partition("---\n")
    return opening if example.form == "yaml" else rest.removeprefix("\n")


def run_example(example: Example, root: Path) -> dict[str, str]:
    """What comes out: the part of the briefing, and that of the page of proposals."""
    project = workshop.open_project(root)
    path, base = project.briefings / "velloe.md", project.bases / "velloe.md"
    files.write_whole(base, whole(example, "Generated"))
    files.write_whole(path, whole(example, "You make of it"))
    work = Task(
        "seeds/dam.txt", (StoredSeed("seeds/dam.txt", Seed("seeds/dam.txt", b"").digests),), "", path, base
    )
    generated = whole(example, "Generated now")
    for _ in range(2):  # the second time nothing is new
        made = Generated(Briefing({}), generated)
        journal.commit(project, outcomes.outcome_of(project, work, made, RunState({}), set()).writes)
    return {_RESULT: shown(example, path.read_text()), **proposed(project)}


def proposed(project: Project) -> dict[str, str]:
    page = project.proposals / "velloe.md"
    if not page.exists():
        return {}
    return {_PROPOSED: page.read_text().partition("\n\n## ")[2].join(("## ", ""))}


EXAMPLES = list(examples(PAGE.read_text(encoding="utf-8")))
MERGES = [example for example in EXAMPLES if example.form != "text"]
LISTINGS = [example for example in EXAMPLES if example.form == "text"]


@pytest.mark.parametrize("example", MERGES, ids=[example.rule for example in MERGES])
def test_an_example_comes_out_as_the_page_shows(example: Example, tmp_path: Path) -> None:
    found = run_example(example, tmp_path)
    assert found == {label: text for label, text in example.blocks.items() if label in (_RESULT, _PROPOSED)}


@pytest.mark.parametrize("example", LISTINGS, ids=[example.rule for example in LISTINGS])
def test_files_come_out_as_the_page_shows(example: Example, tmp_path: Path) -> None:
    project = workshop.open_project(tmp_path)
    steps = iter(example.blocks.items())
    title = "Gate breaks at Velloe Dam"
    workshop.write_seed(
        tmp_path, "dam", title, ["The gate broke on Sunday night, and the valley was cleared."]
    )
    seed = tmp_path / "seeds" / "dam.txt"
    seed.write_text(seed.read_text().replace("2024-05-14", "2025-05-12"))
    workshop.convert(project)
    assert listing(project) == next(steps)[1]
    text = (project.briefings / listing(project).strip()).read_text()
    for path in files.briefing_files(project):
        path.unlink()
    for name in next(steps)[1].split():
        files.write_whole(project.briefings / name, text)
    seed.write_text(seed.read_text().replace("Sunday", "Monday"))
    for label, names in steps:
        workshop.convert(project, restore="--restore" in label)
        assert listing(project) == names
        assert all("Monday" in path.read_text() for path in files.briefing_files(project))


def listing(project: Project) -> str:
    paths = files.briefing_files(project)
    return "".join(f"{path.relative_to(project.briefings).as_posix()}\n" for path in paths)


def test_the_page_has_its_examples() -> None:
    assert len(MERGES) >= 20
    assert all(_RESULT in example.blocks for example in MERGES)
    assert len({example.rule for example in EXAMPLES}) == len(EXAMPLES)


def write_results() -> None:
    parts = re.split(r"(?=^### )", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for number, part in enumerate(parts):
        if part.startswith("### ") and "```text" not in part:
            [example] = examples(part)
            with tempfile.TemporaryDirectory() as root:
                found = run_example(example, Path(root))
            parts[number] = _BLOCK.sub(
                lambda match, found=found: (
                    f"{match['label']}:\n\n```{match['form']}\n{found.get(match['label'], match['text'])}```"
                ),
                part,
            )
    PAGE.write_text("".join(parts), encoding="utf-8")


if __name__ == "__main__":
    write_results()
