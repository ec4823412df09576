"""What must show on the first seed, the article of a real outlet, by rules that hold for any article."""

from pathlib import Path
from typing import Any

import pytest

from dateline.compose.briefing_draft import Limits, compose_briefing
from dateline.extract import pipeline
from dateline.formats import seed_reader
from dateline.model.annotations import Analysis, Quote, QuoteBasis, Status
from dateline.model.article import BlockKind, Seed
from dateline.model.briefing import Briefing

pytestmark = pytest.mark.model

SEED = Path(__file__).parent.parent / "seeds" / "000_fc0f6888500b871e.txt"


@pytest.fixture(scope="module")
def analysis(nlp: Any) -> Analysis:
    article, problems = seed_reader.article_from_seed(Seed("seeds/first.txt", SEED.read_bytes()), 1_000_000)
    assert problems == ()
    return Analysis(article, pipeline.annotate(nlp, article))


@pytest.fixture(scope="module")
def briefing(analysis: Analysis) -> Briefing:
    return compose_briefing([analysis], Limits())


def test_the_head(analysis: Analysis) -> None:
    article = analysis.article
    assert article.title.startswith("Kim Jong Un’s arrival in Russia sets stage")
    assert article.title.endswith("with Putin")
    assert article.description == "The summit could change the dynamics of global security, experts say."
    assert (article.authors, article.publisher) == (("Lee Jeong-Ho",), "RFA")
    assert (article.published, article.updated) == ("2023-09-12", "2023-09-12T13:20:00-04:00")
    assert article.location == "Seoul, South Korea"


def test_the_blocks(analysis: Analysis) -> None:
    article = analysis.article
    by_kind = {kind: [article.slice(b.span) for b in article.blocks if b.kind is kind] for kind in BlockKind}
    assert by_kind[BlockKind.HEADING] == ["Military cooperation", "Location uncertain", "Last meeting"]
    body = "\n".join(by_kind[BlockKind.PARAGRAPH])
    for foreign in (
        "Credit:",
        "KCNA via Reuters",
        "Edited by",
        "Updated to recast",
        "Add your comment",
        "waves from",
    ):
        assert foreign not in body


def quote_of(analysis: Analysis, opening: str) -> Quote:
    article = analysis.article
    [found] = [q for q in analysis.annotations.quotes if article.slice(q.span).startswith(opening)]
    return found


@pytest.mark.parametrize(
    ("opening", "speaker"),
    [
        ("We believe that", "Jeon Ha-kyu"),
        ("We’re watching closely", "Jeon Ha-kyu"),
        ("technology for spy satellites", "Cheon Seong-whun"),
        ("The bottom line", "Cheon Seong-whun"),
        ("No press conferences", "Dmitry Peskov"),
        ("As you know", "Dmitry Peskov"),
        ("It is the interests", "Dmitry Peskov"),
        ("Russia and North Korea should", "Lim Soo-suk"),
        ("Russia would play", "Yoon Suk Yeol"),
    ],
)
def test_speakers(analysis: Analysis, opening: str, speaker: str) -> None:
    assert quote_of(analysis, opening).speaker == speaker


def test_a_split_quote_is_one_utterance_and_a_relayed_one_says_by_whom(analysis: Analysis) -> None:
    first, second = quote_of(analysis, "As you know"), quote_of(analysis, "It is the interests")
    assert first.group == second.group
    assert first.via == "Tass"


def test_what_nobody_is_said_to_have_said_is_implied_at_most(analysis: Analysis) -> None:
    assert quote_of(analysis, "Russia is in urgent need").basis is QuoteBasis.IMPLIED


@pytest.mark.parametrize(
    ("date", "words", "status"),
    [
        ("2019-02~", "Hanoi", Status.HAPPENED),
        ("2019-04-25", "Vladivostok", Status.HAPPENED),
        ("2020/2022", "undernourished", Status.HAPPENED),
        ("2023-07", "World Food Program report", Status.HAPPENED),
        ("2023-09-10", "departs Pyongyang", Status.HAPPENED),
        ("2023-09-12", "arrived in Russia’s Far East", Status.HAPPENED),
        ("2023-09-13", "meet Vladimir Putin", Status.PLANNED),
    ],
)
def test_the_timeline(briefing: Briefing, date: str, words: str, status: Status) -> None:
    assert [
        entry
        for entry in briefing.timeline
        if entry.date == date and words in entry.text and entry.status is status
    ]


def test_the_timeline_has_little_else(briefing: Briefing) -> None:
    assert 7 <= len(briefing.timeline) <= 9
