"""Cues of attribution over hand-built Docs: what “per” attributes, and what it divides."""

import pytest
import spacy
from spacy.tokens import Doc

from dateline.extract.cues import cues_of

VOCAB = spacy.blank("en").vocab


def tagged(rows: str) -> Doc:
    """A Doc of words written “word/tag/part of speech”."""
    words, tags, parts = zip(*(row.split("/") for row in rows.split()), strict=True)
    heads = [len(words) - 1] * len(words)
    deps = ["poss" if tag == "PRP$" else "dep" for tag in tags[:-1]] + ["ROOT"]
    return Doc(VOCAB, words=list(words), tags=list(tags), pos=list(parts), heads=heads, deps=deps)


@pytest.mark.parametrize(
    ("rows", "source"),
    [
        ("rose/VBD/VERB 30/CD/NUM per/IN/ADP cent/NN/NOUN", None),
        ("rose/VBD/VERB 30/CD/NUM Per/IN/ADP Cent/NNP/PROPN", None),
        ("a/DT/DET boat/NN/NOUN per/IN/ADP head/NN/NOUN", None),
        ("40/CD/NUM miles/NNS/NOUN per/IN/ADP hour/NN/NOUN", None),
        ("a/DT/DET crown/NN/NOUN per/IN/ADP adult/JJ/ADJ passenger/NN/NOUN", None),
        ("rose/VBD/VERB ,/,/PUNCT per/IN/ADP capita/NN/NOUN", None),
        ("sank/VBD/VERB per/IN/ADP the/DT/DET minutes/NNS/NOUN", "minutes"),
        ("sank/VBD/VERB per/IN/ADP her/PRP$/PRON spokesman/NN/NOUN", "spokesman"),
        ("sank/VBD/VERB per/IN/ADP Tass/NNP/PROPN", "Tass"),
        ("sank/VBD/VERB ,/,/PUNCT per/IN/ADP local/JJ/ADJ media/NNS/NOUN", "media"),
        ("Per/IN/ADP police/NNS/NOUN ,/,/PUNCT sank/VBD/VERB", "police"),
    ],
)
def test_per(rows: str, source: str | None) -> None:
    doc = tagged(rows)
    found = [cue.source.text for cue in cues_of(doc, [-1] * len(doc)) if cue.is_preposition]
    assert found == ([source] if source else [])
