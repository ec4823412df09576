"""The words for a speaker: an example of each way in which they tell nobody, and words that do."""

import pytest

from dateline.compose.speaker_roles import ROLE_FAULTS, Role, has_unknown_initials, tells_who

FAULTY = {
    "cut": "friend of",
    "no_person": "Sunday market in Tolm",
    "leans": "director of Tolm pier whose wife",
    "whose": "the network’s reporter",
    "of_nothing": "mayor",
    "takes_up": "the head of the committee",
    "short_form": "Lt. Gov.",
    "initials": "HNA analyst",
}


def test_every_fault_has_an_example() -> None:
    assert FAULTY.keys() == ROLE_FAULTS.keys()


@pytest.mark.parametrize("name", ROLE_FAULTS)
def test_a_fault(name: str) -> None:
    role = Role(FAULTY[name])
    assert [fault for fault, holds in ROLE_FAULTS.items() if holds(role)] == [name]
    assert not tells_who(role.text)


@pytest.mark.parametrize(
    ("role", "headline"),
    [
        ("the mayor of Tolm", ""),
        ("Tolm mayor", ""),
        ("a beekeeper from Norport", ""),
        ("an engineer", ""),
        ("Tolm Works’ chief executive", ""),
        ("the network’s reporter", "network loses its mast"),
        ("the head of the committee", "committee meets in Tolm"),
        ("Norland Gov.", ""),
        ("professor of history at the University of Norport", ""),
        ("NATO analyst", ""),
        ("a co-founder of the Pier Society", ""),
        ("a radioastronomer", ""),
        ("40-year-old mayor of Tolm", ""),
    ],
)
def test_words_that_tell_who(role: str, headline: str) -> None:
    assert tells_who(role, frozenset(headline.split()))


@pytest.mark.parametrize(
    "role", ["40 engineers", "an owner’s", "leader and", "director of Norlux -", "", "her mother"]
)
def test_words_that_do_not(role: str) -> None:
    assert not tells_who(role)


@pytest.mark.parametrize(
    ("text", "is_unknown"),
    [
        ("the HNA knew", True),
        ("the H.N.A. knew", True),
        ("the HoA knew", True),
        ("the U.S. knew", False),
        ("Ada McMoor knew", False),
        ("I knew", False),
        ("NORLUX knew", True),
        ("HNA Harbour Works knew", False),
        ("the HNA President knew", True),
    ],
)
def test_initials(text: str, is_unknown: bool) -> None:
    assert has_unknown_initials(text, ()) is is_unknown
