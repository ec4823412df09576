"""Rules for what a page inserts between paragraphs: links, teasers, appeals, posts, pull quotes."""

import re

from dateline.layout.boilerplate import Trait
from dateline.layout.bylines import names_in
from dateline.layout.line_rules.verdict import Verdict, is_link, next_of
from dateline.layout.line_traits import Item
from dateline.layout.lines import ends_sentence, is_upper, words_of
from dateline.layout.page_regions import Page
from dateline.layout.timestamps import is_relative_stamp
from dateline.model.article import BlockKind


def linked_list(page: Page, index: int) -> Verdict | None:
    """A title below the head of a list of links, or below another title of that list."""
    item = page.items[index]
    if not is_link(item):
        return None
    for before in reversed(page.items[max(0, index - 12) : index]):
        if before.has(Trait.LIST):
            return Verdict(BlockKind.BOILERPLATE, "a title in a list of links")
        if not is_link(before) and not before.has(Trait.SECTION) and not before.key.isdigit():
            return None
    return None


def teaser(page: Page, index: int) -> Verdict | None:
    """Title and summary of another story: an age stands right below ("Politics / 22 hours ago")."""
    for after in page.items[index + 1 : index + 3]:
        if is_relative_stamp(after.text) and after.size <= 6:
            return Verdict(BlockKind.BOILERPLATE, "an age stands below it, as below other stories")
        if not after.has(Trait.FURNITURE, Trait.SECTION):
            return None
    return None


def repeated(page: Page, index: int) -> Verdict | None:
    """The same words soon again: an appeal that stands between paragraphs, or a sentence in large type."""
    item = page.items[index]
    if item.size < 3:
        return None
    before = sum(other is item for other in page.items[max(page.first, index - 30) : index])
    after = sum(other is item for other in page.items[index + 1 : index + 31])
    if before or after > 1:
        return Verdict(BlockKind.BOILERPLATE, "stands several times in the text")
    return None


def amid_appeals(page: Page, index: int) -> Verdict | None:
    """A line of a subscription offer: appeals above and below it, within a few lines."""
    item = page.items[index]
    if item.size >= _LONGEST_NOTICE or item.text.startswith(_QUOTES):
        return None
    is_apart = page.lines[index].gap and index + 1 < len(page.lines) and page.lines[index + 1].gap
    if is_apart and item.is_prose and item.size >= _SHORTEST_APART:
        return None
    above = sum(other.has(Trait.APPEAL) for other in page.items[max(0, index - _NEAR) : index])
    below = sum(other.has(Trait.APPEAL) for other in page.items[index + 1 : index + 1 + _NEAR])
    if above and below and above + below > 2:
        return Verdict(BlockKind.BOILERPLATE, "in a block of appeals")
    return None


_LONGEST_NOTICE = 45
_SHORTEST_APART = 20
_NEAR = 4
_QUOTES = ("“", '"', "‘", "'")


def amid_furniture(page: Page, index: int) -> Verdict | None:
    """A sentence in a block of notices: furniture right above and below it, no blank line between."""
    item, after = page.items[index], next_of(page, index)
    if index == page.first or after is None or page.lines[index].gap or page.lines[index + 1].gap:
        return None
    around = (page.items[index - 1], after)
    is_amid = all(other.has(Trait.FURNITURE, Trait.APPEAL) for other in around)
    if item.is_prose and is_amid and any(other.has(Trait.APPEAL) for other in around) and item.size < 40:
        return Verdict(BlockKind.BOILERPLATE, "in a block of notices")
    return None


_DASHED = re.compile(r"[-–—―] {0,2}(?P<who>.{2,100})")


_HANDLE = re.compile(r"\(@\w{1,30}\)")


_POST = re.compile(r"pic\.twitter\.com/|https?://t\.co/")


def attribution(page: Page, index: int) -> Verdict | None:
    """Who said the words above, set off by a dash: "— Ana Ruiz, mayor", "— Ana Ruiz (@anaruiz) May 3, 2024"."""
    item = page.items[index]
    match = _DASHED.fullmatch(item.text)
    if not match or item.size > 14 or ends_sentence(item.text):
        return None
    names = names_in(re.split(r",|\(", match["who"])[0]) or _HANDLE.search(item.text)
    return Verdict(BlockKind.CREDIT, "names after a dash who said the words above") if names else None


def post(page: Page, index: int) -> Verdict | None:
    """A post of a social network, by its links or by the attribution below it."""
    item, after = page.items[index], next_of(page, index)
    if _POST.search(item.text[-200:]) and item.size < 90:
        return Verdict(BlockKind.BOILERPLATE, "a post of a social network")
    if after and after.text.startswith(("-", "–", "—")) and _HANDLE.search(after.text):
        return Verdict(BlockKind.BOILERPLATE, "a post of a social network: its author stands below")
    return None


def pull_quote(page: Page, index: int) -> Verdict | None:
    """A sentence of the body once more, in large type: who said it stands below after a dash."""
    item, after = page.items[index], next_of(page, index)
    if after is None or not attribution(page, index + 1):
        return None
    words_of_it = " ".join(item.key.split()[:8])
    near = (
        page.items[max(page.first, index - 40) : index] + page.items[index + 1 : min(page.last, index + 41)]
    )
    if any(words_of_it in other.key for other in near):
        return Verdict(BlockKind.BOILERPLATE, "repeats words of the body")
    return None


def capital_link(page: Page, index: int) -> Verdict | None:
    """The title of another story in capitals, as some outlets set links; headings in capitals are shorter."""
    item = page.items[index]
    if is_upper(item.text) and _SHORTEST_CAPITAL_LINK <= item.size <= _LONGEST_CAPITAL_LINK:
        return Verdict(BlockKind.BOILERPLATE, "a title in capitals between paragraphs")
    return None


_SHORTEST_CAPITAL_LINK = 7
_LONGEST_CAPITAL_LINK = 22


def tag_row(page: Page, index: int) -> Verdict | None:
    """Names and subjects in a row below the last sentence, by which a page files it: "Ana Ruiz Bridges Ostrel Pier"."""
    item = page.items[index]
    if any(after.is_prose for after in page.items[index + 1 : page.last]) or ends_sentence(item.text):
        return None
    if all(word.startswith("#") for word in item.text.split()):
        return Verdict(BlockKind.BOILERPLATE, "hashtags in a row")
    if item.size >= _SHORTEST_ROW and not item.raw.startswith(_QUOTES) and _is_row(item.text):
        return Verdict(BlockKind.BOILERPLATE, "names and subjects in a row below the article")
    return None


def _is_row(text: str) -> bool:
    """Whether every word that could be written small is not, "and" and "of" aside; in capitals it may be a heading."""
    tokens = [word for word in words_of(text) if word.casefold() not in _LINKS]
    is_capital = all(not word[0].islower() for word in tokens)
    return (
        is_capital and not is_upper(text) and sum(word[0].isupper() for word in tokens) >= _SHORTEST_ROW - 1
    )


_SHORTEST_ROW = 6
_LINKS = frozenset(("and", "at", "de", "for", "in", "of", "on", "the", "to"))


def _is_item(item: Item) -> bool:
    """Whether it is the last but one of a list: "clear the pier; and"."""
    return item.text.endswith(("; and", "; or", ", and", ", or"))


def links(page: Page, index: int) -> Verdict | None:
    """One of several titles in a row: links to other stories that stand between two paragraphs."""
    item = page.items[index]
    around = page.items[max(page.first, index - 1) : index] + page.items[index + 1 : index + 2]
    is_title = item.size >= 5 and not ends_sentence(item.text) and not _is_item(item)
    if is_title and any(map(is_link, around)):
        return Verdict(BlockKind.BOILERPLATE, "one of several titles in a row")
    return None
