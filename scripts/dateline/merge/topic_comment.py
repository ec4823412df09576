"""The comment that suggests topics, behind a list of topics that is empty: written, found and merged.

    topics: []  # suggested: Velloe Dam (Hollis Arnaud, Cawlebridge; spillway, gate) · Halmery government (…)

It is the generator's as long as it stands as it was written.  A person who files the briefing, deletes the comment or
writes another has the last word.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.briefing import front_matter
from dateline.briefing.document import plain
from dateline.merge.front_matter_text import Front
from dateline.model.problems import DatelineError
from dateline.topics.suggestions import Suggestion

_EMPTY = "topics: []"
_OPENING = "  # suggested: "
_BETWEEN = " · "
_LINE = re.compile(rf"{re.escape(_EMPTY)}({re.escape(_OPENING)}.+)")
_FENCE = "---"
_UNWRITABLE = re.compile("[\ufeff\ufffe\uffff]")
"""What YAML takes not even in a comment, beside what `plain` leaves out."""


def remark_of(suggestions: Sequence[Suggestion]) -> str:
    """The comment for some suggestions; "" for none."""
    told = _BETWEEN.join(map(_told, suggestions))
    return _OPENING + _UNWRITABLE.sub("", plain(told)) if told else ""


def _told(suggestion: Suggestion) -> str:
    shared = "; ".join(", ".join(some) for some in (suggestion.names, suggestion.words) if some)
    return f"{suggestion.topic} ({shared})"


def with_remark(text: str, remark: str) -> str:
    """A generated briefing, filed under nothing, with a comment."""
    head, fence, body = text.partition(f"\n{_FENCE}\n")
    return head.replace(f"\n{_EMPTY}\n", f"\n{_EMPTY}{remark}\n", 1) + fence + body


def parted(text: str) -> tuple[str, str]:
    """A briefing without the comment, whatever its line ends, and the comment ("" where there is none)."""
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == _FENCE), 0)
    for number in range(1, end):
        if match := _LINE.fullmatch(lines[number].removesuffix("\r")):
            lines[number] = lines[number].replace(match[1], "", 1)
            return "\n".join(lines), match[1]
    return text, ""


def remark_in(front: Front) -> str:
    """The comment in generated front matter."""
    return next((match[1] for line in front.lines if (match := _LINE.fullmatch(line))), "")


def without_remark(front: Front, remark: str) -> tuple[Front, bool]:
    """Front matter without that very comment, and whether it was there."""
    for number, line in enumerate(front.lines if remark else ()):
        if line.startswith("topics:") and line.endswith(remark):
            lines = (*front.lines[:number], line.removesuffix(remark), *front.lines[number + 1 :])
            return _same_but_for_lines(front, lines)
    return front, False


def _same_but_for_lines(front: Front, lines: tuple[str, ...]) -> tuple[Front, bool]:
    try:
        values, _ = front_matter.load("\n".join(lines), "")
    except DatelineError:
        values = {}
    return (replace(front, lines=lines), True) if values == front.values else (front, False)


def lines_with_remark(lines: Sequence[str], remark: str) -> list[str]:
    """The lines of front matter with a comment, where the briefing is filed under nothing and nothing else stands."""
    return [line + remark if line == _EMPTY else line for line in lines]


def suggested_in(text: str) -> str:
    """What the comment of a briefing suggests; "" where there is none."""
    return parted(text)[1].removeprefix(_OPENING)
