"""Real formatters over briefings: each record, each finding of the checks, the page and the next run stay the same."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from markdown import Markdown
from markdown.extensions import Extension

from audits import tool
from dateline.briefing import document
from dateline.briefing.front_matter import split, unified
from dateline.check import examination
from dateline.check.examination import SeedText
from dateline.check.runner import check_project
from dateline.model.briefing import Briefing
from dateline.project.files import Project
from dateline.site.markdown.extension import BriefingMarkup
from sites import BRIEFINGS, ROOT
from workshop import actions, convert, open_project, write_seed

CONFIGURATIONS = (
    ".editorconfig", ".prettierrc", ".prettierignore",
    ".markdownlint.yaml", ".markdownlint-cli2.yaml", ".mdformat.toml",
)  # fmt: skip


@dataclass(frozen=True)
class Formatter:
    """A tool, its options, and whether it finds the configurations that the project ships."""

    name: str
    options: tuple[str, ...] = ()
    configured: bool = True

    def run(self, root: Path) -> None:
        command = [*_COMMANDS[self.name](), *self.options]
        if self.configured:
            for name in CONFIGURATIONS:
                shutil.copy(ROOT / name, root)
        done = subprocess.run(command, cwd=root, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def _prettier() -> list[str]:
    return [str(tool("prettier")), "--write", "briefings"]


def _markdownlint() -> list[str]:
    return [str(tool("markdownlint-cli2")), "--fix", "briefings/**/*.md"]


def _mdformat() -> list[str]:
    return [sys.executable, "-m", "mdformat", "briefings"]


_COMMANDS = {"prettier": _prettier, "markdownlint": _markdownlint, "mdformat": _mdformat}
FORMATTERS = [
    pytest.param(Formatter("prettier"), id="Prettier", marks=pytest.mark.long),
    pytest.param(
        Formatter("prettier", configured=False), id="Prettier, its defaults", marks=pytest.mark.long
    ),
    pytest.param(
        Formatter("prettier", ("--prose-wrap", "always")), id="Prettier, lines broken", marks=pytest.mark.long
    ),
    pytest.param(Formatter("markdownlint"), id="markdownlint", marks=pytest.mark.long),
    pytest.param(Formatter("mdformat"), id="mdformat"),
    pytest.param(
        Formatter("mdformat", configured=False),
        id="mdformat with plugins, its defaults",
        marks=pytest.mark.long,
    ),
]
WRAPPING = pytest.param(
    Formatter("mdformat", ("--wrap", "80")), id="mdformat, lines broken", marks=pytest.mark.long
)
"""Over briefings without a table: mdformat joins the lines of one, unless it has a plugin for tables."""

SEED = [
    "The ferry of *quay* 7 took [its] 14 crates & a <script>bell</script> to Ostrel {: .x } &amp; more_or_less.",
    "2024-05-08: Crates fall into the harbour of Tolm and a very long sentence about them is broken by some tools.",
    "2024-04-08: Inspectors look at quay 7 and find it_sound_ and <b>dry</b>, 3 * 4 times | in all ~~of it~~.",
    "2024-04-09: Owners deny that the quay sinks.",
    "2024-04-10: A diver counts the crates.",
    "“We counted 7 crates and lost them all in a minute, C:\\boats\\* (sic) <b>all</b> &lt; 3,” Ada Lorring said.",
    "“Nobody on the whole of the quay saw it, and nobody on the pier heard it,” Bela Quist said.",
    "“The boat sank before I could ring the bell of the harbour,” Cora Venn said.",
    "1. The owner wants to open it again # before the summer of the regatta at https://tolm.example/x_y?a=1&copy=2.",
]
OWN = """
!!! quote "Dora Lem, who keeps the lamp of the old harbour of Tolm and its bell"
    “I keep the lamp” … “and I keep the bell”

    “And I keep the books of the harbour, all of them.”[^mine]

!!! note "How we know"
    We asked the harbour.

## Our own words

A paragraph
on two lines, with a note of ours[^mine] and **bold** words.

1. first
2. second
    - below it

| Quay | Crates |
| --- | --: |
| 7 | 14 |
| 8 | – |

```text
- no item
!!! quote "nobody"
    [^none]
```

> A quotation.

### Less

<!-- the archive says 1969: ask
- 1969 — Quay 7 is built.
-->

## Timeline
"""
NOTE = "[^mine]: The log of the harbour, paragraph 2: “And I keep the books of the harbour, all of them.”\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with a briefing that was generated and then edited in every way that the guide shows."""
    root = tmp_path_factory.mktemp("desk")
    for name in ("docs", "briefings", "seeds"):
        (root / name).mkdir()
    write_seed(root, "ferry", "Crates fall into harbour of Tolm", SEED)
    project = open_project(root)
    convert(project)
    [path] = (root / "briefings").glob("*.md")
    path.write_text(_edited(path.read_text("utf-8")), encoding="utf-8")
    convert(project)
    return project


def _edited(text: str) -> str:
    box = re.search(r"!!! quote \"Cora Venn[^\"]*\"\n(?:    .*\n)+\n", text)
    assert box, "it is deleted"
    text = re.sub(r"\[\^s1-8\]:.*\n", "", text.replace(box[0], ""))
    text = text.replace("a minute, C:", "a minute”\n\n    “C:", 1)
    text = text.replace("the quay sinks", "the quay is sinking", 1)
    text = text.replace("- 2024-04-10 —", "- 2024-04-10 (sources differ: 5 crates in s1 / 7 in s2) —")
    return text.replace("\n## Timeline\n", OWN) + NOTE


Formatted = Callable[[Formatter], Project]


@pytest.fixture(scope="module")
def formatted_desk(desk: Project, tmp_path_factory: pytest.TempPathFactory) -> Formatted:
    """That project after a formatter, which runs once for all tests: to start one takes longer than to ask."""

    @cache
    def formatted(formatter: Formatter) -> Project:
        project = copied(desk.root, tmp_path_factory.mktemp("formatted") / "project")
        formatter.run(project.root)
        return project

    return formatted


def files_of(root: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted((root / "briefings").glob("*.md"))}


def record_of(text: str) -> Briefing:
    """What a briefing says, wherever its lines stand, without footnotes that nothing cites.

    mdformat orders footnotes as they are cited, as a page does.
    """
    found = document.read(text, "b.md").briefing
    cited = re.sub(r"^\[\^.*?\]:", "", text, flags=re.MULTILINE)
    notes = sorted(found.evidence, key=lambda note: note.label)
    return replace(
        found,
        key_points=tuple(replace(point, line=0) for point in found.key_points),
        key_quotes=tuple(replace(quote, line=0) for quote in found.key_quotes),
        timeline=tuple(replace(entry, line=0) for entry in found.timeline),
        evidence=tuple(replace(note, line=0) for note in notes if f"[^{note.label}]" in cited),
    )


def page_of(text: str) -> str:
    """A briefing's part of its page, blanks folded."""
    names = ["toc", "tables", "fenced_code", "admonition", "attr_list", "footnotes"]
    configured = {"footnotes": {"USE_DEFINITION_ORDER": False}}
    extensions: list[str | Extension] = [*names, BriefingMarkup()]
    page = Markdown(extensions=extensions, extension_configs=configured).convert(
        split(unified(text), "b.md").body
    )
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", " ".join(page.split()))


def findings(project: Project) -> list[tuple[str, str, str]]:
    return sorted(
        (problem.file, problem.severity, problem.message) for problem in check_project(project).all()
    )


def copied(root: Path, to: Path) -> Project:
    shutil.copytree(root, to)
    return open_project(to)


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_an_edited_briefing_comes_through(
    desk: Project, formatted_desk: Formatted, tmp_path: Path, formatter: Formatter
) -> None:
    project = copied(formatted_desk(formatter).root, tmp_path / "project")
    [(name, before)] = files_of(desk.root).items()
    after = files_of(project.root)[name]
    assert record_of(after) == record_of(before)
    assert page_of(after) == page_of(before)
    assert findings(project) == findings(desk)
    formatter.run(project.root)
    assert files_of(project.root)[name] == after, "a second time changes nothing"


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_nothing_comes_back_or_doubles_with_the_next_run(
    formatted_desk: Formatted, tmp_path: Path, formatter: Formatter
) -> None:
    project = copied(formatted_desk(formatter).root, tmp_path / "project")
    before = files_of(project.root)
    seed = project.root / "seeds" / "ferry.txt"
    convert(project)
    assert files_of(project.root) == before
    seed.write_text(seed.read_text("utf-8") + "\n2024-05-09: A crane lifts the crates.\n", encoding="utf-8")
    outcomes = convert(project)
    assert actions(outcomes) == ["merged"]
    [(name, text)] = files_of(project.root).items()
    old, new = record_of(before[name]), record_of(text)
    added = [entry for entry in new.timeline if entry not in old.timeline]
    assert [entry.text for entry in added] == ["A crane lifts the crates."]
    assert (new.lead, new.key_points, new.key_quotes) == (old.lead, old.key_points, old.key_quotes)
    assert len(new.timeline) == len(old.timeline) + 1
    assert not list((project.root / ".dateline").glob("proposals/*"))


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_another_layout_is_no_edit(formatted_desk: Formatted, tmp_path: Path, formatter: Formatter) -> None:
    project = copied(formatted_desk(formatter).root, tmp_path / "project")
    write_seed(project.root, "ferry", "Crates fall into harbour of Tolm", [SEED[0], *SEED[3:6], SEED[8]])
    convert(project)
    [text] = files_of(project.root).values()
    found = record_of(text)
    assert [entry.id for entry in found.timeline] == ["t-4e8163", "t-b810b3"], "edited, or still in the seed"
    assert [quote.speaker for quote in found.key_quotes] == ["Ada Lorring", "Dora Lem"]


@pytest.mark.parametrize("formatter", [*FORMATTERS, WRAPPING])
def test_the_sample_briefings_come_through(tmp_path: Path, formatter: Formatter) -> None:
    shutil.copytree(ROOT / "briefings", tmp_path / "briefings")
    for path in BRIEFINGS.glob("*.md"):
        shutil.copy(path, tmp_path / "briefings")
    before = files_of(tmp_path)
    formatter.run(tmp_path)
    for name, after in files_of(tmp_path).items():
        assert record_of(after) == record_of(before[name]), name
        assert page_of(after) == page_of(before[name]), name


# --- what cannot be helped -----------------------------------------------------------------------------------


def test_mdformat_stops_where_a_plugin_is_missing(desk: Project, tmp_path: Path) -> None:
    """The list in `.mdformat.toml` is what stops it: here it names one more than there are."""
    project = copied(desk.root, tmp_path / "project")
    wanted = (ROOT / ".mdformat.toml").read_text("utf-8")
    (project.root / ".mdformat.toml").write_text(wanted.replace('"admon"]', '"admon", "missing"]'), "utf-8")
    with pytest.raises(AssertionError, match="'missing' extension is not available"):
        Formatter("mdformat", configured=False).run(project.root)
    assert files_of(project.root) == files_of(desk.root)


@pytest.mark.parametrize(
    ("plugins", "message"),
    [
        ((), "the briefing has no front matter: a formatter that knows none has made text of it"),
        (
            ("frontmatter",),
            "the footnote [^s1-1] is text: a formatter that knows no footnotes has made it that",
        ),
        (
            ("frontmatter", "footnote"),
            "words of the item q-3ec6c1 stand in a block of code, where a formatter has put them",
        ),
    ],
)
def test_the_check_tells_what_a_formatter_has_broken(
    desk: Project, tmp_path: Path, plugins: tuple[str, ...], message: str
) -> None:
    project = copied(desk.root, tmp_path / "project")
    options = [f"--extensions={name}" for name in plugins] or ["--no-extensions"]
    Formatter("mdformat", tuple(options), configured=False).run(project.root)
    assert ("error", message) in [(severity, told) for _, severity, told in findings(project)]
    assert message not in str(findings(desk))
    convert(project)
    assert len(files_of(project.root)) == 1, "no second briefing of the same seed"


@pytest.mark.parametrize("code", ["```\n- 2019 — A.\n```\n", "~~~text\n[^a]: b\n~~~\n", "`\\[^a]:`\n"])
def test_code_of_a_persons_own_is_no_damage(code: str) -> None:
    text = f"---\ntitle: A\n---\n\nIt rained.\n\n{code}"
    assert [
        told
        for told in examination.examine(text, "b.md", lambda name: SeedText("", "")).problems
        if told.severity == "error" and "formatter" in told.message
    ] == []


# --- line ends -------------------------------------------------------------------------------------------------


def test_a_clone_has_the_same_bytes_whatever_its_line_ends(desk: Project, tmp_path: Path) -> None:
    kept, clone = tmp_path / "kept", tmp_path / "clone"
    shutil.copytree(desk.root, kept)
    shutil.copy(ROOT / ".gitattributes", kept)
    person = ("-c", "user.name=A", "-c", "user.email=a@tolm.example")
    for command in (
        ("init", "--quiet", str(kept)),
        ("-C", str(kept), "add", "."),
        ("-C", str(kept), *person, "commit", "--quiet", "--message", "A"),
        ("clone", "--quiet", "--config", "core.autocrlf=true", str(kept), str(clone)),
    ):
        subprocess.run(["git", *command], check=True)
    for folder in ("seeds", "briefings", ".dateline/base"):
        for path in (desk.root / folder).iterdir():
            assert (clone / folder / path.name).read_bytes() == path.read_bytes()
