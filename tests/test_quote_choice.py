"""Key quotes: each rule has an utterance that it alone keeps out of a box."""

import re
from dataclasses import dataclass

import pytest

from dateline.compose.quote_choice import (
    QUOTE_FEATURES,
    QUOTE_VETOES,
    QuoteContext,
    quote_candidates,
    quote_contexts,
)
from dateline.lang import lexicon
from dateline.model.annotations import Analysis, Annotations, Entity, EntityKind, Quote, QuoteBasis
from dateline.model.article import Article, Block, BlockKind, Span

PLAIN = "The gate of the dam was rotten and the engineers knew it."


@dataclass(frozen=True)
class Saying:
    """Words, who says them, and the text around them; each name in `persons` is a person's wherever it stands."""

    words: str = PLAIN
    speaker: str | None = "Ada Moor"
    role: str | None = "the mayor of Tolm"
    traits: tuple[str, ...] = ()
    headline: str = "News"
    before: str = ""
    told: str = "Ada Moor"
    """How the sentence behind the words names the speaker."""
    cue: str = "said"
    persons: tuple[str, ...] = ("Ada Moor",)
    short: str = ""
    """A name of the last of the persons in the words."""
    said: str | None = None
    second: str = ""
    """More words behind the sentence."""

    def analysis(self) -> Analysis:
        """An article that holds nothing else."""
        text = f"{self.before}“{self.words}” {self.told} {self.cue}."
        quotes = [(len(self.before) + 1, self.words)]
        if self.second:
            quotes.append((len(text) + 2, self.second))
            text += f" “{self.second}”"
        told = Span("a", text.index(f"” {self.told}") + 2, text.index(f"” {self.told}") + 2 + len(self.told))
        return Analysis(
            Article("a", "", text, tuple(_paragraphs_of(text)), self.headline),
            Annotations(
                quotes=tuple(
                    Quote(
                        Span("a", start, start + len(words)), 1, self.speaker, told, self.cue, QuoteBasis.EXPLICIT,
                        self.role, said=self.said, traits=self.traits,
                    )
                    for start, words in quotes
                ),
                entities=tuple(
                    Entity(name, EntityKind.PERSON, tuple(self._mentions_of(name, text))) for name in self.persons
                ),
            ),
        )  # fmt: skip

    def _mentions_of(self, name: str, text: str) -> list[Span]:
        named = [name, self.short] if self.short and name == self.persons[-1] else [name]
        return sorted(Span("a", m.start(), m.end()) for n in named for m in re.finditer(n, text)) or [
            Span("a", len(text) - 1, len(text))
        ]

    def context(self) -> QuoteContext:
        """The words as rules and features see them."""
        [context] = quote_contexts(self.analysis())
        return context


def _paragraphs_of(text: str) -> list[Block]:
    return [Block(BlockKind.PARAGRAPH, Span("a", *m.span())) for m in re.finditer(r"[^\n]+", text)]


MET = "Ada Moor came to the dam."
RULED_OUT: dict[str, Saying] = {
    "short": Saying("The gate of the dam was rotten."),
    "endless": Saying("The gate " + "and the dam and the engineers of the valley " * 12 + "fell."),
    "fragment": Saying("a day of shame for the dam and the engineers of the valley"),
    "nobody_named": Saying(speaker="a spokesman of the Tolm council", told="a spokesman"),
    "namesake": Saying(told="Moor", persons=("Ada Moor", "Olaf Moor")),
    "far_name": Saying(before=f"{MET} Tomas Berg did, too. ", told="she", persons=("Ada Moor", "Tomas Berg")),
    "document": Saying(told="Ada Moor’s report"),
    "goes_on": Saying(before="Ada Moor asked whether "),
    "pieced": Saying("The gate of the dam and the engineers of Tolm", second="Nobody knew it."),
    "undated": Saying("The gate of the dam was rotten, and last night the engineers knew it."),
    "adds": Saying("The gate of the dam was also rotten and the engineers knew it."),
    "initials": Saying("The gate of the dam was rotten and the HNA knew it."),
    "mended": Saying("The gate [of the dam] was rotten and the engineers knew it."),
    "page_marks": Saying("The gate of the dam was rotten and the engineers knew #tolm."),
    "title": Saying("The Gate of the Rotten Dam: Engineers in the Valley."),
    "thin": Saying("We were there on that day, and the day before."),
    "leans": Saying("They told the engineers that the gate of the dam was rotten."),
    "unintroduced": Saying(role=None),
    "feeling": Saying("We are very proud of the gate of the dam and its engineers."),
    "question": Saying("Who of the engineers knew that the gate was rotten?"),
    "of_self": Saying("I told my engineers what I knew of the gate of the dam."),
    "unknown_person": Saying(
        "Berg told the engineers of the rotten gate of the dam.", persons=("Ada Moor", "Tomas Berg"), short="Berg"
    ),
    **{
        reason: Saying(traits=(reason,))
        for reason in ("loose_person", "loose_thing", "points_back", "unknown_thing", "stand_in", "no_statement")
    },
}  # fmt: skip


def test_every_rule_has_a_case() -> None:
    assert RULED_OUT.keys() == QUOTE_VETOES.keys()


@pytest.mark.parametrize("name", QUOTE_VETOES)
def test_a_rule_alone_keeps_its_example_out(name: str) -> None:
    assert [rule for rule, holds in QUOTE_VETOES.items() if holds(RULED_OUT[name].context())] == [name]
    assert quote_candidates([RULED_OUT[name].analysis()]) == ()


@pytest.mark.parametrize(
    "saying",
    [
        pytest.param(Saying(), id="a name in full and a role"),
        pytest.param(Saying(before="Ada Moor said ", told="Ada Moor"), id="behind the verb of saying"),
        pytest.param(Saying(before="On the dam, Ada Moor said: "), id="behind a colon"),
        pytest.param(Saying(told="Ada Moor", persons=("Ada Moor", "Olaf Moor")), id="a namesake beside the full name"),
        pytest.param(Saying(before=f"{MET}\n\n", told="she"), id="a pronoun behind the paragraph of the name"),
        pytest.param(
            Saying(before=f"Tomas Berg saw it. {MET} ", told="she", persons=("Ada Moor", "Tomas Berg")),
            id="a pronoun behind another and the name",
        ),
        pytest.param(Saying("The gate of the dam was rotten,", second="The engineers knew it."), id="two whole pieces"),
        pytest.param(Saying("The gate fell on Monday, and the engineers knew.", said="2031-03-09"), id="a told day"),
        pytest.param(Saying("The gate of the dam was rotten and NATO knew it."), id="initials that everybody knows"),
        pytest.param(
            Saying("The gate of the dam was rotten and the HNA knew it.", headline="HNA to be closed"),
            id="initials of the headline",
        ),
        pytest.param(Saying(speaker="Moor", told="Moor", persons=("Moor",)), id="a family name with a role"),
    ],
)  # fmt: skip
def test_what_may_stand_in_a_box(saying: Saying) -> None:
    assert [rule for rule, holds in QUOTE_VETOES.items() if holds(saying.context())] == []


@pytest.mark.parametrize(
    ("saying", "rule"),
    [
        pytest.param(
            Saying(speaker="Moor", role=None, headline="Moor", persons=("Moor",)), "nobody_named", id="a name alone"
        ),
        pytest.param(Saying(speaker="the mayor"), "nobody_named", id="an office"),
        pytest.param(Saying(speaker="Tolm Council"), "nobody_named", id="a body"),
        pytest.param(Saying(speaker=None), "nobody_named", id="nobody"),
        pytest.param(Saying(told="she", persons=("Ada Moor",)), "far_name", id="a pronoun without a name before it"),
        pytest.param(Saying(before=f"{MET}\n\nIt rained.\n\n", told="she"), "far_name", id="a pronoun far behind"),
        pytest.param(Saying("The gate was rotten, and the engineers of the dam -."), "fragment", id="broken off"),
        pytest.param(Saying("The gate fell on Monday, and the engineers knew it."), "undated", id="a weekday"),
        pytest.param(Saying(role="friend of"), "unintroduced", id="a role that is cut"),
        pytest.param(Saying("As we noted, the gate was rotten and engineers knew."), "adds", id="what was noted"),
        pytest.param(Saying("We remain committed to the gate and the dam of Tolm."), "feeling", id="a pledge"),
    ],
)  # fmt: skip
def test_what_may_not(saying: Saying, rule: str) -> None:
    assert [name for name, holds in QUOTE_VETOES.items() if holds(saying.context())] == [rule]


@pytest.mark.parametrize(
    ("role", "headline", "is_known"),
    [
        (None, "Tolm loses its gate", False),
        (None, "Moor to leave Tolm", True),
        ("the mayor of Tolm", "Tolm loses its gate", True),
        ("Rep.", "Tolm loses its gate", False),
        ("the owner of the bakery", "Tolm loses its bakery", True),
    ],
)
def test_a_box_tells_who_the_speaker_is(role: str | None, headline: str, is_known: bool) -> None:
    assert bool(quote_candidates([Saying(role=role, headline=headline).analysis()])) is is_known


MORE_OF: dict[str, Saying] = {
    "base": Saying(),
    "late": Saying(before="It rained in Tolm. " * 9),
    "headline": Saying(headline="Gate of dam was rotten"),
    "self": Saying("We knew that the gate of the dam was rotten."),
    "several": Saying("The engineers of the dam knew that their gate was rotten."),
    "denial": Saying("The engineers of the dam didn’t know of the rotten gate."),
    "contrast": Saying("The gate of the dam was rotten, but the engineers knew."),
    "thinking": Saying("The engineers, I think, knew of the rotten gate of the dam."),
    "length": Saying(PLAIN[:-1] + " and left the valley and its houses to the water."),
    "standing": Saying(before="Tomas Berg came. ", persons=("Ada Moor", "Tomas Berg")),
}


def test_every_feature_has_a_case_and_a_weight() -> None:
    assert MORE_OF.keys() == QUOTE_FEATURES.keys() == lexicon.weights("compose/quote_weights").keys()


@pytest.mark.parametrize("name", QUOTE_FEATURES)
def test_a_feature_tells_its_example_apart(name: str) -> None:
    measure = QUOTE_FEATURES[name]
    if name == "base":
        assert measure(MORE_OF[name].context()) == 1
    else:
        plain = Saying(before="Tomas Berg, Tomas Berg. ", persons=("Ada Moor", "Tomas Berg"))
        other = plain if name == "standing" else Saying()
        assert measure(MORE_OF[name].context()) > measure(other.context())
