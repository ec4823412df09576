"""Find where the words of an item stand in a file's Markdown, for the column of a message and for a fix in place."""

import html.entities
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from dateline.briefing.front_matter import unified

_NEXT_ITEM = re.compile(r"^(?:[-*+] |#|\[\^|!!!)", re.MULTILINE)
_BLANKS_OR_CHAR = re.compile(r"\s+|\S")


@dataclass(frozen=True, slots=True)
class LineIndex:
    r"""A text, its line ends `\n`, with the offsets at which its lines start."""

    text: str
    starts: tuple[int, ...]

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, counted from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """A line, counted from 1, without its end."""
        return self.text[self.starts[number - 1] :].partition("\n")[0]


def index_lines(text: str) -> LineIndex:
    """The lines of a file as its reader counts them."""
    whole = unified(text)
    *above, _ = map(len, whole.split("\n"))
    return LineIndex(whole, (0, *accumulate(length + 1 for length in above)))


def find_words(lines: LineIndex, line: int, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where each of these words stands in the Markdown of the item on a line: offsets into the text.

    None are given if they don't follow one another there.
    """
    match = _search_item(lines, line, r"\s+".join(f"({_markdown_pattern(word)})" for word in words))
    return [match.span(number) for number in range(1, len(words) + 1)] if match else []


def position_of(lines: LineIndex, line: int, words: str, at: int) -> tuple[int, int]:
    """The line and column of the character at an offset in the words of an item; its line alone if it isn't found."""
    match = _search_item(
        lines, line, f"{_markdown_pattern(words[:at])}(?P<rest>){_markdown_pattern(words[at:])}"
    )
    return lines.position(match.start("rest")) if match else (line, 0)


def _search_item(lines: LineIndex, line: int, pattern: str) -> re.Match[str] | None:
    """Search the item that opens on a line, up to the line on which the next one opens."""
    start = lines.starts[line - 1]
    following = _NEXT_ITEM.search(lines.text, start + 1)
    return re.compile(pattern).search(lines.text, start, following.start() if following else len(lines.text))


def _markdown_pattern(words: str) -> str:
    """A pattern for the ways in which Markdown may write these words."""
    return "".join(r"\s+" if part.isspace() else _written(part) for part in _BLANKS_OR_CHAR.findall(words))


def _written(char: str) -> str:
    if char.isalnum():
        return char
    named = html.entities.codepoint2name.get(ord(char))
    return rf"(?:\\?{re.escape(char)}|&#{ord(char)};{f'|&{named};' if named else ''})"
