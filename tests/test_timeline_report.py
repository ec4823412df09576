"""`dateline timeline`: briefings read as they stand, lines chosen, records and lines printed."""

import json
from pathlib import Path
from typing import Any

import pytest

from dateline import cli
from dateline.model.annotations import Analysis, Annotations, DateBasis, Event, Sentence, Status
from dateline.model.article import Article, Block, BlockKind, Span
from dateline.model.problems import DatelineError
from dateline.timeline import timeline_report
from dateline.timeline.mention import EventMention

SEED = "The lighthouse at Orrin Point went dark on Monday.\nKeepers will test the lamp on Friday.\n"
BRIEFING = """---
title: Lighthouse goes dark
date: 2031-03-05
sources:
  - id: s1
    seed: seeds/light.txt
---

## Timeline

- 2031-03-03 — The lighthouse at Orrin Point went dark.[^t-1]
- 2031-03-07 (planned) — Keepers will test the lamp.[^t-2]
- 2031-03-09 — A line that an editor added.
- some day — A line without a date.

[^t-1]: Orrin Post, paragraph 1 (date counted from “Monday”): “The lighthouse at Orrin Point went dark on Monday.”
[^t-2]: Orrin Post, paragraph 2: “Keepers will test the lamp on Friday.”
"""


def read_seed(path: str) -> Article:
    if path != "seeds/light.txt":
        raise DatelineError(path, "there is no such file")
    block = Block(BlockKind.PARAGRAPH, Span(path, 0, len(SEED)))
    return Article(path, "0" * 64, SEED, (block,), "Lighthouse", published="2031-03-04T08:00:00Z")


def told() -> tuple[EventMention, ...]:
    return timeline_report.mentions_in_briefing(BRIEFING, "briefings/light.md", read_seed)


def analysis() -> Analysis:
    """The seed as its analysis finds it."""
    article = read_seed("seeds/light.txt")
    sentence = Span(article.source, 0, 50)
    event = Event(
        Span(article.source, 31, 35),
        sentence,
        "2031-03-03",
        DateBasis.RELATIVE,
        Status.HAPPENED,
        "The lighthouse at Orrin Point went dark.",
        weight=0.9,
    )
    return Analysis(article, Annotations(sentences=(Sentence(sentence, 1),), events=(event,)))


# --- briefings ----------------------------------------------------------------------------------------------


def test_what_a_line_says_of_plans_and_differences_is_kept() -> None:
    line = "- 2031-03-07 (planned for 2031-03-06; sources differ: 40 lamps in s1 / 50 lamps in s9) — Lamps were lit."
    text = BRIEFING.replace("- some day — A line without a date.", line)
    lines = timeline_report.merged_timeline(
        [], timeline_report.mentions_in_briefing(text, "briefings/light.md", read_seed)
    )
    (found,) = (found for found in lines if found.text == "Lamps were lit.")
    assert found.planned == ("2031-03-06",)
    assert [(conflict.value, conflict.source) for conflict in found.conflicts] == [
        ("40 lamps", "seeds/light.txt"),
        ("50 lamps", "s9"),
    ]


def test_a_line_cites_the_sentence_in_the_seed() -> None:
    first, second, _ = told()
    assert [SEED[t.span.start : t.span.end] for t in (first, second)] == SEED.splitlines()
    assert (first.source, first.date, first.basis, first.published) == (
        "seeds/light.txt",
        "2031-03-03",
        DateBasis.RELATIVE,
        "2031-03-04",
    )
    assert (second.status, second.basis) == (Status.PLANNED, DateBasis.STATED)


def test_a_line_without_a_footnote_cites_itself() -> None:
    added = told()[2]
    assert added.source == "briefings/light.md"
    assert BRIEFING[added.span.start : added.span.end] == "- 2031-03-09 — A line that an editor added."
    assert added.published == "2031-03-05"


def test_a_line_whose_seed_is_gone_cites_itself() -> None:
    text = BRIEFING.replace("seeds/light.txt", "seeds/gone.txt")
    assert {
        t.source for t in timeline_report.mentions_in_briefing(text, "briefings/light.md", read_seed)
    } == {"briefings/light.md"}


@pytest.mark.parametrize("text", ["---\ntitle: A\n---\nText", "Just text.", "---\n: :\n---\n"])
def test_other_markdown_is_no_briefing(text: str) -> None:
    assert not timeline_report.is_briefing(text)
    assert timeline_report.is_briefing(BRIEFING)


# --- the merged timeline ------------------------------------------------------------------------------------


def test_a_briefing_and_its_seed_are_no_two_sources() -> None:
    lines = timeline_report.merged_timeline([analysis()], told())
    assert [(line.date, len(line.spans)) for line in lines] == [
        ("2031-03-03", 1),
        ("2031-03-07", 1),
        ("2031-03-09", 1),
    ]


def test_an_edited_line_replaces_what_its_sentence_gives() -> None:
    edited = BRIEFING.replace("- 2031-03-03 — The lighthouse at Orrin Point", "- 2031-03-02 — The light")
    told = timeline_report.mentions_in_briefing(edited, "briefings/light.md", read_seed)
    lines = timeline_report.merged_timeline([analysis()], told)
    assert [line.text for line in lines][:1] == ["The light went dark."]
    assert [line.date for line in lines] == ["2031-03-02", "2031-03-07", "2031-03-09"]


@pytest.mark.parametrize(
    ("selection", "dates"),
    [
        ({"first": "2031-03-07"}, ["2031-03-07", "2031-03-09"]),
        ({"last": "2031-03-07"}, ["2031-03-03", "2031-03-07"]),
        ({"first": "2031-03", "last": "2031"}, ["2031-03-03", "2031-03-07", "2031-03-09"]),
        ({"first": "2032"}, []),
        ({"limit": 9}, ["2031-03-03", "2031-03-07", "2031-03-09"]),
    ],
)
def test_selection(selection: dict[str, Any], dates: list[str]) -> None:
    assert [line.date for line in timeline_report.merged_timeline([], told(), **selection)] == dates


def test_the_record() -> None:
    record = timeline_report.timeline_record(timeline_report.merged_timeline([], told())[1])
    salience = record.pop("salience")
    assert isinstance(salience, float) and salience > 0
    assert record == {
        "date": "2031-03-07",
        "text": "Keepers will test the lamp.",
        "status": "planned",
        "basis": "stated",
        "sources": [{"seed": "seeds/light.txt", "start": 51, "end": 88}],
        "planned": [],
        "conflicts": [],
    }
    assert json.loads(json.dumps(record)) == record


def test_the_line() -> None:
    assert timeline_report.timeline_text(timeline_report.merged_timeline([], told())[1]) == (
        "2031-03-07 (planned) — Keepers will test the lamp. (1 source)"
    )


def test_the_line_says_what_was_planned_and_what_is_in_dispute() -> None:
    def mention(source: str, text: str, status: Status, published: str) -> EventMention:
        (made, *_) = timeline_report.mentions_in_briefing(
            BRIEFING.replace("The lighthouse at Orrin Point went dark.[^t-1]", text), source, read_seed
        )
        return EventMention(
            Span(source, 0, 9), made.date, status, made.basis, made.text, published, terms=made.terms
        )

    plan = mention("a", "Orrin Point council will pay 40 keepers for the lamp.", Status.PLANNED, "2031-03-01")
    paid = mention("b", "Orrin Point council paid 40 keepers for the lamp.", Status.HAPPENED, "2031-03-04")
    more = mention("c", "Orrin Point council paid 45 keepers for the lamp.", Status.HAPPENED, "2031-03-04")
    (line,) = timeline_report.merged_timeline([], [plan, paid, more])
    assert timeline_report.timeline_text(line).endswith(
        "(3 sources; planned for 2031-03-03; sources differ: 40 keepers / 45 keepers)"
    )


# --- the command --------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {"seeds/light.txt": SEED, "briefings/light.md": BRIEFING}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_reads_briefings_without_a_model(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["timeline", "briefings", "--json", "--from", "2031-03-05"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [record["date"] for record in records] == ["2031-03-07", "2031-03-09"]
    assert records[0]["sources"][0]["seed"] == "seeds/light.txt"


def test_the_command_limits(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["timeline", "briefings/light.md", "--limit", "1"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [["timeline"], ["timeline", ".", "--from", "soon"], ["timeline", ".", "--limit", "0"]]
)
def test_wrong_calls(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as reason:
        cli.main(arguments)
    assert reason.value.code == 2


def test_a_file_that_is_not_there(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["timeline", "nowhere.txt"]) == 1
    assert "nowhere.txt" in capsys.readouterr().err
