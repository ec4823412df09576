"""What items of lists weigh, held against what the templates make of them."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.site.contents import Contents
from dateline.site.pages import page_weight
from dateline.site.pages.page_weight import briefing_weight, line_weights, quote_weight
from test_page_size import contents, environment

BASE = "../../.."
MOST = 2.0
"""How many times its HTML an item may weigh: what weighs too much leaves pages half empty."""


@pytest.fixture(scope="module")
def found() -> Contents:
    return contents(120)


@pytest.fixture(scope="module")
def parts() -> Any:
    """The macros that show items."""
    return environment().get_template("partials/story_pages.html").module


def ratios(items: Iterable[Any], weight: Callable[[Any], int], show: Callable[[Any], str]) -> list[float]:
    return [weight(item) / len(show(item).encode()) for item in items]


@pytest.mark.parametrize("is_full", [True, False])
def test_a_line(found: Contents, parts: Any, is_full: bool) -> None:
    shares = ratios(
        found.data.lines,
        lambda line: line_weights(line)[is_full],
        lambda line: str(parts.entry(line, BASE, "", is_full, ())),
    )
    assert min(shares) >= 1 and max(shares) < MOST


def test_a_quote(found: Contents, parts: Any) -> None:
    quotes = [quote for some in found.data.index.quotes.values() for quote in some]
    shares = ratios(quotes, quote_weight, lambda quote: str(parts.quote(quote, BASE, False)))
    assert min(shares) >= 1 and max(shares) < MOST


def test_a_briefing(found: Contents, parts: Any) -> None:
    shares = ratios(
        found.data.index.briefings,
        briefing_weight,
        lambda briefing: str(parts.briefing(briefing, BASE, ' class="filed__more"', "few")),
    )
    assert min(shares) >= 1 and max(shares) < MOST


@given(st.lists(st.text() | st.none()))
def test_texts_weigh_what_they_take_escaped(texts: list[str | None]) -> None:
    assert page_weight._size(*texts) == sum(len(escape(text).encode()) for text in texts if text)
