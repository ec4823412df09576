"""Rules for paragraphs, lists and headings, and for text that goes on below the body."""

import re

from dateline.lang.lexicon import pattern
from dateline.layout.boilerplate import BOILERPLATE, Trait
from dateline.layout.line_features import LineFeatures
from dateline.layout.line_rules.line_context import LONGEST_HEADING, LineContext, is_link

LIST_CONTINUES = pattern("layout/patterns", "list_continues")
_SHORTEST_LINK = 5
_LIST_REACH = 15
_TAIL_REACH = 8
"""Lines below the body that can still go on from it."""
_SHORTEST_TAIL = 12
"""In words, where no mark ends a sentence."""
_BULLET = re.compile(r"(?:[•●▪◦‣*–—-]|\(?(?:\d{1,2}|[a-z])[.)])\s")
_SAYS_WHO = re.compile(r"[”\"] {0,2}[―—–-] {0,2}[A-Z]")
_TURN = re.compile(r"[\"“]?[A-Z]{3,}(?: [A-Z]{2,})?: [A-Z]")
"""A turn in a transcript: "RUIZ: Do you think ...?"."""


def prose(at: LineContext) -> bool:
    """A sentence, or what is long enough to be text; a short question may be a heading."""
    is_short_question = at.line.size <= LONGEST_HEADING and at.line.raw.rstrip().endswith("?")
    return at.line.is_prose and not is_short_question


def bulleted_item(at: LineContext) -> bool:
    """An item of a list, by its bullet: "• a second vessel"; right above body text it is a heading."""
    return _has_bullet(at) and not _heads_body(at)


def announced_item(at: LineContext) -> bool:
    """An item of a list that a colon announces; a line alone between announcer and text is none."""
    if _has_bullet(at):
        return False
    is_last = at.below is None or at.below.is_prose
    for distance, announcer in enumerate(reversed(at.before(_LIST_REACH, at.page.first))):
        if announcer.is_label and announcer.size > 2:
            return not (is_last and distance == 0)
        if announcer.size < 3 or announcer.cue or (announcer.is_prose and announcer is not at.above):
            return False
    return False


def field(at: LineContext) -> bool:
    """A row of facts at the top of the body, as reviews and profiles open with them."""
    return all(line.is_field or line.is_label for line in at.page.lines[at.page.first : at.index])


def _has_bullet(at: LineContext) -> bool:
    return at.line.size > 3 and bool(_BULLET.match(at.line.text))


def heading(at: LineContext) -> bool:
    """A short line without a full stop that stands above body text."""
    text = at.line.text
    if len(text) > 120 or at.line.ends_with_stop or text[0].islower():
        return False
    return not (leads_on(text) or _is_asked(at) or _is_second_link(at)) and _heads_body(at)


def _is_second_link(at: LineContext) -> bool:
    """Whether a title stands right below another: links come in rows, headings alone."""
    above = at.above
    if above is None or at.gap_above or not is_link(above) or above.caption:
        return False
    return not above.is_credit and not above.is_clock and min(above.size, at.line.size) >= _SHORTEST_LINK


def _is_asked(at: LineContext) -> bool:
    """A question within running text: headings that ask are set apart, or in capitals."""
    text = at.line.text
    if not text.rstrip("”\"'’ ").endswith("?") or at.line.is_upper or at.gap_above or at.gap_below:
        return False
    return at.below is not None and at.above is not None and at.above.is_prose


def leads_on(text: str) -> bool:
    """Whether the line leads on to the next, or is the beginning of a quote or of a speaker's turn."""
    bare = text.rstrip()
    is_quote = bare[:1] in '“"'
    is_unclosed = is_quote and not any(mark in bare[1:] for mark in '”"')
    is_attributed = is_quote and bool(_SAYS_WHO.search(bare))
    return (
        is_attributed
        or bare.endswith((",", ";", ":"))
        or is_unclosed
        or bool(_TURN.match(bare) or LIST_CONTINUES.search(bare[-6:]))
    )


def _heads_body(at: LineContext) -> bool:
    """Whether the next line that is part of the article is body text; a list of links may stand between."""
    is_listing = False
    for after in at.after(min(_LIST_REACH, at.page.last - at.index - 1)):
        if after.is_prose:
            return True
        is_listing = is_listing or after.has(Trait.LIST)
        is_sign = after.is_stamp or after.is_byline
        is_aside = after.has(*BOILERPLATE) or after.is_credit or after.caption or is_sign
        if not is_aside and not (is_listing and is_link(after)):
            return False
    return False


def tail_text(at: LineContext) -> bool:
    """Text right below the body, as long as nothing of the page has come between."""
    if at.index >= at.page.last + _TAIL_REACH:
        return False
    return all(map(_goes_on, at.page.lines[at.page.last : at.index + 1]))


def _goes_on(line: LineFeatures) -> bool:
    is_text = line.size >= _SHORTEST_TAIL or (line.ends_sentence and not line.is_label)
    return is_text and not (line.cue or line.is_stamp or line.is_credit)
