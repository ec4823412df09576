"""Dates in a reader's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.publish.language import ENGLISH
from dateline.publish.moments import Moment, date_words, moment_of


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2019", "2019"),
        ("2019-04", "April 2019"),
        ("2019-04-25", "April 25, 2019"),
        ("0987-12-05", "December 5, 0987"),
        ("201X", "the 2010s"),
        ("19XX", "the 1900s"),
        ("2019-21", "spring 2019"),
        ("2019-24", "winter 2019"),
        ("2019-02~", "about February 2019"),
        ("2019-02-07?", "perhaps February 7, 2019"),
        ("2019%", "perhaps about 2019"),
        ("196X~", "about the 1960s"),
        ("2020/2022", "2020–2022"),
        ("2020/..", "since 2020"),
        ("../2020-05", "until May 2020"),
        ("2019-04-25/2019-04-27", "April 25–27, 2019"),
        ("2019-04-25/2019-05-02", "April 25 – May 2, 2019"),
        ("2019-03/2019-05", "March–May 2019"),
        ("2019-12-30/2020-01-02", "December 30, 2019 – January 2, 2020"),
        ("2019-12/2020-01", "December 2019 – January 2020"),
        ("2019~/2020", "about 2019 – 2020"),
        ("2019/2020-05", "2019 – May 2020"),
        ("2019-04-25T13:20:00-04:00", "April 25, 2019, 1:20\u00a0p.m.\u00a0UTC−4"),
        ("2019-04-25T00:05+05:30", "April 25, 2019, 12:05\u00a0a.m.\u00a0UTC+5:30"),
        ("2019-04-25T12:00:00Z", "April 25, 2019, 12:00\u00a0p.m.\u00a0UTC"),
        ("2019-04-25T23:59", "April 25, 2019, 11:59\u00a0p.m."),
        pytest.param(
            "2019-04-25T13:20:00.5-04:00", "April 25, 2019, 1:20\u00a0p.m.\u00a0UTC−4", id="fraction, no EDTF"
        ),
    ],
)
def test_words(value: str, words: str) -> None:
    assert (moment_of(value), date_words(value, ENGLISH)) == (Moment(value), words)


@pytest.mark.parametrize("value", ["soon", "2019-13", "2019-02-30", "<b>", "", "2022/2020", "25/04/2019"])
def test_what_is_no_date_is_shown_as_it_is(value: str) -> None:
    assert (moment_of(value), date_words(value, ENGLISH)) == (Moment(value, valid=False), value)


@given(st.dates())
def test_any_day_has_words(day: object) -> None:
    assert moment_of(str(day)).valid
    assert date_words(str(day), ENGLISH).endswith(str(day)[:4])


@given(st.text(alphabet="0123456789-/.TX~?%:Z+", max_size=30))
def test_never_raises(value: str) -> None:
    assert moment_of(value).value == value
    date_words(value, ENGLISH)
