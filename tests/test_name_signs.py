"""Each sign beside a name holds in its example, and in no other where it should not."""

import pytest
import spacy
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from dateline.extract.names.name_signs import SIGNS, signs_of_names
from dateline.extract.parsed_passages import Passage
from dateline.model.article import Block, BlockKind, Span

_VOCAB = spacy.blank("en").vocab

# Each word as text/dependency/head (counted from 0)/label of its name; a name's words in a row with one label are one.
CASES = {
    "acts": "Norlux/nsubj/1/ORG closed/ROOT/1 mills/dobj/1",
    "speaks": "Norlux/nsubj/1/ORG said/ROOT/1 so/advmod/1",
    "possessor": "Norlux/poss/2/ORG ’s/case/0 mill/ROOT/2",
    "staffed": "a/det/2 Norlux/compound/2/ORG spokesman/ROOT/2",
    "agent": "bought/ROOT/0 by/agent/0 Norlux/pobj/1/ORG",
    "employer": "director/ROOT/0 of/prep/0 Norlux/pobj/1/ORG",
    "introduced": "the/det/1 agency/ROOT/1 Norlux/appos/1/ORG",
    "acted_on": "they/nsubj/1 sued/ROOT/1 Norlux/dobj/1/ORG",
    "beside_body": "Norlux/ROOT/0/ORG and/cc/0 Reuters/conj/0/ORG",
    "reached": "roads/ROOT/0 from/prep/0 Orrin/pobj/1/GPE",
    "place_noun": "the/det/2 Orrin/compound/2/GPE area/ROOT/2",
    "beside_place": "Orrin/ROOT/0/GPE and/cc/0 London/conj/0/GPE",
    "within": "Orrin/ROOT/0/GPE ,/punct/0 France/appos/0/GPE",
}
LEMMAS = {"closed": "close", "said": "say", "sued": "sue", "weighs": "weigh"}


def signs_in(text: str) -> set[str]:
    """The signs of the first name of a text."""
    rows = [word.split("/") for word in text.split(" ")]
    words, deps = [row[0] for row in rows], [row[1] for row in rows]
    doc = Doc(
        _VOCAB,
        words=words,
        deps=deps,
        heads=[int(row[2]) for row in rows],
        tags=["POS" if word == "’s" else "NN" for word in words],
        lemmas=[LEMMAS.get(word, word) for word in words],
    )
    doc.ents = [DocSpan(doc, i, i + 1, label=row[3]) for i, row in enumerate(rows) if len(row) > 3]
    passage = Passage(Block(BlockKind.PARAGRAPH, Span("seed.txt", 0, len(doc.text))), doc)
    first = next(row[0] for row in rows if len(row) > 3)
    return signs_of_names([passage])[first,]


def test_a_place_of_which_something_is_part() -> None:
    assert "place_noun" in signs_in("bank/ROOT/0 of/prep/0 the/det/3 Orrin/pobj/1/LOC")


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_holds_in_its_example(sign: str) -> None:
    assert sign in signs_in(CASES[sign])


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Norlux/nsubj/1/ORG weighs/ROOT/1 little/dobj/1", "acts"),
        ("a/det/2 Norlux/compound/2/ORG popcorn/ROOT/2", "staffed"),
        ("mill/ROOT/0 of/prep/0 Norlux/pobj/1/ORG", "employer"),
        ("the/det/1 popcorn/ROOT/1 Norlux/appos/1/ORG", "introduced"),
        ("from/ROOT/0 the/det/2 Orrin/pobj/0/GPE", "reached"),
        ("from/ROOT/0 Norlux/pobj/0/ORG", "reached"),
        ("the/det/2 Orrin/compound/2/GPE talks/ROOT/2", "place_noun"),
        ("talks/ROOT/0 of/prep/0 Orrin/pobj/1/GPE", "place_noun"),
        ("Norlux/ROOT/0/ORG and/cc/0 Venus/conj/0/ORG", "beside_body"),
        ("Orrin/ROOT/0/GPE ,/punct/0 Ada/appos/0/PERSON", "within"),
    ],
)
def test_a_sign_does_not_hold(text: str, sign: str) -> None:
    assert sign not in signs_in(text)
