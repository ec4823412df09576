"""Time expressions of an article as TIMEX3 (ISO-TimeML 1.2), in order of the text.

Each passage is turned into lexemes (timex/lexer.py), the rules of the grammar (timex/grammar.py) propose
candidates, and the leftmost longest one that its rule can read stands.  Relative expressions count from the
publication, never from today's clock.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dateline.extract import timex_values
from dateline.extract.parsed_passages import Passage, starts_of
from dateline.extract.times import (
    calendar_rules,
    clock_rules,
    duration_rules,
    grammar,
    named_day_rules,
    relative_rules,
    time_frame,
    timex_spans,
    year_rules,
)
from dateline.extract.times.grammar import Anchors, Candidate, Reading
from dateline.extract.times.lexer import Lexeme, lex
from dateline.extract.times.time_frame import Found, Ground
from dateline.model.annotations import Time
from dateline.model.article import Article, BlockKind

RULES = (
    *calendar_rules.RULES,
    *year_rules.RULES,
    *named_day_rules.RULES,
    *relative_rules.RULES,
    *duration_rules.RULES,
    *clock_rules.RULES,
)
"""The grammar; of two readings of the same words the earlier rule's stands."""


def find(article: Article, passages: Sequence[Passage]) -> tuple[Time, ...]:
    """The time expressions of the passages, in order of the text."""
    stamp = timex_values.reference_of(article)
    reference = timex_values.day_of(stamp) if stamp else None
    rows = [lex(passage.doc.text) for passage in passages]
    day_first = is_day_first(rows, reference)
    times: list[Time] = []
    anchors = Anchors()
    for passage, lexemes in zip(passages, rows, strict=True):
        ground = Ground(passage, lexemes, reference, anchors, day_first, starts_of(passage.doc))
        found = _read(ground)
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
        precision = timex_values.precision_of(item.value)
        if precision is None or (item.first and lexemes[item.first - 1].kind == "since"):
            continue
        anchors = Anchors(item.value, item.value if precision == "D" else anchors.day)
    return anchors


# --- one passage ----------------------------------------------------------------------------------------------


def _read(ground: Ground) -> tuple[Found, ...]:
    """The expressions of one passage: those outside quotation marks first, as they tell when the speaker spoke."""
    proposed = grammar.candidates(ground.lexemes, RULES)
    if not proposed:
        return ()
    if ground.passage.kind is BlockKind.CAPTION:
        ground = replace(ground, reference=time_frame.caption_day(proposed, ground) or ground.reference)
    quotes = time_frame.quotes_of(ground.passage.doc.text)
    groups: dict[int | None, list[Candidate]] = {}
    for candidate in proposed:
        quote = time_frame.quote_at(ground.lexemes[candidate.start].start, quotes)
        groups.setdefault(quote, []).append(candidate)
    found = _read_all(groups.pop(None, []), ground)
    outer = tuple(found)
    for quote, quoted in groups.items():
        day = time_frame.speaker_day(quotes[quote or 0], outer, ground)
        found.extend(_read_all(quoted, replace(ground, reference=day)))
    ordered = sorted(found, key=lambda item: item.first)
    dated = tuple(timex_spans.with_neighbours(timex_spans.with_days(ordered, ground), ground))
    return tuple(timex_spans.joined(dated))


def _read_all(proposed: Sequence[Candidate], ground: Ground) -> list[Found]:
    """The leftmost longest candidates that their rules can read."""
    found: list[Found] = []
    end, anchors = 0, ground.anchors
    for candidate in proposed:
        if candidate.start < end:
            continue
        readings = time_frame.readings_of(candidate, replace(ground, anchors=anchors))
        for reading in readings:
            found.append(timex_spans.widened(_found(candidate, reading), ground, end))
            end = found[-1].last + 1
        if readings:
            anchors = _anchors_after(found[-len(readings) :], anchors, ground.lexemes)
    return found


def _found(candidate: Candidate, reading: Reading) -> Found:
    last = candidate.end - 1 if reading.last is None else candidate.start + reading.last
    return Found(candidate.start + reading.first, last, reading.type, reading.value, reading.basis)


# --- the order of day and month ---------------------------------------------------------------------------------


_NEAR = 31
"""Days from the publication within which one reading of 7/8/2007 is taken for the right one."""


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
    pairs = [
        (int(first), int(second), int(year)) for first, second, year in (text.split("/") for text in slashed)
    ]
    if any(pair[0] > 12 for pair in pairs) or any(pair[1] > 12 for pair in pairs):
        return any(pair[0] > 12 for pair in pairs)
    if reference:
        month_first = min(_distance(reference, year, first, second) for first, second, year in pairs)
        day_first = min(_distance(reference, year, second, first) for first, second, year in pairs)
        if min(month_first, day_first) <= _NEAR and month_first != day_first:
            return day_first < month_first
    spelled = [_spelled_order(row) for row in rows]
    return sum(spelled) > 0


def _distance(reference: date, year: int, month: int, day: int) -> int:
    full = year if year > 99 else year_rules.expand_year(year, reference)
    try:
        return abs((date(full, month, day) - reference).days)
    except ValueError:
        return 10**6


def _spelled_order(row: Sequence[Lexeme]) -> int:
    kinds = "".join(
        "m" if lexeme.kind == "month" else "d" if lexeme.kind in ("n2", "nth") else "-" for lexeme in row
    )
    return kinds.count("dm") - kinds.count("md")
