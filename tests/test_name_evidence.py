"""Which of the names found are told of in the body."""

import pytest
import spacy
from spacy.tokens import Doc

from dateline.extract.names.name_evidence import is_person, is_told, stating_sentences
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
    ],
)
def test_who_is_a_person(name: str, signs: set[str], is_called_otherwise: bool, answer: bool) -> None:
    assert is_person(tuple(name.split()), signs, is_called_otherwise) is answer
