"""Selection: which events of a merged timeline deserve a place, by their weight or by their salience.

Salience is how much is told of an event's day, and how much of that is in its line.  A day matters as far as articles
tell of it: each article counts with the sentence of it that is nearest to what the whole collection is about, more
where the sentence states the day, and more the longer after the day it is written (what is still told months later
mattered).  A month or a year counts less than a day.  Of the lines of a day that comes first which is most like all
that is told of the day and of the topic; each further one has a smaller part of the day's weight, the smaller the more
it repeats those before it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from math import log, log10, sqrt

from dateline.lang import lexicon
from dateline.model import edtf
from dateline.model.annotations import Analysis
from dateline.timeline.mention import EventMention, are_apart, mentions_of_analysis
from dateline.timeline.merging import TimelineEvent, merge_mentions
from dateline.timeline.terms import terms_of

LIMITS = lexicon.weights("timeline/weights", section="selection")
_WEIGHTS = lexicon.weights("timeline/weights", section="salience")

_MOST_COMPARED = 40
"""Lines of a day that are held against each other; the others follow in their order."""

_DIGITS = 9
"""Digits to which worth is compared: of lines worth the same the first counts, however a machine adds."""

_SHARED = 2
"""Words, not names, that a line has in common with one that it repeats."""

Vector = Mapping[str, float]


def build_timeline(analyses: Iterable[Analysis], limit: int = 14) -> tuple[TimelineEvent, ...]:
    """The timeline of some sources: at most `limit` events, ordered by date, then text."""
    mentions = (mention for analysis in analyses for mention in mentions_of_analysis(analysis))
    return choose_events(merge_mentions(mentions), limit)


def candidate_events(events: Sequence[TimelineEvent], limit: int) -> tuple[tuple[TimelineEvent, bool], ...]:
    """The events, in their order, that an editor may weigh, each with whether it is chosen; the others by weight.

    Neither its day nor its words need be fit to print; a few come in any case, and at most `limit`.
    """
    chosen = {mention for event in choose_events(events, limit) for mention in event.mentions}

    def rank(event: TimelineEvent) -> tuple[object, ...]:
        is_held_back = chosen.isdisjoint(event.mentions)
        return is_held_back, -event.weight, edtf.sort_key(event.date), event.text, event.spans

    told = (event for event in events if has_own_sentence(event))
    ranked = sorted(told, key=rank)
    worthy = sum(event.weight >= LIMITS["offered"] for event in ranked)
    kept = set(ranked[: max(0, min(limit, max(worthy, int(LIMITS["fewest"]))))])
    return tuple((event, not chosen.isdisjoint(event.mentions)) for event in events if event in kept)


def choose_events(events: Sequence[TimelineEvent], limit: int) -> tuple[TimelineEvent, ...]:
    """The events, in their order, that deserve a line and whose day is sure enough: at most `limit`, maybe none.

    Another source makes an event heavier or joins two, so what deserves its place goes on to deserve it.
    """
    places = {event: place for place, event in enumerate(events)}
    ranked = sorted(_fit_to_print(events), key=lambda e: (-e.weight, edtf.sort_key(e.date), e.text, e.spans))
    chosen: dict[int, TimelineEvent] = {}
    for event in ranked:
        told = next((place for place, other in chosen.items() if repeats(event, other)), None)
        if told is not None:  # one line, which cites both
            chosen[told] = replace(chosen[told], mentions=(*chosen[told].mentions, *event.mentions))
        elif len(chosen) < limit:
            chosen[places[event]] = event
    return tuple(event for _, event in sorted(chosen.items()))


def has_own_sentence(event: TimelineEvent) -> bool:
    """Whether a sentence is about it, and does not only name it beside another event."""
    return any(mention.leads for mention in event.mentions)


def _fit_to_print(events: Sequence[TimelineEvent]) -> tuple[TimelineEvent, ...]:
    """The events whose line reads alone, is worth its place, and has a day that is sure enough, in their order.

    Less is asked beside another line where the clause gives the day and the line leaves nothing open, if there are
    several such lines: the milestones of a story that is told from its beginnings.  In news without a timeline there
    is mostly one at most.  Mentions are counted, for another source may make one event of two.
    """
    fit = {id(e) for e in events if _is_likely(e, "")}
    milestones = fit | {id(e) for e in events if fit and _is_clear(e) and _is_likely(e, "milestone_")}
    mentions = sum(len(event.mentions) for event in events if id(event) in milestones)
    printed = milestones if mentions >= LIMITS["fewest_with_milestones"] else fit
    return tuple(e for e in events if id(e) in printed)


def _is_clear(event: TimelineEvent) -> bool:
    return any(mention.is_clear for mention in event.mentions)


def _is_likely(event: TimelineEvent, kind: str) -> bool:
    """Whether it has a line that may be printed, and each of its likelihoods reaches the limit of a kind.

    The line is told by the mention that reads best; but what came about keeps the place that its plan had.
    """
    readable = max(mention.readability for mention in event.mentions)
    likely = {"worthy": event.weight, "sure": event.confidence, "readable": readable}
    is_likely = all(value >= LIMITS[kind + limit] for limit, value in likely.items())
    return has_own_sentence(event) and event.mentions[0].is_fit and is_likely


def repeats(event: TimelineEvent, other: TimelineEvent, share: float | None = None) -> bool:
    """Whether a line says nearly what another one of that day, or of that sentence, says: this share of its words."""
    is_apart = are_apart(event.date, other.date) and set(event.spans).isdisjoint(other.spans)
    if is_apart or event.status is not other.status:
        return False
    terms, others = terms_of(event.text), terms_of(other.text)
    shared = terms.all & others.all
    shares_words = len(shared - terms.names) >= min(_SHARED, len(terms.words))
    return shares_words and len(shared) >= (share or LIMITS["repeated"]) * min(
        len(terms.all), len(others.all)
    )


def most_salient(events: Sequence[TimelineEvent], limit: int | None) -> tuple[TimelineEvent, ...]:
    """The `limit` events that matter most, in the order in which they were."""
    ranked = sorted(range(len(events)), key=lambda i: (-events[i].salience, i))
    return tuple(events[i] for i in sorted(ranked[:limit]))


# --- salience -----------------------------------------------------------------------------------------------


Told = tuple[EventMention, Vector]
"""A mention and what it says."""


@dataclass(frozen=True, slots=True)
class _Line:
    """An event's place in the timeline, with the vectors of its mentions (the first is its text)."""

    place: int
    mentions: tuple[Told, ...]
    nearness: tuple[float, ...]
    """How much each of the mentions tells of what the whole topic is about."""

    @property
    def vector(self) -> Vector:
        """What the line's text says."""
        return self.mentions[0][1]


def with_salience(events: Sequence[TimelineEvent]) -> tuple[TimelineEvent, ...]:
    """The events of a merged timeline, each with its salience and its centrality."""
    rarity = _rarity([mention for event in events for mention in event.mentions])
    told = [tuple((mention, _vector_of(mention, rarity)) for mention in event.mentions) for event in events]
    topic = _centre_of(chain.from_iterable(told))
    days: dict[tuple[date, date], list[_Line]] = defaultdict(list)
    for place, (event, mentions) in enumerate(zip(events, told, strict=True)):
        bounds = edtf.parse(event.date)
        nearness = tuple(_product(vector, topic) for _, vector in mentions)
        days[bounds.earliest, bounds.latest].append(_Line(place, mentions, nearness))
    found = list(events)
    for day, lines in days.items():
        whole = _weight_of_day(day, lines)
        for rank, line in enumerate(_ranked(lines), 1):
            salience, centrality = round(whole / rank, 4), round(line.nearness[0], 4)
            found[line.place] = replace(found[line.place], salience=salience, centrality=centrality)
    return tuple(found)


def _rarity(mentions: Sequence[EventMention]) -> Vector:
    """The weight of each term: log of N / df over the mentions."""
    counts = Counter(term for mention in mentions for term in mention.terms.all)
    return {term: log(1 + len(mentions) / count) for term, count in counts.items()}


def _vector_of(mention: EventMention, rarity: Vector) -> Vector:
    return _normal({term: rarity[term] for term in sorted(mention.terms.all)})


def _normal(vector: Vector) -> Vector:
    """The vector at length 1."""
    length = sqrt(sum([value * value for value in vector.values()]))
    return {term: value / length for term, value in vector.items()} if length else vector


def _product(first: Vector, second: Vector) -> float:
    other = second.get
    return sum([value * other(term, 0.0) for term, value in first.items()])


def _sum(vectors: Sequence[Vector]) -> Vector:
    if len(vectors) == 1:
        return vectors[0]
    total: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for term, value in vector.items():
            total[term] += value
    return total


def _centre_of(told: Iterable[Told]) -> Vector:
    """What all that is told has in common, one vote for each source, however long."""
    by_source: dict[str, list[Vector]] = defaultdict(list)
    for mention, vector in told:
        by_source[mention.source].append(vector)
    return _normal(_sum([_normal(_sum(vectors)) for vectors in by_source.values()]))


def _weight_of_day(day: tuple[date, date], lines: Iterable[_Line]) -> float:
    best: dict[str, float] = defaultdict(float)
    later: dict[str, int] = {}
    for line in lines:
        for (mention, _), nearness in zip(line.mentions, line.nearness, strict=True):
            near = nearness * (1.0 if mention.is_sure else _WEIGHTS["unsure"])
            best[mention.source] = max(best[mention.source], near)
            later[mention.source] = _days_from(day, mention.published)
    most = _WEIGHTS["background"]
    whole = sum(near * (1 + log(1 + min(later[source], most))) for source, near in sorted(best.items()))
    return whole / (1 + log10(1 + (day[1] - day[0]).days))


def _days_from(day: tuple[date, date], published: str | None) -> int:
    """How many days lie between a day (or month, or year) and a day of publication: 0 where that is not known."""
    if published is None:
        return 0
    written = date.fromisoformat(published)
    return max((day[0] - written).days, (written - day[1]).days, 0)


def _ranked(lines: Sequence[_Line]) -> Sequence[_Line]:
    """The lines of a day, the one that stands best for it first, then what adds most."""
    if len(lines) < 2:
        return lines
    centre = _centre_of(told for line in lines for told in line.mentions)
    worth = {line.place: _worth(line, centre) for line in lines}
    left = sorted(lines, key=lambda line: (-worth[line.place], line.place))
    return [*_varied(left[:_MOST_COMPARED], worth), *left[_MOST_COMPARED:]]


def _worth(line: _Line, centre: Vector) -> float:
    """How much a line tells of what its day and the whole topic are about, more where it is full and agreed on."""
    share = _WEIGHTS["topic"]
    told = (1 - share) * _product(line.vector, centre) + share * line.nearness[0]
    sources = len({mention.source for mention, _ in line.mentions})
    fullness = sqrt(min(1.0, len(line.vector) / _WEIGHTS["short"]))
    return round(told * fullness * (1 + _WEIGHTS["agreed"] * log(sources)), _DIGITS)


def _varied(lines: Sequence[_Line], worth: Mapping[int, float]) -> list[_Line]:
    """The lines by worth, each less what it repeats of those before it (maximal marginal relevance)."""
    left = list(lines)
    repeated = dict.fromkeys((line.place for line in left), 0.0)
    chosen: list[_Line] = []

    def rank(line: _Line) -> tuple[float, int]:
        left_over = worth[line.place] * (1 - _WEIGHTS["repeated"] * repeated[line.place])
        return round(left_over, _DIGITS), -line.place

    while left:
        best = max(left, key=rank)
        left.remove(best)
        chosen.append(best)
        for line in left:
            repeated[line.place] = max(repeated[line.place], _product(line.vector, best.vector))
    return chosen
