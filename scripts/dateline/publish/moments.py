"""EDTF dates and stamps in a reader's words, in the language of the interface.

The order of day, month and year, their names and what two dates of a range share are Babel's (CLDR).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeVar

from babel.dates import get_month_names, parse_pattern

from dateline import edtf
from dateline.publish.language import ENGLISH, Language, marked

_T = TypeVar("_T")

MONTHS = range(1, 13)
UNDATED = marked("Undated")
NO_BREAK = "\u00a0"
_DASH = "–"
_CLDR_DASH = re.compile(r"\s*–\s*$")
"""What parts two dates in CLDR, with blanks as each language happens to have them."""
_HALF_DAY = ("a", "b", "B")
"""Letters of a pattern of hours that are counted to twelve."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date for a page: the machine's value, which `date_words` puts in words; not `valid` where it can't be read."""

    value: str
    valid: bool = True


def moment_of(value: str) -> Moment:
    """An EDTF date or an ISO 8601 stamp for a page."""
    return Moment(value, edtf.is_valid(value) or _stamp_of(value) is not None)


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
    if not edtf.is_valid(value) or edtf.parse(value).precision != "day":
        return date_words(value, language)
    return _dated(edtf.parse(value).earliest, _pattern(language, "full"), language)


def month_of(value: str | None) -> str:
    """The month of a date (EDTF), the year where no month is known, "" without a date."""
    if not value or not edtf.is_valid(value):
        return ""
    parsed = edtf.parse(value)
    return str(parsed.earliest)[: 7 if parsed.precision in ("day", "month") else 4]


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
        return _season(year, rest[0], language)
    if "X" in year:
        return language.gettext("the %(decade)ss", decade=year.replace("X", "0"))
    if not rest:
        return year
    pattern = _pattern(language, "long" if len(rest) == 2 else "yMMMM")
    return _dated(date(int(year), int(rest[0]), int((*rest, "1")[1])), pattern, language)


def _season(year: str, season: str, language: Language) -> str:
    words = {
        "21": marked("spring %(year)s"),
        "22": marked("summer %(year)s"),
        "23": marked("autumn %(year)s"),
        "24": marked("winter %(year)s"),
    }
    return language.gettext(words[season], year=year)


def _pattern(language: Language, name: str) -> str:
    """A pattern of CLDR: for a day "long", with the day of the week "full", for a month "yMMMM"."""
    locale = language.locale
    found = locale.datetime_skeletons[name] if name == "yMMMM" else locale.date_formats[name]
    return str(getattr(found, "pattern", found))


def _dated(day: date, pattern: str, language: Language) -> str:
    """A day by a pattern of CLDR; years have four digits, as in EDTF."""
    years = "yyyy" if "yy" not in pattern else "y"
    return parse_pattern(pattern.replace("y", years)).apply(day, language.locale)


def _clocked(stamp: datetime, language: Language) -> str:
    day = _dated(stamp.date(), _pattern(language, "long"), language)
    hours = _hours(stamp.time(), language)
    return language.gettext("%(day)s, %(time)s", day=day, time=hours) + _zone(stamp.utcoffset())


def _hours(clock: time, language: Language) -> str:
    """The time of day: by the clock of twelve or of twenty-four hours, as the language has it."""
    pattern = str(language.locale.time_formats["short"].pattern)
    if not any(letter in pattern for letter in _HALF_DAY):
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


def _interval(value: str, language: Language) -> str:
    left, right = value.split("/")
    if left in ("", ".."):
        date = _point(right, language)
        is_day = edtf.parse(right).precision == "day"
        say = language.pgettext("day", "until %(date)s", date=date)
        return say if is_day else language.gettext("until %(date)s", date=date)
    if right in ("", ".."):
        date = _point(left, language)
        is_day = edtf.parse(left).precision == "day"
        say = language.pgettext("day", "since %(date)s", date=date)
        return say if is_day else language.gettext("since %(date)s", date=date)
    return _range(left, right, language)


def _range(left: str, right: str, language: Language) -> str:
    """Two dates without what they share: “April 25–27, 2019”, “March–May 2020”, “2020–2022”."""
    if left.isdigit() and right.isdigit():
        return f"{left}–{right}"
    shared = _shared(left, right, language)
    return shared or f"{_point(left, language)} – {_point(right, language)}"


def _shared(left: str, right: str, language: Language) -> str | None:
    """Two days or months of one year by the pattern that CLDR has for such a range."""
    first, last = edtf.parse(left), edtf.parse(right)
    kinds = {
        (point.precision, point.approximate or point.uncertain, bool(point.clock)) for point in (first, last)
    }
    if kinds not in ({("day", False, False)}, {("month", False, False)}) or left[:4] != right[:4]:
        return None
    is_same_month = left[:7] == right[:7]
    skeleton = "yMMMd" if first.precision == "day" else "yMMMM"
    begin, end = language.locale.interval_formats[skeleton]["d" if is_same_month else "M"]
    dash = _DASH if is_same_month or first.precision == "month" else f" {_DASH} "
    written = [part.replace("MMMM", "MMM").replace("MMM", "MMMM") for part in (begin, end)]
    return _dated(first.earliest, _CLDR_DASH.sub(dash, written[0]), language) + _dated(
        last.earliest, written[1], language
    )
