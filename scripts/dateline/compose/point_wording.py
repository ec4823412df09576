"""A sentence as a lead or key point prints it: with the names and dates that only the rest of its article tells.

    “Moor said on Friday the bridge was rotten.”
    Ada Moor, the harbour master of Tolm, said on May 2 the bridge was rotten.

Every word is the article's or follows from its day; the footnote has the sentence as it stands.
"""

from collections.abc import Sequence
from dataclasses import replace

from dateline.compose.introductions import Introductions
from dateline.compose.point_choice import Point
from dateline.compose.told_dates import dates_for
from dateline.model.annotations import Analysis


def worded(point: Point, analyses: Sequence[Analysis], known: Introductions) -> Point | None:
    """The point with its replacements; None where it names somebody or a time that nothing explains."""
    found = next(a.annotations for a in analyses if a.article is point.article)
    span = point.span
    names = known.names_for(point.article, span)
    dates = dates_for(point.article, span, [time for time in found.times if span.contains(time.span)])
    return (
        None if names is None or dates is None else replace(point, replacements=tuple(sorted(names + dates)))
    )
