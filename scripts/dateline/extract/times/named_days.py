"""Productions for the days and seasons that have names: weekdays, weekends, seasons, feasts.

Which Tuesday or which summer is meant comes from the context: the reference and the tense.
"""

from datetime import date, timedelta

from dateline.extract import timex_values
from dateline.extract.times import holidays
from dateline.extract.times.calendar_dates import full_year
from dateline.extract.times.context import Context
from dateline.extract.times.grammar import Match, PatternPart
from dateline.extract.timex_values import Direction

_TO_TOMORROW_LAST_WEEK = 6
"""Days back to the weekday that tomorrow is."""


def weekday(match: Match, context: Context) -> str:
    """“Tuesday”, “last Tuesday”, “this Tuesday night”, “Tuesday of last week”."""
    number = match.number("weekday")
    found = _weekday(match, number, context)
    part = f"T{match.value('part')}" if match.has("part") else ""
    return f"{found.isoformat() if found else f'XXXX-WXX-{number}'}{part}"


def _weekday(match: Match, number: int, context: Context) -> date | None:
    reference, side = context.reference, match.number("side")
    if match.text("side") in context.words("narrative") and context.day:
        reference = timex_values.start_of(context.day)
    if reference is None:
        return None
    if match.has("week"):
        monday = timex_values.moved(reference, match.number("week_side"), "W") or reference
        return date.fromisocalendar(*monday.isocalendar()[:2], number)
    if side:
        return timex_values.weekday_beside(reference, number, side)
    direction = context.direction(match)
    if match.has("this") and direction is not Direction.PAST:
        direction = Direction.FUTURE
    near = timex_values.weekday_near(reference, number, direction)
    # On the evening of a Monday, “Tuesday” is hardly that of last week, and in tomorrow's paper it is tomorrow.
    return None if context.is_evening and (reference - near).days == _TO_TOMORROW_LAST_WEEK else near


def weekdays_in_row(match: Match, context: Context) -> tuple[PatternPart, ...]:
    """“from Monday to Wednesday”: the second follows the first."""
    first, last = match.number("weekday"), match.number("weekday2")
    values = [f"XXXX-WXX-{first}", f"XXXX-WXX-{last}"]
    if context.reference:
        length, direction = timedelta(days=(last - first) % 7), context.direction(match)
        is_ahead = direction.is_ahead or direction is Direction.PRESENT
        day = timex_values.weekday_near(context.reference, first if is_ahead else last, direction)
        start = day if is_ahead else day - length
        values = [start.isoformat(), (start + length).isoformat()]
    return match.pair(values, "weekday", "weekday2")


def weekend(match: Match, context: Context) -> str:
    """“the weekend”, “last weekend”, “this past weekend”, “the coming weekend”."""
    reference, side = context.reference, match.number("side")
    if reference is None:
        return "XXXX-WXX-WE"
    direction = context.direction(match)
    if match.has("this"):
        direction = Direction.PAST if side else direction
        if direction is Direction.UNKNOWN:
            direction = Direction.FUTURE
    elif match.text("side") in context.words("nearest_next"):
        direction = Direction.FUTURE
    elif side:
        return timex_values.unit_of(timex_values.moved(reference, side, "W") or reference, "WE")
    return timex_values.weekend_near(reference, direction)


def season(match: Match, context: Context) -> str:
    """“summer 2019”, “the summer of last year”, “last summer”, “in the summer”."""
    name, reference = match.value("season"), context.reference
    if match.has("year"):
        return f"{full_year(match, context):04}-{name}"
    if reference is None:
        return f"XXXX-{name}"
    side = match.number("side")
    if match.has("unit"):
        return f"{reference.year + side:04}-{name}"
    if side:
        return timex_values.season_beside(reference, name, side)
    return timex_values.season_near(reference, name, context.direction(match))


def holiday(match: Match, context: Context) -> str | None:
    """“Christmas 2019”, “last Easter”, and “Easter” as the tense has it, else the nearest.

    Papers write of Christmas before and after it.
    """
    name, reference = match.value("holiday"), context.reference
    if match.has("year"):
        return holidays.date_of_holiday(name, full_year(match, context)).isoformat()
    if reference is None:
        return None
    days = [holidays.date_of_holiday(name, reference.year + step) for step in (-1, 0, 1)]
    if match.has("side"):
        last, following = (day for day in days if day < reference), (day for day in days if day > reference)
        return {-1: max(last), 0: days[1], 1: min(following)}[match.number("side")].isoformat()
    direction = context.direction(match)
    if direction is Direction.PAST:
        day = max(day for day in days if day <= reference)
    elif direction.is_ahead:
        day = min(day for day in days if day >= reference)
    else:
        day = min(days, key=lambda day: abs((day - reference).days))
    return day.isoformat()
