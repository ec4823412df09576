"""Recognition of time expressions: the cases of tests/cases/dates.yml and properties."""

import datetime
import itertools
import re
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from dateline.extract import timex_values
from dateline.extract.parsed_passages import Passage
from dateline.extract.times import calendar_dates, clock_times, holidays, named_days, relative_times, timexes
from dateline.extract.times.lexer import lexer_of
from dateline.model import edtf
from dateline.model.annotations import DateBasis, Time, TimexType
from dateline.model.article import Article, Block, BlockKind, Span
from marks import few_of

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "dates.yml").read_text(encoding="utf-8"))
ROWS = [
    pytest.param(case, id=f"{group}: {case['text'][:60]}") for group, cases in CASES.items() for case in cases
]
DAY = "2024-05-16"
MARK = re.compile("⟦([^⟧]*)⟧")


def article_of(
    nlp: Any, blocks: list[tuple[BlockKind, str]], published: str | None
) -> tuple[Article, list[Passage]]:
    """An article of these blocks and its passages, parsed."""
    text, made = "", []
    for kind, part in blocks:
        made.append(Block(kind, Span("a.txt", len(text), len(text) + len(part))))
        text += part + "\n\n"
    article = Article("a.txt", "0", text, tuple(made), "", published=published)
    return article, [Passage(block, nlp(article.slice(block.span))) for block in made]


def find(nlp: Any, text: str, published: str | None = "2024-05-16") -> list[tuple[str, str, str]]:
    """Text, type and value of the expressions in one paragraph."""
    article, passages = article_of(nlp, [(BlockKind.PARAGRAPH, text)], published)
    return [(article.slice(t.span), str(t.type), t.value) for t in timexes.find(article, passages)]


@pytest.mark.model
@pytest.mark.parametrize("case", ROWS)
def test_cases(nlp: Any, case: dict[str, Any]) -> None:
    text = MARK.sub(r"\1", case["text"])
    published = case.get("reference", "2024-05-16")
    blocks = [(BlockKind.PARAGRAPH, case["before"])] if "before" in case else []
    blocks.append((BlockKind(case.get("kind", "paragraph")), text))
    article, passages = article_of(nlp, blocks, published and str(published))
    start = passages[-1].block.span.start
    found = [t for t in timexes.find(article, passages) if t.span.start >= start]
    expected = [
        (marked, *str(answer).split(" ", 1))
        for marked, answer in zip(MARK.findall(case["text"]), case.get("is", []), strict=True)
    ]
    assert [(article.slice(t.span), str(t.type), t.value) for t in found] == expected


def test_there_are_cases_enough() -> None:
    assert len(ROWS) >= 200
    assert len(CASES["hard negatives"]) >= 30


@pytest.mark.model
def test_no_answer_depends_on_the_day_it_runs(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "On Tuesday she said that in May, last week, this summer and two years ago it had rained."
    before = find(nlp, text)
    for module in (
        timex_values,
        calendar_dates,
        named_days,
        relative_times,
        clock_times,
        holidays,
        timexes,
    ):
        for name, frozen in (("date", _FrozenDate), ("datetime", _FrozenDatetime)):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, frozen)
    monkeypatch.setattr(time, "time", _forbidden)
    monkeypatch.setattr(time, "localtime", _forbidden)
    assert find(nlp, text) == before
    assert find(nlp, text, None) == [
        (t, k, v) for t, k, v in find(nlp, text, None) if not re.search(r"20\d\d", v)
    ]


def _forbidden(*args: object) -> Any:
    raise AssertionError("the clock was asked")


class _FrozenDate(datetime.date):
    @classmethod
    def today(cls) -> Any:
        _forbidden()


class _FrozenDatetime(datetime.datetime):
    @classmethod
    def now(cls, tz: object = None) -> Any:
        _forbidden()


def test_no_module_names_the_clock() -> None:
    folder = Path(timexes.__file__).parent
    for path in (*folder.glob("*.py"), Path(timex_values.__file__)):
        assert not re.search(r"\.(today|now|utcnow|localtime)\(", path.read_text(encoding="utf-8")), path.name


@pytest.mark.model
def test_basis_tells_stated_from_counted(nlp: Any) -> None:
    article, passages = article_of(
        nlp, [(BlockKind.PARAGRAPH, "It rained on May 3, 2019, and on Tuesday.")], "2024-05-16"
    )
    assert [t.basis for t in timexes.find(article, passages)] == [DateBasis.STATED, DateBasis.RELATIVE]


def hand_built(text: str, published: str | None) -> list[Time]:
    """Times of a Doc without tags and heads, as the lexer alone sees it."""
    words = text.split(" ")
    doc = Doc(
        Vocab(),
        words=words,
        spaces=[True] * (len(words) - 1) + [False],
        heads=list(range(len(words))),
        deps=["ROOT"] * len(words),
    )
    block = Block(BlockKind.PARAGRAPH, Span("a.txt", 0, len(text)))
    article = Article("a.txt", "0", text, (block,), "", published=published)
    return list(timexes.find(article, [Passage(block, doc)]))


PIECES = st.sampled_from(
    [
        "the",
        "last",
        "next",
        "this",
        "a",
        "two",
        "few",
        "3",
        "31",
        "1999",
        "12",
        "5th",
        "May",
        "march",
        "Monday",
        "night",
        "early",
        "late",
        "mid",
        "-",
        "of",
        "in",
        ",",
        ".",
        "years",
        "days",
        "weekend",
        "year",
        "quarter",
        "third",
        "half",
        "ago",
        "earlier",
        "before",
        "after",
        "until",
        "“",
        "”",
        "and",
        "to",
        "9:30",
        "p.m.",
        "UTC",
        "2/3/04",
        "1990s",
        "'82",
        "spring",
        "Easter",
        "every",
    ]
)


@given(
    st.lists(PIECES, min_size=1, max_size=25),
    st.sampled_from([None, "2024-05-16", "2024-02-29T10:00:00+02:00"]),
)
def test_spans_are_ordered_and_apart_and_values_well_formed(pieces: list[str], published: str | None) -> None:
    text = " ".join(pieces)
    found = hand_built(text, published)
    ends = [(t.span.start, t.span.end) for t in found]
    assert ends == sorted(ends)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(ends))
    for t in found:
        assert 0 <= t.span.start < t.span.end <= len(text)
        assert text[t.span.start : t.span.end].strip() == text[t.span.start : t.span.end]
        assert t.value
        written = timex_values.edtf_of(t.value)
        assert written is None or edtf.is_valid(written)
        assert (
            t.value.startswith("P")
            == (t.type is TimexType.DURATION or t.value in ("PAST_REF", "PRESENT_REF"))
            or t.type is TimexType.SET
        )
    assert found == hand_built(text, published)


@pytest.mark.parametrize(
    "piece", few_of(["a", "9:"], [" ", "1", "the ", "two and ", "“", "May ", "1-", "'", "(", "twenty-"])
)
def test_long_hostile_lines_take_linear_time(piece: str) -> None:
    text = piece * 50_000
    started = time.process_time()
    timexes.grammar_of("").matches(lexer_of("").lex(text))
    assert time.process_time() - started < 5
