"""Which of the names found are told of in the body."""

import pytest
import spacy
from spacy.tokens import Doc

from dateline.extract.names.name_evidence import (
    is_organisation,
    is_person,
    is_place,
    is_told,
    stating_sentences,
)
from dateline.extract.parsed_passages import Passage
from dateline.model.article import Block, BlockKind, Span

_VOCAB = spacy.blank("en").vocab


def passage(text: str, tags: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Passage:
    words = text.split(" ")
    doc = Doc(_VOCAB, words=words, tags=tags.split(" "), sent_starts=[i == 0 for i in range(len(words))])
    return Passage(Block(kind, Span("seed.txt", 0, len(doc.text))), doc)


@pytest.mark.parametrize(
    ("text", "tags", "kind", "states"),
    [
        ("Ada Moor left .", "NNP NNP VBD .", BlockKind.PARAGRAPH, True),
        ("Politics Sport Ada Moor", "NNP NNP NNP NNP", BlockKind.PARAGRAPH, False),
        ("ADA MOOR LEFT .", "NNP NNP VBD .", BlockKind.PARAGRAPH, False),
        ("Ada Moor left .", "NNP NNP VBD .", BlockKind.CAPTION, False),
    ],
)
def test_what_states_something(text: str, tags: str, kind: BlockKind, states: bool) -> None:
    sentences = stating_sentences([passage(text, tags, kind)])
    assert is_told([Span("seed.txt", 0, 8)], sentences) is states
    assert not is_told([Span("seed.txt", 90, 98)], sentences)


@pytest.mark.parametrize(
    ("name", "signs", "mentions", "answer"),
    [
        ("Ada Moor", set(), 1, True),
        ("Ostrey Moor", {"label"}, 1, False),
        ("Ostrey Moor", {"label", "short_form"}, 2, False),
        ("Ostrey Moor", {"label", "family_name", "short_form"}, 2, True),
        ("Ostrey Moor", {"label", "acts", "short_form"}, 2, True),
        ("Ostrey Moor", {"label", "acts"}, 2, False),
        ("Ostrey Moor", {"role"}, 1, True),
        ("Netflix Moor", {"label", "acts", "short_form"}, 2, False),
        ("Ostrey Tuesday", {"label", "acts", "short_form"}, 2, False),
        ("Moor", {"label"}, 3, False),
        ("Moor", {"speech"}, 2, True),
        ("Moor", {"speech"}, 1, False),
        ("ADA MOOR", {"title"}, 1, False),
        ("FILE Ada Moor", {"title"}, 1, False),
        ("Norland Sen.", {"title"}, 1, False),
        ("Ada King", set(), 1, True),
        ("Ada RBK", set(), 1, False),
        ("Ada RBK", {"age"}, 1, True),
        ("Ada RBK", {"role"}, 1, False),
        ("Ada and Ostrey", {"conjoined"}, 1, False),
        ("Ada Moor Ada", {"label"}, 1, False),
        ("Ada Moor co", {"label"}, 1, False),
        ("New York Ferries", {"role"}, 2, False),
        ("Ada Act", {"label"}, 1, False),
        ("Ostrey Act", {"role"}, 1, False),
        ("Ada Moor Trust", {"speech"}, 1, False),
        ("Ada Church", {"role"}, 1, True),
        ("Ada Quay", {"label"}, 1, False),
        ("Ada London", {"given_and_family"}, 1, False),
        ("Ada London", {"label"}, 1, True),
        ("Ada Moor III", set(), 1, True),
        ("Ostrey Moor", {"conjoined"}, 1, True),
    ],
)
def test_who_is_a_person(name: str, signs: set[str], mentions: int, answer: bool) -> None:
    assert is_person(tuple(name.split()), signs, mentions) is answer


@pytest.mark.parametrize(
    ("name", "mentions", "signs", "answer"),
    [
        ("Venus", 1, {"label"}, False),
        ("Norlux", 2, {"label"}, False),
        ("Norlux", 2, {"acts"}, True),
        ("Norlux", 1, {"acts"}, False),
        ("Norlux", 1, {"speaks"}, True),
        ("Norlux", 1, {"possessor"}, True),
        ("Norlux", 1, {"staffed"}, True),
        ("Norlux", 1, {"agent"}, True),
        ("Norlux", 1, {"employer"}, True),
        ("Norlux", 1, {"introduced"}, True),
        ("Norlux", 1, {"acted_on"}, True),
        ("Norlux", 1, {"beside_body"}, True),
        ("NorLux", 1, {"label"}, True),
        ("norlux.example", 1, {"label"}, True),
        ("RBK", 3, {"label"}, False),
        ("RBK", 1, {"staffed"}, True),
        ("Senate", 1, {"label"}, True),
        ("Department", 3, {"label", "acts"}, False),
        ("Pentagon", 1, set(), True),
        ("Netflix", 1, set(), True),
        ("Netflix Popcorn", 1, {"label"}, False),
        ("Norland Tides", 1, {"label"}, False),
        ("Norland Tides", 3, {"label"}, True),
        ("Norland Tides", 1, {"acts"}, True),
        ("Ferries Norway", 1, {"label"}, True),
        ("Tolm Works Act", 3, {"acts"}, False),
        ("Fund for Norland Law", 1, {"label"}, True),
        ("Norland Bank", 1, set(), False),
        ("COME BACK", 2, {"acts"}, False),
        ("BOARD OF TRADE", 1, {"label"}, True),
        ("Soll and Ostrey", 3, {"label"}, False),
        ("Tolm League or Orrin League", 1, {"label"}, False),
        ("NGO", 3, {"speaks"}, False),
        ("Soll and Ostrey", 1, {"speaks"}, True),
    ],
)
def test_what_is_an_organisation(name: str, mentions: int, signs: set[str], answer: bool) -> None:
    assert is_organisation(tuple(name.split()), signs, mentions) is answer


def test_a_word_that_the_text_writes_small_is_no_organisation() -> None:
    assert is_organisation(("Ferries",), {"acts"}, 4)
    assert not is_organisation(("Ferries",), {"acts", "small"}, 4)
    assert is_organisation(("NorLux",), {"label", "small"}, 1)


@pytest.mark.parametrize(
    ("name", "signs", "answer"),
    [
        ("Orrin", {"label"}, False),
        ("Orrin", {"located"}, True),
        ("Orrin", {"place_part"}, True),
        ("Orrin", {"reached"}, True),
        ("Orrin", {"place_noun"}, True),
        ("Orrin", {"beside_place"}, True),
        ("Orrin", {"within"}, True),
        ("France", set(), True),
        ("Velloe Dam", set(), True),
        ("Calif.", {"within"}, False),
        ("Earth", {"located"}, False),
        ("Norland Recession", {"located"}, False),
    ],
)
def test_what_is_a_place(name: str, signs: set[str], answer: bool) -> None:
    assert is_place(tuple(name.split()), signs, 1) is answer
