"""The timeline: what is chosen, what is merged, and that order never matters.  No spaCy."""

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyses import FIT
from dateline.model import edtf
from dateline.model.annotations import (
    Analysis,
    Annotations,
    DateBasis,
    Entity,
    EntityKind,
    Event,
    Status,
    Time,
    TimexType,
)
from dateline.model.article import Article, Span
from dateline.timeline import selection
from nightly import times


@pytest.fixture(autouse=True)
def lenient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tested here is the choice; how sure a line must be is measured, and may change."""
    limits = {"worthy": 0.6, "sure": 0.85, "readable": 0.65}
    for name, value in limits.items():
        monkeypatch.setitem(selection.LIMITS, name, value)


def _event(text: str, date: str | None = "2024-05-13", **fields: object) -> Event:
    source, start = str(fields.pop("source", "a")), int(str(fields.pop("start", 0)))
    terms = tuple(sorted(set(text.lower().rstrip(".").split())))
    known = {"basis": DateBasis.RELATIVE, "status": Status.HAPPENED}
    event = {**known, **FIT, "weight": 0.7, **fields}
    return Event(
        span=Span(source, start, start + 3),
        sentence=Span(source, start - start % 100, start - start % 100 + 90),
        date=date,
        text=text,
        terms=terms,
        **event,
    )


def _analysis(*events: Event) -> Analysis:
    source = events[0].span.source if events else "a"
    return Analysis(Article(source, "0" * 64, "", (), ""), Annotations(events=tuple(events)))


def _told(*analyses: Analysis, limit: int = 14) -> list[tuple[str, str]]:
    return [(line.date, line.text) for line in selection.build_timeline(analyses, limit)]


FERRY = _event("Ferry Aurora sank off Oslo.", start=0)
MILL = _event("Council closed old mill.", "2019", start=100)
TRIAL = _event("Trial begins.", "2024-05-17", start=200, status=Status.PLANNED)


def test_order_of_time_then_of_the_article() -> None:
    crew = _event("Crew was saved.", start=300)
    assert _told(_analysis(TRIAL, FERRY, MILL, crew)) == [
        ("2019", "Council closed old mill."),
        ("2024-05-13", "Ferry Aurora sank off Oslo."),
        ("2024-05-13", "Crew was saved."),
        ("2024-05-17", "Trial begins."),
    ]


def test_lines_of_one_day_stand_by_their_hours_around_those_that_tell_none() -> None:
    evening = _event("Mayor resigns.", start=0)
    noon = _event("Council meets.", start=100)
    crowd = _event("Crowds gather.", start=200)
    morning = _event("Letter arrives.", start=300)
    times = tuple(
        Time(Span("a", event.sentence.start + 60, event.sentence.start + 65), TimexType.TIME, value)
        for event, value in (
            (evening, "2024-05-13T19:30"),
            (noon, "2024-05-13T12:00"),
            (morning, "2024-05-13T08:00"),
        )
    )
    analysis = _analysis(evening, noon, crowd, morning)
    analysis = replace(analysis, annotations=replace(analysis.annotations, times=times))
    assert [text for _, text in _told(analysis)] == [
        "Letter arrives.", "Council meets.", "Crowds gather.", "Mayor resigns.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(_event("Ferry sank.", None), id="no date"),
        pytest.param(_event("Ferry sank.", weight=0.01), id="next to no weight"),
        pytest.param(_event("", weight=0.9), id="no line"),
        pytest.param(_event("Ferry sank.", "2024-13"), id="no such month"),
    ],
)
def test_never_on_the_timeline(event: Event) -> None:
    assert selection.build_timeline([_analysis(event)]) == ()


def test_nothing_from_nothing() -> None:
    assert selection.build_timeline([]) == ()


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"weight": 0.2}, id="not worth a line"),
        pytest.param({"confidence": 0.4}, id="the day is not sure"),
        pytest.param({"readability": 0.5}, id="reads not alone"),
        pytest.param({"is_fit": False}, id="no line by itself"),
    ],
)
def test_rather_no_line_than_a_weak_one(fields: dict[str, Any]) -> None:
    weak = [_event(f"Weak{i} thing{i}.", start=100 * i, **fields) for i in range(9)]
    strong = _event("Strong thing.", start=1000)
    assert _told(_analysis(*weak)) == []
    assert [text for _, text in _told(_analysis(*weak, strong))] == ["Strong thing."]


LESS = {"weight": 0.5, "confidence": 0.7, "readability": 0.5}
"""Less than a line needs, and enough for a clear one."""


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({}, id="all three"),
        pytest.param({"weight": 0.9}, id="worth it"),
        pytest.param({"confidence": 0.95}, id="the day is sure"),
        pytest.param({"readability": 0.9}, id="reads alone"),
    ],
)
def test_several_clear_lines_beside_a_fit_one_need_less(fields: dict[str, Any]) -> None:
    fit = _event("Council closed the bridge.", start=900)
    texts = ("Ferry Aurora sank off Oslo.", "Divers raised two boats.", "Judges heard nine sailors.")
    clear, other = (
        [
            _event(text, start=100 * place, is_clear=is_clear, **LESS | fields)
            for place, text in enumerate(texts, 1)
        ]
        for is_clear in (True, False)
    )
    assert [text for _, text in _told(_analysis(*clear, fit))] == [*texts, fit.text]
    assert [text for _, text in _told(_analysis(*clear[:2], fit))] == [fit.text]
    assert [text for _, text in _told(_analysis(*other, fit))] == [fit.text]
    assert _told(_analysis(*clear)) == []


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"weight": 0.4}, id="not worth a line"),
        pytest.param({"confidence": 0.5}, id="the day is not sure"),
        pytest.param({"readability": 0.3}, id="reads not alone"),
        pytest.param({"is_fit": False}, id="no line by itself"),
    ],
)
def test_a_clear_line_needs_something_of_each(fields: dict[str, Any]) -> None:
    fit = _event("Council met.", start=100)
    weak = [
        _event(f"{word} sank.", start=300 + at, is_clear=True, **FIT | fields)
        for at, word in enumerate(("Ferry", "Boat", "Barge"))
    ]
    assert [text for _, text in _told(_analysis(*weak, fit))] == [fit.text]


def test_nearly_equal_lines_of_a_day_are_one() -> None:
    first = _event("Council of Tolm closed the old bridge for repairs.", weight=0.9)
    again = _event("Council closed the old iron bridge of Tolm.", start=100, weight=0.7)
    other = _event("Divers raised two boats.", start=200)
    assert [text for _, text in _told(_analysis(first, again, other))] == [first.text, other.text]


def test_limit_keeps_the_heaviest() -> None:
    texts = [f"{word} {word}er {word}ing." for word in ("bak", "din", "fish", "paint", "sail", "teach")]
    events = [_event(text, weight=0.7 + i / 100, start=100 * i) for i, text in enumerate(texts)]
    assert [text for _, text in _told(_analysis(*events), limit=2)] == texts[-2:]


@pytest.mark.parametrize(
    ("first", "second", "lines"),
    [
        pytest.param("2024-05-13", "2024-05-13", 1, id="same day"),
        pytest.param("2024-05", "2024-05-13", 1, id="month and day of it"),
        pytest.param("2024-05-13", "2024-05-14", 2, id="two days"),
        pytest.param("2024-04", "2024-05-13", 2, id="another month"),
    ],
)
def test_one_event_told_twice(first: str, second: str, lines: int) -> None:
    one = _event("Ferry Aurora sank off Oslo.", first)
    two = _event("Ferry Aurora sank near Oslo.", second, source="b")
    told = selection.build_timeline([_analysis(one), _analysis(two)])
    assert len(told) == lines
    assert {span for line in told for span in line.spans} == {one.sentence, two.sentence}
    if lines == 1:
        assert told[0].date == "2024-05-13"


def test_names_alone_do_not_make_one_event() -> None:
    names = (Entity("Ada Moor", EntityKind.PERSON, (Span("a", 0, 8),)),)
    one, two = _event("Ada Moor resigned."), _event("Ada Moor smiled.", source="b")
    articles = [Article(event.span.source, "0" * 64, "", (), "") for event in (one, two)]
    analyses = [
        Analysis(article, Annotations(entities=names, events=(event,)))
        for article, event in zip(articles, (one, two), strict=True)
    ]
    assert len(selection.build_timeline(analyses)) == 2


def test_picture_gives_the_day_of_a_thinly_told_month() -> None:
    body = _event("Moor and Berg met at last summit.", "2019-04", start=0)
    picture = _event(
        "Mayor Moor and President Berg attending long dinner.", "2019-04-25", start=100, weight=0.3
    )
    (line,) = selection.build_timeline([_analysis(body, picture)])
    assert (line.date, line.spans) == ("2019-04-25", (body.sentence, picture.sentence))


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(_event("It closed old mill.", weight=0.9), id="points back"),
        pytest.param(_event("Owner closed old mill.", weight=0.9, readability=0.5), id="reads not alone"),
    ],
)
def test_mention_that_leans_on_others_is_not_the_line(one: Event) -> None:
    two = _event("Council closed old mill.", source="b")
    assert [line.text for line in selection.build_timeline([_analysis(one), _analysis(two)])] == [two.text]


def test_second_source_raises_the_weight() -> None:
    (alone,), (both,) = (
        selection.build_timeline([_analysis(FERRY), *more])
        for more in ([], [_analysis(_event("Ferry Aurora sank off Oslo.", source="b"))])
    )
    assert both.weight > alone.weight


def test_other_words_are_another_event() -> None:
    other = _event("Council paid fine.", source="b")
    assert len(selection.build_timeline([_analysis(FERRY), _analysis(other)])) == 2


def test_plan_that_came_about_is_one_line() -> None:
    plan = _event("Trial of banker Ada Moor begins.", "2024-05-17", status=Status.PLANNED, weight=0.9)
    fact = _event("Trial of banker Ada Moor began.", "2024-05-17", source="b")
    (line,) = selection.build_timeline([_analysis(plan), _analysis(fact)])
    assert (line.text, line.status, line.planned) == (fact.text, Status.HAPPENED, ("2024-05-17",))
    assert line.spans == (fact.sentence, plan.sentence)


def test_sources_that_differ_on_the_day_are_one_line_that_says_so() -> None:
    monday = _event("Ferry Aurora with herring on board sank off Oslo on Monday.", "2024-05-13")
    tuesday = _event("Ferry Aurora with herring on board sank off Oslo on Tuesday.", "2024-05-14", source="b")
    (line,) = selection.build_timeline([_analysis(monday), _analysis(tuesday)])
    assert [(c.field, c.value, c.source) for c in line.conflicts] == [
        ("date", "2024-05-13", "a"),
        ("date", "2024-05-14", "b"),
    ]


def test_denial_is_not_the_event() -> None:
    denial = _event("Ferry Aurora sank off Oslo.", source="b", status=Status.DENIED)
    assert len(selection.build_timeline([_analysis(FERRY), _analysis(denial)])) == 2


def test_sentence_gives_a_second_line_only_for_another_day_in_other_words() -> None:
    sold = _event("Owner sold quay.", "2024-05-10", start=50, weight=0.7)
    repeated = _event("Ferry Aurora sank Oslo.", "2024-05-10", start=60, weight=0.7)
    assert [text for _, text in _told(_analysis(FERRY, sold, repeated))] == [sold.text, FERRY.text]


EVENTS = st.builds(
    lambda words, date, status, weight, start, source: _event(
        " ".join(words) + ".", date, status=status, weight=weight, start=start, source=source
    ),
    st.lists(st.sampled_from(["ferry", "mill", "oslo", "sank", "sold", "crew"]), min_size=1, max_size=4),
    st.sampled_from([None, "2024-05-13", "2024-05-14", "2024-05", "2024", "2019-02~", "2020/2022"]),
    st.sampled_from(list(Status)),
    st.sampled_from([0.05, 0.2, 0.5, 0.9]),
    st.integers(0, 900),
    st.sampled_from(["a", "b", "c"]),
)


@given(events=st.lists(EVENTS, max_size=25), seed=st.integers(0, 9))
def test_order_of_sources_never_matters(events: list[Event], seed: int) -> None:
    analyses = [
        _analysis(*(event for event in events if event.span.source == source))
        for source in "abc"
        if any(event.span.source == source for event in events)
    ]
    shuffled = random.Random(seed).sample(analyses, len(analyses))
    lines = selection.build_timeline(analyses)
    assert lines == selection.build_timeline(shuffled)
    assert list(lines) == sorted(
        lines, key=lambda line: (edtf.sort_key(line.date), line.mentions[0].span, line.text)
    )
    assert all(len(line.spans) == len(set(line.spans)) for line in lines)


def test_many_events_in_little_time() -> None:
    events = [
        _event(f"Act{i % 700} thing{i % 90} ferry.", f"2024-05-{1 + i % 28:02}", start=100 * i)
        for i in range(times(1500, 4000))
    ]
    assert len(selection.build_timeline([_analysis(*events)])) == 14
