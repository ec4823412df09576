"""The day of an event: stated or counted in its sentence, else taken from the running narrative, else publication.

An answer that contradicts the way the event is told (a past event after publication) is no answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from dateline.extract.events.event_offsets import Offset, shifted
from dateline.extract.events.factuality import is_definite, is_finite, looks_ahead
from dateline.extract.events.time_anchors import Anchor, Dating, date_in_sentence, is_pluperfect
from dateline.extract.events.triggers import is_event_noun
from dateline.model import edtf
from dateline.model.annotations import DateBasis, Status

_DEPTH = 12
"""Links climbed at most, so that a hostile sentence costs no more than its length."""

_AHEAD = (Status.PLANNED, Status.POSSIBLE)


@dataclass(frozen=True, slots=True)
class Frame:
    """What dates the events of one sentence."""

    anchors: Sequence[Anchor]
    """The sentence's time expressions, in order."""
    offsets: Sequence[Offset]
    """The distances in time that it states between its events."""
    running: Dating | None
    """The day that the paragraph is at."""
    lead: Dating | None
    """The day of the news."""
    published: str | None
    known: Mapping[str, Dating]
    """Events named so far (lemmas of their nouns) with their dates."""
    pictured: Dating | None = None
    """The day that a caption's picture shows."""


def dating_of(trigger: Token, status: Status, frame: Frame) -> Dating | None:
    """The date of an event told with that status; a habit has none."""
    if _recurs(trigger):
        return None
    counted = _counted(trigger, frame)
    if counted is not None:
        return counted
    stated = _stated(trigger, frame)
    if frame.pictured is not None and (stated is None or stated.basis is DateBasis.INHERITED):
        stated = frame.pictured
    if stated is not None and _is_of_plan(stated, trigger, status, frame.published):
        return None
    if stated is not None and _fits(stated, status, trigger, frame.published):
        return stated
    return _told(trigger, status, frame)


_EACH = frozenset({"each", "every"})
_REGULARLY = frozenset({"annually", "daily", "monthly", "nightly", "weekly", "yearly"})


def _recurs(trigger: Token) -> bool:
    """Whether the clause tells a habit: "has been held every year since 1949", "meets weekly"."""
    return any(
        child.lower_ in _REGULARLY
        if child.dep_ == "advmod"
        else child.dep_ == "npadvmod" and any(det.lower_ in _EACH for det in child.lefts)
        for child in trigger.children
    )


def _stated(trigger: Token, frame: Frame) -> Dating | None:
    bound = {offset.other.i for offset in frame.offsets}
    free = [anchor for anchor in frame.anchors if anchor.governor is None or anchor.governor.i not in bound]
    return date_in_sentence(trigger, free)


_RELEASING = frozenset(
    {"distribute", "file", "issue", "obtain", "post", "provide", "publish", "release", "supply"}
)


def pictured_in(anchors: Sequence[Anchor]) -> Dating | None:
    """The day that a caption's picture shows: "taken on Sunday", not "released on Monday"."""
    for anchor in anchors:
        if anchor.governor is None or anchor.governor.lemma_ not in _RELEASING:
            return Dating(anchor.date, anchor.basis, anchor.span)
    return None


def _counted(trigger: Token, frame: Frame) -> Dating | None:
    """The date of the event that another one is counted from: "two months after the talks collapsed"."""
    for offset in frame.offsets:
        if offset.other == trigger:
            base = _stated(offset.base, frame) or _told(offset.base, Status.HAPPENED, frame)
            date = (
                shifted(base.date, offset.count, offset.unit)
                if base and base.basis is not DateBasis.PUBLICATION
                else None
            )
            return Dating(date, DateBasis.RELATIVE, base.anchor if base else None) if date else None
    return None


def _fits(dating: Dating, status: Status, trigger: Token, published: str | None) -> bool:
    """Whether the date lies on the side of publication on which the event is told, unless it is the event's own."""
    if published is None or dating.basis is not DateBasis.INHERITED:
        return True
    date, today = edtf.parse(dating.date), edtf.parse(published).latest
    if status in _AHEAD:
        return date.latest >= today or trigger.dep_ == "advcl"
    return date.earliest <= today


def _is_of_plan(dating: Dating, trigger: Token, status: Status, published: str | None) -> bool:
    """Whether the date is that of what the word announces: "is set to begin on Friday" dates the beginning."""
    if published is None or status is not Status.HAPPENED or not looks_ahead(trigger):
        return False
    return edtf.parse(dating.date).earliest > edtf.parse(published).latest


def _told(trigger: Token, status: Status, frame: Frame) -> Dating | None:
    """The date by the narrative: a noun already dated, the running day, the lead's day, publication."""
    if status in _AHEAD:
        return None
    if is_event_noun(trigger) and is_definite(trigger) and trigger.lemma_.lower() in frame.known:
        return _inherited(frame.known[trigger.lemma_.lower()])
    verb = _finite_verb_of(trigger)
    if is_pluperfect(verb) or (verb.dep_ in ("advcl", "relcl", "conj") and is_pluperfect(verb.head)):
        return None
    if _is_present(verb):
        return Dating(frame.published, DateBasis.PUBLICATION) if frame.published else None
    return _known_circumstance(verb, frame) or frame.running or _known_subject(verb, frame) or frame.lead


def _inherited(dating: Dating) -> Dating:
    basis = dating.basis if dating.basis is DateBasis.PUBLICATION else DateBasis.INHERITED
    return Dating(dating.date, basis, dating.anchor)


def _known_subject(verb: Token, frame: Frame) -> Dating | None:
    """The date of the event that the verb tells more of: "The fire broke out in a kitchen"."""
    for child in verb.lefts:
        if child.dep_ in ("nsubj", "nsubjpass") and is_event_noun(child) and is_definite(child):
            dating = frame.known.get(child.lemma_.lower())
            return _inherited(dating) if dating else None
    return None


def _known_circumstance(verb: Token, frame: Frame) -> Dating | None:
    """The date of a known event beside which the verb tells another: "After the talks, he returned" (about)."""
    for preposition in verb.children:
        if preposition.dep_ != "prep" or preposition.lower_ not in _BESIDE:
            continue
        for noun in preposition.rights:
            dating = (
                frame.known.get(noun.lemma_.lower()) if is_event_noun(noun) and is_definite(noun) else None
            )
            if dating is not None:
                return _beside(_inherited(dating), preposition.lower_)
    return None


_BESIDE = frozenset({"after", "at", "during", "following", "in"})


def _beside(dating: Dating, preposition: str) -> Dating:
    is_about = preposition in ("after", "following") and edtf.is_valid(f"{dating.date}~")
    return replace(dating, date=f"{dating.date}~") if is_about else dating


def _finite_verb_of(trigger: Token) -> Token:
    """The nearest verb with a tense at or above an event."""
    token = trigger
    for _ in range(_DEPTH):
        if token.head == token or is_finite(token):
            break
        token = token.head
    return token


def _is_present(verb: Token) -> bool:
    """Whether a clause speaks of the day of writing: present tense and present perfect."""
    if verb.tag_ in ("VBZ", "VBP"):
        return True
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    return any(child.tag_ in ("VBZ", "VBP") for child in auxiliaries)
