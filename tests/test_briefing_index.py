from typing import Any

import msgspec
import pytest

from dateline.briefing import document
from dateline.briefing.source_rights import sources_of
from dateline.model.briefing import ReviewStatus
from dateline.site.briefing_index import Index, index_of
from dateline.site.briefing_records import BriefingRecord, briefing_record_of, card_of, with_shared_texts
from sites import briefing_text


def index(*files: tuple[str, str], **options: Any) -> Index:
    return index_of(files, "briefings", **options)


def test_card_holds_what_lists_show() -> None:
    text = """---
title: Ferry sinks off Marn
description: Nobody is missing.
date: 2031-03-04
updated: 2031-03-04T10:00:00+01:00
status: reviewed
topics: [Ferries]
people: [Ona Brack]
sources:
  - id: s1
    publisher: The Marn Bell
  - id: s2
    publisher: The Marn Bell
  - id: s3
    publisher: Coast Wire
---

It sank.
"""
    (card,) = index(("a/b.md", text)).cards
    assert card.path == "a/b.md"
    assert card.title == "Ferry sinks off Marn"
    assert card.description == "Nobody is missing."
    assert (card.date, card.updated) == ("2031-03-04", "2031-03-04T10:00:00+01:00")
    assert card.status is ReviewStatus.REVIEWED
    assert (card.topics, card.people) == (("Ferries",), ("Ona Brack",))
    assert card.publishers == ("The Marn Bell", "Coast Wire")


@pytest.mark.parametrize(
    "front",
    [
        {"title": "A", "people": "Ona Brack", "sources": "none", "date": ["2031"], "status": "done"},
        {"title": "A", "people": [None, 3, {"x": "y"}], "sources": [None, "s1", {}], "description": True},
        {"title": "A", "topics": None, "sources": [{"publisher": {}, "authors": "Bo"}]},
    ],
)
def test_values_of_the_wrong_kind_count_as_missing(front: dict[str, Any]) -> None:
    card = card_of("a.md", front)
    assert card is not None
    assert (card.people, card.topics, card.publishers, card.date) == ((), (), (), None)
    assert card.status is ReviewStatus.DRAFT
    assert all(source.authors == () for source in sources_of(front))


@pytest.mark.parametrize("front", [{}, {"title": None}, {"title": "  "}, {"title": ["A"]}])
def test_no_card_without_a_title(front: dict[str, Any]) -> None:
    assert card_of("a.md", front) is None


def test_newest_first_then_last_updated_then_path() -> None:
    def text(date: str, updated: str = "") -> str:
        more = f"updated: {updated}\n" if updated else ""
        return f"---\ntitle: A\n{more}" + (f"date: {date}\n" if date else "") + "---\n\nText.\n"

    found = index(
        ("undated.md", text("")),
        ("nonsense.md", text("soon")),
        ("old.md", text("2031-02")),
        ("b.md", text("2031-03-04")),
        ("a.md", text("2031-03-04")),
        ("late.md", text("2031-03-04", "2031-03-04T09:00:00-05:00")),
        ("early.md", text("2031-03-04", "2031-03-04T10:00:00+01:00")),
        ("new.md", text("2031-03-05")),
    )
    paths = [card.path for card in found.cards]
    assert paths == [
        "new.md", "late.md", "early.md", "a.md", "b.md", "old.md", "nonsense.md", "undated.md",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("publish", "paths"), [("all", ["d.md", "r.md", "l.md"]), ("reviewed", ["r.md", "l.md"])]
)
def test_drafts_can_be_left_out(publish: str, paths: list[str]) -> None:
    files = [
        (f"{status[0]}.md", f"---\ntitle: A\ndate: 2031-03-0{day}\nstatus: {status}\n---\n\nText.\n")
        for status, day in (("locked", 1), ("reviewed", 2), ("draft", 3))
    ]
    assert [card.path for card in index(*files, publish=publish).cards] == paths


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: [A\n---\n\nText.\n",
        "---\ntitle: A\n\nText.\n",
        "Text.\n",
        "---\ndate: 2031-03-04\n---\n\nText.\n",
        "---\ndate: 2031-03-04\ntitle:\n  - A\n---\n\nText.\n",
    ],
)
def test_a_file_that_cannot_be_shown_harms_no_other(text: str) -> None:
    found = index(("bad.md", text), ("good.md", briefing_text("Good")))
    assert [card.path for card in found.cards] == ["good.md"]


def test_a_page_with_a_slip_in_its_front_matter_is_shown() -> None:
    found = index(("a.md", "---\ntitle: A\nstatus: darft\n---\n\nText.\n"))
    assert [card.status for card in found.cards] == [ReviewStatus.DRAFT]


def test_only_changed_files_are_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read = document.read
    parsed: list[str] = []

    def reading(text: str, file: str) -> document.Document:
        parsed.append(file)
        return read(text, file)

    monkeypatch.setattr(document, "read", reading)
    files = {f"{number}.md": briefing_text(f"Number {number}") for number in range(300)}
    first = index(*files.items())
    assert len(parsed) == 300

    parsed.clear()
    files["7.md"] = briefing_text("Changed")
    del files["9.md"]
    second = index(*files.items(), before=first)
    assert parsed == ["briefings/7.md"]
    assert len(second.cards) == 299
    assert second == index(*files.items())


def test_what_footnotes_of_several_briefings_say_alike_is_kept_once() -> None:
    body = "\n\n".join(
        (
            "It rained.[^s1-4]",
            "## Timeline",
            "- 2031-03-04 — It rained.[^s1-4]",
            "[^s1-4]: Marn Bell, paragraph 4: “Rain.”",
        )
    )
    known: dict[Any, Any] = {}
    read = (briefing_record_of(document.read(briefing_text(name, body=body), name)) for name in "ab")
    one, other = (with_shared_texts(record, known).briefing for record in read)
    assert one.evidence == other.evidence
    assert one.evidence[0].place is other.evidence[0].place
    assert one.timeline[0].labels is other.timeline[0].labels == ("s1-4",)


def test_what_a_front_matter_says_is_one_text_in_its_card_and_sources() -> None:
    front = "Rain falls\nstatus: reviewed\nsources: [{id: s1, publisher: Marn Bell, title: Rain}]"
    made = briefing_record_of(document.read(briefing_text(front), "a"))
    record = with_shared_texts(msgspec.msgpack.decode(msgspec.msgpack.encode(made), type=BriefingRecord), {})
    said: Any = record.briefing.front
    assert record == made
    assert record.card and record.card.title is said["title"]
    assert record.card.status is ReviewStatus.REVIEWED
    assert record.sources[0].title is said["sources"][0]["title"]
