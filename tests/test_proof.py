"""What the converter writes, the check accepts: an item that can't be proved is left out, and said."""

from dataclasses import replace

import pytest

from dateline.briefing import document
from dateline.check import examination
from dateline.check.examination import CheckSettings, SeedText
from dateline.check.proof import keep_proved
from dateline.model.article import Article, Block, BlockKind, Span
from dateline.model.briefing import Briefing, Entry, Evidence, KeyPoint, KeyQuote
from dateline.model.problems import DatelineError, has_errors

TEXT = "Ferry sinks\n\nThe ferry sank on Monday.\n\n“We swam,” Ada Lorring said. Nobody drowned."
ARTICLE = Article(
    "seeds/a.txt",
    "0" * 64,
    TEXT,
    (Block(BlockKind.PARAGRAPH, Span("seeds/a.txt", 0, len(TEXT))),),
    "Ferry sinks",
)
BRIEFING = Briefing(
    front={
        "title": "Ferry sinks",
        "date": "2031-05-12",
        "status": "draft",
        "sources": [{"id": "s1", "seed": "seeds/a.txt", "sha256": "0" * 64}],
    },
    lead="The ferry sank on Monday.",
    lead_labels=("s1-1",),
    lead_id="p-000001",
    key_points=(KeyPoint("Nobody drowned.", ("s1-2-2",), "p-000002"),),
    key_quotes=(KeyQuote((("We swam",),), "Ada Lorring", labels=("s1-2",), id="q-000001"),),
    timeline=(Entry("2031-05-12", "The ferry sank.", labels=("s1-1",), id="t-000001"),),
    evidence=(
        Evidence("s1-1", "The ferry sank on Monday.", "Tolm Post", place="paragraph 1"),
        Evidence("s1-2-2", "Nobody drowned.", "Tolm Post", place="paragraph 2"),
        Evidence("s1-2", "“We swam,” Ada Lorring said.", "Tolm Post", place="paragraph 2"),
    ),
)


def errors_in(briefing: Briefing) -> bool:
    seed = SeedText(ARTICLE.text, ARTICLE.sha256)
    return has_errors(
        examination.examine(document.write(briefing), "a.md", lambda _: seed, CheckSettings()).problems
    )


def with_evidence(label: str, text: str) -> Briefing:
    notes = (replace(note, text=text) if note.label == label else note for note in BRIEFING.evidence)
    return replace(BRIEFING, evidence=tuple(notes))


def test_what_can_be_proved_stays_as_it_is() -> None:
    assert not errors_in(BRIEFING)
    assert keep_proved(BRIEFING, [ARTICLE]) == (BRIEFING, ())


@pytest.mark.parametrize(
    ("briefing", "left_out"),
    [
        (with_evidence("s1-2-2", "Nobody drowned.Phot"), ["a key point"]),
        (with_evidence("s1-1", "The ferry sank on Mon"), ["the lead", "a line of the timeline"]),
        (
            replace(BRIEFING, key_quotes=(replace(BRIEFING.key_quotes[0], paragraphs=(("We sank",),)),)),
            ["a quote"],
        ),
        (
            replace(BRIEFING, timeline=(replace(BRIEFING.timeline[0], date="2031-13"),)),
            ["a line of the timeline"],
        ),
    ],
    ids=["a cut word", "shared evidence", "altered quote", "no date"],
)
def test_what_the_check_refuses_is_left_out_and_said(briefing: Briefing, left_out: list[str]) -> None:
    assert errors_in(briefing)
    less, said = keep_proved(briefing, [ARTICLE])
    assert not errors_in(less)
    assert [problem.message.partition(" is left out")[0] for problem in said] == left_out
    assert {problem.file for problem in said} == {"seeds/a.txt"}
    assert len(less.items) + bool(less.lead) == 4 - len(left_out)
    assert {note.label for note in less.evidence} == less.cited


def test_an_error_in_the_front_matter_makes_no_briefing() -> None:
    with pytest.raises(DatelineError) as caught:
        keep_proved(replace(BRIEFING, front={**BRIEFING.front, "date": "soon"}), [ARTICLE])
    assert caught.value.problem.file == "seeds/a.txt"
