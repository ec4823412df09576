"""The engine: the whole way from an article to its annotations, by the pinned model."""

from typing import Any

import pytest
import spacy

from dateline.compose.briefing_draft import Limits, compose_briefing
from dateline.extract import pipeline
from dateline.formats import seed_reader
from dateline.model.annotations import Analysis, QuoteBasis, Status
from dateline.model.article import Article, Seed
from dateline.model.problems import DatelineError

pytestmark = pytest.mark.model

STORY = """Gate fails at Velloe Dam

By Marit Osei for Courier
May 12, 2025

The spillway gate at Velloe Dam gave way on Sunday night, officials said.

“We saw the gate go and we ran for the hills,” Ola Varga, a farmer, said on Monday.

Engineers are due to inspect the gate on Wednesday.
"""
FRENCH = """Une vanne cède au barrage de Velloe

12 mai 2025

La vanne du barrage de Velloe a cédé dans la nuit de dimanche à lundi. Des milliers d’habitants ont quitté la vallée.

« Nous avons couru vers les collines », a raconté une agricultrice de la vallée.
"""
ARABIC = "انهيار بوابة سد فيلو\n\nانهارت بوابة سد فيلو ليلة الأحد. غادر آلاف السكان الوادي.\n"


def article(text: str) -> Article:
    return seed_reader.article_from_seed(Seed("seeds/a.txt", text.encode()), 1_000_000)[0]


def test_everything_is_found(nlp: Any) -> None:
    found = pipeline.annotate(nlp, article(STORY))
    assert len(found.sentences) == 3
    [quote] = found.quotes
    assert (quote.speaker, quote.role, quote.basis) == ("Ola Varga", "a farmer", QuoteBasis.EXPLICIT)
    assert "Ola Varga" in [entity.name for entity in found.entities]
    assert {event.date for event in found.events} >= {"2025-05-14"}
    assert Status.PLANNED in {event.status for event in found.events}


def test_a_sentence_without_a_verb_in_a_tense_has_no_terms(nlp: Any) -> None:
    text = (
        "The gate gave way on Sunday. A ferry at the old quay in March 2023. Nobody was hurt in the valley."
    )
    found = pipeline.annotate(nlp, article(f"Gate fails\n\nMay 12, 2025\n\n{text}\n"))
    assert [bool(sentence.terms) for sentence in found.sentences] == [True, False, True]


@pytest.mark.parametrize("mark", ["•", "\\_", "* * *", "_"])
def test_marks_belong_to_no_sentence(nlp: Any, mark: str) -> None:
    first = "The gate at Velloe Dam gave way on Sunday."
    second = "Nobody in the valley was hurt when the water came."
    story = article(f"Gate fails\n\nMay 12, 2025\n\n{mark} {first} {mark} {second}\n")
    found = pipeline.annotate(nlp, story)
    assert [story.slice(sentence.span) for sentence in found.sentences] == [first, second]


def test_every_span_lies_in_the_text(nlp: Any) -> None:
    story = article(STORY)
    found = pipeline.annotate(nlp, story)
    spans = [sentence.span for sentence in found.sentences] + [quote.span for quote in found.quotes]
    spans += [time.span for time in found.times] + [event.span for event in found.events]
    spans += [mention for entity in found.entities for mention in entity.mentions]
    assert all(
        0 <= span.start < span.end <= len(story.text) and span.source == story.source for span in spans
    )
    assert all(story.slice(mention) for entity in found.entities for mention in entity.mentions)


@pytest.mark.parametrize(("text", "language", "sentences"), [(FRENCH, "fr", 3), (ARABIC, "ar", 2)])
def test_other_languages_keep_sentences_and_quotes(
    nlp: Any, text: str, language: str, sentences: int
) -> None:
    story = article(text)
    found = pipeline.annotate(nlp, story)
    assert story.language == language
    assert len(found.sentences) == sentences
    assert not (found.times or found.events or found.entities)
    briefing = compose_briefing([Analysis(story, found)], Limits())
    assert briefing.lead == story.slice(found.sentences[0].span)
    assert briefing.front["language"] == language


def test_quotes_of_other_languages_are_verbatim(nlp: Any) -> None:
    story = article(FRENCH)
    [quote] = pipeline.annotate(nlp, story).quotes
    assert story.slice(quote.span).strip() == "Nous avons couru vers les collines"


def test_a_model_that_is_not_there() -> None:
    with pytest.raises(DatelineError, match=r"“no_such_model” is not installed.*set `model`"):
        pipeline.load_annotator("no_such_model")


def test_a_model_for_a_language_without_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spacy, "load", lambda _: spacy.blank("xx"))
    with pytest.raises(DatelineError, match=r"for the language “xx”.*for English"):
        pipeline.load_annotator("a_model_of_many_languages")
