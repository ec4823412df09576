"""What of a file is its editor's and not its words: the byte order mark, line ends, blank lines at the end."""

from collections.abc import Mapping
from dataclasses import dataclass

_MARK = "\ufeff"


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
        lines = text.removeprefix(_MARK).split("\n")[:-1]
        plain = [line.removesuffix("\r") for line in lines]
        found = ["\r\n" if line.endswith("\r") else "\n" for line in lines]
        ends = dict(zip(zip(["", *plain], plain, strict=False), found, strict=True))
        last = text[len(text.rstrip("\r\n")) :]
        mark = _MARK if text.startswith(_MARK) else ""
        return cls(mark, found[0] if found else "\n", ends if len(set(found)) > 1 else {}, last)

    def applied(self, text: str) -> str:
        """A text with plain line ends, and none at its end, as that editor would have saved it."""
        *lines, last = text.split("\n")
        pairs = zip(["", *lines], lines, strict=False)
        body = "".join(pair[1] + self.ends.get(pair, self.end) for pair in pairs)
        return self.mark + body + last + self.last


def plain(text: str) -> str:
    """A text without what is its layout: two that differ in nothing else are equal."""
    return text.removeprefix(_MARK).replace("\r\n", "\n").rstrip("\n")
