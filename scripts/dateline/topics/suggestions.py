"""Topics for a briefing that nobody has filed yet, by likeness to what people have filed.

Each name in the briefing (people, organisations and places alike: one source's place is another's organisation) and
each telling word of its headline, dek and lead votes for the topics of the briefings that have it too, of the nearest
in date.  A vote weighs more the fewer briefings have the thing, and less the longer ago they are.  What a topic gets
of all that could be voted is its score.  One whose own name stands in the briefing gets a bonus, as otherwise a story
within a larger one, filed once or twice, would never come up beside it.

The limits were measured, each briefing against all others (`tests/filing.py`); rather no suggestion than a wrong one.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.briefing.document import names_of, text_of
from dateline.model import edtf
from dateline.timeline.terms import terms_of
from dateline.topics.similarity import Kind, features_of, nearest, rarity
from dateline.topics.spelling_variants import usual_spellings

SUGGESTED = 3
"""How many topics are suggested at the most."""
THRESHOLD = 0.15
"""The least score of a topic that is suggested."""
_BONUS = 0.2
"""What a topic gets whose own name stands in the briefing."""
_DOUBT = 1.0
"""One more, as it were, that is filed elsewhere: a single briefing that has a thing proves little."""
_NEAREST = 8
"""How many of those that have a thing vote, on either side of the briefing's date."""
_FAR = 0.5
"""What a vote is worth from long ago; from the same day it is 1."""
_HALF = 365
"""After how many days half of what the same day is worth more is left."""
_NAMES_TOLD, _WORDS_TOLD = 3, 2
"""How many names and words a reason holds."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic, and the names and words that the briefing shares with those filed under it, the best first."""

    topic: str
    names: tuple[str, ...]
    words: tuple[str, ...]


Trait = tuple[bool, str]
"""Whether it is a name (or a word), and its key: folded, or its term."""


@dataclass(frozen=True, slots=True)
class Traits:
    """By what a briefing is known here: what it is filed under, its date (EDTF), and each trait as it stands there."""

    topics: tuple[str, ...] = ()
    date: str | None = None
    shown: Mapping[Trait, str] = field(default_factory=dict)


def traits_of(front: Mapping[str, object], lead: str) -> Traits:
    """The traits of a briefing."""
    shown: dict[Trait, str] = {}
    for (kind, key), words in features_of({**front, "topics": []}, lead):
        shown.setdefault((kind is not Kind.WORD, key), words)
    return Traits(names_of(front, "topics"), text_of(front, "date"), shown)


class Filings:
    """What people have filed their briefings under, to suggest topics for others; equally near ones count as given."""

    def __init__(self, briefings: Sequence[Traits]) -> None:
        filed = sorted((traits for traits in briefings if traits.topics), key=_day_of)
        usual = usual_spellings(Counter(topic for traits in filed for topic in traits.topics))
        self._total = len(briefings) + 1
        self._counts = Counter(trait for traits in briefings for trait in traits.shown)
        self._days = [_day_of(traits) for traits in filed]
        self._topics = [tuple({usual[topic]: None for topic in traits.topics}) for traits in filed]
        self._places: dict[Trait, list[int]] = defaultdict(list)
        for place, traits in enumerate(filed):
            for trait in traits.shown:
                self._places[trait].append(place)

    def suggest(self, traits: Traits) -> tuple[Suggestion, ...]:
        """The topics that a briefing most likely belongs under, the likeliest first; none below the threshold."""
        weights = {trait: rarity(self._counts[trait] + 1, self._total) for trait in traits.shown}
        votes: dict[str, dict[Trait, float]] = defaultdict(dict)
        for trait, weight in weights.items():
            for topic, share in self._shares_of(trait, _day_of(traits)).items():
                votes[topic][trait] = weight * share
        every = sum(weights.values())
        terms = _terms_of(traits.shown.values())
        scores = {
            topic: round(sum(given.values()) / every + _bonus_of(topic, terms), 4)
            for topic, given in votes.items()
        }
        likely = sorted(scores, key=lambda topic: (-scores[topic], topic))
        return tuple(
            _suggestion_of(topic, votes[topic], traits)
            for topic in likely[:SUGGESTED]
            if scores[topic] >= THRESHOLD
        )

    def _shares_of(self, trait: Trait, day: int) -> dict[str, float]:
        """Which share of a trait's vote each topic gets."""
        places = nearest(self._places.get(trait, ()), bisect_left(self._days, day) - 0.5, _NEAREST)
        shares: dict[str, float] = defaultdict(float)
        for place in places:
            worth = _FAR + (1 - _FAR) * 0.5 ** (abs(self._days[place] - day) / _HALF)
            for topic in self._topics[place]:
                shares[topic] += worth / (len(places) + _DOUBT)
        return shares


def _day_of(traits: Traits) -> int:
    """The day as a number; a briefing without a date is far from all others, and nearest to the oldest."""
    is_dated = traits.date is not None and edtf.is_valid(traits.date)
    return edtf.parse(traits.date).earliest.toordinal() if is_dated else 0


def _terms_of(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(term for text in texts for term in terms_of(text).all)


def _bonus_of(topic: str, terms: frozenset[str]) -> float:
    named = terms_of(topic).all
    return _BONUS if named and named <= terms else 0.0


def _suggestion_of(topic: str, votes: Mapping[Trait, float], traits: Traits) -> Suggestion:
    ranked = sorted(votes, key=lambda trait: (-votes[trait], trait))
    names, words = (
        tuple(traits.shown[trait] for trait in ranked if trait[0] is is_name)[:limit]
        for is_name, limit in ((True, _NAMES_TOLD), (False, _WORDS_TOLD))
    )
    return Suggestion(topic, names, words)
