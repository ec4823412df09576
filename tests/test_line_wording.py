"""A line of the timeline is printed with full names, and with dates for times that count from its article's day."""

import pytest

from dateline.compose.introductions import Introductions
from dateline.compose.line_wording import worded_line
from dateline.model.annotations import (
    Analysis,
    Annotations,
    DateBasis,
    Entity,
    EntityKind,
    Status,
    Time,
    TimexType,
)
from dateline.model.article import Article, Span
from dateline.timeline.mention import EventMention

OPENING = "Ada Moor, a judge of Tolm, came. "


def worded(
    sentence: str, line: str, pieces: list[str], headline: str = "News", time: str = "", value: str = ""
) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """The words of a line that consists of these pieces of a sentence, and the dates that were counted."""
    text, first = OPENING + sentence, len(OPENING)
    places = [text.index(piece, first) for piece in pieces]
    surnames = [at for at in range(first, len(text)) if text.startswith("Moor", at)]
    mentions = (Span("a", 0, 8), *(Span("a", at, at + 4) for at in surnames))
    person = Entity("Ada Moor", EntityKind.PERSON, mentions, role="a judge of Tolm")
    start = text.index(time, first) if time else 0
    times = (
        (Time(Span("a", start, start + len(time)), TimexType.DATE, value, DateBasis.RELATIVE),)
        if time
        else ()
    )
    article = Article("a", "", text, (), headline, published="2031-05-09")
    analysis = Analysis(article, Annotations(entities=(person,), times=times))
    mention = EventMention(
        Span("a", first, len(text)),
        "2031-05-01",
        Status.HAPPENED,
        DateBasis.RELATIVE,
        line,
        pieces=tuple(Span("a", at, at + len(piece)) for at, piece in zip(places, pieces, strict=True)),
    )
    found = worded_line(mention, {"a": analysis}, Introductions.of([analysis], headline))
    return (found.text, found.counted) if found else None


def test_a_family_name_is_told_in_full_with_the_role() -> None:
    found = worded("However, Moor left Tolm.", "Moor left Tolm.", ["Moor left Tolm."])
    assert found == ("Ada Moor, a judge of Tolm, left Tolm.", ())


def test_whom_the_headline_names_gets_no_role() -> None:
    found = worded("Moor left Tolm.", "Moor left Tolm.", ["Moor left Tolm."], "Ada Moor leaves")
    assert found == ("Ada Moor left Tolm.", ())


def test_a_time_is_told_as_the_date_that_the_footnote_counts() -> None:
    line = "The ferry sank after a storm last month."
    found = worded(line, line, [line], time="last month", value="2031-04")
    assert found == ("The ferry sank after a storm in April.", (("2031-04", "last month"),))


def test_a_span_that_no_date_can_be_told_for_keeps_the_line_out() -> None:
    line = "The ferry sank after a storm in recent weeks."
    assert worded(line, line, [line]) is None


def test_what_the_line_has_cut_needs_no_words() -> None:
    sentence = "The ferry sank, Moor said a few weeks ago."
    found = worded(
        sentence, "The ferry sank.", ["The ferry sank", "."], time="a few weeks ago", value="2031-04"
    )
    assert found == ("The ferry sank.", ())


def test_a_time_without_a_date_keeps_the_line_out() -> None:
    line = "The ferry sank a few weeks ago."
    assert worded(line, line, [line], time="a few weeks ago", value="2031-04") is None


def test_of_the_same_words_those_that_stand_in_the_line_are_replaced() -> None:
    sentence = "Lind, who met Moor, said Moor left Tolm."
    found = worded(sentence, "Lind said Moor left Tolm.", ["Lind", "said Moor left Tolm."])
    assert found == ("Lind said Ada Moor, a judge of Tolm, left Tolm.", ())


def test_words_that_the_line_has_changed_keep_it_out() -> None:
    assert worded("Moor left Tolm.", "She left Tolm.", ["Moor left Tolm."]) is None


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("Moor, Lind and Aldo left Tolm.", "Ada Moor, Lind and Aldo left Tolm."),
        ("Lind and Moor left Tolm.", "Lind and Ada Moor left Tolm."),
    ],
)
def test_among_others_a_person_gets_no_role(sentence: str, line: str) -> None:
    assert worded(sentence, sentence, [sentence]) == (line, ())
