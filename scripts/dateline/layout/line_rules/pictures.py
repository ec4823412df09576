"""Rules for captions and credits."""

import re
from itertools import pairwise

from dateline.lang.lexicon import word_set, words
from dateline.layout.boilerplate import Trait
from dateline.layout.bylines import names_in
from dateline.layout.captions import credit_start
from dateline.layout.line_rules.body import is_open
from dateline.layout.line_rules.context import LineContext
from dateline.layout.lines import ends_sentence


def credit_in_caption(at: LineContext) -> int | None:
    """Where in a caption its credit begins."""
    split = credit_start(at.line.raw)
    return split if split and at.line.raw[:split].strip() else None


def above_credit(at: LineContext) -> bool:
    """The line right above a credit."""
    return at.below is not None and at.below.is_credit and not at.gap_below


def below_credit(at: LineContext) -> bool:
    """A title-like line right below a credit, where the page sets the source above the caption."""
    if at.above is None or not at.above.is_credit or at.gap_above or at.above.text.endswith(":"):
        return False
    return at.gap_below and not at.line.cue


def below_control(at: LineContext) -> bool:
    """A line below "View image", or below the picture's number: "2"."""
    above = at.above
    if above is None or not above.has(Trait.CONTROL) or at.gap_above or at.line.cue:
        return False
    if above.key.isdigit() and at.line.is_prose:  # how often the article was shared
        return False
    key = " ".join(re.sub(r"\d+", " ", above.key).split())
    return bool(above.key) if not key else key in words("layout/picture_controls")


def credit_below_label(at: LineContext) -> bool:
    """The name below "Image:", where copying has parted the two."""
    return at.above is not None and at.above.is_credit and at.above.text.endswith(":")


def credit_in_capitals(at: LineContext) -> bool:
    """The second of two lines in capitals, one right below the other: a caption and its credit."""
    is_below = at.above is not None and not at.gap_above and at.above.is_upper and at.above.size > 2
    return is_below and at.line.is_upper


def caption_in_capitals(at: LineContext) -> bool:
    """The first of two lines in capitals, one right above the other."""
    below = at.below if at.index + 1 < at.page.last and not at.gap_below else None
    is_above = below is not None and below.is_upper and below.size < 6
    return is_above and at.line.is_upper


def name_alone(at: LineContext) -> bool:
    """A picture of somebody whom the body names; in capitals it would be a heading."""
    text = at.line.text
    names = () if at.line.is_upper or ends_sentence(text) else names_in(text)
    return bool(names) and all(name.split()[-1] in at.page.names for name in names)


def scene(at: LineContext) -> str | None:
    """A caption without a credit: people seen at something, no full stop ("Officers carry boxes from the house")."""
    if ends_sentence(at.line.text) or is_open(at.line.text):
        return None
    tokens = at.line.key.split()
    before_infinitive = word_set("layout/word_sets", "infinitive")
    verbs = words("layout/scene_verbs")
    verb = next((b for a, b in pairwise(tokens[:9]) if b in verbs and a not in before_infinitive), None)
    is_placed = not word_set("layout/word_sets", "scene_prepositions").isdisjoint(tokens)
    return f"tells a scene in the present tense: “{verb}”" if verb and is_placed else None
