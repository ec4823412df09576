"""The timeline of a briefing: which lines of the merged timeline of its sources deserve a place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dateline import edtf
from dateline.briefing.telling import Telling, are_apart, tellings_of
from dateline.briefing.topics import TopicLine, merge
from dateline.model import Analysis, Span

FEWEST = 4
"""Lines below which weak events are taken as well."""

WORTHY = 0.38
"""The weight from which an event deserves its line (best F1 on the salient sentences of TimeSET)."""


def build(analyses: Iterable[Analysis], limit: int = 14) -> tuple[TopicLine, ...]:
    """The timeline of some sources: at most `limit` lines, ordered by date, then text."""
    return choose(merge(telling for analysis in analyses for telling in tellings_of(analysis)), limit)


def choose(lines: Sequence[TopicLine], limit: int) -> tuple[TopicLine, ...]:
    """The heaviest lines in their order: all that deserve it, at least `FEWEST` where there are, at most `limit`."""
    ranked = list(_told_once(sorted(lines, key=_rank)))
    worthy = sum(line.weight >= WORTHY for line in ranked)
    chosen = set(ranked[: max(0, min(limit, max(worthy, FEWEST)))])
    return tuple(line for line in lines if line in chosen)


def _rank(line: TopicLine) -> tuple[object, ...]:
    return -line.weight, edtf.sort_key(line.date), line.text, line.spans


def _told_once(ranked: Iterable[TopicLine]) -> Iterator[TopicLine]:
    """The lines but those that only repeat, in other words, what a sentence before them is cited for."""
    told: dict[Span, list[Telling]] = defaultdict(list)
    for line in ranked:
        best = line.tellings[0]
        if all(_is_another(best, other) for other in told[best.span]):
            for telling in line.tellings:
                told[telling.span].append(telling)
            yield line


def _is_another(telling: Telling, other: Telling) -> bool:
    """Whether a sentence tells a second event: one with a date of its own, in other words."""
    if not telling.is_sure or not are_apart(telling.date, other.date):
        return False
    terms, others = telling.terms.all, other.terms.all
    return 2 * len(terms & others) <= min(len(terms), len(others))
