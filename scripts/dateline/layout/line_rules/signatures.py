"""Rules for what signs an article: bylines, stamps, datelines, notes on its authors."""

from dateline.lang.lexicon import pattern, word_set
from dateline.layout.bylines import byline_of, is_label, names_in
from dateline.layout.datelines import dateline_of, place_of
from dateline.layout.line_rules.context import LineContext
from dateline.layout.timestamps import StampRole

_LONGEST_NAMES = 30
_LONGEST_BIO = 90
_STAMP_REACH = 15
"""Lines below the article in which a stamp is its own and not another story's."""
_BIO = pattern("layout/patterns", "author_bio")


def stamp_in_byline(at: LineContext) -> int | None:
    """Where in a byline its date begins."""
    return at.line.stamps[0].start or None if at.line.stamps else None


def labelled_name(at: LineContext) -> bool:
    """Names below a line that announces them: "By", "Author of the article:"."""
    return at.above is not None and is_label(at.above.text) and bool(names_in(at.line.raw))


def name_near_signature(at: LineContext) -> bool:
    """Names without "By", close to what else signs an article: a stamp, another byline."""
    near = (*at.before(4), *at.after(3))
    return _is_name_in_head(at) and any(other.is_stamp or other.is_byline for other in near)


def name_above_body(at: LineContext) -> bool:
    """Names without "By" right above the body."""
    is_right_above = at.index + 1 == at.page.first and at.below is not None
    return is_right_above and at.is_below_headline and _is_name_in_head(at)


def _is_name_in_head(at: LineContext) -> bool:
    is_in_head = at.page.headline is None or at.is_below_headline
    return is_in_head and at.line.size <= _LONGEST_NAMES and bool(names_in(at.line.raw))


def author_before_stamp(at: LineContext) -> bool:
    """A line of dates with an author before them: "Ana Ruiz | May 3, 2024"."""
    name = at.line.raw[: max(0, at.line.before_stamp)]
    return at.line.is_stamp and (byline_of(name) is not None or bool(names_in(name)))


def before_stamp(at: LineContext) -> int:
    """Where the dates begin behind the author."""
    return at.line.before_stamp


def labelled_stamp(at: LineContext) -> bool:
    """Below the article a stamp that says what it is, close to it: "Published - May 3, 2024"."""
    is_labelled = any(stamp.role is not StampRole.BARE for stamp in at.line.stamps)
    return at.line.is_stamp and is_labelled and at.index < at.page.last + _STAMP_REACH


def place(at: LineContext) -> bool:
    """A line that is a place: "Lyon, France"."""
    return place_of(at.line.text) is not None


def dateline(at: LineContext) -> bool:
    """The place and agency that open a report: "SEOUL, Sept 12 (Reuters) - "."""
    return at.line.is_prose and dateline_of(at.line.raw) is not None


def after_dateline(at: LineContext) -> int | None:
    """Where the report begins behind its dateline."""
    match = dateline_of(at.line.raw)
    return match.end() if match and match.end() < len(at.line.raw) else None


def author_bio(at: LineContext) -> bool:
    """A sentence below the article that tells who an author is: "Ana Ruiz is a reporter in Lyon."."""
    if at.line.size > _LONGEST_BIO:
        return False
    verbs = word_set("layout/word_sets", "author_verbs")
    if any(at.line.text.startswith(f"{name} {verb} ") for name in at.page.authors for verb in verbs):
        return True
    match = _BIO.match(at.line.text[:120]) if at.index >= at.page.last else None
    return match is not None and bool(names_in(match["name"]))
