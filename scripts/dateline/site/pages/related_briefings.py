"""What to read next: the briefings before and after one in its topics, and those that are related to it.

Two briefings are related by what they share: topics, people and places, however each spells them, and words.  What few
share says more than what many share.  A briefing is compared only with those that share something with it, and of each
thing shared only with the nearest in date, so the work grows in step with the number of briefings.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import islice

from dateline.model.stores import NO_STORE, Store
from dateline.site.content_keys import content_key
from dateline.site.pages.name_index import PublishedBriefing
from dateline.site.pages.slugs import NameKind
from dateline.topics.similarity import Feature, FeatureKind, nearest_places, rarity, word_features

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

_KINDS = {
    NameKind.TOPIC: FeatureKind.TOPIC,
    NameKind.PERSON: FeatureKind.PERSON,
    NameKind.PLACE: FeatureKind.PLACE,
}
"""The names that count."""
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


Words = tuple[tuple[str, str], ...]
"""The words of a briefing that may lead to another, each as a term and as it stands there."""


class Relations:
    """The relations of all briefings that have a page, newest first; each is worked out when it is asked for.

    `store` keeps the keys of what was worked out, and `words` those of each briefing.
    """

    def __init__(
        self,
        published: Sequence[PublishedBriefing],
        store: Store[str] = NO_STORE,
        words: Store[Words] = NO_STORE,
    ) -> None:
        self._store = store
        self._keys = [briefing.whole_key for briefing in published]
        self._pointers = [Pointer(briefing.url, briefing.title, briefing.date) for briefing in published]
        self._places = {briefing.card.path: place for place, briefing in enumerate(published)}
        found = [_features_of(briefing, words) for briefing in published]
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

    def key(self, path: str) -> str:
        """The key of the neighbours of a briefing and of those that are related to it (`content_keys`)."""
        place = self._places[path]
        rests_on = (
            len(self._keys),
            self._keys[place],
            *(self._found[feature] for feature in self._features[place]),
        )
        key = self._store.get(made_of := content_key(rests_on))
        if key is None:
            key = content_key(self.neighbours(path), self.related(path))
            self._store.put(made_of, key)
        return key

    @cached_property
    def _found(self) -> Mapping[Feature, bytes]:
        """A digest of each thing that briefings share: of which ones do, where they stand, and how they are shown."""
        marks = [
            content_key(place, pointer.url, pointer.title, pointer.date).encode()
            for place, pointer in enumerate(self._pointers)
        ]
        return {
            feature: blake2b(
                b"".join([content_key(*feature).encode(), *map(marks.__getitem__, places)]), digest_size=12
            ).digest()
            for feature, places in self._postings.items()
        }

    def neighbours(self, path: str) -> tuple[Neighbours, ...]:
        """The briefings before and after one, for each of its topics that has others."""
        place = self._places[path]
        found = []
        for topic in self._topics(place):
            after, before = self._beside(topic, place)
            if after is not None or before is not None:
                found.append(
                    Neighbours(self._features[place][topic], self._pointer(before), self._pointer(after))
                )
        return tuple(found)

    def related(self, path: str) -> tuple[Related, ...]:
        """The briefings that share most with one, its neighbours left out; at most `RELATED`."""
        place = self._places[path]
        shared: dict[int, list[Feature]] = defaultdict(list)
        weights: dict[int, float] = defaultdict(float)
        for feature in self._features[place]:
            weight = self._weights[feature]
            for other in nearest_places(self._postings[feature], place, _NEAREST):
                shared[other].append(feature)
                weights[other] += weight
        beside = {other for topic in self._topics(place) for other in self._beside(topic, place)}
        by_weight = sorted((-weights[other], abs(other - place), other) for other in shared.keys() - beside)
        ranked = (other for _, _, other in by_weight)
        found = ((other, tuple(self._reasons(shared[other], place))) for other in ranked)
        related = (Related(self._pointers[other], reasons) for other, reasons in found if reasons)
        return tuple(islice(related, RELATED))

    def _topics(self, place: int) -> Iterator[Feature]:
        return (feature for feature in self._features[place] if feature[0] is FeatureKind.TOPIC)

    def _beside(self, topic: Feature, place: int) -> tuple[int | None, int | None]:
        """The places of the briefings after and before one in a topic, whose briefings come newest first."""
        places = self._postings[topic]
        here = bisect_left(places, place)
        return places[here - 1] if here else None, places[here + 1] if here + 1 < len(places) else None

    def _pointer(self, place: int | None) -> Pointer | None:
        return None if place is None else self._pointers[place]

    def _reasons(self, features: Iterable[Feature], place: int) -> Iterator[Reason]:
        by_kind: dict[FeatureKind, list[Feature]] = defaultdict(list)
        for feature in sorted(features, key=lambda feature: (-self._weights[feature], feature)):
            by_kind[feature[0]].append(feature)
        for kind in FeatureKind:
            some = by_kind[kind]
            if len(some) >= (_ALIKE if kind is FeatureKind.WORD else 1):
                names = tuple(self._features[place][feature] for feature in some[:_NAMED])
                yield Reason(kind, names, max(0, len(some) - _NAMED))


def _features_of(briefing: PublishedBriefing, store: Store[Words]) -> dict[Feature, str]:
    """What a briefing may share with others, with what it is called: a topic as the briefing itself spells it."""
    words = store.get(briefing.whole_key)
    if words is None:
        words = _words_of(briefing)
        store.put(briefing.whole_key, words)
    found: dict[Feature, str] = {}
    for kind, feature_kind in _KINDS.items():
        for name in briefing.names[kind]:
            spelled = briefing.forms[name][0] if kind is NameKind.TOPIC else name.text
            found[feature_kind, name.slug] = spelled
    return found | {(FeatureKind.WORD, term): word for term, word in words}


def _words_of(briefing: PublishedBriefing) -> Words:
    texts = (briefing.title, briefing.card.description, briefing.content.lead)
    every = (
        form
        for kind in NameKind
        if kind is not NameKind.PUBLISHER
        for name in briefing.names[kind]
        for form in briefing.forms_of(name)
    )
    return tuple((term, word) for (_, term), word in dict(word_features(texts, every)).items())


def _shared_features(features: Mapping[Feature, str], counts: Counter[Feature]) -> dict[Feature, str]:
    """The features that others have too; of the words the rarest, which tell most."""
    kept = {feature: name for feature, name in features.items() if counts[feature] > 1}
    words = sorted(
        (f for f in kept if f[0] is FeatureKind.WORD), key=lambda feature: (counts[feature], feature)
    )
    dropped = frozenset(words[_RAREST:])
    return {feature: name for feature, name in kept.items() if feature not in dropped}
