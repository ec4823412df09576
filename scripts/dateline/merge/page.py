"""A briefing file in its parts, and its layout: how an editor saved it, which is no part of what it says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.briefing import front_matter
from dateline.briefing.blocks import Blocks, blocks_of, lines_of
from dateline.briefing.conflict_markers import first_conflict
from dateline.briefing.document import sources_in
from dateline.briefing.front_matter import unified
from dateline.merge.front_matter_text import Front, read_front
from dateline.model.problems import DatelineError

_BYTE_ORDER_MARK = "\ufeff"
_FENCE = re.compile(r"-{3,}\s*")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a person's editor saved a file."""

    mark: str
    end: str
    """The line end of the first line."""
    ends: Mapping[tuple[str, str], str]
    """The line end of each line, known by the line before it and its own text, where they differ."""
    last: str
    """The blank lines at the end."""

    @classmethod
    def of(cls, text: str) -> "Layout":
        """The layout of a text."""
        lines = text.removeprefix(_BYTE_ORDER_MARK).split("\n")[:-1]
        plain = [line.removesuffix("\r") for line in lines]
        found = ["\r\n" if line.endswith("\r") else "\n" for line in lines]
        ends = dict(zip(zip(["", *plain], plain, strict=False), found, strict=True))
        last = text[len(text.rstrip("\r\n")) :]
        mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
        return cls(mark, found[0] if found else "\n", ends if len(set(found)) > 1 else {}, last)

    def applied(self, text: str) -> str:
        """A normalized text as that editor would have saved it."""
        *lines, last = text.split("\n")
        pairs = zip(["", *lines], lines, strict=False)
        body = "".join(pair[1] + self.ends.get(pair, self.end) for pair in pairs)
        return self.mark + body + last + self.last


def normalized(text: str) -> str:
    r"""A text without its layout: no byte order mark, line ends as `\n` and none at its end."""
    return unified(text).rstrip("\n")


@dataclass(frozen=True, slots=True)
class Page:
    """A briefing file in its parts; two are equal if every character but those of the layout is."""

    front: Front = field(default_factory=Front)
    fences: tuple[str, str] | None = None
    blocks: Blocks = ()
    tail: tuple[str, ...] = ()
    """Lines of blanks at the end."""

    @property
    def text(self) -> str:
        """The whole text, without line ends at its end."""
        lines = [*lines_of(self.blocks), *self.tail]
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


def page_of(text: str, file: str = "", *, is_base: bool = False) -> Page:
    """Read a normalized text; raises `DatelineError`, with the line in `file`, for front matter that can't be read.

    A base is read as far as it can be: its body alone without front matter that is no YAML.
    """
    front, fences, body = Front(), None, text.split("\n")
    if front_matter.has_front_matter(text + "\n"):
        lines = body
        close = next((n for n, line in enumerate(lines) if n and _FENCE.fullmatch(line)), None)
        if close is None:
            if is_base:
                return Page()
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
    return Page(front, fences, blocks_of(body[:end]), tail if any(tail) else ())


def page_of_person(text: str, file: str) -> Page:
    """Read a person's text as `page_of` does; refuses one that would be misread."""
    words = normalized(text)
    if line := first_conflict(words):
        hint = "choose between the two sides and take the markers out"
        raise DatelineError(file, "git left its conflict markers here", hint, line)
    if "\r" in words:
        line = words.count("\n", 0, words.index("\r")) + 1
        raise DatelineError(file, "a line ends with a carriage return alone", "save it with LF or CRLF", line)
    return page_of(words, file)
