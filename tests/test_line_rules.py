"""Each rule of the table has an example that no other rule reads as it does."""

import pytest

from dateline.layout.classification import RULES, LineRule, Verdict, classify
from dateline.layout.line_rules import body, head, inserts
from dateline.layout.page_regions import layout_of

ARTICLE = """\
Ferry to Harrow Isle taken out of service
{head}

The ferry to Harrow Isle has been taken out of service after a fire in its engine room on Tuesday.

Nobody was hurt, the operator of the ferry said, and all passengers were brought ashore by two lifeboats.

{body}

Islanders told the council that they felt cut off and asked for a second vessel before the winter.

The council will meet again on Friday, and the operator has been asked to send its chief engineer.

{tail}
"""
MARK = "> "


def verdict_on_example(rule: LineRule, rules: tuple[LineRule, ...]) -> Verdict | None:
    """What the rules say of the marked line; None where none of them holds."""
    parts = {"head": "By Mira Okafor", "body": "", "tail": ""}
    if rule.example:
        parts[rule.zones[0]] = rule.example.strip("\n")
    marked = (rule.page or ARTICLE.format(**parts)).strip("\n")
    lines = [line for line in marked.split("\n") if line.strip()]
    index = next(i for i, line in enumerate(lines) if line.startswith(MARK))
    page = layout_of(marked.replace(f"\n{MARK}", "\n").removeprefix(MARK))
    try:
        return classify(page, rules)[index]
    except StopIteration:
        return None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_decides_on_its_example(rule: LineRule) -> None:
    verdict = verdict_on_example(rule, RULES)
    assert verdict is not None
    assert verdict.rule == rule.name
    assert verdict.reason
    assert verdict.rest in (None, rule.rest)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_other_rule_reads_an_example_as_its_own_does(rule: LineRule) -> None:
    others = tuple(other for other in RULES if other is not rule)
    verdict, without = verdict_on_example(rule, RULES), verdict_on_example(rule, others)
    assert verdict is not None
    assert without is None or (without.kind, without.split) != (verdict.kind, verdict.split)


def test_every_predicate_serves_a_rule() -> None:
    named = {name for rule in RULES for name in (rule.name, rule.holds, rule.split)}
    predicates = {
        name
        for module in (body, head, inserts)
        for name, function in vars(module).items()
        if getattr(function, "__module__", "") == module.__name__ and not name.startswith("_")
    }
    assert predicates - named == {"leads_on"}
