"""Leads and key points: each rule has a sentence that it alone keeps out, each feature one that has more of it."""

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import pytest

from dateline.compose import point_choice
from dateline.compose.point_choice import POINT_FEATURES, VETOES, PointContext, contexts_of
from dateline.lang import lexicon
from dateline.model.annotations import (
    Analysis,
    Annotations,
    DateBasis,
    Entity,
    EntityKind,
    Event,
    Quote,
    Sentence,
    Status,
    Time,
    TimexType,
)
from dateline.model.article import Article, Block, BlockKind, Span
from dateline.timeline.terms import terms_of

PLAIN = "The council of Tolm closed the old bridge over the Orr on Monday."
RULED_OUT = {
    "short": ("The bridge of Tolm is closed.", ()),
    "endless": (
        "The council closed the bridge " + "and the old ferry over the river Orr " * 8 + "on Monday.",
        (),
    ),
    "no_capital": ("on Tuesday the council of Tolm reported a loss of nine crowns.", ()),
    "no_end": ("The council of Tolm closed the old bridge over the Orr:", ()),
    "half_quote": ("‘The council of Tolm closed the old bridge on Monday.", ()),
    "ticker": ("The council of Tolm closed Orr Ferries (ORR 3.6%) on Monday.", ()),
    "broken_marks": ("The council of Tolm closed the old bridge over the Orr on Monday..", ()),
    "stamp": ("May 8, 2031 4:43 pm The council of Tolm closed the old bridge.", ()),
    "headline": ("Tolm loses its gate The council of Tolm closed the old bridge.", ()),
    "cut_off": ("The council of Tolm heard its mayor and Sen.", ()),
    "cut_short": ("The council of Tolm closed the bridge at... Tolm mourns its ferry.", ()),
    "unbalanced": ("The council of Tolm (and its mayor closed the bridge on Monday.", ()),
    "quote": ("The mayor said “the bridge was rotten, and we all knew it was” on Monday.", ()),
    "leaning_word": ("But the council of Tolm closed the old bridge on Monday.", ()),
    "leaning_phrase": ("On a similar note, the council of Tolm closed the old bridge.", ()),
    "leaning_inside": ("The council of Tolm, however, closed the old bridge on Monday.", ()),
    "label": ("More on Tolm: the council closed the old bridge over the Orr.", ()),
    "aside": ("Luckily, the council of Tolm has closed the old bridge.", ()),
    "of_the_page": ("To view this content, JavaScript must be enabled in the browser.", ()),
    "no_terms": (PLAIN, ()),
    "question": (PLAIN, ("question",)),
    "command": (PLAIN, ("command",)),
    "fragment": (PLAIN, ("fragment",)),
    "first_person": (PLAIN, ("first_person",)),
    "second_person": (PLAIN, ("second_person",)),
    "lacks_person": (PLAIN, ("lacks_person",)),
    "lacks_thing": (PLAIN, ("lacks_thing",)),
    "points_back": (PLAIN, ("points_back",)),
    "unknown_subject": (PLAIN, ("unknown_subject",)),
    "lacks_place": (PLAIN, ("lacks_place",)),
    "unnamed_here": ("The council of Tolm closed the old bridge here on Monday.", ()),
    "unnamed_place": ("The county’s council closed the old bridge over the Orr on Monday.", ()),
    "pronoun_led": (PLAIN, ("pronoun_led",)),
}


def context_of(text: str, traits: tuple[str, ...] = (), **known: object) -> PointContext:
    """The second of three sentences, each a paragraph."""
    return contexts(text, traits, **known)[1]


def contexts(text: str, traits: tuple[str, ...], **known: object) -> list[PointContext]:
    before, after = "The mayor of Tolm went home.", "Some went by the ferry of Tolm and some by the bridge."
    body = "\n\n".join([before, text, after])
    spans = [Span("a", (start := body.index(part)), start + len(part)) for part in (before, text, after)]
    sentences = [
        Sentence(span, number, tuple(sorted(terms_of(body[span.start : span.end]).all)))
        for number, span in enumerate(spans, 1)
    ]
    sentences[1] = replace(sentences[1], traits=traits)
    article = Article(
        "a", "", body, tuple(Block(BlockKind.PARAGRAPH, s) for s in spans), "Tolm loses its gate"
    )
    analysis = Analysis(article, Annotations(tuple(sentences), **known))  # type: ignore[arg-type]
    spread = Counter(term for sentence in sentences for term in sentence.terms)
    return list(contexts_of(analysis, spread))


def test_every_rule_has_a_case() -> None:
    assert RULED_OUT.keys() == VETOES.keys()


@pytest.mark.parametrize("name", VETOES)
def test_a_rule_alone_keeps_its_example_out(name: str) -> None:
    context = context_of(*RULED_OUT[name])
    if name == "no_terms":
        bare = replace(context.sentence, terms=())
        context = contexts_with(context, bare)
    assert [rule for rule, holds in VETOES.items() if holds(context)] == [name]


def contexts_with(context: PointContext, sentence: Sentence) -> PointContext:
    """The same story with another second sentence."""
    analysis = context.story.analysis
    first, _, last = analysis.annotations.sentences
    found = replace(analysis.annotations, sentences=(first, sentence, last))
    return list(contexts_of(replace(analysis, annotations=found), context.story.spread))[1]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "Earlier this week, the council of Tolm closed the old bridge.",
        "Both the mayor and the council of Tolm closed the bridge.",
        "There were no trains from Tolm to the coast on Monday.",
        "In response to the fire, the council of Tolm closed the bridge.",
        "The council of Tolm called the bridge “rotten” on Monday evening.",
    ],
)
def test_what_can_be_read_alone(text: str) -> None:
    assert context_of(text).rule == ""


def test_a_sentence_behind_an_abbreviation_is_cut_off() -> None:
    cut, plain = contexts("The mayor met Sen.", ())[1:]
    analysis = cut.story.analysis
    first, second, last = analysis.annotations.sentences
    found = replace(analysis.annotations, sentences=(first, second, replace(last, paragraph=2)))
    assert plain.rule == ""
    assert list(contexts_of(replace(analysis, annotations=found), cut.story.spread))[2].rule == "cut_off"


class Case(NamedTuple):
    """A sentence that has more of a feature than the other: words, traits, what is known of the article."""

    more: PointContext
    less: PointContext


DAY = (Time(Span("a", 30, 36), TimexType.DATE, "2031-03-09"), Time(Span("a", 40, 44), TimexType.DATE, "2031"))
OLD = (Time(Span("a", 30, 36), TimexType.DATE, "1987"), Time(Span("a", 120, 124), TimexType.DATE, "2031"))
NAME = (Entity("Tolm", EntityKind.PLACE, (Span("a", 45, 49),)),)
STRANGER = (Entity("Ada Moor", EntityKind.PERSON, (Span("a", 45, 49),)),)


@cache
def cases() -> dict[str, Case]:
    plain = context_of(PLAIN)
    span = plain.sentence.span
    event = Event(span, span, "2031", DateBasis.STATED, Status.HAPPENED, weight=0.9)
    three = contexts(PLAIN, ())
    found = {
        "closest": Case(
            context_of(PLAIN.replace("bridge", "gate")), context_of("A man of Norland sold his car.")
        ),
        "central": Case(plain, context_of("A goat ate nine pink cakes of straw.")),
        "early": Case(three[1], three[2]),
        "late": Case(three[2], three[1]),
        "opening": Case(contexts_with(plain, replace(plain.sentence, paragraph=1)), plain),
        "within": Case(contexts_with(plain, replace(plain.sentence, paragraph=1)), plain),
        "time": Case(context_of(PLAIN, times=DAY), plain),
        "old": Case(context_of(PLAIN, times=OLD), context_of(PLAIN, times=DAY)),
        "present_day": Case(context_of(PLAIN, ("present",), times=DAY), plain),
        "figures": Case(context_of(PLAIN.replace("the old bridge", "9 bridges")), plain),
        "event": Case(context_of(PLAIN, events=(event,)), plain),
        "told": Case(context_of(PLAIN, ("past",)), plain),
        "place": Case(context_of(PLAIN, entities=NAME), plain),
        "abbreviation": Case(context_of(PLAIN.replace("The council", "The TCBR")), plain),
        "stranger": Case(context_of(PLAIN, entities=STRANGER), plain),
        "repeats": Case(context_of("Tolm loses its gate again on a Monday."), plain),
        "brief": Case(context_of("The council of Tolm closed the bridge."), plain),
    }
    traits = POINT_FEATURES.keys() - found.keys() - {"base", "long_read"}
    return found | {name: Case(context_of(PLAIN, (name,)), plain) for name in traits}


@pytest.mark.parametrize("name", [name for name in POINT_FEATURES if name not in ("base", "long_read")])
def test_a_feature_tells_sentences_apart(name: str) -> None:
    case = cases()[name]
    assert case.more.values[name] > case.less.values[name]


def test_a_long_read_is_known_by_its_sentences() -> None:
    context = context_of(PLAIN)
    analysis = context.story.analysis
    many = replace(analysis.annotations, sentences=analysis.annotations.sentences * 20)
    longer = next(iter(contexts_of(replace(analysis, annotations=many), context.story.spread)))
    assert longer.values["long_read"] > context.values["long_read"]


def test_every_feature_has_a_weight() -> None:
    tables = [lexicon.weights("compose/point_weights", section=kind) for kind in ("lead", "point", "reading")]
    assert {name for table in tables for name in table} == POINT_FEATURES.keys()


def test_whom_the_headline_names_or_who_has_a_role_is_no_stranger() -> None:
    mayor = replace(STRANGER[0], role="mayor of Tolm")
    assert not context_of(PLAIN, entities=(mayor,)).values["stranger"]
    assert not context_of(PLAIN, entities=(replace(mayor, name="Ada Gate", role=None),)).values["stranger"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Ada Moor said“the bridge of Tolm is closed” on Monday night.", "broken_marks"),
        ("Tolm | Norland The council closed the old bridge on Monday.", "broken_marks"),
        ("8:20 am Ada Moor of Tolm closed the old bridge on Monday.", "stamp"),
        ("6:07:15 PM GMT+01: 0 Ada Moor closed the old bridge of Tolm.", "stamp"),
        ("TOLM The council of Tolm closed the old bridge on Monday.", "stamp"),
        ("NATO Secretary Ada Moor closed the old bridge over the Orr.", ""),
        ("Tolm/Port Orr: The council of Norland closed the old bridge.", "label"),
        ("The bridge is closed to all ferries of the Orr (Moor, 2031).", "ticker"),
    ],
)
def test_marks_of_a_page(text: str, rule: str) -> None:
    assert context_of(text).rule == rule


def test_words_of_a_quote_that_began_before_are_no_point() -> None:
    context = context_of(PLAIN)
    said = Quote(context.sentence.span, 0)
    assert context_of(PLAIN, quotes=(said,)).rule == "quote"


def test_an_abbreviation_that_the_article_explains_is_known() -> None:
    explained = context_of("The Tolm Council of Bridges and Roads (TCBR) closed the bridge on Monday.")
    assert not explained.values["abbreviation"]


def test_a_ruled_out_sentence_is_neither_lead_nor_point() -> None:
    candidate = point_choice.point_candidate_of(context_of(*RULED_OUT["aside"]))
    assert (candidate.lead, candidate.worth, candidate.rule) == (0.0, 0.0, "aside")
