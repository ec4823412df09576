"""Truecasing: what a headline's words look like in a sentence."""

from typing import Any

import pytest

from dateline.extract.truecasing import common_words, truecased

BODY = ["On Monday the ferry Moor sank off Larsund, divers said.", "It had been run by Hale Lines for years."]


@pytest.mark.model
@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Ferry Sinks off Larsund After Strike", "Ferry sinks off Larsund after strike"),
        ("Divers Find Bell of the Moor", "Divers find bell of the Moor"),
        ("FERRY SINKS OFF LARSUND", "Ferry sinks off Larsund"),
        ("U.S. Ferry Sinks Near Larsund Quay", "U.S. ferry sinks near Larsund Quay"),
        ("TELIX DENIES FAULT, SAYS D.C. LAWYER", "Telix denies fault, says D.C. Lawyer"),
        ("Ferry sinks off Larsund", "Ferry sinks off Larsund"),
        ("", ""),
    ],
)
def test_words_that_are_no_names_are_small(nlp: Any, headline: str, expected: str) -> None:
    assert truecased(headline, BODY, common_words(nlp)) == expected


@pytest.mark.model
def test_without_a_lemmatizer_only_function_words_are_known(nlp: Any) -> None:
    with nlp.select_pipes(disable=["lemmatizer"]):
        is_common = common_words(nlp)
        assert is_common("after")
        assert not is_common("sinks")
