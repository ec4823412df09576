"""Which of the names found are told of in the body."""

import pytest
import spacy
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from dateline.extract.names.name_evidence import (
    acting_names,
    is_organisation,
    is_person,
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
    ("name", "signs", "is_called_otherwise", "answer"),
    [
        ("Ada Moor", set(), False, True),
        ("Ostrey Moor", {"label"}, False, False),
        ("Ostrey Moor", {"label"}, True, True),
        ("Ostrey Moor", {"role"}, False, True),
        ("Moor", {"label"}, False, False),
        ("Moor", {"speech"}, False, True),
        ("ADA MOOR", {"title"}, False, False),
        ("Norland Sen.", {"title"}, False, False),
        ("Ada King", set(), False, True),
        ("Ada RBK", set(), False, False),
        ("Ada RBK", {"age"}, False, True),
        ("Ada RBK", {"role"}, False, False),
        ("Ada and Ostrey", {"conjoined"}, False, False),
        ("Ada Moor III", set(), False, True),
        ("Ostrey Moor", {"conjoined"}, False, True),
    ],
)
def test_who_is_a_person(name: str, signs: set[str], is_called_otherwise: bool, answer: bool) -> None:
    assert is_person(tuple(name.split()), signs, is_called_otherwise) is answer


@pytest.mark.parametrize(
    ("name", "mentions", "is_acting", "answer"),
    [
        ("Venus", 1, False, False),
        ("Norlux", 2, False, True),
        ("Norlux", 1, True, True),
        ("NorLux", 1, False, True),
        ("norlux.example", 1, False, True),
        ("RBK", 1, False, True),
        ("Senate", 1, False, True),
        ("Pentagon", 1, False, True),
        ("Netflix", 1, False, True),
        ("Norland Tides", 1, False, True),
        ("COME BACK", 2, False, False),
        ("U.S. RBK", 1, False, True),
        ("BOARD OF TRADE", 1, False, True),
        ("Soll and Ostrey", 1, False, False),
        ("Soll and Ostrey", 1, True, True),
    ],
)
def test_what_is_an_organisation(name: str, mentions: int, is_acting: bool, answer: bool) -> None:
    assert is_organisation(tuple(name.split()), mentions, is_acting) is answer


def test_an_organisation_acts_as_the_subject_of_a_clause() -> None:
    doc = Doc(_VOCAB, words=["Norlux", "left", "Tolm"], deps=["nsubj", "ROOT", "dobj"], heads=[1, 1, 1])
    doc.ents = [DocSpan(doc, 0, 1, label="ORG"), DocSpan(doc, 2, 3, label="ORG")]
    found = Passage(Block(BlockKind.PARAGRAPH, Span("seed.txt", 0, len(doc.text))), doc)
    assert acting_names([found]) == {("Norlux",)}
