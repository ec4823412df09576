"""Numbers in digits and in words, and where one ends beside another."""

import pytest

from dateline.check.numbers import numbers_in


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("two hundred and fifty people", [250]),
        ("3.5 million crowns", [3_500_000]),
        ("5 million two hundred crowns", [5_000_200]),
        ("reported on July 18 two ferries", [18, 2]),
        ("in 2031 thirty-two boats", [2031, 32]),
    ],
)
def test_where_a_number_ends(text: str, values: list[float]) -> None:
    assert [number.values[0] for number in numbers_in(text)] == values
