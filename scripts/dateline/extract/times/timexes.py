"""Time expressions of an article as TIMEX3 (ISO-TimeML 1.2), in order of the text.

Each passage is turned into lexemes (lexer.py), the rules of its language (grammar.py) propose matches, and the
leftmost longest one that its rule can read stands.  Relative expressions count from the publication, never from
today's clock.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from itertools import accumulate, pairwise

from dateline.extract import timex_values
from dateline.extract.parsed_passages import Passage, starts_of
from dateline.extract.times import calendar_dates, clock_times, context, lengths, named_days, relative_times
from dateline.extract.times.calendar_dates import expand_year
from dateline.extract.times.context import Context, Reading
from dateline.extract.times.grammar import Grammar, Match, PatternPart, rules_of
from dateline.extract.times.lexer import Lexeme, lexer_of
from dateline.lang import lexicon
from dateline.model.annotations import DateBasis, Time, TimexType
from dateline.model.article import Article, BlockKind

PRODUCTIONS: dict[str, Callable[..., str | tuple[PatternPart, ...] | None]] = {
    name: function
    for module in (calendar_dates, named_days, relative_times, lengths, clock_times)
    for name, function in vars(module).items()
    if not name.startswith("_") and getattr(function, "__module__", "") == module.__name__
}
"""What a rule's `production` may name."""

_EVENING = 20
"""The hour from which an article may be written for the paper of the day after."""
_TOPICS = ("calendar", "years", "named_days", "relative", "lengths", "repeated", "clock")
"""The tables of rules, `times/rules_*.toml`; of two readings of the same words the earlier rule's stands."""


@cache
def grammar_of(language: str) -> Grammar:
    """The rules of a language by its code; "" for those of all languages."""
    tables = [lexicon.table(f"times/rules_{topic}", language) for topic in _TOPICS]
    return Grammar([rule for table in tables for rule in rules_of(table, language)], language)


def find(article: Article, passages: Sequence[Passage]) -> tuple[Time, ...]:
    """The time expressions of the passages, in order of the text."""
    stamp = timex_values.reference_of(article)
    reference = timex_values.day_of(stamp) if stamp else None
    rows = [lexer_of(passage.doc.lang_).lex(passage.text) for passage in passages]
    day_first = is_day_first(rows, reference)
    is_evening = isinstance(stamp, datetime) and stamp.hour >= _EVENING
    times: list[Time] = []
    point = day = None
    for passage, row in zip(passages, rows, strict=True):
        ground = Context(passage, row, starts_of(passage.doc), reference, day_first, point, day, is_evening)
        found = _read_passage(ground)
        for item in found:
            span = passage.span(row[item.first].start, row[_last_word(row, item)].end)
            times.append(Time(span, item.type, item.value, item.basis, item.rule))
        if passage.kind is BlockKind.PARAGRAPH:
            behind = ground.behind(found)
            point, day = behind.point, behind.day
    return tuple(sorted(times, key=lambda time: time.span))


# --- one passage ----------------------------------------------------------------------------------------------


def _last_word(row: Sequence[Lexeme], item: Reading) -> int:
    """Where a time ends, without the dash behind it that only parts clauses: "on Wednesday—his birthday"."""
    return next((i for i in range(item.last, item.first, -1) if row[i].kind != "dash"), item.first)


def _read_passage(ground: Context) -> tuple[Reading, ...]:
    """The expressions of one passage: those outside quotation marks first, as they tell when the speaker spoke."""
    proposed = grammar_of(ground.passage.doc.lang_).matches(ground.lexemes)
    if not proposed:
        return ()
    if ground.passage.kind is BlockKind.CAPTION:
        stated = [reading for match in proposed for reading in readings_of(match, ground)]
        ground = replace(ground, reference=context.caption_day(stated) or ground.reference)
    quotes = context.quotes_of(ground.passage.text)
    groups: dict[int | None, list[Match]] = {}
    for match in proposed:
        quote = context.quote_at(ground.lexemes[match.start].start, quotes)
        groups.setdefault(quote, []).append(match)
    found = _read_all(groups.pop(None, []), ground)
    outer = tuple(found)
    for quote, quoted in groups.items():
        day = context.speaker_day(quotes[quote or 0], outer, ground)
        found.extend(_read_all(quoted, replace(ground, reference=day)))
    ordered = sorted(found, key=lambda item: item.first)
    return _joined(_beside_days(_with_days(ordered, ground), ground))


def _read_all(proposed: Sequence[Match], ground: Context) -> list[Reading]:
    """The leftmost longest matches that their rules can read."""
    found: list[Reading] = []
    end = 0
    for match in proposed:
        if match.start < end:
            continue
        readings = readings_of(match, ground)
        for reading in readings:
            found.append(_widened(reading, ground, end))
            end = found[-1].last + 1
        if readings:
            ground = ground.behind(found[-len(readings) :])
    return found


def readings_of(match: Match, ground: Context) -> tuple[Reading, ...]:
    """What the match's rule makes of it; nothing when it says that it is no time after all."""
    rule = match.rule
    if not ground.allows(match):
        return ()
    if rule.production:
        made = PRODUCTIONS[rule.production](match, ground, **rule.arguments)
    else:
        values = {name: match.row[first].value for name, (first, _) in match.groups.items()}
        made = rule.value.format_map(values)
    parts = (PatternPart(made, match.start, match.end - 1),) if isinstance(made, str) else made or ()
    return tuple(_reading(part, match) for part in parts)


_VAGUE = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")
"""Values of the type DATE that are no date."""


def _reading(part: PatternPart, match: Match) -> Reading:
    value, rule = part.value, match.rule
    kind, is_stated = TimexType.DATE, rule.stated or match.has("year")
    if rule.type:
        kind = TimexType(rule.type)
    elif value.startswith("P") and value not in _VAGUE:
        kind, is_stated = TimexType.DURATION, False
    elif "T" in value and value not in _VAGUE:
        kind = TimexType.TIME
    basis = DateBasis.STATED if is_stated else DateBasis.RELATIVE
    return Reading(part.first, part.last, value, kind, basis, rule.name)


# --- wider spans, and clock times with their day ---------------------------------------------------------------


def _widened(item: Reading, ground: Context, floor: int) -> Reading:
    """The expression with "early", "mid-" or "the end of" before it; `floor` is the first lexeme that is free."""
    if item.type not in (TimexType.DATE, TimexType.TIME) or not timex_values.precision_of(item.value):
        return item
    kinds = [lexeme.kind for lexeme in ground.lexemes[max(floor, item.first - 4) : item.first]]
    width = _width_before(kinds, ground.lexemes[item.first].kind)
    if kinds[-2:] == ["part", "of"] and item.is_day and item.type is TimexType.DATE:
        # "the morning of April 5"
        part = ground.lexemes[item.first - 2].value
        item = replace(item, type=TimexType.TIME, value=f"{item.value}T{part}")
    return replace(item, first=item.first - width)


def _width_before(kinds: Sequence[str], own: str) -> int:
    """How many lexemes before the expression belong to it."""
    if kinds[-1:] == ["phase"] or (own in ("weekday", "this") and kinds[-1:] in (["back"], ["forth"])):
        return 1
    if kinds[-2:] in (["portion", "of"], ["part", "of"]):
        return 3 if kinds[:-2][-1:] == ["the"] else 2
    return 2 if kinds[-2:] == ["phase", "dash"] else 0


_REACH = 8
"""Expressions on either side among which a clock time looks for the day of its sentence."""

_SENTENCE = 150
"""Tokens between a clock time and its day at most."""


def _with_days(found: Sequence[Reading], ground: Context) -> Iterator[Reading]:
    """Clock times with the day that their sentence, else the passage so far, else the reference gives them."""
    last_days = accumulate(found, lambda day, item: item.value if item.is_day else day, initial="")
    for i, (item, last_day) in enumerate(zip(found, last_days, strict=False)):
        if not item.value.startswith(clock_times.DAY):
            yield item
            continue
        day = _day_beside(i, found, ground) or timex_values.start_of(last_day) or ground.reference
        yield replace(item, value=clock_times.on_day(item.value, day))


def _day_beside(index: int, found: Sequence[Reading], ground: Context) -> date | None:
    """The nearest day in the sentence of a clock time."""
    item, near = found[index], found[max(0, index - _REACH) : index + _REACH + 1]
    days = [other for other in near if other.is_day and _is_same_sentence(item, other, ground)]
    nearest = min(days, key=lambda other: abs(other.first - item.first), default=None)
    return timex_values.start_of(nearest.value) if nearest else None


def _is_same_sentence(one: Reading, other: Reading, ground: Context) -> bool:
    """Whether no sentence begins between the two."""
    first, last = sorted(
        token.i for item in (one, other) if (token := ground.token_at(item.first)) is not None
    )
    doc = ground.passage.doc
    return last - first <= _SENTENCE and not any(doc[i].is_sent_start for i in range(first + 1, last + 1))


def _beside_days(found: Iterator[Reading], ground: Context) -> Iterator[Reading]:
    """“the day before Christmas”, “the day after Monday's vote”: counted from the day that stands behind."""
    for item, behind in pairwise([*found, None]):
        assert item is not None
        step = ground.lexemes[item.last]
        is_counted = step.kind in ("before", "after") and ground.lexemes[item.last - 1].kind == "day"
        if (
            is_counted
            and item.value.startswith("XXXX")
            and behind
            and behind.is_day
            and behind.first <= item.last + 2
        ):
            value = timex_values.shift(behind.value, int(step.value), "D")
            yield replace(item, value=value or item.value)
        else:
            yield item


def _joined(found: Iterator[Reading]) -> tuple[Reading, ...]:
    """The expressions with "12:00 UTC" and "Monday" as one where nothing stands between them."""
    joined: list[Reading] = []
    for item in found:
        is_next = bool(joined) and joined[-1].is_clock and item.first == joined[-1].last + 1
        if is_next and item.is_day and not item.is_clock:
            joined[-1] = replace(joined[-1], last=item.last, basis=item.basis)
        else:
            joined.append(item)
    return tuple(joined)


# --- the order of day and month ---------------------------------------------------------------------------------


_NEAR = 31
"""Days from the publication within which one reading of 7/8/2007 is taken for the right one."""


def is_day_first(rows: Sequence[Sequence[Lexeme]], reference: date | None) -> bool:
    """Whether the article writes 7/8/2007 for the seventh of August, by its own evidence.

    A number above 12 decides; then the reading that falls within a month of the publication; then how it spells dates
    out ("8 July" or "July 8").
    """
    written = [
        lexeme.text for row in rows for lexeme in row if lexeme.kind == "slashed" and "/" in lexeme.text
    ]
    dates = [tuple(map(int, text.split("/"))) for text in written]
    if not dates:
        return False
    if any(first > 12 or second > 12 for first, second, _ in dates):
        return any(first > 12 for first, _, _ in dates)
    if reference:
        month_first = min(_distance(reference, year, first, second) for first, second, year in dates)
        day_first = min(_distance(reference, year, second, first) for first, second, year in dates)
        if min(month_first, day_first) <= _NEAR and month_first != day_first:
            return day_first < month_first
    letters = {"month": "m", "n2": "d", "nth": "d"}
    kinds = " ".join("".join(letters.get(lexeme.kind, "-") for lexeme in row) for row in rows)
    return kinds.count("dm") > kinds.count("md")


def _distance(reference: date, year: int, month: int, day: int) -> int:
    try:
        return abs((date(year if year > 99 else expand_year(year, reference), month, day) - reference).days)
    except ValueError:
        return 10**6
