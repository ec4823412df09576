"""Rules for what else stands above the body."""

from dateline.layout.bylines import looks_like_name
from dateline.layout.line_rules.verdict import FURNITURE, Verdict, next_of
from dateline.layout.line_traits import Item
from dateline.layout.lines import ends_with_stop
from dateline.layout.page_regions import Page
from dateline.model.article import BlockKind


def above_headline(page: Page, index: int) -> Verdict | None:
    """Menus, section names and other stories above the headline; a stamp or byline close to it stays one."""
    if page.headline is not None and index < page.headline and not _is_signature(page, index):
        return Verdict(BlockKind.BOILERPLATE, "stands above the headline")
    return None


def _is_signature(page: Page, index: int) -> bool:
    item = page.items[index]
    return page.headline is not None and page.headline - index <= 4 and (item.is_byline or bool(item.stamps))


def below_clock(page: Page, index: int) -> Verdict | None:
    """The heading of the first entry of a live report."""
    before, after = page.items[index - 1] if index else None, next_of(page, index)
    if before and after and before.is_clock and after.is_prose and not ends_with_stop(page.items[index].text):
        return Verdict(BlockKind.HEADING, "stands below the clock of an entry")
    return None


_DEK_REACH = 8
"""Lines below the headline in which a dek is looked for."""


def dek(page: Page, index: int) -> Verdict | None:
    """A line set under the headline, only furniture and section names between."""
    if page.headline is None or not page.headline < index <= page.headline + _DEK_REACH:
        return None
    item = page.items[index]
    if item.size < _SHORTEST_DEK or looks_like_name(item.text):
        return None
    between = page.items[page.headline + 1 : index]
    if all(other.has(*FURNITURE) for other in between) or all(_is_dek_like(other) for other in between):
        return Verdict(BlockKind.DEK, "stands under the headline")
    return None


def _is_dek_like(item: Item) -> bool:
    return not item.sign and _SHORTEST_DEK <= item.size < _LONGEST_DEK


_SHORTEST_DEK = 4
_LONGEST_DEK = 50


def head_caption(page: Page, index: int) -> Verdict | None:
    """Other words of some length between headline and body tell what the picture shows."""
    item = page.items[index]
    if page.headline is not None and (item.size >= 5 or looks_like_name(item.text)):
        return Verdict(BlockKind.CAPTION, "words between headline and body that are no dek")
    return None


def head_prose(page: Page, index: int) -> Verdict | None:
    """Without a headline, sentences above what was taken for the body belong to it."""
    if page.headline is None and page.items[index].is_prose:
        return Verdict(BlockKind.PARAGRAPH, "a sentence in a text without a headline")
    return None


def head_rest(page: Page, index: int) -> Verdict | None:
    """What no other rule knows above the body."""
    return Verdict(BlockKind.BOILERPLATE, "a short line above the body")
