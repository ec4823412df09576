"""Rules for the days and seasons that have names: weekdays, weekends, seasons, feasts.

Which Tuesday or which summer is meant comes from the frame: the reference and the tense.
"""

from datetime import date, timedelta

from dateline.extract import timex_values
from dateline.extract.times import holidays
from dateline.extract.times.grammar import NARRATIVE, Frame, Match, Reading, Rule
from dateline.extract.times.year_rules import full_year, ordinal_of, year_of_month
from dateline.extract.timex_values import Direction
from dateline.model.annotations import DateBasis, TimexType

_SEASON_CUES = frozenset(
    {
        "in",
        "of",
        "by",
        "during",
        "until",
        "since",
        "through",
        "at",
        "over",
        "from",
        "before",
        "after",
        "between",
    }
)
_NOT_OF_SEASON = frozenset(
    {"water", "roll", "rolls", "onion", "onions", "mattress", "mattresses", "chicken", "board"}
)
"""Nouns behind "spring" that make it no season."""


def _date(value: str, *, stated: bool) -> Reading:
    return Reading(TimexType.DATE, value, DateBasis.STATED if stated else DateBasis.RELATIVE)


def _read_season(match: Match, frame: Frame) -> Reading | None:
    season = match.value("season")
    if match.has("year"):
        return _date(f"{full_year(match, frame):04}-{season}", stated=True)
    if not _is_season(match, frame):
        return None
    if frame.reference is None:
        return _date(f"XXXX-{season}", stated=False)
    side = match.number("side") if match.has("side") else 0
    if match.has("unit"):
        return _date(f"{frame.reference.year + side:04}-{season}", stated=False)
    if side:
        return _date(timex_values.season_beside(frame.reference, season, side), stated=False)
    return _date(timex_values.season_near(frame.reference, season, frame.direction()), stated=False)


def _is_season(match: Match, frame: Frame) -> bool:
    """“in the spring”, “last fall”, “autumn meetings”; not “a fall in prices”, “hot springs”, “spring water”."""
    token = frame.token(match.index("season"))
    if match.has("side"):
        return True
    cue = frame.before[-1].kind if frame.before else ""
    follower = frame.after[0].text.lower() if frame.after else ""
    if match.text("season") == "fall":
        return cue in ("in", "by", "since", "until") and follower not in ("in", "of", "from", "to")
    if match.has("the"):
        return cue in _SEASON_CUES
    if token is None or token.pos_ not in ("NOUN", "PROPN") or follower in _NOT_OF_SEASON:
        return False
    return not any(child.dep_ in ("det", "amod", "compound", "poss", "nummod") for child in token.children)


def _read_weekday(match: Match, frame: Frame) -> Reading | None:
    number = match.number("weekday")
    part = f"T{match.value('part')}" if match.has("part") else ""
    kind = TimexType.TIME if part else TimexType.DATE
    # "the panic following Tuesday's quake", "until past Friday": prepositions, unless "the" or "this" stands before.
    is_preposition = match.text("side") in (*NARRATIVE, "past") and not (
        match.has("the") or match.has("this")
    )
    first = int(is_preposition)
    side = match.number("side") if match.has("side") and not first else 0
    day = _weekday(match, number, frame, side)
    return Reading(kind, f"{day.isoformat() if day else f'XXXX-WXX-{number}'}{part}", first=first)


def _weekday(match: Match, number: int, frame: Frame, side: int) -> date | None:
    reference = frame.reference
    if match.text("side") in NARRATIVE and side and frame.anchors.day:
        reference = timex_values.start_of(frame.anchors.day)
    if reference is None:
        return None
    if match.has("week"):
        monday = timex_values.moved(reference, match.number("week_side"), "W") or reference
        return date.fromisocalendar(*monday.isocalendar()[:2], number)
    if side:
        return timex_values.weekday_beside(reference, number, side)
    if match.has("this") and frame.direction() is not Direction.PAST:
        return timex_values.weekday_near(reference, number, Direction.FUTURE)
    return timex_values.weekday_near(reference, number, frame.direction())


def _read_weekdays_in_row(match: Match, frame: Frame) -> tuple[Reading, ...]:
    """“from Monday to Wednesday”: the second follows the first."""
    first, last = match.number("weekday"), match.number("weekday2")
    length = (last - first) % 7
    values = [f"XXXX-WXX-{first}", f"XXXX-WXX-{last}"]
    if frame.reference:
        direction = frame.direction()
        is_ahead = direction.is_ahead or direction is Direction.PRESENT
        day = timex_values.weekday_near(frame.reference, first if is_ahead else last, direction)
        start = day if is_ahead else day - timedelta(days=length)
        values = [start.isoformat(), (start + timedelta(days=length)).isoformat()]
    return (
        Reading(TimexType.DATE, values[0], last=match.index("weekday")),
        Reading(TimexType.DATE, values[1], first=match.index("weekday2")),
    )


def _read_weekday_of_month(match: Match, frame: Frame) -> Reading | None:
    """“the first Tuesday of November”."""
    month, weekday = match.number("month"), match.number("weekday")
    number = -1 if match.has("side") else ordinal_of(match, "number")
    year = year_of_month(match, frame, month)
    if year is None:
        return None
    if number > 4 or (match.has("side") and match.text("side") != "last"):
        return None
    return _date(holidays.nth_weekday(year, month, weekday, number).isoformat(), stated=match.has("year"))


def _read_weekend(match: Match, frame: Frame) -> Reading | None:
    if len(match.lexemes) == 1 and not (frame.before and frame.before[-1].kind in ("over", "at", "on")):
        return None  # "two feasts and a weekend"
    if frame.reference is None:
        return _date("XXXX-WXX-WE", stated=False)
    return _date(_weekend(match, frame, frame.reference), stated=False)


def _weekend(match: Match, frame: Frame, reference: date) -> str:
    side, direction = match.number("side") if match.has("side") else 0, frame.direction()
    if match.has("this") and side:
        return timex_values.weekend_near(reference, Direction.PAST)  # "this past weekend"
    if match.text("side") in ("coming", "upcoming"):
        return timex_values.weekend_near(reference, Direction.FUTURE)
    if side:
        return timex_values.unit_of(timex_values.moved(reference, side, "W") or reference, "WE")
    if match.has("this") and direction is Direction.UNKNOWN:
        direction = Direction.FUTURE
    return timex_values.weekend_near(reference, direction)


def _read_holiday(match: Match, frame: Frame) -> Reading | None:
    name = match.value("holiday")
    if match.has("year"):
        return _date(holidays.day_of(name, full_year(match, frame)).isoformat(), stated=True)
    if holidays.is_single(name):
        return _date(holidays.day_of(name, 2000).isoformat(), stated=True)
    if frame.reference is None:
        return None
    if match.has("side"):
        return _date(_holiday_beside(name, frame.reference, match.number("side")).isoformat(), stated=False)
    return _date(_holiday_near(name, frame.reference, frame.direction()).isoformat(), stated=False)


def _holiday_beside(name: str, reference: date, side: int) -> date:
    """“last Christmas”, “this Easter”, “next Thanksgiving”."""
    before, this, after = (holidays.day_of(name, reference.year + step) for step in (-1, 0, 1))
    if side < 0:
        return this if this < reference else before
    if side > 0:
        return this if this > reference else after
    return this


def _holiday_near(name: str, reference: date, direction: Direction) -> date:
    """The feast as the tense has it, else the nearest: papers write of Christmas before and after it."""
    days = [holidays.day_of(name, reference.year + step) for step in (-1, 0, 1)]
    if direction.is_ahead:
        return min(day for day in days if day >= reference)
    if direction is Direction.PAST:
        return max(day for day in days if day <= reference)
    return min(days, key=lambda day: abs((day - reference).days))


RULES = (
    Rule("<weekday> (to | through | until | dash) <weekday2:weekday>", _read_weekdays_in_row),
    Rule(
        "the (<number:ORDINAL> | <side:last>) <weekday> (of | in) <month> (comma? <year:n4>)?",
        _read_weekday_of_month,
    ),
    Rule("(the)? <season> of? <year:YEAR>", _read_season),
    Rule("(the)? <season> of? (the)? <side:SIDE> <unit:year>", _read_season),
    Rule("SHADE? (the | this)? <side:SIDE> <season>", _read_season),
    Rule("<the>? <season>", _read_season),
    Rule(
        "(<the>? <side:NEIGHBOUR> | <this> (<side:NEIGHBOUR>)? | that)? <weekday> dash? <part>?",
        _read_weekday,
    ),
    Rule("(the)? <weekday> (of)? <week_side:SIDE> <week>", _read_weekday),
    Rule("(the | that | <this>)? <side:NEIGHBOUR>? <weekend>", _read_weekend),
    Rule("((the)? <side:SIDE>)? <holiday> (comma? (of)? <year:n4>)?", _read_holiday),
)
