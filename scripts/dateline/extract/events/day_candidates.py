"""The likeliest day of an event whose clause gives none: candidates, their traits, and the weights that choose.

Each source below proposes a day: the rest of the sentence, the paragraph before and behind it, another mention of the
event, the day of the news, publication.  A day gathers the traits of all that propose it; their weights, fitted by
`scripts/fit_event_days.py` on dated news, make a probability over the days (a conditional logit), and that of the
likeliest is the confidence of the date.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp
from typing import NamedTuple

from spacy.tokens import Token

from dateline.extract.events.time_anchors import Dating
from dateline.extract.events.triggers import is_reporting
from dateline.extract.events.verb_forms import VERBAL, is_finite, is_past, is_pluperfect
from dateline.lang import lexicon
from dateline.model import edtf

_AGES = (("ahead", -1), ("same_day", 0), ("day_before", 1), ("week", 7), ("year", 400))
"""How long before the report a day lies, in days at most."""


class Proposal(NamedTuple):
    """A day that a source gives an event."""

    source: str
    """The name of the source; with the event's form it makes a trait."""
    dating: Dating
    sign: str = ""
    """What sets the time apart: the preposition of one that is no point in time, "aside" for one in a side clause."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How and where an event is told, as far as that bears on its day."""

    form: str
    is_ahead: bool = False
    is_subordinate: bool = False
    is_quoted: bool = False
    is_set_back: bool = False
    """Whether its paragraph is at a day long before the news."""

    def traits_of(self, source: str) -> Iterator[str]:
        """The traits that a day has by being proposed by `source` for this event."""
        yield source
        yield f"{source} {self.form}"
        if self.is_ahead:
            yield f"{source} ahead"
        if self.is_subordinate:
            yield f"{source} subordinate"
        if self.is_quoted:
            yield f"{source} quoted"
        if self.is_set_back:
            yield f"{source} set_back"


@dataclass(frozen=True, slots=True)
class DayCandidate:
    """A day with the traits of all that propose it."""

    dating: Dating
    traits: tuple[str, ...]


def form_of(trigger: Token, in_headline: bool) -> str:
    """How an event is told: "headline", "noun", or the tense of its verb."""
    if in_headline:
        return "headline"
    if trigger.pos_ not in VERBAL:
        return "noun"
    if is_reporting(trigger):
        return "reporting"
    if not is_finite(trigger):
        return "nonfinite"
    if is_pluperfect(trigger):
        return "pluperfect"
    if is_past(trigger):
        return "past"
    return "perfect" if trigger.tag_ == "VBN" else "present"


def candidates_of(
    proposals: Iterable[Proposal], telling: Telling, published: str | None
) -> tuple[DayCandidate, ...]:
    """The days proposed, each with its traits; the first that proposes a day gives its basis."""
    days: dict[str, tuple[Dating, dict[str, None]]] = {}
    for source, dating, sign in proposals:
        _, traits = days.setdefault(dating.date, (dating, {}))
        traits.update(dict.fromkeys(telling.traits_of(source)))
        if sign:
            traits[f"{source} {sign}"] = None
        for trait in _traits_of_date(dating.date, published, telling.form):
            traits[trait] = None
    return tuple(DayCandidate(dating, tuple(traits)) for dating, traits in days.values())


def _traits_of_date(date: str, published: str | None, form: str) -> Iterator[str]:
    """The traits of a date itself: how fine it is, and how long before the report."""
    parsed = edtf.parse(date)
    if parsed.precision != "day":
        yield "coarse"
    if published is None:
        return
    days = (edtf.parse(published).earliest - parsed.latest).days
    age = next((name for name, most in _AGES if days <= most), "old")
    yield age
    yield f"{age} {form}"


def likeliest(candidates: Sequence[DayCandidate], language: str) -> Dating | None:
    """The likeliest of the days, with its probability."""
    if not candidates:
        return None
    weights = lexicon.weights("events/day_weights", language, "traits")
    scores = [sum(weights.get(trait, 0.0) for trait in each.traits) for each in candidates]
    best = max(range(len(scores)), key=scores.__getitem__)
    odds = [exp(score - scores[best]) for score in (*scores, 0.0)]  # the last: that it is none of them
    return replace(candidates[best].dating, confidence=round(1 / sum(odds), 4))
