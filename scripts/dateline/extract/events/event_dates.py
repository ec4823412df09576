"""The day of an event: stated or counted in its sentence, else taken from the running narrative, else publication.

News tells one event and comes back to it: what has no time of its own happens on the day last stated in its
paragraph, else on the day of the lead.  What only dates a report, steps back ("had resigned") or looks ahead does
not move the story.  An answer that contradicts the way the event is told (a past event after publication) is none.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.strings import get_string_id
from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dateline.extract import timex_values
from dateline.extract.events.day_candidates import (
    OWN,
    DayCandidate,
    Proposal,
    Telling,
    form_of,
    gather_days,
    likeliest,
)
from dateline.extract.events.factuality import factuality_of, looks_ahead
from dateline.extract.events.time_anchors import (
    Anchor,
    Dating,
    date_in_sentence,
    governor_of,
    is_subordinate,
    places_in,
)
from dateline.extract.events.triggers import is_event_noun, is_reporting, is_stative, is_trigger, triggers
from dateline.extract.events.verb_forms import (
    VERBAL,
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

_NEAR = ("circumstance", "running", "subject", "lead")
"""The sources that may date the event from which another one is counted."""
_REACH = 20
"""Time expressions looked back over in a paragraph."""
_STATED = 24
"""Days of an article that are weighed for each of its events; a list of dates may have more."""


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
    around: Sequence[Proposal]
    """What the text around proposes: the paragraph, the day of the news, publication."""
    published: str | None
    known: Mapping[str, Sequence[Dating]]
    """The events (by lemma) to which the article gives a date, with those dates."""
    pictured: Dating | None = None
    """The day that a caption's picture shows."""
    is_headline: bool = False
    is_opening: bool = False


@dataclass(frozen=True, slots=True)
class StoryDays:
    """The days of a whole article."""

    published: str | None
    lead: Dating | None
    """The day of the news, where the opening states one."""
    lead_sign: str
    """Why it may be none of the news: stated "aside", as that of a "report", or "late" in the opening."""
    older: Dating | None
    """The older day that it states most often: that of what the news goes back to."""


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A day that an article states, and the numbers of the sentences that do, in order."""

    dating: Dating
    sentences: tuple[int, ...]


def dating_of(trigger: Token, status: Status, context: DateContext) -> Dating | None:
    """The date of an event told with that status; a habit has none."""
    return likeliest(days_proposed(trigger, status, context), trigger.lang_)


def days_proposed(trigger: Token, status: Status, context: DateContext) -> tuple[DayCandidate, ...]:
    """The days on which an event told with that status may be; a habit and a development have none."""
    if _is_habit(trigger) or _is_development(trigger):
        return ()
    proposals = [
        each
        for each in _proposals_of(trigger, status, context)
        if _is_fit(trigger, status, each.dating, context)
    ]
    return gather_days(proposals, _telling_of(trigger, status, context), context.published)


def _is_fit(trigger: Token, status: Status, dating: Dating, context: DateContext) -> bool:
    """Whether a date goes with the way the event is told."""
    if context.published is None:
        return True
    date, today = edtf.parse(dating.date), edtf.parse(context.published).latest
    if status is Status.HAPPENED and date.earliest > today and looks_ahead(trigger):
        return False  # "is set to begin on Friday" dates the beginning, not the setting
    if dating.basis is not DateBasis.INHERITED:
        return True
    if status.is_ahead:
        return date.latest >= today or not is_finite(trigger)
    return date.earliest <= today


def _telling_of(trigger: Token, status: Status, context: DateContext) -> Telling:
    verb = next(filter(is_finite, path_up(trigger)), trigger)
    is_back = _steps_back(verb) and trigger.pos_ in VERBAL
    return Telling(
        "pluperfect" if is_back else form_of(trigger, context.is_headline),
        status.is_ahead,
        is_subordinate(verb),
        context.is_opening,
    )


def _proposals_of(trigger: Token, status: Status, context: DateContext) -> Iterator[Proposal]:
    """What each source proposes, from the nearest to the farthest."""
    own = _counted(trigger, context) or _stated(trigger, context)
    if context.pictured is not None and (own is None or own.basis is DateBasis.INHERITED):
        own = context.pictured
    if own is not None:
        link = next((anchor.link for anchor in context.anchors if anchor.span == own.anchor), "")
        yield Proposal(OWN if own.is_own else "clause", own, link)
    if context.anchors:
        yield from _in_sentence(trigger, context)
    yield from _other_mentions(trigger, context)
    path = list(path_up(trigger))
    verb = next(filter(is_finite, path), path[-1])
    if (looks_ahead(trigger) and is_present(trigger)) or (status.is_ahead and verb == trigger):
        return  # what is yet to come has no day of the news: "will build", "is set to begin"
    if _steps_back(verb):
        return
    if context.known:
        if told := _known_circumstance(verb, context):
            yield Proposal("circumstance", told)
        if told := _known_subject(verb, context):
            yield Proposal("subject", told)
    yield from context.around


def _steps_back(verb: Token) -> bool:
    """Whether a clause tells what was before the story: "had sold it", or what is told in one breath with that."""
    return is_pluperfect(verb) or (verb.dep_ in ("advcl", "relcl", "conj") and is_pluperfect(verb.head))


def _in_sentence(trigger: Token, context: DateContext) -> Iterator[Proposal]:
    """The other dates of its sentence: the nearest before it and the nearest behind."""
    before = [anchor for anchor in context.anchors if anchor.head.i < trigger.i]
    behind = [anchor for anchor in context.anchors if anchor.head.i > trigger.i]
    for source, anchors in (("before", before[-1:]), ("behind", behind[:1])):
        for anchor in anchors:
            dating = Dating(anchor.date, DateBasis.INHERITED, anchor.span)
            sign = anchor.link or ("aside" if is_subordinate(anchor.head) else "")
            yield Proposal("report" if anchor.is_report else source, dating, sign)


def _other_mentions(trigger: Token, context: DateContext) -> Iterator[Proposal]:
    """The dates that other sentences give an event of the same name: "killed" of "was killed on Friday"."""
    mentions = context.known.get(trigger.lemma_.lower())
    if not mentions or is_reporting(trigger) or is_stative(trigger):
        return
    days = dict.fromkeys(mention.date for mention in mentions)
    for number, date in enumerate(days):
        dating = next(mention for mention in mentions if mention.date == date)
        yield Proposal("mention" if number == 0 else "mention2", as_inherited(dating))


def as_inherited(dating: Dating) -> Dating:
    """The same date for another event."""
    basis = dating.basis if dating.basis is DateBasis.PUBLICATION else DateBasis.INHERITED
    return replace(dating, basis=basis)


def _is_habit(trigger: Token) -> bool:
    """Whether the clause tells a habit: "has been held every year since 1949", "meets weekly"."""
    return any(
        is_word(child, "regularly")
        if child.dep_ == "advmod"
        else child.dep_ == "npadvmod" and any(is_word(det, "each") for det in child.lefts)
        for child in trigger.children
    )


def _is_development(trigger: Token) -> bool:
    """Whether the perfect tells what goes on over a span of time: "has struggled with debt in recent years"."""
    if trigger.tag_ != "VBN" or not is_present(trigger, perfect=True):
        return False
    units = lexicon.table("events/counts", trigger.lang_)["units"]
    spans = (noun for child in trigger.rights if child.dep_ == "prep" for noun in child.rights)
    return any(noun.tag_ == "NNS" and noun.lemma_ in units for noun in spans)


def _stated(trigger: Token, context: DateContext) -> Dating | None:
    if not context.anchors:
        return None
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
    links, units = _signs_of_links(sent.doc.lang_), table["units"]
    for link in sent[1:]:
        sign = links.get(link.lower)
        if sign is None:
            continue
        noun = link.nbor(-1)
        unit = noun.lemma_.lower()
        count = _count_of(noun) if unit in units else 0
        other = _event_under(link) if count else None
        base = governor_of(other if link.dep_ == "mark" else link) if other is not None else None
        if other is not None and base is not None:
            yield Offset(base, other, count * sign, unit)


@cache
def _signs_of_links(language: str) -> Mapping[int, int]:
    """The words from which is counted, as spaCy numbers them: 1 for "after", -1 for "before"."""
    links = lexicon.table("events/counts", language)["links"]
    return {get_string_id(word): int(str(sign)) for word, sign in links.items()}


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
    proposals = _proposals_of(offset.base, Status.HAPPENED, replace(context, offsets=()))
    near = {each.source: each.dating for each in proposals}
    base = _stated(offset.base, context) or next((near[name] for name in _NEAR if name in near), None)
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


def story_days(
    passages: Sequence[Passage], anchors: Sequence[Sequence[Anchor]], published: str | None
) -> StoryDays:
    """The days of an article: that of its opening paragraphs, and the one that it goes back to."""
    moving = [anchor for dated in anchors for anchor in dated if _moves_story(anchor, published)]
    lead = _lead_of(passages, anchors, published)
    older = _most_stated(anchor for anchor in moving if _is_older(anchor, published))
    sign = _lead_sign(lead, passages) if lead is not None else ""
    return StoryDays(published, _inherited(lead), sign, _inherited(older))


def _lead_sign(lead: Anchor, passages: Sequence[Passage]) -> str:
    if lead.is_report:
        return "report"
    if is_subordinate(lead.head):
        return "aside"
    first = next(passage for passage in passages if passage.kind is BlockKind.PARAGRAPH)
    return "" if lead.head.doc is first.doc else "late"


def _most_stated(anchors: Iterable[Anchor]) -> Anchor | None:
    found = tuple(anchors)
    counts = Counter(anchor.date for anchor in found)
    return max(found, key=lambda anchor: counts[anchor.date], default=None)


def days_stated(
    anchors: Iterable[Sequence[Anchor]], starts: Sequence[int], published: str | None
) -> tuple[StatedDay, ...]:
    """The days that an article states most often, `starts` being the offsets of its sentences in order."""
    found: dict[str, list[Anchor]] = {}
    for anchor in (anchor for dated in anchors for anchor in dated if not anchor.is_report):
        is_told = published is not None or _is_told_as_fact(anchor)
        if is_told and edtf.parse(anchor.date).precision == "day":
            found.setdefault(anchor.date, []).append(anchor)
    most = sorted(found.values(), key=len, reverse=True)[:_STATED]
    return tuple(
        StatedDay(as_inherited(_dating_by(told[0])), tuple(bisect_right(starts, a.span.start) for a in told))
        for told in most
    )


def days_beside(number: int, days: Sequence[StatedDay]) -> Iterator[Proposal]:
    """What the days stated in other sentences propose for sentence `number`: by how often, and how near, they are."""
    total = sum(len(day.sentences) for day in days)
    for day in days:
        first, last = bisect_left(day.sentences, number), bisect_right(day.sentences, number)
        if last - first == len(day.sentences):
            continue  # only this sentence states it
        yield Proposal("often", day.dating, size=len(day.sentences) / total)
        if first:
            yield Proposal("above", day.dating, size=1 / (number - day.sentences[first - 1]))
        if last < len(day.sentences):
            yield Proposal("below", day.dating, size=1 / (day.sentences[last] - number))


def _lead_of(
    passages: Sequence[Passage], anchors: Sequence[Sequence[Anchor]], published: str | None
) -> Anchor | None:
    """The first recent day in the opening paragraphs."""
    paragraphs = (k for k, passage in enumerate(passages) if passage.kind is BlockKind.PARAGRAPH)
    stated = [
        anchor
        for n, k in enumerate(paragraphs)
        for anchor in anchors[k]
        if n < limit("lead_paragraphs", anchor.head.lang_) and _is_news(anchor, published)
    ]
    # "…, police said on Monday" is the next best: the news is at most as young as the report.
    return min(stated, key=lambda anchor: (is_subordinate(anchor.head), anchor.is_report), default=None)


def _inherited(anchor: Anchor | None) -> Dating | None:
    return as_inherited(_dating_by(anchor)) if anchor is not None else None


def _dating_by(anchor: Anchor) -> Dating:
    return Dating(anchor.date, anchor.basis, anchor.span)


def _is_news(anchor: Anchor, published: str | None) -> bool:
    parsed = edtf.parse(anchor.date)
    if parsed.precision != "day":
        return False
    if published is None:
        return _is_told_as_fact(anchor)
    age = (edtf.parse(published).earliest - parsed.earliest).days
    return 0 <= age <= limit("recent_days", anchor.head.lang_)  # an older one is background


def _is_told_as_fact(anchor: Anchor) -> bool:
    """Whether it is no day of something to come, which only the words tell of without a day of publication."""
    return anchor.governor is None or factuality_of(anchor.governor) is Status.HAPPENED


def _is_older(anchor: Anchor, published: str | None) -> bool:
    """Whether it is a day before those that are news."""
    parsed = edtf.parse(anchor.date)
    if parsed.precision != "day" or published is None:
        return False
    age = (edtf.parse(published).earliest - parsed.earliest).days
    return age > limit("recent_days", anchor.head.lang_)


def running_date(anchors: Sequence[Anchor], published: str | None) -> Dating | None:
    """The last of some dates in order that moved the story."""
    moving = (a for a in reversed(anchors[-_REACH:]) if _moves_story(a, published))
    return next((Dating(anchor.date, DateBasis.INHERITED, anchor.span) for anchor in moving), None)


def around_of(before: Sequence[Anchor], earlier: Sequence[Anchor], story: StoryDays) -> Iterator[Proposal]:
    """What the text around a sentence proposes, from the nearest to the farthest.

    `before` are the dates of its paragraph so far, `earlier` those of the paragraph before.
    """
    if running := running_date(before, story.published):
        yield Proposal("running", running)
    if carried := running_date(earlier, story.published):
        yield Proposal("carried", carried)
    if story.lead is not None:
        yield Proposal("lead", story.lead, story.lead_sign)
    if story.older is not None:
        yield Proposal("older", story.older)
    if story.published is not None:
        yield Proposal("publication", Dating(story.published, DateBasis.PUBLICATION))


def own_dates(anchors: Iterable[Sequence[Anchor]]) -> dict[str, tuple[Dating, ...]]:
    """The events (by lemma) to which a sentence of an article gives a date, with those dates, each once."""
    found: dict[str, dict[str, Dating]] = {}
    for dated in anchors:
        for sent in dict.fromkeys(anchor.head.sent for anchor in dated):
            first, last = places_in(dated, sent)
            for trigger in triggers(sent):
                dating = date_in_sentence(trigger, dated[first:last])
                if (
                    dating is not None
                    and dating.is_own
                    and not (is_reporting(trigger) or is_stative(trigger))
                ):
                    found.setdefault(trigger.lemma_.lower(), {}).setdefault(dating.date, dating)
    return {lemma: tuple(days.values()) for lemma, days in found.items()}


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


def _known(noun: Token, context: DateContext) -> Dating | None:
    """The date of an event that is named and dated elsewhere: "the summit"."""
    mentions = context.known.get(noun.lemma_.lower())
    if not mentions or not is_event_noun(noun) or not is_definite(noun):
        return None
    return as_inherited(mentions[0])


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
