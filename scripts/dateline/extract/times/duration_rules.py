"""Rules for lengths of time, ages and times that come again: "half a year", "a 17-year-old", "every Monday"."""

from collections.abc import Sequence

from dateline.extract.times.grammar import Frame, Match, Reading, Rule
from dateline.extract.times.lexer import Lexeme
from dateline.model.annotations import TimexType

_CLOCK_UNITS = {"H": "H", "m": "M", "S": "S"}
_LONG_UNITS = {"E": 10, "C": 100}
"""ISO 8601 has no letter for decades and centuries: they are written as years."""

_DIGITS = 12
"""A number with more digits is no length of time that anybody tells."""


def amount_of(lexemes: Sequence[Lexeme]) -> str | None:
    """The number that words or digits stand for ("2", "2.5"), or "X" for one that is not told."""
    words = [lexeme for lexeme in lexemes if lexeme.kind not in ("dash", "and", "of", "the", "about", "over")]
    if any(lexeme.kind == "vague" for lexeme in words):
        return "X"
    if any(lexeme.kind == "couple" for lexeme in words):
        return "2"
    half = 0.5 if any(lexeme.kind == "half" for lexeme in words) else 0.0
    numbers = [lexeme for lexeme in words if lexeme.kind in ("word", "n2", "n4", "num")]
    if not numbers:
        is_one_and_half = half and words and words[0].kind in ("a", "an")
        return _plain(1 + half) if is_one_and_half else _plain(half) if half else "1"
    if numbers[0].kind != "word":
        if len(numbers[0].text) > _DIGITS:
            return "X"
        return _plain(float(numbers[0].text.replace(",", "")) + half)
    return _plain(_spelled(numbers) + half)


def _spelled(lexemes: Sequence[Lexeme]) -> int:
    total = current = 0
    for lexeme in lexemes:
        value = int(lexeme.value)
        if value in (12, 100) and current and lexeme.text.lower() in ("dozen", "hundred"):
            current *= value
        elif value == 1000:
            total, current = total + (current or 1) * value, 0
        else:
            current += value
    return total + current


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:g}"


def period(amount: str, unit: str) -> str:
    """The TIMEX3 value of a length: P2Y, PT30M, PXD; half an hour is PT30M, half a century P50Y."""
    if unit in _LONG_UNITS:
        return f"P{amount if amount == 'X' else _plain(float(amount) * _LONG_UNITS[unit])}Y"
    if unit == "2W":
        return f"P{amount if amount == 'X' else _plain(float(amount) * 2)}W"
    if unit == "H" and amount != "X" and "." in amount and float(amount) < 1:
        return f"PT{_plain(float(amount) * 60)}M"
    if unit == "Y" and amount == "0.5":
        return "P6M"
    if unit in _CLOCK_UNITS:
        return f"PT{amount}{_CLOCK_UNITS[unit]}"
    return f"P{amount}{unit}"


_BEFORE_ONE = frozenset(
    {"about", "after", "before", "by", "during", "for", "half", "in", "least", "of", "once", "over", "than"}
    | {"through", "throughout", "until", "within"}
)
_BEHIND_ONE = frozenset({"after", "ago", "back", "before", "forth", "from", "long", "so"})
"""Words before and behind that make "a year" a length of time."""


def _duration(value: str, **span: int) -> Reading:
    return Reading(TimexType.DURATION, value, **span)  # type: ignore[arg-type]


def _read_length(match: Match, frame: Frame) -> Reading | None:
    lexemes = match.part("amount")
    amount, unit = amount_of(lexemes), match.value("unit")
    if (
        amount is None
        or (_is_article(lexemes) and not _is_one(match, frame))
        or not _is_measure(match, frame)
    ):
        return None
    return Reading(TimexType.DURATION, period(amount, unit), first=_first_of_length(match, frame))


def _is_measure(match: Match, frame: Frame) -> bool:
    """Not “a quarter”, “three quarters of the crop”, “chapter six year”; but “a 20 year low”."""
    word, amount = match.text("unit"), match.part("amount")
    if word == "quarter" or (
        word == "quarters" and frame.after and frame.after[0].kind == "of" and match.text("amount") == "three"
    ):
        return False
    is_one = amount_of(amount) in ("1", "0.5")
    return is_one or match.part("unit")[0].kind == "units" or bool(frame.after and frame.after[0].kind == "x")


def _after_article(match: Match) -> int:
    """Where the expression begins in "a four-day rally": the article belongs to the noun, unlike in "a dozen days"."""
    first = match.groups["amount"][0]
    words = match.part("amount")
    is_extra = (
        words[0].kind in ("a", "an")
        and len(words) > 1
        and words[1].kind == "word"
        and int(words[1].value) not in (12, 100, 1000)
    )
    return first + is_extra


def _is_article(lexemes: Sequence[Lexeme]) -> bool:
    return len(lexemes) == 1 and lexemes[0].kind in ("a", "an")


def _first_of_length(match: Match, frame: Frame) -> int:
    if match.lexemes[0].kind == "over" and _is_preposition(frame):
        return 1
    return _after_article(match) if match.groups["amount"][0] == 0 else 0


def _is_preposition(frame: Frame) -> bool:
    token = frame.token(0)
    return token is not None and token.dep_ == "prep"


def _is_one(match: Match, frame: Frame) -> bool:
    """“a year” as a length (“for a year”, “a week after”), not as a class (“it was a day to remember”)."""
    if any(lexeme.text.lower() in ("full", "whole", "entire", "solid") for lexeme in match.lexemes):
        return True  # "a full year"
    if match.lexemes[0].kind not in ("a", "an") or (frame.after and frame.after[0].kind in _BEHIND_ONE):
        return True
    return bool(frame.before) and frame.before[-1].kind in _BEFORE_ONE


_NOT_BEFORE_PLURAL = frozenset(
    {"n2", "n4", "num", "word", "nth", "ordinal", "every", "that", "dash", "phase"}
)


def _read_plural(match: Match, frame: Frame) -> Reading | None:
    """“took weeks”, “decades of war”: a length without a number; not “rest days”, “teenage years”."""
    token = frame.token(0)
    if (frame.before and frame.before[-1].kind in _NOT_BEFORE_PLURAL) or token is None:
        return None
    is_counted_from = bool(frame.after) and frame.after[0].kind in ("before", "after", "back", "forth", "ago")
    if not is_counted_from and any(c.dep_ in ("compound", "amod") and c.pos_ != "PROPN" for c in token.lefts):
        return None
    return _duration(period("X", match.value("unit")))


_ORDER = "YMWDHmS"
"""Units from long to short."""


def _read_compound_length(match: Match, frame: Frame) -> Reading | None:
    """“two hours and 30 minutes”."""
    order = [_ORDER.find(match.value(f"unit{name}")) for name in ("", "2")]
    if not 0 <= order[0] < order[1]:
        return None
    parts = []
    for name in ("", "2"):
        amount = amount_of(match.part(f"amount{name}"))
        if amount is None:
            return None
        parts.append(period(amount, match.value(f"unit{name}")))
    first, second = parts
    if "T" in first and "T" in second:
        return _duration(first + second[2:])
    return _duration(first + second[1:])


def _read_length_range(match: Match, frame: Frame) -> tuple[Reading, ...] | None:
    """“between 60 and 90 days”, “two to three weeks”: two lengths, the first without its unit."""
    unit, cut = match.value("unit"), match.index("amount2")
    amounts = [amount_of(match.part(name)) for name in ("amount", "amount2")]
    if None in amounts or _is_article(match.part("amount")) or _is_article(match.part("amount2")):
        return None
    if match.lexemes[cut - 1].kind == "dash" and match.lexemes[cut].kind == "word":
        return None  # "twenty-five years"
    if match.lexemes[cut - 1].kind == "and" and not (frame.before and frame.before[-1].kind == "between"):
        return None
    first, second = (period(amount or "X", unit) for amount in amounts)
    return (
        Reading(TimexType.DURATION, first, last=match.groups["amount"][1] - 1),
        Reading(TimexType.DURATION, second, first=cut),
    )


def _read_hyphened(match: Match, frame: Frame) -> Reading | None:
    """“three-day”, “12-year”, “weeks-long”."""
    lexemes = match.part("amount")
    amount = amount_of(lexemes)
    if amount is None or _is_article(lexemes) or match.value("unit") == "Q":
        return None
    return Reading(TimexType.DURATION, period(amount, match.value("unit")), first=_after_article(match))


def _read_vague_long(match: Match, frame: Frame) -> Reading | None:
    amount = "X" if match.part("unit")[0].kind == "units" else "1"
    return _duration(period(amount, match.value("unit")))


def _read_fraction(match: Match, frame: Frame) -> Reading | None:
    """“half-hour”, “a half century”, “a quarter-century”."""
    unit, is_half = match.value("unit"), match.text("fraction") == "half"
    if unit not in ("H", "C", "E", "Y") or not (is_half or unit == "C"):
        return None
    first = (
        1
        if match.lexemes[0].kind in ("a", "the") and any(lexeme.kind == "dash" for lexeme in match.lexemes)
        else 0
    )
    return Reading(TimexType.DURATION, period("0.5", unit) if is_half else "P25Y", first=first)


def _read_and_a_half(match: Match, frame: Frame) -> Reading | None:
    """“an hour and a half”."""
    amount = amount_of(match.part("amount")) if match.has("amount") else "1"
    if amount is None or not amount.isdigit():
        return None
    return _duration(period(f"{amount}.5", match.value("unit")))


def _read_whole(match: Match, frame: Frame) -> Reading | None:
    return _duration(match.value("whole"))


def _read_period_beside(match: Match, frame: Frame) -> Reading | None:
    """“the past two years”, “the next few days”, “the first six months”, “recent weeks”."""
    if not match.has("amount") and (
        match.lexemes[0].kind == "ordinal" or match.lexemes[0].text.lower() == "last"
    ):
        return None  # "his last days", "boots that last years"
    amount = amount_of(match.part("amount")) if match.has("amount") else "X"
    is_outside = match.lexemes[0].text.lower() in ("following", "preceding") or _is_verb(frame)
    return Reading(TimexType.DURATION, period(amount or "X", match.value("unit")), first=int(is_outside))


def _is_verb(frame: Frame) -> bool:
    """“will last six weeks”."""
    token = frame.token(0)
    return token is not None and token.pos_ == "VERB"


def _read_vague_period(match: Match, frame: Frame) -> Reading | None:
    """“the last two or three years”."""
    if _is_verb(frame):
        return None
    return _duration(period("X", match.value("unit")))


# --- times that come again ----------------------------------------------------------------------------------


def _set(value: str, **span: int) -> Reading:
    return Reading(TimexType.SET, value, **span)  # type: ignore[arg-type]


def _read_every(match: Match, frame: Frame) -> Reading | None:
    amount = amount_of(match.part("amount")) if match.has("amount") else "2" if match.has("other") else "1"
    return _set(period(amount or "1", match.value("unit")))


def _read_rate(match: Match, frame: Frame) -> Reading | None:
    """“15 planes a year”, “twice a week”; not “spent a year”, “a year ago”."""
    if frame.after and frame.after[0].kind in ("ago", "back", "forth", "before", "after", "from", "dash"):
        return None
    if not frame.before:
        return None
    before, token = frame.before[-1], frame.token(0)
    if before.kind in ("times", "once", "twice", "n2", "n4", "num", "money", "units"):
        return _set(period("1", match.value("unit")))
    previous = token.nbor(-1) if token is not None and token.i > 0 else None
    if previous is None or previous.pos_ not in ("NOUN", "NUM", "SYM") or before.kind != "x":
        return None
    counted = any(lexeme.kind in ("n2", "n4", "num", "word", "money") for lexeme in frame.before[:-1])
    return _set(period("1", match.value("unit"))) if counted else None


def _read_times_a(match: Match, frame: Frame) -> Reading | None:
    return _set(period("1", match.value("unit")))


def _read_weekdays(match: Match, frame: Frame) -> Reading | None:
    part = f"T{match.part('parts')[0].value}" if match.has("parts") else ""
    weekday = match.part("weekdays" if match.has("weekdays") else "weekday")[0].value
    return _set(f"XXXX-WXX-{weekday}{part}")


def _read_weekends(match: Match, frame: Frame) -> Reading | None:
    return _set("XXXX-WXX-WE")


def _read_every_day_of_year(match: Match, frame: Frame) -> Reading | None:
    """“every 2 April”."""
    day = "".join(char for char in match.part("day")[0].text if char.isdigit())
    return _set(f"XXXX-{match.number('month'):02}-{int(day):02}")


def _read_every_part(match: Match, frame: Frame) -> Reading | None:
    return _set(f"XXXX-XX-XXT{match.value('part')}")


def _read_every_month(match: Match, frame: Frame) -> Reading | None:
    return _set(f"XXXX-{match.number('month'):02}")


def _read_every_season(match: Match, frame: Frame) -> Reading | None:
    return _set(f"XXXX-{match.value('season')}")


def _read_repeated(match: Match, frame: Frame) -> Reading | None:
    """“an annual meeting”; not a paper's name (“the Daily Ledger”)."""
    word = match.part("repeated")[0]
    is_name = word.text[0].isupper() and bool(frame.before)
    return None if is_name else _set(str(word.value))


RULES = (
    Rule("<amount:AMOUNT> (to | or | and | dash) <amount2:AMOUNT> <unit:units>", _read_length_range),
    Rule("<amount:AMOUNT> dash <unit:UNIT> dash? old", _read_hyphened),
    Rule("ABOUT? <amount:AMOUNT> <unit:units> old", _read_hyphened),
    Rule("<amount:AMOUNT> dash <unit:UNIT> (dash long)?", _read_hyphened),
    Rule("<unit:UNIT> dash (long | old)", _read_vague_long),
    Rule("<whole>", _read_whole),
    Rule("(a | the)? <fraction:FRACTION> dash? <unit:UNIT>", _read_fraction),
    Rule("(a | an | <amount:AMOUNT>) <unit:UNIT> and a half", _read_and_a_half),
    Rule("ABOUT? <amount:AMOUNT> FILLER{0,2} <unit:UNIT>", _read_length),
    Rule(
        "<amount:AMOUNT> <unit:UNIT> (comma? and | comma)? <amount2:AMOUNT> <unit2:units>",
        _read_compound_length,
    ),
    Rule(
        "(the | this)? (last | next | <first:ordinal>) ABOUT? <amount:AMOUNT>? FILLER{0,2} <unit:units>",
        _read_period_beside,
    ),
    Rule("(the | this)? (last | next) <amount:AMOUNT> FILLER{0,2} <unit:UNIT>", _read_period_beside),
    Rule("recent FILLER? <unit:units>", _read_period_beside),
    Rule("(the | this)? (last | next) AMOUNT (or | to | dash) AMOUNT <unit:units>", _read_vague_period),
    Rule("weekends", _read_weekends),
    Rule("<unit:units>", _read_plural),
    Rule("every (<other:filler> | <amount:AMOUNT>)? <unit:UNIT>", _read_every),
    Rule("(a | an) <unit:UNIT>", _read_rate),
    Rule("(once | twice | AMOUNT times) (a | an | every) <unit:UNIT>", _read_times_a),
    Rule("<weekdays> <parts>?", _read_weekdays),
    Rule("<weekday> <parts>", _read_weekdays),
    Rule("every <weekday>", _read_weekdays),
    Rule("every <part>", _read_every_part),
    Rule("every (<month> <day:DAY> | <day:DAY> <month>)", _read_every_day_of_year),
    Rule("every <month>", _read_every_month),
    Rule("every <season>", _read_every_season),
    Rule("<repeated>", _read_repeated),
)
