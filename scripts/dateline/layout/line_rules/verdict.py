"""What a rule answers, and what several rules need."""

from collections.abc import Callable
from dataclasses import dataclass

from dateline.layout.boilerplate import Trait
from dateline.layout.line_traits import Item
from dateline.layout.lines import ends_with_stop
from dateline.layout.page_regions import Page
from dateline.model.article import BlockKind


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of a line, or of its part up to `split` (an offset into its raw text) with the rest's kind."""

    kind: BlockKind
    reason: str
    split: int | None = None
    rest: BlockKind | None = None


Rule = Callable[[Page, int], Verdict | None]
"""A rule of the reader: a page and the index of one of its lines."""

FURNITURE = (
    Trait.FURNITURE,
    Trait.APPEAL,
    Trait.SECTION,
    Trait.LIST,
    Trait.PAGE_END,
    Trait.COMMENT,
)
"""The traits of what is no part of an article."""

LONGEST_HEADING = 16
"""In words."""
_LONGEST_LINK = 32


def next_of(page: Page, index: int) -> Item | None:
    """The item below, None at the end."""
    return page.items[index + 1] if index + 1 < len(page.items) else None


def is_link(item: Item) -> bool:
    """Whether a line can be the title of another story."""
    is_title = not item.is_prose or (item.size <= LONGEST_HEADING and not ends_with_stop(item.text))
    return is_title and not item.sign and item.size <= _LONGEST_LINK
