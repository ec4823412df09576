"""Status of events: the cases of tests/cases/events_status.yml, and links read off parses made by hand."""

from pathlib import Path
from typing import Any

import pytest
import spacy
import yaml
from spacy.tokens import Doc

from dateline.extract.events.factuality import NOUN_RULES, VERB_RULES, factuality_of, looks_ahead
from dateline.extract.events.verb_forms import is_definite, is_negated, is_past
from dateline.model.annotations import Status

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "events_status.yml").read_text(encoding="utf-8"))


def _cases() -> list[Any]:
    return [
        pytest.param(case["text"], case["word"], status, id=case.get("id", case["text"]))
        for status, cases in CASES.items()
        for case in cases
    ]


@pytest.mark.model
@pytest.mark.parametrize(("text", "word", "status"), _cases())
def test_status_of_sentence(nlp: Any, text: str, word: str, status: str) -> None:
    doc = nlp(text)
    trigger = next(token for token in doc if token.text == word)
    assert factuality_of(trigger) == status


@pytest.mark.model
@pytest.mark.parametrize("rule", [*VERB_RULES, *NOUN_RULES])
def test_rule_has_a_case_that_needs_it(nlp: Any, monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    cases = [(status, case) for status, cases in CASES.items() for case in cases if case.get("rule") == rule]
    assert cases
    monkeypatch.delitem(VERB_RULES if rule in VERB_RULES else NOUN_RULES, rule)
    for status, case in cases:
        assert (
            factuality_of(next(token for token in nlp(case["text"]) if token.text == case["word"])) != status
        )


def _doc(*rows: tuple[str, str, str, str, str, int]) -> Doc:
    """A Doc from rows of word, lemma, part of speech, tag, dependency and head's place."""
    words, lemmas, pos, tags, deps, heads = (list(column) for column in zip(*rows, strict=True))
    return Doc(
        spacy.blank("en").vocab, words=words, lemmas=lemmas, pos=pos, tags=tags, deps=deps, heads=heads
    )


PLAN = _doc(
    ("They", "they", "PRON", "PRP", "nsubj", 3),
    ("do", "do", "AUX", "VBP", "aux", 3),
    ("not", "not", "PART", "RB", "neg", 3),
    ("plan", "plan", "VERB", "VB", "ROOT", 3),
    ("to", "to", "PART", "TO", "aux", 5),
    ("leave", "leave", "VERB", "VB", "xcomp", 3),
)


def test_negated_plan_is_denied() -> None:
    assert factuality_of(PLAN[5]) is Status.DENIED


def test_plan_itself_is_denied_too() -> None:
    assert (factuality_of(PLAN[3]), is_negated(PLAN[3]), looks_ahead(PLAN[3])) == (Status.DENIED, True, True)


def test_loop_free_on_a_chain_deeper_than_any_sentence() -> None:
    size = 200
    rows = [("run", "run", "VERB", "VB", "ROOT" if i == 0 else "conj", max(0, i - 1)) for i in range(size)]
    assert factuality_of(_doc(*rows)[size - 1]) is Status.HAPPENED


@pytest.mark.parametrize(
    ("word", "dep", "definite"), [("the", "det", True), ("their", "poss", True), ("a", "det", False)]
)
def test_definite_noun(word: str, dep: str, definite: bool) -> None:
    doc = _doc((word, word, "DET", "DT", dep, 1), ("strike", "strike", "NOUN", "NN", "ROOT", 1))
    assert is_definite(doc[1]) is definite


def test_passive_past() -> None:
    doc = _doc(("was", "be", "AUX", "VBD", "auxpass", 1), ("sold", "sell", "VERB", "VBN", "ROOT", 1))
    assert is_past(doc[1])
