"""Rules for times counted from another.

That is the reference ("yesterday", "last week", "two years ago") or the day that the narrative is at ("the same day",
"two months earlier", "the following year").
"""

from datetime import date

from dateline.extract import timex_values
from dateline.extract.times.duration_rules import amount_of, period
from dateline.extract.times.grammar import NARRATIVE, Frame, Match, Reading, Rule, is_title_word
from dateline.extract.timex_values import Direction
from dateline.model.annotations import DateBasis, TimexType

UNKNOWN = "XXXX-XX-XX"
"""A day that the text does not let us know."""
_CLOCK_UNITS = ("H", "m", "S")


def _date(value: str) -> Reading:
    return Reading(TimexType.DATE, value)


# --- counted from the reference -------------------------------------------------------------------------------


def _read_day_name(match: Match, frame: Frame) -> Reading | None:
    if is_title_word(match.part("day_name")[0], frame):
        return None
    if frame.reference is None:
        return _date("PRESENT_REF" if match.value("day_name") == "0" else UNKNOWN)
    day = timex_values.moved(frame.reference, match.number("day_name"), "D")
    if day is None:
        return None
    if match.has("part"):
        return Reading(TimexType.TIME, f"{day.isoformat()}T{match.value('part')}")
    return _date(day.isoformat())


def _read_last_night(match: Match, frame: Frame) -> Reading | None:
    part = match.lexemes[-1].value
    if match.text("side") != "last" or part not in ("NI", "EV") or frame.reference is None:
        return None
    return Reading(TimexType.TIME, f"{timex_values.moved(frame.reference, -1, 'D')}T{part}")


def _read_tonight(match: Match, frame: Frame) -> Reading | None:
    return Reading(TimexType.TIME, f"{frame.reference}TNI") if frame.reference else None


def _read_part_of_day(match: Match, frame: Frame) -> Reading | None:
    """The morning of the reference (“this morning”) or of the narrative (“that evening”, “the next morning”)."""
    part, shift = match.value("part"), match.number("side") if match.has("side") else 0
    if is_title_word(match.lexemes[0], frame):
        return None  # the programme "Velmark This Morning"
    if match.has("this"):
        return Reading(TimexType.TIME, f"{frame.reference}T{part}") if frame.reference else None
    day = _anchor_day(frame)
    day = timex_values.moved(day, shift, "D") if day else None
    return Reading(TimexType.TIME, f"{day}T{part}") if day else None


_POINTS_OF_DAY = frozenset({"dawn", "daybreak", "midday", "lunchtime", "dusk", "nightfall"})


def _read_part_alone(match: Match, frame: Frame) -> Reading | None:
    """“in the morning”, “in morning trading”, “at dawn”: of the day the narrative is at."""
    day = _anchor_day(frame)
    if day is None or not _is_part_of_that_day(match, frame):
        return None
    return Reading(TimexType.TIME, f"{day}T{match.value('part')}")


def _is_part_of_that_day(match: Match, frame: Frame) -> bool:
    cue, name = frame.before[-1].kind if frame.before else "", match.text("part")
    if name in _POINTS_OF_DAY and cue in ("at", "by", "before", "after", "until", "since", "around"):
        return True
    if match.has("the"):
        return cue in ("in", "during") and name != "night"
    token = frame.token(match.index("part"))
    return cue == "in" and token is not None and token.dep_ == "compound"


def _read_beside(match: Match, frame: Frame) -> Reading | None:
    """“last week”, “this year”, “next month”, “the previous quarter”."""
    side, unit, word = match.number("side"), match.value("unit"), match.text("side")
    is_vague = match.part("unit")[0].kind == "units" or unit in (*_CLOCK_UNITS, "2W")
    if is_vague or (unit == "D" and word in ("this", "last", "past")):
        return None
    if word in NARRATIVE or unit == "D":
        return _from_anchor(frame, side, unit)
    if match.has("the") and word in ("last", "past") and unit != "Q":
        # "over the past year" is a stretch that ends now.
        return Reading(TimexType.DURATION, period("1", unit))
    day = timex_values.moved(frame.reference, side, unit) if frame.reference else None
    return _date(timex_values.unit_of(day, unit) if day else UNKNOWN)


def _read_ago(match: Match, frame: Frame) -> Reading | None:
    """“three days ago”, “a year ago”: as fine as the unit, but weeks keep the day."""
    amount, unit = amount_of(match.part("amount")), match.value("unit")
    if frame.reference is None or amount is None or not amount.isdigit() or unit in ("m", "S"):
        return _date("PAST_REF")
    if unit == "H":
        amount, unit = str(int(amount) // 24), "D"
    value = _counted(frame.reference, -int(amount), unit)
    return _date(f"{value}T{match.value('part')}" if match.has("part") else value) if value else None


def _counted(reference: date, amount: int, unit: str) -> str | None:
    day = timex_values.moved(reference, amount, unit)
    if day is None:
        return None
    return day.isoformat() if unit in ("D", "W", "2W") else timex_values.unit_of(day, unit)


def _read_from_now(match: Match, frame: Frame) -> Reading | None:
    """“three weeks from now”, “in two days' time”."""
    amount, unit = amount_of(match.part("amount")), match.value("unit")
    if frame.reference is None or amount is None or not amount.isdigit() or unit in _CLOCK_UNITS:
        return _date("FUTURE_REF")
    value = _counted(frame.reference, int(amount), unit)
    return _date(value) if value else None


def _read_weekday_from(match: Match, frame: Frame) -> Reading | None:
    """“a week ago Monday”, “a week from Friday”."""
    if frame.reference is None:
        return None
    step = -7 if match.has("ago") else 7
    direction = Direction.PAST if match.has("ago") else Direction.FUTURE
    day = timex_values.weekday_near(frame.reference, match.number("weekday"), direction)
    moved = timex_values.moved(day, step, "D")
    return _date(moved.isoformat()) if moved else None


def _read_named_part(match: Match, frame: Frame) -> Reading | None:
    """“the end of the year”, “later in the day”: the unit that holds the reference, or the narrative's day."""
    unit = match.value("unit")
    if unit in _CLOCK_UNITS:
        return None
    return _whole(unit, frame)


def _whole(unit: str, frame: Frame) -> Reading | None:
    if unit == "D":
        return _same(unit, frame)
    if frame.reference is None:
        return _date(UNKNOWN)
    return _date(timex_values.unit_of(frame.reference, unit))


def _read_whole_unit(match: Match, frame: Frame) -> Reading | None:
    """“the entire year”, “the whole week”."""
    if match.value("unit") in _CLOCK_UNITS or match.text("filler") not in ("entire", "whole", "full"):
        return None
    return _same(match.value("unit"), frame)


def _read_running_unit(match: Match, frame: Frame) -> Reading | None:
    """“the third straight day”: the day that the narrative is at."""
    if match.value("unit") in _CLOCK_UNITS:
        return None
    if match.has("filler") and match.text("filler") not in ("straight", "consecutive", "successive"):
        return None
    return _same(match.value("unit"), frame)


def _read_same_period(match: Match, frame: Frame) -> Reading | None:
    """“the same quarter last year”: what the narrative is at, a year before, as finely as it stood."""
    point = frame.anchors.point
    own = timex_values.precision_of(point) if point else None
    value = timex_values.shift(point, -1, "Y") if point else None
    if point is None or own is None or value is None:
        return _date(UNKNOWN)
    return _date(value + point[4:] if own in ("Q", "M", "S") else value)


def _read_that_time(match: Match, frame: Frame) -> Reading | None:
    """“by that time”: the day or month just named."""
    return _date(frame.anchors.point) if frame.anchors.point and _has_limit_before(frame) else None


def _has_limit_before(frame: Frame) -> bool:
    return bool(frame.before) and frame.before[-1].kind in ("by", "since", "until", "till")


def _read_unit_end(match: Match, frame: Frame) -> Reading | None:
    """“by year-end”."""
    is_end = match.text("portion") == "end" and match.value("unit") in ("Y", "M", "W", "Q")
    return _whole(match.value("unit"), frame) if is_end else None


def _read_months_of(match: Match, frame: Frame) -> Reading | None:
    """“the first three months of the year” is its first quarter, “the last six months of 2010” its second half."""
    amount = amount_of(match.part("amount"))
    if amount is None or match.value("unit") != "M":
        return None
    if match.has("n4"):
        year = match.number("n4")
    elif frame.reference:
        year = frame.reference.year + (match.number("side2") if match.has("side2") else 0)
    else:
        return None
    is_first = match.text("side") == "first"
    code = {"3": "Q1" if is_first else "Q4", "6": "H1" if is_first else "H2"}.get(amount)
    if code is None:
        return Reading(TimexType.DURATION, f"P{amount}M")
    basis = DateBasis.STATED if match.has("n4") else DateBasis.RELATIVE
    return Reading(TimexType.DATE, f"{year:04}-{code}", basis)


def _read_closing_day(match: Match, frame: Frame) -> Reading | None:
    """“ended the day at 40 points”, “for the day”: the day the narrative is at."""
    token = frame.token(match.index("unit"))
    if token is None or match.value("unit") in _CLOCK_UNITS:
        return None
    is_bound = token.head.lemma_ in ("end", "finish", "close", "begin", "start")
    governed = is_bound and token.dep_ in ("dobj", "npadvmod", "pobj")
    is_for = bool(frame.before) and frame.before[-1].kind == "for" and _stands_alone(frame)
    is_owner = bool(frame.after) and frame.after[0].kind == "poss"
    return _whole(match.value("unit"), frame) if governed or is_for or is_owner else None


def _stands_alone(frame: Frame) -> bool:
    return not frame.after or frame.after[0].kind in ("comma", "dot", "and", "close")


# --- counted from the narrative -------------------------------------------------------------------------------


def _anchor_day(frame: Frame) -> date | None:
    """The day the narrative is at; the reference where it has not left it."""
    return timex_values.start_of(frame.anchors.day) if frame.anchors.day else frame.reference


def _same(unit: str, frame: Frame) -> Reading | None:
    """The unit that holds the narrative's day: "that month"."""
    return _from_anchor(frame, 0, unit)


def _from_anchor(frame: Frame, steps: int, unit: str) -> Reading | None:
    anchor = frame.anchors.for_unit(unit)
    if anchor is None and frame.reference:
        # "A week later she found the key": told as past, so not a week from the publication.
        is_told = steps > 0 and frame.direction() is Direction.PAST
        anchor = None if is_told else frame.reference.isoformat()
    value = timex_values.shift(anchor, steps, unit) if anchor else None
    return _date(value or UNKNOWN)


def _read_same(match: Match, frame: Frame) -> Reading | None:
    unit = match.value("unit")
    if unit in _CLOCK_UNITS:
        return None
    return _same(unit, frame)


def _read_day_beside(match: Match, frame: Frame) -> Reading | None:
    """“the day before”, “a year later”, “two months earlier”.

    With a complement (“the day before the vote”, “two years after he left”) the point is an event that the calendar
    does not know.
    """
    unit = match.value("unit")
    amount = amount_of(match.part("amount")) if match.has("amount") else "1"
    word = match.text("step")
    if frame.after and frame.after[0].kind == "than":
        return None
    if unit in _CLOCK_UNITS:
        return None
    if word in ("before", "after") and not _ends_here(frame):
        return None if match.has("amount") else _date(UNKNOWN)
    if amount is None or not amount.isdigit():
        return _date(UNKNOWN)
    return _from_anchor(frame, match.number("step") * int(amount), unit)


def _ends_here(frame: Frame) -> bool:
    """Whether nothing follows that "before" or "after" could govern."""
    if not frame.after:
        return True
    return frame.after[0].kind in ("comma", "dot", "close", "dash", "and", "in", "at", "when", "to", "by")


# --- vague ------------------------------------------------------------------------------------------------------


def _read_present(match: Match, frame: Frame) -> Reading | None:
    return _date("PRESENT_REF")


def _read_past(match: Match, frame: Frame) -> Reading | None:
    if frame.before and frame.before[-1].kind == "as":
        return None  # "as recently as Saturday"
    return _date("PAST_REF")


def _read_future(match: Match, frame: Frame) -> Reading | None:
    return _date("FUTURE_REF")


def _read_the_past(match: Match, frame: Frame) -> Reading | None:
    """“in the past”; not “the past owner”."""
    return _date("PAST_REF") if match.text("side") == "past" and _stands_alone(frame) else None


def _read_now(match: Match, frame: Frame) -> Reading | None:
    """“now” of time, not “now that”, “now, then”."""
    if (frame.after and frame.after[0].kind == "that") or is_title_word(match.lexemes[0], frame):
        return None
    if match.has("unit") and match.text("unit") != "days":
        return None
    return _date("PRESENT_REF")


def _read_soon(match: Match, frame: Frame) -> Reading | None:
    """“very soon”; not “as soon as”, “soon after”, “too soon”."""
    is_compared = bool(frame.before) and frame.before[-1].kind == "as"
    is_counted = bool(frame.after) and frame.after[0].kind in ("as", "forth", "back", "before", "after")
    return None if is_compared or is_counted else _date("FUTURE_REF")


def _read_current(match: Match, frame: Frame) -> Reading | None:
    """The adjective "current": "the current owner"; with a unit ("the current year") another rule reads it."""
    return _date("PRESENT_REF") if match.text("this") == "current" else None


RULES = (
    Rule("SHADE? <day_name> dash? <part>?", _read_day_name),
    Rule("<side:last> dash? part", _read_last_night),
    Rule("SHADE? tonight | overnight", _read_tonight),
    Rule("SHADE? <this> <part>", _read_part_of_day),
    Rule("(that | (the)? <side:NEIGHBOUR>) <part>", _read_part_of_day),
    Rule("<the>? phase? <part>", _read_part_alone),
    Rule("SHADE? this <side:last> <unit:UNIT>", _read_beside),
    Rule("SHADE? <the>? <side:SIDE> <unit:UNIT>", _read_beside),
    Rule("ABOUT? <amount:AMOUNT> FILLER? <unit:UNIT> <ago> <part>?", _read_ago),
    Rule("units ago | long ago", _read_past),
    Rule("the? <unit:UNIT> dash <portion>", _read_unit_end),
    Rule(
        "the? <side:ENDS> <amount:AMOUNT> <unit:units> of (<n4> | the? <side2:SIDE> year | the year)",
        _read_months_of,
    ),
    Rule("<amount:AMOUNT> <unit:UNIT> from (now | day_name)", _read_from_now),
    Rule("in <amount:AMOUNT> <unit:UNIT> poss time", _read_from_now),
    Rule("a <week> (<ago> | from) on? <weekday>", _read_weekday_from),
    Rule("the portion of the <unit:UNIT>", _read_named_part),
    Rule("SHADE in the <unit:UNIT>", _read_named_part),
    Rule("the <filler> <unit:UNIT>", _read_whole_unit),
    Rule("(the | a)? ORDINAL <filler> <unit:UNIT>", _read_running_unit),
    Rule(
        "the that (period | quarter | UNIT) of? the? (last year | a year STEP | a year ago)",
        _read_same_period,
    ),
    Rule("(the | a)? ORDINAL <unit:UNIT> (in a row | running)", _read_running_unit),
    Rule("that time", _read_that_time),
    Rule("the <unit:UNIT>", _read_closing_day),
    Rule("SHADE? the? that <unit:UNIT>", _read_same),
    Rule("the <unit:UNIT> <step:STEP>", _read_day_beside),
    Rule("ABOUT? <amount:AMOUNT> FILLER? <unit:UNIT> <step:STEP>", _read_day_beside),
    Rule("now | nowadays | currently | presently | these <unit:units>", _read_now),
    Rule("at present | the time being | at the moment | for the moment", _read_present),
    Rule("<this>", _read_current),
    Rule("(more | most | very)? recently | lately | recent", _read_past),
    Rule("very? soon | the (near | foreseeable)? future | near future", _read_soon),
    Rule("the (near | long | short) dash? term", _read_future),
    Rule("the <side:last>", _read_the_past),
)
