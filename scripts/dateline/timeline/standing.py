"""How much an event stands out among those of its topic: what a reader of the story would look up first.

Worth a line in one article (`choose_events`) is not yet worth a place in a story of many: that an event is what an
article is about, and how much all of them tell of its day, says more.
"""

from collections.abc import Sequence
from math import exp, log1p

from dateline.lang import lexicon
from dateline.model import edtf
from dateline.timeline.mention import EventMention
from dateline.timeline.merging import TimelineEvent
from dateline.timeline.selection import with_salience

LIMITS = lexicon.weights("timeline/standing", section="limits")
_WEIGHTS = lexicon.weights("timeline/standing", section="traits")

_SHORTEST = 4
"""Terms that a headline counts for at least: a shorter one is told in many lines."""

TRAITS = ("base", "salience", "headline", "weight", "vague")


def standings_of(events: Sequence[TimelineEvent]) -> tuple[float, ...]:
    """How likely an editor would give each event of a topic a place among those that make its story (0 to 1)."""
    told = with_salience(events)
    most = max((event.salience for event in told), default=0.0)
    return tuple(standing_from(standing_traits(event, most)) for event in told)


def standing_traits(event: TimelineEvent, most: float) -> tuple[float, ...]:
    """The sizes of `TRAITS`; `most` is the greatest salience of the topic."""
    return (
        1.0,
        log1p(event.salience) / log1p(most) if most else 0.0,
        max(_share_of_headline(mention) for mention in event.mentions),
        event.weight or LIMITS["edited"],
        float(edtf.parse(event.date).precision != "day"),
    )


def standing_from(traits: Sequence[float]) -> float:
    """A standing by the sizes of its traits."""
    return 1 / (1 + exp(-sum(_WEIGHTS[name] * size for name, size in zip(TRAITS, traits, strict=True))))


def _share_of_headline(mention: EventMention) -> float:
    """How much of its source's headline a mention tells."""
    headline = mention.headline.all
    return len(headline & mention.terms.all) / max(_SHORTEST, len(headline))
