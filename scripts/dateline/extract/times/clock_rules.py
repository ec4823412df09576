"""Rules for the time of day on the clock, with its zone: "1:20 p.m. ET", "0800 UTC", "five o'clock", "noon"."""

from dataclasses import replace
from datetime import date

from dateline.extract.times import holidays
from dateline.extract.times.grammar import Frame, Match, Reading, Rule, is_title_word
from dateline.model.annotations import TimexType

DAY = "{day}"
"""Stands in a value for the day, which is found when the sentence's other expressions have been read."""

_CLOCK_CUES = frozenset(
    {
        "at",
        "by",
        "until",
        "till",
        "before",
        "after",
        "from",
        "to",
        "since",
        "around",
        "about",
        "between",
        "and",
    }
)


def _read_clock(match: Match, frame: Frame) -> Reading | None:
    hour, _, minute = match.part("clock")[0].text.partition(":")
    marked = match.has("meridiem") or match.has("local") or match.has("zone") or match.has("zone_offset")
    if not marked and not (frame.before and frame.before[-1].text.lower() in _CLOCK_CUES):
        return None
    return _time(int(hour), minute[:2], match)


def _read_dotted(match: Match, frame: Frame) -> Reading | None:
    """“10.30am”, as British papers write it."""
    hour, _, minute = match.text("number").partition(".")
    return _time(int(hour), minute, match) if hour.isdigit() and len(minute) == 2 else None


def _read_hour(match: Match, frame: Frame) -> Reading | None:
    return _time(match.number("hour"), "00", match)


def _read_hours(match: Match, frame: Frame) -> tuple[Reading, ...] | None:
    """“between 8 and 10 p.m.”: two hours that share "p.m."."""
    readings = []
    for name in ("hour", "hour2"):
        reading = _time(match.number(name), "00", match)
        if reading is None:
            return None
        readings.append(reading)
    cut = match.index("hour2")
    return replace(readings[0], last=0), replace(readings[1], first=cut)


def _read_military(match: Match, frame: Frame) -> Reading | None:
    digits = match.part("digits")[0].text
    return _time(int(digits[:2]), digits[2:], match)


def _read_bare_military(match: Match, frame: Frame) -> Reading | None:
    """“at 0300”: four digits that begin with 0 are an hour where a preposition of time stands before."""
    digits, cue = match.part("digits")[0].text, frame.before[-1].text.lower() if frame.before else ""
    return _time(int(digits[:2]), digits[2:], match) if digits[0] == "0" and cue in _CLOCK_CUES else None


def _read_named_hour(match: Match, frame: Frame) -> Reading | None:
    if is_title_word(match.part("hour_name")[0], frame):
        return None
    return Reading(TimexType.TIME, f"{DAY}T{match.value('hour_name')}{_offset(match)}")


def _time(hour: int, minute: str, match: Match) -> Reading | None:
    if match.has("meridiem"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match.text("meridiem").startswith("p") else 0)
    elif match.has("part") and hour < 12 and match.value("part") in ("AF", "EV", "NI"):
        hour += 12
    if hour > 24 or int(minute) > 59:
        return None
    return Reading(TimexType.TIME, f"{DAY}T{hour:02}:{minute}{_offset(match)}")


def _offset(match: Match) -> str:
    """The zone as an offset; "GMT +8" and "UTC-3:30" state it themselves."""
    if match.has("zone_offset"):
        sign = "+" if "+" in match.text("zone_offset") else "-"
        digits = "".join(char for char in match.text("zone_offset") if char.isdigit())
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
        return f"{sign}{int(hours):02}:{minutes}"
    return match.value("zone") if match.has("zone") else ""


def offset_on(day: date, offset: str) -> str:
    """The offset of a zone on a day.

    "-05:00 US" is an hour less from the second Sunday of March to the first Sunday of November (Energy Policy Act of
    2005, section 110).
    """
    fixed, _, country = offset.partition(" ")
    if not country:
        return offset
    is_summer = holidays.nth_weekday(day.year, 3, 7, 2) <= day < holidays.nth_weekday(day.year, 11, 7, 1)
    return f"-{int(fixed[1:3]) - is_summer:02}:00"


_ZONE = "(open? (<zone> | <zone_offset>) time? close? | local time)?"

RULES = (
    Rule(f"<hour:n2> (to | and | dash | until) <hour2:n2> <meridiem> {_ZONE}", _read_hours),
    Rule(f"<clock> <meridiem>? {_ZONE}", _read_clock),
    Rule("<clock> <meridiem>? <local> time", _read_clock),
    Rule(f"<number:num> <meridiem> {_ZONE}", _read_dotted),
    Rule(f"<hour:n2> <meridiem> {_ZONE}", _read_hour),
    Rule("<hour:n2> oclock (in the <part>)?", _read_hour),
    Rule("<hour:word> oclock (in the <part>)?", _read_hour),
    Rule("<hour:n2> in the <part>", _read_hour),
    Rule("<digits:n4> (unit | units)? (<zone> | <zone_offset>)", _read_military),
    Rule("<digits:n4> (local time | oclock)", _read_military),
    Rule("<digits:n4>", _read_bare_military),
    Rule(f"<hour_name> {_ZONE}", _read_named_hour),
)
