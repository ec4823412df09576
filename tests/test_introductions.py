"""Who is named in a key point is named in full there, or introduced by headline, lead or list of people."""

import pytest

from dateline.compose.introductions import Introductions
from dateline.model.annotations import Analysis, Annotations, Entity, EntityKind
from dateline.model.article import Article, Span

TEXT = "Ada Moor left.  Mr. Moor came back.  Fischer said nothing.  Tolm slept."


def span(words: str) -> Span:
    return Span("a", TEXT.index(words), TEXT.index(words) + len(words))


MOOR = Entity("Ada Moor", EntityKind.PERSON, (span("Ada Moor"), span("Mr. Moor")))
FISCHER = Entity("Fischer", EntityKind.PERSON, (span("Fischer"),))
TOLM = Entity("Tolm", EntityKind.PLACE, (span("Tolm"),))
ANALYSIS = Analysis(Article("a", "", TEXT, (), "News"), Annotations(entities=(MOOR, FISCHER, TOLM)))


@pytest.mark.parametrize(
    ("sentence", "people", "told", "is_explained"),
    [
        pytest.param("Ada Moor left.", (), "", True, id="in full"),
        pytest.param("Mr. Moor came back.", (), "", False, id="a title is no name"),
        pytest.param("Mr. Moor came back.", ("Ada Moor",), "", True, id="in the list of people"),
        pytest.param("Mr. Moor came back.", (), "Ada Moor’s return", True, id="in the headline or the lead"),
        pytest.param(
            "Fischer said nothing.", ("Fischer",), "", False, id="a surname in the list explains nothing"
        ),
        pytest.param("Fischer said nothing.", (), "Fischer is silent", True, id="the headline has it so"),
        pytest.param("Tolm slept.", (), "", True, id="a place"),
    ],
)
def test_explain(sentence: str, people: tuple[str, ...], told: str, is_explained: bool) -> None:
    assert Introductions.of([ANALYSIS], people, told).explain(span(sentence), TEXT) is is_explained
