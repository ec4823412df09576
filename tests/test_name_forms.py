import pytest

from dateline.extract.names import name_forms as names
from dateline.extract.names.name_forms import Gender


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ada Moor", ["Ada", "Moor"]),
        ("Ada Moor’s", ["Ada", "Moor"]),
        ("the boats'", ["the", "boats"]),
        ("Han Ji-woo", ["Han", "Ji-woo"]),
        ("Peter J. Crane", ["Peter", "J.", "Crane"]),
        ("O’Hara", ["O’Hara"]),
        ("", []),
    ],
)
def test_name_words(text: str, words: list[str]) -> None:
    assert names.name_words(text) == words


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("President Ada Moor", "Ada Moor"),
        ("Norland Rail spokesman Ivo Brandt", "Ivo Brandt"),
        ("Lt. Gen. Artur Wolff", "Artur Wolff"),
        ("Marieke van der Velde", "Marieke van der Velde"),
        pytest.param("Chancellor", "Chancellor", id="a title alone"),
    ],
)
def test_without_titles(text: str, rest: str) -> None:
    assert " ".join(names.without_titles(names.name_words(text))) == rest


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Ada Moor", "Moor"),
        ("Ada Moor", "Ada"),
        ("Kwon Ji Ho", "Kwon"),
        ("Marieke van der Velde", "van der Velde"),
        ("Lucía Ortega Ruiz", "Ortega"),
        ("Peter Crane Jr.", "Crane"),
        ("Khalid bin Omar al-Hadri", "al-Hadri"),
    ],
)
def test_short_forms(full: str, short: str) -> None:
    assert tuple(short.split()) in set(names.short_forms(tuple(full.split())))


def test_spellings_share_a_key() -> None:
    assert names.spelling_key("Sun Min-ho") == names.spelling_key("Sun Min Ho")


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Ada Moor", Gender.FEMALE),
        ("Tomas Berg", Gender.MALE),
        ("Jean-Marc Poll", Gender.MALE),
        ("Xyzzy Berg", None),
    ],
)
def test_gender_of_name(name: str, gender: Gender | None) -> None:
    assert names.gender_of_name(name.split()) is gender


@pytest.mark.parametrize("name", ["Monday", "COVID", "2009", "reporters", "Republicans"])
def test_is_noise(name: str) -> None:
    assert names.is_noise(name)


@pytest.mark.parametrize(
    ("name", "is_one"), [("Ministry of Works", True), ("Norport University", True), ("Ada Moor", False)]
)
def test_looks_like_organisation(name: str, is_one: bool) -> None:
    assert names.looks_like_organisation(name.split()) is is_one
