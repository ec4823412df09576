"""Which events stand out in a topic, and that every trait and limit of it counts."""

from dataclasses import replace

import pytest

from analyses import FIT
from dateline.lang import lexicon
from dateline.model.annotations import DateBasis, Status
from dateline.model.article import Span
from dateline.timeline import standing
from dateline.timeline.mention import EventMention
from dateline.timeline.merging import TimelineEvent, merge_mentions
from dateline.timeline.selection import with_salience
from dateline.timeline.standing import outstanding, standings_of, with_outstanding_first
from dateline.timeline.terms import terms_of

GULL, SUNK = "A gull sat on the old pier.", "The ferry Ostara sank near Hallow Bay."


def mention(
    text: str,
    source: str = "a.txt",
    date: str = "2031-03-04",
    status: Status = Status.HAPPENED,
    headline: str = "",
    **fields: float | bool | str,
) -> EventMention:
    known = {**FIT, **fields}
    start = hash_of(text)
    span = Span(source, start, start + len(text))
    told = EventMention(span, date, status, DateBasis.STATED, text, "2031-03-06", trigger=span)
    return replace(told, terms=terms_of(text), headline=terms_of(headline), **known)


def hash_of(text: str) -> int:
    return sum(map(ord, text)) * 100


def chosen(*mentions: EventMention) -> list[str]:
    return [event.text for event, _ in outstanding(merge_mentions(mentions))]


def stands(event: TimelineEvent, *others: TimelineEvent) -> float:
    return standings_of([event, *others])[0]


def test_what_the_headline_tells_stands_first() -> None:
    told = [mention(GULL, headline="Ferry sinks"), mention(SUNK, headline="Ferry sinks near Hallow Bay")]
    assert chosen(*told) == [SUNK, GULL]


def test_what_more_sources_tell_in_their_own_words_stands_first() -> None:
    again = "The Ostara, a ferry, sank off Hallow Bay."
    assert (
        chosen(mention(GULL, "b.txt"), mention(GULL, "c.txt"), mention(SUNK), mention(again, "b.txt"))[-1]
        == GULL
    )


@pytest.mark.parametrize(
    "unfit",
    [
        mention(GULL, is_fit=False),
        mention(GULL, weight=0.1),
        mention(GULL, confidence=0.2),
        mention(GULL, readability=0.2),
        mention(GULL, date="2031-03-05", status=Status.PLANNED),
        mention("The ferry Ostara sank in the night."),
    ],
    ids=[
        "leans on another line",
        "light",
        "no sure day",
        "reads not alone",
        "a plan of the past",
        "told already",
    ],
)
def test_what_is_left_out(unfit: EventMention) -> None:
    assert chosen(mention(SUNK, headline="Ferry Ostara sinks near Hallow Bay"), unfit) == [SUNK]


INQUIRY = "Mayor Noor Tamsin announced an independent inquiry into the flood."


@pytest.mark.parametrize(
    ("first", "second", "is_again"),
    [
        (
            INQUIRY,
            mention("Noor Tamsin ordered an inquiry led by retired judge Abel Ruy.", act="order"),
            True,
        ),
        (INQUIRY, mention("Noor Tamsin left for Oslo.", act="left"), False),
        (
            INQUIRY,
            mention("Judge Abel Ruy led an inquiry for Noor Tamsin into prices of boats.", act="led"),
            False,
        ),
        (INQUIRY, mention("The inquiry into the dam was announced.", date="2031-03-06", act="announc"), True),
        (
            INQUIRY,
            mention("The inquiry into the dam was announced.", date="2031-03-09", act="announc"),
            False,
        ),
        (INQUIRY, mention("A strike and a sale of boats were announced.", act="announc"), False),
        ("Four inquiries were announced.", mention("Nine inquiries were announced.", act="announc"), True),
        (
            "Four inquiries into the flood were announced.",
            mention("Nine inquiries into it were announced.", date="2031-03-05", act="announc"),
            False,
        ),
        (
            INQUIRY,
            mention("An inquiry into the dam was announced.", act="announc", status=Status.PLANNED),
            False,
        ),
    ],
)
def test_what_is_told_again(first: str, second: EventMention, is_again: bool) -> None:
    one, other = (
        TimelineEvent(told.date, told.status, told.basis, told.text, (told,))
        for told in (mention(first, act="announc"), second)
    )
    assert standing.tells_again(one, other) is standing.tells_again(other, one) is is_again


def test_a_line_of_a_briefing_is_never_unfit() -> None:
    edited = replace(mention(GULL), trigger=None, weight=0.0, confidence=0.0, readability=0.0)
    assert set(chosen(mention(SUNK), edited)) == {SUNK, GULL}


def test_what_stands_out_is_more_salient_than_all_else() -> None:
    events = with_salience(merge_mentions([mention(SUNK), *(mention(GULL, s, is_fit=False) for s in "bcd")]))
    first, *_ = sorted(with_outstanding_first(events), key=lambda event: -event.salience)
    assert first.text == SUNK


TOLD = [
    mention(SUNK, headline="Ferry sinks near Hallow Bay"),
    mention(SUNK.replace("sank", "went down and sank"), "b.txt", weight=0.6),
    mention(GULL, date="2031-03"),
    mention("A nurse sat on a crate near the pier.", date="2031-03"),
    mention("A band played for the mayor.", "b.txt"),
    replace(mention("Tea was served.", "c.txt"), trigger=None, weight=0.0),
    mention("The ferry Ostara sank in the night.", "c.txt", date="2031-03"),
    mention("Divers found 14 lifejackets off the cape.", "d.txt"),
    mention("Lifeboats at sea The crew of a trawler saw flares.", "d.txt", confidence=0.999),
    mention("A buoy went adrift in a storm.", "e.txt", headline="A buoy went adrift in a storm", weight=0.45),
]


@pytest.mark.parametrize("trait", standing.TRAITS)
def test_traits(monkeypatch: pytest.MonkeyPatch, trait: str) -> None:
    events = merge_mentions(TOLD)
    before = standings_of(events)
    monkeypatch.setitem(lexicon.weights("timeline/standing", section="traits"), trait, 0.0)
    assert standings_of(events) != before


@pytest.mark.parametrize(
    ("limit", "value"),
    [("edited", 0.1), ("repeated", 1.0), ("first", 1.0), ("unlikely", 0.5), ("least", 0.1), ("news", 3)],
)
def test_limits(monkeypatch: pytest.MonkeyPatch, limit: str, value: float) -> None:
    def told() -> object:
        events = with_salience(merge_mentions(TOLD))
        return standings_of(events), outstanding(events), with_outstanding_first(events)

    before = told()
    monkeypatch.setitem(lexicon.weights("timeline/standing", section="limits"), limit, value)
    assert told() != before


@pytest.mark.parametrize(
    ("limit", "value"),
    [("near", 0), ("same_act", 0.9), ("same_opening", 0.9), ("opening", 1), ("terms", 9)],
)
def test_limits_of_what_is_told_again(monkeypatch: pytest.MonkeyPatch, limit: str, value: float) -> None:
    again = [
        mention("Noor Tamsin ordered an inquiry led by retired judge Abel Ruy.", act="order"),
        mention("The inquiry into the dam was announced.", date="2031-03-06", act="announc"),
    ]
    events = [
        TimelineEvent(m.date, m.status, m.basis, m.text, (m,))
        for m in (mention(INQUIRY, act="announc"), *again)
    ]
    before = [standing.tells_again(event, events[0]) for event in events]
    monkeypatch.setitem(lexicon.weights("timeline/standing", section="limits"), limit, value)
    assert [standing.tells_again(event, events[0]) for event in events] != before
