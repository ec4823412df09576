"""Topics that are most likely one, and briefings of one seed: what `check.compare` finds between files."""

import time

import pytest

from dateline.check.examination import compare_briefings, outline_of
from dateline.model.problems import Problem


def compared(*front: str) -> list[Problem]:
    outlines = {
        f"{n}.md": outline_of(f"---\ntitle: A\n{text}\n---\n", f"{n}.md") for n, text in enumerate(front)
    }
    return list(compare_briefings(outlines, "briefings", lambda path: None))


@pytest.mark.parametrize(
    ("topics", "doubtful"),
    [
        (["Velloe Dam", "Velloe Dam", "velloe dam"], [("velloe dam", "warning", "Velloe Dam")]),
        (["Velloe Dam", "Velloe-Dam"], [("Velloe-Dam", "warning", "Velloe Dam")]),
        (["Velloe Dam", "Velloe Dam", "Veloe Dam"], [("Veloe Dam", "notice", "Velloe Dam")]),
        (["Floods", "Floods", "Flodos"], [("Flodos", "notice", "Floods")]),
        (["Floods", "Floods", "Flood"], [("Flood", "notice", "Floods")]),
        (["Hill fire", "Hill fire", "Hillfire"], [("Hillfire", "warning", "Hill fire")]),
        (["Floods", "Flodos"], []),
        (["Floods", "Floods", "Flodos", "Flodos"], []),
        (["Iran", "Iran", "Iraq"], []),
        (["Gambia", "Gambia", "Zambia"], []),
        (["North Korea", "North Korea", "South Korea"], []),
        (["Vote 2024", "Vote 2024", "Vote 2025"], []),
        (["Dam", "Dam", "Jam"], []),
    ],
)
def test_topics_that_are_most_likely_one(topics: list[str], doubtful: list[tuple[str, str, str]]) -> None:
    found = compared(*(f"topics: [{topic}]" for topic in topics))
    assert [
        (p.message.split("“")[1].split("”")[0], p.severity, p.hint.split("“")[1][:-2]) for p in found
    ] == doubtful
    assert all((p.line, p.column) == (3, 10) for p in found)


def test_many_topics_take_little_time() -> None:
    start = time.perf_counter()
    topics = [f"topics: [Town of {n:05d}x{n % 97}abcdefgh]" for n in range(4000)]
    compared(*topics, *topics)
    assert time.perf_counter() - start < 20


def test_two_briefings_of_one_seed() -> None:
    seed = "sources: [{id: s1, seed: seeds/a.txt}]"
    [problem] = compared(seed, seed, "sources: [{id: s1, seed: seeds/b.txt}]")
    assert (problem.file, problem.line, problem.column) == ("briefings/1.md", 3, 26)
    assert problem.message == "the seed seeds/a.txt has a briefing already: briefings/0.md"
