"""Rules for captions and credits."""

import re
from itertools import pairwise

from dateline.lang.lexicon import words
from dateline.layout.boilerplate import Trait
from dateline.layout.bylines import names_in
from dateline.layout.captions import credit_start
from dateline.layout.line_rules.body import _is_open
from dateline.layout.line_rules.verdict import Verdict, next_of
from dateline.layout.lines import ends_sentence, is_upper
from dateline.layout.page_regions import Page
from dateline.model.article import BlockKind


def credit(page: Page, index: int) -> Verdict | None:
    """A line that is a credit alone."""
    if page.items[index].is_credit:
        return Verdict(BlockKind.CREDIT, "nothing but a picture's source")
    return None


def caption(page: Page, index: int) -> Verdict | None:
    """A caption by its own words, its credit split off."""
    item = page.items[index]
    if not item.caption:
        return None
    split = credit_start(item.raw)
    if split and item.raw[:split].strip():
        return Verdict(BlockKind.CAPTION, item.caption, split, BlockKind.CREDIT)
    return Verdict(BlockKind.CAPTION, item.caption)


def caption_above_credit(page: Page, index: int) -> Verdict | None:
    """The line right above a credit."""
    item, after = page.items[index], next_of(page, index)
    if after is None or not after.is_credit or page.lines[index + 1].gap or item.size > 70:
        return None
    return Verdict(BlockKind.CAPTION, "the next line is a picture's source")


def below_credit(page: Page, index: int) -> Verdict | None:
    """A title-like line right below a credit, where the page sets the source above the caption."""
    before, item = page.items[index - 1] if index else None, page.items[index]
    if before is None or not before.is_credit or page.lines[index].gap or before.text.endswith(":"):
        return None
    is_apart = index + 1 < len(page.lines) and page.lines[index + 1].gap
    if is_apart and 4 <= item.size <= 40 and not item.sign:
        return Verdict(BlockKind.CAPTION, "stands right below a picture's source")
    return None


def below_control(page: Page, index: int) -> Verdict | None:
    """A line below "View image", or below the picture's number: "2"."""
    before, item = page.items[index - 1] if index else None, page.items[index]
    if before is None or item.sign or item.size < 3 or item.size > 60 or page.lines[index].gap:
        return None
    key = " ".join(re.sub(r"\d+", " ", before.key).split())
    if before.key.isdigit() and item.is_prose:  # how often the article was shared
        return None
    if before.has(Trait.FURNITURE) and ((not key and before.key) or key in words("layout/picture_controls")):
        return Verdict(BlockKind.CAPTION, "stands below a picture's control")
    return None


def credit_below_label(page: Page, index: int) -> Verdict | None:
    """The name below "Image:", where copying has parted the two."""
    before, item = page.items[index - 1] if index else None, page.items[index]
    if before and before.is_credit and before.text.endswith(":") and item.size <= 10:
        return Verdict(BlockKind.CREDIT, "stands below a credit's label")
    return None


def capitals(page: Page, index: int) -> Verdict | None:
    """Two lines in capitals, one below the other: a caption and its credit."""
    item, lines = page.items[index], page.lines
    if not is_upper(item.text) or item.size > 25:
        return None
    before = page.items[index - 1] if index and not lines[index].gap else None
    after = page.items[index + 1] if index + 1 < page.last and not lines[index + 1].gap else None
    if before and is_upper(before.text) and before.size > 2 and item.size < 6:
        return Verdict(BlockKind.CREDIT, "in capitals below a caption in capitals")
    if after and is_upper(after.text) and item.size > 2 and after.size < 6:
        return Verdict(BlockKind.CAPTION, "in capitals above a credit in capitals")
    return None


def name_alone(page: Page, index: int) -> Verdict | None:
    """A picture of somebody whom the body names; in capitals it would be a heading."""
    text = page.items[index].text
    names = () if is_upper(text) or ends_sentence(text) or page.items[index].size > 12 else names_in(text)
    if names and all(name.split()[-1] in page.names for name in names):
        return Verdict(BlockKind.CAPTION, "names alone between paragraphs")
    return None


_WHERE = frozenset(("at", "in", "near", "outside", "inside", "during", "on", "along", "into"))


def scene(page: Page, index: int) -> Verdict | None:
    """A caption without a credit: people seen at something, no full stop ("Officers carry boxes from the house")."""
    item = page.items[index]
    if item.size < 8 or item.size > 40 or ends_sentence(item.text) or _is_open(item.text):
        return None
    tokens = item.key.split()
    scene = words("layout/scene_verbs")
    verb = next((b for a, b in pairwise(tokens[:9]) if b in scene and a != "to"), None)
    if verb and not _WHERE.isdisjoint(tokens):
        return Verdict(BlockKind.CAPTION, f"tells a scene in the present tense: “{verb}”")
    return None
