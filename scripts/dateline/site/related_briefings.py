"""What to read next: the briefings before and after one in its topics, and those that are related to it.

Two briefings are related by what they share: topics, people, places, and words.  What few share says more than what
many share.  A briefing is compared only with those that share something with it, and of each thing shared only with
the nearest in date, so the work grows in step with the number of briefings.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from dateline.briefing.document import Document
from dateline.site.briefing_index import Index
from dateline.site.date_format import Moment, moment_of
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
    date: Moment | None


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
        self._cards = [card for card in index.cards if card.path in urls]
        self._urls = urls
        self._places = {card.path: place for place, card in enumerate(self._cards)}
        found = [_features_of(index.items[card.path].document) for card in self._cards]
        counts = Counter(feature for features in found for feature in features)
        self._features = [_telling(features, counts) for features in found]
        self._postings: dict[Feature, list[int]] = defaultdict(list)
        for place, features in enumerate(self._features):
            for feature in features:
                self._postings[feature].append(place)
        self._weights = {feature: self._weight_of(feature) for feature in self._postings}

    def neighbours(self, path: str) -> tuple[Neighbours, ...]:
        """The briefings before and after one, for each of its topics that has others."""
        found = (self._beside(topic, self._places[path]) for topic in self._topics(self._places[path]))
        return tuple(beside for beside in found if beside.before or beside.after)

    def related(self, path: str) -> tuple[Related, ...]:
        """The briefings that share most with one, its neighbours left out; at most `RELATED`."""
        place = self._places[path]
        shared = self._shared_with(place)
        for topic in self._topics(place):
            for beside in self._places_beside(topic, place):
                shared.pop(-1 if beside is None else beside, None)
        ranked = sorted(shared, key=lambda other: (-self._weight(shared[other]), abs(other - place), other))
        found = ((other, tuple(self._reasons(shared[other], place))) for other in ranked)
        related = (Related(self._pointer(other), reasons) for other, reasons in found if reasons)
        return tuple(islice(related, RELATED))

    def _topics(self, place: int) -> tuple[str, ...]:
        return tuple(name for (kind, _), name in self._features[place].items() if kind is FeatureKind.TOPIC)

    def _beside(self, topic: str, place: int) -> Neighbours:
        after, before = (
            None if beside is None else self._pointer(beside) for beside in self._places_beside(topic, place)
        )
        return Neighbours(topic, before, after)

    def _places_beside(self, topic: str, place: int) -> tuple[int | None, int | None]:
        """The places of the briefings after and before one in a topic, whose briefings come newest first."""
        places = self._postings[FeatureKind.TOPIC, folded_name(topic)]
        here = bisect_left(places, place)
        return places[here - 1] if here else None, places[here + 1] if here + 1 < len(places) else None

    def _shared_with(self, place: int) -> dict[int, list[Feature]]:
        """The briefings that share something with one, and what."""
        shared: dict[int, list[Feature]] = defaultdict(list)
        for feature in self._features[place]:
            for other in nearest_places(self._postings[feature], place, _NEAREST):
                shared[other].append(feature)
        return shared

    def _weight(self, features: Sequence[Feature]) -> float:
        return sum(self._weights[feature] for feature in features)

    def _weight_of(self, feature: Feature) -> float:
        return _WEIGHTS[feature[0]] * rarity(len(self._postings[feature]), len(self._cards))

    def _reasons(self, features: Sequence[Feature], place: int) -> Iterator[Reason]:
        by_kind: dict[FeatureKind, list[Feature]] = defaultdict(list)
        for feature in sorted(features, key=lambda feature: (-self._weights[feature], feature)):
            by_kind[feature[0]].append(feature)
        for kind in FeatureKind:
            some = by_kind[kind]
            if len(some) >= (_ALIKE if kind is FeatureKind.WORD else 1):
                names = tuple(self._features[place][feature] for feature in some[:_NAMED])
                yield Reason(kind, names, max(0, len(some) - _NAMED))

    def _pointer(self, place: int) -> Pointer:
        card = self._cards[place]
        return Pointer(self._urls[card.path], card.title, moment_of(card.date) if card.date else None)


def _features_of(document: Document | None) -> dict[Feature, str]:
    """What a briefing may share with others, with the name of it on this briefing's page."""
    if document is None:
        return {}
    found = features_of(document.front.values, document.briefing.lead)
    return {feature: name for feature, name in found if feature[0] in _WEIGHTS}


def _telling(features: Mapping[Feature, str], counts: Counter[Feature]) -> dict[Feature, str]:
    """The features that others have too; of the words the rarest, which tell most."""
    kept = {feature: name for feature, name in features.items() if counts[feature] > 1}
    words = sorted(
        (f for f in kept if f[0] is FeatureKind.WORD), key=lambda feature: (counts[feature], feature)
    )
    dropped = frozenset(words[_RAREST:])
    return {feature: name for feature, name in kept.items() if feature not in dropped}
