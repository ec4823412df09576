"""Each rule for the chunks of a saved page has an example that no other rule reads as it does."""

import inspect

import pytest

from dateline.formats.html import chunk_predicates
from dateline.formats.html.article_body import structure_of
from dateline.formats.html.chunk_rules import RULES, ChunkRule, part_of_chunk
from dateline.formats.html.chunks import chunks_of, parse_html

TITLE = "Ferry to Harrow Isle taken out of service"
PROSE = (
    "The ferry to Harrow Isle has been taken out of service after a fire in its engine room.",
    "All sailings were suspended on Tuesday, and the council said that supplies would last until Friday.",
    "“There was a lot of smoke, but nobody panicked,” said passenger Ruth Pell, who was on board.",
    "Linden Ferries said it was trying to hire a replacement vessel from a company on the mainland.",
)
EVIDENCE = (*PROSE, "What the islanders heard from the council on Monday evening")
DESCRIPTION = "How the islanders will get their supplies after the fire"
MARK = "▶"


def page_with(rule: ChunkRule) -> str:
    if rule.page:
        return rule.page
    parts = dict.fromkeys(("head", "body", "tail"), "") | {rule.zones[0]: rule.example}
    first, second, *rest = (f"<p>{text}</p>" for text in PROSE)
    title = "" if rule.name == "headline" else f"<h1>{TITLE}</h1>"
    story = f"{first}{parts['body']}{second}{''.join(rest)}{parts['tail']}"
    return f"{title}<div class='story'>{parts['head']}{story}</div>"


def verdict_on_example(rule: ChunkRule, rules: tuple[ChunkRule, ...]) -> tuple[str, str]:
    """The kind that the rules give to the marked chunk ("" for one left out), and the rule that decided."""
    markup = page_with(rule)
    marked = chunks_of(parse_html(markup)).chunks
    index = next(i for i, chunk in enumerate(marked) if chunk.text.startswith(MARK))
    chunked = chunks_of(parse_html(markup.replace(MARK, "")))
    page = structure_of(chunked, TITLE, ("Mira Okafor",), EVIDENCE, DESCRIPTION)
    part = part_of_chunk(page, index, rules)
    return (str(part.kind) if part and part.text else "", part.rule if part else "")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_decides_on_its_example(rule: ChunkRule) -> None:
    assert verdict_on_example(rule, RULES) == (rule.kind, rule.name)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_other_rule_reads_an_example_as_its_own_does(rule: ChunkRule) -> None:
    others = tuple(other for other in RULES if other is not rule)
    assert verdict_on_example(rule, others)[0] != rule.kind


def test_every_predicate_serves_a_rule() -> None:
    named = {name for rule in RULES for name in (rule.name, rule.holds)}
    predicates = {
        name
        for name, function in inspect.getmembers(chunk_predicates, inspect.isfunction)
        if function.__module__ == chunk_predicates.__name__ and not name.startswith("_")
    }
    assert predicates <= named
