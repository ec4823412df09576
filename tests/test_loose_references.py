"""What a quote takes up that it does not tell: an example of each reason, and words like it without the reason."""

import pytest
from spacy.language import Language

from dateline.extract.events.loose_references import REASONS, SpokenWords, reasons_for

pytestmark = pytest.mark.model

EXAMPLES = {
    "loose_person": ("She closed the bridge at night.", "Ada Moor said she closed the bridge."),
    "loose_thing": ("We closed it on Monday.", "The bridge was rotten when we closed it."),
    "points_back": ("This decision will cost lives.", "This country will need lives."),
    "unknown_thing": ("The vote was a disgrace.", "The vote of the council was a disgrace."),
    "stand_in": ("We want better ones.", "We want bridges that hold, new ones."),
    "no_statement": ("Full stop, end of story.", "The story ends here."),
}


def reasons(nlp: Language, text: str, *known: str) -> tuple[str, ...]:
    return reasons_for(SpokenWords(tuple(nlp(text)), known))


def test_every_reason_has_an_example() -> None:
    assert EXAMPLES.keys() == REASONS.keys()


@pytest.mark.parametrize("name", REASONS)
def test_a_reason(nlp: Language, name: str) -> None:
    having, lacking = EXAMPLES[name]
    assert name in reasons(nlp, having)
    assert name not in reasons(nlp, lacking)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("It took three hours to close the bridge.", "loose_thing"),
        ("Everyone closed their doors.", "loose_thing"),
        ("We need people who care, and those who fish need a bridge.", "points_back"),
        ("The gate was rotten. That is why the valley is under water.", "points_back"),
        ("The sun was up when everybody came.", "unknown_thing"),
        ("One of the bridges was rotten.", "stand_in"),
        ("Everyone is welcome here in Tolm.", "points_back"),
    ],
)
def test_words_that_stand_alone(nlp: Language, text: str, reason: str) -> None:
    assert reason not in reasons(nlp, text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("If the council used its money to save this guy, we would leave.", "points_back"),
        ("I cannot recall that Tolm has ever seen anything like this.", "points_back"),
        ("The council said it before we closed them.", "loose_thing"),
        ("Reporters are not welcome here.", "points_back"),
        ("Moor was never part of the firm’s team.", "unknown_thing"),
        ("You meet people in the valley, and he does, too.", "loose_person"),
        ("Everybody knew of the rust. They would sell the bridge.", "loose_thing"),
    ],
)
def test_words_that_lean(nlp: Language, text: str, reason: str) -> None:
    assert reason in reasons(nlp, text)


def test_the_headline_tells_which_vote(nlp: Language) -> None:
    assert "unknown_thing" not in reasons(nlp, "The vote was a disgrace.", "vote")
