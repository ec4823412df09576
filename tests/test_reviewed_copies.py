"""`dateline review`: the marks of a review, the copy that is kept, and what is refused."""

import threading
from datetime import date
from pathlib import Path

import pytest

from dateline import cli
from dateline.briefing import front_matter
from dateline.model.problems import DatelineError
from dateline.project import files, journal, reviewed_copies

SEED = (
    "Gate fails\n\n“It is standing,” Ola Arnaud said on Monday.\n\nRain fell on the dam for a week before.\n"
)
BRIEFING = """---
title: Gate fails # the desk's
status: draft   # to do
topics: []
sources:
  - {id: s1, seed: seeds/a.txt}
---

Rain fell.[^p-1]

## Key quotes

!!! quote "Ola Arnaud"
    “It is standing,”[^q-1]

[^p-1]: Courier, paragraph 2: “Rain fell on the dam for a week before.”
[^q-1]: Courier, paragraph 1: “It is standing,” Ola Arnaud said on Monday.”
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(SEED, encoding="utf-8")
    (tmp_path / "briefings").mkdir()
    (tmp_path / "briefings" / "b.md").write_text(BRIEFING, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Test\nplugins: [dateline]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> int:
    return cli.main(list(words))


def change(project: Path, old: str, new: str, name: str = "b.md") -> None:
    path = project / "briefings" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_review_marks_the_briefing_and_keeps_a_copy(project: Path) -> None:
    assert run("review", "briefings/b.md", "--date", "2025-05-14") == 0
    text = (project / "briefings" / "b.md").read_text(encoding="utf-8")
    assert text == BRIEFING.replace("status: draft   # to do", "status: reviewed   # to do").replace(
        "seed: seeds/a.txt}\n", "seed: seeds/a.txt}\nreviewed: 2025-05-14\n"
    )
    assert (project / ".dateline" / "reviewed" / "b.md").read_text(encoding="utf-8") == text
    assert run("check") == 0


def test_by_default_the_day_is_today(project: Path) -> None:
    assert run("review", "briefings/b.md") == 0
    assert f"reviewed: {date.today().isoformat()}\n" in (project / "briefings" / "b.md").read_text()


def test_a_change_needs_a_correction(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("review", "briefings", "--date", "2025-05-14")
    change(project, '"Ola Arnaud"', '"Ole Arnaud"')
    assert run("check") == 1
    assert "the speaker of the quote" in capsys.readouterr().out
    assert run("review", "briefings") == 1
    assert "not reviewed: briefings/b.md" in capsys.readouterr().err
    change(
        project,
        "topics: []",
        "topics: []\ncorrections:\n  - {date: 2025-05-15, text: He is Ole Arnaud., item: q-1}",
    )
    assert run("check") == 0
    assert run("review", "briefings", "--date", "2025-05-15") == 0


def test_a_change_of_what_nobody_was_told_needs_none(project: Path) -> None:
    run("review", "briefings", "--date", "2025-05-14")
    change(project, '"Ola Arnaud"', '"Ole Arnaud"')
    assert run("review", "briefings", "--without-correction", "--date", "2025-05-15") == 0
    assert run("check") == 0


def test_what_does_not_stand_in_the_seed_is_not_reviewed(project: Path) -> None:
    change(project, "    “It is standing,”", "    “It was standing,”")
    before = (project / "briefings" / "b.md").read_text(encoding="utf-8")
    assert run("review", "briefings/b.md") == 1
    assert (project / "briefings" / "b.md").read_text(encoding="utf-8") == before
    assert not (project / ".dateline" / "reviewed").exists()


def test_a_renamed_briefing_is_recognised_by_its_seed(project: Path) -> None:
    run("review", "briefings", "--date", "2025-05-14")
    (project / "briefings" / "b.md").rename(project / "briefings" / "c.md")
    change(project, '"Ola Arnaud"', '"Ole Arnaud"', "c.md")
    assert run("check") == 1


def test_the_copy_of_another_briefing_is_not_taken(project: Path) -> None:
    run("review", "briefings", "--date", "2025-05-14")
    reviewed = (project / "briefings" / "b.md").read_text(encoding="utf-8")
    other = reviewed.replace('"Ola Arnaud"', '"Ole Arnaud"')
    (project / "briefings" / "c.md").write_text(other, encoding="utf-8")
    assert run("check", "briefings/c.md") == 0, "b.md, whose copy it is, is still there"


@pytest.mark.parametrize("path", ["seeds/a.txt", "briefings/none.md"])
def test_what_is_no_briefing_is_not_reviewed(
    project: Path, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("review", path) == 1
    assert path in capsys.readouterr().err
    assert (project / "seeds" / "a.txt").read_text(encoding="utf-8") == SEED


def test_a_wrong_day_is_a_wrong_call(project: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("review", "briefings", "--date", "Monday")
    assert stopped.value.code == 2


def test_locked_stays_locked_and_bytes_stay_bytes(project: Path) -> None:
    text = "\ufeff" + BRIEFING.replace("status: draft", "status: locked").replace("\n", "\r\n")
    path = project / "briefings" / "b.md"
    path.write_bytes(text.encode())
    assert run("review", "briefings", "--date", "2025-05-14") == 0
    expected = text.replace("a.txt}\r\n", "a.txt}\r\nreviewed: 2025-05-14\r\n")
    assert path.read_bytes() == expected.encode()


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("---\ntitle: A\n---\n\nB.\n", "---\ntitle: A\nreviewed: 2025-05-14\nstatus: reviewed\n---\n\nB.\n"),
        (
            "---\nreviewed: '2024-01-01' # then\ntitle: A # b\nstatus:\n---\nB.\n---\n",
            "---\nreviewed: 2025-05-14 # then\ntitle: A # b\nstatus: reviewed\n---\nB.\n---\n",
        ),
    ],
    ids=["new keys", "old keys"],
)
def test_the_marks(text: str, becomes: str) -> None:
    assert reviewed_copies.as_reviewed(text, "b.md", "2025-05-14") == becomes


def test_a_value_over_several_lines_is_left_to_its_writer() -> None:
    with pytest.raises(DatelineError, match="can't be brought up to date"):
        front_matter.with_values("---\ntitle: A\nstatus: >\n  draft\n---\n", "b.md", {"status": "reviewed"})


def test_a_file_without_front_matter_is_refused() -> None:
    with pytest.raises(DatelineError):
        front_matter.with_values("It rained.\n", "b.md", {"status": "reviewed"})


def test_a_review_waits_for_a_run(project: Path) -> None:
    path = project / "briefings" / "b.md"
    with journal.exclusive_run(files.open_project(None), lambda: None):
        reviewing_thread = threading.Thread(target=run, args=("review", "briefings/b.md"))
        reviewing_thread.start()
        reviewing_thread.join(timeout=0.5)
        assert reviewing_thread.is_alive()
        assert path.read_text(encoding="utf-8") == BRIEFING
    reviewing_thread.join(timeout=30)
    assert "status: reviewed" in path.read_text(encoding="utf-8")
