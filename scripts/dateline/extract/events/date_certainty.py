"""How likely the date of an event is right, as an editor would judge it.

`event_dates` chooses the likeliest day; here each trait of the event, of the time that dates it and of the way in which
it does has a row, and one in the table `[day]` of `lang/LANGUAGE/events/weights.toml` with what it counts, in logits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from spacy.tokens import Token

from dateline.extract.events.event_weights import EventCandidate, SentenceContext
from dateline.extract.events.fitted_traits import Likelihood, TraitOf, likelihood
from dateline.extract.events.time_anchors import Dating, has_weekday
from dateline.extract.events.verb_forms import is_lemma, is_present, is_word, listed_in, path_up
from dateline.model import edtf
from dateline.model.annotations import DateBasis, Status

_SURE = (0.02, 0.985)
"""The probabilities between which the one of the chosen day counts."""
_DIRECT = 2
"""Links between a time and the event that it modifies itself: "sank on Monday"."""
_OPENING = 2
"""Words and marks before a time with which a sentence begins."""
_MODIFIERS = ("amod", "compound", "nmod", "poss")
"""The ways in which a time before a noun modifies it."""


@dataclass(frozen=True)
class DateView:
    """An event with its date, as the traits see it."""

    event: EventCandidate
    dating: Dating
    time: Sequence[Token]
    """The words of the time that dates it, where they stand in its sentence."""
    sentence: SentenceContext

    @cached_property
    def own_time(self) -> Sequence[Token]:
        """The words of the time where the clause of the event has them."""
        return self.time if self.dating.is_own else ()

    @cached_property
    def head(self) -> Token | None:
        """The word of its own time that heads the others."""
        return min(self.own_time, key=lambda token: sum(1 for _ in path_up(token)), default=None)

    @property
    def preposition(self) -> Token | None:
        """The preposition before its own time."""
        above = self.head.head if self.head is not None else None
        return above if above is not None and above.dep_ == "prep" else None

    def has(self, key: str) -> bool:
        """Whether a word of its own time stands in the list `key` of `events/words`."""
        return bool(listed_in(self.own_time, key))


def certainty_of(
    event: EventCandidate, dating: Dating, time: Sequence[Token], sentence: SentenceContext
) -> Likelihood:
    """How likely a date is the right one for its event."""
    return likelihood(DATE_TRAITS, "day", event.trigger.lang_, DateView(event, dating, time, sentence))


def _logit_of_choice(dated: DateView) -> float:
    """The probability of the chosen day among all candidates, in logits, where the clause does not give it."""
    if dated.dating.is_own:
        return 0.0
    chance = min(max(dated.dating.confidence, _SURE[0]), _SURE[1])
    return log(chance / (1 - chance))


def _is_direct(dated: DateView) -> bool:
    """Whether the time modifies the event itself, by a preposition at most, or the event is counted from another."""
    if dated.dating.is_own and edtf.parse(dated.dating.date).approximate:
        return True
    if dated.head is None:
        return False
    return dated.event.trigger in list(path_up(dated.head))[: _DIRECT + 1]


def _is_ahead(dated: DateView) -> bool:
    """Whether the date lies after the day of publication."""
    published = dated.sentence.story.published
    return published is not None and edtf.parse(dated.dating.date).latest > edtf.parse(published).earliest


def _opens_sentence(dated: DateView) -> bool:
    """Whether its own time is what the sentence begins with, which sets the time of all that follows."""
    own = dated.own_time
    return bool(own) and own[0].i - dated.event.trigger.sent.start <= _OPENING


def _is_set_apart(dated: DateView) -> bool:
    """Whether a comma parts its own time from what stands before, so that it modifies no noun there."""
    first = dated.preposition or (dated.own_time[0] if dated.own_time else None)
    return first is not None and first.i > 0 and first.nbor(-1).text == ","


def _tells_which_thing(dated: DateView) -> bool:
    """Whether its own time tells which of several a thing is, and when that was: "Monday's talks", "the July talks"."""
    if dated.head is None:
        return False
    last = dated.own_time[-1]
    is_owner = last.tag_ == "POS" or (last.i + 1 < len(last.doc) and last.nbor(1).tag_ == "POS")
    return is_owner or dated.head.dep_ in _MODIFIERS


def _is_past_of_perfect(dated: DateView) -> bool:
    """Whether its own time is past and its verb a present perfect, which goes with no definite time in the past.

    (Klein 1992, "The present perfect puzzle".)  So the time is that of something else in its clause.
    """
    published, verb = dated.sentence.story.published, dated.event.trigger
    if published is None or not dated.own_time or not is_present(verb, perfect=True) or is_present(verb):
        return False
    return edtf.parse(dated.dating.date).latest < edtf.parse(published).earliest


DATE_TRAITS: Mapping[str, TraitOf[DateView]] = {
    "base": lambda d: 1,
    "choice": _logit_of_choice,
    "stated": lambda d: d.dating.basis is DateBasis.STATED,
    "month": lambda d: d.dating.basis is DateBasis.STATED and edtf.parse(d.dating.date).precision == "month",
    "counted": lambda d: d.dating.basis is DateBasis.RELATIVE,
    "weekday": lambda d: has_weekday(d.own_time),
    "today": lambda d: d.has("days_around"),
    "last_unit": lambda d: d.has("shifting") and any(is_lemma(token, "long_units") for token in d.own_time),
    "opening": _opens_sentence,
    "apart": _is_set_apart,
    "direct": _is_direct,
    "on_or_in": lambda d: d.preposition is not None and is_word(d.preposition, "of_times"),
    "planned": lambda d: d.event.status is Status.PLANNED,
    "ahead": _is_ahead,
    "past_share": lambda d: d.sentence.story.past_share,
    "no_day": lambda d: not d.sentence.story.has_day,
    "caption": lambda d: d.sentence.place < 0,
    "open_end": lambda d: d.sentence.has_open_end,
    "passing": lambda d: not d.event.heads_clause,
    "of_noun": _tells_which_thing,
    "perfect": _is_past_of_perfect,
}
"""What speaks for or against a date, and how much of it there is."""
