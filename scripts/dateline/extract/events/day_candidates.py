"""The likeliest day of an event whose clause gives none: candidates, their traits, and the weights that choose.

Each source below proposes a day: the rest of the sentence, the paragraph before and behind it, another mention of the
event, the day of the news, publication.  A day gathers the traits of all that propose it; their weights, fitted by
`scripts/fit_event_days.py` on dated news, make a probability over the days (a conditional logit), and that of the
likeliest is the confidence of the date.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp
from typing import NamedTuple

from spacy.tokens import Token

from dateline.extract.events.time_anchors import Dating
from dateline.extract.events.triggers import is_reporting
from dateline.extract.events.verb_forms import VERBAL, is_finite, is_past, is_pluperfect
from dateline.lang import lexicon
from dateline.model import edtf

OWN = "own"
"""The source of a day that the clause of the event gives."""
COARSE = "coarse"
"""The trait of a date that is no whole day."""
_OLD = 400
"""Days before the report from which a date is of another story, or of this one's background."""


class Proposal(NamedTuple):
    """A day that a source gives an event."""

    source: str
    """The name of the source; with the event's form it makes a trait."""
    dating: Dating
    sign: str = ""
    """What sets the time apart: the preposition of one that is no point in time, "aside" for one in a side clause."""
    size: float = 1.0
    """How much it proposes it."""

    @property
    def is_stated(self) -> bool:
        """Whether the clause of the event gives it as a point in time."""
        return self.source == OWN and not self.sign


class Telling(NamedTuple):
    """How and where an event is told, as far as that bears on its day."""

    form: str
    is_ahead: bool
    is_subordinate: bool
    is_opening: bool
    """Whether it stands in the first paragraph."""

    def traits_of(self, source: str) -> Iterator[str]:
        """The traits that a day has by being proposed by `source` for this event."""
        yield source
        yield f"{source} {self.form}"
        if self.is_ahead:
            yield f"{source} ahead"
        if self.is_subordinate:
            yield f"{source} subordinate"
        if self.is_opening:
            yield f"{source} opening"


@dataclass(frozen=True, slots=True)
class DayCandidate:
    """A day with the traits of all that propose it."""

    dating: Dating
    traits: Mapping[str, float]
    is_stated: bool
    """Whether the clause of the event states it as its day."""


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


def gather_days(
    proposals: Iterable[Proposal], telling: Telling, published: str | None
) -> tuple[DayCandidate, ...]:
    """The days proposed, each with its traits; the first that proposes a day gives its basis."""
    days: dict[str, tuple[Proposal, dict[str, float]]] = {}
    for proposal in proposals:
        _, traits = days.setdefault(proposal.dating.date, (proposal, {}))
        traits.update(dict.fromkeys(telling.traits_of(proposal.source), proposal.size))
        if proposal.sign:
            traits[f"{proposal.source} {proposal.sign}"] = proposal.size
        traits.update(dict.fromkeys(_traits_of_date(proposal, published, telling.form), 1.0))
    return tuple(DayCandidate(first.dating, traits, first.is_stated) for first, traits in days.values())


def _traits_of_date(proposal: Proposal, published: str | None, form: str) -> Iterator[str]:
    """The traits of a date itself: coarser than a day, long before the report."""
    parsed = edtf.parse(proposal.dating.date)
    if parsed.precision != "day":
        yield COARSE  # "in May" is what an event of that clause has, and rarely what one of the next has
    if published is not None and (edtf.parse(published).earliest - parsed.latest).days > _OLD:
        yield "old"
        yield f"old {form}"


def likeliest(candidates: Sequence[DayCandidate], language: str) -> Dating | None:
    """The likeliest of the days, with its probability; one that the clause states stands before all others."""
    if stated := next((each.dating for each in candidates if each.is_stated), None):
        return replace(stated, confidence=1.0)
    if not candidates:
        return None
    weights = lexicon.weights("events/day_weights", language, "traits")
    scores = [
        sum(weights.get(trait, 0.0) * size for trait, size in each.traits.items()) for each in candidates
    ]
    best = max(range(len(scores)), key=scores.__getitem__)
    # The annotated events all have whole days, so that a month seems less likely there than it is.
    free = weights.get(COARSE, 0.0)
    rivals = [score - free * (COARSE in each.traits) for each, score in zip(candidates, scores, strict=True)]
    odds = [exp(score - scores[best]) for score in (*rivals, 0.0)]  # the last: that it is none of them
    return replace(candidates[best].dating, confidence=round(1 / sum(odds), 4))
