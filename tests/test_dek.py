"""What is printed as a dek reads as one; each rule has a text that it alone keeps out."""

import pytest

from dateline.compose.dek import DEK_VETOES, dek_of
from dateline.model.article import Article

RULED_OUT = {
    "label": "The bridge closed",
    "byline": "By ada moor and bo lind, who was there",
    "interface": "Add as preferred on the search page to see more",
    "of_the_page": "Subscribe to get what was told first",
    "no_verb": "norland council bridge ferry Ada Moor",
    "title_case": "Norland Council to Close Ferry",
    "repeats": "the gate of Tolm was lost",
}


def article(dek: str | None) -> Article:
    return Article("a", "", "", (), "Tolm loses its gate", dek)


def test_every_rule_has_a_case() -> None:
    assert RULED_OUT.keys() == DEK_VETOES.keys()


@pytest.mark.parametrize("name", DEK_VETOES)
def test_a_rule_alone_keeps_its_example_out(name: str) -> None:
    text = RULED_OUT[name]
    assert [rule for rule, holds in DEK_VETOES.items() if holds(text, article(text))] == [name]
    assert dek_of(article(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "The council says that the bridge of Tolm will open in May.",
        "Repairs that were to take a year have taken nine, and the ferry is full",
        "100 years ago the first ferry crossed the Orr",
        "An interview with Ada Moor, author of “The Ferry”",
    ],
)
def test_a_dek(text: str) -> None:
    assert dek_of(article(text)) == text


def test_no_dek() -> None:
    assert dek_of(article(None)) is None


@pytest.mark.parametrize("text", ["Ada Moor 7 hours", "ada moor has told us, 7 hours ago"])
def test_who_wrote_it_and_when_is_no_dek(text: str) -> None:
    assert dek_of(article(text)) is None
