"""Live reports: what an entry tells of its own day is not printed, since the next one overtakes it."""

from typing import Any

import pytest

from dateline.extract import pipeline
from dateline.extract.live_reports import LiveReport
from dateline.formats import seed_reader
from dateline.model.article import Article, Seed

ENTRIES = (
    (
        "6:40 p.m.",
        "Mayor Aldo Berg conceded the harbour ward of Port Linden on Sunday and thanked his helpers.",
    ),
    (
        "6:15 p.m.:",
        "The council of Port Linden closed the harbour bridge. Police arrested four men on May 2.",
    ),
    (
        "5:50 p.m.",
        "The state court in Tolm sentenced former governor Ada Holt to six years in prison on Friday.",
    ),
)


def page(*entries: tuple[str, str]) -> Article:
    body = "\n\n".join(f"{hour}\n\n{text}" for hour, text in entries)
    text = f"Port Linden votes: live\n\nMay 4, 2031\n\n{body}\n"
    return seed_reader.article_from_seed(Seed("a.txt", text.encode()), 1_000_000)[0]


def test_a_page_of_entries_below_their_hours_is_a_live_report() -> None:
    assert LiveReport.of(page(*ENTRIES)) == LiveReport(frozenset(hour for hour, _ in ENTRIES), "2031-05-04")


def test_an_article_with_fewer_hours_is_none() -> None:
    assert LiveReport.of(page(*ENTRIES[:2])) == LiveReport()
    assert LiveReport.of(page(*ENTRIES[:2], ("5:50 p.m.", "5:45 p.m."))) == LiveReport(), "lengths of films"


@pytest.mark.model
def test_what_is_told_of_the_day_itself_is_not_fit_to_print(nlp: Any) -> None:
    live, report = (pipeline.annotate(nlp, page(*some)).events for some in (ENTRIES, ENTRIES[:2]))
    assert {event.date for event in live if event.is_fit} == {"2031-05-02"}
    assert "2031-05-04" in {event.date for event in report if event.is_fit}
