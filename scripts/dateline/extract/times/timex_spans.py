"""Last steps on expressions that have been read: wider spans, and clock times with their day."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate, zip_longest

from dateline.extract import timex_values
from dateline.extract.times import clock_rules as clock_rules
from dateline.extract.times.time_frame import Found, Ground, token_at
from dateline.model.annotations import TimexType

_REACH = 8
"""Expressions on either side among which a clock time looks for the day of its sentence."""

_SENTENCE = 150
"""Tokens between a clock time and its day at most."""


def widened(found: Found, ground: Ground, floor: int) -> Found:
    """The expression with "early", "mid-" or "the end of" before it; `floor` is the first lexeme that is free."""
    if found.type not in (TimexType.DATE, TimexType.TIME) or not timex_values.precision_of(found.value):
        return found
    kinds = [lexeme.kind for lexeme in ground.lexemes[max(floor, found.first - 4) : found.first]]
    width = _width_before(kinds, ground.lexemes[found.first].kind)
    if width == 2 and kinds[-1:] == ["of"] and kinds[:-2][-1:] == ["the"]:
        width += 1
    if kinds[-2:] == ["part", "of"] and found.is_day and found.type is TimexType.DATE:
        # "the morning of April 5"
        part = ground.lexemes[found.first - 2].value
        return replace(found, first=found.first - width, type=TimexType.TIME, value=f"{found.value}T{part}")
    return replace(found, first=found.first - width)


def _width_before(kinds: Sequence[str], own: str) -> int:
    """How many lexemes before the expression belong to it, an article aside."""
    if kinds[-1:] == ["phase"] or (own in ("weekday", "this") and kinds[-1:] in (["back"], ["forth"])):
        return 1
    return 2 if kinds[-2:] in (["phase", "dash"], ["portion", "of"], ["part", "of"]) else 0


def with_days(found: Sequence[Found], ground: Ground) -> list[Found]:
    """Clock times with the day that their sentence, else the passage so far, else the reference gives them."""
    if not any(clock_rules.DAY in item.value for item in found):
        return list(found)
    # The last day named before each expression.
    before = accumulate(found, lambda day, item: item.value if item.is_day else day, initial="")
    return [
        _with_day(item, _day_beside(i, found, ground) or timex_values.start_of(day) or ground.reference)
        if clock_rules.DAY in item.value
        else item
        for i, (item, day) in enumerate(zip(found, before, strict=False))
    ]


def _with_day(item: Found, day: date | None) -> Found:
    clock = item.value.removeprefix(clock_rules.DAY)
    zone = re.search(r"(?<=:\d\d)(?:Z|[+-]).*$", clock)
    if day is None:
        return replace(item, value=f"XXXX-XX-XX{clock.partition(' ')[0]}")
    if zone:
        clock = clock[: zone.start()] + clock_rules.offset_on(day, zone[0])
    return replace(item, value=f"{day.isoformat()}{clock}")


def _day_beside(index: int, found: Sequence[Found], ground: Ground) -> date | None:
    """The nearest day in the sentence of a clock time."""
    item = found[index]
    near = [other for other in found[max(0, index - _REACH) : index + _REACH + 1] if other.is_day]
    days = [other for other in near if _is_same_sentence(item, other, ground)]
    nearest = min(days, key=lambda other: abs(other.first - item.first), default=None)
    return timex_values.start_of(nearest.value) if nearest else None


def _is_same_sentence(one: Found, other: Found, ground: Ground) -> bool:
    """Whether no sentence begins between the two."""
    tokens = [token_at(ground.lexemes[item.first].start, ground) for item in (one, other)]
    first, last = sorted(token.i for token in tokens if token is not None)
    doc = ground.passage.doc
    return last - first <= _SENTENCE and not any(doc[i].is_sent_start for i in range(first + 1, last + 1))


def with_neighbours(found: Sequence[Found], ground: Ground) -> Iterator[Found]:
    """“the day before Christmas”, “the day after Monday's vote”: counted from the day that stands behind."""
    for item, behind in zip_longest(found, found[1:]):
        step = {"before": -1, "after": 1}.get(ground.lexemes[item.last].kind)
        is_counted = item.value.startswith("XXXX") and ground.lexemes[item.last - 1].kind == "day"
        if (
            step is None
            or not is_counted
            or behind is None
            or not behind.is_day
            or behind.first > item.last + 2
        ):
            yield item
        else:
            yield replace(item, value=timex_values.shift(behind.value, step, "D") or item.value)


def joined(found: Sequence[Found]) -> Iterator[Found]:
    """The expressions with "12:00 UTC" and "Monday" as one where nothing stands between them."""
    held: Found | None = None
    for item in found:
        if (
            held is not None
            and _is_clock(held)
            and item.is_day
            and not _is_clock(item)
            and item.first == held.last + 1
        ):
            held = replace(held, last=item.last, basis=item.basis)
            continue
        if held is not None:
            yield held
        held = item
    if held is not None:
        yield held


def _is_clock(found: Found) -> bool:
    return found.type is TimexType.TIME and ":" in found.value
