"""The comment that suggests topics, behind a list of topics that is empty: written, found and merged.

    topics: []  # suggested: Velloe Dam (Hollis Arnaud, Cawlebridge; spillway, gate) · Halmery government (…)

It is the generator's as long as it stands as it was written.  A person who files the briefing, deletes the comment or
writes another has the last word.
"""

import re
from collections.abc import Iterable, Sequence
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


def comment_of(suggestions: Sequence[Suggestion]) -> str:
    """The comment for some suggestions; "" for none."""
    topics = _BETWEEN.join(
        f"{found.topic} ({'; '.join(', '.join(some) for some in (found.names, found.words) if some)})"
        for found in suggestions
    )
    return _OPENING + _UNWRITABLE.sub("", plain(topics)) if topics else ""


def with_comment(text: str, comment: str) -> str:
    """A generated briefing, filed under nothing, with a comment."""
    head, fence, body = text.partition(f"\n{_FENCE}\n")
    return head.replace(f"\n{_EMPTY}\n", f"\n{_EMPTY}{comment}\n", 1) + fence + body


def without_comment(text: str) -> tuple[str, str]:
    """A briefing without the comment, whatever its line ends, and the comment ("" where there is none)."""
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == _FENCE), 0)
    for number in range(1, end):
        if match := _LINE.fullmatch(lines[number].removesuffix("\r")):
            lines[number] = lines[number].replace(match[1], "", 1)
            return "\n".join(lines), match[1]
    return text, ""


def suggested_in(text: str) -> str:
    """What the comment of a briefing suggests; "" where there is none."""
    return without_comment(text)[1].removeprefix(_OPENING)


def comment_in(lines: Iterable[str]) -> str:
    """The comment in the lines of generated front matter; "" where there is none."""
    return next((match[1] for line in lines if (match := _LINE.fullmatch(line))), "")


def take_comment_out(front: Front, comment: str) -> tuple[Front, bool]:
    """Front matter without that very comment, and whether it was there."""
    for number, line in enumerate(front.lines if comment else ()):
        if line.startswith("topics:") and line.endswith(comment):
            lines = (*front.lines[:number], line.removesuffix(comment), *front.lines[number + 1 :])
            try:
                values, _ = front_matter.load_yaml("\n".join(lines), "")
            except DatelineError:
                values = {}
            return (replace(front, lines=lines), True) if values == front.values else (front, False)
    return front, False


def add_comment(lines: Iterable[str], comment: str) -> list[str]:
    """The lines of front matter with a comment, where the briefing is filed under nothing and nothing else stands."""
    return [line + comment if line == _EMPTY else line for line in lines]
