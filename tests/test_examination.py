"""`check.examine`: proof word for word, the schema, dates, footnotes of one briefing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.check.examination import CheckSettings, SeedText, examine
from dateline.model.problems import DatelineError, Problem, Severity

SEED = (
    "Gate fails\n\n“The dam itself is standing\nand it is stable,” Ms. Arnaud said on Monday.\n\nRain fell."
    "\n\nOla Arnaud left."
)
SHA = "a" * 64

SETTINGS = CheckSettings()

WHOLE = f"""---
title: Gate fails
date: 2025-05-12
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
[^t-1]: Courier, paragraph 1: “Ms. Arnaud said on Monday.”
"""


def read_seed(path: str) -> SeedText:
    if path != "seeds/a.txt":
        raise DatelineError(path, "can't be read: No such file or directory", "check that it exists")
    return SeedText(SEED, SHA)


def problems_of(text: str, settings: CheckSettings = SETTINGS) -> tuple[Problem, ...]:
    return examine(text, "b.md", read_seed, settings).problems


def found(text: str) -> list[tuple[int, str, str]]:
    return [(problem.line, str(problem.severity), problem.message) for problem in problems_of(text)]


def changed(old: str, new: str) -> str:
    assert old in WHOLE
    return WHOLE.replace(old, new, 1)


def test_a_whole_briefing_is_fine() -> None:
    assert found(WHOLE) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2025-05-12 —", "2025-05-12 (turning point) —"),
        ("(planned)", "(planned; turning point)"),
        ("(planned)", "(turning point; planned)"),
    ],
)
def test_a_turning_point_is_fine(old: str, new: str) -> None:
    assert found(changed(old, new)) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "severity", "message"),
    [
        (
            "- 2025-05-12 —",
            "- 2025-05-14 —",
            20,
            "error",
            "the timeline goes back from 2025-05-14 to 2025-05-13",
        ),
        ("- 2025-05-12 —", "- 2025-02-30 —", 19, "error", "no such day"),
        ("- 2025-05-12 —", "- Monday —", 19, "error", "not an EDTF date"),
        ("- 2025-05-12 — ", "- ", 19, "error", "a timeline line opens with no date"),
        ("(planned)", "(planed)", 20, "warning", "(planed) says nothing about a line"),
        ("(planned)", "(Planned; x)", 20, "warning", "(Planned) says nothing about a line"),
        ("2025-05-13 (planned)", "2025-05-13", 20, "warning", "2025-05-13 is told as happened"),
        ("Ola Arnaud", "Ola Arnaud (2025-05-20)", 14, "warning", "these words are said to be of 2025-05-20"),
        (
            "date: 2025-05-12",
            "date: 2025-05-12\nreviewed: 2025-05-11",
            4,
            "warning",
            "before date (2025-05-12)",
        ),
        (
            "date: 2025-05-12",
            "date: 2025-05-12\nupdated: 2025-05-11",
            4,
            "warning",
            "before date (2025-05-12)",
        ),
        ("date: 2025-05-12", "date: 2025-02-30", 3, "error", "date is"),
        ("By hand.[^t-1]", "By hand.", 20, "warning", "no evidence"),
        ("By hand.[^t-1]", "By hand.[^t-2]", 20, "error", "the footnote [^t-2] is not defined"),
        ("Rain fell.[^p-1]", "Rain fell.[^p-2]", 10, "error", "the footnote [^p-2] is not defined"),
        ("Rain fell.[^p-1]", "Rain fell.", 22, "warning", "nothing refers to the footnote [^p-1]"),
        (SHA, "b" * 64, 7, "warning", "has changed since this briefing was made"),
        ("seeds/a.txt", "seeds/b.txt", 6, "error", "the seed seeds/b.txt can't be read"),
        ("title: Gate fails", "titel: Gate fails", 2, "error", "unknown key “titel”"),
        (
            "[^p-1]: Courier, paragraph 2: “Rain fell.”",
            "[^p-1]: see there",
            22,
            "warning",
            "quotes no sentence",
        ),
        ("“Rain fell.”", "“A goat was seen.”", 22, "error", "stand word for word in any seed"),
        ("---\ntitle", "title", 1, "error", "no front matter"),
    ],
)
def test_problems_name_their_line(old: str, new: str, line: int, severity: str, message: str) -> None:
    problems = found(changed(old, new))
    assert any(p[0] == line and p[1] == severity and message in p[2] for p in problems), problems


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("itself is standing and it is stable,”[", "itself is  standing\n    and it is stable,”["),
        ("    “The dam itself", '    "The dam itself'),
        ("“Rain fell.”", "“Rain\u00a0fell.”"),
        ("“Ms. Arnaud said on Monday.”", "“Ms.Arnaud said on Monday.”"),
    ],
)
def test_marks_and_spacing_are_no_differences(old: str, new: str) -> None:
    assert found(changed(old, new)) == []


@pytest.mark.parametrize(
    ("old", "new", "place", "message", "hint"),
    [
        (
            "    “The dam itself is standing",
            "    “The dam itself is leaking",
            (15, 24),
            "this quote does not stand word for word in seeds/a.txt: it has “leaking” where the source has “standing”",
            "character 19; the nearest passage: “The dam itself is standing and it is stable,”",
        ),
        (
            "    “The dam itself is",
            "    “The dam is",
            (15, 15),
            "it has “is” where the source has “itself”",
            "character 10; the nearest passage: “The dam itself is standing and it is stable,”",
        ),
        (
            "    “The dam itself",
            "    “A dam itself",
            (15, 6),
            "it has “A” where the source has “The”",
            "character 1;",
        ),
        (
            "stable,”[^q-1]",
            "stabl,”[^q-1]",
            (15, 48),
            "it has “stabl” where the source has “stable”",
            "character 43;",
        ),
        (
            "“Ms. Arnaud said on Monday.”",
            "“Ms. Arnaud said on Tuesday.”",
            (24, 51),
            "“Tuesday” where",
            "“Ms. Arnaud",
        ),
        (
            "“Ms. Arnaud said",
            "“Ms\\. Arnaud told",
            (24, 44),
            "“told” where the source has “said”",
            "on Monday.”",
        ),
    ],
)
def test_an_altered_passage_shows_where(
    old: str, new: str, place: tuple[int, int], message: str, hint: str
) -> None:
    [problem] = [p for p in problems_of(changed(old, new)) if p.severity is Severity.ERROR]
    assert message in problem.message
    assert hint in problem.hint
    assert (problem.line, problem.column) == place


@pytest.mark.parametrize("left_out", ["…", "...", "[…]", "[of Velloe]"])
def test_words_that_were_left_out_are_told_how_to_be(left_out: str) -> None:
    text = changed("“The dam itself is standing", f"“The dam {left_out} is standing")
    [problem] = [p for p in problems_of(text) if p.severity is Severity.ERROR]
    assert "close the quote and open it again: “…” … “…”" in problem.hint
    assert found(changed("“The dam itself is standing", "“The dam” … “is standing")) == []


def test_a_footnote_defined_twice() -> None:
    messages = [message for _, _, message in found(WHOLE + "[^p-1]: Courier: “Rain fell.”\n")]
    assert sum("defined twice" in message for message in messages) == 2


def test_prose_may_refer_to_a_footnote_and_code_does_not() -> None:
    text = changed("Rain fell.[^p-1]\n", "Rain fell.[^p-1]\n\n## Notes\n\nAs told.[^n]\n\n`[^x]` \\[^y]\n")
    assert found(text + "[^n]: Courier: “Rain fell.”\n") == []
    problems = found(text)
    assert [(line, message) for line, _, message in problems] == [(14, "the footnote [^n] is not defined")]


# --- by hand -------------------------------------------------------------------------------------------------

BY_HAND = """---
title: Gate fails
date: 2025-05-12
---

## Key quotes

!!! quote "Ola Arnaud"
    “I told the board so in March.”

## Timeline

- 2025-03 — Arnaud warns the board.
"""


def test_an_editors_own_lines_have_no_evidence_and_are_no_errors() -> None:
    assert found(BY_HAND) == [
        (8, "warning", "no evidence: this item has no footnote"),
        (13, "warning", "no evidence: this item has no footnote"),
    ]


def test_a_setting_turns_that_into_errors() -> None:
    strict = problems_of(BY_HAND, CheckSettings(no_evidence=Severity.ERROR))
    assert [problem.severity for problem in strict] == [Severity.ERROR, Severity.ERROR]


def test_footnotes_without_a_seed_are_said_to_rest_on_nothing_once() -> None:
    text = BY_HAND.replace("March.”", "March.”[^a]").replace("board.\n", "board.[^b]\n")
    text += "\n[^a]: Courier: “I told the board so in March.”\n[^b]: Courier: “She warned the board.”\n"
    [(line, severity, message)] = found(text)
    assert (line, severity) == (1, "warning")
    assert "no seed to hold its footnotes against (2 of them)" in message


def test_a_source_without_a_seed_proves_nothing() -> None:
    text = changed("  - id: s1", "  - id: s2\n    url: https://example.org/b\n  - id: s1")
    text = text.replace("[^p-1]: Courier, paragraph 2: “Rain fell.”", "[^p-1]: Bell (s2): “Nobody was hurt.”")
    assert found(text) == [(24, "warning", "no evidence: s2 names no seed to hold this footnote against")]


def test_an_editors_own_quote_beside_the_seeds_is_no_error() -> None:
    own = '!!! quote "Ola Varga"\n    “My goats went first.”\n\n## Timeline'
    assert found(changed("## Timeline", own)) == [(17, "warning", "no evidence: this item has no footnote")]


def test_an_altered_quote_does_not_become_ones_own_by_losing_its_footnote() -> None:
    text = changed("standing and it is stable,”[^q-1]", "leaking and it is stable,”")
    assert any("does not stand word for word" in message for _, _, message in found(text))


def test_evidence_may_stand_in_another_source_than_it_says() -> None:
    def read(path: str) -> SeedText:
        return SeedText(SEED if path == "seeds/a.txt" else "Nothing of the kind.", SHA)

    text = changed("  - id: s1", f"  - id: s2\n    seed: seeds/b.txt\n    sha256: {SHA}\n  - id: s1")
    text = text.replace("[^p-1]: Courier,", "[^p-1]: Courier (s2),")
    [problem] = examine(text, "b.md", read).problems
    assert problem.message == "this evidence is said to be from s2, but stands in seeds/a.txt"


def test_broken_front_matter_is_the_one_problem() -> None:
    [problem] = problems_of("---\ntitle: [\n---\n")
    assert problem.severity is Severity.ERROR


@settings(deadline=None)
@given(st.text(alphabet="ab “”’'[]^-:!#\n\\`&;<>*_ü…—\u00ad1", max_size=200))
def test_no_text_breaks_it(body: str) -> None:
    for text in (body, f"---\ntitle: a\nsources: [{{id: s1, seed: seeds/a.txt}}]\n---\n\n{body}"):
        for problem in problems_of(text):
            assert 0 <= problem.line <= text.count("\n") + 1


def test_where_no_seeds_are_kept_nothing_is_proved_and_that_is_said_once() -> None:
    altered = changed("“The dam itself", "“A dam itself")
    problems = problems_of(altered, CheckSettings(has_seeds=False))
    assert [(p.line, p.severity, p.message) for p in problems] == [
        (6, "warning", "nothing is proved: the folder of seeds is not here")
    ]
