"""Suggested topics in whole runs: made once, beside the empty list; a person's filing has the last word."""

import re
from pathlib import Path

import pytest

from dateline.briefing.document import Document, read
from dateline.cli import report
from dateline.merge import comment_of, suggested_in, with_comment, without_comment
from dateline.project.files import Project
from dateline.project.run import Action, Outcome
from dateline.topics.suggestions import Suggestion
from workshop import actions, convert, open_project, tree, write_seed

FERRY = [
    "The Marn ferry ran aground off Tolm with forty lorries aboard.",
    "“We felt the keel grind,” Ada Lorring said.",
    "“Nobody was hurt,” Bram Odell said.",
]
AGAIN = ["Tugs pulled the Marn ferry off the rocks of Tolm at dawn.", *FERRY[1:]]
SUGGESTED = "topics: []  # suggested: Marn ferry ("


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """One briefing that a person filed, one that nobody did."""
    project = open_project(tmp_path)
    write_seed(tmp_path, "ferry", "Marn ferry aground", FERRY)
    write_seed(tmp_path, "frost", "Frost in the vineyards", ["Growers lit fires against a late frost."])
    convert(project)
    file_under(path_of(project, "ferry"), "[Marn ferry]")
    return project


def path_of(project: Project, name: str) -> Path:
    return next(project.briefings.glob(f"*{name}*.md"))


def file_under(path: Path, topics: str) -> None:
    path.write_text(re.sub(r"topics: \[\]", f"topics: {topics}", path.read_text(), count=1))


def topics_line(path: Path) -> str:
    return next(line for line in path.read_text().split("\n") if line.startswith("topics:"))


def new_seed(project: Project, words: str = "") -> Path:
    """Write a seed about the ferry, or correct it; the briefing's path."""
    write_seed(project.root, "towed", "Marn ferry towed", [*AGAIN, *([words] if words else [])])
    return project.briefings / "2024-05-14-marn-ferry-towed.md"


def outcome_of(outcomes: list[Outcome], path: Path) -> Outcome:
    return next(outcome for outcome in outcomes if outcome.path == path)


def test_a_new_briefing_gets_a_suggestion_in_file_base_and_report(project: Project) -> None:
    path = new_seed(project)
    outcome = outcome_of(convert(project), path)
    assert topics_line(path).startswith(SUGGESTED)
    assert (project.bases / path.name).read_bytes() == path.read_bytes()
    assert read(path.read_text(), path.name).front.values["topics"] == []
    _, said = report.lines_of(project, outcome)
    assert said == f"  topics suggested: {suggested_in(path.read_text())}"
    assert "Ada Lorring" in said


def test_where_nobody_filed_anything_nothing_is_suggested(tmp_path: Path) -> None:
    project = open_project(tmp_path)
    write_seed(tmp_path, "ferry", "Marn ferry aground", FERRY)
    convert(project)
    path = new_seed(project)
    convert(project)
    assert topics_line(path) == "topics: []"


def test_a_second_run_is_the_same_with_and_without_the_cache(project: Project) -> None:
    new_seed(project)
    convert(project)
    before = tree(project)
    assert actions(convert(project)) == ["kept", "unchanged", "unchanged"]
    for cached in ("topics.json", "fingerprints.json"):
        (project.cache / cached).write_text("{broken")
        assert not any(outcome.writes for outcome in convert(project))
    assert tree(project) == before


def test_what_others_are_filed_under_later_changes_nothing(project: Project) -> None:
    path = new_seed(project)
    convert(project)
    before = path.read_text()
    file_under(path_of(project, "frost"), "[Weather]")
    path_of(project, "aground").write_text(
        path_of(project, "aground").read_text().replace("[Marn ferry]", "[Wrecks]")
    )
    (project.cache / "fingerprints.json").unlink()
    assert not any(outcome.writes for outcome in convert(project, write=False))
    convert(project)
    assert path.read_text() == before


def test_a_changed_seed_brings_the_suggestion_up_to_date(project: Project) -> None:
    path = new_seed(project)
    convert(project)
    path_of(project, "aground").write_text(
        path_of(project, "aground").read_text().replace("[Marn ferry]", "[Wrecks]")
    )
    new_seed(project, "The owner wept.")
    outcome = outcome_of(convert(project), path)
    assert outcome.action is Action.UPDATED
    assert topics_line(path).startswith("topics: []  # suggested: Wrecks (")
    assert any("Wrecks" in line for line in report.lines_of(project, outcome))


@pytest.mark.parametrize(
    "mine",
    [
        "topics: [Shipping]",
        "topics: [Marn ferry]{remark}",
        "topics: []",
        "topics: []  # ask Bram",
        "topics: []{remark}, says the machine",
    ],
)
def test_what_a_person_made_of_it_stays(project: Project, mine: str) -> None:
    path = new_seed(project)
    convert(project)
    line = topics_line(path)
    path.write_text(path.read_text().replace(line, mine.format(remark=line.removeprefix("topics: []"))))
    edited = path.read_text()
    assert not any(outcome.writes for outcome in convert(project)), "an edit is nothing to write about"
    (project.cache / "fingerprints.json").unlink()
    assert not any(outcome.writes for outcome in convert(project)), "nor is it on another machine"
    new_seed(project, "The owner wept.")
    outcome = outcome_of(convert(project), path)
    assert path.read_text() != edited, "the seed's fingerprint at least"
    assert outcome.proposed == 0
    assert topics_line(path) == mine.format(remark="" if "[M" in mine else line.removeprefix("topics: []"))
    assert not any(outcome.writes for outcome in convert(project))


def test_the_runs_own_briefings_suggest_nothing_to_each_other(tmp_path: Path) -> None:
    """A seed may name topics, which count from the next run on: the order of the seeds plays no part."""
    for name, topics in (("a", "topics: [Marn ferry]\n"), ("b", "")):
        path = write_seed(tmp_path, name, f"Marn ferry aground {name}", [*FERRY, f"Report {name}."])
        path.write_text(path.read_text().replace("---\n\n", f"{topics}---\n\n"))
    project = open_project(tmp_path)
    convert(project)
    assert topics_line(path_of(project, "aground-b")) == "topics: []"
    assert topics_line(path_of(project, "aground-a")) == "topics: [Marn ferry]"
    path = new_seed(project)
    convert(project)
    assert topics_line(path).startswith(SUGGESTED)


def test_a_briefing_that_is_made_again_is_suggested_for_again(project: Project) -> None:
    path = new_seed(project)
    convert(project)
    path.unlink()
    path_of(project, "aground").write_text(
        path_of(project, "aground").read_text().replace("[Marn ferry]", "[Wrecks]")
    )
    convert(project, restore=True)
    assert "suggested: Wrecks (" in topics_line(path)


def test_suggestions_are_made_anew_where_they_are_asked_for(project: Project) -> None:
    path, frost = new_seed(project), path_of(project, "frost")
    convert(project)
    aground = path_of(project, "aground")
    aground.write_text(aground.read_text().replace("[Marn ferry]", "[Wrecks]"))
    frost.write_text(frost.read_text().replace("Growers", "The growers"))
    before = tree(project)
    outcomes = convert(project, suggest=True)
    assert actions(outcomes) == ["kept", "kept", "updated"]
    assert "suggested: Wrecks (" in topics_line(path)
    changed = {name for name, data in tree(project).items() if data != before.get(name)}
    assert changed == {project.name(path), project.name(project.bases / path.name)}
    for suggest in (False, True):
        assert not any(outcome.writes for outcome in convert(project, suggest=suggest))
    file_under(path, "[Wrecks]")
    assert not any(outcome.writes for outcome in convert(project, suggest=True)), "it is filed"


@pytest.mark.parametrize("mine", ["topics: []", "topics: []  # none fits"])
def test_a_suggestion_that_a_person_took_out_is_not_made_anew(project: Project, mine: str) -> None:
    path = new_seed(project)
    convert(project)
    path.write_text(path.read_text().replace(topics_line(path), mine))
    aground = path_of(project, "aground")
    aground.write_text(aground.read_text().replace("[Marn ferry]", "[Wrecks]"))
    convert(project, suggest=True)
    assert topics_line(path) == mine


def test_what_is_locked_deleted_or_lost_is_left_alone_by_suggestions(project: Project) -> None:
    path, frost, aground = new_seed(project), path_of(project, "frost"), path_of(project, "aground")
    convert(project)
    path.write_text(path.read_text().replace("status: draft", "status: locked"))
    frost.unlink()
    (project.seeds / "ferry.txt").unlink()
    aground.write_text(aground.read_text().replace("[Marn ferry]", "[Wrecks]"))
    before = tree(project)
    assert set(actions(convert(project, suggest=True))) == {"kept"}
    assert tree(project) == before


def test_only_what_changed_is_parsed_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    new_seed(project)
    convert(project)
    new_seed(project, "The owner wept.")
    convert(project)
    parsed: list[str] = []

    def reading(text: str, name: str) -> Document:
        parsed.append(text)
        return read(text, name)

    monkeypatch.setattr("dateline.project.topic_index.document.read", reading)
    path = new_seed(project, "The owner laughed.")
    convert(project)
    assert parsed == [path.read_text()], "what this run wrote"


@pytest.mark.parametrize(
    "topic", ["A\nB", "# B", "C: [x]", "“D”", "\x07\u202eE\ufeff", "---", "topics: []", "\ufffe", "日本"]
)
def test_any_topic_is_a_comment(topic: str) -> None:
    text = "---\ntitle: A\ntopics: []\nstatus: draft\n---\n\ntopics: []\n"
    written = with_comment(
        text, comment_of([Suggestion(topic, ("Ada\nLorring",), ()), Suggestion("B", (), ("x",))])
    )
    assert written.count("\n") == text.count("\n")
    assert read(written, "a.md").front.values == read(text, "a.md").front.values
    assert without_comment(written) == (text, "  # suggested: " + suggested_in(written))
    assert without_comment(text) == (text, "")
