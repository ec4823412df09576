"""EDTF: what is read, what is refused, how dates are ordered."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import edtf


@pytest.mark.parametrize(
    ("value", "earliest", "latest", "precision"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31), "year"),
        ("2019-04", date(2019, 4, 1), date(2019, 4, 30), "month"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("2019-04-25", date(2019, 4, 25), date(2019, 4, 25), "day"),
        ("2019-04-25T13:20:00-04:00", date(2019, 4, 25), date(2019, 4, 25), "day"),
        ("2019-04-25T13:20", date(2019, 4, 25), date(2019, 4, 25), "day"),
        ("201X", date(2010, 1, 1), date(2019, 12, 31), "decade"),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31), "century"),
        ("2019-21", date(2019, 3, 1), date(2019, 5, 31), "season"),
        ("2019-24", date(2019, 12, 1), date(2020, 2, 29), "season"),
        ("2019-02~", date(2019, 2, 1), date(2019, 2, 28), "month"),
        ("2020/2022", date(2020, 1, 1), date(2022, 12, 31), "interval"),
        ("2020-03/..", date(2020, 3, 1), date.max, "interval"),
        ("../2020", date.min, date(2020, 12, 31), "interval"),
        ("/2020", date.min, date(2020, 12, 31), "interval"),
    ],
)
def test_bounds(value: str, earliest: date, latest: date, precision: str) -> None:
    parsed = edtf.parse(value)
    assert (parsed.earliest, parsed.latest, parsed.precision) == (earliest, latest, precision)


@pytest.mark.parametrize(
    ("value", "approximate", "uncertain"),
    [
        ("2019", False, False),
        ("2019~", True, False),
        ("2019?", False, True),
        ("2019%", True, True),
        ("2019~/2020", True, False),
    ],
)
def test_qualifiers(value: str, approximate: bool, uncertain: bool) -> None:
    parsed = edtf.parse(value)
    assert (parsed.approximate, parsed.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ("", "not an EDTF date"),
        ("Tuesday", "not an EDTF date"),
        ("2019-4-25", "not an EDTF date"),
        ("2019-13", "no such month"),
        ("2019-00", "no such month"),
        ("2019-02-30", "no such day"),
        ("2019-02-00", "no such day"),
        ("2019-04-25T25:61", "no such time"),
        ("0000", "year 0"),
        ("201X-05", "month of a year"),
        ("2022/2020", "ends before it begins"),
        ("../..", "not an EDTF interval"),
        ("/", "not an EDTF interval"),
        ("2019/2020/2021", "not an EDTF interval"),
        ("٢٠١٩", "not an EDTF date"),
    ],
)
def test_refused(value: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        edtf.parse(value)
    assert not edtf.is_valid(value)


def test_order() -> None:
    """By first day, then by last day, then by the clock."""
    ordered = [
        "2018",
        "2019-02-03",
        "2019-02-03T10:00",
        "2019-02-03T11:00",
        "2019-02-03/2019-02-05",
        "2019-03~",
        "2020",
        "2020/2022",
    ]
    assert sorted(sorted(ordered, key=len), key=edtf.sort_key) == ordered


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [("2019-04-25", "2019-04-27", 2), ("2019-04-27", "2019-04-25", 2), ("2019-04", "2019-04-25", 0)],
)
def test_days_between(first: str, second: str, days: int) -> None:
    assert edtf.days_between(first, second) == days


_DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))
_POINTS = st.one_of(
    _DAYS.map(date.isoformat), _DAYS.map(lambda d: d.isoformat()[:7]), _DAYS.map(lambda d: d.isoformat()[:4])
)


@given(st.one_of(_POINTS, st.tuples(_POINTS, st.sampled_from("~?%")).map("".join)))
def test_agrees_with_the_reference_parser(value: str) -> None:
    reference = pytest.importorskip("edtf").parse_edtf(value)
    parsed = edtf.parse(value)
    assert tuple(reference.lower_strict()[:3]) == parsed.earliest.timetuple()[:3]
    assert tuple(reference.upper_strict()[:3]) == parsed.latest.timetuple()[:3]


@given(st.text(max_size=30))
def test_never_fails_otherwise(value: str) -> None:
    assert edtf.is_valid(value) in (True, False)
