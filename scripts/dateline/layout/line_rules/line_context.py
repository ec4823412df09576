"""What a rule looks at: a line and what stands around it."""

from dataclasses import dataclass

from dateline.layout.line_features import LineFeatures, Lines
from dateline.layout.page_regions import PageLayout

LONGEST_HEADING = 16
"""In words."""
_LONGEST_LINK = 32


@dataclass(frozen=True, slots=True)
class LineContext:
    """A line of a page with its neighbours."""

    page: PageLayout
    index: int

    @property
    def line(self) -> LineFeatures:
        """The line itself."""
        return self.page.lines[self.index]

    @property
    def above(self) -> LineFeatures | None:
        """The line above; None at the top."""
        return self.page.lines[self.index - 1] if self.index else None

    @property
    def below(self) -> LineFeatures | None:
        """The line below; None at the end."""
        return self.page.lines[self.index + 1] if self.index + 1 < len(self.page.lines) else None

    def before(self, reach: int, first: int = 0) -> Lines:
        """So many lines above, none of them above the line `first`."""
        return self.page.lines[max(first, self.index - reach) : self.index]

    def after(self, reach: int) -> Lines:
        """So many lines below."""
        return self.page.lines[self.index + 1 : self.index + 1 + reach]

    @property
    def gap_above(self) -> bool:
        """Whether a blank line stands above."""
        return self.page.spans[self.index].gap

    @property
    def gap_below(self) -> bool:
        """Whether a blank line stands below; not so at the end of the text."""
        return self.index + 1 < len(self.page.spans) and self.page.spans[self.index + 1].gap

    def meets(self, condition: str) -> object:
        """What a condition of a rule comes to: "line.caption", "not above.is_credit", "gap_below"."""
        owner, _, feature = condition.removeprefix("not ").rpartition(".")
        value = getattr(self, owner or feature)
        if owner and value is not None:
            value = getattr(value, feature)
        return not value if condition.startswith("not ") else value

    @property
    def headline(self) -> LineFeatures | None:
        """The headline of the page."""
        return None if self.page.headline is None else self.page.lines[self.page.headline]


def is_link(line: LineFeatures) -> bool:
    """Whether a line can be the title of another story."""
    is_title = not line.is_prose or (line.size <= LONGEST_HEADING and not line.ends_with_stop)
    return is_title and not line.cue and line.size <= _LONGEST_LINK
