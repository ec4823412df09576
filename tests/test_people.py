"""What people do to briefings besides editing them, and what the next run makes of it."""

import re
from pathlib import Path

import pytest

import workshop
from dateline.cli import report
from dateline.project import files, run
from dateline.project.files import Project
from dateline.project.run import Action, Outcome
from workshop import actions, convert, tree

FERRY = "2024-05-14-ferry.md"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for number, name in enumerate(("ferry", "tram"), 1):
        workshop.write_seed(tmp_path, name, name.title(), workshop.story(number))
    project = workshop.open_project(tmp_path)
    convert(project)
    return project


def correct(project: Project, name: str = "ferry") -> None:
    """A seed is corrected: a line is reworded, another one is new."""
    number = 1 if name == "ferry" else 2
    parts = [part.replace("fall into", "sink in") for part in workshop.story(number)]
    workshop.write_seed(project.root, name, name.title(), [*parts, "2024-05-29: Divers find a crate."])


def edit(path: Path, *changes: tuple[str, str]) -> str:
    text = path.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)
    return text


def outcome_of(outcomes: list[Outcome], name: str = "Ferry") -> Outcome:
    return next(o for o in outcomes if name.lower() in o.path.name or name in o.before)


# --- where the file is -----------------------------------------------------------------------------------


def test_two_briefings_that_changed_names_keep_their_own(project: Project) -> None:
    first, second = files.briefing_files(project)
    edit(first, ("# Key points", "# Points of the ferry"))
    edit(second, ("# Key points", "# Points of the tram"))
    texts = first.read_text(), second.read_text()
    second.write_text(texts[0])
    first.write_text(texts[1])
    correct(project)
    correct(project, "tram")
    assert actions(convert(project)) == ["merged", "merged"]
    assert "Points of the ferry" in second.read_text() and "Divers find" in second.read_text()
    assert "Points of the tram" in first.read_text() and "Divers find" in first.read_text()
    assert actions(convert(project)) == ["kept", "kept"]


def test_a_new_briefing_takes_no_name_that_a_renamed_or_deleted_one_had(project: Project) -> None:
    ferry = project.briefings / FERRY
    ferry.rename(project.briefings / "boat.md")
    workshop.write_seed(project.root, "other", "Ferry", workshop.story(9))
    convert(project)
    assert (project.briefings / "2024-05-14-ferry-2.md").exists()
    (project.briefings / "boat.md").unlink()
    workshop.write_seed(project.root, "third", "Ferry", workshop.story(11))
    outcomes = convert(project)
    assert (project.briefings / "2024-05-14-ferry-3.md").exists()
    assert "deleted by hand; not made again" in outcome_of(outcomes).problems[0].message
    convert(project, restore=True)
    assert "quay 1 took" in ferry.read_text()


def test_a_restored_briefing_takes_nobodys_place(project: Project) -> None:
    mine = "---\ntitle: Mine\nsources:\n  - {id: s1, seed: seeds/tram.txt}\n---\n\nBy hand.\n"
    ferry = project.briefings / FERRY
    ferry.unlink()
    (project.briefings / "2024-05-14-tram.md").unlink()
    ferry.write_text(mine)
    convert(project, restore=True)
    assert ferry.read_text() == mine
    assert "quay 1 took" in (project.briefings / "2024-05-14-ferry-2.md").read_text()


def test_a_briefing_that_names_its_seed_no_more_is_known_by_its_place(project: Project) -> None:
    ferry = project.briefings / FERRY
    text = ferry.read_text()
    head, _, body = text.partition("sources:\n")
    ferry.write_text(head + "---\n" + body.partition("---\n")[2].replace("Key points", "Points"))
    correct(project)
    assert sorted(actions(convert(project))) == ["merged", "unchanged"]
    text = ferry.read_text()
    assert "## Points" in text and "Divers find" in text and "sources:" not in text


def test_a_briefing_of_ones_own_that_names_a_seed_is_not_written_over(project: Project) -> None:
    mine = project.briefings / "0-overview.md"
    text = "---\ntitle: Boats\nsources:\n  - {id: s1, seed: seeds/ferry.txt}\n---\n\nBy hand.\n"
    mine.write_text(text)
    correct(project)
    convert(project)
    assert mine.read_text() == text
    assert "Divers find" in (project.briefings / FERRY).read_text()
    (project.briefings / FERRY).unlink()
    assert "deleted by hand" in outcome_of(convert(project)).problems[0].message
    assert mine.read_text() == text


def test_a_briefing_written_before_the_seed_came_is_left_as_it_is(tmp_path: Path) -> None:
    mine = tmp_path / "briefings" / "ferry.md"
    mine.parent.mkdir()
    text = "---\ntitle: Boats\nsources:\n  - {id: s1, seed: seeds/ferry.txt}\n---\n\nBy hand.\n"
    mine.write_text(text)
    workshop.write_seed(tmp_path, "ferry", "Ferry", workshop.story(1))
    project = workshop.open_project(tmp_path)
    [outcome] = convert(project)
    assert (outcome.action, mine.read_text()) == (Action.KEPT, text)
    assert "We counted 1 crates" in (project.proposals / "ferry.md").read_text()
    assert files.briefing_files(project) == (mine,)
    before = tree(project)
    convert(project)
    assert tree(project) == before


# --- what can't be read ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        ((b"status: draft", b"status: [draft"), 6, "the front matter is not valid YAML"),
        ((b"status: draft", b"status: draft\ntitle: again"), 6, "“title” stands twice"),
        ((b"Key points", b"Key points \xe9"), 0, "not UTF-8 text"),
        ((b"title: Ferry", b"title: Ferry\ry"), 2, "a line ends with a carriage return alone"),
    ],
    ids=["broken", "twice", "Latin-1", "old Mac"],
)
def test_a_briefing_that_can_not_be_read_stays_and_the_others_go_on(
    project: Project, change: tuple[bytes, bytes], line: int, message: str
) -> None:
    ferry = project.briefings / FERRY
    ferry.write_bytes(ferry.read_bytes().replace(*change, 1))
    correct(project)
    correct(project, "tram")
    before = tree(project)
    outcomes = convert(project)
    assert sorted(actions(outcomes)) == ["failed", "updated"]
    [problem] = next(o for o in outcomes if o.action is Action.FAILED).problems
    assert (problem.file, problem.line or line) == (f"briefings/{FERRY}", line)
    assert message in problem.message
    changed = {name for name, data in tree(project).items() if before.get(name) != data}
    assert changed == {".dateline/base/2024-05-14-tram.md", "briefings/2024-05-14-tram.md"}
    ferry.write_bytes(ferry.read_bytes().replace(change[1], change[0], 1))
    assert "updated" in actions(convert(project)), "and once it is put right, it goes on"


def test_a_renamed_briefing_that_can_not_be_read_is_recognised(project: Project) -> None:
    text = edit(project.briefings / FERRY, ("status: draft", "status: [draft"))
    (project.briefings / FERRY).rename(project.briefings / "boat.md")
    correct(project)
    outcomes = convert(project, restore=True)
    assert "failed" in actions(outcomes) and "new" not in actions(outcomes)
    assert (project.briefings / "boat.md").read_text() == text


# --- how the file is written -----------------------------------------------------------------------------


@pytest.mark.parametrize("is_edited", [False, True])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_line_ends_mark_and_last_line_stay(
    project: Project, is_edited: bool, mark: str, end: str, last: str
) -> None:
    ferry = project.briefings / FERRY
    text = (
        ferry.read_text()
        .rstrip("\n")
        .replace("## Key points", "## My points" if is_edited else "## Key points")
    )
    ferry.write_bytes((mark + text + last).replace("\n", end).encode())
    assert sorted(actions(convert(project))) == sorted(["kept" if is_edited else "unchanged", "unchanged"])
    correct(project)
    assert ("merged" if is_edited else "updated") in actions(convert(project))
    data = ferry.read_bytes().decode()
    assert "Divers find" in data
    assert data.startswith(mark + "---")
    assert data.endswith(f"”{last.replace(chr(10), end)}")
    assert data.count("\r") == (data.count("\n") if end == "\r\n" else 0)


def test_base_copies_with_other_line_ends_are_the_same(project: Project) -> None:
    """As git checks them out on Windows."""
    for path in files.files_below(project.bases):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = tree(project)
    assert actions(convert(project)) == ["unchanged", "unchanged"]
    assert tree(project) == before
    correct(project)
    assert "updated" in actions(convert(project))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_lock_holds_however_the_file_is_written(project: Project, end: str) -> None:
    ferry = project.briefings / FERRY
    data = edit(ferry, ("status: draft", "status: locked")).replace("\n", end).encode()
    ferry.write_bytes(data)
    correct(project)
    assert sorted(actions(convert(project))) == ["kept", "unchanged"]
    assert ferry.read_bytes() == data


# --- what is remembered, and what is proposed ------------------------------------------------------------


def test_what_was_deleted_is_remembered_while_it_is_not_generated(project: Project) -> None:
    ferry = project.briefings / FERRY
    [line] = re.findall(r"^- .*Inspectors look.*\n.*", ferry.read_text(), re.MULTILINE)
    edit(ferry, (line + "\n", ""))
    parts = workshop.story(1)
    workshop.write_seed(project.root, "ferry", "Ferry", [parts[0], parts[1]])
    convert(project)
    [memory] = project.bases.glob("*.remembered.txt")
    assert memory.read_text().split("\n")[2:] == [line.partition("<!-- ")[2].removesuffix(" -->"), ""]
    workshop.write_seed(project.root, "ferry", "Ferry", parts)
    convert(project)
    assert line not in ferry.read_text()
    assert "We counted" in ferry.read_text()
    assert not memory.exists(), "the base copy shows it again"
    correct(project)
    convert(project)
    assert line not in ferry.read_text()


def propose(project: Project) -> Path:
    edit(project.briefings / FERRY, ("title: Ferry", "title: A ferry"))
    seed = project.seeds / "ferry.txt"
    seed.write_text(seed.read_text().replace("title: Ferry", "title: The ferry"))
    assert "merged" in actions(convert(project))
    return project.proposals / FERRY


def test_a_proposal_waits_until_it_is_taken_over(project: Project) -> None:
    page = propose(project)
    assert "    title: The ferry" in page.read_text()
    assert outcome_of(convert(project)).proposed == 1
    correct(project, "tram")
    convert(project)
    assert page.exists()
    edit(project.briefings / FERRY, ("title: A ferry", "title: The ferry"))
    convert(project)
    assert not page.exists()


def test_a_proposal_leaves_when_the_words_are_changed_again(project: Project) -> None:
    page = propose(project)
    edit(project.briefings / FERRY, ("title: A ferry", "title: One of the ferries"))
    convert(project)
    assert not page.exists()


def test_a_proposal_leaves_when_the_generator_gives_it_up(project: Project) -> None:
    page = propose(project)
    seed = project.seeds / "ferry.txt"
    seed.write_text(seed.read_text().replace("title: The ferry", "title: Ferry"))
    convert(project)
    assert "title: Ferry" in page.read_text(), "that is another proposal"
    assert "The ferry" not in page.read_text()


def test_a_deleted_proposal_is_not_made_again(project: Project) -> None:
    propose(project).unlink()
    correct(project)
    convert(project)
    assert (
        not (project.proposals / FERRY).exists() or "The ferry" not in (project.proposals / FERRY).read_text()
    )


def test_the_proposals_of_a_deleted_briefing_go(project: Project) -> None:
    page = propose(project)
    (project.briefings / FERRY).unlink()
    convert(project)
    assert not page.exists()


# --- the report ------------------------------------------------------------------------------------------


def told(project: Project, outcomes: list[Outcome]) -> list[str]:
    return [line for outcome in outcomes for line in report.lines_of(project, outcome)]


def test_a_corrected_seed_tells_what_changed_in_its_briefing(project: Project) -> None:
    correct(project)
    lines = told(project, convert(project))
    assert lines[0] == f"updated: briefings/{FERRY} (seeds/ferry.txt has changed)"
    assert any(
        line.startswith("  added in Timeline (t-") and "Divers find a crate." in line for line in lines
    )
    assert any(line.startswith("  updated in Timeline (t-") and "sink in" in line for line in lines)


def test_new_settings_tell_no_more_than_the_name(project: Project) -> None:
    other = workshop.open_project(project.root, timeline=1)
    assert told(other, convert(other)) == [
        f"updated: briefings/{FERRY}",
        "updated: briefings/2024-05-14-tram.md",
    ]


def test_an_edit_tells_what_it_kept(project: Project) -> None:
    edit(project.briefings / FERRY, ("Inspectors look", "People look"), ("title: Ferry", "title: A ferry"))
    parts = [part for part in workshop.story(1) if "Inspectors" not in part]
    workshop.write_seed(project.root, "ferry", "The ferry", parts)
    outcomes = convert(project)
    lines = told(project, outcomes)
    assert lines[0] == f"merged: briefings/{FERRY} (seeds/ferry.txt has changed)"
    assert "  conflict in front matter (title): title: A ferry (generated otherwise; yours stands)" in lines
    assert any(line.startswith("  kept in Timeline (t-") and "yours stays" in line for line in lines)
    assert f"  what was generated instead: .dateline/proposals/{FERRY}" in lines
    numbers = dict(zip(*(line.split() for line in report.outcome_table(outcomes).split("\n")), strict=True))
    assert numbers == {
        "new": "0",
        "updated": "0",
        "merged": "1",
        "kept": "0",
        "conflicts": "1",
        "unchanged": "1",
    }


def test_a_hostile_briefing_prints_as_one_line(project: Project) -> None:
    edit(project.briefings / FERRY, ("Inspectors look", "\x1b[31mPeople\x07 look"))
    workshop.write_seed(project.root, "ferry", "Ferry", workshop.story(1)[:2])
    lines = told(project, convert(project))
    assert any("People" in line for line in lines)
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize("what", ["base", "memory", "proposal", "text"])
def test_a_check_tells_whatever_would_be_written(project: Project, what: str) -> None:
    assert not any(o.writes for o in convert(project, write=False))
    page = propose(project)
    assert not any(o.writes for o in convert(project, write=False))
    if what == "base":
        (project.bases / FERRY).unlink()
    elif what == "memory":
        (project.bases / f"{Path(FERRY).stem}.remembered.txt").write_text("x-1\n")
    elif what == "proposal":
        page.write_text(page.read_text() + "## Old\n")
    else:
        correct(project)
    before = tree(project)
    assert any(o.writes for o in convert(project, write=False))
    assert tree(project) == before


def test_only_the_chosen_units_are_worked_on(project: Project) -> None:
    correct(project)
    correct(project, "tram")
    [unit] = files.units(project, [project.seeds / "tram.txt"])
    assert actions(list(run.convert_units(project, [unit], workshop.load, jobs=1))) == ["updated"]
    assert "Divers find" not in (project.briefings / FERRY).read_text()
