"""Lines built from sentences: the cases of tests/cases/events_lines.yml, and what no line may do."""

from pathlib import Path
from typing import Any

import pytest
import spacy
import yaml
from spacy.tokens import Doc

from dateline.extract.events.event_lines import (
    ASIDES,
    LONGEST_SENTENCE,
    LOOSE_PARTS,
    build_line,
)
from dateline.extract.events.standing_alone import REASONS
from dateline.extract.events.triggers import triggers
from dateline.extract.events.verb_forms import limit

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "events_lines.yml").read_text(encoding="utf-8"))

ALONE = yaml.safe_load((Path(__file__).parent / "cases" / "events_alone.yml").read_text(encoding="utf-8"))
KNOWN = ("council", "club", "company", "ferry", "firm", "mayor")
"""What the headline has told the reader, where a case says nothing else."""

LONG = (
    "The harbour council of the northern island, which was elected in spring, closed the old iron bridge on Monday "
    "after engineers had found cracks in three of its pillars, leaving some two thousand commuters without a way to "
    "the city, and asked the government to pay for a new one, which is expected to cost nine million crowns."
)


def _line(nlp: Any, case: dict[str, Any]) -> str:
    doc = nlp(case["text"])
    sent = next(iter(doc.sents))
    names = case.get("names", {})
    apart = {token.i for token in doc if token.text in case.get("apart", ())}
    trigger = next(token for token in doc if token.text == case["word"])
    time = [token for token in doc if token.text in case.get("time", ())]
    known = case.get("known", KNOWN)
    return build_line(trigger, sent, lambda pronoun: names.get(pronoun.text), time, apart, known).text


@pytest.mark.model
@pytest.mark.parametrize("case", [pytest.param(case, id=case.get("id", case["line"])) for case in CASES])
def test_line(nlp: Any, case: dict[str, Any]) -> None:
    assert _line(nlp, case) == case["line"]


@pytest.mark.model
@pytest.mark.parametrize("rule", [*ASIDES, *LOOSE_PARTS])
def test_rule_has_a_case_that_needs_it(nlp: Any, monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    cases = [case for case in CASES if case.get("rule") == rule]
    assert cases
    monkeypatch.delitem(next(rules for rules in (ASIDES, LOOSE_PARTS) if rule in rules), rule)
    assert all(_line(nlp, case) != case["line"] for case in cases)


@pytest.mark.model
@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"]) for case in ALONE])
def test_reason_against_a_line(nlp: Any, monkeypatch: pytest.MonkeyPatch, case: dict[str, Any]) -> None:
    doc = nlp(case["text"])
    trigger = next(token for token in doc if token.text == case["word"])

    def stands_alone() -> bool:
        known = case.get("known", ())
        return build_line(trigger, trigger.sent, lambda pronoun: None, (), (), known).stands_alone

    assert stands_alone() is (case["reason"] is None)
    if case["reason"]:
        monkeypatch.delitem(REASONS, case["reason"])
        assert stands_alone()


def test_every_reason_has_a_case() -> None:
    assert {case["reason"] for case in ALONE} == {None, *REASONS}


@pytest.mark.model
@pytest.mark.parametrize("text", [LONG, *(case["text"] for case in CASES)])
def test_no_line_has_a_word_of_its_own(nlp: Any, text: str) -> None:
    doc = nlp(text)
    for sent in doc.sents:
        words = {token.lower_ for token in sent}
        for trigger in triggers(sent):
            line = build_line(trigger, sent, lambda pronoun: None)
            assert [token.i for token in line.tokens] == sorted({token.i for token in line.tokens})
            assert {token.lower_ for token in line.tokens} <= words
            assert line.stands_alone <= bool(line.text)
            assert line.text[:1] == line.text[:1].upper()
            assert line.text.rstrip('”"’').endswith((".", "!", "?"))


@pytest.mark.model
def test_long_sentence_is_shortened_but_not_its_verb(nlp: Any) -> None:
    doc = nlp(LONG)
    trigger = next(token for token in doc if token.text == "closed")
    text = build_line(trigger, next(iter(doc.sents)), lambda pronoun: None).text
    assert len(text) <= limit("line_length", "en")
    assert text.startswith("The harbour council of the northern island closed the old iron bridge on Monday")


def test_endless_sentence_is_left_as_it_stands() -> None:
    size = LONGEST_SENTENCE + 1
    doc = Doc(
        spacy.blank("en").vocab, words=["rain"] * size, heads=[0] * size, deps=["ROOT", *["dep"] * (size - 1)]
    )
    assert build_line(doc[5], next(iter(doc.sents)), lambda pronoun: None).tokens == tuple(doc)
