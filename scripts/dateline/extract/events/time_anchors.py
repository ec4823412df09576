"""Anchors: the time expressions of a sentence, and which of them dates which event, read off the parse.

A time belongs to the first event above it ("the summit in April" dates the summit, "arrived on Tuesday" the
arrival).  An event without a time of its own takes that of its arguments or of the clause that it belongs to, but
never that of a verb that only reports it: "police said on Tuesday that he died" does not date the death.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dateline.extract import timex_values
from dateline.extract.dependency_trees import root_of
from dateline.extract.events.triggers import is_reporting, is_trigger
from dateline.extract.events.verb_forms import DEPTH, VERBAL, any_mark, is_pluperfect, is_word, path_up
from dateline.extract.parsed_passages import Passage, starts_of
from dateline.lang import lexicon
from dateline.model import edtf
from dateline.model.annotations import DateBasis, Time, TimexType
from dateline.model.article import Span

_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "xcomp", "attr", "acomp", "oprd", "agent")
_DASHES = ("–", "-", "—")
_DATELINE = 12
"""Words of the longest dateline that is looked for."""
_FINENESS = ("day", "interval", "month", "season", "year", "decade", "century")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A time expression with a calendar date, the word that heads it and the event that it belongs to."""

    span: Span
    date: str
    basis: DateBasis
    places: tuple[int, int]
    """The places of its first word and of the word behind it."""
    head: Token
    governor: Token | None
    is_report: bool
    """Whether it only says when somebody spoke or wrote."""

    @property
    def link(self) -> str:
        """The preposition before it, where that tells of no point in time: "since May", "until Friday"."""
        above = self.head.head
        return above.lower_ if above.dep_ == "prep" and is_word(above, "time_links") else ""


@dataclass(frozen=True, slots=True)
class Dating:
    """A date for an event with its basis and, where it has one, its time expression."""

    date: str
    basis: DateBasis
    anchor: Span | None = None
    confidence: float = 0.0
    """How likely it is right (0 to 1)."""

    @property
    def is_own(self) -> bool:
        """Whether the clause of the event gives it."""
        return self.basis in (DateBasis.STATED, DateBasis.RELATIVE)


# --- the anchors of a passage -------------------------------------------------------------------------------


def anchors_of(passage: Passage, times: Sequence[Time]) -> tuple[Anchor, ...]:
    """The dated time expressions of a passage, in order (`times` are those of the article, in order)."""
    block = passage.block.span
    first = bisect_left(times, block.start, key=lambda time: time.span.start)
    last = bisect_left(times, block.end, key=lambda time: time.span.start)
    if first == last:
        return ()
    starts = starts_of(passage.doc)
    body = block.start + _stamp_length(passage.doc)
    told = (time for time in times[first:last] if time.span.start >= body)
    found = [anchor for time in told if (anchor := _anchor_of(passage, starts, time))]
    return tuple(_with_ranges(passage.doc, found))


def _stamp_length(doc: Doc) -> int:
    """How long the day and hour of the page are that run into the first sentence, and date nothing in it."""
    stamp = lexicon.pattern("events/words", "stamp", doc.lang_).match(doc.text)
    return stamp.end() - 1 if stamp else 0


def has_weekday(tokens: Iterable[Token]) -> bool:
    """Whether one of some words is the name of a day of the week."""
    return any(token.lower_ in lexicon.table("times/names", token.lang_)["weekday"] for token in tokens)


def places_in(anchors: Sequence[Anchor], sent: DocSpan) -> tuple[int, int]:
    """From where to where the anchors of a passage (in order) stand in one of its sentences."""
    first = bisect_left(anchors, sent.start, key=lambda anchor: anchor.head.i)
    return first, bisect_left(anchors, sent.end, key=lambda anchor: anchor.head.i)


def _anchor_of(passage: Passage, starts: Sequence[int], time: Time) -> Anchor | None:
    date = timex_values.edtf_of(time.value) if time.type in (TimexType.DATE, TimexType.TIME) else None
    if date is None or not edtf.is_valid(date):
        return None
    origin = passage.block.span.start
    first = max(0, bisect_right(starts, time.span.start - origin) - 1)
    last = bisect_left(starts, time.span.end - origin)
    piece = passage.doc[first:last]
    if not len(piece) or (time.type is TimexType.TIME and not _states_day(piece)):
        return None
    root = root_of(piece)
    if _is_compared(root) or _is_target(root) or (_is_label(root) and edtf.parse(date).precision != "day"):
        return None
    governor = governor_of(root)
    is_said = governor is not None and is_reporting(governor)
    is_report = is_said or _is_source(root) or _is_dateline(passage.doc, last)
    return Anchor(time.span, date.partition("T")[0], time.basis, (first, last), root, governor, is_report)


def _is_source(token: Token) -> bool:
    """Whether the word is part of an attribution: "according to a report on Saturday"."""
    return any(is_word(above, "attributions") for above in _below_root(token))


def _is_label(root: Token) -> bool:
    """Whether a time only tells which thing is meant: "in his 2008 van", "images of 1950s stars"."""
    return root.dep_ in ("compound", "nmod", "amod", "nummod", "poss") and not is_trigger(root.head)


def _is_compared(root: Token) -> bool:
    """Whether a time is that of a figure held beside another: "down from 40 tonnes in May", "higher than in 2019"."""
    return any(
        is_word(above, "comparisons") or (is_word(above, "sources") and is_word(above.head, "changes"))
        for above in _below_root(root)
    )


def _is_target(root: Token) -> bool:
    """Whether a time is the one that something is made for: "its outlook for 2023", "the budget for next year"."""
    above = root.head
    return above.dep_ == "prep" and is_word(above, "targets") and above.head.pos_ == "NOUN"


def _is_dateline(doc: Doc, end: int) -> bool:
    """Whether what comes before word number `end` is the dateline of a report: "Larsund, 11 Nov – "."""
    is_dashed = end < len(doc) and (doc[end].text in _DASHES or doc[end - 1].text.endswith(_DASHES))
    is_opening = end <= _DATELINE and is_dashed
    return is_opening and not any(token.pos_ in VERBAL for token in doc[:end])


def _states_day(piece: DocSpan) -> bool:
    """Whether a time of day says on which day: "Monday at six", "last night", not "at six in the morning"."""
    return any((token.is_title and len(token) > 2) or is_word(token, "day_words") for token in piece)


def _with_ranges(doc: Doc, anchors: Iterable[Anchor]) -> Iterator[Anchor]:
    """Join what dates one event together: "between 2020 and 2022", "in 2020, 2021 and 2023"."""
    joined: Anchor | None = None
    for anchor in anchors:
        both = _range_of(doc, joined, anchor) if joined else None
        if joined and not both:
            yield joined
        joined = both or anchor
    if joined:
        yield joined


def _range_of(doc: Doc, first: Anchor, last: Anchor) -> Anchor | None:
    """From the first to the last of two times, if they are the ends of a range or parts of a list."""
    begin, _, end = first.date.partition("/")
    date = f"{begin}/{last.date}"
    is_joined = _is_listed(doc, first, last) or (not end and _is_range(doc, first, last))
    if not is_joined or begin == last.date or not edtf.is_valid(date):
        return None
    return replace(
        first,
        span=Span(first.span.source, first.span.start, last.span.end),
        date=date,
        places=(first.places[0], last.places[1]),
        governor=first.governor or last.governor,
    )


def _is_listed(doc: Doc, first: Anchor, last: Anchor) -> bool:
    """Whether the second of two times goes on a list that the first is part of, with as fine a date."""
    between = doc[first.places[1] : last.places[0]]
    is_part = last.head.dep_ == "conj" and last.head.head.i in range(*first.places)
    as_fine = len(last.date) == len(first.date.rpartition("/")[2])
    return is_part and as_fine and all(token.is_punct or token.dep_ == "cc" for token in between)


def _is_range(doc: Doc, first: Anchor, last: Anchor) -> bool:
    """Whether the words around two times make one range of them: "from 2020 to 2022"."""
    start, end = first.places[1], last.places[0]
    if end != start + 1:
        return False
    link = doc[start]
    before = [
        token for token in doc[max(0, first.places[0] - 2) : first.places[0]] if not is_word(token, "article")
    ]
    if is_word(link, "pair_links"):
        return bool(before) and is_word(before[-1], "pair_openers")
    is_opened = bool(before) and is_word(before[-1], "range_openers")
    return link.text in _DASHES or (is_word(link, "range_links") and is_opened)


# --- the date that a sentence gives an event ----------------------------------------------------------------


def governor_of(token: Token) -> Token | None:
    """The nearest event above a word."""
    return next((above for above in islice(path_up(token), 1, None) if is_trigger(above)), None)


def date_in_sentence(trigger: Token, anchors: Sequence[Anchor]) -> Dating | None:
    """The date that the trigger's sentence gives it (`anchors` are those of that sentence)."""
    if not anchors:
        return None
    own = [anchor for anchor in anchors if anchor.governor == trigger and not _is_source(anchor.head)]
    if own:
        return _dating(own)
    # the date of an event that the trigger is about: "the summit in April took place", "died in the 2009 crash"
    for anchor in anchors:
        if anchor.governor is not None and not anchor.is_report and _is_argument(anchor.governor, trigger):
            return _dating([anchor])
    return _through_governors(trigger, anchors) or _only_date(trigger, anchors)


def _dating(anchors: Sequence[Anchor], inherited: bool = False) -> Dating:
    """By the anchor with the finest date; of equally fine ones the first."""
    anchor = min(anchors, key=lambda anchor: _FINENESS.index(edtf.parse(anchor.date).precision))
    return Dating(anchor.date, DateBasis.INHERITED if inherited else anchor.basis, anchor.span)


def _is_argument(event: Token, trigger: Token) -> bool:
    if event.dep_ in ("pobj", "pcomp"):
        return is_word(event.head, "temporal") and event.head.head == trigger
    if event.head != trigger:
        return False
    return (
        event.dep_ in _ARGUMENTS
        or (event.dep_ == "acl" and event.tag_ == "VBN")  # "a deal reached on Monday" dates the deal
        or (event.dep_ == "advcl" and any_mark(event, "same_time"))
    )


def _through_governors(trigger: Token, anchors: Sequence[Anchor]) -> Dating | None:
    """The date of the clause that the trigger belongs to, as far up as the clause is told in one breath."""
    is_close = True
    for token in islice(_below_root(trigger), DEPTH):
        if not _is_open(token):
            return None
        at_once = token.dep_ == "advcl" and any_mark(token, "same_time")
        is_close = is_close and token.dep_ not in ("advcl", "relcl", "conj", "ccomp", "acl")
        own = [a for a in anchors if a.governor == token.head and (at_once or not a.is_report)]
        if own:
            return _dating(own, inherited=not is_close)
    return None


def _is_open(token: Token) -> bool:
    """Whether the time of the governor holds for what it governs here."""
    if is_pluperfect(token) and not is_pluperfect(token.head):
        return False
    if token.dep_ == "ccomp":
        return not is_reporting(token.head)
    if token.dep_ in ("advcl", "prep", "pcomp"):
        return not (is_word(token, "closed") or any_mark(token, "closed"))
    return True


def _only_date(trigger: Token, anchors: Sequence[Anchor]) -> Dating | None:
    """The sentence's single date, where no report and no closed clause holds it."""
    if len(anchors) > 1 or anchors[0].is_report or is_pluperfect(trigger):
        return None
    governor = anchors[0].governor
    if governor is not None and not all(map(_is_open, _below_root(governor))):
        return None
    return _dating(anchors, inherited=True)


def is_subordinate(token: Token) -> bool:
    """Whether a word stands in a clause beside the main one: "two days after it sank", "who was elected in May"."""
    return any(above.dep_ in ("advcl", "relcl", "acl") for above in _below_root(token))


def _below_root(token: Token) -> Iterator[Token]:
    """A word and those above it save the root, `DEPTH` at most."""
    return (above for above in islice(path_up(token), DEPTH) if above.head != above)
