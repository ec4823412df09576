"""Walks over a parse end, and every step of the analysis with them, whatever the parser has made of a sentence."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from dateline.extract import entities, quotes
from dateline.extract.cues import cues_of, source_of
from dateline.extract.dependency_trees import root_of, subtree, upward
from dateline.extract.events import event_mentions
from dateline.extract.parsed_passages import Passage
from dateline.extract.speakers import speakers
from dateline.extract.times import timexes
from dateline.model.article import Article, Block, BlockKind, Span
from nightly import times

VOCAB = spacy.blank("en").vocab
WORDS = (
    *('said:VBD:VERB', 'shown:VBN:VERB', 'saying:VBG:VERB', 'say:VB:VERB', 'was:VBD:AUX', 'met:VBD:VERB'),
    *('Moor:NNP:PROPN', 'film:NN:NOUN', 'talks:NNS:NOUN', 'statement:NN:NOUN', 'she:PRP:PRON', 'its:PRP$:PRON'),
    *('Friday:NNP:PROPN', 'May:NNP:PROPN', 'of:IN:ADP', 'until:IN:ADP', 'and:CC:CCONJ', 'who:WP:PRON'),
    *(',:,:PUNCT', '“:``:PUNCT', '”:\'\':PUNCT', '.:.:PUNCT', 'to:TO:PART', 'not:RB:PART', 'likely:JJ:ADJ'),
)  # fmt: skip
RELATIONS = (
    *("ROOT", "nsubj", "nsubjpass", "dobj", "pobj", "prep", "conj", "ccomp", "xcomp", "advcl", "acl", "relcl"),
    *("appos", "parataxis", "pcomp", "compound", "poss", "agent", "aux", "auxpass", "mark", "npadvmod", "dep"),
)  # fmt: skip


def parsed(rows: list[tuple[str, str, int]]) -> Doc:
    """A Doc of rows “word:tag:part of speech”, relation, and the place of the head."""
    words, tags, parts = zip(*(row[0].split(":") for row in rows), strict=True)
    return Doc(
        VOCAB,
        words=list(words),
        tags=list(tags),
        pos=list(parts),
        lemmas=[{"said": "say", "saying": "say", "was": "be"}.get(word, word) for word in words],
        deps=[row[1] for row in rows],
        heads=[row[2] for row in rows],
    )


@st.composite
def parses(draw: st.DrawFn) -> Doc:
    """Sentences whose heads and relations are drawn at random, circles among them."""
    size = draw(st.integers(2, 14))
    row = st.tuples(st.sampled_from(WORDS), st.sampled_from(RELATIONS), st.integers(0, size - 1))
    return parsed(draw(st.lists(row, min_size=size, max_size=size)))


def circle() -> Doc:
    """Two words that hang on each other, and a third on them."""
    return parsed([("met:VBD:VERB", "conj", 1), ("said:VBD:VERB", "conj", 0), ("talks:NNS:NOUN", "dobj", 1)])


def test_a_walk_up_visits_each_word_of_a_circle_once() -> None:
    assert [token.i for token in upward(circle()[2])] == [2, 1, 0]


def test_what_hangs_on_a_word_of_a_circle_is_each_word_once() -> None:
    assert subtree(circle()[0]) == {0, 1, 2}


def test_a_circle_has_a_head() -> None:
    doc = circle()
    assert root_of(doc[0:3]).i in (0, 1)


def test_a_head_lies_inside_its_stretch() -> None:
    doc = parsed([("Moor:NNP:PROPN", "nsubj", 1), ("said:VBD:VERB", "ROOT", 1)])
    assert root_of(doc[0:1]).i == 0


@pytest.mark.parametrize("relation", ["conj", "advcl"])
def test_a_verb_whose_subject_is_a_thing_and_follows_it_has_a_source(relation: str) -> None:
    """“… but said was shown the film”: no subject stands before the verb, and that of its head is none either."""
    doc = parsed(
        [
            ("and:CC:CCONJ", "cc", 2),
            ("said:VBD:VERB", relation, 2),
            ("shown:VBN:VERB", "ROOT", 2),
            ("film:NN:NOUN", "nsubjpass", 2),
        ]
    )
    assert source_of(doc[1]) == doc[3]


@settings(max_examples=times(100, 400), deadline=None)
@given(parses())
def test_cues_are_found_in_any_parse(doc: Doc) -> None:
    assert all(cue.source.doc is doc for cue in cues_of(doc, [-1] * len(doc)))


@settings(max_examples=times(60, 200), deadline=None)
@given(parses())
def test_any_parse_is_analysed(doc: Doc) -> None:
    text = doc.text
    block = Block(BlockKind.PARAGRAPH, Span("seed.txt", 0, len(text)))
    article = Article("seed.txt", "", text, (block,), "A headline", published="2024-05-14")
    passages = (Passage(block, doc),)
    found = quotes.find_quotes(article)
    names = entities.find_entities(article, passages)
    dated = timexes.find(article, passages)
    said = speakers.attribute(article, passages, found, names, dated)
    told = event_mentions.find_events(article, passages, dated, said, names)
    assert all(0 <= event.span.start <= event.span.end <= len(text) for event in told)
