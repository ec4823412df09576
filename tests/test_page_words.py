"""What recurs over many articles with other times is a page's own, and no event."""

import pytest

from dateline.lang import lexicon
from dateline.model.annotations import Analysis, Annotations, DateBasis, Event, Status
from dateline.model.article import Article, Span
from dateline.timeline.page_words import sentences_of_pages
from dateline.timeline.timeline_report import merged_timeline

SUNK = "The ferry to Marn sank."


def analysis(source: str, *sentences: str) -> Analysis:
    text = "\n".join(sentences)
    events = []
    for sentence in sentences:
        span = Span(source, (start := text.index(sentence)), start + len(sentence))
        event = Event(span, span, "2031-03-04", DateBasis.STATED, Status.HAPPENED, sentence, weight=0.9)
        events.append(event)
    return Analysis(Article(source, "", text, (), "Ferry sinks"), Annotations(events=tuple(events)))


def found(*texts: str) -> int:
    return len(sentences_of_pages(analysis(f"{number}.txt", text) for number, text in enumerate(texts)))


STAMPED = [f"Page last changed at 09:1{n} CET, Tuesday, {n} March 2031 It rained." for n in (4, 5, 6)]


def test_a_stamp_that_many_articles_have_is_known_whatever_follows_it() -> None:
    assert found(*STAMPED) == 3
    assert found(f"Wind felled a tree {STAMPED[0]}", *STAMPED[1:]) == 3
    events = merged_timeline([analysis(f"{n}.txt", text, SUNK) for n, text in enumerate(STAMPED)], ())
    assert {event.text for event in events} == {SUNK}


@pytest.mark.parametrize(
    "texts",
    [
        STAMPED[:2],
        ["It sank at 09:14 local time on Tuesday."] * 4,
        [
            "It sank on Tuesday, 4 March 2031.",
            "It sank on Friday, 7 March 2031.",
            "It sank on Monday, 3 March 2031.",
        ],
        ["At 09:14 a boat sank.", "By 10:15 it was gone.", "Before 11:16 nobody came."],
    ],
    ids=["too few", "one event told by many", "no clock", "other words"],
)
def test_no_stamp(texts: list[str]) -> None:
    assert found(*texts) == 0


@pytest.mark.parametrize(("key", "texts"), [("run", STAMPED), ("few", STAMPED[:2])])
def test_weights(monkeypatch: pytest.MonkeyPatch, key: str, texts: list[str]) -> None:
    before = found(*texts)
    monkeypatch.setitem(lexicon.weights("timeline/page_words"), key, 2.0 if key == "few" else 40.0)
    assert found(*texts) != before
