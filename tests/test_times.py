"""Recognition of time expressions: the cases of tests/cases/dates.yml and properties."""

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.model import Article, Block, BlockKind, DateBasis, Span, Time, TimexType
from dateline.nlp import times
from dateline.nlp.passages import Passage

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "dates.yml").read_text(encoding="utf-8"))
ROWS = [
    pytest.param(case, id=f"{group}: {case['text'][:60]}") for group, cases in CASES.items() for case in cases
]
MARK = re.compile("⟦([^⟧]*)⟧")


def article_of(
    nlp: Any, blocks: list[tuple[BlockKind, str]], published: str | None
) -> tuple[Article, list[Passage]]:
    """An article of these blocks and its passages, parsed."""
    text, made = "", []
    for kind, part in blocks:
        made.append(Block(kind, Span("a.txt", len(text), len(text) + len(part))))
        text += part + "\n\n"
    article = Article("a.txt", "0", text, tuple(made), "", published=published)
    return article, [Passage(block, nlp(article.slice(block.span))) for block in made]


def find(nlp: Any, text: str, published: str | None = "2024-05-16") -> list[tuple[str, str, str]]:
    """Text, type and value of the expressions in one paragraph."""
    article, passages = article_of(nlp, [(BlockKind.PARAGRAPH, text)], published)
    return [(article.slice(t.span), str(t.type), t.value) for t in times.find(article, passages)]


@pytest.mark.model
@pytest.mark.parametrize("case", ROWS)
def test_cases(nlp: Any, case: dict[str, Any]) -> None:
    text = MARK.sub(r"\1", case["text"])
    published = case.get("reference", "2024-05-16")
    blocks = [(BlockKind.PARAGRAPH, case["before"])] if "before" in case else []
    blocks.append((BlockKind(case.get("kind", "paragraph")), text))
    article, passages = article_of(nlp, blocks, published and str(published))
    start = passages[-1].block.span.start
    found = [t for t in times.find(article, passages) if t.span.start >= start]
    expected = [
        (marked, *str(answer).split(" ", 1))
        for marked, answer in zip(MARK.findall(case["text"]), case.get("is", []), strict=True)
    ]
    assert [(article.slice(t.span), str(t.type), t.value) for t in found] == expected
