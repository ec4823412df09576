"""The merged timelines of a site, known by what they are made of: a line is made when a page asks for it.

After most edits the timelines are those of the last build, of which the pages of a few names have to be made again.
So of every line is kept which lines of briefings are merged in it, and of every timeline the key of all its lines.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from itertools import chain
from operator import attrgetter
from typing import overload

import msgspec

from dateline.model.annotations import Status
from dateline.model.stores import NO_STORE, Store
from dateline.site.content_keys import content_key
from dateline.site.pages.merged_timelines import (
    IN_LINES,
    BriefingLine,
    Dispute,
    KeptMentions,
    MergedLine,
    kept_mentions,
    mention_keys,
    mention_of,
    mentions_in,
    merged_line,
    timelines_of,
)
from dateline.site.pages.name_index import NameIndex, PublishedBriefing
from dateline.site.pages.slugs import NameKind
from dateline.timeline import merging
from dateline.timeline.mention import EventMention
from dateline.timeline.merging import KeptEvent, MergingStores, TimelineEvent

EVERYTHING = ""
"""The timeline of all briefings, which no topic has for a slug."""
_FEW = 256
"""Briefings of which is held what they mention: a topic asks for one again for each of its lines."""


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A merged line by what it is made of."""

    told: tuple[tuple[int, int], ...]
    """The lines behind it, by the place of the briefing and that of the line; those of the best mention first."""
    event: KeptEvent
    """Of the mentions of these lines, in their order."""
    disputes: tuple[Dispute, ...]


@dataclass(frozen=True, slots=True)
class KeptTimeline:
    """Some of the kept lines, the oldest first."""

    key: str
    """The key of all that pages show of them."""
    numbers: tuple[int, ...]
    ids: Mapping[int, str] = field(default_factory=dict)
    """By their places, the ids of those that have another one than on other pages."""


@dataclass(frozen=True, slots=True)
class KeptTimelines:
    """All lines of a site, and the timelines of topics and names."""

    lines: tuple[msgspec.Raw, ...]
    """Each a `KeptLine`, which is decoded when a page shows it."""
    topics: Mapping[str, KeptTimeline]
    """By slug; that of everything as well."""
    names: Mapping[NameKind, Mapping[str, KeptTimeline]]
    """What is told of people, organisations and places, by slug."""
    plans: KeptTimeline
    """What is announced for days after that of the newest briefing."""


@dataclass(frozen=True, slots=True)
class TimelineStores:
    """The stores of all that timelines are made of."""

    mentions: Store[KeptMentions] = NO_STORE
    """What the timeline of a briefing tells, by the briefing's key."""
    merging: MergingStores = merging.NO_STORES
    told: Store[str] = NO_STORE
    """The key of what merged lines show of a briefing, by the briefing's key."""
    timelines: Store[KeptTimelines] = NO_STORE
    """The timelines, by all that they are made of."""


NO_TIMELINES = TimelineStores()


class Timeline(Sequence[MergedLine]):
    """The lines of a timeline, the oldest first."""

    def __init__(self, kept: KeptTimeline, line_of: Callable[[int, str], MergedLine]) -> None:
        self._kept, self._line_of = kept, line_of
        self.key = kept.key
        """The key of all that pages show of them."""

    def __len__(self) -> int:
        return len(self._kept.numbers)

    @overload
    def __getitem__(self, place: int) -> MergedLine: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[MergedLine, ...]: ...
    def __getitem__(self, place: int | slice) -> MergedLine | tuple[MergedLine, ...]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        return self._line_of(self._kept.numbers[place], self._kept.ids.get(place, ""))


_NONE = KeptTimeline(content_key(), ())


Told = Mapping[int, tuple[EventMention, BriefingLine]]
"""The lines of a briefing by their places, each with what it mentions."""

Made = dict[tuple[int, str], MergedLine]
"""Lines by their numbers, and the ids that they have in place of their own."""


class Timelines:
    """The timelines of a site: `told` gives the lines of the briefing at a place, each with what it mentions.

    `made` are lines that are made, by their numbers, and `mentions` what the lines of briefings mention.
    """

    def __init__(
        self,
        kept: KeptTimelines,
        told: Callable[[int], Told],
        made: Made,
        mentions: Store[KeptMentions],
        told_keys: Mapping[str, str],
    ) -> None:
        self._kept, self._told, self._made = kept, told, made
        self._mentions_of = lru_cache(_FEW)(partial(kept_mentions, store=mentions))
        self.told_keys = told_keys
        """The keys of all that may be told of lines of each briefing, by its path."""

    @property
    def plans(self) -> Timeline:
        """What is announced for days after that of the newest briefing."""
        return self._timeline(self._kept.plans)

    def of_topic(self, slug: str) -> Timeline:
        """The timeline of a topic, or of `EVERYTHING`."""
        return self._timeline(self._kept.topics[slug])

    def of_name(self, kind: NameKind, slug: str) -> Timeline:
        """What the timeline of everything tells of a person, an organisation or a place."""
        return self._timeline(self._kept.names[kind].get(slug, _NONE))

    def event_of(self, line: MergedLine) -> TimelineEvent:
        """What was merged in a line."""
        mentions = dict.fromkeys(mention_of(told, self._mentions_of(told.briefing)) for told in line.told)
        return line.merged.event_of(tuple(mentions))

    def _timeline(self, kept: KeptTimeline) -> Timeline:
        return Timeline(kept, self._line)

    def _line(self, number: int, other: str) -> MergedLine:
        """A line, with another id where it has one: one record for all pages, which share what they show of it."""
        line = self._made.get((number, other))
        if line is None:
            line = replace(self._line(number, ""), id=other) if other else self._new(number)
            self._made[number, other] = line
        return line

    def _new(self, number: int) -> MergedLine:
        kept = msgspec.msgpack.decode(self._kept.lines[number], type=KeptLine)
        found = [self._told(briefing)[place] for briefing, place in kept.told]
        mentions = tuple(dict.fromkeys(mention for mention, _ in found))
        return merged_line(kept.event.event_of(mentions), [line for _, line in found], kept.disputes)


def timelines_in(index: NameIndex, stores: TimelineStores) -> Timelines:
    """The timelines of the briefings, as they were kept where nothing has changed that they are made of."""
    told_keys = {one.card.path: _told_key(one, stores.told) for one in index.briefings}
    key = content_key(index.newest, [*told_keys.values()])
    kept = stores.timelines.get(key)

    @cache
    def told(place: int) -> Told:
        found = mentions_in(index.briefings[place], stores.mentions)
        return {line.place: (mention, line) for mention, lines in found.items() for line in lines}

    if kept is not None:
        return Timelines(kept, told, {}, stores.mentions, told_keys)
    kept, made = _merged_anew(index, stores)
    stores.timelines.put(key, kept)
    return Timelines(kept, told, made, stores.mentions, told_keys)


def _told_key(briefing: PublishedBriefing, store: Store[str]) -> str:
    """The key of all that merged lines show of a briefing: not of where they stand, nor of most of its text."""
    key = store.get(briefing.whole_key)
    if key is None:
        content, card = briefing.content, briefing.card
        listed = (name for some in briefing.names.values() for name in some)
        names = [(name.kind, name.text, name.slug, name.url, briefing.forms_of(name)) for name in listed]
        cited = {label for entry in content.timeline for label in entry.labels}
        entries = [_told_by(entry) for entry in content.timeline]
        notes = [_cited_by(note) for note in content.evidence if note.label in cited]
        key = content_key(
            card.path, card.title, card.date, briefing.url, briefing.sources, names, entries, notes
        )
        store.put(briefing.whole_key, key)
    return key


_told_by = attrgetter("date", "text", "status", "labels", "planned", "differences", "id")
_cited_by = attrgetter("label", "text", "publisher", "source", "place", "note")


def _merged_anew(index: NameIndex, stores: TimelineStores) -> tuple[KeptTimelines, Made]:
    """The timelines, and all their lines."""
    mentions = {briefing.card.path: mentions_in(briefing, stores.mentions) for briefing in index.briefings}
    parts = {EVERYTHING: list(mentions.values())}
    for slug, topic in index.names[NameKind.TOPIC].items():
        parts[slug] = [mentions[briefing.card.path] for briefing in topic.briefings]
    found = timelines_of(parts, mention_keys(mentions, index.by_path), stores.merging)
    numbers: dict[tuple[BriefingLine, ...], int] = {}
    for line in chain.from_iterable(found.values()):
        numbers.setdefault(line.told, len(numbers))

    def kept(lines: Sequence[MergedLine]) -> KeptTimeline:
        ids = {place: line.other_id for place, line in enumerate(lines) if line.other_id}
        key = content_key([line.key for line in lines])
        return KeptTimeline(key, tuple(numbers[line.told] for line in lines), ids)

    made = {(numbers[line.told], line.other_id): line for line in chain.from_iterable(found.values())}
    lines = {number: line for (number, _), line in made.items()}
    places = {briefing.card.path: place for place, briefing in enumerate(index.briefings)}
    everything = found[EVERYTHING]
    plans = [line for line in everything if line.status is Status.PLANNED and line.is_open(index.newest)]
    encode = msgspec.msgpack.Encoder().encode
    timelines = KeptTimelines(
        tuple(msgspec.Raw(encode(_kept_line(lines[number], places))) for number in range(len(lines))),
        {part: kept(some) for part, some in found.items()},
        {
            kind: {slug: kept(some) for slug, some in named.items()}
            for kind, named in _by_name(everything).items()
        },
        kept(plans),
    )
    return timelines, made


def _by_name(lines: Iterable[MergedLine]) -> dict[NameKind, dict[str, list[MergedLine]]]:
    """The lines that name a person, an organisation or a place, by kind and slug."""
    found: dict[NameKind, dict[str, list[MergedLine]]] = {kind: defaultdict(list) for kind in IN_LINES}
    for line in lines:
        for kind in IN_LINES:
            for name in line.names[kind]:
                found[kind][name.slug].append(line)
    return found


def _kept_line(line: MergedLine, places: Mapping[str, int]) -> KeptLine:
    told = tuple((places[each.briefing.card.path], each.place) for each in line.told)
    return KeptLine(told, line.merged, line.disputes)
