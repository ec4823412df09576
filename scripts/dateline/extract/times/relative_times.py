"""Productions for times counted from another.

That is the reference ("yesterday", "last week", "two years ago") or the day that the narrative is at ("the same day",
"two months earlier", "the following year").
"""

from datetime import date

from dateline.extract import timex_values
from dateline.extract.times.context import Context
from dateline.extract.times.grammar import Match
from dateline.extract.times.lengths import amount_of, period
from dateline.extract.timex_values import Direction

UNKNOWN = "XXXX-XX-XX"
"""A day that the text does not let us know."""
_CLOCK_UNITS = ("H", "m", "S")


# --- days and parts of them -----------------------------------------------------------------------------------


def part_of_day(match: Match, context: Context, part: str = "", narrative: bool = False) -> str | None:
    """“yesterday”, “tonight”, “last night”, and of the day that the `narrative` is at, “that evening”, “at dawn”."""
    day = context.narrative_day if narrative else context.reference
    return _part_of(timex_values.moved(day, match.number("side"), "D"), match, part) if day else None


def day_beside(match: Match, context: Context) -> str | None:
    """“today”, “yesterday evening”, “tomorrow”."""
    steps = match.number("day_name")
    if context.reference is None:
        return UNKNOWN if steps else "PRESENT_REF"
    return _part_of(timex_values.moved(context.reference, steps, "D"), match)


def _part_of(day: date | None, match: Match, part: str = "") -> str | None:
    part = part or match.value("part")
    return f"{day.isoformat()}{f'T{part}' if part else ''}" if day else None


# --- counted from the reference -------------------------------------------------------------------------------


def unit(match: Match, context: Context) -> str | None:
    """“last week”, “this year”, “the previous quarter”, “the end of the year”: counted from the reference.

    A day, and what lies beside the time that is told of (“the following year”), is counted from the narrative.
    """
    name, word = match.value("unit"), match.text("side")
    if name in (*_CLOCK_UNITS, "2W") or (name == "D" and word in context.words("no_day_beside")):
        return None
    if name == "D" or word in context.words("narrative"):
        return _from_narrative(name, match.number("side"), match, context)
    if match.has("the") and word in context.words("just_past") and name != "Q":
        return period("1", name)  # "over the past year" is a stretch that ends now
    day = timex_values.moved(context.reference, match.number("side"), name) if context.reference else None
    return timex_values.unit_of(day, name) if day else UNKNOWN


def counted(match: Match, context: Context, sign: int, vague: str) -> str | None:
    """“three days ago”, “in two days' time”: as fine as the unit, but weeks keep the day."""
    amount, unit = amount_of(match), match.value("unit")
    if unit == "H" and sign < 0 and amount.isdigit():
        amount, unit = str(int(amount) // 24), "D"
    if context.reference is None or not amount.isdigit() or unit in _CLOCK_UNITS:
        return vague
    day = timex_values.moved(context.reference, sign * int(amount), unit)
    if day is None:
        return None
    part = f"T{match.value('part')}" if match.has("part") else ""
    return f"{day.isoformat() if unit in ('W', '2W') else timex_values.unit_of(day, unit)}{part}"


def weekday_a_week_from(match: Match, context: Context) -> str | None:
    """“a week ago Monday”, “a week from Friday”."""
    if context.reference is None:
        return None
    step, direction = (-7, Direction.PAST) if match.has("ago") else (7, Direction.FUTURE)
    day = timex_values.weekday_near(context.reference, match.number("weekday"), direction)
    return _part_of(timex_values.moved(day, step, "D"), match)


def months_of_year(match: Match, context: Context) -> str | None:
    """“the first three months of the year” is its first quarter, “the last six months of 2010” its second half."""
    amount, is_first = amount_of(match), match.has("first")
    if match.has("year"):
        year = match.number("year")
    elif context.reference:
        year = context.reference.year + match.number("side")
    else:
        return None
    codes = {"3": "Q1", "6": "H1"} if is_first else {"3": "Q4", "6": "H2"}
    return f"{year:04}-{codes[amount]}" if amount in codes else period(amount, "M")


# --- counted from the narrative -------------------------------------------------------------------------------


def unit_of_narrative(match: Match, context: Context) -> str | None:
    """“that month”, “the third straight day”, “the day before”, “a year later”, “two months earlier”."""
    amount, unit = amount_of(match), match.value("unit")
    if unit in _CLOCK_UNITS:
        return None
    steps = match.number("step") * int(amount) if amount.isdigit() else None
    return UNKNOWN if steps is None else _from_narrative(unit, steps, match, context)


def _from_narrative(unit: str, steps: int, match: Match, context: Context) -> str:
    # "Two days later" needs a day to count from, "a year later" any value.
    anchor = context.day if unit in ("D", "W", "2W", "WE") else context.point
    if anchor is None and context.reference:
        # "A week later she found the key": told as past, so not a week from the publication.
        is_told = steps > 0 and context.direction(match) is Direction.PAST
        anchor = None if is_told else context.reference.isoformat()
    value = timex_values.shift(anchor, steps, unit) if anchor else None
    return value or UNKNOWN


def narrative_point(match: Match, context: Context) -> str | None:
    """“by that time”: the day or month just named."""
    return context.point


def same_part_a_year_before(match: Match, context: Context) -> str:
    """“the same quarter last year”: what the narrative is at, a year before, as finely as it stood."""
    point = context.point
    value = timex_values.shift(point, -1, "Y") if point else None
    if point is None or value is None:
        return UNKNOWN
    return value + point[4:] if timex_values.precision_of(point) in ("Q", "M", "S") else value
