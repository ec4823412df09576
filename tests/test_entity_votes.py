"""What speaks for a name being a person's, an organisation's or a place's."""

from typing import Any

import pytest
import spacy
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from dateline.extract.names.entity_votes import count_votes, kinds_of, votes_cast
from dateline.extract.names.name_forms import looks_like_place
from dateline.extract.parsed_passages import Passage
from dateline.lang.lexicon import weights
from dateline.model.annotations import EntityKind
from dateline.model.article import Block, BlockKind, Span

PERSON, ORGANISATION, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE

_VOCAB = spacy.blank("en").vocab  # knows what a word is in lower case; no model


def passage(text: str, *entities: tuple[int, int, str], **parse: Any) -> Passage:
    """A paragraph of words parted by blanks, with entities from word to word, parsed as `Doc` takes it."""
    words = text.split(" ")
    doc = Doc(_VOCAB, words=words, **{"pos": ["X"] * len(words), **parse})
    doc.ents = tuple(DocSpan(doc, start, end, label=label) for start, end, label in entities)
    return Passage(Block(BlockKind.PARAGRAPH, Span("seed.txt", 0, len(doc.text))), doc)


def kind(found: Passage, *name: str, authors: tuple[str, ...] = ()) -> EntityKind:
    return kinds_of(count_votes(votes_cast([found]), authors))[name]


IN = {
    "heads": [0, 0, 1, 0],
    "deps": ["ROOT", "prep", "pobj", "punct"],
    "pos": ["NOUN", "ADP", "PROPN", "PUNCT"],
}


@pytest.mark.parametrize(
    ("words", "is_place"),
    [
        ("rain in Orrin .", True),
        ("mud near Orrin .", True),
        pytest.param("talks with Orrin .", False, id="no place is told"),
        pytest.param("confidence in Orrin .", False, id="what goes with in"),
        pytest.param("rain in NATO .", False, id="initials"),
    ],
)
def test_something_is_in_a_place(words: str, is_place: bool) -> None:
    found = passage(words, (2, 3, "ORG"), lemmas=words.split(" "), **IN)
    assert (kind(found, words.split(" ")[2]) is PLACE) is is_place


@pytest.mark.parametrize("after", ["schools", "Council"])
def test_a_name_before_a_noun_is_not_where_something_is(after: str) -> None:
    found = passage(
        f"rain in Orrin {after}",
        (2, 3, "ORG"),
        heads=[0, 0, 3, 1],
        deps=["ROOT", "prep", "compound", "pobj"],
        pos=["NOUN", "ADP", "PROPN", "NOUN"],
    )
    assert kind(found, "Orrin") is ORGANISATION


def test_who_is_a_person() -> None:
    found = passage(
        "Imke Sorel , who left ,",
        (0, 2, "ORG"),
        heads=[1, 1, 1, 4, 1, 1],
        deps=["compound", "ROOT", "punct", "nsubj", "relcl", "punct"],
    )
    assert kind(found, "Imke", "Sorel") is PERSON


def test_a_person_has_no_article() -> None:
    parse = {"heads": [1, 2, 2], "deps": ["det", "nsubj", "ROOT"]}
    assert count_votes(votes_cast([passage("the Glass shone", (1, 2, "PERSON"), **parse)]), ()) == {}
    assert kind(
        passage("then Glass shone", (1, 2, "PERSON"), **parse | {"deps": ["advmod", "nsubj", "ROOT"]}),
        "Glass",
    )


def test_of_several_titles_the_last_one_counts() -> None:
    assert kind(passage("Trust Director Xyl Vore left", (2, 4, "ORG")), "Xyl", "Vore") is PERSON


def test_what_has_a_person_is_no_part_of_the_name() -> None:
    tags = ["NNP", "NNP", "POS", "NNP", "NNP"]
    found = passage("Later Norland ’s Xyl Vore", (1, 5, "PERSON"), tags=tags)
    assert set(count_votes(votes_cast([found]), ())) == {("Xyl", "Vore")}
    found = passage("Later Xyl Vore ’s Teas", (1, 5, "PERSON"), tags=["NNP", "NNP", "NNP", "POS", "NNPS"])
    assert set(count_votes(votes_cast([found]), ())) == {("Xyl", "Vore")}


def test_a_name_that_begins_with_a_possessive_is_left_whole() -> None:
    found = passage("’s Teas opened", (0, 2, "PERSON"), tags=["POS", "NNPS", "VBD"])
    assert list(votes_cast([found])) == []


def test_a_name_does_not_end_with_a_particle() -> None:
    pos = ["ADV", "PROPN", "PROPN", "PROPN", "PROPN", "VERB"]
    found = passage("Then Xyl van der Vore left", (1, 4, "PERSON"), pos=pos)
    assert set(count_votes(votes_cast([found]), ())) == {("Xyl", "van", "der", "Vore")}


@pytest.mark.parametrize("text", ["Norland ( NYSE : RBK )", "Some Norland-like RV"])
def test_what_is_no_name_gets_no_vote(text: str) -> None:
    last = len(text.split(" ")) - text.endswith(")")
    ents = [(last - 1, last, "ORG"), *([(1, 2, "ORG")] if "like" in text else [])]
    assert count_votes(votes_cast([passage(text, *ents)]), ()) == {}


def test_initials_are_an_organisations() -> None:
    assert kind(passage("Later RBK wrote", (1, 2, "PERSON")), "RBK") is ORGANISATION


def test_an_author_is_a_person() -> None:
    found = passage("Noma Ellis covers health", (0, 2, "ORG"))
    assert kind(found, "Noma", "Ellis") is ORGANISATION
    assert kind(found, "Noma", "Ellis", authors=("Noma Ellis", "Someone Else")) is PERSON


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("the villages of Soll and Ostrey", ["Soll", "Ostrey"]),
        ("the lower part of Port Orrin", ["Port Orrin"]),
        ("the mayor of Sarn", ["Sarn"]),
        ("a friend of Sarn", []),
    ],
)
def test_what_only_places_have(text: str, places: list[str]) -> None:
    assert count_votes(votes_cast([passage(text)]), ()) == {
        tuple(place.split()): {PLACE: 2} for place in places
    }


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Velloe Dam", True),
        ("Port Orrin", True),
        ("Mt. Orrin", True),
        ("Dam", False),
        ("Sorel House", False),
    ],
)
def test_looks_like_place(name: str, is_one: bool) -> None:
    assert looks_like_place(name.split()) is is_one


def test_a_word_of_places_does_not_outvote_what_tells_a_person() -> None:
    found = passage("minister Jonah Hill", (1, 3, "PERSON"))
    assert kind(found, "Jonah", "Hill") is PERSON


def test_a_place_of_one_word_makes_no_family() -> None:
    """Reconstruction Virginia is nobody whom the text calls Virginia."""
    place = passage("rain in Varenia .", (2, 3, "GPE"), **IN)
    named = passage("Reconstructed Varenia spoke", (0, 2, "ORG"))
    assert kinds_of(count_votes(votes_cast([place, named]), ()))["Reconstructed", "Varenia"] is ORGANISATION


XYL = ("Xyl", "Vore")
WHO = {
    "heads": [1, 1, 1, 4, 1, 1],
    "deps": ["compound", "ROOT", "punct", "nsubj", "relcl", "punct"],
}
SAID = {
    "heads": [1, 2, 2, 2],
    "deps": ["compound", "nsubj", "ROOT", "punct"],
    "lemmas": ["Xyl", "Vore", "say", "."],
}
AND = {
    "heads": [1, 1, 1, 4, 1],
    "deps": ["compound", "ROOT", "cc", "compound", "conj"],
}
BORNE = passage("Xyl Vore", (0, 2, "ORG"))
GIVEN = [passage("Ada Vore", (0, 2, "ORG")) for _ in range(3)]
VOTES: dict[str, tuple[list[Passage], tuple[str, ...], tuple[str, ...]]] = {
    "label": ([BORNE], XYL, ()),
    "title": ([passage("Senator Xyl Vore left", (1, 3, "ORG"))], XYL, ()),
    "role": ([passage("minister Xyl Vore left", (1, 3, "ORG"))], XYL, ()),
    "speech": ([BORNE, BORNE, passage("Xyl Vore said .", (0, 2, "PERSON"), **SAID)], XYL, ()),
    "said_beside": ([BORNE, passage("” Xyl Vore said")], XYL, ()),
    "given_and_family": (GIVEN, ("Ada", "Vore"), ()),
    "age": ([passage("Xyl Vore , 34 , left", (0, 2, "ORG"))], XYL, ()),
    "conjoined": ([passage("Ada Moor and Xyl Vore", (0, 2, "PERSON"), (3, 5, "ORG"), **AND)], XYL, ()),
    "who": ([passage("Xyl Vore , who left ,", (0, 2, "ORG"), **WHO)], XYL, ()),
    "author": ([BORNE], XYL, ("Xyl Vore",)),
    "located": ([passage("rain in Orrin .", (2, 3, "ORG"), **IN)], ("Orrin",), ()),
    "place_part": ([passage("the mayor of Sarn", (3, 4, "ORG"))], ("Sarn",), ()),
}
"""Vote -> passages, a name in them and the authors: the name's kind is another without that vote."""
FORMS: dict[str, dict[tuple[str, ...], dict[EntityKind, float]]] = {
    "given": {("Ada", "Vore"): {ORGANISATION: 1}},
    "family": {XYL: {ORGANISATION: 1}, ("Vore",): {PERSON: 1}},
    "organisation_word": {("Norland", "Ministry"): {PERSON: 1}},
    "initials": {("RBK",): {PERSON: 1}},
    "place_word": {("Velloe", "Dam"): {PERSON: 1}},
    "gazetteer": {("France",): {PERSON: 1}},
}
"""Vote of a name's own words -> what else votes: the kind of the first name is another without that vote."""
ANTECEDENT = {
    "subject",
    "inner_subject",
    "paragraph_start",
    "possessor",
    "quoted",
    "sentence_end",
    "paragraph",
}
"""The weights that cases of test_speakers need."""


def test_each_weight_has_a_case() -> None:
    others = {*ANTECEDENT, "namesake", "last_speaker"}
    assert set(weights("names/weights")) == {*VOTES, *FORMS, *others}


@pytest.mark.parametrize("vote", VOTES)
def test_each_vote_counts(vote: str, monkeypatch: pytest.MonkeyPatch) -> None:
    passages, name, authors = VOTES[vote]
    told = kinds_of(count_votes(votes_cast(passages), authors))[name]
    monkeypatch.setitem(weights("names/weights"), vote, 0.0)
    assert kinds_of(count_votes(votes_cast(passages), authors))[name] is not told


@pytest.mark.parametrize("vote", FORMS)
def test_each_vote_of_a_form_counts(vote: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name = next(iter(FORMS[vote]))
    told = kinds_of(FORMS[vote])[name]
    monkeypatch.setitem(weights("names/weights"), vote, 0.0)
    assert kinds_of(FORMS[vote])[name] is not told
