"""Rules for days and months of the calendar.

What the expression leaves out (a year, a month) comes from the frame: the reference and the tense.
"""

from datetime import date

from dateline.extract import timex_values
from dateline.extract.times import holidays
from dateline.extract.times.grammar import Frame, Match, Reading, Rule
from dateline.extract.times.lexer import Lexeme
from dateline.extract.times.year_rules import FIRST_YEAR, LAST_YEAR, expand_year, full_year, year_of_month
from dateline.lang import lexicon
from dateline.model.annotations import DateBasis, TimexType


def _date(value: str, *, stated: bool) -> Reading:
    return Reading(TimexType.DATE, value, DateBasis.STATED if stated else DateBasis.RELATIVE)


# --- days ---------------------------------------------------------------------------------------------------


def _day_of(match: Match, name: str = "day") -> int:
    written = match.part(name)[0].text
    return int("".join(char for char in written if char.isdigit()))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _read_full_date(match: Match, frame: Frame) -> Reading | None:
    year, month, day = full_year(match, frame), match.number("month"), _day_of(match)
    return _date(f"{year:04}-{month:02}-{day:02}", stated=True) if _is_day(year, month, day) else None


def _read_day_of_year(match: Match, frame: Frame) -> Reading | None:
    month, day = match.number("month"), _day_of(match)
    if (month, day) == (9, 11) and _is_attack(frame):
        return _date("2001-09-11", stated=False)
    value = day_of_year(month, day, frame)
    return _date(value, stated=False) if value else None


def _is_attack(frame: Frame) -> bool:
    """Whether "September 11" names the attacks of 2001."""
    return any(
        lexeme.text.lower() in ("attack", "attacks", "terror", "terrorist", "hijackers")
        for lexeme in frame.after
    )


def day_of_year(month: int, day: int, frame: Frame) -> str | None:
    """The value of a day that is given without its year."""
    if not _is_day(2000, month, day):
        return None
    if frame.reference is None:
        return f"XXXX-{month:02}-{day:02}"
    year = timex_values.year_of_day(frame.reference, month, day, frame.direction())
    return f"{year:04}-{month:02}-{day:02}" if year else None


def _read_day_with_deictic_year(match: Match, frame: Frame) -> Reading | None:
    """“April 5 of last year”, “April 5 last year”."""
    month, day = match.number("month"), _day_of(match)
    if frame.reference is None:
        return _date(f"XXXX-{month:02}-{day:02}", stated=False)
    year = frame.reference.year + match.number("side")
    return _date(f"{year:04}-{month:02}-{day:02}", stated=False) if _is_day(year, month, day) else None


def _read_days(match: Match, frame: Frame) -> tuple[Reading, ...] | None:
    """“from 3 to 5 March”, “March 3-5, 2021”: two days, one of them without its month."""
    month, first, last = match.number("month"), _day_of(match, "first"), _day_of(match, "last")
    if match.has("year"):
        year: int | None = full_year(match, frame)
    elif frame.reference:
        year = timex_values.year_of_day(frame.reference, month, last, frame.direction())
    else:
        year = None
    if first >= last or not all(_is_day(year or 2000, month, day) for day in (first, last)):
        return None
    values = [f"{year or 'XXXX'}-{month:02}-{day:02}" for day in (first, last)]
    basis = DateBasis.STATED if match.has("year") else DateBasis.RELATIVE
    cut = match.index("last")
    if match.index("month") < match.index("first"):
        return (
            Reading(TimexType.DATE, values[0], basis, 0, match.index("first")),
            Reading(TimexType.DATE, values[1], basis, cut, None),
        )
    return (
        Reading(TimexType.DATE, values[0], basis, match.index("first"), match.index("first")),
        Reading(TimexType.DATE, values[1], basis, cut, None),
    )


def _read_three_days(match: Match, frame: Frame) -> tuple[Reading, ...] | None:
    """“May 3, 4 and 5”."""
    ends = _read_days(match, frame)
    middle = _day_of(match, "middle")
    if ends is None or not _day_of(match, "first") < middle < _day_of(match, "last"):
        return None
    first, last = ends
    index = match.index("middle")
    value = f"{first.value[:-2]}{middle:02}"
    return first, Reading(TimexType.DATE, value, first.basis, index, index), last


def _read_iso(match: Match, frame: Frame) -> Reading | None:
    written = match.part("iso")[0].text
    day, _, clock = written.partition("T")
    year, month, number = (int(part) for part in day.split("-"))
    if not _is_day(year, month, number):
        return None
    value = f"{year:04}-{month:02}-{number:02}"
    if clock:
        return Reading(TimexType.TIME, f"{value}T{clock}", DateBasis.STATED)
    return _date(value, stated=True)


def _read_slashed(match: Match, frame: Frame) -> Reading | None:
    written = match.part("slashed")[0].text
    dotted = "." in written
    first, second, year = (int(part) for part in written.replace(".", "/").split("/"))
    if year < 100:
        year = expand_year(year, frame.reference)
    day_first = dotted or first > 12 or (frame.day_first and second <= 12)
    month, day = (second, first) if day_first else (first, second)
    return _date(f"{year:04}-{month:02}-{day:02}", stated=True) if _is_day(year, month, day) else None


# --- months -------------------------------------------------------------------------------------------------


def _read_month_of_year(match: Match, frame: Frame) -> Reading | None:
    year = full_year(match, frame)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return _date(f"{year:04}-{match.number('month'):02}", stated=True)


def _read_months_of_year(match: Match, frame: Frame) -> tuple[Reading, ...] | None:
    """“in March and April of 2008”: two months that share the year."""
    year = full_year(match, frame)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    first, second = (f"{year:04}-{match.number(name):02}" for name in ("month", "month2"))
    if first > second:
        return None
    return (
        Reading(TimexType.DATE, first, DateBasis.STATED, 0, 0),
        Reading(TimexType.DATE, second, DateBasis.STATED, match.index("month2")),
    )


def _read_days_of_year(match: Match, frame: Frame) -> tuple[Reading, ...] | None:
    """“from March 3 to April 5, 2019”: two days that share the year."""
    year, values = full_year(match, frame), []
    for month, day in (("month", "first"), ("month2", "last")):
        if not _is_day(year, match.number(month), _day_of(match, day)):
            return None
        values.append(f"{year:04}-{match.number(month):02}-{_day_of(match, day):02}")
    if values[0] > values[1]:
        return None
    cut = min(match.index("month2"), match.index("last"))
    return (
        Reading(
            TimexType.DATE, values[0], DateBasis.STATED, 0, max(match.index("month"), match.index("first"))
        ),
        Reading(TimexType.DATE, values[1], DateBasis.STATED, cut),
    )


def _read_month(match: Match, frame: Frame) -> Reading | None:
    if not _is_month(match, frame):
        return None
    month = match.number("month")
    if frame.reference is None:
        return _date(f"XXXX-{month:02}", stated=False)
    return _date(
        f"{timex_values.year_of_month(frame.reference, month, frame.direction()):04}-{month:02}", stated=False
    )


def _is_month(match: Match, frame: Frame) -> bool:
    """Not a person ("May said", "Theresa May", "April Jones") and not "the March on Washington"."""
    index = match.index("month")
    name = match.part("month")[0].text.rstrip(".").lower()
    if name not in ("may", "march", "april", "june", "august", "jan", "mar"):
        return True
    token, before = frame.token(index), (*frame.before, *match.lexemes[:index])[-1:]
    is_person = token is None or token.ent_type_ == "PERSON"
    cue = before[0].text.lower() if before else ""
    if cue in lexicon.words("times/month_cues"):
        return not (
            is_person
            and cue not in ("in", "since", "until", "during", "last", "next", "this", "late", "early")
        )
    if token is None or is_person or token.pos_ in ("VERB", "AUX") or _is_name_beside(before, frame.after):
        return False
    return token.dep_ == "compound" or (
        token.dep_ in ("nmod", "npadvmod", "poss", "conj", "amod") and cue not in ("the", "a")
    )


def _is_name_beside(before: tuple[Lexeme, ...], after: tuple[Lexeme, ...]) -> bool:
    """Whether a capitalised word stands before or behind: "Theodora May", "April Jones"."""
    return any(lexeme.kind == "x" and lexeme.text[0].isupper() for lexeme in (*before, *after[:1]))


def _read_month_beside(match: Match, frame: Frame) -> Reading | None:
    """“last September”, “next May”, “this past March”, “September last year”; not “looked past November”."""
    month, side = match.number("month"), -1 if match.has("this") else match.number("side")
    if match.text("side") == "past" and not match.has("unit"):
        return None
    if frame.reference is None:
        return _date(f"XXXX-{month:02}", stated=False)
    year = frame.reference.year
    if match.has("unit"):
        year += side
    elif side < 0:
        year -= month >= frame.reference.month
    elif side > 0:
        year += month <= frame.reference.month
    return _date(f"{year:04}-{month:02}", stated=False)


def _read_week_of_month(match: Match, frame: Frame) -> Reading | None:
    """“the last week of March”: the ISO week that lies in the month with most of its days."""
    month = match.number("month")
    year = year_of_month(match, frame, month)
    if year is None:
        return None
    if match.has("side"):
        day = holidays.nth_weekday(year, month, 7, -1)
    else:
        number = int(match.value("number").rstrip("stndrh"))
        if number > 4:
            return None
        day = holidays.nth_weekday(year, month, 4, number)
    return _date(timex_values.week_of(day), stated=match.has("year"))


_WEEKDAY = "(weekday comma? | short_weekday comma? )?"

_JOINT = "(dash | to | and | or | through | until | comma)"

RULES = (
    Rule(
        "<month> <first:DAY> comma <middle:DAY> comma? and <last:DAY> (comma? <year:n4>)?", _read_three_days
    ),
    Rule(f"<month> {_JOINT} <month2:month> (comma | of)? <year:n4>", _read_months_of_year),
    Rule(f"<month> <first:DAY> {_JOINT} <month2:month> <last:DAY> comma? <year:n4>", _read_days_of_year),
    Rule(f"<first:DAY> <month> {_JOINT} <last:DAY> <month2:month> comma? <year:n4>", _read_days_of_year),
    Rule(f"{_WEEKDAY} <month> (the)? <day:DAY> (comma | of)? <year:n4>", _read_full_date),
    Rule(f"{_WEEKDAY} the? <day:DAY> dash? of? dash? <month> dash? comma? <year:n4>", _read_full_date),
    Rule(f"{_WEEKDAY} <month> (the)? <day:DAY>", _read_day_of_year),
    Rule(f"{_WEEKDAY} the? <day:DAY> of? <month>", _read_day_of_year),
    Rule(
        f"{_WEEKDAY} <month> <day:DAY> (of | comma)? (the)? <side:SIDE> <unit:year>",
        _read_day_with_deictic_year,
    ),
    Rule(
        f"{_WEEKDAY} the? <day:DAY> of? <month> (of | comma)? (the)? <side:SIDE> <unit:year>",
        _read_day_with_deictic_year,
    ),
    Rule(
        "<month> <first:DAY> (dash | to | and | through | until) <last:DAY> (comma? <year:n4>)?", _read_days
    ),
    Rule(
        "(the)? <first:DAY> (dash | to | and | through | until) (the)? <last:DAY> of? <month> (comma? <year:n4>)?",
        _read_days,
    ),
    Rule("<iso>", _read_iso),
    Rule("<slashed>", _read_slashed),
    Rule("<month> (comma | of)? <year:YEAR>", _read_month_of_year),
    Rule("<month> dash <year:YEAR>", _read_month_of_year),
    Rule("<month> (of | comma)? (the)? <side:SIDE> <unit:year>", _read_month_beside),
    Rule("(<this> last | <side:SIDE>) <month>", _read_month_beside),
    Rule("<month>", _read_month),
    Rule(
        "(the)? (<side:last> | <number:ORDINAL>) <week> of <month> (comma? <year:n4>)?",
        _read_week_of_month,
    ),
)
