"""Texts in which git left its conflict markers, because two people's branches did not fit."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_OPENING, _OLD, _MIDDLE, _CLOSING = "<<<<<<< ", "||||||| ", "=======", ">>>>>>> "
_TORN = re.compile(r"^<<<<<<< .*^=======$.*^>>>>>>> ", re.MULTILINE | re.DOTALL)
_ANY = re.compile(r"^(?:<{7}|\|{7}|>{7})(?= |$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Hunk:
    """What each side has where they differ; the same on both where they don't."""

    ours: tuple[str, ...]
    theirs: tuple[str, ...]


def first_conflict(text: str) -> int:
    """The line of the first conflict marker, counted from 1; 0 for a text that is whole."""
    match = _TORN.search(text)
    return text.count("\n", 0, match.start()) + 1 if match else 0


def marker_lines(text: str) -> tuple[int, ...]:
    """The lines, counted from 1, on which a conflict opens, and those of markers that stand outside of any.

    A row of equals signs alone is none: it may underline a heading.
    """
    lines, inside = [], False
    for match in _ANY.finditer(text):
        if not inside:
            lines.append(text.count("\n", 0, match.start()) + 1)
        inside = match[0][0] == "<" or (inside and match[0][0] != ">")
    return tuple(lines)


def resolved(text: str, like: str) -> tuple[str, str]:
    """A torn text made whole, and what the other sides would have made of it.

    Of each conflict the side counts of which the fewest lines are missing from the text `like`, then the longer one.
    A text that is whole is returned twice.
    """
    if not first_conflict(text):
        return text, text
    known = set(like.split("\n"))

    def likeness(side: Sequence[str]) -> tuple[int, int]:
        return -sum(line not in known for line in side), len(side)

    hunks = list(_hunks_of(text.split("\n")))
    best: list[str] = []
    rest: list[str] = []
    for hunk in hunks:
        first, second = sorted((hunk.ours, hunk.theirs), key=likeness, reverse=True)
        best += first
        rest += second
    return "\n".join(best), "\n".join(rest)


def _hunks_of(lines: Sequence[str]) -> Iterator[_Hunk]:
    sides: dict[str, list[str]] = {"": [], _OPENING: [], _OLD: [], _MIDDLE: []}
    side = ""
    for line in lines:
        turn = _turn_of(line, side)
        if turn is None:
            sides[side].append(line)
        elif turn in (_OPENING, _CLOSING):
            yield from _taken(sides)
            side = "" if turn == _CLOSING else turn
        else:
            side = turn
    yield from _taken(sides)


def _turn_of(line: str, side: str) -> str | None:
    """The marker that a line is, in its place."""
    if side == "":
        return _OPENING if line.startswith(_OPENING) else None
    if line.startswith(_CLOSING):
        return _CLOSING
    if side == _OPENING and line.startswith(_OLD):
        return _OLD
    return _MIDDLE if line == _MIDDLE and side != _MIDDLE else None


def _taken(sides: dict[str, list[str]]) -> Iterator[_Hunk]:
    """What was gathered so far."""
    common = tuple(sides[""])
    if common:
        yield _Hunk(common, common)
    if sides[_OPENING] or sides[_MIDDLE]:
        yield _Hunk(tuple(sides[_OPENING]), tuple(sides[_MIDDLE]))
    for lines in sides.values():
        lines.clear()
