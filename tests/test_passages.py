"""Words against a source: what is a difference, what comes nearest."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.check.passages import nearest_passage, passage_of, says_words
from dateline.check.rules.claims import has_verbatim

SOURCE = (
    "Gate fails. “The dam itself is standing — and it isn't leaking…” Ms. Arnaud said at 3.30 p.m.; the ﬁrst "
    "crews co\u00adme on Tuesday. «Voilà», said the mayor's aide."
)


@pytest.mark.parametrize(
    ("words", "there"),
    [
        (
            "The dam itself is standing—and it isn’t leaking...",
            "The dam itself is standing — and it isn't leaking…",
        ),
        ("standing -- and it isn´t", "standing — and it isn't"),
        ("the first crews come on Tuesday", "the ﬁrst crews co\u00adme on Tuesday"),
        ("“Voila\u0300”, said", "«Voilà», said"),
        ("  3.30 p.m. ;the", "3.30 p.m.; the"),
        ("aide.", "aide."),
        ("the dam itself", None),
        ("it isnt leaking", None),
        ("it is n't leaking", None),
        ("at 3.30 p.m,", None),
        ("The dam it self", None),
        ("itself is stand", None),
        ("am itself is standing", None),
        ("", None),
        ("…", "…"),
    ],
)
def test_marks_and_spacing_apart(words: str, there: str | None) -> None:
    assert passage_of(SOURCE, words) == there
    assert says_words(SOURCE, words) is (there is not None)


def test_scripts_without_blanks_have_no_words_to_cut() -> None:
    assert says_words("水坝仍然稳固，她说。", "仍然稳固")


@pytest.mark.parametrize(
    ("words", "passage", "found", "expected", "at"),
    [
        ("a goat was seen at night", None, "", "", 0),
        (
            "itself is standing - but it isn't leaking",
            "itself is standing — and it isn't leaking",
            "but",
            "and",
            21,
        ),
        ("the mayors aide", "the mayor's aide", "mayors", "mayor's", 9),
        ("The dam itself is standing — and", "The dam itself is standing — and", "", "", 32),
        ("dam itself is standing, and it", "dam itself is standing — and it", ",", "—", 22),
        ("said at 4.30 p.m.", "said at 3.30 p.m.", "4", "3", 8),
        ("first crews came on Tuesday", "ﬁrst crews co\u00adme on Tuesday", "came", "co", 13),
    ],
)
def test_the_nearest_passage_and_the_first_difference(
    words: str, passage: str | None, found: str, expected: str, at: int
) -> None:
    near = nearest_passage(["Nothing here.", SOURCE], words)
    if passage is None:
        assert near is None
        return
    assert near is not None
    assert near[0] == 1
    difference = near[1]
    assert (difference.passage, difference.found, difference.expected, difference.at) == (
        passage,
        found,
        expected,
        at,
    )


WORDS = st.lists(
    st.sampled_from(
        ["the", "dam", "gate", "is", "was", "it's", "“so”", "—", "on", "3.5", "in", "Ölby", "town,", "not"]
    ),
    min_size=8,
    max_size=40,
)


@settings(deadline=None)
@given(WORDS, st.data())
def test_a_changed_word_is_found_where_it_was_changed(words: list[str], data: st.DataObject) -> None:
    source = " ".join(words)
    start = data.draw(st.integers(0, len(words) - 6))
    size = data.draw(st.integers(6, len(words) - start))
    at = data.draw(st.integers(start, start + size - 1))
    quoted = [*words[start:at], "CHANGED", *words[at + 1 : start + size]]
    assert not says_words(source, " ".join(quoted))
    assert says_words(source, " ".join(words[start : start + size]))
    near = nearest_passage([source], " ".join(quoted))
    if near is not None:  # a mark is little beside the words around it, a word may be much
        assert says_words(source, near[1].passage)
        assert near[1].at <= len(" ".join(quoted))


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text(source: str, words: str) -> None:
    says_words(source, words)
    near = nearest_passage([source], words)
    if near is not None:
        assert near[1].passage in source or not source.isascii()


@pytest.mark.parametrize(
    ("words", "source", "is_there"),
    [
        ("Fares rose by 7 percent.", "On Monday, fares rose by 7 percent, said Bell.", True),
        ("Ana Vell’s boat sank", "Then Ana Vell’s boat sank.", True),
        ("Fares rose by 7 percent.", "Fares rose by 8 percent.", False),
        ("Hundred boats sank.", "Two hundred boats sank.", False),
        ("They left at ten.", "They left at ten thirty.", False),
        ("They left at 10.", "They left at 10.40 p.m.", False),
        ("They met in the U.S.", "They met in the U.S.-led camp.", False),
        ("Old boats sank.", "Bold boats sank.", False),
        ("The boats sank at sea.", "The boats sank at season’s end.", False),
        ("", "Anything.", False),
    ],
)
def test_words_stand_in_a_source_as_they_are(words: str, source: str, is_there: bool) -> None:
    assert has_verbatim(source, words) is is_there
