"""What the checks take and give: a briefing as it was read, with its seeds, and what one file tells of itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from dateline.briefing import document
from dateline.briefing.blocks import BodyBlock
from dateline.briefing.document import Document
from dateline.briefing.front_matter import FrontMatter
from dateline.briefing.source_rights import SourceRights
from dateline.check.cited_seeds import CitedSeeds
from dateline.check.positions import LineIndex, index_lines
from dateline.model.briefing import Briefing
from dateline.model.problems import Problem, Severity, error, warning


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What a project can set about the checks."""

    no_evidence: Severity = Severity.WARNING
    """How bad an item without evidence is, or one whose evidence nothing can prove."""
    has_seeds: bool = True
    """Whether the project keeps its seeds here; a machine that only publishes may have none."""
    omits_html: bool = False
    """Whether the site leaves raw HTML out."""
    rights: SourceRights = field(default_factory=SourceRights)
    """What the site may show of its sources."""


@dataclass(frozen=True, slots=True, eq=False)
class CheckedFile:
    """A briefing as it was read, and all that a rule may ask about it; what several rules ask may be kept by it."""

    name: str
    """Its path below the project's root."""
    document: Document
    lines: LineIndex
    blocks: tuple[BodyBlock, ...]
    seeds: CitedSeeds = field(default_factory=CitedSeeds)
    settings: CheckSettings = CheckSettings()
    reviewed: Briefing | None = None
    """The version that a person last reviewed, where it was kept."""

    @property
    def front(self) -> FrontMatter:
        """The front matter."""
        return self.document.front

    @property
    def briefing(self) -> Briefing:
        """The items."""
        return self.document.briefing

    @property
    def shown_blocks(self) -> Iterator[BodyBlock]:
        """The blocks that a page shows as what they are: no comments, no fenced code."""
        return (block for block in self.blocks if not (block.is_comment or block.is_code))

    def error(self, line: int, message: str, hint: str = "", column: int = 0) -> Problem:
        """An error in this file."""
        return error(self.name, line, message, hint, column)

    def warning(self, line: int, message: str, hint: str = "", column: int = 0) -> Problem:
        """A warning about this file."""
        return warning(self.name, line, message, hint, column)


Read = Callable[[str, str], Document]
"""Parses a briefing: its text and name; raises `DatelineError` as `document.read` does, which is one."""


def parse_file(text: str, name: str, read: Read = document.read) -> CheckedFile:
    """Read a briefing without its seeds; raises `DatelineError` as `read` does."""
    parsed = read(text, name)
    return CheckedFile(name, parsed, index_lines(text), parsed.blocks)


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A topic, the path of a seed or the target of a link, with its place in the file."""

    text: str
    line: int
    column: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """What one file tells that other files have to agree with."""

    topics: tuple[PlacedText, ...] = ()
    seeds: tuple[PlacedText, ...] = ()
    links: tuple[PlacedText, ...] = ()
    """The targets of links and pictures that lead to other pages or places of the site."""
    anchors: tuple[str, ...] = ()
    """The places that a link can lead to."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong or doubtful in one file, and its outline."""

    problems: tuple[Problem, ...]
    outline: Outline = Outline()
