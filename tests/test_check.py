"""`check`: proof word for word, the schema, the timeline, the footnotes."""

import pytest

from dateline import check
from dateline.model import Article
from dateline.problems import DatelineError, Severity

SEED = (
    "Gate fails\n\n“The dam itself is standing\nand it is stable,” Ms. Arnaud said on Monday.\n\nRain fell."
)
SHA = "a" * 64

WHOLE = f"""---
title: Gate fails
sources:
  - id: s1
    seed: seeds/a.txt
    sha256: {SHA}
---

Rain fell.[^p-1]

## Key quotes

!!! quote "Ola Arnaud"
    “The dam itself is standing and it is stable,”[^q-1]

## Timeline

- 2025-05-12 — Arnaud says so.[^t-1]
- 2025-05-13 (planned) — By hand.[^t-1]

[^p-1]: Courier, paragraph 2: “Rain fell.”
[^q-1]: Courier, paragraph 1: “The dam itself is standing and it is stable,” Ms. Arnaud said on Monday.”
[^t-1]: Courier, paragraph 1 (date stated): “Ms. Arnaud said on Monday.”
"""


def read_seed(path: str) -> Article:
    if path != "seeds/a.txt":
        raise DatelineError(path, "can't be read: No such file or directory", "check that it exists")
    return Article(path, SHA, SEED, (), "Gate fails")


def found(text: str) -> list[tuple[int, str, str]]:
    problems = check.check(text, "b.md", read_seed)
    return [(problem.line, str(problem.severity), problem.message) for problem in problems]


def test_a_whole_briefing_is_fine() -> None:
    assert (
        found(
            WHOLE.replace(
                "“The dam itself is standing and it is stable,” Ms",
                "“The dam itself is standing and it is stable,” Ms",
            )
        )
        == []
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "severity", "message"),
    [
        ("    “The dam itself is", "    “The dam is", 13, "error", "this quote does not stand word for word"),
        ("“Rain fell.”", "“Rain has fallen.”", 21, "error", "this evidence does not stand word for word"),
        (
            "- 2025-05-12 —",
            "- 2025-05-14 —",
            19,
            "error",
            "the timeline goes back from 2025-05-14 to 2025-05-13",
        ),
        ("- 2025-05-12 —", "- 2025-02-30 —", 18, "error", "no such day"),
        ("- 2025-05-12 —", "- Monday —", 18, "error", "not an EDTF date"),
        ("- 2025-05-12 — ", "- ", 18, "error", "a timeline line opens with no date"),
        ("By hand.[^t-1]", "By hand.", 19, "warning", "no evidence"),
        ("By hand.[^t-1]", "By hand.[^t-2]", 19, "error", "the footnote [^t-2] is not defined"),
        ("Rain fell.[^p-1]", "Rain fell.", 21, "warning", "nothing refers to the footnote [^p-1]"),
        (SHA, "b" * 64, 5, "warning", "has changed since this briefing was made"),
        ("seeds/a.txt", "seeds/b.txt", 5, "error", "the seed seeds/b.txt can't be read"),
        ("title: Gate fails", "titel: Gate fails", 2, "error", "unknown key “titel”"),
        (
            "[^p-1]: Courier, paragraph 2: “Rain fell.”",
            "[^p-1]: see there",
            21,
            "warning",
            "quotes no sentence",
        ),
    ],
)
def test_problems_name_their_line(old: str, new: str, line: int, severity: str, message: str) -> None:
    text = WHOLE.replace(old, new, 1)
    assert text != WHOLE
    problems = found(text)
    assert any(p[0] == line and p[1] == severity and message in p[2] for p in problems), problems


def test_a_footnote_defined_twice() -> None:
    assert (
        sum("defined twice" in message for _, _, message in found(WHOLE + "[^p-1]: Courier: “Rain fell.”\n"))
        == 2
    )


def test_prose_may_refer_to_a_footnote() -> None:
    assert (
        found(
            WHOLE.replace("Rain fell.[^p-1]\n", "Rain fell.[^p-1]\n\n## Notes\n\nAs told.[^n]\n")
            + "[^n]: Courier: “Rain fell.”\n"
        )
        == []
    )


def test_a_briefing_without_seeds_has_nothing_to_prove_its_quotes() -> None:
    text = WHOLE.replace("sources:\n  - id: s1\n    seed: seeds/a.txt\n    sha256: " + SHA + "\n", "")
    assert any("names none" in message for _, _, message in found(text))


def test_broken_front_matter_is_the_one_problem() -> None:
    [problem] = check.check("---\ntitle: [\n---\n", "b.md", read_seed)
    assert problem.severity is Severity.ERROR
