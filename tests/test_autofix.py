"""`check --fix`: what is mended, what is left, and that no word is lost."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import cli
from dateline.check.autofix import fix_briefing
from dateline.check.examination import SeedText, examine
from dateline.model.problems import DatelineError, has_errors
from nightly import times

SEED = """Gate fails

“The dam itself is standing — and it isn't leaking…” Ms. Arnaud said at 3.30 p.m. on Monday. “We saw [it] & ran,
all *five* of us,” said Ola Varga.

Rain fell for two days.
"""

WHOLE = """---
title: Gate fails
date: 2025-05-12
# a remark
sources:
  - {id: s1, seed: seeds/a.txt}
---

Rain fell.[^p-1]

## Key quotes

!!! quote "Ola Arnaud"
    “The dam itself is standing — and it isn't leaking…”[^q-1]

!!! quote "Ola Varga"
    “We saw \\[it] &amp; ran,
    all \\*five\\* of us,”[^q-2]

## Timeline

- 2025-05 — A note of mine: “so-called” rain.
- 2025-05-11 — Rain falls.[^t-1]
    and so does the gate

    with a paragraph below it
- 2025-05-12 — Arnaud speaks
of the dam.[^t-2]

- 2025-05-13 (planned) — By hand.[^t-2]

[^p-1]: Courier, paragraph 3: “Rain fell for two days.”
[^q-1]: Courier: ““The dam itself is standing — and it isn't leaking…” Ms. Arnaud said at 3.30 p.m. on Monday.”
[^q-2]: Courier: “said Ola Varga.”
[^t-1]: Courier: “Rain fell for two days.”
[^t-2]: Courier: “Ms. Arnaud said at 3.30 p.m. on Monday.”
"""


def read_seed(path: str) -> SeedText:
    if path != "seeds/a.txt":
        raise DatelineError(path, "can't be read", "check that it exists")
    return SeedText(SEED, "0" * 64)


def after(text: str) -> tuple[str, list[tuple[int, str]]]:
    made, mends = fix_briefing(text, "b.md", read_seed)
    return made, [(mend.line, mend.what) for mend in mends]


def changed(old: str, new: str) -> str:
    assert old in WHOLE
    return WHOLE.replace(old, new, 1)


def test_a_whole_file_is_left_as_it_is() -> None:
    assert after(WHOLE) == (WHOLE, [])
    assert not has_errors(examine(WHOLE, "b.md", read_seed).problems)


MARKS = "marks and spacing as in the seed"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("isn't leaking…”[", "isn’t leaking...”[", 14),
        ("standing — and it isn't leaking…”[", "standing—and it isn't leaking…”[", 14),
        ("    all \\*five\\* of us,”[", "    all \\*five\\* of us ,”[", None),
        ("    “We saw", '    "We saw', None),
        ("“Ms. Arnaud said at 3.30 p.m. on", "“Ms. Arnaud said at 3.30\u00a0p.m. on", None),
        ("it isn't leaking…” Ms. Arnaud said", "it isn't leaking . . .” Ms. Arnaud said", 33),
    ],
)
def test_marks_and_spacing(old: str, new: str, line: int | None) -> None:
    text = changed(old, new)
    assert after(text) == ((WHOLE, [(line, MARKS)]) if line else (text, []))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("isn't leaking…”[", "is not leaking…”["),
        ("“The dam itself", "“the dam itself"),
        ("of us,”[", "of us”["),
        ("“so-called” rain", "‘so–called’ rain"),
        ("seed: seeds/a.txt", "seed: seeds/b.txt"),
        ("- 2025-05-12 —", "- Monday —"),
        ("- 2025-05-12 —", "-"),
        ("title: Gate fails", "title: [Gate fails"),
        ("[^t-1]:", "[^t-2]:"),
    ],
)
def test_what_takes_a_judgement_is_left(old: str, new: str) -> None:
    text = changed(old, new)
    assert after(text) == (text, [])


def test_a_locked_briefing_is_left() -> None:
    text = changed("date: 2025-05-12", "status: locked").replace("isn't leaking…”[", "isn’t leaking…”[")
    assert after(text.rstrip()) == (text.rstrip(), [])


def test_lines_of_a_timeline_are_moved_whole() -> None:
    first = "- 2025-05 — A note of mine: “so-called” rain.\n"
    second = "- 2025-05-11 — Rain falls.[^t-1]\n    and so does the gate\n\n    with a paragraph below it\n"
    third = "- 2025-05-12 — Arnaud speaks\nof the dam.[^t-2]\n"
    text = WHOLE.replace(first + second + third, second + third + first)
    assert text != WHOLE
    assert after(text) == (WHOLE, [(22, "the timeline put in order")])


def test_the_last_line_gets_an_end() -> None:
    assert after(WHOLE[:-1]) == (WHOLE, [(36, "a line end at the end of the file")])
    crlf = WHOLE.replace("\n", "\r\n")
    assert after(crlf[:-2])[0] == crlf
    assert after("No front matter") == ("No front matter\n", [(1, "a line end at the end of the file")])
    assert after("") == ("", [])


TYPESET = [
    ("isn't", "isn’t"),
    ("leaking…", "leaking..."),
    (" — and", "—and"),
    ("Ms. Arnaud", "Ms.\u00a0Arnaud"),
    ("3.30 p.m.", "3.30 p.m ."),
    ("“The dam", "‘The dam"),
]


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


@settings(deadline=None, max_examples=times(50, 150))
@given(
    st.sets(st.sampled_from(TYPESET)),
    st.permutations(range(4)),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.booleans(),
)
def test_no_word_is_lost_and_a_second_time_changes_nothing(
    typeset: set[tuple[str, str]], order: list[int], end: str, has_mark: bool, has_end: bool
) -> None:
    head, lines, foot = re.split(r"(?<=## Timeline\n\n)(.*?)(?=\n\[\^p-1\]:)", WHOLE, flags=re.DOTALL)
    items = re.split(r"\n+(?=- )", lines.strip("\n"))
    text = head + "\n".join(items[index] for index in order) + "\n" + foot
    for old, new in typeset:
        text = text.replace(old, new)
    text = text.replace("\n", end)
    text = ("\ufeff" if has_mark else "") + (text if has_end else text.removesuffix(end))
    made, _ = fix_briefing(text, "b.md", read_seed)
    assert words_of(made) == words_of(text)
    assert made.startswith("\ufeff") is has_mark
    assert made.endswith(end)
    assert made.count("\r\n") == (made.count("\n") if end == "\r\n" else 0)
    assert fix_briefing(made, "b.md", read_seed) == (made, ())
    assert not has_errors(examine(made, "b.md", read_seed).problems)


@settings(deadline=None)
@given(st.text(alphabet="ab “”’'[]^-:!#\n\r\\`&;<>*_…—1 2025", max_size=200))
def test_no_text_loses_a_word(body: str) -> None:
    for text in (
        body,
        f"---\ntitle: a\nsources: [{{id: s1, seed: seeds/a.txt}}]\n---\n\n## Timeline\n\n{body}",
    ):
        made, mends = fix_briefing(text, "b.md", read_seed)
        assert words_of(made) == words_of(text)
        assert (made == text) is not bool(mends)


def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("seeds", "briefings", "elsewhere"):
        (tmp_path / name).mkdir()
    (tmp_path / "seeds/a.txt").write_text(SEED, encoding="utf-8")
    text = "\ufeff" + changed("isn't leaking…”[", "isn’t leaking...”[").replace("\n", "\r\n")
    (tmp_path / "elsewhere/a.md").write_bytes(text.encode())
    (tmp_path / "briefings/a.md").symlink_to("../elsewhere/a.md")
    (tmp_path / "briefings/b.md").write_bytes(b"---\ntitle: caf\xe9\n---")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check", "--fix", "briefings/a.md"]) == 0
    assert f"briefings/a.md:14: fixed: {MARKS}\n" in capsys.readouterr().err
    assert (tmp_path / "elsewhere/a.md").read_bytes() == ("\ufeff" + WHOLE.replace("\n", "\r\n")).encode()
    assert (tmp_path / "briefings/a.md").is_symlink()
    assert cli.main(["check", "--fix"]) == 1
    assert "fixed" not in capsys.readouterr().err
    assert (tmp_path / "briefings/b.md").read_bytes() == b"---\ntitle: caf\xe9\n---"
