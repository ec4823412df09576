"""Events of an article: the cases of tests/cases/events_*.yml, names for pronouns, weights, properties."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.extract.events import event_mentions, line_readability
from dateline.extract.events.date_certainty import DATE_TRAITS
from dateline.extract.events.event_dates import shifted
from dateline.extract.events.event_weights import TRAITS
from dateline.extract.events.line_readability import FLAWS, READING_TRAITS
from dateline.extract.parsed_passages import Passage
from dateline.extract.times import timexes
from dateline.lang import lexicon
from dateline.model import edtf
from dateline.model.annotations import Entity, EntityKind, Event, Quote
from dateline.model.article import Article, Block, BlockKind, Span

FOLDER = Path(__file__).parent / "cases"
CASES = yaml.safe_load((FOLDER / "events_dates.yml").read_text(encoding="utf-8"))
WEIGHTS = yaml.safe_load((FOLDER / "events_weights.yml").read_text(encoding="utf-8"))
SEED = "seeds/harbour.txt"

TABLES: dict[str, Any] = {"worth": TRAITS, "day": DATE_TRAITS, "reading": READING_TRAITS}
"""The traits of each table of weights."""
PROBABILITIES: dict[str, Callable[[Event], float]] = {
    "worth": lambda event: event.weight,
    "day": lambda event: event.confidence,
    "reading": lambda event: event.readability,
}
"""What an event keeps of each table."""


def _article(
    text: str, caption: str = "", headline: str = "", published: str | None = "2024-05-16"
) -> Article:
    parts = [(BlockKind.HEADLINE, headline), *((BlockKind.PARAGRAPH, part) for part in text.split("\n\n"))]
    blocks, body = [], ""
    for kind, part in [*parts, (BlockKind.CAPTION, caption)]:
        if part:
            blocks.append(Block(kind, Span(SEED, len(body), len(body) + len(part))))
            body += part + "\n\n"
    return Article(SEED, "0" * 64, body, tuple(blocks), headline, published=published)


def _events(nlp: Any, article: Article, *people: str, quotes: tuple[Quote, ...] = ()) -> tuple[Event, ...]:
    passages = tuple(Passage(block, nlp(article.slice(block.span))) for block in article.blocks)
    entities = tuple(
        Entity(
            name,
            EntityKind.PERSON,
            (Span(SEED, article.text.index(name), article.text.index(name) + len(name)),),
        )
        for name in people
    )
    return event_mentions.find_events(article, passages, timexes.find(article, passages), quotes, entities)


def _event(found: tuple[Event, ...], article: Article, word: str) -> Event:
    return next(event for event in found if article.slice(event.span) == word)


@pytest.mark.model
@pytest.mark.parametrize("case", [pytest.param(case, id=case.get("id", case["text"])) for case in CASES])
def test_day_of_event(nlp: Any, case: dict[str, Any]) -> None:
    article = _article(case["text"], case.get("caption", ""), published=case.get("published", "2024-05-16"))
    event = _event(_events(nlp, article), article, case["word"])
    expected = None if case["date"] is None else str(case["date"])
    assert (event.date, event.basis) == (expected, case["basis"])
    assert event.status == case.get("status", "happened")


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "people", "line"),
    [
        pytest.param(
            "Ada Moor left the court on Monday. She returned to Oslo on Tuesday.",
            ["Ada Moor"],
            "Ada Moor returned to Oslo.",
            id="the subject before",
        ),
        pytest.param(
            "Ada Moor met Ivar Berg on Monday. She returned to Oslo on Tuesday.",
            ["Ada Moor", "Ivar Berg"],
            "She returned to Oslo.",
            id="two people were named",
        ),
        pytest.param(
            "The court freed Ada Moor on Monday. She returned to Oslo on Tuesday.",
            ["Ada Moor"],
            "She returned to Oslo.",
            id="not the subject",
        ),
        pytest.param(
            "Ada Moor left the court on Monday.\n\nShe returned to Oslo on Tuesday.",
            ["Ada Moor"],
            "Ada Moor returned to Oslo.",
            id="across paragraphs",
        ),
    ],
)
def test_name_for_pronoun(nlp: Any, text: str, people: list[str], line: str) -> None:
    article = _article(text)
    assert _event(_events(nlp, article, *people), article, "returned").text == line


@pytest.mark.model
def test_headline_has_events_without_weight(nlp: Any) -> None:
    article = _article("The ferry sank on Monday.", headline="Ferry sinks off the coast")
    weights = {article.slice(event.span): event.weight for event in _events(nlp, article)}
    assert weights["sinks"] == 0.0
    assert weights["sank"] > 0.5


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("Arson is suspected.", "Arson", id="a noun that begins a sentence"),
        pytest.param("Workers staged a sit-in at the mill.", "in", id="a noun with a hyphen"),
        pytest.param("Two dead in a ferry fire.", "dead", id="an outcome"),
    ],
)
def test_event_that_is_no_verb(nlp: Any, text: str, word: str) -> None:
    article = _article(text)
    assert word in {article.slice(event.span) for event in _events(nlp, article)}


@pytest.mark.model
def test_name_is_no_event(nlp: Any) -> None:
    article = _article("He works for the Tolm Trade Union.")
    assert "Trade" not in {article.slice(event.span) for event in _events(nlp, article)}


@pytest.mark.model
@pytest.mark.parametrize(
    ("body", "is_event"), [("The yard rehired its former master.", True), ("The yard is old.", False)]
)
def test_headline_word_that_the_body_tells_by_a_verb(nlp: Any, body: str, is_event: bool) -> None:
    article = _article(body, headline="Tolm Yard Rehires Former Master")
    nlp_words = {article.slice(event.span) for event in _events(nlp, article)}
    assert ("Rehires" in nlp_words) is is_event


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "better", "worse"),
    [
        pytest.param("The ferry sank on Monday. It is a large ship.", "sank", "is", id="act over state"),
        pytest.param(
            "The court jailed him on Monday over the crash.",
            "jailed",
            "crash",
            id="verb over noun in passing",
        ),
        pytest.param("The owner said on Monday that the ferry sank.", "sank", "said", id="event over report"),
    ],
)
def test_weight(nlp: Any, text: str, better: str, worse: str) -> None:
    article = _article(text)
    found = _events(nlp, article)
    assert _event(found, article, better).weight > _event(found, article, worse).weight


@pytest.mark.parametrize("table", TABLES)
def test_every_trait_has_a_weight_and_a_case(table: str) -> None:
    assert lexicon.weights("events/weights", "en", table).keys() == TABLES[table].keys()
    assert WEIGHTS[table].keys() == TABLES[table].keys()


def _case_of_trait(nlp: Any, case: dict[str, str]) -> Event:
    """The event of a case of events_weights.yml."""
    article = _article(case["text"], case.get("caption", ""), case.get("headline", ""))
    start = article.text.index(case.get("quote", case["text"]))
    quotes = (Quote(Span(SEED, start, start + len(case["quote"])), 0),) if "quote" in case else ()
    return _event(_events(nlp, article, quotes=quotes), article, case["word"])


@pytest.mark.model
@pytest.mark.parametrize(
    ("table", "trait"), [(table, trait) for table, traits in TABLES.items() for trait in traits]
)
def test_trait_has_a_case_that_needs_it(
    nlp: Any, monkeypatch: pytest.MonkeyPatch, table: str, trait: str
) -> None:
    event = _case_of_trait(nlp, WEIGHTS[table][trait])
    monkeypatch.delitem(TABLES[table], trait)
    without = _case_of_trait(nlp, WEIGHTS[table][trait])
    assert f"{table} {trait}" in dict(event.traits)
    assert f"{table} {trait}" not in dict(without.traits)
    assert PROBABILITIES[table](without) != PROBABILITIES[table](event)


@pytest.mark.model
@pytest.mark.parametrize("table", TABLES)
def test_no_trait_but_the_base_is_always_there(nlp: Any, table: str) -> None:
    found = [{trait for trait, _ in _case_of_trait(nlp, case).traits} for case in WEIGHTS[table].values()]
    everywhere = {f"{table} {trait}" for trait in TABLES[table]}.intersection(*found)
    assert everywhere == {f"{table} base"}


UNCLEAR = {
    "reason": "Ada Moor of Tolm currently sold two old boats to a brewer on Monday.",
    "unexplained": "Ada Moor of Tolm sold the boats to a brewer on Monday.",
    "possessives": "Ada Moor of Tolm sold her boats to a brewer on Monday.",
    "links": "Ada Moor of Tolm also sold two old boats on Monday.",
    "abbreviations": "Ada Moor of Tolm sold two old NHFA boats on Monday.",
    "label_mark": "Ada Moor of Tolm sold two old boats to a brewer on Monday: a ferry and a tug.",
    "open_end": "Ada Moor of Tolm sold two old boats to a brewer on Monday",
    "question": "Ada Moor of Tolm sold two old copies of “Who Goes?” on Monday.",
    "pronoun_subject": "Nobody of Tolm but Ada Moor sold old boats on Monday.",
    "quoted": "“Ada Moor of Tolm sold two old boats on Monday,” Ivar Berg said.",
    "nameless": "A fisher sold two old boats to a brewer on Monday.",
}
"""Lines that are clear but for one flaw."""


@pytest.mark.model
@pytest.mark.parametrize("flaw", FLAWS)
def test_flaw_makes_a_line_unclear(nlp: Any, monkeypatch: pytest.MonkeyPatch, flaw: str) -> None:
    text = UNCLEAR[flaw]
    quote = {"quote": text[1 : text.index("”")]} if flaw == "quoted" else {}
    case = {"text": text, "word": "sold", **quote}
    assert not _case_of_trait(nlp, case).is_clear
    monkeypatch.setattr(line_readability, "FLAWS", tuple(other for other in FLAWS if other != flaw))
    assert _case_of_trait(nlp, case).is_clear


@pytest.mark.model
def test_a_line_without_a_date_of_its_own_is_unclear(nlp: Any) -> None:
    line = "Ada Moor of Tolm sold two old boats to a brewer"
    clear = [
        _case_of_trait(nlp, {"text": line + end, "word": "sold"}).is_clear for end in (" on Monday.", ".")
    ]
    assert clear == [True, False]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "fit"),
    [
        pytest.param("The council of Tolm closed the old bridge on Monday.", "closed", True, id="told"),
        pytest.param(
            "The council of Tolm may close the old bridge on Friday.", "close", False, id="possible"
        ),
        pytest.param(
            "The council of Tolm will close the old bridge on May 3, 2024.", "close", False, id="overdue"
        ),
        pytest.param(
            "If the rain goes on, the council of Tolm will close the old bridge on Friday.",
            "close",
            False,
            id="conditional",
        ),
        pytest.param("The council of Tolm said on Monday that it was sad.", "said", False, id="talk"),
        pytest.param("The council of Tolm was never fined in the 1990s.", "fined", False, id="never"),
        pytest.param("The council of Tolm was not fined on Monday.", "fined", True, id="not on that day"),
    ],
)
def test_what_can_be_printed(nlp: Any, text: str, word: str, fit: bool) -> None:
    article = _article(text)
    assert _event(_events(nlp, article), article, word).is_fit is fit


LIMITED = """The mill closed on May 2, the council said. Ada Moor, a former judge at the high court, left the island.

Divers found the bell, met the owner, lifted it, sold it and left.

The town was calm.

The ferry sank on Monday."""


@pytest.mark.model
@pytest.mark.parametrize("key", lexicon.weights("events/weights", "en", "limits"))
def test_limit_matters(nlp: Any, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    def found() -> list[object]:
        return [_events(nlp, _article(text)) for text in (LIMITED, "The town was calm.\n\n" + LIMITED)]

    before = found()
    for value in (0, 1000):
        monkeypatch.setitem(lexicon.weights("events/weights", "en", "limits"), key, value)
        if found() != before:
            return
    pytest.fail("no event changes without it")


@pytest.mark.model
def test_an_undated_article_does_not_lend_its_events_another_s_day(nlp: Any) -> None:
    text = (
        "The ferry sank on Monday off Tolm.\n\nIts crew was saved.\n\nThe council will meet on May 17, 2024."
    )
    article = _article(text, published=None)
    found = _events(nlp, article)
    days = {word: _event(found, article, word).date for word in ("sank", "saved", "meet")}
    assert days == {"sank": None, "saved": None, "meet": "2024-05-17"}


@pytest.mark.model
def test_a_picture_from_the_archive_tells_nothing_of_the_story(nlp: Any) -> None:
    caption = "In this May 3, 2019 file photo, divers lift the bell of the Orrin."
    article = _article("The tide was low.", caption=caption)
    assert "lift" not in {article.slice(event.span) for event in _events(nlp, article)}


@pytest.mark.model
def test_undated_caption_is_left_out(nlp: Any) -> None:
    article = _article("The tide was low.", caption="Divers lift the bell.")
    assert "lift" not in {article.slice(event.span) for event in _events(nlp, article)}


@pytest.mark.parametrize(
    ("day", "count", "unit", "expected"),
    [
        ("2019-04", 2, "month", "2019-02~"),
        ("2019-01", 2, "month", "2018-11~"),
        ("2019-04-25", 2, "month", "2019-02~"),
        ("2019-04-25", 3, "week", "2019-04-04~"),
        ("2019-04-25", -1, "year", "2020~"),
        ("2019", 2, "month", None),
        ("2019-04", 3, "day", None),
        ("0001", 5, "year", None),
    ],
)
def test_counted_from_another_event(day: str, count: int, unit: str, expected: str | None) -> None:
    assert shifted(day, count, unit) == expected


TEXT = (
    "The ferry sank on Monday two days after talks collapsed , said Ada Moor ; it will not if 2019 April 3 was "
    "“ ” ( ) . between and to plans crash"
)
WORDS = st.sampled_from(TEXT.split())


@pytest.mark.model
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, min_size=1, max_size=30))
def test_any_text(nlp: Any, words: list[str]) -> None:
    article = _article(" ".join(words))
    found = _events(nlp, article)
    assert list(found) == sorted(found, key=lambda event: event.span)
    for event in found:
        assert event.sentence.contains(event.span)
        assert 0.0 <= event.weight <= 1.0
        assert event.date is None or edtf.is_valid(event.date)
        assert event.terms == tuple(sorted(set(event.terms)))


@pytest.mark.model
def test_quoted_events_weigh_less(nlp: Any) -> None:
    text = "“The ferry sank on Monday,” he said."
    article = _article(text)
    passages = tuple(Passage(block, nlp(article.slice(block.span))) for block in article.blocks)
    found_times = timexes.find(article, passages)
    quote = Quote(Span(SEED, 1, text.index("”")), 0)
    plain, quoted = (
        event_mentions.find_events(article, passages, found_times, quotes, ()) for quotes in ((), (quote,))
    )
    assert _event(quoted, article, "sank").weight < _event(plain, article, "sank").weight


@pytest.mark.model
def test_endless_sentence_is_not_read(nlp: Any) -> None:
    assert _events(nlp, _article("run and " * 300)) == ()


@pytest.mark.model
def test_what_happened_makes_no_line_of_a_day_to_come(nlp: Any) -> None:
    text = "The coach was fired on June 8 by the harbour club after a season of defeats."
    article = _article(text)
    fired = _event(_events(nlp, article), article, "fired")
    assert (fired.date, fired.status, fired.text) == ("2024-06-08", "happened", "")
    article = _article(text, published="2024-07-16")
    assert _event(_events(nlp, article), article, "fired").text
