"""Rules for paragraphs, lists and headings, and for text that goes on below the body."""

import re

from dateline.layout.boilerplate import Trait
from dateline.layout.line_rules.verdict import FURNITURE, LONGEST_HEADING, Verdict, is_link, next_of
from dateline.layout.lines import ends_sentence, ends_with_stop, is_upper
from dateline.layout.page_regions import Page
from dateline.model.article import BlockKind

_BULLET = re.compile(r"(?:[•●▪◦‣*–—-]|\(?(?:\d{1,2}|[a-z])[.)])\s")
"""What opens an item of a list."""


def prose(page: Page, index: int) -> Verdict | None:
    """A sentence, or what is long enough to be text; a short question may be a heading."""
    item = page.items[index]
    if item.is_prose and not (item.size <= LONGEST_HEADING and item.raw.rstrip().endswith("?")):
        return Verdict(BlockKind.PARAGRAPH, "a sentence, or long")
    return None


def list_item(page: Page, index: int) -> Verdict | None:
    """An item of a list of the article's own: it has a bullet, or the list is announced by a colon."""
    item, after = page.items[index], next_of(page, index)
    if _BULLET.match(item.text) and item.size > 3:
        return Verdict(BlockKind.PARAGRAPH, "an item of a list") if not heads_body(page, index) else None
    if item.size < 3:
        return None
    before = page.items[index - 1]
    is_last = after is None or after.is_prose
    for distance, announcer in enumerate(reversed(page.items[max(page.first, index - 15) : index])):
        if announcer.text.endswith(":") and announcer.size > 2:
            is_alone = is_last and distance == 0
            return (
                None if is_alone else Verdict(BlockKind.PARAGRAPH, "an item of a list that a colon announces")
            )
        if announcer.size < 3 or announcer.sign or (announcer.is_prose and announcer is not before):
            return None
    return None


def heading(page: Page, index: int) -> Verdict | None:
    """A short line without a full stop that stands above body text."""
    item = page.items[index]
    if item.size > LONGEST_HEADING or len(item.text) > 120 or ends_with_stop(item.text):
        return None
    if (
        item.text[0].islower()
        or _is_open(item.text)
        or _is_asked(page, index)
        or _is_second_link(page, index)
    ):
        return None
    if not heads_body(page, index):
        return None
    return Verdict(BlockKind.HEADING, "short, no full stop, body text below")


_SHORTEST_LINK = 5


def _is_second_link(page: Page, index: int) -> bool:
    """Whether a title stands right below another: links come in rows, headings alone."""
    before, item = page.items[index - 1], page.items[index]
    is_title = is_link(before) and not before.caption and not before.is_credit and not before.is_clock
    return is_title and min(before.size, item.size) >= _SHORTEST_LINK and not page.lines[index].gap


def _is_asked(page: Page, index: int) -> bool:
    """A question within running text: headings that ask are set apart, or in capitals."""
    text = page.items[index].text
    if not text.rstrip("”\"'’ ").endswith("?") or is_upper(text) or page.lines[index].gap:
        return False
    return index + 1 < len(page.lines) and page.items[index - 1].is_prose and not page.lines[index + 1].gap


_SAYS_WHO = re.compile(r"[”\"] {0,2}[―—–-] {0,2}[A-Z]")
_TURN = re.compile(r"[\"“]?[A-Z]{3,}(?: [A-Z]{2,})?: [A-Z]")
"""A turn in a transcript: "RUIZ: Do you think ...?"."""


def _is_open(text: str) -> bool:
    """Whether the line leads on to the next, or is the beginning of a quote or of a speaker's turn."""
    bare = text.rstrip()
    is_unclosed = bare[:1] in '“"' and not any(mark in bare[1:] for mark in '”"')
    is_attributed = bare[:1] in '“"' and bool(_SAYS_WHO.search(bare))
    return (
        is_attributed
        or bare.endswith((",", ";", ":", "; and", "; or", ", and", ", or"))
        or is_unclosed
        or bool(_TURN.match(bare))
    )


def heads_body(page: Page, index: int) -> bool:
    """Whether the next line that is part of the article is body text; a list of links may stand between."""
    is_listing = False
    for after in page.items[index + 1 : min(page.last, index + 16)]:
        if after.is_prose:
            return True
        is_listing = is_listing or after.has(Trait.LIST)
        is_aside = after.has(*FURNITURE) or after.is_credit or after.caption or after.is_stamp
        if not is_aside and not (is_listing and is_link(after)):
            return False
    return False


def body_rest(page: Page, index: int) -> Verdict | None:
    """What no other rule knows: a word or two are a remnant of the page, more is text."""
    item = page.items[index]
    if item.size < 4 and not ends_sentence(item.text):
        return Verdict(BlockKind.BOILERPLATE, "a word or two alone in the body")
    return Verdict(BlockKind.PARAGRAPH, "stands in the body and is nothing else")


_TAIL_REACH = 8
"""Lines below the body that can still go on from it."""
_SHORTEST_TAIL = 12
"""In words, where no mark ends a sentence."""


def tail_text(page: Page, index: int) -> Verdict | None:
    """Text right below the body, as long as nothing of the page has come between."""
    if index >= page.last + _TAIL_REACH:
        return None
    for item in page.items[page.last : index + 1]:
        if item.sign or item.is_stamp or item.is_credit:
            return None
        if item.size < _SHORTEST_TAIL and (item.text.endswith(":") or not ends_sentence(item.text)):
            return None
    return Verdict(BlockKind.PARAGRAPH, "goes on from the body")


def tail_rest(page: Page, index: int) -> Verdict | None:
    """What no other rule knows below the article."""
    return Verdict(BlockKind.BOILERPLATE, "stands below the article")
