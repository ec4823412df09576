"""Rules for the headline, its repetitions, the dek, and what else stands above the body."""

from dateline.layout.boilerplate import BOILERPLATE
from dateline.layout.bylines import looks_like_name
from dateline.layout.line_rules.context import LineContext
from dateline.layout.lines import ends_with_stop

_SHORTEST_HEADLINE = 3
"""A headline of fewer words may stand again as a section's name."""
_BUTTON = 12
"""Words of a button or a menu beside a headline."""
_SIGNATURE_REACH = 4
_DEK_REACH = 8
"""Lines below the headline in which a dek is looked for."""
_SHORTEST_DEK = 4
_LONGEST_DEK = 50
_SHORTEST_CAPTION = 5


def headline(at: LineContext) -> bool:
    """The line that the page was found to be about."""
    return at.index == at.page.headline


def repeated_headline(at: LineContext) -> bool:
    """The headline once more."""
    return _has_long_headline(at) and at.headline is not None and at.line.key == at.headline.key


def headline_before_caption(at: LineContext) -> bool:
    """The headline once more, with a caption glued to it: "Ferry sinks off Tolm The ferry at the pier"."""
    if not _has_long_headline(at) or at.headline is None or at.index >= at.page.last:
        return False
    end = after_headline(at) if at.line.text.startswith(at.headline.text) else None
    is_long = at.line.size - at.headline.size >= 3
    return end is not None and is_long and at.line.raw[end:].lstrip()[:1].isupper()


def headline_beside_button(at: LineContext) -> bool:
    """The headline once more, with a few other words around it."""
    if not _has_long_headline(at) or at.headline is None:
        return False
    is_short = at.line.size <= at.headline.size + _BUTTON and not at.line.is_prose
    return is_short and at.headline.key in at.line.key


def _has_long_headline(at: LineContext) -> bool:
    return at.headline is not None and min(at.line.size, at.headline.size) >= _SHORTEST_HEADLINE


def after_headline(at: LineContext) -> int | None:
    """Where in the raw line the tidied headline ends: their visible characters are the same."""
    wanted = len("".join(at.headline.text.split())) if at.headline else 0
    for offset, char in enumerate(at.line.raw):
        wanted -= not char.isspace()
        if wanted == 0:
            return offset + 1
    return None


def above_headline(at: LineContext) -> bool:
    """Menus, section names and other stories above the headline; a stamp or byline close to it stays one."""
    if at.page.headline is None or at.index >= at.page.headline:
        return False
    is_near = at.page.headline - at.index <= _SIGNATURE_REACH
    return not (is_near and (at.line.is_byline or at.line.stamps))


def entry_heading(at: LineContext) -> bool:
    """The heading of the first entry of a live report, below its clock."""
    is_between = at.above is not None and at.above.is_clock and at.below is not None and at.below.is_prose
    return is_between and not ends_with_stop(at.line.text)


def dek(at: LineContext) -> bool:
    """A line set under the headline, only boilerplate or other deks between."""
    reach = at.index - (at.page.headline or 0)
    if not at.is_below_headline or reach > _DEK_REACH:
        return False
    if at.line.size < _SHORTEST_DEK or looks_like_name(at.line.text):
        return False
    between = at.before(reach - 1)
    return all(line.has(*BOILERPLATE) for line in between) or all(
        not line.cue and _SHORTEST_DEK <= line.size < _LONGEST_DEK for line in between
    )


def head_caption(at: LineContext) -> bool:
    """Other words of some length between headline and body tell what the picture shows."""
    is_long = at.line.size >= _SHORTEST_CAPTION or looks_like_name(at.line.text)
    return at.page.headline is not None and is_long


def head_prose(at: LineContext) -> bool:
    """Without a headline, sentences above what was taken for the body belong to it."""
    return at.page.headline is None and at.line.is_prose
