"""An abbreviation that an article explains is printed with the words that it stands for, once."""

import pytest

from dateline.compose.abbreviations import expansions, long_forms
from dateline.compose.replacements import replaced
from dateline.model.article import Article, Span

BEFORE = "Ada Moor met the Norland Bridge and Road Authority (NBRA) on Monday."


def printed(sentence: str, before: str = BEFORE, told: tuple[str, ...] = ()) -> str:
    article = Article("a", "", f"{before} {sentence}", (), "News")
    start = len(before) + 1
    return replaced(sentence, expansions(article, Span("a", start, start + len(sentence)), told), start)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BEFORE, ["Norland Bridge and Road Authority"]),
        (
            "It met Immigration, Roads and Citizenship Norland (IRCN).",
            ["Immigration, Roads and Citizenship Norland"],
        ),
        ("The Norland-Pacific Trade Act (NPTA) passed.", ["Norland-Pacific Trade Act"]),
        ("It met the bridge authority (NBRA).", []),
        ("Ada Moor (NBRA) left.", []),
        ("Road Authority (NBRA) signs\nNorland Bridge\nand Road Authority (NBRA)", []),
        ("It sold - (NB) nothing.", []),
    ],
)
def test_long_forms(text: str, words: list[str]) -> None:
    assert [form.words for form in long_forms(Article("a", "", text, (), "News")).values()] == words


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("NBRA closed the bridge.", "The Norland Bridge and Road Authority (NBRA) closed the bridge."),
        ("Some left the NBRA.", "Some left the Norland Bridge and Road Authority (NBRA)."),
        ("In May NBRA split.", "In May the Norland Bridge and Road Authority (NBRA) split."),
        (
            "NBRA President Bo Lind left NBRA.",
            "Norland Bridge and Road Authority (NBRA) President Bo Lind left NBRA.",
        ),
        ("“NBRA is dead,” Bo Lind said.", "“NBRA is dead,” Bo Lind said."),
        ("Norland’s NBRA split.", "Norland’s Norland Bridge and Road Authority (NBRA) split."),
        ("BBC closed the bridge.", "BBC closed the bridge."),
        (
            "Norland Bridge and Road-Authority (NBRA) split.",
            "Norland Bridge and Road-Authority (NBRA) split.",
        ),
    ],
)
def test_the_first_is_explained(sentence: str, expected: str) -> None:
    assert printed(sentence) == expected


def test_one_that_the_reader_knows_stays() -> None:
    told = ("the", "norland", "bridge", "and", "road", "authority", "closed")
    assert printed("NBRA closed the bridge.", told=told) == "NBRA closed the bridge."


def test_a_sentence_that_explains_it_stays() -> None:
    assert printed(BEFORE, before="News.") == BEFORE
