"""Texts in which git left its conflict markers, because two people's branches did not fit."""

import re
from collections.abc import Iterator, Sequence

_OPENING, _OLD, _MIDDLE, _CLOSING = "<<<<<<< ", "||||||| ", "=======", ">>>>>>> "
_CONFLICT = re.compile(r"^<<<<<<< .*^=======$.*^>>>>>>> ", re.MULTILINE | re.DOTALL)
_ROWS = ("<" * 7, "|" * 7, ">" * 7)
_ANY = re.compile(r"^(?:<{7}|\|{7}|>{7})(?= |$)", re.MULTILINE)


def first_conflict(text: str) -> int:
    """The line of the first conflict marker, counted from 1; 0 for a text without any."""
    match = _CONFLICT.search(text)
    return text.count("\n", 0, match.start()) + 1 if match else 0


def marker_lines(text: str) -> tuple[int, ...]:
    """The lines, counted from 1, on which a conflict opens, and those of markers that stand outside of any.

    A row of equals signs alone is none: it may underline a heading.
    """
    if not any(row in text for row in _ROWS):
        return ()
    lines, inside = [], False
    for match in _ANY.finditer(text):
        if not inside:
            lines.append(text.count("\n", 0, match.start()) + 1)
        inside = match[0][0] == "<" or (inside and match[0][0] != ">")
    return tuple(lines)


def resolved(text: str, like: str) -> tuple[str, str]:
    """A text with its conflicts resolved, and what the other sides would have made of it.

    Of each conflict the side counts of which the fewest lines are missing from the text `like`, then the longer one.
    A text without conflicts is returned twice.
    """
    if not first_conflict(text):
        return text, text
    known = set(like.split("\n"))

    def likeness(side: Sequence[str]) -> tuple[int, int]:
        return -sum(line not in known for line in side), len(side)

    best: list[str] = []
    rest: list[str] = []
    for hunk in _hunks_of(text.split("\n")):
        first, second = sorted(hunk, key=likeness, reverse=True)
        best += first
        rest += second
    return "\n".join(best), "\n".join(rest)


def _hunks_of(lines: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """What each side has where they differ; the same on both where they don't."""
    sides: dict[str, list[str]] = {"": [], _OPENING: [], _OLD: [], _MIDDLE: []}
    side = ""
    for line in lines:
        marker = _marker_in(line, side)
        if marker is None:
            sides[side].append(line)
            continue
        side = "" if marker == _CLOSING else marker
        if marker in (_OPENING, _CLOSING):
            yield sides[""], sides[""]
            yield sides[_OPENING], sides[_MIDDLE]
            sides = {name: [] for name in sides}
    yield sides[""], sides[""]
    yield sides[_OPENING], sides[_MIDDLE]


def _marker_in(line: str, side: str) -> str | None:
    """The marker that a line is, where it stands on this side."""
    if side == "":
        return _OPENING if line.startswith(_OPENING) else None
    if line.startswith(_CLOSING):
        return _CLOSING
    if side == _OPENING and line.startswith(_OLD):
        return _OLD
    return _MIDDLE if line == _MIDDLE and side != _MIDDLE else None
