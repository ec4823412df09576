"""Rules for dates of the calendar: days, months, years, decades, centuries, fiscal years, quarters and halves.

What the expression leaves out (a year, a month) comes from the frame: the reference and the tense.
"""

from datetime import date

from dateline import lexicon
from dateline.model import DateBasis, TimexType
from dateline.nlp import dates, holidays
from dateline.nlp.timex_grammar import Frame, Match, Reading, Rule
from dateline.nlp.timex_lexer import Lexeme

PACKAGE = "dateline.nlp"
FIRST_YEAR, LAST_YEAR = 1500, 2099
"""Four digits outside these are hardly ever a year in news."""


def _date(value: str, *, stated: bool) -> Reading:
    return Reading(TimexType.DATE, value, DateBasis.STATED if stated else DateBasis.RELATIVE)


# --- days ---------------------------------------------------------------------------------------------------


def _day_of(match: Match, name: str = "day") -> int:
    written = match.part(name)[0].text
    return int("".join(char for char in written if char.isdigit()))


def full_year(match: Match, frame: Frame) -> int:
    lexeme = match.part("year")[0]
    if lexeme.kind == "n4":
        return int(lexeme.text)
    return expand_year(int(lexeme.text[-2:]), frame.reference)


def expand_year(two_digits: int, reference: date | None) -> int:
    """'82 is the latest such year that is not more than ten years ahead."""
    latest = (reference.year if reference else 1999) + 10
    return latest - (latest - two_digits) % 100


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
    year = dates.year_of_day(frame.reference, month, day, frame.direction())
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
        year = dates.year_of_day(frame.reference, month, last, frame.direction())
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
        f"{dates.year_of_month(frame.reference, month, frame.direction()):04}-{month:02}", stated=False
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
    if cue in lexicon.words(PACKAGE, "time_month_cues"):
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
    """“last September”, “next May”, “this March”, “September last year”."""
    month = match.number("month")
    if frame.reference is None:
        return _date(f"XXXX-{month:02}", stated=False)
    side, year = match.number("side"), frame.reference.year
    if match.has("unit"):
        return _date(f"{year + side:04}-{month:02}", stated=False)
    if side < 0:
        year -= month >= frame.reference.month
    elif side > 0:
        year += month <= frame.reference.month
    return _date(f"{year:04}-{month:02}", stated=False)


def _read_week_of_month(match: Match, frame: Frame) -> Reading | None:
    """“the last week of March”: the ISO week that lies in the month with most of its days."""
    month = match.number("month")
    if match.has("year"):
        year = full_year(match, frame)
    elif frame.reference:
        year = dates.year_of_month(frame.reference, month, frame.direction())
    else:
        return None
    if match.has("side"):
        day = holidays.nth_weekday(year, month, 7, -1)
    else:
        number = int(match.value("number").rstrip("stndrh"))
        if number > 4:
            return None
        day = holidays.nth_weekday(year, month, 4, number)
    return _date(dates.week_of(day), stated=match.has("year"))


# --- years and longer -----------------------------------------------------------------------------------------


def _read_year(match: Match, frame: Frame) -> Reading | None:
    lexeme = match.part("year")[0]
    if lexeme.kind == "short_year":
        return (
            _date(f"{expand_year(int(lexeme.text[-2:]), frame.reference):04}", stated=True)
            if _is_short_year(frame)
            else None
        )
    return _date(lexeme.text, stated=True) if _is_year(int(lexeme.text), frame) else None


def _is_short_year(frame: Frame) -> bool:
    """“since '82”, not “iLife '11”."""
    return bool(frame.before) and frame.before[-1].kind in (
        "in",
        "since",
        "of",
        "until",
        "from",
        "to",
        "and",
        "between",
        "about",
    )


def _is_year(year: int, frame: Frame) -> bool:
    if not FIRST_YEAR <= year <= LAST_YEAR or _is_count(year, frame):
        return False
    if frame.after and frame.after[0].text.lower() in lexicon.words(PACKAGE, "time_counted"):
        return False
    if frame.after and frame.after[0].kind in ("dash", "money", "num") and len(frame.after) > 1:
        return _is_year_beside(frame.after[0].kind, frame.after[1].kind)
    if not frame.before:
        return True
    before = frame.before[-1]
    if before.kind in ("money", "num", "n2") or before.text.lower() in lexicon.words(
        PACKAGE, "time_numbered"
    ):
        return False
    return before.kind != "dash" or len(frame.before) < 2 or frame.before[-2].kind not in ("n2", "num", "x")


def _is_count(year: int, frame: Frame) -> bool:
    """“1900 voices”: a round number before a plural, unlike “the 1900 games” and “1908 figures”."""
    token = frame.token(0)
    if (
        year % 100
        or token is None
        or token.dep_ != "nummod"
        or (frame.before[-1:] and frame.before[-1].kind == "the")
    ):
        return False
    return token.head.i == token.i + 1 and token.head.tag_ in ("NNS", "NNPS")


def _is_year_beside(kind: str, beyond: str) -> bool:
    """“2008-2010” and “2008-era” but not “2008-555-1234” or “2008%”."""
    return kind == "dash" and beyond not in ("num",)


def _read_years(match: Match, frame: Frame) -> tuple[Reading, ...] | None:
    """“2007-08”, “2012/13”: two years that follow each other, or a span within one century."""
    first, last = match.number("first"), match.number("last")
    end = first // 100 * 100 + last
    if not FIRST_YEAR <= first <= LAST_YEAR or not first < end <= first + 30 or not _is_year(first, frame):
        return None
    return (
        Reading(TimexType.DATE, f"{first}", DateBasis.STATED, 0, 0),
        Reading(TimexType.DATE, f"{end}", DateBasis.STATED, match.index("last"), None),
    )


_AGES = frozenset(
    ["his", "her", "their", "my", "our", "your", "its", "temperatures", "temperature", "highs", "lows"]
)


def _read_decade(match: Match, frame: Frame) -> Reading | None:
    written = match.part("decades")[0].text if match.has("decades") else ""
    digits = "".join(char for char in written if char.isdigit())
    if len(digits) == 4:
        return _date(digits[:3], stated=True)
    words = {lexeme.text.lower() for lexeme in frame.before}
    is_second = [lexeme.kind for lexeme in frame.before[-2:]] in (["decades", "and"], ["decades", "or"])
    if words & _AGES or not (match.has("the") or is_second or written.startswith(("'", "’", "‘"))):
        return None
    decade = int(digits[0]) if digits else match.number("decade_word")
    latest = frame.reference.year // 10 if frame.reference else 199
    return _date(f"{latest - (latest - decade) % 10:03}", stated=True) if decade >= 2 or digits else None


def _read_century(match: Match, frame: Frame) -> Reading | None:
    """“the 19th century” is “18”: TIMEX3 writes the digits that its years share."""
    if match.value("unit") != "C":
        return None
    number = _ordinal(match, "number")
    return _date(f"{number - 1:02}", stated=True) if 1 < number <= 30 else None


def _ordinal(match: Match, name: str) -> int:
    lexemes = match.part(name)
    if lexemes[0].kind == "nth":
        return int(lexemes[0].text[:-2])
    return sum(int(lexeme.value) for lexeme in lexemes if lexeme.kind in ("word", "ordinal", "second"))


def _read_fiscal_year(match: Match, frame: Frame) -> Reading | None:
    if match.has("year"):
        return _date(f"FY{full_year(match, frame):04}", stated=True)
    if match.has("fiscal_year"):
        digits = "".join(char for char in match.text("fiscal_year") if char.isdigit())
        year = int(digits) if len(digits) == 4 else expand_year(int(digits), frame.reference)
        return _date(f"FY{year:04}", stated=True)
    if frame.reference is None:
        return None
    return _date(
        f"FY{frame.reference.year + (match.number('side') if match.has('side') else 0):04}", stated=False
    )


# --- quarters and halves --------------------------------------------------------------------------------------


def _read_quarter(match: Match, frame: Frame) -> Reading | None:
    code = _code_of_part(match)
    if code is None:
        return None
    fiscal = "FY" if match.has("fiscal") else ""
    if match.has("year"):
        return _date(f"{fiscal}{full_year(match, frame):04}-{code}", stated=True)
    if frame.reference is None:
        return _date(f"XXXX-{code}", stated=False)
    year = _year_of_part(code, match, frame, frame.reference)
    return _date(f"{fiscal}{year:04}-{code}", stated=False)


def _code_of_part(match: Match) -> str | None:
    """Q1 to Q4, H1 or H2; "the final quarter" is the fourth."""
    if match.has("quarter_code"):
        return match.value("quarter_code")
    is_half = match.has("half")
    if is_half and not (match.has("year") or match.has("side") or match.has("this_year")):
        return None  # a half of a match or of anything else
    number = (2 if is_half else 4) if match.has("final") else _ordinal(match, "number")
    return f"{'H' if is_half else 'Q'}{number}" if 1 <= number <= (2 if is_half else 4) else None


def _year_of_part(code: str, match: Match, frame: Frame, reference: date) -> int:
    """The year of a quarter or half: stated beside it, else the last that is over, or the next when the words look ahead."""
    if match.has("side"):
        return reference.year + match.number("side")
    if match.has("this_year"):
        return reference.year
    begin, end = dates.start_of(f"{reference.year}-{code}"), dates.end_of(f"{reference.year}-{code}")
    if begin is None or end is None:
        return reference.year
    if frame.direction().is_ahead:
        return reference.year + (end < reference)
    # Figures of a quarter are news for half a year; "the fourth quarter" in August is the coming one.
    return reference.year - (begin > reference and reference.month <= 6)


_WEEKDAY = "(weekday comma? | short_weekday comma? )?"

_JOINT = "(dash | to | and | or | through | until | comma)"

RULES = (
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
    Rule("<side:SIDE> <month>", _read_month_beside),
    Rule("<month>", _read_month),
    Rule(
        "(the)? (<side:last> | <number:ORDINAL>) <week> of <month> (comma? <year:n4>)?",
        _read_week_of_month,
    ),
    Rule("<year:YEAR>", _read_year),
    Rule("<first:n4> dash <last:n2>", _read_years),
    Rule("<the>? (phase dash?)? <decades>", _read_decade),
    Rule("<the>? (phase dash?)? <decade_word>", _read_decade),
    Rule("the? (phase dash?)? <number:ORDINAL> dash? <unit>", _read_century),
    Rule("(the | this)? <fiscal> (<unit:year> dash?)? <year:YEAR>", _read_fiscal_year),
    Rule("(the)? <year:YEAR> <fiscal> <unit:year>", _read_fiscal_year),
    Rule("(the)? <side:SIDE> <fiscal> <unit:year>", _read_fiscal_year),
    Rule("<fiscal_year>", _read_fiscal_year),
    Rule(
        "(the)? <fiscal>? (<number:ORDINAL> | <final:filler>) dash? <fiscal2:fiscal>? (quarter | <half>) (of | comma)? (<year:YEAR> | (the)? <side:SIDE> <unit:year> | <this_year:the> year)?",
        _read_quarter,
    ),
    Rule(
        "(the)? <quarter_code> (of | comma | dash)? (<year:YEAR> | (the)? <side:SIDE> <unit:year>)?",
        _read_quarter,
    ),
)
