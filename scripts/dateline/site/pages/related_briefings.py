"""What to read next: the briefings before and after one in its topics, and those that are related to it.

Two briefings are related by what they share: topics, people, places, and words.  What few share says more than what
many share.  A briefing is compared only with those that share something with it, and of each thing shared only with
the nearest_places in date, so the work grows in step with the number of briefings.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from dateline.briefing.document import Document
from dateline.model.briefing import Card
from dateline.site.briefing_index import Index
from dateline.topics.similarity import Feature, FeatureKind, features_of, folded_name, nearest_places, rarity

RELATED = 4
"""How many related briefings are shown."""
_NEAREST = 8
"""With how many of those that share a thing a briefing is compared, on either side of its date."""
_RAREST = 40
"""How many of its words a briefing is compared by."""
_ALIKE = 4
"""How many words two briefings have to share for that to be a reason."""
_NAMED = 3
"""How many things of a kind a reason names."""

_WEIGHTS = {FeatureKind.TOPIC: 3.0, FeatureKind.PERSON: 2.0, FeatureKind.PLACE: 1.0, FeatureKind.WORD: 0.4}


@dataclass(frozen=True, slots=True)
class Pointer:
    """A briefing that another leads to."""

    url: str
    title: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The briefings of a topic before and after one."""

    topic: str
    before: Pointer | None
    after: Pointer | None


@dataclass(frozen=True, slots=True)
class Reason:
    """What two briefings share of one kind: the names that say most, and how many more there are."""

    kind: FeatureKind
    names: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Related:
    """A related briefing, with the reasons: topics first, words last."""

    pointer: Pointer
    reasons: tuple[Reason, ...]


class Relations:
    """The relations of all briefings that have a page; each is worked out when it is asked for."""

    def __init__(self, index: Index, urls: Mapping[str, str]) -> None:
        published = list(index.published(urls))
        self._pointers = [_pointer_to(card, urls) for card, _ in published]
        self._places = {card.path: place for place, (card, _) in enumerate(published)}
        found = [_features_of(document) for _, document in published]
        counts = Counter(feature for features in found for feature in features)
        self._features = [_shared_features(features, counts) for features in found]
        self._postings: dict[Feature, list[int]] = defaultdict(list)
        for place, features in enumerate(self._features):
            for feature in features:
                self._postings[feature].append(place)
        self._weights = {
            feature: _WEIGHTS[feature[0]] * rarity(len(places), len(published))
            for feature, places in self._postings.items()
        }

    def neighbours(self, path: str) -> tuple[Neighbours, ...]:
        """The briefings before and after one, for each of its topics that has others."""
        place = self._places[path]
        found = []
        for topic in self._topics(place):
            after, before = self._beside(topic, place)
            if after is not None or before is not None:
                found.append(Neighbours(topic, self._pointer(before), self._pointer(after)))
        return tuple(found)

    def related(self, path: str) -> tuple[Related, ...]:
        """The briefings that share most with one, its neighbours left out; at most `RELATED`."""
        place = self._places[path]
        shared: dict[int, list[Feature]] = defaultdict(list)
        for feature in self._features[place]:
            for other in nearest_places(self._postings[feature], place, _NEAREST):
                shared[other].append(feature)
        beside = {other for topic in self._topics(place) for other in self._beside(topic, place)}
        ranked = sorted(
            shared.keys() - beside,
            key=lambda other: (-self._weight(shared[other]), abs(other - place), other),
        )
        found = ((other, tuple(self._reasons(shared[other], place))) for other in ranked)
        related = (Related(self._pointers[other], reasons) for other, reasons in found if reasons)
        return tuple(islice(related, RELATED))

    def _topics(self, place: int) -> Iterator[str]:
        return (name for (kind, _), name in self._features[place].items() if kind is FeatureKind.TOPIC)

    def _beside(self, topic: str, place: int) -> tuple[int | None, int | None]:
        """The places of the briefings after and before one in a topic, whose briefings come newest first."""
        places = self._postings[FeatureKind.TOPIC, folded_name(topic)]
        here = bisect_left(places, place)
        return places[here - 1] if here else None, places[here + 1] if here + 1 < len(places) else None

    def _pointer(self, place: int | None) -> Pointer | None:
        return None if place is None else self._pointers[place]

    def _weight(self, features: Iterable[Feature]) -> float:
        return sum(self._weights[feature] for feature in features)

    def _reasons(self, features: Iterable[Feature], place: int) -> Iterator[Reason]:
        by_kind: dict[FeatureKind, list[Feature]] = defaultdict(list)
        for feature in sorted(features, key=lambda feature: (-self._weights[feature], feature)):
            by_kind[feature[0]].append(feature)
        for kind in FeatureKind:
            some = by_kind[kind]
            if len(some) >= (_ALIKE if kind is FeatureKind.WORD else 1):
                names = tuple(self._features[place][feature] for feature in some[:_NAMED])
                yield Reason(kind, names, max(0, len(some) - _NAMED))


def _pointer_to(card: Card, urls: Mapping[str, str]) -> Pointer:
    return Pointer(urls[card.path], card.title, card.date)


def _features_of(document: Document) -> dict[Feature, str]:
    """What a briefing may share with others, with the name of it on this briefing's page."""
    found = features_of(document.front.values, document.briefing.lead)
    return {feature: name for feature, name in found if feature[0] in _WEIGHTS}


def _shared_features(features: Mapping[Feature, str], counts: Counter[Feature]) -> dict[Feature, str]:
    """The features that others have too; of the words the rarest, which tell most."""
    kept = {feature: name for feature, name in features.items() if counts[feature] > 1}
    words = sorted(
        (f for f in kept if f[0] is FeatureKind.WORD), key=lambda feature: (counts[feature], feature)
    )
    dropped = frozenset(words[_RAREST:])
    return {feature: name for feature, name in kept.items() if feature not in dropped}
