"""EDTF dates and stamps in a reader's words, in the language of the interface.

The order of day, month and year, their names and what two dates of a range share are Babel's (CLDR).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeVar

from babel.dates import get_month_names, parse_pattern

from dateline.model import edtf
from dateline.site.interface_language import ENGLISH, Language, marked, marked_in

_T = TypeVar("_T")

MONTHS = range(1, 13)
UNDATED = marked("Undated")
NO_BREAK = "\u00a0"
_DASH = "–"
_CLDR_DASH = re.compile(r"\s*–\s*$")
"""What parts two dates in CLDR, with blanks as each language happens to have them."""
_HALF_DAY = ("a", "b", "B")
"""Letters of a pattern of hours that are counted to twelve."""
_QUOTED = r"'[^']*'"
"""Words in a pattern of CLDR, such as “'de'”: no letter in them stands for a field."""
_YEAR = re.compile(rf"{_QUOTED}|y+")
_MONTH_NAME = re.compile(r"M{3,5}|L{3,5}")


def is_date(value: str) -> bool:
    """Whether a value is an EDTF date or an ISO 8601 stamp: what it is not has no machine value on a page."""
    return edtf.is_valid(value) or _stamp_of(value) is not None


@lru_cache(maxsize=65536)
def date_words(value: str, language: Language) -> str:
    """An EDTF date or an ISO 8601 stamp in words; what can't be read is shown as it is."""
    if edtf.is_valid(value):
        is_interval = edtf.parse(value).precision == "interval"
        return _interval(value, language) if is_interval else _point(value, language)
    stamp = _stamp_of(value)  # one that is no EDTF, such as with fractions of a second
    return _clocked(stamp, language) if stamp else value


def day_words(value: str | None, language: Language) -> str:
    """A date as a heading: with the day of the week, where it is a day; “Undated” without one."""
    if not value:
        return language.gettext(UNDATED)
    if not edtf.is_valid(value):
        return date_words(value, language)
    parsed = edtf.parse(value)
    if parsed.precision != "day" or parsed.approximate or parsed.uncertain:
        return date_words(value, language)
    return _dated(parsed.earliest, _pattern(language, "full"), language)


def month_of(value: str | None) -> str:
    """The month of a date (EDTF), the year where no month is known, "" without a date.

    Of an interval the year in which it begins, or in which it ends where no beginning is told.
    """
    if not value or not edtf.is_valid(value):
        return ""
    parsed = edtf.parse(value)
    first = parsed.earliest if parsed.earliest > date.min else parsed.latest
    return str(first)[: 7 if parsed.precision in ("day", "month") else 4]


def month_words(month: str, language: Language) -> str:
    """What `month_of` returns as a heading: “May 2025”, “2025”, “Undated”."""
    return date_words(month, language) if month else language.gettext(UNDATED)


def month_name(month: str, language: Language) -> str:
    """The name alone of a month (EDTF)."""
    return str(get_month_names("wide", "stand-alone", language.locale)[int(month[-2:])])


def month_anchor(month: str) -> str:
    """The id of the heading of a month, the same in every language: “may-2025”."""
    return month_words(month, ENGLISH).casefold().replace(" ", "-")


def by_month(
    items: Iterable[_T], date_of: Callable[[_T], str | None]
) -> Iterator[tuple[str, list[tuple[str | None, list[_T]]]]]:
    """Items by month (`month_of`) and date, both in the order in which they come: a month, its dates, their items."""
    months: dict[str, dict[str | None, list[_T]]] = {}
    for item in items:
        date = date_of(item)
        months.setdefault(month_of(date), {}).setdefault(date, []).append(item)
    for month, days in months.items():
        yield month, list(days.items())


def _stamp_of(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


_SEASONS = {
    "21": marked("spring %(year)s"),
    "22": marked("summer %(year)s"),
    "23": marked("autumn %(year)s"),
    "24": marked("winter %(year)s"),
}

# --- one date ---------------------------------------------------------------------------------------------


def _point(value: str, language: Language) -> str:
    parsed = edtf.parse(value)
    words = _plain_point(value.rstrip("~?%"), parsed, language)
    if parsed.approximate and parsed.precision == "day":
        words = language.pgettext("day", "about %(date)s", date=words)
    elif parsed.approximate:
        words = language.gettext("about %(date)s", date=words)
    return language.gettext("perhaps %(date)s", date=words) if parsed.uncertain else words


def _plain_point(value: str, parsed: edtf.Edtf, language: Language) -> str:
    if parsed.clock:
        return _clocked(datetime.fromisoformat(value), language)
    year, *rest = value.split("-")
    if parsed.precision == "season":
        return language.gettext(_SEASONS[rest[0]], year=year)
    if "X" in year:
        return language.gettext("the %(decade)ss", decade=year.replace("X", "0"))
    if not rest:
        return year
    pattern = _pattern(language, "long" if len(rest) == 2 else "yMMMM")
    return _dated(date(int(year), int(rest[0]), int((*rest, "1")[1])), pattern, language)


def _pattern(language: Language, name: str) -> str:
    """A pattern of CLDR: for a day "long", with the day of the week "full", for a month "yMMMM"."""
    locale = language.locale
    found = locale.datetime_skeletons[name] if name == "yMMMM" else locale.date_formats[name]
    return str(getattr(found, "pattern", found))


def _dated(day: date, pattern: str, language: Language) -> str:
    """A day by a pattern of CLDR; years have four digits, as in EDTF."""
    written = _YEAR.sub(lambda match: match[0] if match[0][0] == "'" else "yyyy", pattern)
    return parse_pattern(written).apply(day, language.locale)


def _clocked(stamp: datetime, language: Language) -> str:
    return _at(stamp.date(), _hours(stamp.time(), language), stamp.utcoffset(), language)


def _at(day: date, hours: str, offset: timedelta | None, language: Language) -> str:
    words = _dated(day, _pattern(language, "long"), language)
    return language.gettext("%(day)s, %(time)s", day=words, time=hours) + _zone(offset)


def _hours(clock: time, language: Language) -> str:
    """The time of day: by the clock of twelve or of twenty-four hours, as the language has it."""
    pattern = str(language.locale.time_formats["short"].pattern)
    if not any(letter in re.sub(_QUOTED, "", pattern) for letter in _HALF_DAY):
        return parse_pattern(pattern).apply(clock, language.locale)
    half = language.gettext("a.m.") if clock.hour < 12 else language.gettext("p.m.")
    return f"{clock.hour % 12 or 12}:{clock.minute:02}{NO_BREAK}{half}"


def _zone(offset: timedelta | None) -> str:
    if offset is None:
        return ""
    minutes = int(offset.total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"{NO_BREAK}UTC" + (f"{sign}{hours}" if minutes else "") + (f":{rest:02}" if rest else "")


# --- two dates --------------------------------------------------------------------------------------------

_OPEN, _UNKNOWN = "..", ""
"""How EDTF writes an interval without a start or an end, and one whose start or end is not known."""


_ENDS = {
    # whether the known end is the last, and how the other is written: the words for a year or a month, and for a day
    (True, _OPEN): (marked("until %(date)s"), marked_in("day", "until %(date)s")),
    (True, _UNKNOWN): (
        marked("until %(date)s, start unknown"),
        marked_in("day", "until %(date)s, start unknown"),
    ),
    (False, _OPEN): (marked("since %(date)s"), marked_in("day", "since %(date)s")),
    # What ended nobody knows when: “since” would say that it goes on.
    (False, _UNKNOWN): (marked("from %(date)s, end unknown"), marked_in("day", "from %(date)s, end unknown")),
}


def _interval(value: str, language: Language) -> str:
    left, right = value.split("/")
    is_last = left in (_OPEN, _UNKNOWN)
    point, other = (right, left) if is_last else (left, right)
    if (is_last, other) not in _ENDS:
        return _range(left, right, language)
    words, words_for_a_day = _ENDS[is_last, other]
    parsed, date = edtf.parse(point), _point(point, language)
    if parsed.precision == "day" and not parsed.approximate:  # before “about” the words for months stand
        return language.pgettext("day", words_for_a_day, date=date)
    return language.gettext(words, date=date)


def _range(left: str, right: str, language: Language) -> str:
    """Two dates without what they share: “April 25–27, 2019”, “March–May 2020”, “2020–2022”, “May 2020”."""
    if left == right:
        return _point(left, language)
    if left.isdigit() and right.isdigit():
        return f"{left}–{right}"
    shared = _shared(left, right, language)
    return shared or _joined(_point(left, language), _point(right, language), language)


def _joined(first: str, last: str, language: Language) -> str:
    """Two dates or times in full, by the pattern that CLDR has for ranges without one of their own."""
    pattern = str(language.locale.interval_formats[None])
    return re.sub(r"\s*–\s*", f" {_DASH} ", pattern).format(first, last)


def _shared(left: str, right: str, language: Language) -> str | None:
    """Two days or months of one year, or two hours of one day, without what they share; None for any others."""
    first, last = edtf.parse(left), edtf.parse(right)
    if {point.approximate or point.uncertain for point in (first, last)} != {False}:
        return None
    kinds = {(point.precision, bool(point.clock)) for point in (first, last)}
    if kinds == {("day", True)}:
        return _hours_of_a_day(datetime.fromisoformat(left), datetime.fromisoformat(right), language)
    if kinds not in ({("day", False)}, {("month", False)}) or left[:4] != right[:4]:
        return None
    return _within_a_year(first, last, language)


def _hours_of_a_day(first: datetime, last: datetime, language: Language) -> str | None:
    if first.date() != last.date() or first.utcoffset() != last.utcoffset():
        return None
    begin, end = (_hours(stamp.time(), language) for stamp in (first, last))
    hours = begin if begin == end else _joined(begin, end, language)
    return _at(first.date(), hours, first.utcoffset(), language)


def _within_a_year(first: edtf.Edtf, last: edtf.Edtf, language: Language) -> str | None:
    """By the pattern of CLDR, which names the greatest field that differs: "M" or "d"; None where it has none."""
    is_same_month = first.value[:7] == last.value[:7]
    patterns = language.locale.interval_formats.get("yMMMd" if first.precision == "day" else "yMMMM", {})
    parts = patterns.get("d" if is_same_month else "M", ())
    if len(parts) != 2:  # in some languages the two dates are not parted
        return None
    dash = _DASH if is_same_month or first.precision == "month" else f" {_DASH} "
    begin, end = (_MONTH_NAME.sub(_in_full, part) for part in parts)
    return _dated(first.earliest, _CLDR_DASH.sub(dash, begin), language) + _dated(
        last.earliest, end, language
    )


def _in_full(letters: re.Match[str]) -> str:
    """The letters of a pattern for a month's name: its whole name for a short one."""
    return letters[0][0] * 4
