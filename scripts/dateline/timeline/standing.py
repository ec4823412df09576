"""How much an event stands out among those of its topic: what a reader of the story would look up first.

Worth a line in one article (`choose_events`) is not yet worth a place in a story of many: that an event is what an
article is about, and how much all of them tell of its day, says more.  That its day is right and its line reads alone
is weighed with the rest, so that what many sources tell may stand where one source's line would not.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from math import exp, log, log1p

from dateline.lang import lexicon
from dateline.model import edtf
from dateline.model.annotations import Status
from dateline.timeline.disagreements import numbers_of
from dateline.timeline.mention import EventMention
from dateline.timeline.merging import TimelineEvent
from dateline.timeline.selection import has_own_sentence, repeats, with_salience
from dateline.timeline.terms import runs_on, terms_of

LIMITS = lexicon.weights("timeline/standing", section="limits")
_WEIGHTS = lexicon.weights("timeline/standing", section="traits")

_SHORTEST = 4
"""Terms that a headline counts for at least: a shorter one is told in many lines."""

_MONTH = len("2031-05")

_FIGURE = re.compile(r"\d")

TRAITS = (
    *("base", "salience", "sources", "headline", "weight", "sure", "readable"),
    *("happened", "prompt", "central", "figures", "run_on"),
)


def standings_of(events: Sequence[TimelineEvent]) -> tuple[float, ...]:
    """How likely an editor would give each event of a topic a place among those that make its story (0 to 1)."""
    told = with_salience(events)
    most = max((event.salience for event in told), default=0.0)
    return tuple(standing_from(standing_traits(event, most)) for event in told)


def outstanding(events: Sequence[TimelineEvent]) -> tuple[tuple[TimelineEvent, float], ...]:
    """The events that a timeline of many sources is made of, with their standings, the highest first.

    Each tells something that none before it tells; none needs another line to be read, and none is a plan whose day
    was past when the newest source was published.
    """
    newest = max((m.published for event in events for m in event.mentions if m.published), default="")
    standings = standings_of(events)
    found: dict[str, list[TimelineEvent]] = defaultdict(list)
    chosen = []
    for place in sorted(range(len(events)), key=lambda place: (-standings[place], place)):
        event = events[place]
        is_past_plan = event.status.is_ahead and str(edtf.parse(event.date).latest) < newest
        may_stand = _is_edited(event) or (standings[place] >= LIMITS["first"] and _may_be_printed(event))
        if is_past_plan or not may_stand:
            continue
        of_month = found[event.date[:_MONTH]]
        if not any(tells_again(event, other) for other in of_month):
            of_month.append(event)
            chosen.append((event, standings[place]))
    return tuple(chosen)


def tells_again(event: TimelineEvent, other: TimelineEvent) -> bool:
    """Whether an event, beside one that stands out more, tells nothing new: in other words, or by the same act.

    Of one day are also "the mayor announced an inquiry" and "the mayor ordered an inquiry into the flood": both begin
    with the same name or thing.  A report of the next days that gives other numbers tells something new.
    """
    if repeats(event, other, LIMITS["repeated"]):
        return True
    days = edtf.days_between(event.date, other.date)
    if event.status is not other.status or days > LIMITS["near"]:
        return False
    terms, others = terms_of(event.text), terms_of(other.text)
    shared = terms.all & others.all
    share = len(shared) / max(1, min(len(terms.all), len(others.all)))
    act = event.mentions[0].act
    if act and act == other.mentions[0].act:
        numbers, its = numbers_of(event.text), numbers_of(other.text)
        is_new = days > 0 and numbers and its and numbers.isdisjoint(its)
        return share >= LIMITS["same_act"] and not is_new
    opens_alike = not _opening(event.text).isdisjoint(_opening(other.text))
    tells_a_thing = len(shared) >= LIMITS["terms"] and bool(shared - terms.names)
    return days == 0 and opens_alike and tells_a_thing and share >= LIMITS["same_opening"]


def _opening(text: str) -> frozenset[str]:
    """What the first words of a line are about."""
    return terms_of(" ".join(text.split()[: int(LIMITS["opening"])])).all


def with_outstanding_first(events: Sequence[TimelineEvent]) -> tuple[TimelineEvent, ...]:
    """The events with their salience, which is raised above all others for those that stand out."""
    most = max((event.salience for event in events), default=0.0)
    raised = {id(event): most + standing for event, standing in outstanding(events)}
    return tuple(replace(event, salience=round(raised.get(id(event), event.salience), 4)) for event in events)


def _is_edited(event: TimelineEvent) -> bool:
    """Whether a briefing tells it."""
    return any(mention.trigger is None for mention in event.mentions)


def _may_be_printed(event: TimelineEvent) -> bool:
    """Whether its line needs no other one, and is not unlikely to be worth it, to have its day right and to be read."""
    line = event.mentions[0]
    least = min(event.weight, event.confidence, line.readability)
    return has_own_sentence(event) and line.is_fit and least >= LIMITS["unlikely"]


def standing_traits(event: TimelineEvent, most: float) -> tuple[float, ...]:
    """The sizes of `TRAITS`; `most` is the greatest salience of the topic."""
    line = event.mentions[0]
    edited = LIMITS["edited"]
    return (
        1.0,
        log1p(event.salience) / log1p(most) if most else 0.0,
        log1p(_voices(event)),
        max(_share_of_headline(mention) for mention in event.mentions),
        _odds(event.weight or edited),
        _odds(event.confidence or edited),
        _odds(line.readability or edited),
        float(event.status is Status.HAPPENED),
        float(_is_prompt(event)),
        event.centrality,
        float(bool(_FIGURE.search(line.text))),
        float(runs_on(line.text)),
    )


def _odds(probability: float) -> float:
    """The logarithm of the odds, as a logistic regression adds them up."""
    least = LIMITS["least"]
    held = min(max(probability, least), 1 - least)
    return log(held / (1 - held))


def _is_prompt(event: TimelineEvent) -> bool:
    """Whether all that tell it were published when it was news."""
    newest = max((mention.published for mention in event.mentions if mention.published), default=event.date)
    return edtf.days_between(event.date, newest) <= LIMITS["news"]


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
