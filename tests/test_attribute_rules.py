"""Attribute rules by kind of word give words what spaCy's own ruler gives them."""

from typing import Any

import pytest
import spacy
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from dateline.extract.attribute_rules import AttributeRulesByKind, ask_by_kind

RULES: dict[str, dict[str, Any]] = {
    "tag": {"patterns": [[{"TAG": "VBD"}]], "attrs": {"POS": "VERB"}},
    "form": {"patterns": [[{"TAG": "VBD", "LOWER": "had"}]], "attrs": {"POS": "AUX", "LEMMA": "have"}},
    "forms": {"patterns": [[{"LOWER": {"IN": ["no", "not"]}}]], "attrs": {"MORPH": "Polarity=Neg"}},
    "other forms": {"patterns": [[{"LOWER": {"NOT_IN": ["had"]}}]], "attrs": {"LEMMA": "other"}},
    "expression": {"patterns": [[{"LOWER": {"REGEX": "^n'?t$"}}]], "attrs": {"LEMMA": "not"}},
    "relation": {"patterns": [[{"DEP": {"IN": ["aux", "ROOT"]}}]], "attrs": {"POS": "AUX"}},
    "other trait": {"patterns": [[{"IS_TITLE": True}]], "attrs": {"POS": "PROPN"}},
    "two words": {"patterns": [[{"LOWER": "had"}, {"LOWER": "not"}]], "attrs": {"LEMMA": "not"}, "index": 1},
    "two patterns": {"patterns": [[{"LOWER": "left"}], [{"TAG": "PRP"}]], "attrs": {"LEMMA": "go"}},
    "any number": {"patterns": [[{"TAG": "RB", "OP": "+"}]], "attrs": {"POS": "PART"}, "index": -1},
}
WORDS = ["They", "had", "not", "left", ",", "she", "had", "n't"]
TAGS = ["PRP", "VBD", "RB", "VBD", ",", "PRP", "VBD", "RB"]
DEPS = ["nsubj", "aux", "neg", "ROOT", "punct", "nsubj", "aux", "neg"]


def ruled(ruler: type[AttributeRuler], rules: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    vocab = spacy.blank("en").vocab
    doc = Doc(vocab, WORDS, tags=TAGS, deps=DEPS, heads=[3] * len(WORDS))
    step = ruler(vocab, "rules")
    step.add_patterns(rules)
    return [(token.pos_, token.lemma_, str(token.morph)) for token in (step(step(doc)))]


@pytest.mark.parametrize("name", RULES)
def test_a_rule_holds_for_the_same_words(name: str) -> None:
    found = ruled(AttributeRulesByKind, [RULES[name]])
    assert found == ruled(AttributeRuler, [RULES[name]])
    assert any(any(word) for word in found)


@pytest.mark.parametrize("rules", [[*RULES.values()], [*RULES.values()][::-1]], ids=["in order", "reversed"])
def test_the_last_rule_that_holds_counts(rules: list[dict[str, Any]]) -> None:
    assert ruled(AttributeRulesByKind, rules) == ruled(AttributeRuler, rules)


def test_the_ruler_of_a_pipeline_keeps_its_name_and_rules() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    ruler.add_patterns(RULES.values())
    ask_by_kind(nlp)
    by_kind = nlp.get_pipe("attribute_ruler")
    assert isinstance(by_kind, AttributeRulesByKind)
    assert by_kind.patterns == ruler.patterns
