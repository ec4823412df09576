"""Productions for days, months and years of the calendar, and what is counted in years: decades, quarters.

What the expression leaves out (a year, a month) comes from the context: the reference and the tense.
"""

import re
from datetime import date

from dateline.extract import timex_values
from dateline.extract.times.context import Context
from dateline.extract.times.grammar import Match, PatternPart
from dateline.extract.times.holidays import nth_weekday
from dateline.lang import lexicon

_FIRST_YEAR, _LAST_YEAR = 1500, 2099
"""Four digits outside these are hardly ever a year in news."""

_AMBIGUOUS_CENTURY = 10
"""A year of two digits is the latest such year that is not more than these years ahead: '82 is 1982."""

_MONTHS = {"Q": 3, "H": 6}


def expand_year(two_digits: int, reference: date | None) -> int:
    """The year in full that two digits mean."""
    latest = (reference.year if reference else 1999) + _AMBIGUOUS_CENTURY
    return latest - (latest - two_digits) % 100


def full_year(match: Match, context: Context) -> int:
    """The year that stands in the match, in full."""
    digits = re.sub(r"\D", "", match.text("year"))
    return int(digits) if len(digits) == 4 else expand_year(int(digits), context.reference)


def _is_year(year: int) -> bool:
    return _FIRST_YEAR <= year <= _LAST_YEAR


# --- days ---------------------------------------------------------------------------------------------------


def _day(year: int | None, month: int, day: int) -> str | None:
    """The value of a day, None where the calendar has no such day; without a year 29 February is one."""
    try:
        date(2000 if year is None else year, month, day)
    except ValueError:
        return None
    return f"{'XXXX' if year is None else f'{year:04}'}-{month:02}-{day:02}"


def _year_of_day(match: Match, context: Context, month: int, day: int) -> int | None:
    if match.has("year"):
        return full_year(match, context)
    if context.reference is None:
        return None
    if match.has("side"):
        return context.reference.year + match.number("side")
    return timex_values.year_of_day(context.reference, month, day, context.direction(match))


def day(match: Match, context: Context) -> str | None:
    """“March 3, 2019”, “March 3”, “April 5 last year”."""
    month, number = match.number("month"), match.number("day")
    return _day(_year_of_day(match, context, month, number), month, number)


def days(match: Match, context: Context) -> tuple[PatternPart, ...] | None:
    """Days that share a month or a year: “from 3 to 5 March”, “May 3, 4 and 5”, “March 3 to April 5, 2019”."""
    month = match.number("month")
    last_month = match.number("month2") if match.has("month2") else month
    year = _year_of_day(match, context, last_month, match.number("last"))
    months = {"first": month, "middle": month, "last": last_month}
    places = [name for name in months if match.has(name)]
    values = [value for name in places if (value := _day(year, months[name], match.number(name)))]
    if len(values) < len(places) or values != sorted(set(values)):
        return None
    first, last, shared = match.index("first"), match.index("last"), match.index("month")
    if match.has("month2"):  # each day has its month beside it
        first, last = max(first, shared), min(last, match.index("month2"))
    spans = [(match.index(name), match.index(name)) for name in places]
    spans[0] = min(spans[0][0], shared), first
    spans[-1] = last, match.end - 1
    return tuple(PatternPart(value, *span) for value, span in zip(values, spans, strict=True))


def iso(match: Match, context: Context) -> str | None:
    """“2021-11-30”, “2021-11-30T04:15Z”."""
    written, _, clock = match.part("iso")[0].text.partition("T")
    value = _day(*(int(part) for part in written.split("-")))
    return f"{value}T{clock}" if value and clock else value


def slashed(match: Match, context: Context) -> str | None:
    """“7/8/2007” in the order of the article, “7.8.2007” with the day first."""
    written = match.text("slashed")
    first, second, year = (int(part) for part in re.split("[/.]", written))
    if year < 100:
        year = expand_year(year, context.reference)
    if "." in written or first > 12 or (context.day_first and second <= 12):
        first, second = second, first
    return _day(year, first, second)


# --- months -------------------------------------------------------------------------------------------------


def month(match: Match, context: Context) -> str | None:
    """“May 2019”, “last September”, “September last year”, “September”."""
    number, reference = match.number("month"), context.reference
    if match.has("year"):
        year = full_year(match, context)
        return f"{year:04}-{number:02}" if _is_year(year) else None
    if reference is None:
        return f"XXXX-{number:02}"
    side = match.number("side")
    if match.has("unit"):
        year = reference.year + side
    elif side:
        is_past = number >= reference.month if side < 0 else number <= reference.month
        year = reference.year + side * is_past
    elif match.has("side"):
        year = reference.year
    else:
        year = timex_values.year_of_month(reference, number, context.direction(match))
    return f"{year:04}-{number:02}"


def months(match: Match, context: Context) -> tuple[PatternPart, ...] | None:
    """“in March and April of 2008”: two months that share the year."""
    year, first, second = full_year(match, context), match.number("month"), match.number("month2")
    if not _is_year(year) or first > second:
        return None
    return match.pair([f"{year:04}-{number:02}" for number in (first, second)], "month", "month2")


def month_alone(match: Match, context: Context) -> str | None:
    """“in March”; not a person (“May said”, “Theodora May”, “April Jones”) and not “the March on Velmark”."""
    return month(match, context) if _is_month(match, context) else None


def _is_month(match: Match, context: Context) -> bool:
    if match.text("month").rstrip(".") not in context.words("ambiguous_months"):
        return True
    token, before, after = context.token_at(match.start), match.before, match.after
    is_person = token is None or token.ent_type_ == "PERSON"
    if before.is_any_of(context.words("month_cues")):
        return not is_person or before.is_any_of(context.words("certain_month_cues"))
    if token is None or is_person or token.pos_ in ("VERB", "AUX"):
        return False
    if any(lexeme.kind == "x" and lexeme.text[0].isupper() for lexeme in (before, after)):
        return False  # the first name or the surname of a person
    is_attribute = token.dep_ in ("nmod", "npadvmod", "poss", "conj", "amod")
    return token.dep_ == "compound" or (is_attribute and not before.is_any_of(context.words("any_articles")))


def part_of_month(match: Match, context: Context) -> str | None:
    """“the first Tuesday of November”, “the last week of March”: the ISO week with most of its days in the month."""
    month, reference = match.number("month"), context.reference
    number = match.number("number") if match.has("number") else -1
    if match.has("year"):
        year = full_year(match, context)
    elif reference:
        year = timex_values.year_of_month(reference, month, context.direction(match))
    else:
        return None
    if number > 4:
        return None
    if match.has("weekday"):
        return nth_weekday(year, month, match.number("weekday"), number).isoformat()
    # Most of a week lies in the month of its Thursday; the last week is the one with the month's last Sunday.
    return timex_values.week_of(nth_weekday(year, month, 4 if number > 0 else 7, number))


# --- years --------------------------------------------------------------------------------------------------


def year(match: Match, context: Context) -> str | None:
    """“in 2008”, “since '82”; not “1900 voices”."""
    value = full_year(match, context)
    return f"{value:04}" if _is_year(value) and not _is_count(value, match, context) else None


def _is_count(year: int, match: Match, context: Context) -> bool:
    """Whether it is a round number before a plural, unlike “the 1900 games” and “1908 figures”."""
    token = context.token_at(match.start)
    if year % 100 or token is None or token.dep_ != "nummod" or match.part("year")[0].kind != "n4":
        return False
    is_definite = match.before.is_any_of(context.words("definite_articles"))
    return not is_definite and token.head.i == token.i + 1 and token.head.tag_ in ("NNS", "NNPS")


def years(match: Match, context: Context) -> tuple[PatternPart, ...] | None:
    """“2007-08”, “2012/13”: two years that follow each other, or a span within one century."""
    first = match.number("year")
    last = first // 100 * 100 + match.number("last")
    if not first < last <= first + 30 or not year(match, context):
        return None
    return match.pair([f"{first}", f"{last}"], "year", "last")


def decade(match: Match, context: Context) -> str:
    """“the 1990s”, “the '90s”, “the nineties”: TIMEX3 writes the three digits that its years share."""
    digits = re.sub(r"\D", "", match.text("decade")) or match.value("decade")
    if len(digits) == 4:
        return digits[:3]
    latest = context.reference.year // 10 if context.reference else 199
    return f"{latest - (latest - int(digits[0])) % 10:03}"


def century(match: Match, context: Context) -> str | None:
    """“the 19th century” is “18”: the digits that its years share."""
    number = match.number("number")
    return f"{number - 1:02}" if match.value("unit") == "C" and 1 < number <= 30 else None


def fiscal_year(match: Match, context: Context) -> str | None:
    """“fiscal 2019”, “FY19”, “the last fiscal year”: named after a year of the calendar."""
    if match.has("year"):
        return f"FY{full_year(match, context):04}"
    return f"FY{context.reference.year + match.number('side'):04}" if context.reference else None


def part_of_year(match: Match, context: Context) -> str | None:
    """“the second quarter of 2019”, “Q3”, “the first half of last year”: Q1 to Q4, H1 and H2."""
    letter = "H" if match.has("half") else "Q"
    count = 12 // _MONTHS[letter]
    number = match.number("number") if match.has("number") else count
    code = match.value("quarter_code") or f"{letter}{number}"
    if number > count or (letter == "Q" and not match.has("year") and _is_of_game(context)):
        return None
    prefix, reference = "FY" if match.has("fiscal") else "", context.reference
    if match.has("year"):
        return f"{prefix}{full_year(match, context):04}-{code}"
    if reference is None:
        return f"XXXX-{code}"
    return f"{prefix}{_year_of_part(code, match, context, reference):04}-{code}"


def _is_of_game(context: Context) -> bool:
    """Whether a paragraph tells of a game, which has quarters of its own."""
    return lexicon.pattern("times/words", "game").search(context.passage.text) is not None


def _year_of_part(code: str, match: Match, context: Context, reference: date) -> int:
    """The year of a quarter or half: stated beside it, else that of the last one begun, or of the next one."""
    if match.has("side"):
        return reference.year + match.number("side")
    last = int(code[1]) * _MONTHS[code[0]]
    begin, end = last - _MONTHS[code[0]] + 1, last
    if match.has("this_year"):
        return reference.year
    if context.direction(match).is_ahead:
        return reference.year + (end < reference.month)
    # Figures of a quarter are news for half a year; "the fourth quarter" in August is the coming one.
    return reference.year - (begin > reference.month and reference.month <= 6)
