"""Masks: the way from a masked text back to the original."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.model import ANALYSED, Article, Block, BlockKind, Span
from dateline.nlp.passages import blocks_to_parse, mask


def test_offsets_run_in_step_outside_a_replacement_and_stand_still_inside() -> None:
    found = mask("Ann said “we saw it all” today.", [(10, 23, "so it is")])
    assert found.text == "Ann said “so it is” today."
    assert [found.origin(found.text.index(word)) for word in ("Ann", "so", "is", "”", "today")] == [
        0,
        10,
        10,
        23,
        25,
    ]
    assert found.is_replaced(12)
    assert not found.is_replaced(3)


def test_nothing_to_replace() -> None:
    assert mask("Plain.", []).text == "Plain."
    assert mask("Plain.", []).origin(3) == 3


@given(st.text(min_size=1, max_size=60), st.data())
def test_what_was_not_replaced_maps_onto_itself(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    pieces = [(a, b, data.draw(st.text(max_size=8))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    found = mask(text, pieces)
    for offset, char in enumerate(found.text):
        origin = found.origin(offset)
        if found.is_replaced(offset):
            assert any(origin == start for start, _, _ in pieces)
        else:
            assert text[origin] == char


def test_blocks_that_are_parsed() -> None:
    text = "Head\nBy Ann\nBody.\n \nShare"
    kinds = [
        BlockKind.HEADLINE,
        BlockKind.BYLINE,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.BOILERPLATE,
    ]
    bounds = [(0, 4), (5, 11), (12, 17), (18, 19), (20, 25)]
    blocks = tuple(Block(kind, Span("a", *bound)) for kind, bound in zip(kinds, bounds, strict=True))
    article = Article("a", "", text, blocks, "Head")
    assert [article.slice(block.span) for block in blocks_to_parse(article)] == ["Head", "Body."]


def test_long_blocks_are_parted_and_the_rest_is_left() -> None:
    text = "A sentence of words. " * 20_000
    article = Article("a", "", text, (Block(BlockKind.PARAGRAPH, Span("a", 0, len(text))),), "Head")
    spans = [block.span for block in blocks_to_parse(article)]
    assert spans[-1].end == ANALYSED
    assert max(span.end - span.start for span in spans) <= 20_000
    assert all(article.slice(span).startswith("A sentence") for span in spans)
