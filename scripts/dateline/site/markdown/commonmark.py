"""Lines as Python-Markdown wants them, made of lines as CommonMark has them and formatters write them.

Formatters that know no boxes (Prettier, mdformat) move the first paragraph of a box to the margin.  All of them indent
what belongs to a list item as far as the item's own words, by two blanks or three, where Python-Markdown wants four:
with less, an inner list is taken for a part of the outer one, and a second paragraph for one below the list.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from dateline.briefing.blocks import ADMONITION, opens_block, split_box

_MARKER = re.compile(r" *(?:[-*+]|\d+\.) +(?=\S)")
_INDENT = 4
"""Blanks by which Python-Markdown has each level indented."""


def adapted(lines: Sequence[str]) -> Iterator[str]:
    """The lines with the words of each box under its title, and list items' contents indented by fours."""
    return _lists_indented(_boxes_indented(_heads_apart(lines)))


def _heads_apart(lines: Sequence[str]) -> Iterator[str]:
    """The lines with each box's title on a line of its own."""
    end = 0
    for number, line in enumerate(lines):
        if number < end:
            continue
        if not ADMONITION.match(line):
            yield line
            continue
        rest = range(number + 1, len(lines))
        end = next((n for n in rest if not lines[n].strip() or opens_block(lines[n])), len(lines))
        head, words = split_box("\n".join(lines[number:end]))
        yield head
        yield from words.split("\n") if words else ()


def _boxes_indented(lines: Iterable[str]) -> Iterator[str]:
    inside = False
    for line in lines:
        if ADMONITION.match(line):
            inside = True
        elif not line.strip() or line[0].isspace() or opens_block(line):
            inside = False
        yield f"    {line}" if inside and not ADMONITION.match(line) else line


def _lists_indented(lines: Iterable[str]) -> Iterator[str]:
    """What is indented as far as four blanks a level, or farther, is left as it is."""
    starts: list[
        int
    ] = []  # where the words begin of the item that a line stands in, and of the items around it
    after_blank = True
    for line in lines:
        words = line.lstrip(" ")
        indent = len(line) - len(words)
        marker = _MARKER.match(line)
        if words:
            around = [start for start in starts if start <= indent]
            if around or marker or after_blank or opens_block(line):
                starts = around
            if marker and (starts or indent < _INDENT):
                starts = [*starts, marker.end()]
        level = len(starts) - (1 if marker and starts else 0)
        is_apart = words and (marker or after_blank)
        yield " " * max(indent, _INDENT * level) + words if is_apart and level else line
        after_blank = not words
