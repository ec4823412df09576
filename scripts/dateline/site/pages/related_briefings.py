"""What to read next: the briefings before and after one in its topics, and those that are related to it.

Two briefings are related by who acts in them and what is done: by topics and people, however each spells them, and by
words of headline, dek and lead.  What few share says far more than what many share, and somebody of whom both tell more
than somebody named in passing.  Places say where, not what: they lead nowhere alone.  A briefing is compared only with
those that share something with it, and of each thing shared only with the nearest in date, so the work grows in step
with the number of briefings.
"""

import pickle
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

from dateline.model.stores import NO_STORE, Store
from dateline.project.processes import begin_elsewhere
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
_ALIKE_BESIDE_NAMES = 0.65
"""How much fewer words have to say (`_WEIGHTS`) for that, beside a person or a place that both have: two rare ones."""
_NAMED = 3
"""How many things of a kind a reason names."""
_MANY = 256
"""Briefings for which it pays to work out elsewhere what is related to them."""

_WORD = re.compile(r"\w+")
_KINDS = {
    NameKind.TOPIC: FeatureKind.TOPIC,
    NameKind.PERSON: FeatureKind.PERSON,
    NameKind.PLACE: FeatureKind.PLACE,
}
"""The names that count."""
_WEIGHTS = {FeatureKind.TOPIC: 4.0, FeatureKind.PERSON: 2.0, FeatureKind.PLACE: 0.4, FeatureKind.WORD: 0.4}
"""How much each says where two briefings alone share it."""
_TOLD_OF = (0.2, 0.35, 1.0)
"""How much of that is left of a person of whom neither, one or both of two briefings tell."""
_LEAST = 0.36
"""How much two briefings have to share, places left out."""


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
        self._told_of = list(map(_people_told_of, published))
        self._related: dict[str, tuple[Related, ...]] = {}
        self._packed: dict[str, bytes] = {}
        """Those that another process has found, which take less memory so."""
        self._known: dict[str, tuple[str, str]] = {}
        """By path, the key of all that the relations of a briefing rest on, and their own."""
        found = [_features_of(briefing, words) for briefing in published]
        counts = Counter(feature for features in found for feature in features)
        known: dict[Any, Any] = {}
        self._features = [_shared_features(features, counts, known) for features in found]
        self._postings: dict[Feature, list[int]] = defaultdict(list)
        for place, features in enumerate(self._features):
            for feature in features:
                self._postings[feature].append(place)
        most = rarity(2, len(published)) if published else 1.0
        self._weights = {
            feature: _WEIGHTS[feature[0]] * (rarity(len(places), len(published)) / most) ** 2
            for feature, places in self._postings.items()
        }

    def begin(self, jobs: int | None) -> Callable[[], None]:
        """Begin to work them all out in another process, where they are many; gives what waits for it."""
        if len(self._places) < _MANY:
            return lambda: None
        found = begin_elsewhere(self._all_known, jobs)

        def take() -> None:
            self._known, self._packed = found()
            for rests_on, key in self._known.values():
                if self._store.get(rests_on) is None:
                    self._store.put(rests_on, key)

        return take

    def _all_known(self) -> tuple[dict[str, tuple[str, str]], dict[str, bytes]]:
        for path in self._places:
            self.key(path)
        return self._known, {path: pickle.dumps(related) for path, related in self._related.items()}

    def key(self, path: str) -> str:
        """The key of the neighbours of a briefing and of those that are related to it (`content_keys`)."""
        if path not in self._known:
            rests_on = self._key_of_all_behind(self._places[path])
            key = self._store.get(rests_on)
            if key is None:
                key = content_key(self.neighbours(path), self.related(path))
                self._store.put(rests_on, key)
            self._known[path] = rests_on, key
        return self._known[path][1]

    def _key_of_all_behind(self, place: int) -> str:
        """The key of all that the relations of the briefing at a place rest on."""
        found = (self._found[feature] for feature in self._features[place])
        return content_key((len(self._keys), self._keys[place], *found))

    @cached_property
    def _found(self) -> Mapping[Feature, bytes]:
        """A digest of each thing that briefings share: of which ones do, where they stand, and how they are shown."""
        marks = [
            content_key(
                place, pointer.url, pointer.title, pointer.date, sorted(self._told_of[place])
            ).encode()
            for place, pointer in enumerate(self._pointers)
        ]
        return {
            feature: blake2b(
                b"".join([content_key(*feature).encode(), *map(marks.__getitem__, places)]), digest_size=12
            ).digest()
            for feature, places in self._postings.items()
        }

    def neighbours(self, path: str) -> tuple[Neighbours, ...]:
        """The briefings before and after one by topic, without topics that lead only where earlier ones do."""
        place = self._places[path]
        found = []
        told: set[int | None] = {None}
        for topic in self._topics(place):
            after, before = self._beside(topic, place)
            if not told.issuperset((after, before)):
                told.update((after, before))
                found.append(
                    Neighbours(self._features[place][topic], self._pointer(before), self._pointer(after))
                )
        return tuple(found)

    def related(self, path: str) -> tuple[Related, ...]:
        """The briefings that share most with one, its neighbours left out; at most `RELATED`."""
        if path in self._packed:
            related: tuple[Related, ...] = pickle.loads(self._packed[path])
            return related
        found = self._related.get(path)
        if found is None:  # the key of a page asks for them, and then the page
            found = self._related[path] = self._nearest(self._places[path])
        return found

    def _nearest(self, place: int) -> tuple[Related, ...]:
        shared: dict[int, dict[Feature, float]] = defaultdict(dict)
        for feature in self._features[place]:
            weight, is_person = self._weights[feature], feature[0] is FeatureKind.PERSON
            for other in nearest_places(self._postings[feature], place, _NEAREST):
                shared[other][feature] = weight * self._told(feature, place, other) if is_person else weight
        beside = {other for topic in self._topics(place) for other in self._beside(topic, place)}
        telling = ((other, _telling(weights)) for other, weights in shared.items() if other not in beside)
        related = {other: weights for other, weights in telling if weights}
        nearest = sorted(
            related, key=lambda other: (-sum(related[other].values()), abs(other - place), other)
        )
        return tuple(
            Related(self._pointers[other], tuple(self._reasons(related[other], place)))
            for other in nearest[:RELATED]
        )

    def _told(self, person: Feature, place: int, other: int) -> float:
        """How much is left of what somebody says who is named in two briefings."""
        slug = person[1]
        return _TOLD_OF[(slug in self._told_of[place]) + (slug in self._told_of[other])]

    def _topics(self, place: int) -> Iterator[Feature]:
        return (feature for feature in self._features[place] if feature[0] is FeatureKind.TOPIC)

    def _beside(self, topic: Feature, place: int) -> tuple[int | None, int | None]:
        """The places of the briefings after and before one in a topic, whose briefings come newest first."""
        places = self._postings[topic]
        here = bisect_left(places, place)
        return places[here - 1] if here else None, places[here + 1] if here + 1 < len(places) else None

    def _pointer(self, place: int | None) -> Pointer | None:
        return None if place is None else self._pointers[place]

    def _reasons(self, weights: Mapping[Feature, float], place: int) -> Iterator[Reason]:
        by_kind: dict[FeatureKind, list[Feature]] = defaultdict(list)
        for feature in sorted(weights, key=lambda feature: (-weights[feature], feature)):
            by_kind[feature[0]].append(feature)
        for kind in FeatureKind:
            if some := by_kind[kind]:
                names = tuple(self._features[place][feature] for feature in some[:_NAMED])
                yield Reason(kind, names, max(0, len(some) - _NAMED))


def _telling(weights: Mapping[Feature, float]) -> Mapping[Feature, float]:
    """What leads from one briefing to another of all that they share; nothing where that is too little."""
    if sum(weights.values()) < _LEAST:
        return {}
    by_kind: dict[FeatureKind, list[float]] = defaultdict(list)
    for (kind, _), weight in weights.items():
        by_kind[kind].append(weight)
    words = by_kind.pop(FeatureKind.WORD, [])
    are_alike = len(words) >= _ALIKE or (bool(by_kind) and sum(words) >= _ALIKE_BESIDE_NAMES)
    told = {
        feature: weight
        for feature, weight in weights.items()
        if are_alike or feature[0] is not FeatureKind.WORD
    }
    beside_places = (weight for (kind, _), weight in told.items() if kind is not FeatureKind.PLACE)
    return told if sum(beside_places) >= _LEAST else {}


def _people_told_of(briefing: PublishedBriefing) -> frozenset[str]:
    """The slugs of the people whom a briefing quotes, or whose family names stand in its headline, dek or lead."""
    texts = (briefing.title, briefing.card.description, briefing.content.lead)
    words = frozenset(_WORD.findall(" ".join(filter(None, texts))))
    quoted = {quote.speaker for quote in briefing.content.key_quotes}
    return frozenset(
        name.slug
        for name in briefing.names[NameKind.PERSON]
        if words.intersection(_WORD.findall(name.text)[-1:]) or quoted.intersection(briefing.forms_of(name))
    )


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


def _shared_features(
    features: Mapping[Feature, str], counts: Counter[Feature], known: dict[Any, Any]
) -> dict[Feature, str]:
    """The features that others have too; of the words the rarest, which tell most.

    Equal ones are one in all results that share what is `known`: they take more memory than what else relations hold.
    """
    kept = {feature: name for feature, name in features.items() if counts[feature] > 1}
    words = sorted(
        (f for f in kept if f[0] is FeatureKind.WORD), key=lambda feature: (counts[feature], feature)
    )
    dropped = frozenset(words[_RAREST:])
    return {
        known.setdefault(feature, feature): known.setdefault(name, name)
        for feature, name in kept.items()
        if feature not in dropped
    }
