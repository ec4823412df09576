"""A briefing file in its parts, and its layout: how an editor saved it, which is no part of what it says."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from dateline.briefing import front_matter
from dateline.briefing.blocks import Blocks, blocks_of, body_lines
from dateline.briefing.conflict_markers import first_conflict
from dateline.briefing.document import sources_in
from dateline.briefing.front_matter import unified
from dateline.merge.front_matter_text import Front, read_front
from dateline.model.problems import DatelineError

_BYTE_ORDER_MARK = "\ufeff"
_FENCE = re.compile(r"-{3,}\s*")


def normalized(text: str) -> str:
    r"""A text without its layout: no byte order mark, line ends as `\n` and none at its end."""
    return unified(text).rstrip("\n")


def with_layout_of(original: str, text: str) -> str:
    """A normalized text saved as a person's editor saved the original.

    It gets its byte order mark and the blank lines at its end; a line that stands there too, behind the same line, gets
    the line end that it has there, and any other that of the first line.
    """
    lines = original.removeprefix(_BYTE_ORDER_MARK).split("\n")[:-1]
    ends = ["\r\n" if line.endswith("\r") else "\n" for line in lines]
    known = dict(zip(pairwise(["", *(line.removesuffix("\r") for line in lines)]), ends, strict=True))
    *body, last = text.split("\n")
    saved = (
        line + known.get((before, line), ends[0] if ends else "\n") for before, line in pairwise(["", *body])
    )
    mark = _BYTE_ORDER_MARK if original.startswith(_BYTE_ORDER_MARK) else ""
    return mark + "".join(saved) + last + original[len(original.rstrip("\r\n")) :]


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A briefing file in its parts; two are equal if every character but those of the layout is."""

    front: Front = field(default_factory=Front)
    fences: tuple[str, str] | None = None
    blocks: Blocks = ()
    tail: tuple[str, ...] = ()
    """Lines of blanks at the end."""

    @property
    def text(self) -> str:
        """The whole text, without line ends at its end."""
        lines = [*body_lines(self.blocks), *self.tail]
        if self.fences:
            lines = [self.fences[0], *self.front.lines, self.fences[1], *lines]
        elif self.front.values:
            lines = ["---", *self.front.lines, "---", "", *lines]
        return "\n".join(lines)

    @property
    def only_source(self) -> str | None:
        """The id of its source where it has one alone: then its footnotes need not name it."""
        sources = list(sources_in(self.front.values).values())
        return str(sources[0].get("id")) if len(sources) == 1 else None

    @property
    def ids(self) -> set[str]:
        """The identities of its items."""
        return {name for block in self.blocks for name in block.ids}


def parse_file(text: str, file: str = "", *, is_base: bool = False) -> ParsedFile:
    """Read a normalized text; raises `DatelineError`, with the line in `file`, for front matter that can't be read.

    A base is read as far as it can be: its body alone without front matter that is no YAML.
    """
    front, fences, body = Front(), None, text.split("\n")
    if front_matter.has_front_matter(text + "\n"):
        lines = body
        close = next((n for n, line in enumerate(lines) if n and _FENCE.fullmatch(line)), None)
        if close is None:
            if is_base:
                return ParsedFile()
            front_matter.split(text, file)  # raises, with the reason
            raise AssertionError("front matter without a second fence was read")
        body = lines[close + 1 :]
        try:
            front, fences = read_front("\n".join(lines[1:close]), file), (lines[0], lines[close])
        except DatelineError:
            if not is_base:
                raise
    end = next((n for n in range(len(body), 0, -1) if body[n - 1].strip()), 0)
    tail = tuple(body[end:])
    return ParsedFile(front, fences, blocks_of(body[:end]), tail if any(tail) else ())


def parse_persons_file(text: str, file: str) -> ParsedFile:
    """Read a person's text as `parse_file` does; refuses one that would be misread."""
    words = normalized(text)
    if line := first_conflict(words):
        hint = "choose between the two sides and take the markers out"
        raise DatelineError(file, "git left its conflict markers here", hint, line)
    if "\r" in words:
        line = words.count("\n", 0, words.index("\r")) + 1
        raise DatelineError(file, "a line ends with a carriage return alone", "save it with LF or CRLF", line)
    return parse_file(words, file)
