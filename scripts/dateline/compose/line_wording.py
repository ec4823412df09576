"""A line of the timeline as a briefing prints it: with the names and dates that only the rest of its article tells.

    Moor closed the bridge after a storm last week.
    Ada Moor, the harbour master of Tolm, closed the bridge after a storm in the week of May 2.

A line has a part of the words of its sentence (`EventMention.pieces`); these are replaced as those of a point are.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.compose.introductions import Introductions
from dateline.compose.replacements import Replacement, is_within
from dateline.compose.told_dates import dates_for, has_vague_time
from dateline.model.annotations import Analysis
from dateline.model.article import Article, Span
from dateline.timeline.mention import EventMention


@dataclass(frozen=True, slots=True)
class WordedLine:
    """The words of a line, and the dates that stand in it for words of its sentence."""

    text: str
    counted: tuple[tuple[str, str], ...] = ()
    """Each date (EDTF) with the words that it is counted from."""


def worded_line(
    mention: EventMention, analyses: Mapping[str, Analysis], known: Introductions
) -> WordedLine | None:
    """The line of a mention; None where it names somebody or a time that nothing explains."""
    analysis = analyses.get(mention.source)
    if analysis is None or not mention.pieces:
        return WordedLine(mention.text)
    article, pieces = analysis.article, mention.pieces
    times = [time for time in analysis.annotations.times if is_within(time.span, pieces)]
    names = known.names_for(article, mention.span, pieces, in_full=True)
    dates = dates_for(article, mention.span, times)
    if names is None or dates is None:
        return None
    text = mention.text
    for one in sorted((*names, *dates), reverse=True):  # from the end: those before it keep their places
        place = _place_of(one, text, article, pieces)
        if place is None:
            return None
        words = one.text if place else one.text[:1].upper() + one.text[1:]
        text = text[:place] + words + text[place + one.end - one.start :]
    if has_vague_time(text):
        return None
    counted = (
        (one.date, article.text[one.start : one.end]) for one in dates if one.date not in (None, mention.date)
    )
    return WordedLine(text, tuple(counted))


def _place_of(one: Replacement, text: str, article: Article, pieces: Sequence[Span]) -> int | None:
    """Where the words to be replaced stand in the line, told by their number; None where that is not clear."""
    words = re.compile(rf"(?<!\w){re.escape(article.text[one.start : one.end])}(?!\w)", re.IGNORECASE)
    shown = [
        piece.start + match.start() for piece in pieces for match in words.finditer(article.slice(piece))
    ]
    places = [match.start() for match in words.finditer(text)]
    return places[shown.index(one.start)] if len(places) == len(shown) and one.start in shown else None
