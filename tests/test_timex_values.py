"""Calendar arithmetic on TIMEX3 values and their EDTF dates."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract import timex_values
from dateline.extract.times import holidays
from dateline.extract.timex_values import Direction
from dateline.model import edtf
from dateline.model.article import Article

DAYS = st.dates(date(1900, 1, 1), date(2090, 12, 31))
UNITS = ("Y", "Q", "M", "W", "WE", "D", "E", "C")
THURSDAY = date(2024, 5, 16)


def article(published: str | None = None, updated: str | None = None) -> Article:
    return Article("a.txt", "0", "", (), "", published=published, updated=updated)


@pytest.mark.parametrize(
    ("published", "updated", "expected"),
    [
        ("2023-09-12", None, date(2023, 9, 12)),
        ("2023-09-12T13:20:00-04:00", None, datetime.fromisoformat("2023-09-12T13:20:00-04:00")),
        (None, "2023-09-13", date(2023, 9, 13)),
        ("2023-09-12", "2023-09-13", date(2023, 9, 12)),
        (None, None, None),
        ("soon", None, None),
        ("0001-01-01", None, None),
    ],
)
def test_reference_is_the_articles_own_day(
    published: str | None, updated: str | None, expected: object
) -> None:
    assert timex_values.reference_of(article(published, updated)) == expected


def test_day_of_a_reference_keeps_its_own_zone() -> None:
    assert timex_values.day_of(datetime.fromisoformat("2023-09-12T23:30:00-04:00")) == date(2023, 9, 12)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023", "2023"),
        ("2023-09", "2023-09"),
        ("2023-09-12", "2023-09-12"),
        ("2023-09-12TMO", "2023-09-12"),
        ("2023-09-12T24:00", "2023-09-12"),
        ("2023-09-12T13:20", "2023-09-12T13:20:00"),
        ("2023-09-12T13:20-04:00", "2023-09-12T13:20:00-04:00"),
        ("2023-09-12T13:20Z", "2023-09-12T13:20:00Z"),
        ("2023-W37", "2023-09-11/2023-09-17"),
        ("2023-W37-WE", "2023-09-16/2023-09-17"),
        ("2023-Q3", "2023-07/2023-09"),
        ("2023-H2", "2023-07/2023-12"),
        ("2023-SU", "2023-22"),
        ("2023-WI", "2023-24"),
        ("201", "201X"),
        ("18", "18XX"),
        ("FY2023", "2023~"),
        ("P1W", None),
        ("PT30M", None),
        ("XXXX-WXX-2", None),
        ("XXXX-05-03", None),
        ("PAST_REF", None),
        ("2023-W54", None),
        ("2023-Q5", None),
        ("2023-02-30", None),
        ("2023-13", None),
        ("", None),
    ],
)
def test_edtf_of(value: str, expected: str | None) -> None:
    assert timex_values.edtf_of(value) == expected
    assert expected is None or edtf.is_valid(expected)


@given(DAYS, st.sampled_from(UNITS))
def test_the_unit_of_a_day_holds_it(day: date, unit: str) -> None:
    written = timex_values.edtf_of(timex_values.unit_of(day, unit))
    assert written is not None
    parsed = edtf.parse(written)
    # A weekday's weekend is the one that ends its week.
    assert parsed.earliest <= day <= parsed.latest or (unit == "WE" and day < parsed.earliest)
    assert timex_values.precision_of(timex_values.unit_of(day, unit)) == unit


@given(st.text(max_size=24))
def test_edtf_of_any_text_is_valid_or_none(value: str) -> None:
    written = timex_values.edtf_of(value)
    assert written is None or edtf.is_valid(written)


@pytest.mark.parametrize(
    ("value", "amount", "unit", "expected"),
    [
        ("2019-04-25", 2, "M", "2019-06"),
        ("2019-04-25", -2, "D", "2019-04-23"),
        ("2019-04-25", 1, "W", "2019-05-02"),
        ("2019-04-25", 0, "W", "2019-W17"),
        ("2019-04", 2, "M", "2019-06"),
        ("2019-11", 2, "M", "2020-01"),
        ("2019", 4, "Y", "2023"),
        ("2019-Q4", 1, "Q", "2020-Q1"),
        ("2019-W52", 1, "W", "2020-W01"),
        ("2019-04-25TMO", 1, "D", "2019-04-26"),
        ("2019-04", 2, "D", None),
        ("2019", 2, "M", None),
        ("P1W", 1, "D", None),
        ("PAST_REF", 1, "D", None),
        ("2019-04-25", 9999999, "Y", None),
    ],
)
def test_shift(value: str, amount: int, unit: str, expected: str | None) -> None:
    assert timex_values.shift(value, amount, unit) == expected


@given(DAYS, st.integers(-40, 40), st.sampled_from(["D", "W"]))
def test_shift_there_and_back(day: date, amount: int, unit: str) -> None:
    there = timex_values.shift(day.isoformat(), amount or 1, unit)
    assert there is not None
    assert timex_values.shift(there, -(amount or 1), unit) == day.isoformat()


@given(DAYS, st.integers(1, 7), st.sampled_from(list(Direction)))
def test_a_weekday_lies_within_a_week(day: date, weekday: int, direction: Direction) -> None:
    near = timex_values.weekday_near(day, weekday, direction)
    assert near.isoweekday() == weekday
    assert abs((near - day).days) < 7
    if day.isoweekday() == weekday:
        assert near == day


@pytest.mark.parametrize(
    ("weekday", "direction", "expected"),
    [
        (2, Direction.PAST, "2024-05-14"),
        (2, Direction.UNKNOWN, "2024-05-14"),
        (2, Direction.FUTURE, "2024-05-21"),
        (4, Direction.FUTURE, "2024-05-16"),
        (5, Direction.PAST, "2024-05-10"),
        (3, Direction.INTENDED, "2024-05-15"),
        (3, Direction.FUTURE, "2024-05-22"),
    ],
)
def test_weekday_near(weekday: int, direction: Direction, expected: str) -> None:
    assert timex_values.weekday_near(THURSDAY, weekday, direction).isoformat() == expected


def test_next_and_last_weekday_are_never_one_day_away() -> None:
    assert timex_values.weekday_beside(THURSDAY, 5, 1) == date(2024, 5, 24)
    assert timex_values.weekday_beside(THURSDAY, 3, -1) == date(2024, 5, 8)
    assert timex_values.weekday_beside(THURSDAY, 4, 1) == date(2024, 5, 23)


@pytest.mark.parametrize(
    ("month", "direction", "expected"),
    [
        (5, Direction.PAST, 2024),
        (5, Direction.FUTURE, 2024),
        (7, Direction.PAST, 2023),
        (7, Direction.FUTURE, 2024),
        (2, Direction.FUTURE, 2025),
        (4, Direction.INTENDED, 2024),
        (7, Direction.UNKNOWN, 2023),
    ],
)
def test_year_of_month(month: int, direction: Direction, expected: int) -> None:
    assert timex_values.year_of_month(THURSDAY, month, direction) == expected


@pytest.mark.parametrize(
    ("reference", "month", "day", "direction", "expected"),
    [
        (date(2024, 1, 4), 12, 30, Direction.PAST, 2023),
        (date(2023, 12, 28), 1, 4, Direction.FUTURE, 2024),
        (date(2023, 12, 28), 1, 4, Direction.UNKNOWN, 2024),
        (date(2023, 1, 28), 2, 29, Direction.FUTURE, 2024),
        (date(2024, 5, 16), 5, 3, Direction.PAST, 2024),
    ],
)
def test_year_of_day(reference: date, month: int, day: int, direction: Direction, expected: int) -> None:
    assert timex_values.year_of_day(reference, month, day, direction) == expected


@given(DAYS, st.sampled_from(["SP", "SU", "FA", "WI"]), st.sampled_from(list(Direction)))
def test_a_season_near_is_within_a_year(day: date, season: str, direction: Direction) -> None:
    start = timex_values.start_of(timex_values.season_near(day, season, direction))
    assert start is not None
    assert abs((start - day).days) <= 366


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("easter", 2024, "2024-03-31"),
        ("easter", 1954, "1954-04-18"),
        ("easter", 2000, "2000-04-23"),
        ("good friday", 2024, "2024-03-29"),
        ("thanksgiving", 2023, "2023-11-23"),
        ("black friday", 2023, "2023-11-24"),
        ("memorial day", 2024, "2024-05-27"),
        ("labor day", 2024, "2024-09-02"),
        ("election day", 2024, "2024-11-05"),
        ("election day", 2022, "2022-11-08"),
        ("christmas eve", 2024, "2024-12-24"),
    ],
)
def test_holidays(name: str, year: int, expected: str) -> None:
    assert holidays.day_of(name, year).isoformat() == expected


@given(st.sampled_from(sorted(holidays.names())), st.integers(1900, 2099))
def test_every_holiday_has_a_day_in_every_year(name: str, year: int) -> None:
    day = holidays.day_of(name, year)
    assert day.year == year


@given(st.integers(1900, 2099))
def test_easter_is_a_sunday_of_march_or_april(year: int) -> None:
    day = holidays.easter(year)
    assert day.isoweekday() == 7
    assert date(year, 3, 22) <= day <= date(year, 4, 25)


def test_moved_keeps_within_the_month() -> None:
    assert timex_values.moved(date(2024, 1, 31), 1, "M") == date(2024, 2, 29)
    assert timex_values.moved(date.max - timedelta(days=1), 5, "D") is None


def test_nothing_asks_for_today(monkeypatch: pytest.MonkeyPatch) -> None:
    class Forbidden(date):
        @classmethod
        def today(cls) -> Any:
            raise AssertionError("today's date was asked for")

    monkeypatch.setattr(timex_values, "date", Forbidden)
    assert timex_values.weekday_near(THURSDAY, 2, Direction.PAST) == date(2024, 5, 14)
