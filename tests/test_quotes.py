import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract import quotes
from dateline.model.article import Article, Block, BlockKind, Span
from marks import few_of


def article_of(text: str, first: BlockKind = BlockKind.PARAGRAPH) -> Article:
    """An article whose lines are its blocks, all paragraphs but the first as given."""
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            kind = BlockKind.PARAGRAPH if blocks else first
            blocks.append(Block(kind, Span("seed.txt", start, start + len(line))))
        start += len(line) + 1
    return Article("seed.txt", "", text, tuple(blocks), "")


def found_in(text: str) -> list[str]:
    article = article_of(text)
    return [article.slice(quote.span) for quote in quotes.find_quotes(article)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"The dam will hold," he said.', ["The dam will hold,"]),
        ("“The dam will hold,” he said.", ["The dam will hold,"]),
        ("„The dam will hold,“ he said.", ["The dam will hold,"]),
        ("«The dam will hold,» he said.", ["The dam will hold,"]),
        ("« The dam will hold », he said.", [" The dam will hold "]),
        ("''The dam will hold,'' he said.", ["The dam will hold,"]),
        ("``The dam will hold,'' he said.", ["The dam will hold,"]),
        pytest.param("”The dam will hold,” he said.", ["The dam will hold,"], id="closing mark opens"),
        pytest.param(
            "‘It’s the men’s dam,’ he said.", ["It’s the men’s dam,"], id="single marks, apostrophes"
        ),
        pytest.param("'It's the men's dam,' he said.", ["It's the men's dam,"], id="straight single marks"),
        pytest.param("“She said ‘no’ to it,” he said.", ["She said ‘no’ to it,"], id="single inside double"),
        pytest.param("“She said “no” to it,” he said.", ["She said “no” to it,"], id="double inside double"),
        pytest.param(
            '"She said "no" to it," he said.', ['She said "no" to it,'], id="straight inside straight"
        ),
        pytest.param('The 12" pipe and the 6" pipe.', [], id="inches"),
        pytest.param(
            'It is 6\'4" tall, "a giant of a man," he said.', ["a giant of a man,"], id="feet and inches"
        ),
        pytest.param("In the '90s the men's boats weren't lost.", [], id="apostrophes"),
        pytest.param("She read “The Quiet Harbour at Dawn” twice.", [], id="title"),
        pytest.param("The so-called “harbour reform plan” failed.", [], id="so-called"),
        pytest.param("A bill titled “An act for better dams” failed.", [], id="titled"),
        pytest.param("He told the NNC “Harbour Hour” so.", [], id="programme"),
        pytest.param('<img alt="a dam" src="dam.jpg">', [], id="markup"),
        pytest.param("“Dams cost more,” by the Courier’s Max Orne", [], id="reading list"),
        pytest.param('"The dam will hold, "he said.', ["The dam will hold, "], id="blank on the wrong side"),
        pytest.param("", [], id="empty"),
        pytest.param('"', [], id="a mark alone"),
        pytest.param('""', [], id="nothing inside"),
    ],
)
def test_find(text: str, expected: list[str]) -> None:
    assert found_in(text) == expected


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        pytest.param("“The dam,” he said, “will hold.”", [0, 0], id="split"),
        pytest.param("“The dam will hold,” he said. “It is new.”", [0, 0], id="goes on"),
        pytest.param("“I came here early.\n“I stayed,” he said.", [0, 0], id="left open over paragraphs"),
        pytest.param("“I came here early.”\n“I stayed,” he said.", [0, 1], id="closed"),
        pytest.param("He called it “a mess” and her “a saint”.", [0, 1], id="two parts"),
    ],
)
def test_groups(text: str, groups: list[int]) -> None:
    assert [quote.group for quote in quotes.find_quotes(article_of(text))] == groups


def test_headline_is_not_read() -> None:
    article = article_of("“The dam holds”\nHe said “the dam holds” today.", BlockKind.HEADLINE)
    assert [quote.span.start for quote in quotes.find_quotes(article)] == [25]


def test_left_open_quote_that_nothing_continues_ends_with_its_paragraph() -> None:
    assert found_in("He said: “The dam will hold for years.\nThe council met.") == [
        "The dam will hold for years."
    ]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("“The dam will hold,” he said.", "“It is so,” he said."),
        ("“Will the dam hold?” he asked.", "“It is so?” he asked."),
        pytest.param("He hopes that “Russell will stay at home.”", None, id="part of a sentence"),
        pytest.param("He called it “a mess of pipes.”", None, id="small letter"),
        pytest.param("NORPORT — “The dam will hold,” he said.", "“It is so,” he said.", id="dateline"),
        pytest.param("He left.", None, id="no quote"),
    ],
)
def test_mask_of(text: str, masked: str | None) -> None:
    article = article_of(text)
    mask = quotes.mask_of(article, article.blocks[0], quotes.find_quotes(article))
    assert (mask.text if mask else None) == masked


MARKED = st.text(alphabet="ab .,—'\"“”‘’«»„`\n5", max_size=80)


@given(MARKED)
def test_spans_are_ordered_and_inside_paragraphs(text: str) -> None:
    article = article_of(text)
    found = quotes.find_quotes(article)
    for quote in found:
        assert any(block.span.contains(quote.span) for block in article.blocks)
        assert article.slice(quote.span).strip()
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(MARKED)
def test_mask_maps_back_what_it_keeps(text: str) -> None:
    article = article_of(text)
    found = quotes.find_quotes(article)
    for block in article.blocks:
        mask = quotes.mask_of(article, block, found)
        own = article.slice(block.span)
        for i, char in enumerate(mask.text if mask else ""):
            assert mask is not None
            assert mask.is_replaced(i) or own[mask.origin(i)] == char


@pytest.mark.parametrize("piece", few_of(['"', "“"], ["'", "”", '"a ', "“a” ", '" ', "a' ", "''", 'a" 5" ']))
def test_time_grows_with_length(piece: str) -> None:
    started = time.process_time()
    quotes.find_quotes(article_of(piece * 40_000))
    assert time.process_time() - started < 4
