"""Rules for what signs an article: bylines, stamps, datelines."""

from dateline.layout.bylines import byline_of, is_label, names_in
from dateline.layout.datelines import dateline_of, place_of
from dateline.layout.line_rules.verdict import Verdict, next_of
from dateline.layout.page_regions import Page
from dateline.layout.timestamps import Role
from dateline.model.article import BlockKind


def byline(page: Page, index: int) -> Verdict | None:
    """A line with "By", split where a date follows."""
    item = page.items[index]
    if not item.is_byline:
        return None
    found = item.stamps
    if found and found[0].start:
        return Verdict(BlockKind.BYLINE, "opens with “by” and names", found[0].start, BlockKind.STAMP)
    return Verdict(BlockKind.BYLINE, "opens with “by” and names")


def labelled_byline(page: Page, index: int) -> Verdict | None:
    """Names below a line that announces them: "By", "Author of the article:"."""
    if index and is_label(page.items[index - 1].text) and names_in(page.items[index].raw):
        return Verdict(BlockKind.BYLINE, "a name below “by”")
    return None


def unsigned_byline(page: Page, index: int) -> Verdict | None:
    """Names without "By", close to what else signs an article: a stamp, another byline."""
    item = page.items[index]
    if item.size > 30 or not names_in(item.raw) or index == page.headline:
        return None
    if page.headline is not None and index < page.headline:
        return None
    near = page.items[max(0, index - 4) : index] + page.items[index + 1 : index + 4]
    if any(other.is_stamp or other.is_byline for other in near):
        return Verdict(BlockKind.BYLINE, "a name near a date or a byline")
    after = next_of(page, index)
    if page.headline is not None and after and index + 1 == page.first:
        return Verdict(BlockKind.BYLINE, "a name between headline and body")
    return None


def stamp(page: Page, index: int) -> Verdict | None:
    """A line of dates, split where an author stands before them."""
    item = page.items[index]
    if not item.is_stamp:
        return None
    first = item.stamps[0].start if item.stamps else max(item.raw.find(mark) for mark in "|•·")
    if first > 0 and (byline_of(item.raw[:first]) or names_in(item.raw[:first])):
        return Verdict(BlockKind.BYLINE, "names an author before a date", first, BlockKind.STAMP)
    return Verdict(BlockKind.STAMP, "little more than a date")


def labelled_stamp(page: Page, index: int) -> Verdict | None:
    """Below the article a stamp that says what it is, close to it: "Published - May 3, 2024"."""
    item = page.items[index]
    is_labelled = any(stamp.role is not Role.BARE for stamp in item.stamps)
    if item.is_stamp and is_labelled and index < page.last + _STAMP_REACH:
        return Verdict(BlockKind.STAMP, "a labelled date below the article")
    return None


_STAMP_REACH = 15


def place(page: Page, index: int) -> Verdict | None:
    """A line that is a place: "Lyon, France"."""
    if place_of(page.items[index].text):
        return Verdict(BlockKind.DATELINE, "a place alone")
    return None


def inline_dateline(page: Page, index: int) -> Verdict | None:
    """The place and agency that open a report: "SEOUL, Sept 12 (Reuters) - "."""
    item = page.items[index]
    if not item.is_prose:
        return None
    match = dateline_of(item.raw)
    if match is None:
        return None
    reason = "opens with a place and an agency or a dash"
    if match.end() >= len(item.raw):
        return Verdict(BlockKind.DATELINE, reason)
    return Verdict(BlockKind.DATELINE, reason, match.end(), BlockKind.PARAGRAPH)
