"""Highlights: which sentences, quotes and names deserve a place, and why."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from analyses import TOLD, article_of, event_at, person, span_in, spans_in
from dateline.compose import highlights
from dateline.model.annotations import (
    Analysis,
    Annotations,
    Entity,
    EntityKind,
    Quote,
    QuoteBasis,
    Sentence,
    Time,
    TimexType,
)


def analysis_of(*paragraphs: str, quotes: tuple[Quote, ...] = (), source: str = "a") -> Analysis:
    """Each paragraph is one sentence that tells an event, its words of four letters and more its terms."""
    article = article_of(paragraphs, source, "Spillway gate of Velloe dam gave way")
    sentences = tuple(
        Sentence(block.span, number, _terms_of(paragraph), TOLD)
        for number, (block, paragraph) in enumerate(zip(article.blocks, paragraphs, strict=True), 1)
    )
    days, places = (spans_in(article.text, words, source) for words in ("Sunday night", "Velloe"))
    found = Annotations(
        sentences=sentences,
        quotes=quotes,
        times=tuple(Time(span, TimexType.DATE, "2031-03-09") for span in days),
        entities=(
            *((Entity("Velloe", EntityKind.PLACE, places),) if places else ()),
            *(person(name, 1) for name in sorted({quote.speaker for quote in quotes if quote.speaker})),
        ),
        events=tuple(event_at(sentence.span, sentence.span) for sentence in sentences),
    )
    return Analysis(article, found)


def _terms_of(paragraph: str) -> tuple[str, ...]:
    words = {word.strip(".,“”").lower() for word in paragraph.split()}
    return tuple(sorted(word for word in words if len(word) > 3))


@pytest.fixture(autouse=True)
def lenient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tested here is the choice; how sure a sentence must be is measured, and may change."""
    lenient = {"sure_lead": 0.3, "sure": 0.2, "sure_alone": 0.2, "gain": 0.1}
    monkeypatch.setattr(highlights, "_POINT", {**highlights._POINT, **lenient})
    monkeypatch.setattr(highlights, "_QUOTE", {**highlights._QUOTE, "sure": 0.6})


def quote_in(text: str, words: str, group: int = 0, source: str = "a", **known: object) -> Quote:
    return Quote(span_in(text, words, source), group, **known)  # type: ignore[arg-type]


LEAD = "The spillway gate at the Velloe dam gave way during heavy rain on Sunday night and 9 houses of Velloe fell."
CENTRAL = "Engineers warned the water authority that the spillway gate of the dam was failing."
OTHER = "Farmers in the lower valley drove 400 of their cattle uphill before the water came."
ASIDE = "A bakery in another town sold pink cakes shaped like sheep."
ASIDES = (
    ASIDE,
    "Tailors of Port Orr mend old coats.",
    "Nobody counts herons any more.",
    "Some pupils like maths better than chess.",
    "A choir may sing twelve old hymns.",
    "Cheap paint fades within months.",
)
LEANING = "But he warned that the gate and the dam would fail before the rain."
QUOTED = "“The gate and the dam and the water authority are failing,” the engineers warned."


def points(*paragraphs: str, limit: int = 4) -> list[str]:
    analysis = analysis_of(*paragraphs)
    lead = highlights.lead_point([analysis])
    chosen = highlights.key_points([analysis], lead, (), limit)
    return [point.article.slice(point.sentence.span) for point in chosen]


def lead_of(*paragraphs: str) -> str:
    lead = highlights.lead_point([analysis_of(*paragraphs, *ASIDES)])
    return lead.text if lead else ""


@pytest.mark.parametrize(
    "before",
    [
        (),
        pytest.param(("Here we go again with the old stories of the valley.",), id="how the writer sets out"),
        pytest.param(
            ("This article is a joint publication of the Courier and the Herald.",), id="of the page"
        ),
        pytest.param(("“Nobody told us that the gate would fail,” Ola Varga said that day.",), id="a quote"),
        pytest.param((LEANING,), id="leans on nothing"),
    ],
)
def test_the_lead_says_what_happened(before: tuple[str, ...]) -> None:
    assert lead_of(*before, LEAD, OTHER) == LEAD


def test_no_lead_is_better_than_one_that_tells_nothing() -> None:
    assert lead_of(LEANING, QUOTED) == ""
    assert highlights.lead_point([Analysis(analysis_of(LEAD).article, Annotations())]) is None


@pytest.mark.parametrize(
    "mark",
    [
        "(Courier) — ",
        "Velloe (HNA) – ",
        "VELLOE, Norland — ",
        "ST VELLOE, Norland ― ",
        "Velloe, Mar 9 (hna).- ",
        "” ",
    ],
)
def test_the_mark_of_an_agency_is_no_part_of_the_lead(mark: str) -> None:
    assert lead_of(mark + LEAD, OTHER) == LEAD


def test_a_point_shares_most_with_the_article() -> None:
    assert points(LEAD, ASIDE, CENTRAL, OTHER, limit=1) == [CENTRAL]


def test_points_come_in_order_of_the_text() -> None:
    assert points(LEAD, OTHER, CENTRAL, limit=2) == [OTHER, CENTRAL]


@pytest.mark.parametrize(
    "paragraph",
    [
        LEANING,
        QUOTED,
        "Short.",
        LEAD,
        "No end of a sentence that goes on and on and on",
        "The hinges of the gate were cracked, and we wrote it down,” the inspector of the gate said.",
    ],
)
def test_what_is_no_point(paragraph: str) -> None:
    assert paragraph not in points(LEAD, OTHER, paragraph)


def test_a_point_is_told_once() -> None:
    assert points(LEAD, CENTRAL, CENTRAL.replace("failing", "rotten")) == [CENTRAL]


WITNESS = (
    "We saw the spillway gate of the dam go at once, they had told the water authority for years, "
    "and nobody at all helped us,"
)
CHARGE = (
    "The engineers knew the gate of the dam was rotten, they wrote it down each spring, "
    "and they told the water authority,"
)
MAYOR = (
    "Nobody below the spillway gate of the dam was warned by bells, they slept when the water came, "
    "and their houses fell within the hour,"
)
SAID = (
    f"“{WITNESS}” Ola Varga said.",
    "She called it “a day of shame”.",
    "“Nobody told us anything before the sirens began.”",
    "“The dam will be rebuilt before the winter comes,” Ola Varga said.",
    f"“{CHARGE}” Ola Varga said.",
    "“Not yet,” Ruben Castellane said.",
    f"“{MAYOR}” Ruben Castellane said.",
)


def said() -> Analysis:
    text = "\n\n".join(SAID)
    varga = {"speaker": "Ola Varga", "role": "farmer of Tolm", "basis": QuoteBasis.EXPLICIT}
    quotes = (
        quote_in(
            text,
            WITNESS,
            1,
            **varga,
        ),
        quote_in(text, "a day of shame", 2, **varga),
        quote_in(text, "Nobody told us anything before the sirens began.", 3, basis=QuoteBasis.IMPLIED),
        quote_in(text, "The dam will be rebuilt before the winter comes,", 4, **varga),
        quote_in(
            text,
            CHARGE,
            5,
            **varga,
        ),
        quote_in(text, "Not yet,", 6, speaker="Ruben Castellane", basis=QuoteBasis.EXPLICIT),
        quote_in(
            text,
            MAYOR,
            7,
            speaker="Ruben Castellane",
            role="mayor of Tolm",
            basis=QuoteBasis.EXPLICIT,
        ),
    )
    return analysis_of(*SAID, quotes=quotes)


def groups(limit: int, per_speaker: int = 2) -> list[int]:
    return [u.quotes[0].group for u in highlights.key_quotes([said()], limit, per_speaker)]


def test_whole_sentences_of_named_speakers_come_first_and_no_speaker_fills_the_page() -> None:
    assert groups(3) == [1, 5, 7]
    assert groups(10) == [1, 5, 7]
    assert groups(10, per_speaker=1) == [1, 7]


def test_short_fragments_get_no_box() -> None:
    assert not {2, 6} & set(groups(10))


def test_words_of_nobody_known_get_no_box() -> None:
    analysis = said()
    nameless = [q for q in analysis.annotations.quotes if q.group in (3, 7)]
    few = Analysis(
        analysis.article, Annotations(quotes=tuple(nameless), entities=analysis.annotations.entities)
    )
    assert [u.quotes[0].group for u in highlights.key_quotes([few], 5)] == [7]


def chosen(*said_: tuple[str, Mapping[str, str]], limit: int = 1) -> list[str]:
    """Of utterances that fill a paragraph each (words and what is known), those that get a box."""
    paragraphs = [LEAD, *(f"“{words}” was said." for words, _ in said_)]
    text = "\n\n".join(paragraphs)
    quotes = tuple(
        replace(quote_in(text, words, n, basis=QuoteBasis.EXPLICIT), **told)  # type: ignore[arg-type]
        for n, (words, told) in enumerate(said_)
    )
    analysis = analysis_of(*paragraphs, quotes=quotes)
    return [u.text for u in highlights.key_quotes([analysis], limit)]


def test_what_carries_the_news_comes_first() -> None:
    ola, ruben = ({"speaker": name, "role": "farmer of Tolm"} for name in ("Ola Varga", "Ruben Castellane"))
    plain = "Nobody sold bread and honey at the market that day."
    news = "The spillway gate of the dam was not safe for years."
    assert chosen((plain, ola), (news, ruben)) == [news]


def test_what_is_not_sure_enough_gets_no_box() -> None:
    ola = {"speaker": "Ola Varga", "role": "farmer of Tolm"}
    assert chosen(("I think they sold bread and honey at the market.", ola)) == []


def test_other_sides_come_before_more_of_one() -> None:
    said_ = (
        ("Nobody in the office slept when the gate of the dam broke.", "Ann Ahl", "minister of Norland"),
        ("Three of the cars never started at the dam.", "Bo Brandt", "envoy of Norland"),
        ("None of the cousins has moved below the dam.", "Cy Crane", "spokesman of Halmery"),
    )
    told = [(words, {"speaker": name, "role": role}) for words, name, role in said_]
    assert chosen(*told, limit=2) == [said_[0][0], said_[2][0]]


@pytest.mark.parametrize(
    ("words", "told_again", "boxes"),
    [
        ("We saw the gate go and we ran for the hills", "We saw the gate go and we ran for the hills,", 1),
        pytest.param(
            "We saw the gate go and we ran for the hills",
            "We saw the gate go, and ran for the hills, all of us",
            1,
            id="worded a little otherwise",
        ),
        pytest.param(
            "We saw the gate go and we ran for the hills, and the sirens came later",
            "The gate go and we ran for the hills",
            1,
            id="cut short",
        ),
        pytest.param(
            "We saw the gate go and we ran for the hills",
            "Nobody at the farm had a dam like Velloe",
            2,
            id="other words",
        ),
    ],
)
def test_the_same_words_from_two_sources_are_one(words: str, told_again: str, boxes: int) -> None:
    known = {"speaker": "Ola Varga", "role": "mayor of Tolm", "basis": QuoteBasis.EXPLICIT}
    one = analysis_of(f"“{words},” she said.", quotes=(quote_in(f"“{words},” she", words + ",", 1, **known),))
    again = told_again.rstrip(",") + ","
    text = f'"{again}" she said.'
    other = analysis_of(
        text,
        quotes=(quote_in(text, again, 1, "b", **known | {"speaker": "Bo Lind", "role": "a beekeeper"}),),
        source="b",
    )
    assert len(highlights.key_quotes([one, other], 5)) == boxes


def test_names_by_mentions_then_alphabet() -> None:
    analysis = Analysis(
        analysis_of(LEAD).article,
        Annotations(entities=(person("Zoe", 2), person("Ann", 2), person("Bob", 3))),
    )
    assert highlights.names_by_mentions([analysis], EntityKind.PERSON) == ("Bob", "Ann", "Zoe")
    assert highlights.names_by_mentions([analysis], EntityKind.PLACE) == ()
    assert highlights.names_by_mentions([analysis], EntityKind.PERSON, 1) == ("Bob",)


def test_one_person_is_listed_once_and_only_who_is_told_of() -> None:
    article = analysis_of(LEAD).article
    first = Analysis(article, Annotations(entities=(person("Moor", 3), person("Bob Lund", 2))))
    second = Analysis(article, Annotations(entities=(person("Ada Moor", 1), person("Font Size", 9, False))))
    assert highlights.names_by_mentions([first, second], EntityKind.PERSON) == ("Ada Moor", "Bob Lund")
