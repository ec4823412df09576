"""Rules for lines that mean the same wherever they stand: the headline, notes, page furniture."""

import re

from dateline.layout.boilerplate import Trait
from dateline.layout.bylines import names_in
from dateline.layout.line_rules.verdict import FURNITURE, Verdict
from dateline.layout.page_regions import Page
from dateline.model.article import BlockKind


def headline(page: Page, index: int) -> Verdict | None:
    """The line that the page was found to be about."""
    if index != page.headline:
        return None
    return Verdict(BlockKind.HEADLINE, "the line above the body that shares most with it")


def repeated_headline(page: Page, index: int) -> Verdict | None:
    """The headline once more: alone, below a button, or with a caption glued to it."""
    if page.headline is None or index == page.headline:
        return None
    headline, item = page.items[page.headline], page.items[index]
    if item.size < 3 or headline.size < 3:
        return None
    if item.key == headline.key:
        return Verdict(BlockKind.BOILERPLATE, "repeats the headline")
    if item.text.startswith(headline.text) and index < page.last:
        split = _offset_after(item.raw, headline.text)
        size = item.size - headline.size
        if split and size >= 3 and item.raw[split:].lstrip()[:1].isupper():
            return Verdict(BlockKind.BOILERPLATE, "repeats the headline", split, BlockKind.CAPTION)
    if headline.key in item.key and item.size <= headline.size + 12 and not item.is_prose:
        return Verdict(BlockKind.BOILERPLATE, "repeats the headline beside a button")
    return None


def _offset_after(raw: str, tidy: str) -> int | None:
    """Where in the raw line the tidied text ends: their visible characters are the same."""
    wanted = len("".join(tidy.split()))
    for offset, char in enumerate(raw):
        if not char.isspace():
            wanted -= 1
        if wanted == 0:
            return offset + 1
    return None


def correction(page: Page, index: int) -> Verdict | None:
    """What corrects the article: "Correction: ...", "An earlier version of this article ..."."""
    return _by_sign(page, index, Trait.CORRECTION, BlockKind.CORRECTION)


def note(page: Page, index: int) -> Verdict | None:
    """What the newsroom adds: "Edited by ...", "Reporting by ...", "This story was first published in ..."."""
    return _by_sign(page, index, Trait.NOTE, BlockKind.NOTE)


def furniture(page: Page, index: int) -> Verdict | None:
    """Controls, labels, appeals, heads of lists."""
    item = page.items[index]
    if item.sign and item.has(*FURNITURE):
        return Verdict(BlockKind.BOILERPLATE, item.sign.reason)
    return None


def _by_sign(page: Page, index: int, trait: Trait, kind: BlockKind) -> Verdict | None:
    sign = page.items[index].sign
    return Verdict(kind, sign.reason) if sign and sign.trait is trait else None


def comment(page: Page, index: int) -> Verdict | None:
    """What readers have written below the article, and all that follows."""
    return (
        Verdict(BlockKind.BOILERPLATE, "a reader's comment, or below one") if index >= page.comments else None
    )


def live_clock(page: Page, index: int) -> Verdict | None:
    """The line above an entry of a live report."""
    if page.items[index].is_clock:
        return Verdict(BlockKind.STAMP, "the clock of an entry in a live report")
    return None


_BIO = re.compile(
    r"(?P<name>(?:[\w.'’-]+ ){1,4}?[\w.'’-]+)(?:, [^,]{1,60},)? (?:is|was|has been|covers|writes|reports) "
)


def about_author(page: Page, index: int) -> Verdict | None:
    """A sentence below the article that tells who an author is: "Ana Ruiz is a reporter in Lyon."."""
    item = page.items[index]
    if item.size > 90:
        return None
    if any(
        item.text.startswith(f"{name} {verb} ")
        for name in page.authors
        for verb in ("is", "was", "covers", "writes")
    ):
        return Verdict(BlockKind.NOTE, "tells who an author is")
    match = _BIO.match(item.text[:120]) if index >= page.last else None
    return Verdict(BlockKind.NOTE, "tells who an author is") if match and names_in(match["name"]) else None
