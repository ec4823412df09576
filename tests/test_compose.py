"""Composing: every item with its evidence, sources in order, nothing that depends on the order given."""

import itertools
from dataclasses import replace

import pytest

from analyses import TOLD, article_of, event_at, span_in
from dateline.briefing import document
from dateline.compose import highlights
from dateline.compose.briefing_draft import Limits, compose_briefing
from dateline.compose.citations import Citations, place_in_article
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
from dateline.model.article import Span
from dateline.model.briefing import Difference, Entry, KeyPoint, KeyQuote

TEXT = """The gate of the dam at Velloe gave way on May 11, 2025.

“The gate of the dam was rotten,” Ola Varga said. “We told the water authority so.”

Engineers of Norland had warned 2 ministers of the country for years that the gate would fail."""


@pytest.fixture(autouse=True)
def lenient(monkeypatch: pytest.MonkeyPatch) -> None:
    """How sure a lead, a point or a box must be is measured elsewhere, and may change."""
    monkeypatch.setattr(highlights, "_QUOTE", {**highlights._QUOTE, "sure": 0.01})
    points = {"sure_lead": 0.7, "sure": 0.2, "sure_alone": 0.2, "gain": 0.1}
    monkeypatch.setattr(highlights, "_POINT", {**highlights._POINT, **points})


def span(words: str, source: str = "seeds/a.txt") -> Span:
    return span_in(TEXT, words, source)


def analysis_of(source: str = "seeds/a.txt", **known: str) -> Analysis:
    paragraphs = TEXT.split("\n\n")
    sentences = (
        Sentence(span(paragraphs[0], source), 1, ("gate", "give", "may", "sunday", "way"), TOLD),
        Sentence(span("“The gate of the dam was rotten,” Ola Varga said.", source), 2, ("rotten",)),
        Sentence(span("“We told the water authority so.”", source), 2),
        Sentence(span(paragraphs[2], source), 3, ("engineer", "gate", "year"), (*TOLD, "report")),
    )
    said = {"speaker": "Ola Varga", "role": "a farmer", "basis": QuoteBasis.EXPLICIT}
    quotes = (
        Quote(span("The gate of the dam was rotten,", source), 1, **said),  # type: ignore[arg-type]
        Quote(span("We told the water authority so.", source), 1, basis=QuoteBasis.CONTINUED),
    )
    day = span("May 11, 2025", source)
    event = event_at(
        span("gave", source),
        span(paragraphs[0], source),
        "2025-05-11",
        text="The gate gave way.",
        anchor=day,
        terms=("gate", "give"),
    )
    annotations = Annotations(
        sentences=sentences,
        quotes=quotes,
        times=(Time(day, TimexType.DATE, "2025-05-11"),),
        entities=(Entity("Ola Varga", EntityKind.PERSON, (span("Ola Varga", source),)),),
        events=(event,),
    )
    return Analysis(article_of(paragraphs, source, "Gate fails", **known), annotations)


def test_front_matter_leaves_out_what_is_not_known() -> None:
    front = compose_briefing([analysis_of()], Limits()).front
    assert front == {
        "title": "Gate fails",
        "status": "draft",
        "topics": [],
        "people": ["Ola Varga"],
        "organisations": [],
        "places": [],
        "sources": [{"id": "s1", "seed": "seeds/a.txt", "sha256": "0" * 64}],
    }


def test_front_matter_takes_the_newest_source() -> None:
    old = analysis_of("seeds/z.txt", published="2025-05-11", updated="2025-05-12T09:00", publisher="Courier")
    new = analysis_of("seeds/b.txt", published="2025-05-12T08:00+01:00", publisher="Radio")
    front = compose_briefing([new, old], Limits()).front
    assert (front["date"], front["updated"]) == ("2025-05-12", "2025-05-12T09:00")
    assert [source["publisher"] for source in front["sources"]] == ["Courier", "Radio"]  # type: ignore[attr-defined]


def test_every_item_rests_on_a_footnote_that_stands_in_the_source() -> None:
    briefing = compose_briefing([analysis_of()], Limits())
    evidence = {item.label: item.text for item in briefing.evidence}
    items: list[KeyPoint | KeyQuote | Entry] = [
        *briefing.key_points,
        *briefing.key_quotes,
        *briefing.timeline,
    ]
    labels = [label for item in items for label in item.labels] + list(briefing.lead_labels)
    assert len(items) == 3
    assert set(labels) == set(evidence)
    assert all(words in document.plain(TEXT) for words in evidence.values())


def test_a_split_quote_is_one_box_and_its_evidence_both_sentences() -> None:
    [quote] = compose_briefing([analysis_of()], Limits()).key_quotes
    assert quote.paragraphs == (("The gate of the dam was rotten", "We told the water authority so."),)
    assert (quote.speaker, quote.role, quote.basis) == ("Ola Varga", "a farmer", QuoteBasis.EXPLICIT)
    evidence = [e for e in compose_briefing([analysis_of()], Limits()).evidence if e.label in quote.labels]
    assert [e.text for e in evidence] == [
        "“The gate of the dam was rotten,” Ola Varga said.",
        "We told the water authority so.",
    ]
    assert {e.place for e in evidence} == {"paragraph 2"}


def test_the_footnote_says_how_the_date_is_known() -> None:
    briefing = compose_briefing([analysis_of()], Limits())
    [entry] = briefing.timeline
    assert next(e.note for e in briefing.evidence if e.label == entry.labels[0]) == "date stated"


def test_a_footnote_names_the_dates_that_a_point_counts_from_its_words() -> None:
    analysis = analysis_of()
    citations = Citations([analysis])
    citations.cite_counted(analysis.annotations.sentences[0].span, [("2025-05-09", "Friday")])
    [evidence] = citations.evidence()
    assert evidence.note == "2025-05-09: date counted from “Friday”"


def test_sources_are_named_only_where_there_are_several() -> None:
    assert {e.source for e in compose_briefing([analysis_of()], Limits()).evidence} == {None}
    two = compose_briefing([analysis_of(), analysis_of("seeds/b.txt")], Limits())
    assert {e.source for e in two.evidence} <= {"s1", "s2"}


def test_labels_do_not_depend_on_the_other_sources() -> None:
    one = compose_briefing([analysis_of()], Limits())
    two = compose_briefing([analysis_of(), analysis_of("seeds/b.txt")], Limits())
    assert {e.label for e in one.evidence} <= {e.label for e in two.evidence}


def test_the_order_of_the_sources_plays_no_part() -> None:
    sources = [
        analysis_of(f"seeds/{name}.txt", published=day)
        for name, day in (("a", "2025-05-12"), ("b", "2025-05-11"))
    ]
    sources.append(analysis_of("seeds/c.txt"))
    texts = {document.write(compose_briefing(order, Limits())) for order in itertools.permutations(sources)}
    assert len(texts) == 1


def test_limits() -> None:
    briefing = compose_briefing([analysis_of()], Limits(0, 0, 0))
    assert not (briefing.key_points or briefing.key_quotes or briefing.timeline)


def test_an_article_without_a_body_makes_a_briefing_of_its_headline() -> None:
    analysis = analysis_of()
    bare = Analysis(replace(analysis.article, blocks=()), Annotations())
    assert document.write(compose_briefing([bare], Limits())).startswith("---\ntitle: Gate fails\n")


def test_place_of() -> None:
    article = analysis_of().article
    assert place_in_article(article, span("Engineers")) == "paragraph 3"
    assert place_in_article(replace(article, blocks=()), span("Engineers")) is None


def test_a_line_says_what_its_sources_differ_on_and_cites_both() -> None:
    sources = [
        _dated(analysis_of(), "2025-05-11"),
        _dated(analysis_of("seeds/b.txt"), "2025-05-12"),
    ]
    briefing = compose_briefing(sources, Limits())
    (entry,) = briefing.timeline
    assert entry.differences == (Difference("2025-05-11", "s1"), Difference("2025-05-12", "s2"))
    assert sorted(entry.labels) == ["s1-1", "s2-1"]
    assert {e.source for e in briefing.evidence if e.label in entry.labels} == {"s1", "s2"}


def _dated(analysis: Analysis, date: str) -> Analysis:
    (event,) = analysis.annotations.events
    told = replace(event, date=date, text="The rotten gate gave way under farmers and engineers.")
    return replace(analysis, annotations=replace(analysis.annotations, events=(told,)))
