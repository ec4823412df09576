"""The outlet of a page by what the page says of itself."""

import pytest

from dateline.layout.page_outlet import page_outlet


@pytest.mark.parametrize(
    ("lines", "outlet"),
    [
        (["Subscribe to the Halmery Courier"], "Halmery Courier"),
        (["Like Halmery Courier on Facebook"], "Halmery Courier"),
        (["By submitting you agree to the Halmery Courier privacy policy."], "Halmery Courier"),
        (["Want more Halmery Courier? Sign up below."], "Halmery Courier"),
        (["Write to tips@halmerycourier.com."], "halmerycourier.com"),
        (["dpoe@ostrelive.com", "Follow Ostrelive on Twitter"], "Ostrelive"),
        (["Popular on Halmery Courier:", "Jo Kern is a reporter at the Halmery Courier."], "Halmery Courier"),
        (["Mashable"], "Mashable"),
    ],
    ids=["subscribe", "network", "policy", "appeal", "mail", "word-and-mail", "twice", "known"],
)
def test_a_page_names_its_outlet(lines: list[str], outlet: str) -> None:
    assert page_outlet(lines) == outlet


@pytest.mark.parametrize(
    "lines",
    [
        ["Popular on Halmery Courier:"],
        ["Sign up for the Science newsletter"],
        ["Subscribe to our newsletter", "About us", "Contact", "Follow us on Facebook"],
        ["Write to ana.ruiz@gmail.com."],
        ["Reuters", "AFP"],
        ["Follow Jo Kern on Twitter", "More from Jo Kern"],
    ],
    ids=["once", "section", "page", "mail-host", "agencies", "author"],
)
def test_what_names_no_outlet(lines: list[str]) -> None:
    assert page_outlet(lines, frozenset({"Jo Kern"})) is None
