"""Dates in a reader's words."""

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import edtf
from dateline.site.date_format import date_words, day_words, is_date, month_of, month_words
from dateline.site.interface_language import ENGLISH, Language, interface_language_of


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
        ("2011/2011", "2011"),
        ("2011-05/2011-05", "May 2011"),
        ("2011-05-03/2011-05-03", "May 3, 2011"),
        ("2011-05~/2011-05~", "about May 2011"),
        ("2011-21/2011-21", "spring 2011"),
        ("201X/201X", "the 2010s"),
        ("2011-05-30/2011-05", "May 30, 2011 – May 2011"),
        ("2011/2011-05", "2011 – May 2011"),
        ("2011-05/2011", "May 2011 – 2011"),
        ("2011-21/2011-23", "spring 2011 – autumn 2011"),
        ("2011-05-03?/2011-05-07?", "perhaps May 3, 2011 – perhaps May 7, 2011"),
        ("2011-05-03/2011-05-07~", "May 3, 2011 – about May 7, 2011"),
        ("199X/2003", "the 1990s – 2003"),
        ("1999/200X", "1999 – the 2000s"),
        ("../2011-05-03", "until May 3, 2011"),
        ("/2011-05-03", "until May 3, 2011, start unknown"),
        ("/2011", "until 2011, start unknown"),
        ("2011-05-03/..", "since May 3, 2011"),
        ("2011-05-03/", "from May 3, 2011, end unknown"),
        ("2011-05/", "from May 2011, end unknown"),
        ("2011~/", "from about 2011, end unknown"),
        ("2011-05-03T09:30/2011-05-03T11:00", "May 3, 2011, 9:30\u00a0a.m. – 11:00\u00a0a.m."),
        ("2011-05-03T09:30Z/2011-05-03T11:00Z", "May 3, 2011, 9:30\u00a0a.m. – 11:00\u00a0a.m.\u00a0UTC"),
        ("2011-05-03T09:30:05/2011-05-03T09:30:50", "May 3, 2011, 9:30\u00a0a.m."),
        (
            "2011-05-03T09:30/2011-05-04T11:00",
            "May 3, 2011, 9:30\u00a0a.m. – May 4, 2011, 11:00\u00a0a.m.",
        ),
        ("2011-05-03/2011-05-03T11:00", "May 3, 2011 – May 3, 2011, 11:00\u00a0a.m."),
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
    assert (is_date(value), date_words(value, ENGLISH)) == (True, words)


@pytest.mark.parametrize("value", ["soon", "2019-13", "2019-02-30", "<b>", "", "2022/2020", "25/04/2019"])
def test_what_is_no_date_is_shown_as_it_is(value: str) -> None:
    assert (is_date(value), date_words(value, ENGLISH)) == (False, value)


@given(st.dates())
def test_any_day_has_words(day: object) -> None:
    assert is_date(str(day))
    assert date_words(str(day), ENGLISH).endswith(str(day)[:4])


@given(st.text(alphabet="0123456789-/.TX~?%:Z+", max_size=30))
def test_never_raises(value: str) -> None:
    assert is_date(value) or date_words(value, ENGLISH) == value


def in_locale(name: str) -> Language:
    """The messages of English with the dates of any language that Babel has."""
    return Language(name.replace("_", "-"), Locale.parse(name), {}, lambda number: int(number != 1))


INTERVALS = (
    "2011/2011", "2011/2013", "2011/2011-05", "2011/2013-05-07", "201X/2021", "19XX/20XX", "2011-21/2011-23",
    "2011-05/2011-05", "2011-05/2011-07", "2011-05/2013-07", "2011-05~/2011-05", "2011-05?/2011-07%",
    "2011-05-13/2011-05-13", "2011-05-13/2011-05-27", "2011-05-13/2011-07-27", "2011-05-13/2013-05-13",
    "2011-05-13/2011-05", "2011-05/2011-05-27", "2011-05-13~/2011-05-27~", "0987-05-13/0987-05-27",
    "2011-05-13T09:31/2011-05-13T11:47", "2011-05-13T09:31Z/2011-05-14T11:47Z", "2011-05-13/2011-05-13T11:47",
    "../2011", "/2011-05", "../2011-05-27", "2011/", "2011-05/..", "2011-05-13/..", "2011-05-13T09:31/",
)  # fmt: skip


@pytest.mark.parametrize("value", INTERVALS)
def test_a_table_of_valid_intervals(value: str) -> None:
    assert edtf.is_valid(value)


@pytest.mark.long
def test_every_language_has_words_for_every_interval() -> None:
    failed = {}
    for name in locale_identifiers():
        language = in_locale(name)
        for value in INTERVALS:
            words = date_words.__wrapped__(value, language)
            if not told(value, words):
                failed[name, value] = words
    assert failed == {}


def told(value: str, words: str) -> bool:
    """Whether the words hold the year and the day of each end, each that is given."""
    ends = [end for end in value.split("/") if end.strip(".")]
    years = {end[:4] for end in ends if end[:4].isdigit()}
    days = {str(int(end[8:10])) for end in ends if end[8:10]}
    return bool(words) and all(year in words for year in years) and all(day in words for day in days)


def points() -> st.SearchStrategy[str]:
    days = st.dates().map(str)
    zones = st.sampled_from(["", "Z", "+05:30", "-11:00"])
    clocked = st.builds(lambda stamp, zone: stamp.isoformat(timespec="minutes") + zone, st.datetimes(), zones)
    months, years = days.map(lambda day: day[:7]), days.map(lambda day: day[:4])
    seasons = st.builds(lambda year, season: f"{year}-{season}", years, st.integers(21, 24))
    spans = st.one_of(years.map(lambda year: year[:3] + "X"), years.map(lambda year: year[:2] + "XX"))
    qualified = st.builds(
        str.__add__, st.one_of(days, months, years, seasons, spans), st.sampled_from(["", "~", "?", "%"])
    )
    return st.one_of(qualified, clocked).filter(edtf.is_valid)


def dates() -> st.SearchStrategy[str]:
    ends = st.one_of(points(), st.sampled_from(["", ".."]))
    near = st.builds(  # two ends of one month or day are rare among all
        lambda end, cuts: "/".join(end[:cut] for cut in cuts),
        st.dates().map(str),
        st.tuples(st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10])),
    )
    intervals = st.builds(lambda left, right: f"{left}/{right}", ends, ends)
    return st.one_of(points(), intervals, near).filter(edtf.is_valid)


@given(dates(), st.sampled_from(sorted(locale_identifiers())))
def test_every_date_has_words_in_every_language(value: str, name: str) -> None:
    language = in_locale(name)
    assert told(value, date_words(value, language))
    assert day_words(value, language) and month_words(month_of(value), language)
    assert date_words(value, interface_language_of("de"))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("../2011-05-03", "bis zum 3. Mai 2011"),
        ("../2011-05-03~", "bis um den 3. Mai 2011"),
        ("2011-05/2011-05", "Mai 2011"),
        ("2011-05/2011-07", "Mai–Juli 2011"),
        ("2011-05-03/", "vom 3. Mai 2011 an, Ende unbekannt"),
        ("/2011", "bis 2011, Beginn unbekannt"),
        ("2011-05-03T09:30/2011-05-03T11:00", "3. Mai 2011, 09:30 – 11:00 Uhr"),
    ],
)
def test_words_in_german(value: str, words: str) -> None:
    assert date_words(value, interface_language_of("de")) == words


@pytest.mark.parametrize(
    ("value", "month"),
    [
        ("../2019-05", "2019"),
        ("/2019-05-03", "2019"),
        ("2019-05/..", "2019"),
        ("2019-05", "2019-05"),
        ("", ""),
    ],
)
def test_an_interval_is_filed_under_a_year_that_it_names(value: str, month: str) -> None:
    assert month_of(value) == month


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2011-05-03", "Tuesday, May 3, 2011"),
        ("2011-05-03~", "about May 3, 2011"),
        ("2011-05-03/2011-05-03", "May 3, 2011"),
    ],
)
def test_a_heading_has_the_day_of_the_week_of_a_day_that_is_sure(value: str, words: str) -> None:
    assert day_words(value, ENGLISH) == words
