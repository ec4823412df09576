"""Each kind of edit against each way in which a seed changes: nothing lost, nothing deleted back, no copy, at rest."""

import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import workshop
from dateline.briefing.blocks import IDENTITY
from dateline.check.runner import check_project
from dateline.model.problems import has_errors
from dateline.project import files
from dateline.project.files import Project
from marks import few_of
from workshop import convert, tree

MARK = "Zq001z"
"""A word of the person's, which no seed has."""

STORY = (
    "The ferry of quay 7 took 14 crates to Ostrel on a calm morning.",
    "2024-05-08: Crates number 7 fall into the harbour of Tolm.",
    "2024-04-08: Inspectors look at quay 7 and find it sound.",
    "“We counted 7 crates and lost them all in a minute,” Ada Lorring said.",
    "The owner of quay 7 wants to open it again before the summer of the regatta.",
)
LEAD, CRATES, INSPECTORS, QUOTE, OWNER = range(5)
CORRECTED = (
    "The ferry of quay 7 took 14 crates to Ostrell on a calm morning.",
    "2024-05-08: Crates number 7 fall into the harbor of Tolm.",
    "2024-04-08: Inspectors looked at quay 7 and find it sound.",
    "“We counted 7 crates and lost them all in one minute,” Ada Lorring said.",
    "The owner of quay 7 wants to open it again before the summers of the regatta.",
)
INSERTED = "Nobody at the pier had ever seen so large a load on so small a boat."
SECOND = (
    "A whale swam past the lighthouse of Marn while the choir was singing.",
    "2024-05-11: The choir of Marn gives a concert for the whale.",
)

Text = Callable[[str], str]


def replaced(pattern: str, words: str) -> Text:
    """An edit; it fails where there is nothing to edit."""

    def edit(text: str) -> str:
        edited, count = re.subn(pattern, words, text, count=1, flags=re.MULTILINE | re.DOTALL)
        assert count, pattern
        return edited

    return edit


def without(part: str, rest: str = r"  <!--[^\n]*\n") -> Text:
    """Deletes the list item that holds some words, with the comment below it."""
    return replaced(rf"^- [^\n]*{part}[^\n]*\n{rest}", "")


def moved(part: str, rest: str = r"  <!--[^\n]*\n") -> Text:
    """Moves an item to a section of the person's own, with the comment below it."""

    def edit(text: str) -> str:
        found = re.search(rf"^- [^\n]*{part}[^\n]*\n{rest}", text, re.MULTILINE)
        assert found
        own = f"## Aside {MARK}\n\n{found[0]}\n## Timeline"
        return text.replace(found[0], "").replace("## Timeline", own)

    return edit


EDITS: dict[str, tuple[int, Text, str]] = {
    "reword the lead": (LEAD, replaced(r"^The ferry of quay", f"{MARK}: the ferry of quay"), ""),
    "delete the lead": (LEAD, replaced(r"^The ferry of quay[^\n]*\n<!--[^\n]*\n\n", ""), "calm morning"),
    "reword a point": (OWNER, replaced(r"- The owner", f"- {MARK}: the owner"), ""),
    "delete a point": (OWNER, without("The owner"), "before the"),
    "move a point": (OWNER, moved("The owner"), ""),
    "name another speaker": (QUOTE, replaced('quote "Ada Lorring', f'quote "{MARK} Lorring'), ""),
    "shorten a quote": (QUOTE, replaced("“We counted 7 crates and lost", "“lost"), ""),
    "delete a quote": (QUOTE, replaced(r"!!! quote.*?-->\n\n", ""), "We counted"),
    "reword a line": (CRATES, replaced("Crates number", f"{MARK} crates number"), ""),
    "date a line anew": (CRATES, replaced("- 2024-05-08 —", f"- 2024-05 ({MARK}) —"), ""),
    "delete a line": (CRATES, without("Crates number"), "Crates number"),
    "delete a line above its comment": (CRATES, without("Crates number", ""), "Crates number"),
    "move a line away from its comment": (CRATES, moved("Crates number", ""), ""),
    "move a point away from its comment": (OWNER, moved("The owner", ""), ""),
    "swap two lines above their comments": (
        CRATES,
        replaced(r"^(- 2024-04-08[^\n]*\n)([^\n]*\n)(- 2024-05-08[^\n]*\n)", r"\3\2\1"),
        "",
    ),
    "delete two lines": (
        INSPECTORS,
        lambda text: without("Crates number")(without("Inspectors")(text)),
        "Inspectors look|Crates number",
    ),
    "comment a line out": (
        CRATES,
        replaced(r"^(- 2024-05-08 [^\n]*\n[^\n]*)", rf"\n<!--\n{MARK}\n\1\n-->\n"),
        "",
    ),
    "move a line": (CRATES, moved("Crates number"), ""),
    "make one line of two": (
        CRATES,
        replaced(r"find it sound\.([^\n]*)\n([^\n]*)\n- 2024-05-08 — ", rf"find it sound\1 \2 {MARK} and "),
        "",
    ),
    "reword the evidence": (CRATES, replaced("(: “2024-05-08: Crates)", rf"\1 {MARK}"), ""),
    "drop a footnote": (CRATES, replaced(r"Tolm\.\[\^[^\]]*\]", f"Tolm, {MARK}."), ""),
    "add a line": (CRATES, replaced("## Timeline\n\n", f"## Timeline\n\n- 2024-01-01 — {MARK}.\n"), ""),
    "add a footnote": (CRATES, replaced(r"(-->\n)\n(\[\^s1)", rf"\1\n[^own]: {MARK}, a letter.\n\2"), ""),
    "add a section": (OWNER, replaced("## Timeline", f"## Notes\n\n{MARK}.\n\n## Timeline"), ""),
    "write another title": (LEAD, replaced("^title: Ferry", f"title: {MARK}"), ""),
    "take a name out": (QUOTE, replaced(r"people: \[Ada Lorring\]", "people: []"), r"people: \[Ada"),
}
"""Name -> the paragraph that it is about, the edit, and what was deleted (a pattern)."""


def write(project: Project, paragraphs: tuple[str, ...], name: str = "ferry") -> None:
    workshop.write_seed(project.root, name, name.rpartition("/")[2].title(), paragraphs)


def own_typo(project: Project, target: int) -> None:
    write(project, tuple(CORRECTED[n] if n == target else part for n, part in enumerate(STORY)))


def other_typo(project: Project, target: int) -> None:
    other = (target + 2) % len(STORY)
    write(project, tuple(CORRECTED[n] if n == other else part for n, part in enumerate(STORY)))


def dates_shifted(project: Project, target: int) -> None:
    write(project, tuple(part.replace("-08:", "-09:") for part in STORY))


def inserted(project: Project, target: int) -> None:
    write(project, (STORY[0], INSERTED, *STORY[1:]))


def renamed(project: Project, target: int) -> None:
    (project.seeds / "ferry.txt").rename(project.seeds / "boat.txt")


def into_folder(project: Project, target: int) -> None:
    (project.seeds / "harbour").mkdir()
    (project.seeds / "ferry.txt").rename(project.seeds / "harbour" / "ferry.txt")


def second_source(project: Project, target: int) -> None:
    into_folder(project, target)
    write(project, SECOND, "harbour/whale")


def deleted(project: Project, target: int) -> None:
    (project.seeds / "ferry.txt").unlink()


CHANGES = few_of(
    [own_typo, inserted, second_source], [other_typo, dates_shifted, renamed, into_folder, deleted]
)


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = workshop.open_project(tmp_path_factory.mktemp("converted"))
    write(project, STORY)
    write(project, tuple(part.replace("7", "31") for part in reversed(STORY)), "other")
    convert(project)
    return project


@pytest.fixture
def project(converted: Project, tmp_path: Path) -> Project:
    """A copy of that project."""
    shutil.copytree(converted.root, tmp_path, dirs_exist_ok=True)
    return workshop.open_project(tmp_path)


def the_briefing(project: Project) -> Path:
    return next(path for path in files.briefing_files(project) if "other" not in path.name)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("name", EDITS)
def test_an_edit_outlives_a_change_of_its_seed(
    project: Project, name: str, change: Callable[[Project, int], None]
) -> None:
    target, edit, gone = EDITS[name]
    path = the_briefing(project)
    before = edit(path.read_text())
    path.write_text(before)
    names = set(IDENTITY.findall(before))
    change(project, target)
    convert(project)
    text = path.read_text()
    assert len(files.briefing_files(project)) == 2, "no second briefing is made"
    assert text.count(MARK) == before.count(MARK), "the person's words stay, once"
    assert not gone or not re.search(gone, text.partition("\n[^")[0]), "what was deleted stays deleted"
    counted = Counter(IDENTITY.findall(text))
    assert set(counted.values()) <= {1}, "no item stands twice"
    assert change in (second_source, inserted) or set(counted) <= names, "no item comes a second time"
    said = [
        problem
        for problem in check_project(project).all()
        if not is_the_persons(name, change, problem.message)
    ]
    assert not has_errors(said), said
    held = tree(project)
    assert not [outcome for outcome in convert(project) if outcome.writes], "the second run writes nothing"
    assert tree(project) == held


def is_the_persons(name: str, change: Callable[[Project, int], None], message: str) -> bool:
    """Whether a problem is one that the person made themselves, or the missing seed."""
    return (
        (name == "reword the evidence" and "word for word" in message)
        or (name.startswith("swap two lines") and "the timeline goes back" in message)
        or (change is deleted and "there is no" in message)
        or (change is deleted and "can't be read" in message)
    )
