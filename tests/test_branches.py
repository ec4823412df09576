"""Two people who edit and convert on branches of their own, and merge: `dateline convert` puts `.dateline/` right."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import workshop
from dateline.briefing.conflict_markers import first_conflict, resolved
from dateline.check.runner import check_project
from dateline.merge import merge
from dateline.model.problems import DatelineError
from dateline.project import files
from dateline.project.files import Project
from dateline.project.run import Action
from workshop import convert, tree

NAME = "2024-05-14-ferry-at-tolm.md"
STORY = [
    "The ferry of Tolm took seven crates to Ostrel on a calm morning.",
    "2024-05-01: Inspectors look at the quay and find it sound.",
    "2024-05-03: The owner of the ferry sells half of it to his sister.",
    "2024-05-05: Crates fall into the harbour at noon.",
    "“We counted them all and lost them all in a minute,” Ada Lorring said.",
    "2024-05-07: Divers look for the crates and find an anchor.",
    "2024-05-09: The quay is closed for the summer of the regatta.",
]


class Repository:
    """A project under git."""

    def __init__(self, root: Path, style: str = "merge") -> None:
        self.project = workshop.open_project(root)
        self.root = root
        self.git("init", "-q", "-b", "main")
        for key, value in (
            ("user.name", "x"),
            ("user.email", "x@x.example"),
            ("merge.conflictStyle", style),
        ):
            self.git("config", key, value)

    def git(self, *arguments: str, check: bool = True) -> None:
        subprocess.run(["git", *arguments], cwd=self.root, check=check, capture_output=True)

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")

    def tell(self, story: Sequence[str]) -> None:
        workshop.write_seed(self.root, "ferry", "Ferry at Tolm", story)

    @property
    def briefing(self) -> Path:
        return self.project.briefings / NAME

    def edit(self, *changes: tuple[str, str]) -> None:
        text = self.briefing.read_text()
        for pattern, words in changes:
            text, count = re.subn(pattern, words, text, count=1, flags=re.MULTILINE)
            assert count, pattern
        self.briefing.write_text(text)


pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


def ours(first: str, second: str) -> str:
    return first


def theirs(first: str, second: str) -> str:
    return second


def both(first: str, second: str) -> str:
    if re.search("^(title|  +sha256): ", first, re.MULTILINE):
        return first  # a key stands once
    known = first.splitlines()
    return first + "".join(
        line for line in second.splitlines(keepends=True) if line.rstrip("\n") not in known
    )


def settled(text: str, choose: Callable[[str, str], str]) -> str:
    """A file in which a person chose between the sides."""
    hunk = re.compile(
        r"^<<<<<<< [^\n]*\n(.*?)(?:^\|\|\|\|\|\|\| .*?)?^=======\n(.*?)^>>>>>>> [^\n]*\n", re.M | re.S
    )
    return hunk.sub(lambda match: choose(match[1], match[2]), text)


@pytest.fixture(params=["merge", "diff3"])
def branches(tmp_path: Path, request: pytest.FixtureRequest) -> Repository:
    """Ada and Bram have edited the same briefing, each with a correction of the seed; Bram's branch is merged."""
    repository = Repository(tmp_path, request.param)
    repository.tell(STORY)
    convert(repository.project)
    repository.commit()
    repository.git("checkout", "-q", "-b", "bram")
    repository.edit(
        (r"(?<=— )Divers look[^\[]*", "Bram's divers find an old anchor."),
        (r"^- 2024-05-03 .*\n", ""),
        (r"(?<=^title: ).*", "Bram's ferry"),
    )
    repository.tell([*STORY[:5], "2024-05-06: A crane arrives on a barge from Maribrook.", *STORY[5:]])
    convert(repository.project)
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.edit(
        (r"(?<=— )Crates fall[^\[]*", "Ada saw the crates fall."),
        (r"^- 2024-05-01 .*\n", ""),
        (r"^## Timeline", "Ada's own note.\n\n## Timeline"),
    )
    repository.tell([*STORY[:5], "2024-05-06: Two boats tow the ferry back to Tolm.", *STORY[5:6]])
    convert(repository.project)
    repository.commit()
    repository.git("merge", "bram", check=False)
    return repository


@pytest.mark.parametrize("choose", [ours, theirs, both])
def test_what_git_left_is_put_right(
    branches: Repository, choose: Callable[[str, str], str], tmp_path: Path
) -> None:
    seed = branches.root / "seeds" / "ferry.txt"
    base = branches.project.bases / NAME
    assert first_conflict(base.read_text()) and first_conflict(branches.briefing.read_text())
    seed.write_text(settled(seed.read_text(), choose))
    text = settled(branches.briefing.read_text(), choose)
    branches.briefing.write_text(text)
    convert(branches.project)
    result = branches.briefing.read_text()
    for words in ("Ada saw the crates", "Ada's own note", "Bram's divers", "Bram's ferry"):
        assert result.count(words) == text.count(words), words
    for line in re.findall(r"^- 2024-05-0[13] .*", result, re.MULTILINE):
        assert line in text, "it was deleted on the branch that was chosen"
    for name, count in Counter(re.findall(r"^- .*<!-- (.*) -->", result, re.MULTILINE)).items():
        assert count <= max(1, text.count(f"<!-- {name} -->")), "no line is doubled"
    said = [problem.message for problem in check_project(branches.project).all()]
    assert not [message for message in said if "defined" in message or "evidence" in message]
    assert_right(branches.project, tmp_path / "fresh")


def assert_right(project: Project, elsewhere: Path) -> None:
    """The base copies are what is generated, nothing of git's is left, and the next run has nothing to do."""
    shutil.copytree(project.seeds, elsewhere / "seeds")
    fresh = workshop.open_project(elsewhere)
    convert(fresh)
    assert tree(fresh)[f".dateline/base/{NAME}"] == (project.bases / NAME).read_bytes()
    assert not any(b"<<<<<<<" in data for name, data in tree(project).items() if not name.startswith(".git/"))
    before = tree(project)
    assert {outcome.action for outcome in convert(project)} <= {Action.KEPT, Action.UNCHANGED}
    assert tree(project) == before


def test_a_briefing_that_is_not_settled_is_not_touched(branches: Repository) -> None:
    seed = branches.root / "seeds" / "ferry.txt"
    seed.write_text(settled(seed.read_text(), ours))
    before = {name: data for name, data in tree(branches.project).items() if name.endswith(".md")}
    [outcome] = convert(branches.project)
    assert outcome.action is Action.FAILED
    [problem] = outcome.problems
    assert (problem.file, problem.message) == (f"briefings/{NAME}", "git left its conflict markers here")
    assert branches.briefing.read_text().split("\n")[problem.line - 1].startswith("<<<<<<< ")
    assert {name: data for name, data in tree(branches.project).items() if name.endswith(".md")} == before


def test_lists_of_what_was_deleted_are_joined(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.tell(STORY)
    convert(repository.project)
    repository.commit()
    for branch, line, gone in (("bram", "05-03", 2), ("main", "05-01", 1)):
        repository.git("checkout", "-q", *(["-b"] if branch == "bram" else []), branch)
        repository.edit((rf"^- 2024-{line} .*\n", ""))
        repository.tell([part for n, part in enumerate(STORY) if n != gone])
        convert(repository.project)
        repository.commit()
    repository.git("merge", "bram", check=False)
    repository.tell([part for n, part in enumerate(STORY) if n not in (1, 2)])
    lines = settled(repository.briefing.read_text(), both).splitlines(keepends=True)
    repository.briefing.write_text("".join(ln for ln in lines if not re.match("- 2024-05-0[13] ", ln)))
    convert(repository.project)
    repository.tell(STORY)
    convert(repository.project)
    assert not re.findall(r"^- 2024-05-0[13] .*", repository.briefing.read_text(), re.MULTILINE)


def test_branches_that_git_can_join_need_nothing(tmp_path: Path) -> None:
    """Their base copies are joined to one that nobody generated; what each changed is there."""
    repository = Repository(tmp_path)
    repository.tell(STORY)
    convert(repository.project)
    repository.commit()
    changes = {
        "bram": (r"(?<=— )The quay is closed", "By Bram: it is closed"),
        "main": (r"(?<=^The )ferry", "white ferry of Ada, a ferry"),
    }
    for branch, change in changes.items():
        repository.git("checkout", "-q", *(["-b"] if branch == "bram" else []), branch)
        repository.edit(change)
        repository.commit()
    repository.git("merge", "bram")
    repository.tell([*STORY[:3], *STORY[4:], "2024-05-30: The regatta is called off."])
    convert(repository.project)
    text = repository.briefing.read_text()
    assert "By Bram" in text and "of Ada" in text and "called off" in text
    assert "Crates fall" not in text.split("[^p-")[0]
    assert_right(repository.project, tmp_path / "fresh")


# --- a torn text -----------------------------------------------------------------------------------------

TORN = "a\n<<<<<<< HEAD\nb\nc\n||||||| x\nold\n=======\nd\n>>>>>>> bram\ne\n<<<<<<< HEAD\nf\n=======\n>>>>>>> bram\n"


@pytest.mark.parametrize(
    ("like", "best", "rest"),
    [
        ("b\nc\nf", "a\nb\nc\ne\nf\n", "a\nd\ne\n"),
        ("d", "a\nd\ne\n", "a\nb\nc\ne\nf\n"),
        ("d\nf", "a\nd\ne\nf\n", "a\nb\nc\ne\n"),
        ("b\nc\nd\nf", "a\nb\nc\ne\nf\n", "a\nd\ne\n"),
    ],
)
def test_of_each_conflict_the_side_counts_that_stands(like: str, best: str, rest: str) -> None:
    assert resolved(TORN, like) == (best, rest)


@pytest.mark.parametrize("text", ["", "a\n=======\nb", "<<<<<<< x\n", ">>>>>>> x\n=======\n<<<<<<< x\n"])
def test_a_text_without_a_whole_conflict_stays(text: str) -> None:
    assert first_conflict(text) == 0
    assert resolved(text, "") == (text, text)


def test_a_torn_briefing_is_refused_with_its_line() -> None:
    with pytest.raises(DatelineError) as caught:
        merge("", f"---\ntitle: x\n---\n\n{TORN}", "---\ntitle: y\n---\n\nz\n", file="briefings/a.md")
    assert (caught.value.problem.file, caught.value.problem.line) == ("briefings/a.md", 6)


def test_files_of_our_own_are_not_taken_for_torn(tmp_path: Path) -> None:
    assert first_conflict(Path(files.__file__).read_text()) == 0
