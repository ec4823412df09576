"""The day of a feast or public day in a given year, by the rules of `lang/en/times/holidays.toml`."""

import calendar
from datetime import date, timedelta

from dateline.lang import lexicon


def names() -> frozenset[str]:
    """The names known, in lower case, with straight apostrophes."""
    return frozenset(lexicon.table("times/holidays")["holiday"])


def day_of(name: str, year: int) -> date:
    """The day in that year."""
    head, *rest = str(lexicon.table("times/holidays")["holiday"][name]).split()
    if not rest:
        return date.fromisoformat(f"{year:04}-{head}")
    if head == "easter":
        return easter(year) + timedelta(days=int(rest[0]))
    month, weekday, n, offset = map(int, (head, *rest, "0")[:4])
    return nth_weekday(year, month, weekday, n) + timedelta(days=offset)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th such weekday (ISO: Monday is 1) of a month, or the last one for -1."""
    length = calendar.monthrange(year, month)[1]
    first = (weekday - date(year, month, 1).isoweekday()) % 7 + 1
    return date(year, month, first + 7 * (n - 1) if n > 0 else first + (length - first) // 7 * 7)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus in Meeus, Astronomical Algorithms, chapter 8)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, remainder = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - correction + 15) % 30
    leap, common = divmod(rest, 4)
    weekday = (32 + 2 * remainder + 2 * leap - epact - common) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
