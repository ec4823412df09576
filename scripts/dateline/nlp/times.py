"""Time expressions of an article as TIMEX3 (ISO-TimeML 1.2), in order of the text.

Each passage is turned into lexemes, the rules of the grammar propose candidates, and the leftmost longest one that
its rule can read stands.  Relative expressions count from the publication, never from today's clock; inside quotation
marks they count from the day the speaker spoke, in a caption from the caption's own date.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from spacy.tokens import Doc, Token

from dateline.model import Article, BlockKind, DateBasis, Time, TimexType
from dateline.nlp import (
    dates,
    tense,
    timex_calendar,
    timex_clock,
    timex_durations,
    timex_grammar,
    timex_named,
    timex_relative,
)
from dateline.nlp.dates import Direction
from dateline.nlp.passages import Passage
from dateline.nlp.timex_grammar import Anchors, Candidate, Frame, Reading
from dateline.nlp.timex_lexer import Lexeme, lex

RULES = (
    *timex_calendar.RULES,
    *timex_named.RULES,
    *timex_relative.RULES,
    *timex_durations.RULES,
    *timex_clock.RULES,
)
"""The grammar; of two readings of the same words the earlier rule's stands."""

_NEIGHBOURS = 3
"""Lexemes on either side that a rule may look at."""


@dataclass(frozen=True, slots=True)
class Found:
    """An expression that was read: lexemes `first` to `last`, both included."""

    first: int
    last: int
    type: TimexType
    value: str
    basis: DateBasis


@dataclass(frozen=True, slots=True)
class Ground:
    """What all expressions of a passage are read against."""

    passage: Passage
    lexemes: tuple[Lexeme, ...]
    reference: date | None
    anchors: Anchors
    day_first: bool
    starts: tuple[int, ...] = field(repr=False)
    """Where each token of the Doc begins."""


def find(article: Article, passages: Sequence[Passage]) -> tuple[Time, ...]:
    """The time expressions of the passages, in order of the text."""
    stamp = dates.reference_of(article)
    reference = dates.day_of(stamp) if stamp else None
    rows = [lex(passage.doc.text) for passage in passages]
    day_first = is_day_first(rows, reference)
    times: list[Time] = []
    anchors = Anchors()
    for passage, lexemes in zip(passages, rows, strict=True):
        starts = tuple(token.idx for token in passage.doc)
        ground = Ground(passage, lexemes, reference, anchors, day_first, starts)
        found = read(ground)
        times.extend(_time_of(item, ground) for item in found)
        if passage.kind is BlockKind.PARAGRAPH:
            anchors = _anchors_after(found, anchors, lexemes)
    return tuple(sorted(times, key=lambda time: time.span))


def _time_of(found: Found, ground: Ground) -> Time:
    start, end = ground.lexemes[found.first].start, ground.lexemes[found.last].end
    return Time(ground.passage.span(start, end), found.type, found.value, found.basis)


def _anchors_after(found: Sequence[Found], anchors: Anchors, lexemes: Sequence[Lexeme]) -> Anchors:
    """Where the narrative stands behind these expressions; "since 1982" only compares and does not move it."""
    for item in found:
        precision = dates.precision_of(item.value)
        if precision is None or (item.first and lexemes[item.first - 1].kind == "since"):
            continue
        anchors = Anchors(item.value, item.value if precision == "D" else anchors.day)
    return anchors


# --- one passage ----------------------------------------------------------------------------------------------


def read(ground: Ground) -> tuple[Found, ...]:
    """The expressions of one passage: those outside quotation marks first, as they tell when the speaker spoke."""
    proposed = timex_grammar.candidates(ground.lexemes, RULES)
    if not proposed:
        return ()
    quotes = _quotes(ground.passage.doc.text) if ground.reference else ()
    inside = {id(c) for c in proposed if _holder(quotes, ground.lexemes[c.start].start)}
    outer = _read_all([c for c in proposed if id(c) not in inside], ground)
    inner: list[Found] = []
    for quote in quotes:
        quoted = [c for c in proposed if quote[0] <= ground.lexemes[c.start].start < quote[1]]
        if quoted:
            inner.extend(_read_all(quoted, replace(ground, reference=_speaker_day(quote, outer, ground))))
    found = sorted([*outer, *inner], key=lambda item: item.first)
    return tuple(_joined(_with_days(found, ground), ground))


def _read_all(proposed: Sequence[Candidate], ground: Ground) -> list[Found]:
    if ground.passage.kind is BlockKind.CAPTION:
        ground = replace(ground, reference=_caption_day(proposed, ground) or ground.reference)
    found: list[Found] = []
    end, anchors = 0, ground.anchors
    for candidate in proposed:
        if candidate.start < end:
            continue
        readings = _readings(candidate, replace(ground, anchors=anchors))
        for reading in readings:
            found.append(_widened(_found(candidate, reading), ground, end))
            end = found[-1].last + 1
        if readings:
            anchors = _anchors_after(found[-len(readings) :], anchors, ground.lexemes)
    return found


def _readings(candidate: Candidate, ground: Ground) -> tuple[Reading, ...]:
    read = candidate.rule.read(candidate.match, _frame(candidate, ground))
    if read is None:
        return ()
    return read if isinstance(read, tuple) else (read,)


def _found(candidate: Candidate, reading: Reading) -> Found:
    last = candidate.end - 1 if reading.last is None else candidate.start + reading.last
    return Found(candidate.start + reading.first, last, reading.type, reading.value, reading.basis)


def _caption_day(proposed: Sequence[Candidate], ground: Ground) -> date | None:
    """The day that the caption states in full, which its "Monday" goes by."""
    plain = replace(ground, passage=replace(ground.passage, block=ground.passage.block))
    values = [
        reading.value
        for candidate in proposed
        for reading in _readings(candidate, plain)
        if reading.basis is DateBasis.STATED and dates.precision_of(reading.value) == "D"
    ]
    return max(day for value in values if (day := dates.start_of(value))) if values else None


# --- what a rule sees ------------------------------------------------------------------------------------------


def _frame(candidate: Candidate, ground: Ground) -> Frame:
    start, end, lexemes = candidate.start, candidate.end, ground.lexemes

    def token(index: int) -> Token | None:
        return _token_at(lexemes[start + index].start, ground)

    def direction() -> Direction:
        return _direction(candidate, ground)

    return Frame(
        reference=ground.reference,
        anchors=ground.anchors,
        day_first=ground.day_first,
        direction=direction,
        token=token,
        before=lexemes[max(0, start - _NEIGHBOURS) : start],
        after=lexemes[end : end + _NEIGHBOURS],
    )


def _token_at(offset: int, ground: Ground) -> Token | None:
    doc: Doc = ground.passage.doc
    index = bisect_right(ground.starts, offset) - 1
    return doc[index] if index >= 0 else None


def _direction(candidate: Candidate, ground: Ground) -> Direction:
    root = _root(candidate, ground)
    direction = tense.direction_of(root) if root is not None else Direction.UNKNOWN
    if direction is Direction.PRESENT and ground.passage.kind is BlockKind.CAPTION:
        return Direction.PAST  # "A man waves from a train on Sunday" tells what was.
    return direction


def _root(candidate: Candidate, ground: Ground) -> Token | None:
    """The token of the expression whose head lies outside it."""
    first = _token_at(ground.lexemes[candidate.start].start, ground)
    last = _token_at(ground.lexemes[candidate.end - 1].end - 1, ground)
    if first is None or last is None:
        return None
    for token in first.doc[first.i : last.i + 1]:
        if not first.i <= token.head.i <= last.i:
            return token
    return last


# --- quotations ------------------------------------------------------------------------------------------------

_QUOTED = re.compile(r"“[^“”]*”?|\"[^\"]*\"?")


def _quotes(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches between quotation marks; an open one runs to the end of the paragraph."""
    return tuple(match.span() for match in _QUOTED.finditer(text))


def _holder(quotes: Sequence[tuple[int, int]], offset: int) -> bool:
    index = bisect_right(quotes, (offset, 1 << 62)) - 1
    return index >= 0 and offset < quotes[index][1]


def _speaker_day(quote: tuple[int, int], outer: Sequence[Found], ground: Ground) -> date | None:
    """The day that the words around the quote give its saying (“We leave tomorrow,” she said on Monday), else the
    reference.
    """
    for item in outer:
        token = _token_at(ground.lexemes[item.first].start, ground)
        if item.type is not TimexType.DATE or dates.precision_of(item.value) != "D" or token is None:
            continue
        if _is_said_then(token) and _is_near(quote, ground.lexemes[item.first].start, ground):
            return dates.start_of(item.value)
    return ground.reference


def _is_said_then(token: Token) -> bool:
    """Whether the date hangs on a verb of saying, with at most a preposition between."""
    head = token.head.head if token.head.pos_ == "ADP" else token.head
    return head.lemma_.lower() in (
        "say",
        "tell",
        "add",
        "write",
        "tweet",
        "announce",
        "declare",
        "note",
        "state",
        "explain",
        "warn",
        "report",
    )


def _is_near(quote: tuple[int, int], offset: int, ground: Ground) -> bool:
    """Whether no sentence end lies between the quote's edge and the date, outside the quote."""
    text = ground.passage.doc.text
    between = text[quote[1] : offset] if offset >= quote[1] else text[offset : quote[0]]
    return not re.search(r"[.!?]\s", between) and "\n" not in between


# --- after reading -----------------------------------------------------------------------------------------------


def _widened(found: Found, ground: Ground, floor: int) -> Found:
    """The expression with "early", "mid-", "the end of" before it; the value stays that of the whole."""
    if found.type not in (TimexType.DATE, TimexType.TIME) or not dates.precision_of(found.value):
        return found
    first, kinds = (
        found.first,
        [lexeme.kind for lexeme in ground.lexemes[max(floor, found.first - 4) : found.first]],
    )
    is_day_name = ground.lexemes[found.first].kind in ("weekday", "this")
    if kinds[-1:] == ["phase"] or (is_day_name and kinds[-1:] in (["back"], ["forth"])):
        first -= 1
    elif kinds[-2:] in (["phase", "dash"], ["portion", "of"], ["part", "of"]):
        first -= 2
    if first != found.first and kinds[: first - found.first][-1:] == ["the"]:
        first -= 1
    if (
        kinds[-2:] == ["part", "of"]
        and found.type is TimexType.DATE
        and dates.precision_of(found.value) == "D"
    ):
        # "the morning of April 5"
        part = ground.lexemes[found.first - 2].value
        return replace(found, first=first, type=TimexType.TIME, value=f"{found.value}T{part}")
    return replace(found, first=first)


def _with_days(found: Sequence[Found], ground: Ground) -> list[Found]:
    """Clock times with the day that their sentence, else the passage so far, else the reference gives them."""
    if not any(timex_clock.DAY in item.value for item in found):
        return list(found)
    return [_with_day(item, found, ground) if timex_clock.DAY in item.value else item for item in found]


def _with_day(item: Found, found: Sequence[Found], ground: Ground) -> Found:
    day = _day_beside(item, found, ground) or _day_before(item, found, ground)
    if day is None:
        return replace(item, value=item.value.replace(timex_clock.DAY, "XXXX-XX-XX").partition(" ")[0])
    clock = item.value.removeprefix(timex_clock.DAY)
    zone = re.search(r"(?<=:\d\d)(?:Z|[+-]).*$", clock)
    if zone:
        clock = clock[: zone.start()] + timex_clock.offset_on(day, zone[0])
    return replace(item, value=f"{day.isoformat()}{clock}")


def _day_beside(item: Found, found: Sequence[Found], ground: Ground) -> date | None:
    token = _token_at(ground.lexemes[item.first].start, ground)
    if token is None:
        return None
    start, end = token.sent.start_char, token.sent.end_char
    days = [other for other in found if _is_day(other) and start <= ground.lexemes[other.first].start < end]
    nearest = min(days, key=lambda other: abs(other.first - item.first), default=None)
    return dates.start_of(nearest.value) if nearest else None


def _day_before(item: Found, found: Sequence[Found], ground: Ground) -> date | None:
    earlier = [other for other in found if _is_day(other) and other.first < item.first]
    value = earlier[-1].value if earlier else None
    return dates.start_of(value) if value else ground.reference


def _is_day(item: Found) -> bool:
    return (
        item.type in (TimexType.DATE, TimexType.TIME)
        and dates.precision_of(item.value) == "D"
        and timex_clock.DAY not in item.value
    )


def _joined(found: Sequence[Found], ground: Ground) -> Iterator[Found]:
    """“12:00 UTC Monday”, “5 p.m. on Tuesday” are one expression each."""
    held: Found | None = None
    for item in found:
        if (
            held is not None
            and held.type is TimexType.TIME
            and ":" in held.value
            and _is_day(item)
            and item.first == held.last + 1
        ):
            held = replace(held, last=item.last, basis=item.basis)
            continue
        if held is not None:
            yield held
        held = item
    if held is not None:
        yield held


# --- the order of day and month ---------------------------------------------------------------------------------


def is_day_first(rows: Sequence[Sequence[Lexeme]], reference: date | None) -> bool:
    """Whether the article writes 7/8/2007 for the seventh of August, by its own evidence.

    A number above 12 decides; then the reading that falls within a month of the publication; then how it spells dates
    out ("8 July" or "July 8").
    """
    slashed = [
        lexeme.text for row in rows for lexeme in row if lexeme.kind == "slashed" and "/" in lexeme.text
    ]
    if not slashed:
        return False
    pairs = [tuple(int(part) for part in text.split("/")) for text in slashed]
    if any(pair[0] > 12 for pair in pairs) or any(pair[1] > 12 for pair in pairs):
        return any(pair[0] > 12 for pair in pairs)
    if reference:
        near = [
            (_distance(reference, p[2], p[0], p[1]), _distance(reference, p[2], p[1], p[0])) for p in pairs
        ]
        month_first, day_first = (min(distances) for distances in zip(*near, strict=True))
        if min(month_first, day_first) <= 31 and month_first != day_first:
            return day_first < month_first
    spelled = [_spelled_order(row) for row in rows]
    return sum(spelled) > 0


def _distance(reference: date, year: int, month: int, day: int) -> int:
    full = year if year > 99 else timex_calendar.expand_year(year, reference)
    try:
        return abs((date(full, month, day) - reference).days)
    except ValueError:
        return 10**6


def _spelled_order(row: Sequence[Lexeme]) -> int:
    kinds = "".join(
        "m" if lexeme.kind == "month" else "d" if lexeme.kind in ("n2", "nth") else "-" for lexeme in row
    )
    return kinds.count("dm") - kinds.count("md")
