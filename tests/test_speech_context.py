"""When and where words were said."""

import pytest
from spacy.language import Language

from dateline.extract import entities, quotes
from dateline.extract.parsed_passages import Passage, blocks_to_parse
from dateline.extract.speakers import speakers
from dateline.extract.times import timexes
from dateline.model.annotations import Entity, EntityKind
from dateline.model.article import Article, Block, BlockKind, Span

PUBLISHED = "2025-05-14"  # a Wednesday


def occasion_of(nlp: Language, text: str) -> tuple[str | None, str | None]:
    """When and where the first quote of a paragraph was said."""
    block = Block(BlockKind.PARAGRAPH, Span("seed.txt", 0, len(text)))
    article = Article("seed.txt", "", text, (block,), "", published=PUBLISHED)
    found = quotes.find_quotes(article)
    passages = []
    for part in blocks_to_parse(article):
        mask = quotes.mask_of(article, part, found)
        passages.append(Passage(part, nlp(text), mask, nlp(mask.text) if mask else None))
    named = (*entities.find_entities(article, passages), _entity("Norport", text))
    quote = speakers.attribute(article, passages, found, named, timexes.find(article, passages))[0]
    return quote.said, quote.venue


def _entity(name: str, text: str) -> Entity:
    at = text.find(name)
    spans = (Span("seed.txt", at, at + len(name)),) if at >= 0 else ()
    return Entity(name, EntityKind.PLACE, spans)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The dam will hold,” Ada Moor said on Tuesday.", ("2025-05-13", None)),
        ("“The dam will hold,” Ada Moor said in a statement.", (None, "in a statement")),
        ("“The dam will hold,” Ada Moor told reporters in Norport.", (None, "told reporters in Norport")),
        (
            "“The dam will hold,” Ada Moor told reporters at a news conference on Monday.",
            ("2025-05-12", "told reporters at a news conference"),
        ),
        ("Ada Moor said on May 2 that the dam was “as safe as a house.”", ("2025-05-02", None)),
        ("“The dam will hold,” Ada Moor said.", (None, None)),
        pytest.param("“The dam broke on Tuesday,” Ada Moor said.", (None, None), id="a time in the quote"),
        pytest.param(
            "“The dam will hold,” said Ada Moor, who was elected on Monday.",
            (None, None),
            id="another clause",
        ),
        pytest.param("“The dam will hold,” Ada Moor told her son.", (None, None), id="no audience"),
        pytest.param("“The dam will hold for years,” Ada Moor said in 2019.", (None, None), id="no day"),
    ],
)
def test_occasion(nlp: Language, text: str, expected: tuple[str | None, str | None]) -> None:
    assert occasion_of(nlp, text) == expected
