"""What is found at the head of a pasted page: headline, authors, day, where the body begins."""

import pytest

from dateline.formats.seed_reader import article_from_seed
from dateline.model.article import Article, Seed

BODY = """\
The ferry to Harrow Isle has been taken out of service after a fire in its engine room on Tuesday.

Islanders told the council that they felt cut off and asked for a second vessel before the winter.

The council will meet again on Friday, and the operator has been asked to send its chief engineer.

Nobody was hurt in the fire, and all passengers were brought ashore by the lifeboats of Port Linden.

The ferry had been due for an inspection in June, its operator told the council in a letter."""
TITLE = "Ferry to Harrow Isle taken out of service"


def article(head: str) -> Article:
    return article_from_seed(Seed("seeds/ferry.txt", f"{head}\n\n{BODY}\n".encode()), 10_000)[0]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"Jump to navigation Skip navigation\nNews\n{TITLE}\nBy Mira Okafor", TITLE),
        (
            "EXPLORE\nMAGAZINE\nThe ferry to Harrow Isle is out of service. Now the council is asked.\n"
            "Harrow Isle has been cut off from the council and its islanders since a fire in the engine room.\n"
            "Monday, 6 May 2024\nBy Mira Okafor",
            "The ferry to Harrow Isle is out of service. Now the council is asked.",
        ),
        (
            f"Facebook\n{TITLE}\nsearch\nHome\n'The islanders have felt cut off for a long winter'\n{TITLE}\n"
            "By Mira Okafor",
            TITLE,
        ),
        (
            f"Previous\nNext\n{TITLE} at height of the season\n"
            "Islanders told council they felt cut off\nFerry operator asked to send its chief engineer\n"
            "All passengers were brought ashore by the lifeboats\nBy Mira Okafor",
            f"{TITLE} at height of the season",
        ),
        (
            "Culture\nLike Follow\nThe ferry to Harrow Isle is out of service. The islanders wait.\n"
            "Share on Facebook Share on Twitter\nThe council will meet the operator of the ferry.\n"
            "Image: VICKY ARLEN / COURIER\nBy Mira Okafor",
            "The ferry to Harrow Isle is out of service. The islanders wait.",
        ),
        (f"Local Videos, Ferry Videos »\n{TITLE}\nPosted: Tuesday, May 7, 2024, 8:09 PM", TITLE),
    ],
    ids=[
        "controls in a row",
        "a sentence",
        "a line above the title",
        "points of a summary below it",
        "signed below a picture",
        "a link above it",
    ],
)
def test_the_headline(head: str, title: str) -> None:
    assert article(head).title == title


@pytest.mark.parametrize(
    ("signed", "authors"),
    [
        ("by Mira Okafor\nMay 3, 2024\nBy Tam Brodie/WireImage.", ["Mira Okafor"]),
        ("May 3, 2024\nCut Off, Second Vessel", []),
        ("AFP\nUpdated: May 3, 2024", ["AFP"]),
        ("By Mira Okafor last updated 4 May 2024", ["Mira Okafor"]),
        ("By Mira Symon, May 3, 2024", ["Mira Symon"]),
        ("May 3, 2024\nFiled Under\nLifestyle\nTam Brodie", []),
        ("Share\nDavid Okafor:", []),
        ("Share\nFOX Sports David Okafor\nShare\nMore on the ferry", ["David Okafor"]),
        (
            "David Okafor/Staff Photographer\nThe ferry at the pier on Tuesday.\nStaff Reports\nMay 3, 2024",
            [],
        ),
    ],
    ids=[
        "photo credit",
        "subjects",
        "agency",
        "updated",
        "a weekday within a name",
        "topics",
        "a label",
        "an outlet beside the name",
        "who took the picture",
    ],
)
def test_the_authors(signed: str, authors: list[str]) -> None:
    assert list(article(f"{TITLE}\n{signed}").authors) == authors


def test_a_row_of_facts_opens_the_body() -> None:
    found = article(f"{TITLE}\nBy Mira Okafor\nName: the Gull\nLength: 12 metres")
    assert [found.slice(block.span) for block in found.paragraphs()][:2] == [
        "Name: the Gull",
        "Length: 12 metres",
    ]
