"""Calendar arithmetic on TIMEX3 values (ISO-TimeML 1.2), and the EDTF date that a value stands for.

    2023  2023-09  2023-09-12  2023-W37  2023-W37-WE  2023-Q3  2023-H2  2023-SU  201  20
    2023-09-12TMO  2023-09-12T13:20-04:00  FY2023  P1W  XXXX-WXX-2  PAST_REF

Nothing here asks for today's date: what is relative is counted from a reference that the caller gives.
"""

import calendar
import re
from datetime import date, datetime, timedelta
from enum import Enum

from dateline.model import edtf
from dateline.model.article import Article


class Direction(Enum):
    """On which side of the reference the words around an expression put it."""

    PAST = "past"
    FUTURE = "future"
    PRESENT = "present"
    """A present tense: a fixed plan ("talks resume Monday") or what goes on now."""
    INTENDED = "intended"
    """Ahead of a moment that may itself lie back: "said it would meet", "plans to meet", "could meet"."""
    UNKNOWN = "unknown"

    @property
    def is_ahead(self) -> bool:
        """Whether the words look ahead."""
        return self in (Direction.FUTURE, Direction.INTENDED)


SEASON_CODES = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
"""TimeML's letters for the seasons and EDTF's numbers for them."""

_VALUE = re.compile(
    r"""
    (?P<D>\d{4}-\d\d-\d\d(?:T.*)?)
  | (?P<W>\d{4}-W\d\d)
  | (?P<WE>\d{4}-W\d\d-WE)
  | (?P<M>\d{4}-(?:0[1-9]|1[0-2]))
  | (?P<Q>\d{4}-[QH]\d)
  | (?P<S>\d{4}-(?:SP|SU|FA|WI))
  | (?P<FY>FY\d{4}(?:-[QH]\d)?)
  | (?P<Y>\d{4})
  | (?P<E>\d{3})
  | (?P<C>\d\d)
    """,
    re.VERBOSE | re.ASCII,
)
"""The forms of calendar values by their unit: of a half-year as of a quarter, S for a season, FY for a fiscal year."""

_CLOCK = re.compile(r"(\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d)(Z|[+-]\d\d:\d\d)?", re.ASCII)

_MONTHS = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
_DAYS = {"D": 1, "W": 7, "WE": 7, "2W": 14}
"""How many months or days a unit has."""

_FIRST_YEAR, _LAST_YEAR = 1500, 9000
"""No article was published outside these, and counting from a day near the calendar's ends would leave it."""

Reference = date | datetime
"""The day (with its hour and zone, where known) that relative expressions are counted from."""


# --- the reference -----------------------------------------------------------------------------------------


def reference_of(article: Article) -> Reference | None:
    """When the article was published, else updated, as it says itself; None when it doesn't say.

    The day stays as the article writes it, in its own zone: that is the "Tuesday" of its text.
    """
    for stamp in (article.published, article.updated):
        parsed = _parse_stamp(stamp or "")
        if parsed:
            return parsed
    return None


def _parse_stamp(stamp: str) -> Reference | None:
    try:
        parsed = datetime.fromisoformat(stamp) if "T" in stamp else date.fromisoformat(stamp)
    except ValueError:
        return None
    return parsed if _FIRST_YEAR <= parsed.year <= _LAST_YEAR else None


def day_of(reference: Reference) -> date:
    """The day of a reference, in its own zone."""
    return reference.date() if isinstance(reference, datetime) else reference


# --- from days to values ------------------------------------------------------------------------------------


def week_of(day: date) -> str:
    """The ISO week: 2023-W37."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def unit_of(day: date, unit: str) -> str:
    """The year, quarter, month, week, weekend, decade, century or day (Y Q M W WE E C D) that holds a day."""
    match unit:
        case "Y":
            return f"{day.year:04}"
        case "Q":
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case "M":
            return f"{day.year:04}-{day.month:02}"
        case "W":
            return week_of(day)
        case "WE":
            return week_of(day) + "-WE"
        case "E":
            return f"{day.year // 10:03}"
        case "C":
            return f"{day.year // 100:02}"
    return day.isoformat()


def moved(day: date, amount: int, unit: str) -> date | None:
    """The day that many units on (back when negative); the last of the month where it has no such day."""
    try:
        if unit in _DAYS:
            return day + timedelta(days=amount * _DAYS[unit])
        year, month = divmod(day.year * 12 + day.month - 1 + amount * _MONTHS[unit], 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):  # beyond the years that a calendar has
        return None


_FINENESS = {"C": 0, "E": 1, "Y": 2, "Q": 3, "S": 3, "M": 4, "WE": 5, "W": 6, "2W": 6, "D": 7}


def shift(value: str, amount: int, unit: str) -> str | None:
    """The value that lies so many units (Y Q M W D ...) from a calendar value, no finer than either of the two.

    "2019-04-25" and 2 M give "2019-06"; weeks keep the day.  None for what is no calendar point, and for a step
    finer than the value (two days after "2019-04").
    """
    start, own = start_of(value), precision_of(value)
    if start is None or own is None or not _FINENESS.get(unit, 9) <= _FINENESS[own]:
        return None
    day = moved(start, amount, unit)
    if day is None:
        return None
    if own == "D" and amount and unit in ("W", "2W", "D"):
        return day.isoformat()
    return unit_of(day, own if own == "W" and unit in ("W", "2W", "WE") else unit)


def start_of(value: str) -> date | None:
    """The first day of what a calendar value covers."""
    written = edtf_of(value)
    return edtf.parse(written).earliest if written else None


def end_of(value: str) -> date | None:
    """The last day of what a calendar value covers."""
    written = edtf_of(value)
    return edtf.parse(written).latest if written else None


def precision_of(value: str) -> str | None:
    """The unit of a calendar value: C E Y S (season) Q M W WE D; None for any other value."""
    form = _VALUE.fullmatch(value)
    return form.lastgroup if form and form.lastgroup != "FY" else None


# --- choosing among candidates --------------------------------------------------------------------------------


def weekday_near(reference: date, weekday: int, direction: Direction) -> date:
    """The weekday (ISO: Monday is 1) that a bare name means: the latest one, that day included, or the next.

    The latest one is right for about 90 % of the weekdays in news; only a cue that governs the name makes it the next.
    Nobody plans for "Tuesday" on a Wednesday without "next": a weak cue leaves yesterday's name with yesterday.
    """
    ahead = (weekday - reference.isoweekday()) % 7
    if direction is Direction.FUTURE or (direction in (Direction.INTENDED, Direction.PRESENT) and ahead < 6):
        return reference + timedelta(days=ahead)
    return reference - timedelta(days=(reference.isoweekday() - weekday) % 7)


def weekday_beside(reference: date, weekday: int, side: int) -> date:
    """“last Friday” (side -1) or “next Friday” (1): the nearest that is neither today nor one day away.

    Nobody calls tomorrow “next Tuesday”; a writer who means it says “tomorrow” or “Tuesday”.
    """
    distance = (side * (weekday - reference.isoweekday())) % 7
    return reference + timedelta(days=side * (distance if distance > 1 else distance + 7))


_WINDOWS = {
    Direction.PAST: 11,
    Direction.FUTURE: 2,
    Direction.INTENDED: 2,
    Direction.PRESENT: 6,
    Direction.UNKNOWN: 7,
}
"""How many months back a bare day of the year may lie: the year of "June 18" is the one that puts it there."""


def year_of_day(reference: date, month: int, day: int, direction: Direction) -> int | None:
    """The year that a day without one means; None for a day no year near has (31 June)."""
    earliest = moved(reference, -_WINDOWS[direction], "M") or reference
    for year in range(earliest.year, earliest.year + 6):
        try:
            if date(year, month, day) >= earliest:
                return year
        except ValueError:
            continue
    return None


def year_of_month(reference: date, month: int, direction: Direction) -> int:
    """The year that a bare month means: this month counts as past and as future."""
    if direction is Direction.INTENDED and (reference.month - month) % 12 in (1, 2):
        # "hopes to sell its April crop", said in May.
        return reference.year - (month > reference.month)
    if direction.is_ahead:
        return reference.year + (month < reference.month)
    if direction is Direction.PRESENT:
        # "The inquiry opens in March", said in January; "the March figures are", said in May.
        return reference.year + (month < reference.month - 6) - (month > reference.month + 6)
    return reference.year - (month > reference.month)


def season_near(reference: date, season: str, direction: Direction) -> str:
    """The season that a bare name means, counted by the year in which it begins."""
    spans = _seasons(reference, season)
    if direction.is_ahead or direction is Direction.PRESENT:
        return min(value for value, span in spans.items() if span.latest >= reference)
    return max(value for value, span in spans.items() if span.earliest <= reference)


def season_beside(reference: date, season: str, side: int) -> str:
    """“last autumn” (side -1), “next autumn” (1): the nearest that does not hold the reference."""
    spans = _seasons(reference, season)
    if side < 0:
        return max(value for value, span in spans.items() if span.latest < reference)
    return min(value for value, span in spans.items() if span.earliest > reference)


def _seasons(reference: date, season: str) -> dict[str, edtf.Edtf]:
    """The seasons of that name in the years around, with the days that they cover."""
    years = range(reference.year - 2, reference.year + 3)
    return {f"{year:04}-{season}": edtf.parse(f"{year:04}-{SEASON_CODES[season]}") for year in years}


def weekend_near(reference: date, direction: Direction) -> str:
    """“the weekend”: the one under way, else the last, or the coming one when the words look ahead."""
    if reference.isoweekday() >= 6 or (direction.is_ahead or direction is Direction.PRESENT):
        return unit_of(reference, "WE")
    return unit_of(reference - timedelta(days=7), "WE")


# --- EDTF ---------------------------------------------------------------------------------------------------


def edtf_of(value: str) -> str | None:
    """The EDTF date of a value that is a calendar point or a stretch of the calendar, else None.

    A week, weekend, quarter or half-year is an interval; a part of a day its day; a clock time keeps its zone; a
    fiscal year, which begins on another day in each institution, is about the year it is named after.
    """
    form = _VALUE.fullmatch(value)
    written = _edtf_of_unit(value, str(form.lastgroup)) if form else None
    return written if written and edtf.is_valid(written) else None


def _edtf_of_unit(value: str, unit: str) -> str | None:
    match unit:
        case "D":
            clock = _CLOCK.fullmatch(value)
            return f"{clock[1]}:00{clock[2] or ''}" if clock else value[:10]
        case "W" | "WE":
            return _edtf_of_week(int(value[:4]), int(value[6:8]), unit == "WE")
        case "Q":
            months = 3 if value[5] == "Q" else 6
            last = int(value[6]) * months
            return f"{value[:4]}-{last - months + 1:02}/{value[:4]}-{last:02}"
        case "S":
            return f"{value[:4]}-{SEASON_CODES[value[5:]]}"
        case "FY":
            return f"{value[2:6]}~"
    return value.ljust(4, "X")


def _edtf_of_week(year: int, week: int, is_weekend: bool) -> str | None:
    try:
        first, last = (date.fromisocalendar(year, week, day) for day in (6 if is_weekend else 1, 7))
    except ValueError:
        return None
    return f"{first.isoformat()}/{last.isoformat()}"
