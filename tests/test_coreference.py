"""Whom a pronoun means, over mentions set by hand: two people in a text of four sentences, two paragraphs."""

import pytest

from dateline.extract.names.coreference import UNNAMED, EntityMention, Reference, Scene, chain_of
from dateline.extract.names.name_forms import Gender
from dateline.extract.names.profiles import Profile
from dateline.lang.lexicon import weights

ADA, TOMAS, XENO, BERTA = range(4)
PROFILES = {
    ADA: Profile(Gender.FEMALE, "mayor", frozenset({"mayor"})),
    TOMAS: Profile(Gender.MALE, None, frozenset()),
    XENO: Profile(None, None, frozenset()),
    BERTA: Profile(Gender.FEMALE, None, frozenset()),
}
SCENE = Scene(PROFILES, {TOMAS: (BERTA,), BERTA: (TOMAS,)}, (100, 200, 300), (0, 200))
SUBJECT, OBJECT = 1.5, 0.0


def at(start: int, entity: int, prominence: float = SUBJECT, is_full: bool = True) -> EntityMention:
    return EntityMention(start, start + 5, entity, prominence, is_full)


@pytest.mark.parametrize(
    ("mentions", "gender", "last", "expected"),
    [
        pytest.param([at(10, ADA), at(30, TOMAS)], Gender.FEMALE, None, ADA, id="of that gender"),
        pytest.param([at(10, ADA), at(30, TOMAS)], Gender.MALE, None, TOMAS, id="of the other"),
        pytest.param([at(10, TOMAS), at(30, XENO, OBJECT)], Gender.MALE, None, TOMAS, id="the subject"),
        pytest.param([at(10, TOMAS), at(220, XENO)], Gender.MALE, None, XENO, id="the nearer"),
        pytest.param([at(10, TOMAS)], Gender.FEMALE, None, None, id="nobody"),
        pytest.param(
            [at(10, ADA), at(230, TOMAS, is_full=False)], Gender.FEMALE, None, BERTA, id="of the family"
        ),
        pytest.param([at(10, ADA), at(230, TOMAS)], Gender.FEMALE, None, ADA, id="a full name is one's own"),
        pytest.param([at(220, XENO, OBJECT)], Gender.MALE, (TOMAS, 240), TOMAS, id="who spoke last"),
        pytest.param([at(260, ADA)], Gender.FEMALE, None, None, id="named later"),
    ],
)
def test_antecedent(
    mentions: list[EntityMention], gender: Gender, last: tuple[int, int] | None, expected: int | None
) -> None:
    assert SCENE.antecedent(mentions, gender, 250, last) == expected


def test_a_chain_of_pronouns_holds_on_to_its_name() -> None:
    she = [Reference(start, start + 3, Gender.FEMALE, "", False, SUBJECT) for start in (110, 210)]
    chain = chain_of(SCENE, [at(10, ADA), at(150, BERTA, OBJECT)], she)
    assert [mention.entity for mention in chain] == [ADA, ADA, BERTA, ADA]
    assert SCENE.antecedent(chain, Gender.FEMALE, 310) == ADA


def test_a_description_takes_up_whom_it_describes() -> None:
    mayor = Reference(110, 119, None, "mayor", False, SUBJECT)
    chain = chain_of(SCENE, [at(10, ADA), at(50, BERTA)], [mayor])
    assert chain[-1].entity == ADA
    assert SCENE.described(chain, "mayor") == ADA
    assert SCENE.described(chain, "pilot") is None


def test_somebody_new_without_a_name_is_nobody_named() -> None:
    neighbour = Reference(110, 121, None, "neighbour", True, SUBJECT)
    again = Reference(210, 223, None, "neighbour", False, SUBJECT)
    chain = chain_of(SCENE, [at(10, TOMAS)], [neighbour, again])
    assert [mention.entity for mention in chain] == [TOMAS, UNNAMED, UNNAMED]
    assert SCENE.antecedent(chain, Gender.MALE, 250) == UNNAMED


def test_a_description_of_another_gender_is_passed_over() -> None:
    woman = Reference(210, 217, Gender.FEMALE, "woman", True, SUBJECT)
    chain = chain_of(SCENE, [at(10, TOMAS)], [woman])
    assert SCENE.antecedent(chain, Gender.MALE, 250) == TOMAS


@pytest.mark.parametrize(
    ("weight", "mentions", "last", "expected", "without"),
    [
        ("namesake", [at(210, ADA), at(230, TOMAS, is_full=False)], None, ADA, BERTA),
        ("last_speaker", [at(220, ADA)], (BERTA, 240), BERTA, ADA),
    ],
)
def test_each_weight_counts(
    weight: str,
    mentions: list[EntityMention],
    last: tuple[int, int] | None,
    expected: int,
    without: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert SCENE.antecedent(mentions, Gender.FEMALE, 250, last) == expected
    monkeypatch.setitem(weights("names/weights"), weight, 0.0)
    assert SCENE.antecedent(mentions, Gender.FEMALE, 250, last) == without
