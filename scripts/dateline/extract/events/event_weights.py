"""The weight of an event: how much grammar and place speak for it on the timeline, from 0 to 1.

Each trait has a row here, which tells whether (or how much) an event or its sentence has it, and a row in
`lang/LANGUAGE/events/weights.toml` with what it counts, in logits, and an example.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dateline.extract.dependency_trees import root_of
from dateline.extract.events.time_anchors import Dating
from dateline.extract.events.triggers import is_event_noun, is_reporting, is_stative
from dateline.extract.events.verb_forms import (
    VERBAL,
    auxiliaries_of,
    has_lemma,
    is_finite,
    is_past,
    is_pluperfect,
    is_present,
    is_word,
    limit,
)
from dateline.lang import lexicon
from dateline.model import edtf
from dateline.model.annotations import DateBasis, Status


@dataclass(frozen=True)
class EventCandidate:
    """An event as its sentence tells it."""

    trigger: Token
    status: Status
    dating: Dating | None
    is_quoted: bool = False
    heads_clause: bool = True
    """Whether its clause is about it; an event named in passing is not ("convicted over the 2009 crash")."""
    is_overdue: bool = False
    """Whether it is told as to come, for a day that was over when the article was published."""

    @cached_property
    def own_date(self) -> str | None:
        """The date that its own clause gives it."""
        return self.dating.date if self.dating and self.dating.is_own else None

    @cached_property
    def is_act(self) -> bool:
        """Whether it is told as fact, and is neither a state nor a report."""
        return (
            self.status is Status.HAPPENED and not is_reporting(self.trigger) and not is_stative(self.trigger)
        )

    def has_pronoun(self, of_persons: bool) -> bool:
        """Whether its subject is "I", "we" or "you", or else another pronoun."""
        subjects = (c for c in self.trigger.lefts if c.dep_ in ("nsubj", "nsubjpass"))
        return any(c.tag_ in ("PRP", "DT") and is_word(c, "persons") is of_persons for c in subjects)


@dataclass(frozen=True)
class SentenceContext:
    """A sentence with its events, and where it stands."""

    sent: DocSpan
    events: Sequence[EventCandidate]
    place: int
    """Its place among the sentences of the body, from 0; -1 in a caption."""
    headline: frozenset[str]
    """Lemmas of the headline's content words."""
    quoted_share: float
    """How much of its length stands between quotation marks."""
    published: str | None

    @cached_property
    def verb(self) -> Token:
        """Its main verb, or what else heads it."""
        return root_of(self.sent)

    @cached_property
    def auxiliaries(self) -> list[Token]:
        """The auxiliaries of its main verb."""
        return auxiliaries_of(self.verb)

    @cached_property
    def acts(self) -> list[Token]:
        """The triggers of the events that it tells as fact."""
        return [event.trigger for event in self.events if event.is_act]

    @cached_property
    def dates(self) -> dict[str, edtf.Edtf]:
        """The dates that its clauses give their events."""
        return {event.own_date: edtf.parse(event.own_date) for event in self.events if event.own_date}

    @cached_property
    def precisions(self) -> set[str]:
        """How fine these dates are."""
        return {date.precision for date in self.dates.values()}


def weigh_events(context: SentenceContext) -> list[tuple[float, tuple[str, ...]]]:
    """The weight of each event of a sentence, and the traits that make it up."""
    language = context.sent.doc.lang_
    weights, relative, always = (
        lexicon.weights("events/weights", language, part) for part in ("sentence", "event", "event_always")
    )
    sizes = {trait: size for trait, measure in SENTENCE_TRAITS.items() if (size := measure(context))}
    score = sum(weights[trait] * size for trait, size in sizes.items())
    found = [[trait for trait, test in EVENT_TRAITS.items() if test(event)] for event in context.events]
    costs = [_sum_of(relative, traits) for traits in found]
    best = min(costs, default=0.0)
    return [
        (_logistic(score - _sum_of(always, traits) - (cost - best)), (*sizes, *traits))
        for traits, cost in zip(found, costs, strict=True)
    ]


def _sum_of(weights: Mapping[str, float], traits: Iterable[str]) -> float:
    return sum(weights.get(trait, 0.0) for trait in traits)


def _logistic(logit: float) -> float:
    return round(1 / (1 + exp(-logit)), 4)


def _headline_share(context: SentenceContext) -> float:
    shared = context.headline & {token.lemma_.lower() for token in context.sent} if context.headline else ()
    return len(shared) / len(context.headline) if shared else 0.0


def _tells_past(context: SentenceContext) -> bool:
    """Whether it tells something as past, or gives something that happened a date."""
    return any(trigger.pos_ == "VERB" and is_past(trigger) for trigger in context.acts) or any(
        event.own_date for event in context.events if event.status is Status.HAPPENED
    )


def _year_of(context: SentenceContext) -> str:
    return (context.published or "")[:4]


def _states_day_of_year(context: SentenceContext) -> bool:
    year = _year_of(context)
    return any(date[:4] == year and parsed.precision == "day" for date, parsed in context.dates.items())


def _states_older(context: SentenceContext) -> bool:
    year = _year_of(context)
    return bool(year) and any(date.latest.year < int(year) for date in context.dates.values())


def _is_imperative(trigger: Token) -> bool:
    """Whether it tells the reader what to do: "Read more below"."""
    is_bare = trigger.tag_ == "VB" and trigger.dep_ == "ROOT"
    return is_bare and not any(child.dep_ in ("aux", "nsubj", "nsubjpass") for child in trigger.lefts)


SENTENCE_TRAITS: dict[str, Callable[[SentenceContext], float]] = {
    "base": lambda s: 1,
    "caption": lambda s: s.place < 0,
    "early": lambda s: 1 / (1 + s.place) if s.place >= 0 else 0,
    "question": lambda s: s.sent[-1].text == "?",
    "first": lambda s: s.place == 0,
    "quoted": lambda s: s.quoted_share > 0,
    "quoted_share": lambda s: s.quoted_share,
    "headline_share": _headline_share,
    "headline_event": lambda s: any(e.trigger.lemma_.lower() in s.headline for e in s.events),
    "verbless": lambda s: s.verb.pos_ not in VERBAL,
    "copula": lambda s: s.verb.pos_ == "AUX",
    "stative": lambda s: s.verb.pos_ != "AUX" and is_stative(s.verb),
    "report": lambda s: is_reporting(s.verb),
    "present": lambda s: s.verb.tag_ in ("VBZ", "VBP"),
    "perfect": lambda s: any(is_word(aux, "perfect") for aux in s.auxiliaries),
    "modal": lambda s: any(aux.tag_ == "MD" for aux in s.auxiliaries),
    "passive": lambda s: any(aux.dep_ == "auxpass" and aux.tag_ == "VBD" for aux in s.auxiliaries),
    "past_perfect": lambda s: is_pluperfect(s.verb),
    "acts": lambda s: min(len(s.acts), limit("acts", s.sent.doc.lang_)),
    "incident": lambda s: any(has_lemma(trigger, "events/incident_verbs") for trigger in s.acts),
    "no_past_event": lambda s: not _tells_past(s),
    "day": lambda s: "day" in s.precisions,
    "day_of_year": _states_day_of_year,
    "year_only": lambda s: bool(s.precisions) and s.precisions <= {"year", "decade", "century"},
    "older": _states_older,
    "planned_day": lambda s: any(
        e.status is Status.PLANNED and e.dating and not e.is_overdue for e in s.events
    ),
}

EVENT_TRAITS: dict[str, Callable[[EventCandidate], bool]] = {
    "reporting": lambda e: is_reporting(e.trigger),
    "state": lambda e: (
        is_stative(e.trigger) and not (e.own_date and is_finite(e.trigger)) and e.trigger.pos_ != "ADJ"
    ),
    "passing": lambda e: not e.heads_clause,
    "nonfinite": lambda e: not (e.own_date or is_event_noun(e.trigger) or is_finite(e.trigger)),
    "subordinate": lambda e: not e.own_date and e.trigger.dep_ in ("relcl", "advcl", "acl", "ccomp"),
    "denied": lambda e: e.status is Status.DENIED,
    "possible": lambda e: e.status is Status.POSSIBLE,
    "in_quotation": lambda e: e.is_quoted,
    "present_state": lambda e: not e.own_date and is_present(e.trigger),
    "undated": lambda e: not e.own_date,
    "relative": lambda e: e.trigger.dep_ == "relcl",
    "overdue": lambda e: e.is_overdue,
    "pronoun": lambda e: e.has_pronoun(of_persons=False),
    "personal": lambda e: e.has_pronoun(of_persons=True) or _is_imperative(e.trigger),
    "published_only": lambda e: (
        e.dating is not None and e.dating.basis is DateBasis.PUBLICATION and is_past(e.trigger)
    ),
}
