"""Several sources, one timeline: what is merged, what stands apart, and what must never change."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dateline.briefing import document
from dateline.compose.briefing_draft import Limits, compose_briefing
from dateline.formats import seed_reader
from dateline.model.annotations import Analysis, DateBasis, Status
from dateline.model.article import Seed, Span
from dateline.timeline import selection
from dateline.timeline.mention import EventMention, mentions_of_analysis
from dateline.timeline.merging import TimelineEvent, merge_mentions
from dateline.timeline.selection import most_salient, with_salience
from dateline.timeline.terms import act_of, stem_of, terms_of

CASES = Path(__file__).parent / "cases" / "topics"

MERGE_FLOORS = (0.95, 0.85)
"""Precision and recall of merges that the gold stories must reach."""

CONFLICT_FLOORS = (0.95, 0.7)
"""Those of conflict flags: a false one costs more than one that is not shown."""


def mention(
    text: str,
    source: str = "a.txt",
    date: str = "2031-03-04",
    *,
    start: int = 0,
    status: Status = Status.HAPPENED,
    basis: DateBasis = DateBasis.RELATIVE,
    published: str | None = "2031-03-05",
    act: str = "",
) -> EventMention:
    span = Span(source, start, start + len(text))
    return EventMention(
        span, date, status, basis, text, published, act=act_of(act) if act else "", terms=terms_of(text)
    )


# --- terms --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "evacuate evacuated evacuation",
        "close closed closing closure",
        "collapse collapsed collapses",
        "break broke broken",
        "fail failed failure",
        "carry carried carries",
        "announce announced announcement",
        "stop stopped stopping",
    ],
)
def test_forms_of_a_word_are_one_term(words: str) -> None:
    assert len({act_of(word) for word in words.split()}) == 1


def test_words_for_one_event_are_one_term() -> None:
    assert terms_of("She quit.").all == terms_of("She resigned.").all == terms_of("Her resignation.").all


def test_names_are_known_by_their_capitals_save_at_the_start() -> None:
    terms = terms_of("Divers of the Orrin Club searched the harbor. Divers found a bell.")
    assert terms.names == {stem_of("orrin"), stem_of("club")}
    assert stem_of("divers") in terms.words


def test_words_of_time_and_of_saying_tell_nothing() -> None:
    assert terms_of("On Tuesday he said it would be in May.").all == frozenset()


# --- merging ------------------------------------------------------------------------------------------------

STRUCK = "The freighter Ostara struck the pier at Hallow Bay."
HIT = "A freighter, the Ostara, hit and struck the old pier of Hallow Bay on Tuesday."


def test_an_event_told_twice_is_one_line_with_both_sources() -> None:
    (line,) = merge_mentions([mention(STRUCK), mention(HIT, "b.txt")])
    assert {span.source for span in line.spans} == {"a.txt", "b.txt"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (mention(STRUCK), mention("The council of Hallow Bay approved a new pier.", "b.txt")),
        (mention(STRUCK), mention(HIT, "b.txt", "2031-06-04")),
        (mention(STRUCK, status=Status.DENIED), mention(HIT, "b.txt")),
        (
            mention(
                "Nurses in Hallow Bay will strike on Tuesday.", status=Status.PLANNED, published="2031-03-06"
            ),
            mention("Nurses in Hallow Bay went on strike.", "b.txt", published="2031-03-04"),
        ),
        (
            mention("The fire had burned 300 hectares of forest.", act="burned"),
            mention("The fire had burned 900 hectares of forest.", "b.txt", "2031-03-05", act="burned"),
        ),
        (
            mention("A gull stole the sandwich of a tourist.", date="195X"),
            mention("A gull stole the sandwich of a tourist.", "b.txt", "1957-05-01"),
        ),
        (
            mention("A diver found the old harbour bell.", act="found"),
            mention("A diver polished the old harbour bell.", "b.txt", act="polished"),
        ),
        (
            mention("The old harbour bell fell.", act="fell"),
            mention("The old harbour bell fell.", "b.txt", "2031-03-09", act="fell"),
        ),
        (
            mention("Police in Orrin arrested a driver of an old truck.", act="arrested"),
            mention("Police in Velloe arrested a driver of an old truck.", "b.txt", act="arrested"),
        ),
        (
            mention("The old WHO alert rose.", act="rose"),
            mention("The old UN alert rose.", "b.txt", act="rose"),
        ),
        (
            mention("The old flood alert rose to 4.", basis=DateBasis.INHERITED, act="rose"),
            mention("The old flood alert rose to 5.", "b.txt", basis=DateBasis.INHERITED, act="rose"),
        ),
    ],
    ids=[
        "another event",
        "months apart",
        "denied",
        "planned after the report",
        "series",
        "decade",
        "another act",
        "days apart",
        "other names",
        "other short names",
        "other numbers on no sure day",
    ],
)
def test_what_stands_apart(first: EventMention, second: EventMention) -> None:
    assert len(merge_mentions([first, second])) == 2


def test_a_chain_of_many_sources_is_parted_where_it_is_thin() -> None:
    found = [mention("A diver found the old harbour bell.", f"{name}.txt", act="found") for name in "abcd"]
    both = mention("A diver found the old harbour bell and rang and sold a horn.", "e.txt", act="found")
    sold = mention("A diver rang and sold a horn.", "f.txt", act="rang")
    lines = merge_mentions([*found, both, sold])
    assert sorted(len(line.mentions) for line in lines) == [1, 5]


@pytest.mark.parametrize(
    ("text", "readability"),
    [
        ("Divers search the bay The ferry Ostara sank off Hallow Bay.", 0.9),
        ("The ferry Ostara sank off Hallow Bay near it.", 0.3),
    ],
    ids=["a headline runs into it", "hard to read alone"],
)
def test_the_line_is_one_that_reads_alone(text: str, readability: float) -> None:
    plain = replace(mention("The ferry Ostara sank off Hallow Bay.", "b.txt", act="sank"), readability=0.9)
    other = replace(mention(text, act="sank"), readability=readability)
    (line,) = merge_mentions([plain, other])
    assert line.text == plain.text


def test_a_line_that_no_analysis_judged_reads_alone() -> None:
    own = mention("The ferry Ostara sank off Hallow Bay.", "b.txt", act="sank")
    other = mention("The ferry Ostara sank off Hallow Bay near a lone rock.", act="sank")
    (line,) = merge_mentions([own, replace(other, readability=0.9)])
    assert line.text == own.text


def test_the_latest_count_is_the_line() -> None:
    told = [
        mention(f"The old pier of Hallow Bay fell and left {count} people missing.", source, published=day)
        for count, source, day in ((4, "a.txt", "2031-03-04"), (7, "b.txt", "2031-03-06"))
    ]
    (line,) = merge_mentions(told)
    assert (line.conflicts, line.text) == ((), told[1].text)


def test_a_plan_that_is_reported_later_becomes_one_line_that_says_both() -> None:
    plan = mention(
        "The committee will question the harbour master.", status=Status.PLANNED, published="2031-03-01"
    )
    (line,) = merge_mentions(
        [plan, mention("The committee questioned the harbour master for two hours.", "b.txt")]
    )
    assert (line.status, line.planned) == (Status.HAPPENED, ("2031-03-04",))
    assert line.text.startswith("The committee questioned")


def test_the_finest_date_that_a_source_states() -> None:
    dates = {"a.txt": "2031-03", "b.txt": "2031-03-04"}
    (line,) = merge_mentions([mention(STRUCK, source, date) for source, date in dates.items()])
    assert (line.date, line.conflicts) == ("2031-03-04", ())


def test_a_guess_refines_nothing() -> None:
    guess = mention(STRUCK, "b.txt", "2031-03-09", basis=DateBasis.PUBLICATION)
    (line,) = merge_mentions([mention(STRUCK, date="2031-03"), guess])
    assert line.date == "2031-03"


def test_one_sentence_cited_by_two_briefings_is_one_line() -> None:
    reworded = mention("A ship hit something.", "a.txt")
    lines = merge_mentions(
        [mention(STRUCK), EventMention(**{**_fields(reworded), "span": mention(STRUCK).span})]
    )
    assert len(lines) == 1


def _fields(told: EventMention) -> dict[str, Any]:
    return {name: getattr(told, name) for name in EventMention.__slots__}


# --- properties ---------------------------------------------------------------------------------------------

SUBJECTS = ["The Ostara", "A nurse", "The council of Hallow Bay", "Mayor Ansel Krog", "The bakers' union"]
ACTS = [
    "struck the old pier",
    "approved a new ferry terminal",
    "lost 40 crates of herring",
    "quit over the herring",
]
MENTIONS = st.builds(
    mention,
    st.builds("{} {}.".format, st.sampled_from(SUBJECTS), st.sampled_from(ACTS)),
    st.sampled_from(["a.txt", "b.txt", "c.txt", "d.txt"]),
    st.sampled_from(["2031-03-04", "2031-03-05", "2031-03", "2031", "2031-03-04/2031-03-06"]),
    start=st.integers(0, 40).map(lambda n: n * 100),
    status=st.sampled_from(list(Status)),
    basis=st.sampled_from(list(DateBasis)),
    act=st.sampled_from(["", "struck", "approved"]),
)
STORIES = st.lists(MENTIONS, max_size=16)


def identity(line: TimelineEvent) -> tuple[object, ...]:
    """All of a line but its salience, which tells how it stands among the others."""
    return line.date, line.text, line.status, line.basis, line.mentions, line.planned, line.conflicts


@given(STORIES, st.randoms(use_true_random=False))
def test_the_order_of_sources_plays_no_part(story: list[EventMention], random: Any) -> None:
    shuffled = random.sample(story, len(story))
    assert merge_mentions(shuffled) == merge_mentions(story)


@given(STORIES)
def test_every_mention_stands_in_one_event(story: list[EventMention]) -> None:
    told = [told for line in merge_mentions(story) for told in line.mentions]
    assert len(told) == len(set(story)) and set(told) == set(story)


@given(STORIES)
def test_another_source_changes_no_line_that_it_says_nothing_about(story: list[EventMention]) -> None:
    before = merge_mentions(t for t in story if t.source != "d.txt")
    after = merge_mentions(story)
    unconcerned = [line for line in after if all(told.source != "d.txt" for told in line.mentions)]
    assert {identity(line) for line in unconcerned} <= {identity(line) for line in before}
    for line in before:  # what was one line stays one
        assert sum(not set(line.mentions).isdisjoint(other.mentions) for other in after) == 1


@given(STORIES, st.integers(1, 5))
def test_the_most_salient_lines_keep_their_order(story: list[EventMention], limit: int) -> None:
    lines = with_salience(merge_mentions(story))
    chosen = most_salient(lines, limit)
    assert len(chosen) == min(limit, len(lines))
    assert list(chosen) == [line for line in lines if line in chosen]
    assert all(line.salience >= 0 for line in lines)


def test_a_day_that_many_tell_of_matters_more() -> None:
    told = [mention(STRUCK, f"{name}.txt") for name in "abc"]
    other = mention("The council of Hallow Bay approved a new ferry terminal.", date="2031-03-02")
    lines = with_salience(merge_mentions([*told, other]))
    assert [line.date for line in most_salient(lines, 1)] == ["2031-03-04"]


def test_a_day_still_told_of_later_matters_more() -> None:
    at_once = mention("The council approved a new ferry terminal for Hallow Bay.", date="2031-03-05")
    later = mention("The council approved a new fish market for Hallow Bay.", date="2030-03-05")
    assert [line.date for line in most_salient(with_salience(merge_mentions([at_once, later])), 1)] == [
        "2030-03-05"
    ]


# --- the gold stories ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def stories(nlp: Any) -> dict[str, list[Analysis]]:
    from dateline.extract import pipeline

    found: dict[str, list[Analysis]] = {}
    for path in sorted(CASES.glob("*/*.txt")):
        article, _ = seed_reader.article_from_seed(Seed(path.stem, path.read_bytes()), 1_000_000)
        found.setdefault(path.parent.name, []).append(Analysis(article, pipeline.annotate(nlp, article)))
    return found


def rates(found: set[Any], gold: set[Any]) -> tuple[float, float]:
    """Precision and recall."""
    return len(found & gold) / len(found), len(found & gold) / len(gold)


def gold_of(story: str) -> dict[str, list[dict[str, Any]]]:
    loaded: dict[str, list[dict[str, Any]]] = yaml.safe_load((CASES / story / "gold.yml").read_text("utf-8"))
    return loaded


def place_of(analyses: list[Analysis], source: str, words: str) -> Span:
    (analysis,) = (a for a in analyses if a.article.source == source)
    (span,) = (s.span for s in analysis.annotations.sentences if words in analysis.article.slice(s.span))
    return span


@pytest.mark.model
def test_merges_and_conflicts_of_the_gold_stories(stories: dict[str, list[Analysis]]) -> None:
    """Pairs of sentences of two sources that share a line; values that are flagged."""
    pairs, gold_pairs, flags, gold_flags = (set[Any](), set[Any](), set[Any](), set[Any]())
    for name, analyses in stories.items():
        lines = merge_mentions(told for analysis in analyses for told in mentions_of_analysis(analysis))
        for line in lines:
            pairs |= {(name, *p) for p in combinations(sorted(line.spans), 2) if p[0].source != p[1].source}
            flags |= {(name, c.field, c.source, c.value) for c in line.conflicts}
        gold = gold_of(name)
        for event in gold["events"]:
            spans = sorted(place_of(analyses, *item) for item in event.items())
            gold_pairs |= {(name, *pair) for pair in combinations(spans, 2)}
        gold_flags |= {
            (name, field, source, value)
            for conflict in gold["conflicts"]
            for field, values in conflict.items()
            for source, value in values.items()
        }
    print(f"merges {rates(pairs, gold_pairs)}, conflicts {rates(flags, gold_flags)}")
    assert all(rate >= floor for rate, floor in zip(rates(pairs, gold_pairs), MERGE_FLOORS, strict=True))
    assert all(rate >= floor for rate, floor in zip(rates(flags, gold_flags), CONFLICT_FLOORS, strict=True))


@pytest.mark.model
def test_another_source_changes_no_identity_in_a_briefing(stories: dict[str, list[Analysis]]) -> None:
    """Every line that deserves its place keeps it, under the labels it had; the order of sources plays no part."""
    many, lines = Limits(timeline=1000), 0
    for analyses in stories.values():
        whole = compose_briefing(analyses, many)
        assert document.write(compose_briefing(analyses[::-1], many)) == document.write(whole)
        rests_on = {
            t.trigger for line in selection.build_timeline(analyses, many.timeline) for t in line.mentions
        }
        for i in range(len(analyses)):
            before = selection.build_timeline(analyses[:i] + analyses[i + 1 :], many.timeline)
            lines += len(before)
            assert {t.trigger for line in before for t in line.mentions} <= rests_on
    assert lines > len(stories)
