"""Key quotes: each rule has an utterance that it alone keeps out of a box."""

from typing import Any

import pytest

from dateline.compose.quote_choice import QUOTE_VETOES, QuoteContext, Utterance, quote_candidates
from dateline.compose.quote_choice import _story_of as story_of
from dateline.model.annotations import Analysis, Annotations, Entity, EntityKind, Quote, QuoteBasis
from dateline.model.article import Article, Block, BlockKind, Span

PLAIN = "The gate of the dam was rotten and the engineers knew it."
MAYOR = "the mayor of Tolm"
RULED_OUT: dict[str, tuple[Any, ...]] = {
    "short": ("The gate of the dam was rotten.", "Ada Moor", MAYOR),
    "endless": ("The gate " + "and the dam and the engineers of the valley " * 12 + "fell.", "Ada Moor", MAYOR),
    "fragment": ("a day of shame for the dam and the engineers of the valley", "Ada Moor", MAYOR),
    "nobody_named": (PLAIN, "someone"),
    "title": ("The Gate of the Rotten Dam: Engineers in the Valley.", "Ada Moor", MAYOR),
    "thin": ("We were there on that day, and the day before.", "Ada Moor", MAYOR),
    "leans": ("They told the engineers that the gate of the dam was rotten.", "Ada Moor", MAYOR),
    "unintroduced": (PLAIN, "Ada Moor", None, (), "News", (Entity("Ada Moor", EntityKind.PERSON, (Span("a", 0, 1),)),)),
    "feeling": ("We are very proud of the gate of the dam and its engineers.", "Ada Moor", MAYOR),
    "question": ("Who of the engineers knew that the gate was rotten?", "Ada Moor", MAYOR),
    "of_self": ("I told my engineers what I knew of the gate of the dam.", "Ada Moor", MAYOR),
    "unknown_person": (
        "Berg told the engineers of the rotten gate of the dam.", "Ada Moor", MAYOR, (), "News",
        (Entity("Tomas Berg", EntityKind.PERSON, (Span("a", 1, 5),)),),
    ),
    **{
        reason: (PLAIN, "Ada Moor", MAYOR, (reason,))
        for reason in (
            "loose_person", "loose_thing", "points_back", "unknown_thing", "stand_in", "no_statement",
        )
    },
}  # fmt: skip


def analysis_of(
    words: str,
    speaker: str | None,
    role: str | None = None,
    traits: tuple[str, ...] = (),
    headline: str = "News",
    entities: tuple[Entity, ...] = (),
) -> Analysis:
    text = f"“{words}” was said."
    span, block = Span("a", 1, 1 + len(words)), Block(BlockKind.PARAGRAPH, Span("a", 0, len(text)))
    quote = Quote(span, 1, speaker, basis=QuoteBasis.EXPLICIT, role=role, traits=traits)
    return Analysis(
        Article("a", "", text, (block,), headline), Annotations(quotes=(quote,), entities=entities)
    )


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
        ("Ada Moor", MAYOR, True),
        ("Moor", None, False),
        ("Moor", "the mayor of Tolm", True),
        ("the mayor", None, False),
        ("The president-elect", None, False),
        ("a company spokesman", None, False),
        ("the Tolm council spokesman", None, True),
        ("the bridge", None, False),
        ("a Norland police spokesman", None, True),
        ("a former clerk", None, False),
        ("the Norland actress", None, False),
        ("his spokesman", None, False),
        ("another person", None, False),
        ("someone", None, False),
        ("Greater Tolm Chamber", None, True),
        (None, None, False),
    ],
)
def test_who_may_stand_above_a_box(speaker: str | None, role: str | None, is_named: bool) -> None:
    assert bool(quote_candidates([analysis_of(PLAIN, speaker, role)])) is is_named


@pytest.mark.parametrize(
    ("role", "headline", "kind", "is_known"),
    [
        (None, "Tolm loses its gate", EntityKind.PERSON, False),
        (None, "Moor to leave Tolm", EntityKind.PERSON, True),
        (None, "Tolm loses its gate", EntityKind.ORGANISATION, True),
        ("the mayor of Tolm", "Tolm loses its gate", EntityKind.PERSON, True),
        ("Rep.", "Tolm loses its gate", EntityKind.PERSON, False),
        ("Friend of", "Tolm loses its gate", EntityKind.PERSON, False),
        ("whose wife", "Tolm loses its gate", EntityKind.PERSON, False),
    ],
)
def test_a_box_tells_who_the_speaker_is(
    role: str | None, headline: str, kind: EntityKind, is_known: bool
) -> None:
    named = (Entity("Ada Moor", kind, (Span("a", 0, 1),)),)
    analysis = analysis_of(PLAIN, "Ada Moor", role, headline=headline, entities=named)
    assert bool(quote_candidates([analysis])) is is_known
