"""Productions for lengths of time and for times that come again by their length: "half a year", "every two weeks"."""

from dateline.extract.times.context import Context
from dateline.extract.times.grammar import Match, PatternPart

_CLOCK_UNITS = {"H": "H", "m": "M", "S": "S"}
_MULTIPLES = {"E": (10, "Y"), "C": (100, "Y"), "2W": (2, "W")}
"""ISO 8601 has no letter for decades and centuries, which are written as years, nor for fortnights."""

_DIGITS = 12
"""A number with more digits is no length of time that anybody tells."""

_ORDER = "YMWDHmS"
"""Units from long to short."""


def amount_of(match: Match, name: str = "amount") -> str:
    """The number that the words or digits of a group stand for ("2", "2.5"), or "X" for one that is not told."""
    lexemes = match.part(name)
    kinds = [lexeme.kind for lexeme in lexemes]
    if "vague" in kinds:
        return "X"
    half = 0.5 if "half" in kinds else 0
    numbers = [lexeme for lexeme in lexemes if lexeme.value != ""]
    if not numbers:
        return "0.5" if kinds[:1] == ["half"] else _plain(1 + half)
    if numbers[0].text[0].isdigit():
        return _plain(float(numbers[0].value) + half) if len(numbers[0].text) <= _DIGITS else "X"
    total = current = 0
    for lexeme in numbers:
        value = int(lexeme.value)
        if lexeme.kind == "multiplier" and value >= 1000:
            total, current = total + (current or 1) * value, 0
        elif lexeme.kind == "multiplier" and current:
            current *= value
        else:
            current += value
    return _plain(total + current + half)


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:g}"


def period(amount: str, unit: str) -> str:
    """The TIMEX3 value of a length: P2Y, PT30M, PXD; half an hour is PT30M, half a century P50Y."""
    factor, unit = _MULTIPLES.get(unit, (1, unit))
    if factor > 1 and amount != "X":
        amount = _plain(float(amount) * factor)
    if amount.startswith("0.") and unit in ("H", "Y"):
        return f"PT{_plain(float(amount) * 60)}M" if unit == "H" else f"P{_plain(float(amount) * 12)}M"
    return f"PT{amount}{_CLOCK_UNITS[unit]}" if unit in _CLOCK_UNITS else f"P{amount}{unit}"


def length(
    match: Match, context: Context, amount: str = "", add: float = 0
) -> str | tuple[PatternPart, ...] | None:
    """“two years”, “several days”, “an hour and a half” (with 0.5 to `add`), “weeks” (with its own `amount`)."""
    amount = amount or amount_of(match)
    if add:
        if not amount.isdigit():
            return None
        amount = _plain(float(amount) + add)
    value = period(amount, match.value("unit"))
    token = context.token_at(match.start) if match.has("over") else None
    if token is not None and token.dep_ == "prep":  # "fell over two years", unlike "lasted over two years"
        return (PatternPart(value, match.start + 1, match.end - 1),)
    return value


def age(match: Match, context: Context) -> tuple[PatternPart, ...]:
    """“17 years old”, without the “at least” before it."""
    return (PatternPart(period(amount_of(match), match.value("unit")), match.index("amount"), match.end - 1),)


def length_of_two_units(match: Match, context: Context) -> str | None:
    """“two hours and 30 minutes”."""
    units = [match.value("unit"), match.value("unit2")]
    order = [_ORDER.find(unit) for unit in units]
    if not 0 <= order[0] < order[1]:
        return None
    first, second = (
        period(amount_of(match, name), unit) for name, unit in zip(("amount", "amount2"), units, strict=True)
    )
    return first + second.removeprefix("PT" if "T" in first else "P")


def lengths(match: Match, context: Context) -> tuple[PatternPart, ...]:
    """“between 60 and 90 days”, “two to three weeks”: two lengths, the first without its unit."""
    values = [period(amount_of(match, name), match.value("unit")) for name in ("amount", "amount2")]
    return match.pair(values, "amount", "amount2")


def frequency(match: Match, context: Context) -> str | None:
    """“an annual meeting”; not a paper's name (“the Daily Ledger”)."""
    word = match.part("repeated")[0]
    return None if word.text[0].isupper() and match.start else str(word.value)
