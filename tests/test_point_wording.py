"""A point is worded so that it can be read without its article, or is none."""

import pytest

from dateline.compose.introductions import Introductions
from dateline.compose.point_choice import Point
from dateline.compose.point_wording import worded
from dateline.model.annotations import Analysis, Annotations, DateBasis, Sentence, Time, TimexType
from dateline.model.article import Article, Span


def printed(
    text: str,
    word: str = "",
    traits: tuple[str, ...] = ("past",),
    published: str | None = "2031-05-09",
    *,
    is_dated: bool = True,
) -> str | None:
    """The first sentence of an article as a briefing prints it; `word` is a time that stands for the day itself."""
    start = text.find(word)
    time = Time(
        Span("a", start, start + len(word)), TimexType.DATE, published or "XXXX-XX-XX", DateBasis.RELATIVE
    )
    article = Article("a", "", f"{text} Velloe waits for Ada Moor.", (), "News of Tolm", published=published)
    sentence = Sentence(Span("a", 0, len(text)), 1, ("bridge",), traits)
    analysis = Analysis(article, Annotations((sentence,), times=(time,) if word else ()))
    point = worded(Point(article, sentence), [analysis], Introductions.of([analysis]), is_dated=is_dated)
    return point.text if point else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tolm closed the bridge.", "Tolm closed the bridge."),
        ("Tolm has closed four bridges in recent weeks.", None),
        ("Tolm will close a bridge within the next few months.", None),
        ("Tolm called it “a bridge of past years”.", "Tolm called it “a bridge of past years”."),
        ("VELLOE closed the bridge.", "Velloe closed the bridge."),
        ("WAITS at the bridge are over.", "Waits at the bridge are over."),
        ("WHO closed the bridge, and who knows why.", "WHO closed the bridge, and who knows why."),
        (
            "ORRB closed the bridge, and Orrb rests on ORRB.",
            "ORRB closed the bridge, and Orrb rests on ORRB.",
        ),
        ("ORRB closed the bridge.", "ORRB closed the bridge."),
    ],
)
def test_words(text: str, expected: str | None) -> None:
    assert printed(text) == expected


@pytest.mark.parametrize(
    ("traits", "expected"),
    [
        (("past",), "Tolm knew on May 9 that the bridge was rotten."),
        (("report", "present"), "Tolm knew on May 9 that the bridge was rotten."),
        (("present",), None),
    ],
)
def test_today_may_mean_these_days(traits: tuple[str, ...], expected: str | None) -> None:
    assert printed("Tolm knew today that the bridge was rotten.", "today", traits) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Tolm closed the bridge today.", "today", "Tolm closed the bridge."),
        ("Tolm closed the bridge on Friday, it said.", "Friday", "Tolm closed the bridge, it said."),
        ("Tolm said Friday that the bridge is shut.", "Friday", "Tolm said that the bridge is shut."),
        ("On Friday, the council of Tolm closed it.", "Friday", "The council of Tolm closed it."),
        ("Tolm closed it early Friday morning.", "early Friday morning", "Tolm closed it."),
        ("Tolm closed the bridge until Friday.", "Friday", None),
        ("Tolm closed it at a Friday meeting.", "Friday", None),
        ("Tolm closed it over the weekend.", "the weekend", None),
    ],
)
def test_without_a_day_of_its_own_an_article_tells_no_day(text: str, word: str, expected: str | None) -> None:
    assert printed(text, word, published=None) is None
    assert printed(text, word, published=None, is_dated=False) == expected
