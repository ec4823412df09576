"""The authors that the foot of an article names."""

import pytest

from dateline.formats.seed_reader import article_from_seed
from dateline.layout import foot_credits
from dateline.model.article import Seed

STORY = """\
Ferry to Harrow Isle taken out of service

The ferry to Harrow Isle has been taken out of service after a fire in its engine room on Tuesday.

The council will meet again on Friday, and the operator has been asked to send its chief engineer.

Islanders told the council that they felt cut off and asked for a second vessel before the winter.
"""
SIGNED = [
    (
        "_in_notes",
        "(Reporting by Mira Okafor and Tam Brodie; editing by Ruth Pell)",
        ["Mira Okafor", "Tam Brodie"],
    ),
    (
        "_in_brackets",
        "The operator said that it had ordered a pump from a yard in the north. (By David Okafor) Enditem/rp",
        ["David Okafor"],
    ),
    ("_below_the_last_sentence", "– David Okafor", ["David Okafor"]),
    ("_below_the_last_sentence", "David Okafor @dokafor", ["David Okafor"]),
    ("_below_the_last_sentence", "- David Okafor, the Courier", ["David Okafor"]),
    ("_in_bios", "David Okafor is a reporter for the Linden Post.", ["David Okafor"]),
    ("_in_bios", "David Okafor is the founder of Linden Yards and teaches boatbuilding.", ["David Okafor"]),
    ("_in_bios", "David Okafor is a reporter. Follow us on Facebook: desk@linden.example", ["David Okafor"]),
    (
        "_in_bios",
        "David Okafor is a contributing editor at Linden magazine, and once sailed round the isles of the west "
        "in a boat that he had built from the doors of old houses in the harbour of Tolm, as his father did.",
        ["David Okafor"],
    ),
    (
        "_in_the_only_byline",
        "Post a comment\nAre the ferries safe?\nby\nDavid Okafor\n|\nApr 19, 2031",
        ["David Okafor"],
    ),
    ("_in_the_only_byline", "Post a comment\nShare\nby David Okafor", ["David Okafor"]),
    (
        "_in_invitations",
        "Correspondent David Okafor may be reached at okafor@linden.example.",
        ["David Okafor"],
    ),
    ("_in_invitations", "On Twitter: Follow David Okafor on Twitter", ["David Okafor"]),
    (
        "_above_the_text",
        "Most popular\nBridge to the north reopens\nBy DAVID OKAFOR\n\n"
        "The operator said that it had ordered a pump from a yard in the north and paid for it.\n\n"
        "The yard said that it had sent the pump in March, and that nobody had asked for it since.\n\n"
        "The harbour master said that he had seen no pump, and that he would ask the council for one.",
        ["David Okafor"],
    ),
    (
        "_in_headings",
        "About David Okafor\nRSS\nAsk Okafor about tides: he has sailed them all.",
        ["David Okafor"],
    ),
    ("_in_copyright", "© 2031 David Okafor", ["David Okafor"]),
    ("_in_copyright", "© David Okafor. Some rights reserved.", ["David Okafor"]),
    (
        "_in_copyright",
        "Post a comment\nArchive – RSS – 2027-2031 by David Okafor – Powered by Tolm",
        ["David Okafor"],
    ),
]


def _authors(foot: str) -> list[str]:
    return list(article_from_seed(Seed("seeds/ferry.txt", (STORY + "\n" + foot).encode()), 10_000)[0].authors)


@pytest.mark.parametrize(("way", "foot", "authors"), SIGNED)
def test_the_foot_names_the_authors(way: str, foot: str, authors: list[str]) -> None:
    assert _authors(foot) == authors


@pytest.mark.parametrize(("way", "foot", "authors"), SIGNED)
def test_no_other_way_finds_them(
    way: str, foot: str, authors: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    others = tuple(other for other in foot_credits._WAYS if other.__name__ != way)
    monkeypatch.setattr(foot_credits, "_WAYS", others)
    assert _authors(foot) == []


@pytest.mark.parametrize(
    "foot",
    [
        "“We felt cut off from the rest of the world, and nobody came.”\n– David Okafor",
        "– David Okafor\n– Ruth Pell\n– Jo Kern",
        "Share\nBy David Okafor\nBridge reopens\nBy Ruth Pell",
        "Follow Linden Post on Twitter",
        "Related Articles",
        "© 2031 Thomson Reuters. All rights reserved.",
        "Most read in boxing\nDavid Okafor is happy to return to the ring.",
        "David Okafor, chief executive of Linden Yards",
    ],
    ids=["speaker", "signatories", "other-stories", "outlet", "list", "agency", "teaser", "executive"],
)
def test_who_did_not_write_it(foot: str) -> None:
    assert _authors(foot) == []
