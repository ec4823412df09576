"""The day of an event: stated or counted in its sentence, else taken from the running narrative, else publication.

News tells one event and comes back to it: what has no time of its own happens on the day last stated in its
paragraph, else on the day of the lead.  What only dates a report, steps back ("had resigned") or looks ahead does
not move the story.  An answer that contradicts the way the event is told (a past event after publication) is none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dateline.extract import timex_values
from dateline.extract.events.factuality import factuality_of, looks_ahead
from dateline.extract.events.time_anchors import Anchor, Dating, date_in_sentence, governor_of, is_subordinate
from dateline.extract.events.triggers import is_event_noun, is_trigger
from dateline.extract.events.verb_forms import (
    is_definite,
    is_finite,
    is_lemma,
    is_pluperfect,
    is_present,
    is_word,
    limit,
    path_up,
)
from dateline.extract.parsed_passages import Passage
from dateline.lang import lexicon
from dateline.model import edtf
from dateline.model.annotations import DateBasis, Status
from dateline.model.article import BlockKind

_REACH = 20
"""Time expressions looked back over in a paragraph."""


@dataclass(frozen=True, slots=True)
class Offset:
    """`other` lies `count` units before `base` (after it, where `count` is negative)."""

    base: Token
    other: Token
    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class DateContext:
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


def dating_of(trigger: Token, status: Status, context: DateContext) -> Dating | None:
    """The date of an event told with that status; a habit has none."""
    if _is_habit(trigger):
        return None
    counted = _counted(trigger, context)
    if counted is not None:
        return counted
    stated = _stated(trigger, context)
    if context.pictured is not None and (stated is None or stated.basis is DateBasis.INHERITED):
        stated = context.pictured
    if stated is None:
        return _from_narrative(trigger, status, context)
    if context.published is None:
        return stated
    date, today = edtf.parse(stated.date), edtf.parse(context.published).latest
    if status is Status.HAPPENED and date.earliest > today and looks_ahead(trigger):
        return None  # "is set to begin on Friday" dates the beginning, not the setting
    is_fit = date.latest >= today or trigger.dep_ == "advcl" if status.is_ahead else date.earliest <= today
    if stated.basis is DateBasis.INHERITED and not is_fit:
        return _from_narrative(trigger, status, context)
    return stated


def confidence_of(dating: Dating | None, language: str) -> float:
    """How likely the date is right (0 to 1), by its basis."""
    return lexicon.weights("events/day_weights", language, "basis")[dating.basis] if dating else 0.0


def _is_habit(trigger: Token) -> bool:
    """Whether the clause tells a habit: "has been held every year since 1949", "meets weekly"."""
    return any(
        is_word(child, "regularly")
        if child.dep_ == "advmod"
        else child.dep_ == "npadvmod" and any(is_word(det, "each") for det in child.lefts)
        for child in trigger.children
    )


def _stated(trigger: Token, context: DateContext) -> Dating | None:
    bound = {offset.other.i for offset in context.offsets}
    free = [a for a in context.anchors if a.governor is None or a.governor.i not in bound]
    return date_in_sentence(trigger, free)


def pictured_in(anchors: Sequence[Anchor]) -> Dating | None:
    """The day that a caption's picture shows: "taken on Sunday", not "released on Monday"."""
    shown = (a for a in anchors if a.governor is None or not is_lemma(a.governor, "releasing"))
    return next((Dating(anchor.date, anchor.basis, anchor.span) for anchor in shown), None)


# --- counted from another event: "two months after the talks collapsed" dates the talks as well -----------------


def offsets_of(sent: DocSpan) -> Iterator[Offset]:
    """Each distance in time that a sentence states between two of its events, in order."""
    table = lexicon.table("events/counts", sent.doc.lang_)
    for link in sent[1:]:
        sign = table["links"].get(link.lower_)
        if sign is None:
            continue
        noun = link.nbor(-1)
        unit = noun.lemma_.lower()
        count = _count_of(noun) if unit in table["units"] else 0
        other = _event_under(link) if count else None
        base = governor_of(other if link.dep_ == "mark" else link) if other is not None else None
        if other is not None and base is not None:
            yield Offset(base, other, count * int(str(sign)), unit)


def _count_of(unit: Token) -> int:
    numbers = lexicon.weights("events/counts", unit.lang_, "counts")
    for child in unit.lefts:
        word = child.lower_
        if word.isascii() and word.isdigit() and len(word) < 4:
            return int(word)
        if word in numbers:
            return int(numbers[word])
    return 0


def _event_under(link: Token) -> Token | None:
    """The event that the counting starts from: the clause or noun after "after"."""
    events = [link.head] if link.dep_ == "mark" else [c for c in link.rights if c.dep_ in ("pobj", "pcomp")]
    return next(filter(is_trigger, events), None)


def _counted(trigger: Token, context: DateContext) -> Dating | None:
    """The date of the event that another one is counted from."""
    offset = next((offset for offset in context.offsets if offset.other == trigger), None)
    if offset is None:
        return None
    base = _stated(offset.base, context) or _from_narrative(offset.base, Status.HAPPENED, context)
    if base is None or base.basis is DateBasis.PUBLICATION:
        return None
    date = shifted(base.date, offset.count, offset.unit)
    return Dating(date, DateBasis.RELATIVE, base.anchor) if date else None


def shifted(day: str, count: int, unit: str, language: str | None = None) -> str | None:
    """The EDTF date that lies `count` units before `day`, about: no finer than the unit, nor than `day` itself."""
    size = str(lexicon.table("events/counts", language)["units"][unit])
    moved = timex_values.shift(day, -count * int(size[:-1]), size[-1])
    return f"{moved}~" if moved and edtf.is_valid(f"{moved}~") else None


# --- the running narrative ----------------------------------------------------------------------------------


def lead_date(
    passages: Sequence[Passage], anchors: Sequence[Sequence[Anchor]], published: str | None
) -> Dating | None:
    """The day of the news: the first recent day in the opening paragraphs, else the day of publication."""
    paragraphs = (k for k, passage in enumerate(passages) if passage.kind is BlockKind.PARAGRAPH)
    stated = [
        anchor
        for n, k in enumerate(paragraphs)
        for anchor in anchors[k]
        if n < limit("lead_paragraphs", anchor.head.lang_) and _is_news(anchor, published)
    ]
    if stated:
        # "…, police said on Monday" is the next best: the news is at most as young as the report.
        best = min(stated, key=lambda anchor: (is_subordinate(anchor.head), anchor.is_report))
        return Dating(best.date, DateBasis.INHERITED, best.span)
    return Dating(published, DateBasis.PUBLICATION) if published else None


def _is_news(anchor: Anchor, published: str | None) -> bool:
    parsed = edtf.parse(anchor.date)
    if parsed.precision != "day":
        return False
    if published is None:  # nothing tells what is to come but the way it is told: "will meet on May 17, 2024"
        return anchor.governor is None or factuality_of(anchor.governor) is Status.HAPPENED
    age = (edtf.parse(published).earliest - parsed.earliest).days
    return 0 <= age <= limit("recent_days", anchor.head.lang_)  # an older one is background


def running_date(anchors: Sequence[Anchor], published: str | None) -> Dating | None:
    """The last of the dates before a sentence in its paragraph (`anchors`) that moved the story."""
    moving = (a for a in reversed(anchors[-_REACH:]) if _moves_story(a, published))
    return next((Dating(anchor.date, DateBasis.INHERITED, anchor.span) for anchor in moving), None)


def _moves_story(anchor: Anchor, published: str | None) -> bool:
    parsed = edtf.parse(anchor.date)
    if anchor.is_report or parsed.precision not in ("day", "month", "year"):
        return False
    if published is not None and parsed.earliest > edtf.parse(published).latest:
        return False
    governor = anchor.governor
    if governor is None:
        return True
    # the time only tells which one is meant: "said that the March 3 deal is void"
    is_label = anchor.head.dep_ in ("compound", "nmod", "amod", "nummod") and governor == anchor.head.head
    return not is_label and not is_pluperfect(governor) and governor.dep_ not in ("relcl", "acl")


def _from_narrative(trigger: Token, status: Status, context: DateContext) -> Dating | None:
    """The date by the narrative: a noun already dated, the running day, the lead's day, publication."""
    if status.is_ahead:
        return None
    if known := _known(trigger, context):
        return known
    path = list(path_up(trigger))
    verb = next(filter(is_finite, path), path[-1])
    if is_pluperfect(verb) or (verb.dep_ in ("advcl", "relcl", "conj") and is_pluperfect(verb.head)):
        return None
    if is_present(verb, perfect=True):
        return context.lead  # a headline's present and the present perfect tell the news: "has confessed"
    return (
        _known_circumstance(verb, context) or context.running or _known_subject(verb, context) or context.lead
    )


def _known(noun: Token, context: DateContext) -> Dating | None:
    """The date of an event that was named and dated before: "the summit"."""
    dating = context.known.get(noun.lemma_.lower())
    if dating is None or not is_event_noun(noun) or not is_definite(noun):
        return None
    basis = dating.basis if dating.basis is DateBasis.PUBLICATION else DateBasis.INHERITED
    return replace(dating, basis=basis)


def _known_subject(verb: Token, context: DateContext) -> Dating | None:
    """The date of the event that the verb tells more of: "The fire broke out in a kitchen"."""
    subjects = (child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass"))
    events = (child for child in subjects if is_event_noun(child) and is_definite(child))
    return next((_known(event, context) for event in events), None)


def _known_circumstance(verb: Token, context: DateContext) -> Dating | None:
    """The date of a known event beside which the verb tells another: "After the talks, he returned" (about)."""
    for preposition in verb.children:
        if preposition.dep_ != "prep" or not is_word(preposition, "beside"):
            continue
        for noun in preposition.rights:
            if dating := _known(noun, context):
                about = f"{dating.date}~"
                is_about = is_word(preposition, "behind") and edtf.is_valid(about)
                return replace(dating, date=about) if is_about else dating
    return None
