"""What the checks take and give: seeds as texts, the rules that can be set, and what one file tells of itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dateline.briefing import document
from dateline.briefing.blocks import BodyBlock
from dateline.briefing.document import Document
from dateline.check.positions import Lines, lines_of
from dateline.model.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class SeedText:
    """A seed's text as its article has it, and the SHA-256 of its bytes with line ends as LF."""

    text: str
    sha256: str
    stored: str | None = None
    """The SHA-256 of its bytes as they are, if it is another: earlier versions noted that one."""
    place: Callable[[int], str | None] = lambda start: None
    """Where in its article an offset of the text stands: "paragraph 4"; None where that is not known.

    Reading an article for that takes ten times as long as its text does.
    """


ReadSeed = Callable[[str], SeedText]
"""Reads the seed at a path below the project's root; raises `DatelineError`."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a project can set about the checks."""

    no_evidence: Severity = Severity.WARNING
    """How bad an item without evidence is, or one whose evidence nothing can prove."""
    has_seeds: bool = True
    """Whether the project keeps its seeds here; a machine that only publishes may have none."""


@dataclass(frozen=True, slots=True)
class Page:
    """A briefing as it was read, with its name (a path below the project's root), its lines and its blocks."""

    file: str
    document: Document
    lines: Lines
    blocks: tuple[BodyBlock, ...]

    @property
    def shown(self) -> Iterator[BodyBlock]:
        """The blocks that a page shows as what they are: no comments, no fenced code."""
        return (block for block in self.blocks if not (block.is_comment or block.is_code))


def page_of(text: str, file: str) -> Page:
    """Read a briefing; raises `DatelineError` as `document.read` does."""
    found = document.read(text, file)
    return Page(file, found, lines_of(text), found.blocks)


@dataclass(frozen=True, slots=True)
class Mention:
    """A word of a file with its place: a topic, a seed, the target of a link."""

    text: str
    line: int
    column: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """What one file tells that other files have to agree with."""

    topics: tuple[Mention, ...] = ()
    seeds: tuple[Mention, ...] = ()
    links: tuple[Mention, ...] = ()
    """The targets of links and pictures that lead to other pages or places of the site."""
    anchors: tuple[str, ...] = ()
    """The places that a link can lead to."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong or doubtful in one file, and its outline."""

    problems: tuple[Problem, ...]
    outline: Outline = Outline()
