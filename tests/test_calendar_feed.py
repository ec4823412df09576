"""The calendar of the planned: what is to come, under identities that last, the same bytes every time."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from dateline.model.annotations import Status
from dateline.model.briefing import Briefing, Card, Entry, ReviewStatus
from dateline.site.pages import calendar_feed
from dateline.site.pages.calendar_feed import Plan, calendar_of
from dateline.site.pages.merged_timelines import mentions_in, timelines_of
from dateline.site.pages.name_index import PublishedBriefing
from dateline.site.pages.slugs import NameKind
from dateline.timeline.mention import day_of_stamp

OPENING = Entry("2031-09-18", "The new bridge over the Orla will open.", Status.PLANNED, id="t-0a1b2c")


def planned(entry: Entry, path: str = "bridge.md", published: str | None = "2031-09-01") -> PublishedBriefing:
    """A briefing that tells one thing."""
    return PublishedBriefing(
        card=Card(path, "Bridge nearly done", None, published, None, ReviewStatus.REVIEWED),
        url=f"briefings/{path}",
        content=Briefing({}, timeline=(entry,)),
        sources=(),
        names=dict.fromkeys(NameKind, ()),
        day=day_of_stamp(published),
    )


def plans_of(briefings: Iterable[PublishedBriefing]) -> tuple[Plan, ...]:
    known = list(briefings)
    newest = max((each.day for each in known if each.day), default=None)
    return calendar_feed.plans_of(timelines_of({"": list(map(mentions_in, known))})[""], newest)


def events(*lines: PublishedBriefing) -> list[dict[str, str]]:
    return [
        {key.lower(): value.to_ical().decode() for key, value in event.items()}
        for event in Calendar.from_ical(calendar_of(plans_of(lines))).walk("VEVENT")
    ]


def test_a_plan() -> None:
    assert events(planned(OPENING)) == [
        {
            "uid": "t-0a1b2c@bridge.md",
            "dtstamp": "20310901T000000Z",
            "dtstart": "20310918",
            "dtend": "20310919",
            "summary": "The new bridge over the Orla will open.",
            "description": "Bridge nearly done",
            "transp": "TRANSPARENT",
        }
    ]


@pytest.mark.parametrize(
    ("date", "start", "end"),
    [
        ("2031-09-18", "20310918", "20310919"),
        ("2031-09-20/2031-09-21", "20310920", "20310922"),
        ("2031-10", "20311001", "20311101"),
        ("2031-09-18T10:00:00+02:00", "20310918T080000Z", None),
        ("2031-09-18T10:00", "20310918T100000", None),
        ("9999-12-31", "99991231", None),
        ("9999-12-30/9999-12-31", "99991230", None),
        ("9999-12-31T23:00-05:00", "99991231", None),
        ("2031-08/2031-09-10", None, None),
        ("2032", None, None),
        ("2031-23", None, None),
        ("2031-09-18/..", None, None),
        ("soon", None, None),
        ("2031-09-01", None, None),
        ("2031-08-31", None, None),
    ],
    ids=lambda value: str(value),
)
def test_dates_of_every_precision(date: str, start: str | None, end: str | None) -> None:
    found = events(planned(Entry(date, "The bridge will open.", Status.PLANNED, id="t-1")))
    assert [(event["dtstart"], event.get("dtend")) for event in found] == ([(start, end)] if start else [])


@pytest.mark.parametrize("status", [Status.HAPPENED, Status.POSSIBLE, Status.DENIED])
def test_only_what_is_planned(status: Status) -> None:
    assert events(planned(Entry("2031-09-18", "The bridge opens.", status, id="t-1"))) == []


def test_to_come_is_what_lies_after_the_newest_briefing() -> None:
    later = planned(Entry("2031-09-20", "A cyclist was fined.", id="t-2"), "other.md", "2031-09-21")
    assert events(planned(OPENING), later) == []


def test_what_several_announce_is_one_event_with_the_first_identity_and_the_last_words() -> None:
    newer = Entry("2031-09-18", "The new bridge over the Orla is to open at noon.", Status.PLANNED, id="t-9")
    found = events(planned(newer, "b.md", "2031-09-05"), planned(OPENING, "a.md"))
    assert [(event["uid"], event["summary"]) for event in found] == [
        ("t-0a1b2c@a.md", "The new bridge over the Orla is to open at noon.")
    ]


def test_what_another_briefing_reports_is_no_plan_any_more() -> None:
    report = Entry("2031-09-18", "The new bridge over the Orla opened early.", id="t-9")
    assert events(planned(OPENING), planned(report, "b.md", "2031-09-17")) == []


def test_a_line_without_a_footnote_has_an_identity_too() -> None:
    line = planned(Entry("2031-09-18", "The ferry makes its last trip.", Status.PLANNED))
    assert events(line)[0]["uid"].endswith("@bridge.md")
    assert events(line) == events(line)


def test_text_is_escaped() -> None:
    text = "Halm, Birk; Sons\\Co will meet\nBEGIN:VALARM"
    data = calendar_of(plans_of([planned(Entry("2031-09-18", text, Status.PLANNED, id="t-1"))]))
    assert b"\nBEGIN:VALARM" not in data
    assert (
        str(Calendar.from_ical(data).walk("VEVENT")[0]["summary"])
        == "Halm, Birk; Sons\\Co will meet BEGIN:VALARM"
    )


@given(st.permutations([planned(OPENING, "a.md"), planned(OPENING, "b.md"), planned(OPENING, "c.md", None)]))
def test_order_plays_no_part(lines: list[PublishedBriefing]) -> None:
    assert plans_of(lines) == plans_of(sorted(lines, key=lambda line: line.card.path))
