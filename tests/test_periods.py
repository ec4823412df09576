"""How a list by date is parted into pages."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.site.pages.periods import BY_YEAR, LEVELS, DatedItem, filing_day, first_page, periods_of

_DAYS = st.dates().map(str) | st.just("") | st.sampled_from([f"2031-05-{day:02}" for day in range(1, 32)])


def items(*days: str, weight: int = 10) -> list[DatedItem[str]]:
    return [
        DatedItem(f"{day} {number}", day, weight) for number, day in enumerate(sorted(days, reverse=True))
    ]


def keys(days: Sequence[str], limit: int) -> list[object]:
    return [
        (period.key, [part.key for part in period.parts]) if period.parts else period.key
        for period in periods_of(items(*days), limit)
    ]


def test_a_period_is_parted_where_it_is_too_full() -> None:
    past = ["1492-10-12", "1789-07-14", "1969-07-20"]
    assert keys(past, 30) == ["1400/1969"]
    assert keys([*past, *["2031-05-01"] * 3], 30) == ["2031", "1400/1969"]
    year = [f"2031-{month:02}-07" for month in (1, 2, 3, 4, 7, 8, 9) for _ in range(2)]
    assert keys([*past, *year], 30) == [
        ("2031", ["2031-09", "2031-08", "2031-07", "2031-04/2031-06", "2031-03", "2031-02", "2031-01"]),
        "1400/1969",
    ]
    month = [f"2031-02-{day:02}" for day in range(1, 29)]
    assert keys(month, 30) == [
        "2031-02-21/2031-02-28",
        "2031-02-11/2031-02-20",
        "2031-02-01/2031-02-10",
    ]


def test_a_year_may_go_on_over_some_pages_and_a_decade_may_not() -> None:
    (year, decade) = periods_of(items(*["2031-05-07"] * 5, *["2021-05-07"] * 2), 20)
    assert [len(page) for page in year.pages] == [2, 2, 1]
    assert (decade.key, decade.count) == ("2021", 2)
    (year, *decades) = periods_of(items(*["2031-05-07"] * 5, "2021-05-07", "2022-05-07", "2023-01-01"), 20)
    assert [each.key for each in decades] == ["2023", "2000/2022"]


def test_years_in_which_little_happened_share_a_page() -> None:
    days = [f"{year}-05-07" for year in range(2031, 2040)]
    assert keys(days, 50) == ["2035/2039", "2030/2034"]
    assert keys([*days, *["2037-05-07"] * 3], 50) == ["2039", "2038", "2037", "2036", "2000/2035"]


def test_a_list_may_have_a_page_for_each_year() -> None:
    found = periods_of(items("1492-10-12", "1969-07-20", "2031-05-01"), 100, BY_YEAR)
    assert [period.key for period in found] == ["2031", "1969", "1492"]


@given(st.lists(_DAYS, max_size=60), st.integers(10, 80), st.sampled_from([LEVELS, BY_YEAR]))
def test_everything_stands_on_one_page_in_its_order_and_no_page_is_too_full(
    days: list[str], limit: int, levels: Sequence[object]
) -> None:
    given_items = items(*days)
    leaves = [leaf for period in periods_of(given_items, limit, levels) for leaf in period.leaves()]  # type: ignore[arg-type]
    assert [item for leaf in leaves for page in leaf.pages for item in page] == [
        each.item for each in given_items
    ]
    assert all(len(page) * 10 <= limit for leaf in leaves for page in leaf.pages)
    assert len({leaf.slug for leaf in leaves}) == len(leaves)
    assert [leaf.count for leaf in leaves] == [sum(map(len, leaf.pages)) for leaf in leaves]


def test_what_is_added_to_one_period_leaves_the_others_as_they_are() -> None:
    days = [
        f"20{year}-{month:02}-{day:02}" for year in (29, 30, 31) for month in range(1, 13) for day in (3, 19)
    ]
    before, after = (
        {leaf.key: leaf.count for period in periods_of(items(*some), 30) for leaf in period.leaves()}
        for some in (days, [*days, "2030-05-05"])
    )
    assert {key for key in after.keys() | before.keys() if before.get(key) != after.get(key)} <= {
        "2030-04/2030-06",
        *(f"2030-{month:02}" for month in (4, 5, 6)),
    }


def test_an_item_that_is_too_large_has_a_page_of_its_own() -> None:
    large = [
        DatedItem("a", "2031-01-01", 5),
        DatedItem("b", "2031-01-01", 50),
        DatedItem("c", "2031-01-01", 5),
    ]
    (period,) = periods_of(large, 20)
    assert period.pages == (("a",), ("b",), ("c",))
    assert first_page(large, 20) == ("a",)


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2031-05-07", "2031-05-07"),
        ("2031-05", "2031-05-01"),
        ("2031", "2031-01-01"),
        ("../2020", "2020-12-31"),
        ("soon", ""),
        (None, ""),
    ],
)
def test_a_date_is_filed_under_its_first_day(date: str | None, day: str) -> None:
    assert filing_day(date) == day
