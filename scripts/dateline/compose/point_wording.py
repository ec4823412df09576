"""A sentence as a lead or key point prints it: with the names and dates that only the rest of its article tells.

    “Moor said on Friday the bridge was rotten.”
    Ada Moor, the harbour master of Tolm, said on May 2 the bridge was rotten.

Every word is the article's or follows from its day; the footnote has the sentence as it stands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.compose.introductions import Introductions
from dateline.compose.point_choice import Point
from dateline.compose.replacements import Replacement
from dateline.compose.told_dates import dates_for, has_vague_time, without_days
from dateline.lang.lexicon import word_set
from dateline.model.annotations import Analysis

_CAPITALS = re.compile(r"[^\W\d_a-z]{3,}\b(?=\s[\w(])")


def worded(
    point: Point, analyses: Sequence[Analysis], known: Introductions, *, is_dated: bool = True
) -> Point | None:
    """The point with its replacements; None where it names somebody or a time that nothing explains.

    Where nothing tells the day of the article, days are left out unless it must be dated.
    """
    found = next(a.annotations for a in analyses if a.article is point.article)
    span = point.span
    names = known.names_for(point.article, span, in_full=True)
    times = [time for time in found.times if span.contains(time.span)]
    dates = dates_for(point.article, span, times)
    if dates is None and point.article.published is None and not is_dated:
        dates = without_days(point.article, span, times)
    if names is None or dates is None or _speaks_of_nowadays(point, dates):
        return None
    opening = () if any(one.start == span.start for one in (*names, *dates)) else _cased_opening(point)
    shown = replace(point, replacements=tuple(sorted((*names, *dates, *opening))))
    return None if has_vague_time(shown.text) else shown


def _speaks_of_nowadays(point: Point, dates: Sequence[Replacement]) -> bool:
    """Whether "today" stands for these days: "Today people know that the bridge is closed"."""
    traits = point.sentence.traits
    is_of_now = not {"present", "perfect"}.isdisjoint(traits) and "report" not in traits
    days = (point.article.text[date.start : date.end] for date in dates if date.date)
    return is_of_now and any(day.casefold() in word_set("compose/dates", "nowadays") for day in days)


def _cased_opening(point: Point) -> Iterator[Replacement]:
    """The first word as the article writes it elsewhere, where it is set in capitals to open the report."""
    start, text = point.span.start, f"{point.article.text} {point.article.title}"
    first = _CAPITALS.match(text, start, point.span.end)
    if first is None or re.search(rf"\b{first[0]}\b", text[:start] + text[first.end() :]):
        return  # NATO is one elsewhere, too
    words = (first[0].capitalize(), first[0].lower())
    cased = next((word for word in words if re.search(rf"\b{word}\b", text)), None)
    if cased and first[0].lower() not in word_set("events/words", "abbreviations"):
        yield Replacement(start, first.end(), cased)
