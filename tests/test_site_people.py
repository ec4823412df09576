"""Who is who: names with the roles that the quotes tell."""

from dateline.briefing import document
from dateline.site.pages.briefing_page import NamedPerson, people_of

TEXT = """---
title: A
people: [Mira Holt, ola arnaud, Mira Holt]
---

## Key quotes

!!! quote "Ola Arnaud"
    “One.”[^q-1]

!!! quote "Ola Arnaud, chief engineer (in a statement)"
    “Two.”[^q-2]

!!! quote "Lorne Padovan, fire chief"
    “Three.”

!!! quote "Bo Lund"
    “Four.”[^q-4]

!!! quote "the letter, of March 19"
    “Five.”[^q-5]

!!! quote "Speaker not named"
    “Six.”[^q-6]
"""


def test_people_then_speakers_whose_role_is_told() -> None:
    assert people_of(document.read(TEXT, "a.md")) == (
        NamedPerson("Mira Holt"),
        NamedPerson("ola arnaud", "chief engineer", ("q-1", "q-2")),
        NamedPerson("Lorne Padovan", "fire chief", ()),
    )


def test_nobody() -> None:
    assert people_of(document.read("---\ntitle: A\n---\n\nIt rained.\n", "a.md")) == ()
