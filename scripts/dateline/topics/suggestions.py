"""Topics for a briefing that nobody has filed yet, by likeness to what people have filed.

Each name in the briefing (people, organisations and places alike: one source's place is another's organisation) and
each telling word of its headline, dek and lead votes for the topics of the briefings that have it too, of the nearest
in date.  A vote weighs more the fewer briefings have the feature, and less the longer ago they are.  What a topic gets
of all that could be voted is its score.  One whose own name stands in the briefing gets a bonus, as otherwise a story
within a larger one, filed once or twice, would never come up beside it.

The weights were measured, each briefing against all others (`tests/filing.py`); rather no suggestion than a wrong one.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.briefing.document import names_of, text_of
from dateline.lang import lexicon
from dateline.model import edtf
from dateline.timeline.terms import terms_of
from dateline.topics.similarity import FeatureKind, features_of, nearest_places, rarity
from dateline.topics.spelling_variants import usual_spellings

_WEIGHTS = lexicon.weights("topics/weights")

SUGGESTED = 3
"""How many topics are suggested at the most."""
_NAMES_SHOWN, _WORDS_SHOWN = 3, 2
"""How many names and words a reason holds."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic, and the names and words that the briefing shares with those filed under it, the best first."""

    topic: str
    names: tuple[str, ...]
    words: tuple[str, ...]


Key = tuple[bool, str]
"""Whether a feature is a name (or a word), and the name folded or the term of the word."""


@dataclass(frozen=True, slots=True)
class BriefingFeatures:
    """What a briefing is filed under, its date (EDTF), and each feature as it stands there."""

    topics: tuple[str, ...] = ()
    date: str | None = None
    shown: Mapping[Key, str] = field(default_factory=dict)

    @property
    def day(self) -> int:
        """The day as a number; a briefing without a date is far from all others, and nearest to the oldest."""
        is_dated = self.date is not None and edtf.is_valid(self.date)
        return edtf.parse(self.date).earliest.toordinal() if self.date and is_dated else 0


def briefing_features(front: Mapping[str, object], lead: str) -> BriefingFeatures:
    """The features of a briefing."""
    shown: dict[Key, str] = {}
    for (kind, key), words in features_of({**front, "topics": []}, lead):
        shown.setdefault((kind is not FeatureKind.WORD, key), words)
    return BriefingFeatures(names_of(front, "topics"), text_of(front, "date"), shown)


class TopicSuggester:
    """What people have filed their briefings under, to suggest topics for others; equally near ones count as given."""

    def __init__(self, briefings: Sequence[BriefingFeatures]) -> None:
        filed = sorted((briefing for briefing in briefings if briefing.topics), key=lambda one: one.day)
        usual = usual_spellings(Counter(topic for briefing in filed for topic in briefing.topics))
        self._total = len(briefings) + 1
        self._counts = Counter(key for briefing in briefings for key in briefing.shown)
        self._days = [briefing.day for briefing in filed]
        self._topics = [tuple({usual[topic]: None for topic in briefing.topics}) for briefing in filed]
        self._places: dict[Key, list[int]] = defaultdict(list)
        for place, briefing in enumerate(filed):
            for key in briefing.shown:
                self._places[key].append(place)

    def suggest(self, briefing: BriefingFeatures) -> tuple[Suggestion, ...]:
        """The topics that a briefing most likely belongs under, the likeliest first; none below the threshold."""
        weights = {key: rarity(self._counts[key] + 1, self._total) for key in briefing.shown}
        votes: dict[str, dict[Key, float]] = defaultdict(dict)
        for key, weight in weights.items():
            for topic, share in self._shares_of(key, briefing.day).items():
                votes[topic][key] = weight * share
        every = sum(weights.values())
        terms = frozenset(term for text in briefing.shown.values() for term in terms_of(text).all)
        scores = {}
        for topic, given in votes.items():
            named = terms_of(topic).all
            bonus = _WEIGHTS["named"] if named and named <= terms else 0.0
            scores[topic] = round(sum(given.values()) / every + bonus, 4)
        likely = sorted(scores, key=lambda topic: (-scores[topic], topic))[:SUGGESTED]
        return tuple(
            _suggestion_of(topic, votes[topic], briefing)
            for topic in likely
            if scores[topic] >= _WEIGHTS["threshold"]
        )

    def _shares_of(self, key: Key, day: int) -> dict[str, float]:
        """Which share of a feature's vote each topic gets."""
        reach, far = int(_WEIGHTS["nearest"]), _WEIGHTS["far"]
        places = nearest_places(self._places.get(key, ()), bisect_left(self._days, day) - 0.5, reach)
        shares: dict[str, float] = defaultdict(float)
        for place in places:
            worth = far + (1 - far) * 0.5 ** (abs(self._days[place] - day) / _WEIGHTS["half"])
            for topic in self._topics[place]:
                shares[topic] += worth / (len(places) + _WEIGHTS["doubt"])
        return shares


def _suggestion_of(topic: str, votes: Mapping[Key, float], briefing: BriefingFeatures) -> Suggestion:
    ranked = sorted(votes, key=lambda key: (-votes[key], key))
    names, words = (
        tuple(briefing.shown[key] for key in ranked if key[0] is is_name)[:limit]
        for is_name, limit in ((True, _NAMES_SHOWN), (False, _WORDS_SHOWN))
    )
    return Suggestion(topic, names, words)
