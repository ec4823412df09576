"""Roundups: what only a dateline places is not told without it."""

from typing import Any

import pytest

from dateline.extract import pipeline
from dateline.extract.roundups import LACKS_PLACE, Roundup
from dateline.formats import seed_reader
from dateline.model.annotations import Entity, EntityKind
from dateline.model.article import Article, Seed, Span

REPORTS = (
    "TOLM, Norland — The council closed the harbour bridge after a storm.",
    "KELBY, Westmark — A court sentenced former governor Aldo Berg to six years in prison.",
    "OSTRAV, Sudland — Police in Ostrav arrested four men for the theft of paintings.",
)


def page(*reports: str) -> Article:
    text = "\n\n".join(["World in brief", "May 4, 2031", *reports]) + "\n"
    return seed_reader.article_from_seed(Seed("a.txt", text.encode()), 1_000_000)[0]


def lacking(article: Article) -> list[str]:
    roundup = Roundup.of(article)
    paragraphs = [block.span for block in article.blocks if block.kind == "paragraph"]
    texts = [article.slice(span) for span in paragraphs]
    return [text for span, text in zip(paragraphs, texts, strict=True) if roundup.lacks_place(span, text)]


def test_a_report_that_names_its_place_lacks_none() -> None:
    assert [text.split()[1] for text in lacking(page(*REPORTS))] == ["council", "court"]


def test_a_dateline_whose_dash_was_lost_is_one() -> None:
    spoilt = [report.replace(" —", ' "').replace("OSTRAV, Sudland", "OSTRAV") for report in REPORTS]
    article = page(*spoilt)
    start = article.text.index("A court")
    assert Roundup.of(article).lacks_place(Span("a", start, start + 7), "A court sentenced Aldo Berg.")


def test_a_text_that_names_another_place_lacks_none() -> None:
    article = page(*REPORTS)
    start = article.text.index("The council")
    roundup = Roundup.of(article, [Entity("Port Ellory", EntityKind.PLACE, ())])
    assert not roundup.lacks_place(
        Span("a", start, start + 9), "The council of Port Ellory closed the bridge."
    )
    assert roundup.lacks_place(Span("a", start, start + 9), "The council closed the bridge.")


@pytest.mark.parametrize("reports", [REPORTS[:2], (REPORTS[0],) * 4], ids=["two", "one place"])
def test_a_page_of_fewer_places_is_no_roundup(reports: tuple[str, ...]) -> None:
    assert lacking(page(*reports)) == []


@pytest.mark.model
def test_what_lacks_its_place_is_not_fit_to_print(nlp: Any) -> None:
    found = pipeline.annotate(nlp, page(*REPORTS))
    assert [LACKS_PLACE in sentence.traits for sentence in found.sentences] == [True, True, False]
    assert {event.text.split()[0] for event in found.events if event.is_fit} <= {"Police"}
    report = pipeline.annotate(nlp, page(REPORTS[1]))
    assert any(event.is_fit for event in report.events)
