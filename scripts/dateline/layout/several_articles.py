"""Where a second article begins in a text that was pasted from several pages.

Its head is a title with a byline, a stamp or a dateline right below, and its sentences hold more words of that title
than those of the article above do.  The entries of a live report have such heads too, and are one article.
"""

from collections.abc import Iterable

from dateline.lang.lexicon import pattern
from dateline.layout.boilerplate import Trait
from dateline.layout.datelines import dateline_of
from dateline.layout.headlines import content_words
from dateline.layout.line_features import LineFeatures, Lines
from dateline.layout.page_regions import PageLayout

_LIVE = pattern("layout/patterns", "live_report")
_SHORTEST_TITLE = 4
_LONGEST_TITLE = 26
_SIGNED_REACH = 4
"""Lines below a title, its dek among them, in which it is signed."""
_FEWEST_SENTENCES = 3
_BODY_REACH = 14
_LEAST_SHARED = 2


def second_article(page: PageLayout) -> int | None:
    """The line of the second article's headline; None for a text that is one article."""
    is_live = any(line.is_clock for line in page.lines) or any(
        _LIVE.search(line.text) for line in page.lines[: page.first]
    )
    if is_live:
        return None
    indices = range(page.first + _FEWEST_SENTENCES, min(page.comments, len(page.lines)))
    return next((index for index in indices if _is_head(page, index)), None)


def _is_head(page: PageLayout, index: int) -> bool:
    line = page.lines[index]
    if not (page.spans[index].gap and _may_be_title(line) and _is_signed(page.lines, index)):
        return False
    below = _story_below(page.lines, index)
    above = [other for other in page.lines[page.first : index] if other.is_prose][-_BODY_REACH:]
    if min(len(above), sum(other.is_prose for other in below)) < _FEWEST_SENTENCES:
        return False
    shared = _shared(line, below)
    return shared >= _LEAST_SHARED and shared > _shared(line, above) and not _is_set_into(page, index)


def _is_set_into(page: PageLayout, index: int) -> bool:
    """Whether the first article goes on below: another story is set into it, as in a box."""
    if page.headline is None:
        return False
    end = [other for other in page.lines[index + 1 : page.comments] if other.is_prose][-_BODY_REACH:]
    return _shared(page.lines[page.headline], end) >= max(_LEAST_SHARED, _shared(page.lines[index], end))


def _story_below(lines: Lines, index: int) -> Lines:
    """The lines below a title and its signature down to another story's: teasers have a sentence or two each."""
    for end in range(index + 1, min(len(lines), index + 1 + _BODY_REACH)):
        is_sign = lines[end].is_byline or lines[end].is_stamp or lines[end].has(Trait.LIST)
        if is_sign and end > index + _SIGNED_REACH:
            return lines[index + 1 : end]
    return lines[index + 1 : index + 1 + _BODY_REACH]


def _may_be_title(line: LineFeatures) -> bool:
    is_other = line.is_prose or line.cue or line.is_byline or line.is_stamp or line.is_credit or line.caption
    is_sized = _SHORTEST_TITLE <= line.size <= _LONGEST_TITLE
    return is_sized and not is_other and not line.ends_with_stop and not line.text[0].islower()


def _is_signed(lines: Lines, index: int) -> bool:
    """Whether a byline, a whole stamp or a dateline stands right below a title, no other sentence but a dek between."""
    prose = 0
    for line in lines[index + 1 : index + 1 + _SIGNED_REACH]:
        if line.is_byline or (line.is_stamp and line.stamps) or dateline_of(line.raw):
            return True
        prose += line.is_prose
        if prose > 1:
            return False
    return False


def _shared(title: LineFeatures, lines: Iterable[LineFeatures]) -> int:
    """How many of the longer words of a title the sentences below or above it hold."""
    body = frozenset(word for line in lines if line.is_prose for word in content_words(line.key))
    return len(content_words(title.key) & body)
