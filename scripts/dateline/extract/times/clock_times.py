"""Productions for the time of day on the clock, with its zone: "1:20 p.m. ET", "0800 UTC", "five o'clock", "noon"."""

import re
from datetime import date

from dateline.extract.times.context import Context
from dateline.extract.times.grammar import Match
from dateline.extract.times.holidays import nth_weekday

DAY = "{day}"
"""Stands in a value for the day, which is found when the sentence's other expressions have been read."""

_CLOCK = re.compile(r"(\d{1,2}(?=[:.]|$)|\d\d(?=\d\d$))(?:[:.]?(\d\d)(?::\d\d)?)?")
"""9, 9:30, 9:30:15, "9.30" as British papers write it, 0930."""


def clock_time(match: Match, context: Context) -> str | None:
    """“9:30 p.m. ET”, “10.30am”, “five o'clock”, “8 in the evening”, “0800 UTC”, “noon”."""
    lexeme = match.part("time")[0]
    found = _CLOCK.fullmatch(lexeme.text if lexeme.text[0].isdigit() else str(lexeme.value))
    if found is None:
        return None
    hour, minute = int(found[1]), found[2] or "00"
    if match.has("am") or match.has("pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * match.has("pm")
    elif match.value("part") in ("AF", "EV", "NI") and hour < 12:
        hour += 12
    return f"{DAY}T{hour:02}:{minute}{_offset(match)}" if hour <= 24 and int(minute) < 60 else None


def clock_time_without_colon(match: Match, context: Context) -> str | None:
    """“at 0300”: four digits that begin with 0 are no year."""
    return clock_time(match, context) if match.text("time").startswith("0") else None


def _offset(match: Match) -> str:
    """The zone as an offset; "GMT +8" and "UTC-3:30" state it themselves."""
    if not match.has("zone_offset"):
        return match.value("zone")
    written = match.text("zone_offset")
    digits = re.sub(r"\D", "", written)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{'+' if '+' in written else '-'}{int(hours):02}:{minutes}"


def on_day(value: str, day: date | None) -> str:
    """A clock time with its day, and with the offset that its zone has on that day.

    "-05:00 US" is an hour less from the second Sunday of March to the first Sunday of November (Energy Policy Act of
    2005, section 110).
    """
    clock, _, country = value.removeprefix(DAY).partition(" ")
    if day is None:
        return f"XXXX-XX-XX{clock}"
    if country and nth_weekday(day.year, 3, 7, 2) <= day < nth_weekday(day.year, 11, 7, 1):
        clock = re.sub(r"-(\d\d)(?=:\d\d$)", lambda hours: f"-{int(hours[1]) - 1:02}", clock)
    return f"{day.isoformat()}{clock}"
