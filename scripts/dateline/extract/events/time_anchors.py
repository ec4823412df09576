"""Which time expression dates which event of a sentence, read off the parse.

A time belongs to the first event above it ("the summit in April" dates the summit, "arrived on Tuesday" the
arrival).  An event without a time of its own takes that of its arguments or of the clause that it belongs to, but
never that of a verb that only reports it: "police said on Tuesday that he died" does not date the death.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dateline.extract import timex_values
from dateline.extract.dependency_trees import root_of
from dateline.extract.events.triggers import is_reporting, is_trigger
from dateline.extract.parsed_passages import Passage, starts_of
from dateline.model import edtf
from dateline.model.annotations import DateBasis, Time, TimexType
from dateline.model.article import Span

_DASHES = frozenset({"–", "-", "—"})

_DEPTH = 12
"""Links followed at most, so that a hostile sentence costs no more than its length."""


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


@dataclass(frozen=True, slots=True)
class Dating:
    """A date for an event with its basis and, where it has one, its time expression."""

    date: str
    basis: DateBasis
    anchor: Span | None = None


def anchors_of(passage: Passage, times: Sequence[Time]) -> tuple[Anchor, ...]:
    """The dated time expressions of a passage, in order (`times` are those of the article, in order)."""
    block = passage.block.span
    first = bisect_left(times, block.start, key=lambda time: time.span.start)
    last = bisect_left(times, block.end, key=lambda time: time.span.start)
    if first == last:
        return ()
    starts = starts_of(passage.doc)
    found = [anchor for time in times[first:last] if (anchor := _anchor_of(passage, starts, time))]
    return tuple(_with_ranges(passage.doc, found))


def _with_ranges(doc: Doc, anchors: Sequence[Anchor]) -> Iterator[Anchor]:
    """Join the two ends of a range, which date one event together: "between 2020 and 2022"."""
    i = 0
    while i < len(anchors):
        joined = _range_of(doc, anchors[i], anchors[i + 1]) if i + 1 < len(anchors) else None
        yield joined or anchors[i]
        i += 2 if joined else 1


def _range_of(doc: Doc, first: Anchor, last: Anchor) -> Anchor | None:
    if not _is_range(doc, first, last) or "/" in first.date + last.date or first.date == last.date:
        return None
    written = f"{first.date}/{last.date}"
    if not edtf.is_valid(written):
        return None
    span = Span(first.span.source, first.span.start, last.span.end)
    governor = first.governor or last.governor
    return Anchor(
        span, written, first.basis, (first.places[0], last.places[1]), first.head, governor, first.is_report
    )


def _is_range(doc: Doc, first: Anchor, last: Anchor) -> bool:
    """Whether the words around two times make one range of them."""
    start, end = first.places[1], last.places[0]
    if end != start + 1:
        return False
    link = doc[start].lower_
    before = [
        doc[i].lower_ for i in range(max(0, first.places[0] - 2), first.places[0]) if doc[i].lower_ != "the"
    ]
    opener = before[-1] if before else ""
    if link == "and":
        return opener == "between"
    return link in _DASHES or (link in ("to", "until", "through") and opener == "from")


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
    governor = governor_of(root)
    is_report = (governor is not None and is_reporting(governor)) or _is_source(root)
    return Anchor(time.span, date.partition("T")[0], time.basis, (first, last), root, governor, is_report)


def _is_source(token: Token) -> bool:
    """Whether the word is part of an attribution: "according to a report on Saturday"."""
    return any(above.lower_ == "according" for above in _path(token))


def _states_day(piece: DocSpan) -> bool:
    """Whether a time of day says on which day: "Monday at six", "last night", not "at six in the morning"."""
    return any((token.is_title and len(token) > 2) or token.lower_ in _DAY_WORDS for token in piece)


_DAY_WORDS = frozenset(
    {
        "today",
        "tonight",
        "yesterday",
        "tomorrow",
        "this",
        "that",
        "same",
        "last",
        "next",
        "following",
        "previous",
    }
)


def governor_of(token: Token) -> Token | None:
    """The nearest event above a word."""
    for _ in range(_DEPTH):
        if token.head == token:
            return None
        token = token.head
        if is_trigger(token):
            return token
    return None


def date_in_sentence(trigger: Token, anchors: Sequence[Anchor]) -> Dating | None:
    """The date that the trigger's sentence gives it (`anchors` are those of that sentence)."""
    if not anchors:
        return None
    return (
        _direct(trigger, anchors)
        or _through_arguments(trigger, anchors)
        or _through_governors(trigger, anchors)
        or _only_date(trigger, anchors)
    )


def _direct(trigger: Token, anchors: Sequence[Anchor]) -> Dating | None:
    own = [anchor for anchor in anchors if anchor.governor == trigger and not _is_source(anchor.head)]
    return _dating(_finest(own)) if own else None


def _finest(anchors: Sequence[Anchor]) -> Anchor:
    """The anchor with the finest date; of equally fine ones the first."""
    return min(anchors, key=lambda anchor: _FINENESS.index(edtf.parse(anchor.date).precision))


_FINENESS = ("day", "interval", "month", "season", "year", "decade", "century")


def _dating(anchor: Anchor, inherited: bool = False) -> Dating:
    return Dating(anchor.date, DateBasis.INHERITED if inherited else anchor.basis, anchor.span)


_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "xcomp", "attr", "acomp", "oprd", "agent"})
_TEMPORAL = frozenset({"during", "in", "at", "after", "when", "while", "as", "on", "following", "by", "from"})


def _through_arguments(trigger: Token, anchors: Sequence[Anchor]) -> Dating | None:
    """The date of an event that the trigger is about: "the summit in April took place", "died in the 2009 crash"."""
    for anchor in anchors:
        if anchor.governor is not None and not anchor.is_report and _is_argument(anchor.governor, trigger):
            return _dating(anchor)
    return None


def _is_argument(event: Token, trigger: Token) -> bool:
    if event.dep_ in _ARGUMENTS:
        return event.head == trigger
    if event.dep_ in ("pobj", "pcomp"):
        return event.head.lower_ in _TEMPORAL and event.head.head == trigger
    if event.dep_ == "acl":
        # "a deal reached on Monday": the noun has the date of its participle.
        return event.tag_ == "VBN" and event.head == trigger
    return event.dep_ == "advcl" and event.head == trigger and bool(_links(event) & {"when", "while", "as"})


_CLOSED = frozenset({"before", "since", "until", "after", "if", "unless", "because", "although", "though"})


def _through_governors(trigger: Token, anchors: Sequence[Anchor]) -> Dating | None:
    """The date of the clause that the trigger belongs to, as far up as the clause is told in one breath."""
    token, close = trigger, True
    for _ in range(_DEPTH):
        if token.head == token or not _is_open(token):
            return None
        at_once = token.dep_ == "advcl" and bool(_links(token) & {"as", "when", "while"})
        close = close and token.dep_ not in ("advcl", "relcl", "conj", "ccomp", "acl")
        token = token.head
        own = [anchor for anchor in anchors if anchor.governor == token and (at_once or not anchor.is_report)]
        if own:
            return _dating(_finest(own), inherited=not close)
    return None


def _is_open(token: Token) -> bool:
    """Whether the time of the governor holds for what it governs here."""
    if is_pluperfect(token) and not is_pluperfect(token.head):
        return False
    if token.dep_ == "ccomp":
        return not is_reporting(token.head)
    if token.dep_ in ("advcl", "prep", "pcomp"):
        return not (_links(token) | {token.lower_}) & _CLOSED
    return True


def is_subordinate(token: Token) -> bool:
    """Whether a word stands in a clause beside the main one: "two days after it sank", "who was elected in May"."""
    return any(above.dep_ in ("advcl", "relcl", "acl") for above in _path(token))


def _links(token: Token) -> set[str]:
    """The words that tie a clause to the one above it."""
    return {child.lower_ for child in token.lefts if child.dep_ in ("mark", "advmod")}


def _only_date(trigger: Token, anchors: Sequence[Anchor]) -> Dating | None:
    """The sentence's single date, where no report and no closed clause holds it."""
    if len(anchors) > 1 or anchors[0].is_report or is_pluperfect(trigger):
        return None
    governor = anchors[0].governor
    if governor is not None and not all(_is_open(token) for token in _path(governor)):
        return None
    return _dating(anchors[0], inherited=True)


def _path(token: Token) -> Iterator[Token]:
    for _ in range(_DEPTH):
        if token.head == token:
            return
        yield token
        token = token.head


def is_pluperfect(token: Token) -> bool:
    """Whether the verb stands in the past perfect, which steps back behind the running narrative."""
    return any(child.dep_ == "aux" and child.lower_ == "had" for child in token.lefts)
