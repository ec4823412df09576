"""Which lines of a topic make its story, and which of them are shown only to a reader who asks for all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dateline.model.annotations import Status
from dateline.site.pages.merged_timelines import MergedLine
from dateline.timeline.merging import TimelineEvent
from dateline.timeline.standing import LIMITS, standings_of, tells_again


@dataclass(frozen=True, slots=True)
class LineChoice:
    """What the page of a topic shows first."""

    leading: tuple[MergedLine, ...] = ()
    """What happened that makes the story, by date; none where there is hardly more."""
    minor: frozenset[MergedLine] = frozenset()
    """The lines below the floor."""


def choice_of(lines: Sequence[MergedLine], event_of: Callable[[MergedLine], TimelineEvent]) -> LineChoice:
    """The choice among the lines of a topic, given by date; a short timeline is shown whole.

    A plan whose day is past, and which nobody says came about, tells little.
    """
    if len(lines) < LIMITS["fewest"]:
        return LineChoice()
    events = {line: event_of(line) for line in lines}
    standings = dict(zip(lines, standings_of(list(events.values())), strict=True))
    ranked = sorted(lines, key=lambda line: (line.status.is_ahead, -standings[line]))
    above = [line for line in ranked if not line.status.is_ahead and standings[line] >= LIMITS["floor"]]
    leading = _leading(above, events)
    return LineChoice(
        tuple(line for line in lines if line in leading),
        frozenset(ranked[max(len(above), int(LIMITS["fewest"])) :]),
    )


def _leading(ranked: Sequence[MergedLine], events: Mapping[MergedLine, TimelineEvent]) -> list[MergedLine]:
    """The first that happened, each telling something that none before it tells."""
    found: list[MergedLine] = []
    for line in ranked:
        is_new = not any(tells_again(events[line], events[other]) for other in found)
        if line.status is Status.HAPPENED and is_new and len(found) < LIMITS["leading"]:
            found.append(line)
    return found
