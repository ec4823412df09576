"""How much grammar and place speak for an event's place on the timeline.

What counts for a sentence, and what counts between the events of one sentence, stands in `event_weights.toml`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dateline.extract.dependency_trees import root_of
from dateline.extract.events.factuality import is_finite, is_past, is_present
from dateline.extract.events.time_anchors import Dating, is_pluperfect
from dateline.extract.events.triggers import is_event_noun, is_reporting, is_stative
from dateline.lang import lexicon
from dateline.model import edtf
from dateline.model.annotations import DateBasis, Status


@dataclass(frozen=True, slots=True)
class Told:
    """An event as its sentence tells it."""

    trigger: Token
    status: Status
    dating: Dating | None
    is_quoted: bool = False
    is_told: bool = True
    """Whether its clause is about it; an event named in passing is not ("convicted over the 2009 crash")."""

    @property
    def own_date(self) -> str | None:
        """The date that its own clause gives it."""
        return self.dating.date if self.dating and _is_own(self.dating) else None


@dataclass(frozen=True, slots=True)
class Setting:
    """A sentence and where it stands."""

    sent: DocSpan
    place: int
    """Its place among the sentences of the body, from 0; -1 in a caption."""
    headline: frozenset[str]
    """Lemmas of the headline's content words."""
    quoted_share: float
    """How much of its length stands between quotation marks."""
    published: str | None


def score_of(setting: Setting, events: Sequence[Told]) -> float:
    """What speaks for the sentence, in logits."""
    weights = _weights("sentence")
    return sum(weights[trait] * size for trait, size in _traits_of(setting, events))


def weights_of(events: Sequence[Told], score: float, published: str | None) -> tuple[float, ...]:
    """What speaks for each event of a sentence with that score, from 0 to 1."""
    traits = [tuple(_handicaps_of(told, published)) for told in events]
    relative = [_handicap_of(found, "event") for found in traits]
    best = min(relative, default=0.0)
    logits = (
        score - _handicap_of(found, "event_always") - (handicap - best)
        for found, handicap in zip(traits, relative, strict=True)
    )
    return tuple(round(1 / (1 + exp(-logit)), 4) for logit in logits)


def _handicap_of(traits: Iterable[str], part: str) -> float:
    weights = _weights(part)
    return sum(weights.get(trait, 0.0) for trait in traits)


def _is_overtaken(told: Told, published: str | None) -> bool:
    """Whether its date was over when the article, which does not say that it came about, was published."""
    if told.dating is None or published is None or told.status not in (Status.PLANNED, Status.POSSIBLE):
        return False
    return edtf.parse(told.dating.date).latest < edtf.parse(published).earliest


@cache
def _weights(part: str) -> Mapping[str, float]:
    table = lexicon.table("events/weights")[part]
    return {trait: float(weight) for trait, weight in table.items() if isinstance(weight, int | float)}


def _traits_of(setting: Setting, events: Sequence[Told]) -> Iterator[tuple[str, float]]:
    yield "base", 1
    yield from _traits_of_place(setting)
    yield from _traits_of_headline(setting, events)
    yield from _traits_of_verb(root_of(setting.sent))
    yield from _traits_of_events(events)
    yield from _traits_of_dates(events, setting.published)
    if any(
        told.status is Status.PLANNED and told.dating and not _is_overtaken(told, setting.published)
        for told in events
    ):
        yield "planned_day", 1


def _traits_of_place(setting: Setting) -> Iterator[tuple[str, float]]:
    if setting.place < 0:
        yield "caption", 1
    else:
        yield "early", 1 / (1 + setting.place)
    if setting.sent[-1].text == "?":
        yield "question", 1
    if setting.place == 0:
        yield "first", 1
    if setting.quoted_share:
        yield "quoted", 1
        yield "quoted_share", setting.quoted_share


def _traits_of_headline(setting: Setting, events: Sequence[Told]) -> Iterator[tuple[str, float]]:
    if setting.headline:
        shared = setting.headline & {token.lemma_.lower() for token in setting.sent}
        yield "headline_share", len(shared) / len(setting.headline)
    if any(told.trigger.lemma_.lower() in setting.headline for told in events):
        yield "headline_event", 1


def _traits_of_verb(verb: Token) -> Iterator[tuple[str, float]]:
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {aux.lower_ for aux in auxiliaries}
    tests = {
        "verbless": verb.pos_ not in ("VERB", "AUX"),
        "copula": verb.pos_ == "AUX",
        "stative": verb.pos_ != "AUX" and is_stative(verb),
        "report": is_reporting(verb),
        "present": verb.tag_ in ("VBZ", "VBP"),
        "perfect": bool(words & {"has", "have"}),
        "modal": any(aux.tag_ == "MD" for aux in auxiliaries),
        "passive": any(aux.dep_ == "auxpass" and aux.tag_ == "VBD" for aux in auxiliaries),
        "past_perfect": is_pluperfect(verb),
    }
    yield from ((trait, 1) for trait, holds in tests.items() if holds)


def _traits_of_events(events: Sequence[Told]) -> Iterator[tuple[str, float]]:
    acts = [told.trigger for told in events if _is_act(told)]
    yield "acts", min(len(acts), 4)
    if any(trigger.lemma_.lower() in lexicon.words("events/incident_verbs") for trigger in acts):
        yield "incident", 1
    is_told = any(trigger.pos_ == "VERB" and is_past(trigger) for trigger in acts)
    is_dated = any(told.dating and _is_own(told.dating) for told in events if told.status is Status.HAPPENED)
    if not is_told and not is_dated:
        yield "no_past_event", 1


def _is_act(told: Told) -> bool:
    return told.status is Status.HAPPENED and not is_reporting(told.trigger) and not is_stative(told.trigger)


def _traits_of_dates(events: Sequence[Told], published: str | None) -> Iterator[tuple[str, float]]:
    stated = {told.dating.date for told in events if told.dating and _is_own(told.dating)}
    precisions = {edtf.parse(date).precision for date in stated}
    year = (published or "")[:4]
    if "day" in precisions:
        yield "day", 1
    if any(date[:4] == year and edtf.parse(date).precision == "day" for date in stated):
        yield "day_of_year", 1
    if stated and precisions <= {"year", "decade", "century"}:
        yield "year_only", 1
    if year and any(edtf.parse(date).latest.year < int(year) for date in stated):
        yield "older", 1


def _is_own(dating: Dating) -> bool:
    return dating.basis in (DateBasis.STATED, DateBasis.RELATIVE)


def _is_imperative(trigger: Token) -> bool:
    """Whether it tells the reader what to do: "Read more below"."""
    is_bare = trigger.tag_ == "VB" and trigger.dep_ == "ROOT"
    return is_bare and not any(child.dep_ in ("aux", "nsubj", "nsubjpass") for child in trigger.lefts)


_PERSONS = frozenset({"i", "we", "you"})


def _handicaps_of(told: Told, published: str | None) -> Iterator[str]:
    trigger = told.trigger
    is_noun = is_event_noun(trigger)
    is_dated = told.dating is not None and _is_own(told.dating)
    pronouns = [
        c.lower_ for c in trigger.lefts if c.dep_ in ("nsubj", "nsubjpass") and c.tag_ in ("PRP", "DT")
    ]
    tests = {
        "reporting": is_reporting(trigger),
        "stative": is_stative(trigger) and not (is_dated and is_finite(trigger)) and trigger.pos_ != "ADJ",
        "passing": not told.is_told,
        "nonfinite": not is_noun and not is_finite(trigger) and not is_dated,
        "subordinate": not is_dated and trigger.dep_ in ("relcl", "advcl", "acl", "ccomp"),
        "denied": told.status is Status.DENIED,
        "possible": told.status is Status.POSSIBLE,
        "quoted": told.is_quoted,
        "present": is_present(trigger) and not is_dated,
        "undated": not is_dated,
        "relative": trigger.dep_ == "relcl",
        "overtaken": _is_overtaken(told, published),
        "pronoun": any(word not in _PERSONS for word in pronouns),
        "personal": any(word in _PERSONS for word in pronouns) or _is_imperative(trigger),
        "published_only": told.dating is not None
        and told.dating.basis is DateBasis.PUBLICATION
        and is_past(trigger),
    }
    return (trait for trait, holds in tests.items() if holds)
