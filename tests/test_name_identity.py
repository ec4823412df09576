"""Which names are one name, and which stay apart."""

import pytest

from dateline.lang import lexicon
from dateline.lang.name_identity import form_key, full_names, known_forms, known_name
from dateline.model.annotations import EntityKind

PLACE, ORGANISATION = EntityKind.PLACE, EntityKind.ORGANISATION


@pytest.mark.parametrize(
    ("form", "known"),
    [
        ("U.S.", ("United States", PLACE)),
        ("US", ("United States", PLACE)),
        ("the United States", ("United States", PLACE)),
        ("United States of America", ("United States", PLACE)),
        ("UN", ("United Nations", ORGANISATION)),
        ("U.N.", ("United Nations", ORGANISATION)),
        ("us", None),
        ("Norland", None),
        ("The", None),
        ("", None),
    ],
)
def test_known_names(form: str, known: tuple[str, EntityKind] | None) -> None:
    assert known_name(form) == known


def test_no_form_is_of_two_names() -> None:
    rows = [row for section in lexicon.table("names/aliases").values() for row in section.items()]
    keys = [form_key(form) for name, forms in rows if isinstance(forms, list) for form in (name, *forms)]
    assert len(keys) == len(set(keys)), (
        "a form that may be of two names is of neither, and points need no form"
    )


def test_forms_of_a_name() -> None:
    assert "UN" in known_forms("United Nations")
    assert known_forms("Norland") == ()


@pytest.mark.parametrize(
    ("people", "full"),
    [
        (["Ada Moor", "Moor"], {"Moor": "Ada Moor"}),
        (["Ada Moor", "Ben Moor", "Moor"], {}),
        (["Ada van Berg", "van Berg", "Berg"], {"van Berg": "Ada van Berg", "Berg": "Ada van Berg"}),
        (["Ada Moor Jr.", "Moor"], {"Moor": "Ada Moor Jr."}),
        (["Ada Moor", "Ada K. Moor", "Moor"], {"Ada Moor": "Ada K. Moor", "Moor": "Ada K. Moor"}),
        (["Ada Moor", "Ada K. Moor", "Ada L. Moor"], {}),
        (["Ada Moor", "Ada"], {}),
        (["Moor"], {}),
    ],
)
def test_full_names(people: list[str], full: dict[str, str]) -> None:
    assert full_names(people) == full
