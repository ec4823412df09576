"""Key quotes: each rule has an utterance that it alone keeps out of a box."""

import pytest

from dateline.compose.quote_choice import QUOTE_VETOES, QuoteContext, Utterance, quote_candidates
from dateline.compose.quote_choice import _story_of as story_of
from dateline.model.annotations import Analysis, Annotations, Quote, QuoteBasis
from dateline.model.article import Article, Block, BlockKind, Span

PLAIN = "The gate of the dam was rotten and the engineers knew it."
RULED_OUT = {
    "short": ("The gate of the dam was rotten.", "Ada Moor"),
    "endless": ("The gate " + "and the dam and the engineers of the valley " * 12 + "fell.", "Ada Moor"),
    "fragment": ("a day of shame for the dam and the engineers of the valley", "Ada Moor"),
    "nobody_named": (PLAIN, "someone"),
    "title": ("The Gate of the Rotten Dam: Engineers in the Valley.", "Ada Moor"),
    "thin": ("We were there on that day, and the day before.", "Ada Moor"),
    "leans": ("They told the engineers that the gate of the dam was rotten.", "Ada Moor"),
}


def analysis_of(words: str, speaker: str | None, role: str | None = None) -> Analysis:
    text = f"“{words}” was said."
    span, block = Span("a", 1, 1 + len(words)), Block(BlockKind.PARAGRAPH, Span("a", 0, len(text)))
    quote = Quote(span, 1, speaker, basis=QuoteBasis.EXPLICIT, role=role)
    return Analysis(Article("a", "", text, (block,), "News"), Annotations(quotes=(quote,)))


def test_every_rule_has_a_case() -> None:
    assert RULED_OUT.keys() == QUOTE_VETOES.keys()


@pytest.mark.parametrize("name", QUOTE_VETOES)
def test_a_rule_alone_keeps_its_example_out(name: str) -> None:
    analysis = analysis_of(*RULED_OUT[name])
    context = QuoteContext(story_of(analysis), Utterance(analysis.article, analysis.annotations.quotes))
    assert [rule for rule, holds in QUOTE_VETOES.items() if holds(context)] == [name]
    assert quote_candidates([analysis]) == ()


@pytest.mark.parametrize(
    ("speaker", "role", "is_named"),
    [
        ("Ada Moor", None, True),
        ("Moor", None, False),
        ("Moor", "the mayor of Tolm", True),
        ("the mayor", None, True),
        ("The president-elect", None, True),
        ("the bridge", None, False),
        ("a Norland police spokesman", None, True),
        ("his spokesman", None, False),
        ("another person", None, False),
        ("someone", None, False),
        ("Greater Tolm Chamber", None, True),
        (None, None, False),
    ],
)
def test_who_may_stand_above_a_box(speaker: str | None, role: str | None, is_named: bool) -> None:
    assert bool(quote_candidates([analysis_of(PLAIN, speaker, role)])) is is_named
