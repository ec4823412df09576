"""How much an event stands out among those of its topic: what a reader of the story would look up first.

Worth a line in one article (`choose_events`) is not yet worth a place in a story of many: that an event is what an
article is about, and how much all of them tell of its day, says more.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from math import exp, log1p

from dateline.lang import lexicon
from dateline.model import edtf
from dateline.timeline.mention import EventMention
from dateline.timeline.merging import TimelineEvent
from dateline.timeline.selection import fit_to_print, repeats, with_salience

LIMITS = lexicon.weights("timeline/standing", section="limits")
_WEIGHTS = lexicon.weights("timeline/standing", section="traits")

_SHORTEST = 4
"""Terms that a headline counts for at least: a shorter one is told in many lines."""

_MONTH = len("2031-05")

TRAITS = ("base", "salience", "sources", "headline", "weight", "vague")


def standings_of(events: Sequence[TimelineEvent]) -> tuple[float, ...]:
    """How likely an editor would give each event of a topic a place among those that make its story (0 to 1)."""
    told = with_salience(events)
    most = max((event.salience for event in told), default=0.0)
    return tuple(standing_from(standing_traits(event, most)) for event in told)


def outstanding(events: Sequence[TimelineEvent]) -> tuple[tuple[TimelineEvent, float], ...]:
    """The events that a timeline of many sources is made of, with their standings, the highest first.

    Each is fit to print, as a line that a briefing has is in any case, and tells something that none before it tells;
    none is a plan whose day was past when the newest source was published.
    """
    newest = max((m.published for event in events for m in event.mentions if m.published), default="")
    standings, fit = standings_of(events), {id(event) for event in fit_to_print(events)}
    found: dict[str, list[TimelineEvent]] = defaultdict(list)
    chosen = []
    for place in sorted(range(len(events)), key=lambda place: (-standings[place], place)):
        event = events[place]
        is_past_plan = event.status.is_ahead and str(edtf.parse(event.date).latest) < newest
        if not (_is_edited(event) or id(event) in fit) or is_past_plan:
            continue
        of_month = found[event.date[:_MONTH]]
        if not any(repeats(event, other, LIMITS["repeated"]) for other in of_month):
            of_month.append(event)
            chosen.append((event, standings[place]))
    return tuple(chosen)


def with_outstanding_first(events: Sequence[TimelineEvent]) -> tuple[TimelineEvent, ...]:
    """The events with their salience, which is raised above all others for those that stand out."""
    most = max((event.salience for event in events), default=0.0)
    raised = {
        id(event): most + standing for event, standing in outstanding(events) if standing >= LIMITS["first"]
    }
    return tuple(replace(event, salience=round(raised.get(id(event), event.salience), 4)) for event in events)


def _is_edited(event: TimelineEvent) -> bool:
    """Whether a briefing tells it."""
    return any(mention.trigger is None for mention in event.mentions)


def standing_traits(event: TimelineEvent, most: float) -> tuple[float, ...]:
    """The sizes of `TRAITS`; `most` is the greatest salience of the topic."""
    return (
        1.0,
        log1p(event.salience) / log1p(most) if most else 0.0,
        log1p(_voices(event)),
        max(_share_of_headline(mention) for mention in event.mentions),
        event.weight or LIMITS["edited"],
        float(edtf.parse(event.date).precision != "day"),
    )


def _voices(event: TimelineEvent) -> int:
    """How many sources tell it in words of their own."""
    return min(len({mention.source for mention in event.mentions}), len({m.text for m in event.mentions}))


def standing_from(traits: Sequence[float]) -> float:
    """A standing by the sizes of its traits."""
    return 1 / (1 + exp(-sum(_WEIGHTS[name] * size for name, size in zip(TRAITS, traits, strict=True))))


def _share_of_headline(mention: EventMention) -> float:
    """How much of its source's headline a mention tells."""
    headline = mention.headline.all
    return len(headline & mention.terms.all) / max(_SHORTEST, len(headline))
