"""The table of time rules: each example reads as it says, and needs its rule."""

import re
from typing import Any

import pytest

from dateline.extract.parsed_passages import Passage
from dateline.extract.times import timexes
from dateline.extract.times.grammar import Grammar, Rule
from dateline.lang import lexicon
from dateline.model.article import Article, Block, BlockKind, Span

GRAMMAR = timexes.grammar_of("en")
MARK = re.compile("⟦([^⟧]*)⟧")


def examples_of(rule: Rule) -> list[tuple[str, str, list[str]]]:
    """The day of writing, the marked text and the values of each example of a rule."""
    parts = [example.split(" | ") for example in rule.examples]
    return [(created, text, values.split()) for created, text, values in parts]


def readings_of(nlp: Any, created: str, text: str) -> list[tuple[str, str, str]]:
    """Text, value and rule of the expressions in a paragraph."""
    block = Block(BlockKind.PARAGRAPH, Span("a.txt", 0, len(text)))
    article = Article("a.txt", "0", text, (block,), "", published=created)
    times = timexes.find(article, [Passage(block, nlp(text))])
    return [(article.slice(time.span), time.value, time.rule) for time in times]


@pytest.mark.model
@pytest.mark.parametrize("rule", GRAMMAR.rules, ids=lambda rule: rule.name)
def test_each_example_reads_as_stated_and_needs_its_rule(
    nlp: Any, rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rule.examples, "give the rule an example"
    expected = []
    for created, text, values in examples_of(rule):
        marked = list(zip(MARK.findall(text), values, strict=True))
        found = readings_of(nlp, created, MARK.sub(r"\1", text))
        assert [(span, value) for span, value, _ in found] == marked
        assert rule.name in [name for _, _, name in found], f"another rule reads “{text}”"
        expected.append((created, MARK.sub(r"\1", text), marked))
    others = Grammar([other for other in GRAMMAR.rules if other is not rule], "en")
    monkeypatch.setattr(timexes, "grammar_of", lambda language: others)
    for created, text, marked in expected:
        found = readings_of(nlp, created, text)
        assert [(span, value) for span, value, _ in found] != marked, text


def test_each_production_is_used_by_a_rule_and_each_macro_by_a_pattern() -> None:
    used = {rule.production for rule in GRAMMAR.rules} - {""}
    assert used <= timexes.PRODUCTIONS.keys()
    table = lexicon.table("times/macros", "en")["macros"]
    patterns = " ".join([*(rule.pattern for rule in GRAMMAR.rules), *map(str, table.values())])
    assert [name for name in table if not re.search(rf"\b{name}\b", patterns)] == []


def test_a_pattern_with_an_unknown_class_is_refused() -> None:
    with pytest.raises(KeyError, match="mnth"):
        Grammar([Rule("misspelled", "<mnth> n2")], "en")
