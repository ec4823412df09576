"""What grammar says of a sentence: an example of each trait, and a sentence like it without the trait."""

import pytest
from spacy.language import Language

from dateline.extract.events.sentence_traits import TRAITS, traits_of_sentence

pytestmark = pytest.mark.model

EXAMPLES = {
    "first_person": ("We found the bridge closed.", "The crew found the bridge closed."),
    "second_person": ("You can cross the bridge on foot.", "Cyclists can cross the bridge on foot."),
    "question": ("Who closed the bridge?", "The mayor closed the bridge."),
    "command": ("Name a bridge in the city.", "The mayor named a bridge in the city."),
    "fragment": ("A bridge in the fog.", "A bridge stood in the fog."),
    "lacks_person": ("The council heard his report on Monday.", "Ada Moor read her report on Monday."),
    "lacks_thing": ("They closed the bridge on Monday.", "The councils said they closed the bridge."),
    "points_back": ("The council took back this decision.", "The council closed the bridge this week."),
    "pronoun_led": ("In May he closed the bridge.", "When Ada Moor came, she closed the bridge."),
    "bare_definite": ("The diplomat left Tolm on Monday.", "The Norland diplomat left Tolm on Monday."),
    "unknown_subject": ("The offer came on Monday.", "The offer of the mayor came on Monday."),
    "past": ("The council closed the bridge.", "The council closes the bridge."),
    "perfect": ("The council has closed the bridge.", "The council closed the bridge."),
    "present": ("The council closes the bridge.", "The council closed the bridge."),
    "modal": ("The council, which may resign, closed the bridge.", "The council closed the bridge."),
    "opening_phrase": ("In Tolm the council closed the bridge.", "The council closed the bridge in Tolm."),
    "told_before": (
        "The council closed the bridge after the storm.",
        "The council closed the bridge after the storm of May.",
    ),
    "unknown_description": (
        "The old bridge, which the council closed, fell on Monday.",
        "The old bridge that the council closed fell on Monday.",
    ),
    "unknown_noun": (
        "The council closed a bridge after the storm.",
        "The council closed a bridge after a storm.",
    ),
    "unknown_nouns": (
        "The council closed a bridge after the storm and the flood.",
        "The council closed a bridge after the storm.",
    ),
    "report": ("Ada Moor said that the bridge was closed.", "Ada Moor closed the bridge."),
    "empty_subject": ("It is clear that the bridge is closed.", "The bridge is closed."),
}


def traits(nlp: Language, text: str) -> tuple[str, ...]:
    return traits_of_sentence(next(iter(nlp(text).sents)), told={"storm"})


def test_every_trait_has_an_example() -> None:
    assert EXAMPLES.keys() == TRAITS.keys()


@pytest.mark.parametrize("name", TRAITS)
def test_trait(nlp: Language, name: str) -> None:
    having, lacking = EXAMPLES[name]
    assert name in traits(nlp, having)
    assert name not in traits(nlp, lacking)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("The mayor said: “I closed our bridge.”", "first_person"),
        ("The US has closed the bridge.", "first_person"),
        ("Some of the council saw the bridge.", "pronoun_led"),
        ("It took three hours to close the bridge.", "lacks_thing"),
        ("The council spared those who live on the island.", "points_back"),
        ("Storms such as that of May closed the bridge.", "points_back"),
        ("There were no trains on Monday.", "lacks_thing"),
    ],
)
def test_what_leans_on_nothing(nlp: Language, text: str, absent: str) -> None:
    assert absent not in traits(nlp, text)


def test_the_headline_tells_which_offer(nlp: Language) -> None:
    sent = next(iter(nlp("The offer came on Monday.").sents))
    assert "unknown_subject" not in traits_of_sentence(sent, {"offer"})
