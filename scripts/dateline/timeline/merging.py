"""Merging: the mentions of one event, of several sources, become one event of the timeline that cites them all.

Whether two mentions are of one event is asked of the two alone and of nothing else, and an event is all that hangs
together by such answers.  So the order of the sources plays no part, and another source adds to events, or joins two,
but never changes one that it says nothing about.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, groupby
from math import prod, sqrt
from operator import itemgetter
from types import MappingProxyType
from typing import Any, TypeVar

from dateline.lang import lexicon
from dateline.model import edtf
from dateline.model.annotations import DateBasis, Status
from dateline.model.article import Span
from dateline.model.stores import Store
from dateline.timeline.disagreements import Pair, conflicts_of, outdated
from dateline.timeline.mention import Conflict, EventMention
from dateline.timeline.pairing import Scores, coreferent_pairs, joined_key
from dateline.timeline.terms import runs_on

_WEIGHTS = lexicon.weights("timeline/weights", section="merging")
_BASES = (DateBasis.STATED, DateBasis.RELATIVE, DateBasis.INHERITED, DateBasis.PUBLICATION)


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One event of a merged timeline."""

    date: str
    """EDTF: the finest day that a source states."""
    status: Status
    basis: DateBasis
    text: str
    mentions: tuple[EventMention, ...]
    """Who tells it, the best first."""
    planned: tuple[str, ...] = ()
    """The days for which it was announced, where it is told as happened too (EDTF)."""
    conflicts: tuple[Conflict, ...] = ()
    salience: float = 0.0
    """How much is told of its day, and how much of that is in its line."""
    centrality: float = 0.0
    """How much its line tells of what the whole topic is about, from 0 to 1."""

    @property
    def kept(self) -> "KeptEvent":
        """What it makes of its mentions, given the best first."""
        order = tuple(range(len(self.mentions)))
        return KeptEvent(order, self.mentions.index(self.dated), self.planned, self.conflicts)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The sentences that it rests on, the best first."""
        return tuple(dict.fromkeys(span for mention in self.mentions for span in mention.spans))

    @property
    def dated(self) -> EventMention:
        """The mention that the date rests on."""
        return next(m for m in self.mentions if (m.date, m.basis) == (self.date, self.basis))

    @property
    def hour(self) -> str:
        """The hour at which it happened ("14:00"), as the first mention has it that tells one; "" where none does."""
        return next((mention.hour for mention in self.mentions if mention.hour), "")

    @property
    def confidence(self) -> float:
        """How likely the date is right: as the surest of those who give it has it."""
        return max(mention.confidence for mention in self.mentions if mention.date == self.date)

    @property
    def weight(self) -> float:
        """How much it deserves a line: the weight of its best mention, raised by a part of what each other one adds."""
        best, *others = sorted((mention.weight for mention in self.mentions), reverse=True)
        return round(1 - (1 - best) * prod(1 - weight * _WEIGHTS["added"] for weight in others), 4)


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """What an event makes of the mentions that it is made of, which are known by their places among these."""

    order: tuple[int, ...]
    """The mentions, the best first."""
    dated: int
    """The one that its date rests on."""
    planned: tuple[str, ...]
    conflicts: tuple[Conflict, ...]

    def event_of(self, group: Sequence[EventMention]) -> TimelineEvent:
        """The event of some mentions."""
        best, dated = group[self.order[0]], group[self.dated]
        mentions = tuple(group[place] for place in self.order)
        return TimelineEvent(
            dated.date, best.status, dated.basis, best.text, mentions, self.planned, self.conflicts
        )


@dataclass(frozen=True, slots=True)
class MergingStores:
    """Where what the merging found is kept from one time to another; None where nothing is."""

    pairs: Store[Scores] | None = None
    """The scores of pairs, by what two cells hold."""
    events: Store[KeptEvent] | None = None
    """What was made of mentions, by these."""


NO_STORES = MergingStores()

Part = TypeVar("Part")


def merge_mentions(mentions: Iterable[EventMention]) -> tuple[TimelineEvent, ...]:
    """The events of one timeline, by date and hour."""
    return merge_mentions_by_part({None: mentions})[None]


def merge_mentions_by_part(
    parts: Mapping[Part, Iterable[EventMention]],
    keys: Mapping[EventMention, str] = MappingProxyType({}),
    stores: MergingStores = NO_STORES,
) -> dict[Part, tuple[TimelineEvent, ...]]:
    """The merged timeline of each part: of a briefing, of a topic.

    Parts may share mentions: which two of them are of one event is asked once for all parts, and a part that holds
    all that its sources tell gets the events that it would get alone.  `keys` tell all that each
    mention says, by which `stores` keep what is found.
    """
    members = {part: dict.fromkeys(mentions) for part, mentions in parts.items()}
    known = sorted(dict.fromkeys(chain.from_iterable(members.values())), key=_order)
    places = {mention: i for i, mention in enumerate(known)}
    linked: _Links = defaultdict(set)
    for i, j in coreferent_pairs(known, [keys[mention] for mention in known] if keys else (), stores.pairs):
        linked[i].add(j)
    sentences = _shared_sentences(known)

    @cache  # most events are the same in every part that has them
    def placed(group: tuple[int, ...]) -> _Placed:
        members = set(group)
        pairs = [(i, j) for i in group if i in linked for j in sorted(linked[i] & members)]
        key = _key_of_group([keys[known[i]] for i in group], group, pairs) if keys and len(group) > 1 else ""
        event = _kept_event([known[i] for i in group], [(known[i], known[j]) for i, j in pairs], key, stores)
        return _place(event), event

    def events_of(mentions: Iterable[EventMention]) -> tuple[TimelineEvent, ...]:
        chosen = dict.fromkeys(sorted(map(places.__getitem__, mentions)))
        pairs = ((i, j) for i in chosen if i in linked for j in linked[i] if j in chosen)
        return _by_date_and_hour(map(placed, _groups(known, chosen, pairs, sentences)))

    return {part: events_of(mentions) for part, mentions in members.items()}


def _order(mention: EventMention) -> tuple[object, ...]:
    span = mention.span
    where = span.source, span.start, span.end
    return *where, mention.date, mention.text, mention.status, mention.basis, mention.also, mention.act


_Placed = tuple[tuple[Any, ...], TimelineEvent]
"""An event and what it is sorted by."""


def _by_date_and_hour(events: Iterable[_Placed]) -> tuple[TimelineEvent, ...]:
    """Events by date; those of one date by their hours where these are told, the others as the sources tell them.

    An event without an hour keeps its place among its neighbours: the hours are put in order around it.
    """
    result: list[TimelineEvent] = []
    for _, same in groupby(sorted(events, key=itemgetter(0)), key=lambda placed: placed[0][0]):
        day = [event for _, event in same]
        places = [place for place, event in enumerate(day) if event.hour]
        timed = sorted((day[place] for place in places), key=lambda event: event.hour)
        for place, event in zip(places, timed, strict=True):
            day[place] = event
        result += day
    return tuple(result)


def _place(event: TimelineEvent) -> tuple[Any, ...]:
    """By date, then in order of the sources (by publication) and of their text."""
    first = event.mentions[0]
    span = first.span
    return edtf.sort_key(event.date), first.published or "", span.source, span.start, span.end, event.text


# --- which mentions are of one event ------------------------------------------------------------------------


_Links = dict[int, set[int]]
"""Some places, each with those that it pairs with; one that pairs with none may be missing."""

_Sentences = Mapping[int, Sequence[Sequence[int]]]
"""The places of mentions that share a sentence with others, each with all who rest on it and give its date."""


def _groups(
    known: Sequence[EventMention],
    chosen: Collection[int],
    pairs: Iterable[tuple[int, int]],
    sentences: _Sentences,
) -> Iterator[tuple[int, ...]]:
    """The places of the chosen mentions parted by event: what hangs together, pair by pair, and holds as a whole."""
    same = _linked(_of_one_sentence(chosen, sentences))
    linked = _linked(chain(((i, j) for i in same for j in same[i]), pairs))
    left = set(linked)
    for first in chosen:
        if first not in linked:
            yield (first,)
        elif first in left:
            component = _reach({first}, linked)
            left -= component
            if len({known[i].source for i in component}) <= _WEIGHTS["few"]:
                yield tuple(sorted(component))
            else:
                yield from _held_together(known, sorted(component), linked, same)


def _linked(pairs: Iterable[tuple[int, int]]) -> _Links:
    """The places of some pairs, each with those that it pairs with."""
    found: _Links = defaultdict(set)
    for i, j in pairs:
        if i != j:
            found[i].add(j)
            found[j].add(i)
    return found


def _reach(start: set[int], linked: _Links) -> set[int]:
    """The places from which a way leads to one of the start's, and these."""
    found, ahead = set(start), [*start]
    while ahead:
        new = linked.get(ahead.pop(), set()) - found
        found |= new
        ahead += new
    return found


def _held_together(
    known: Sequence[EventMention], component: Sequence[int], linked: _Links, same: _Links
) -> Iterator[tuple[int, ...]]:
    """A chain parted where it is thin, but never the mentions of one sentence (`same`).

    Around the mention that most others pair with stand those that pair with enough of its partners; then the same is
    asked of the rest.
    """
    left = set(component)
    while left:
        hub = max(left, key=lambda i: (len(linked[i] & left), -i))
        near = (linked[hub] & left) | {hub}
        needed = _WEIGHTS["held"] * (len({known[i].source for i in near}) - 1)
        core = {i for i in near if i == hub or len({known[j].source for j in linked[i] & near}) >= needed}
        group = _reach(core, same)
        left -= group
        yield tuple(sorted(group))


def _shared_sentences(known: Sequence[EventMention]) -> _Sentences:
    """Mentions that rest on one sentence and give one date: a seed's, and those of the briefings that cite it."""
    resting: dict[tuple[Span, str], list[int]] = defaultdict(list)
    for i, mention in enumerate(known):
        for span in mention.spans:
            resting[span, mention.date].append(i)
    found: dict[int, list[Sequence[int]]] = defaultdict(list)
    for some in resting.values():
        for i in some if len(some) > 1 else ():
            found[i].append(some)
    return found


def _of_one_sentence(chosen: Collection[int], sentences: _Sentences) -> Iterator[tuple[int, int]]:
    """The chosen places that share a sentence, each with the first of them."""
    for i in chosen:
        for some in sentences.get(i, ()):
            yield next(j for j in some if j in chosen), i


# --- one event for a group ----------------------------------------------------------------------------------


def _key_of_group(keys: Sequence[str], group: Sequence[int], pairs: Iterable[tuple[int, int]]) -> str:
    """The key of what an event is made of: its mentions, and which of them pair."""
    place_of = {i: place for place, i in enumerate(group)}
    return joined_key((*keys, *(f"{place_of[i]} {place_of[j]}" for i, j in pairs)))


def _kept_event(
    group: Sequence[EventMention], pairs: Sequence[Pair], key: str, stores: MergingStores
) -> TimelineEvent:
    """The event of a group, as it was kept if it was."""
    if stores.events is None or not key:
        return _made_of(group, pairs).event_of(group)
    kept = stores.events.get(key)
    if kept is None:
        kept = _made_of(group, pairs)
        stores.events.put(key, kept)
    return kept.event_of(group)


def _made_of(group: Sequence[EventMention], pairs: Sequence[Pair]) -> KeptEvent:
    """What happened is told rather than what was planned, at the finest date; `pairs` are those within the group."""
    happened = [mention for mention in group if mention.status is Status.HAPPENED]
    best = _ranked(happened or group, outdated(pairs))
    dated = min(best, key=_vagueness)
    ahead = {mention.date for mention in group if mention.status.is_ahead}
    announced = ahead.union(*(mention.planned for mention in group)) if happened else ()
    place_of = {mention: place for place, mention in enumerate(group)}
    return KeptEvent(
        order=tuple(place_of[mention] for mention in dict.fromkeys((*best, *group))),
        dated=place_of[dated],
        planned=tuple(sorted(announced, key=edtf.sort_key)),
        conflicts=conflicts_of(group, pairs),
    )


def _ranked(mentions: Sequence[EventMention], outdated_ones: Collection[EventMention]) -> list[EventMention]:
    """The mentions of one event, those first that say most of what all of them say, in few words that read alone.

    One that needs the line before it ("they") or does not read alone comes last, and before these one whose count has
    changed since.
    """
    if len(mentions) < 2:
        return [*mentions]
    counts = Counter(term for mention in mentions for term in mention.terms.all)
    pronouns = lexicon.words("timeline/pronoun_openers")

    def rank(mention: EventMention) -> tuple[object, ...]:
        terms = mention.terms.all
        share = sum(counts[term] for term in terms) / sqrt(max(1, len(terms)))
        worth = share * ((_WEIGHTS["lightest"] + mention.weight) if mention.weight else 1.0)
        worth *= mention.readability or 1.0
        sure = 1.0 if mention.is_sure else _WEIGHTS["unsure"]
        leans = mention.text.partition(" ")[0].lower() in pronouns
        leans = leans or runs_on(mention.text) or not mention.is_fit or mention.reading_class > 1
        return leans, mention in outdated_ones, mention.reading_class, -worth * sure, _order(mention)

    return sorted(mentions, key=rank)


def _vagueness(mention: EventMention) -> tuple[bool, int, bool, int]:
    """What the source states comes before what is inferred, then the finer date."""
    parsed = edtf.parse(mention.date)
    days = (parsed.latest - parsed.earliest).days
    return not mention.is_sure, days, parsed.approximate, _BASES.index(mention.basis)
