"""Weights of merging, selection, key quotes and topics: for each, something comes out otherwise without it."""

from collections.abc import Iterator
from random import Random

import pytest

from analyses import TOLD, article_of, event_at, person, span_in
from dateline.compose import highlights
from dateline.compose.quote_choice import quote_candidates
from dateline.lang import lexicon
from dateline.model.annotations import (
    Analysis,
    Annotations,
    DateBasis,
    Entity,
    EntityKind,
    Quote,
    QuoteBasis,
    Sentence,
    Status,
    Time,
    TimexType,
)
from dateline.model.article import Span
from dateline.timeline import selection
from dateline.timeline.disagreements import figures_of
from dateline.timeline.mention import EventMention
from dateline.timeline.merging import merge_mentions
from dateline.timeline.terms import act_of, terms_of
from dateline.topics.suggestions import BriefingFeatures, TopicSuggester

STORIES = 400


def weights_of(name: str) -> list[tuple[str, str, str]]:
    return [(name, section, key) for section, rows in lexicon.table(name).items() for key in rows]


def without(monkeypatch: pytest.MonkeyPatch, name: str, section: str, key: str) -> Iterator[None]:
    """Take a weight away: a factor is 1 or next to 0, a limit much too low or too high."""
    rows = lexicon.weights(name) if section == "weights" else lexicon.weights(name, section=section)
    for value in (1.0, 1e-9, 100.0):
        monkeypatch.setitem(rows, key, value)
        figures_of.cache_clear()
        yield
    monkeypatch.undo()
    figures_of.cache_clear()


# --- merging and selection ----------------------------------------------------------------------------------

SUBJECTS = [
    "The Ostara of Hallow Bay",
    "They",
    "A nurse of the harbour clinic",
    "The council of Hallow Bay",
    "Mayor Ansel Krog",
    "About 3,100 villagers of Hallow Bay",
    "Some 3,112 villagers",
    "A group of 40 villagers",
    "A group of 42 villagers",
    "More than 40 villagers of Hallow Bay",
]
ACTS = [
    "struck the old pier",
    "struck the old wooden pier of the fish market before the storm and sank 40 boats",
    "approved a new ferry terminal",
    "lost 2 crates of herring and 31 boats",
    "lost 70 boats in the storm",
    "left the old fish market for the hills",
    "struck",
    "left 31 people missing",
    "left 33 people missing in the old pier",
]
DATES = ["2031-03-04", "2031-03-05", "2031-03-09", "2031-03-12", "2031-03", "2031", "2029", "2029/2030"]
PUBLISHED = ["2031-03-05", "2031-03-09", "2032-06-01", "2034-06-01"]


def story(random: Random) -> list[EventMention]:
    found = []
    for place in range(random.choice([2, 3, 8, 16, 24])):
        act = random.choice(ACTS)
        text = f"{random.choice(SUBJECTS)} {act}."
        start = place * 500
        found.append(
            EventMention(
                Span(random.choice("aabbcdefgh"), start, start + len(text)),
                random.choice(DATES),
                random.choice([Status.HAPPENED, Status.HAPPENED, Status.HAPPENED, Status.PLANNED]),
                random.choice([DateBasis.RELATIVE, DateBasis.STATED, DateBasis.INHERITED]),
                text,
                random.choice(PUBLISHED),
                act=act_of(act.split()[0]) if random.random() < 0.7 else "",
                terms=terms_of(text),
                weight=random.choice([0.0, 0.2, 0.35, 0.5, 0.6, 0.9]),
                confidence=random.choice([0.5, 0.7, 0.9]),
                readability=random.choice([0.3, 0.5, 0.9]),
                is_clear=random.choice([True, False]),
            )
        )
    return found


def told(mentions: list[EventMention]) -> object:
    events = merge_mentions(mentions)
    return (
        selection.with_salience(events),
        selection.choose_events(events, 8),
        selection.candidate_events(events, 8),
    )


@pytest.mark.parametrize(("name", "section", "key"), weights_of("timeline/weights"))
def test_timeline(monkeypatch: pytest.MonkeyPatch, name: str, section: str, key: str) -> None:
    random = Random(4)
    for _ in range(STORIES):
        mentions = story(random)
        before = told(mentions)
        if any(told(mentions) != before for _ in without(monkeypatch, name, section, key)):
            return
    pytest.fail("no story needs it")


# --- key quotes and key points ------------------------------------------------------------------------------

LEAD = "The spillway gate at the Velloe dam gave way during heavy rain on Sunday night."
GATE = "Engineers warned the water authority that the spillway gate of the dam was failing."
CATTLE = "Farmers in the lower valley drove 400 of their cattle uphill before the water came."
SAYING = "Holt called the authority “rotten, broken and a danger to 9 engineers” when the winter came."
EARLY = "The council met 3 times on the rain in the town hall of Velloe."
LONG = "The gate of the dam held " + "and the water of the valley rose again " * 7 + "until the morning."
SAID = [
    ("The spillway gate was rotten, and everybody knew it was rotten,", "Ola Varga", "a minister of Norland"),
    ("The gate of the dam will be rebuilt before the winter comes,", "Ola Varga", "a minister of Norland"),
    ("We have counted every house in the valley twice,", "Ruben Castellane", "an envoy of Norland"),
    ("The engineers, I think, had not left their gate, but nobody came.", "Mira Holt", "a farmer of Halmery"),
    ("they saw the water and the farmers drove their cattle uphill before it came", "Ola Varga", None),
    ("Somebody has to pay for the spillway gate of the dam at Velloe.", "Mira Holt", "a farmer of Halmery"),
    ("But they told nobody that the gate would fail.", "Mira Holt", None),
    ("Not yet,", "Ruben Castellane", None),
    (
        "We ran for the hills " + "and the water of the valley rose again " * 9 + "that day.",
        "Mira Holt",
        "a farmer of Halmery",
    ),
    (
        "I told them of my gate and of my dam and of the water of the valley.",
        "Mira Holt",
        "a farmer of Halmery",
    ),
    ("The rain did not stop until the morning of Monday.", None, None),
    ("We were there on that day, and the day before.", "Mira Holt", None),
    ("The hills " + "and the water of the valley rose again " * 14 + "that day.", "Mira Holt", None),
]


def article(source: str, sentences: list[str]) -> Analysis:
    """One paragraph for each sentence, then one for each of the quotes."""
    paragraphs = [*sentences, *(f"“{words}” said {who or 'somebody'}." for words, who, _ in SAID)]
    made = article_of(paragraphs, source, "Gate of dam fails")
    spans = [block.span for block in made.blocks]
    terms = [tuple(sorted(terms_of(part).all)) for part in paragraphs]
    quotes = [
        Quote(
            span_in(made.text, words, source),
            number,
            who,
            basis=QuoteBasis.IMPLIED if who is None else list(QuoteBasis)[number % 2],
            role=role,
        )
        for number, (words, who, role) in enumerate(SAID)
    ]
    records = [
        Sentence(span, n // 2, found, (*TOLD, "report", "modal"))
        for n, (span, found) in enumerate(zip(spans, terms, strict=True), 1)
    ]
    found = Annotations(
        tuple(records),
        tuple(quotes),
        times=(Time(Span(source, 70, 76), TimexType.DATE, "2031-03-09"),),
        entities=(
            Entity("Ola Varga", EntityKind.PERSON, tuple(spans[:3])),
            person("Mira Holt", 0),
            person("Ruben Castellane", 1),
        ),
        events=tuple(event_at(span, span) for span in spans),
    )
    return Analysis(made, found)


ANALYSES = [
    article("a", [LEAD, EARLY, GATE, SAYING, LONG, CATTLE, LEAD.replace("Sunday", "Monday")]),
    article("b", [LEAD]),
]


def highlighted() -> object:
    chances = [candidate.sure for candidate in quote_candidates(ANALYSES)]
    lead = highlights.lead_point(ANALYSES)
    quotes = [highlights.key_quotes(ANALYSES[:1], limit, 3) for limit in range(1, 9)]
    points = [
        highlights.key_points(ANALYSES, given, (), limit) for given in (lead, None) for limit in range(1, 9)
    ]
    return chances, quotes, lead, points


@pytest.mark.parametrize(
    ("name", "section", "key"), [*weights_of("compose/weights"), *weights_of("compose/quote_weights")]
)
def test_highlights(monkeypatch: pytest.MonkeyPatch, name: str, section: str, key: str) -> None:
    for limit in {"sure", "sure_lead"} - {key}:  # how sure they must be is measured elsewhere, and may change
        monkeypatch.setitem(lexicon.weights("compose/weights", section="point"), limit, 0.55)
    if key != "sure":
        monkeypatch.setitem(lexicon.weights("compose/weights", section="quote_limits"), "sure", 0.65)
    before = highlighted()
    assert any(highlighted() != before for _ in without(monkeypatch, name, section, key))


# --- topics -------------------------------------------------------------------------------------------------


TOPICS = ["Ferry", "Bank trial", "Rain in the valley", ""]
NAMES = ["Ada Moor", "Noor Vant", "Tolm", "Ivar Berg", "Ferry", "Judge Krog", "Rain", "Valley"]


def filed(random: Random) -> BriefingFeatures:
    topic = random.choice(TOPICS)
    names = random.sample(NAMES, random.randint(1, 4))
    date = random.choice(["2031-03-10", "2031-04-02", "2029-03-04", "2027-01-01"])
    return BriefingFeatures((topic,) if topic else (), date, {(True, name.lower()): name for name in names})


def suggested() -> object:
    random = Random(4)
    found = []
    for _ in range(100):
        suggester = TopicSuggester([filed(random) for _ in range(random.choice([2, 5, 40]))])
        found.append(suggester.suggest(filed(random)))
    return found


@pytest.mark.parametrize(("name", "section", "key"), weights_of("topics/weights"))
def test_topics(monkeypatch: pytest.MonkeyPatch, name: str, section: str, key: str) -> None:
    before = suggested()
    assert any(suggested() != before for _ in without(monkeypatch, name, section, key))
