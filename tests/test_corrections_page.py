"""Corrections on the site: the notes of a page, those of all briefings, the Atom feed."""

from collections.abc import Iterable, Mapping

import feedparser
import pytest

from dateline.briefing import document
from dateline.site import briefing_index
from dateline.site.briefing_index import Index
from dateline.site.failures import Failures
from dateline.site.feeds.site_feeds import SiteFeeds
from dateline.site.pages import corrections_page
from dateline.site.pages.corrections_page import SiteCorrection
from dateline.site.pages.page import SiteOptions
from dateline.site.pages.site_data import site_data_of

FRONT = """---
title: {title}
date: {date}
corrections:
{notes}---

It rained.[^p-1]

[^p-1]: Bell: “It rained.”
[^p-2]: Bell: “Nobody refers to this.”
"""


def text(title: str, notes: Iterable[str], date: str = "2031-03-04") -> str:
    lines = "".join(f"  - {{{note}}}\n" for note in notes)
    return FRONT.format(title=title, date=date, notes=lines)


def indexed(*texts: str) -> tuple[Index, Mapping[str, str]]:
    index = briefing_index.index_of([(f"{n}.md", text) for n, text in enumerate(texts)], "briefings")
    return index, {f"{n}.md": f"briefings/{n}/" for n in range(len(texts))}


def notices(*texts: str) -> tuple[SiteCorrection, ...]:
    return corrections_page.site_corrections(*indexed(*texts))


def test_the_notes_of_a_page() -> None:
    front = text(
        "A",
        [
            "date: 2031-03-05, text: Wrong., item: p-1",
            "date: 2031-03-06, text: Gone., item: p-2",
            "date: 2031-03-06, text: Gone., item: p-2",
            "date: soon, text: All of it.",
        ],
    )
    notes = corrections_page.notes_of(document.read(front, "a.md"))
    assert [(note.date, note.text, note.item) for note in notes] == [
        ("2031-03-05", "Wrong.", "p-1"),
        ("2031-03-06", "Gone.", None),
        ("soon", "All of it.", None),
    ]
    assert len({note.anchor for note in notes}) == 3


def test_all_corrections_newest_first() -> None:
    found = notices(
        text("A", ["date: 2031-03-05, text: One.", "date: 2031-03-07, text: Two."]),
        text("B", ["date: 2031-03-06T12:00:00+02:00, text: Three.", "date: soon, text: Four."]),
    )
    assert [(notice.title, notice.note.text) for notice in found] == [
        ("A", "Two."), ("B", "Three."), ("A", "One."), ("B", "Four."),
    ]  # fmt: skip
    assert found[0].url == f"briefings/0/#{found[0].note.anchor}"


def test_of_one_day_the_last_written_comes_first() -> None:
    found = notices(text("A", ["date: 2031-03-05, text: One.", "date: 2031-03-05, text: Two."]))
    assert [notice.note.text for notice in found] == ["Two.", "One."]


def feed(*texts: str) -> bytes:
    data = site_data_of(*indexed(*texts), SiteOptions("The Desk", "https://news.example/desk/"))
    feeds = SiteFeeds(data, "site", Failures(print), "", "corrections/")
    found = {file.path: file for file in feeds.files(lambda briefing: "", lambda paths: ())}
    return found["corrections.xml"].make()[0]


def test_the_feed_is_read_by_a_reader() -> None:
    read = feedparser.parse(
        feed(
            text("Ferry <sinks>", ["date: 2031-03-05T10:00:00-05:00, text: 'It was <b>two</b> & not three.'"])
        )
    )
    assert not read.bozo
    assert (read.feed.title, read.feed.updated) == ("The Desk: corrections", "2031-03-05T10:00:00-05:00")
    [entry] = read.entries
    assert entry.link.startswith("https://news.example/desk/briefings/0/#c-")
    assert entry.id == entry.link
    assert entry.title_detail.value in ("Correction: Ferry <sinks>", "Correction: Ferry &lt;sinks&gt;")
    assert "&lt;b&gt;two&lt;/b&gt;" in entry.summary


def test_the_feed_has_the_newest_of_many() -> None:
    notes = [f"date: {2000 + year}-03-05, text: Wrong in {2000 + year}." for year in range(120)]
    entries = feedparser.parse(feed(text("A", notes))).entries
    assert len(entries) == 100 and "2119" in entries[0].summary


def test_the_feed_knows_no_clock() -> None:
    texts = text("A", ["date: 2031-03-05, text: One."]), text("B", ["date: 2031-03-06, text: Two."])
    assert feed(*texts) == feed(*texts)
    assert b"2031-03-06T00:00:00+00:00" in feed(*texts)


def test_a_feed_holds_what_xml_can() -> None:
    written = feed(text('"A\\uFFFE"', ['date: 2031-03-05, text: "B\\uFFFF"']))
    assert not feedparser.parse(written).bozo
    assert "Correction: A<" in written.decode()


def test_without_a_correction_there_is_no_feed() -> None:
    with pytest.raises(KeyError):
        feed(text("A", []))
