"""Rules for captions and credits."""

import re
from itertools import pairwise

from dateline.lang.lexicon import word_set, words
from dateline.layout.boilerplate import Trait
from dateline.layout.bylines import names_in
from dateline.layout.captions import credit_start
from dateline.layout.line_rules.body import leads_on
from dateline.layout.line_rules.context import LineContext


def credit_in_caption(at: LineContext) -> int | None:
    """Where in a caption its credit begins."""
    split = credit_start(at.line.raw)
    return split if split and at.line.raw[:split].strip() else None


def below_control(at: LineContext) -> bool:
    """A line below "View image", or below the picture's number: "2"."""
    above = at.above
    if above is None or not above.has(Trait.CONTROL):
        return False
    if above.key.isdigit() and at.line.is_prose:  # how often the article was shared
        return False
    key = " ".join(re.sub(r"\d+", " ", above.key).split())
    return bool(above.key) if not key else key in words("layout/picture_controls")


def credit_in_capitals(at: LineContext) -> bool:
    """The second of two lines in capitals, one right below the other: a caption and its credit."""
    return at.above is not None and at.above.size > 2


def caption_in_capitals(at: LineContext) -> bool:
    """The first of two lines in capitals, one right above the other."""
    return at.index + 1 < at.page.last and at.below is not None and at.below.size < 6


def name_alone(at: LineContext) -> bool:
    """A picture of somebody whom the body names; in capitals it would be a heading."""
    names = () if at.line.is_upper else names_in(at.line.text)
    return bool(names) and all(name.split()[-1] in at.page.names for name in names)


def scene(at: LineContext) -> str | None:
    """A caption without a credit: people seen at something, no full stop ("Officers carry boxes from the house")."""
    if leads_on(at.line.text):
        return None
    tokens = at.line.key.split()
    before_infinitive = word_set("layout/word_sets", "infinitive")
    verbs = words("layout/scene_verbs")
    verb = next((b for a, b in pairwise(tokens[:9]) if b in verbs and a not in before_infinitive), None)
    is_placed = not word_set("layout/word_sets", "scene_prepositions").isdisjoint(tokens)
    return f"tells a scene in the present tense: “{verb}”" if verb and is_placed else None
