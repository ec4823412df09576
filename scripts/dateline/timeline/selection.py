"""The timeline of a briefing: which lines of the merged timeline of its sources deserve a place."""

from collections.abc import Iterable, Sequence

from dateline.model import edtf
from dateline.model.annotations import Analysis
from dateline.timeline.mention import tellings_of
from dateline.timeline.merging import TopicLine, merge

FEWEST = 4
"""Lines below which weak events are taken as well."""

WORTHY = 0.38
"""The weight from which an event deserves its line (best F1 on the salient sentences of TimeSET)."""


def build(analyses: Iterable[Analysis], limit: int = 14) -> tuple[TopicLine, ...]:
    """The timeline of some sources: at most `limit` lines, ordered by date, then text."""
    return choose(merge(telling for analysis in analyses for telling in tellings_of(analysis)), limit)


def choose(lines: Sequence[TopicLine], limit: int) -> tuple[TopicLine, ...]:
    """The heaviest lines in their order: all that deserve it, at least `FEWEST` where there are, at most `limit`.

    Another source makes a line heavier or joins two, so what deserves its place goes on to deserve it.
    """
    ranked = sorted((line for line in lines if any(telling.leads for telling in line.tellings)), key=_rank)
    worthy = sum(line.weight >= WORTHY for line in ranked)
    chosen = set(ranked[: max(0, min(limit, max(worthy, FEWEST)))])
    return tuple(line for line in lines if line in chosen)


def _rank(line: TopicLine) -> tuple[object, ...]:
    return -line.weight, edtf.sort_key(line.date), line.text, line.spans
