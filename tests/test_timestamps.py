from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.layout.timestamps import StampRole, is_relative_stamp, stamps_of


def told(text: str) -> list[tuple[str, str]]:
    return [(stamp.role.value, stamp.iso) for stamp in stamps_of(text)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("May 3, 2024", "2024-05-03"),
        ("3 May 2024", "2024-05-03"),
        ("Friday, 3rd May 2024", "2024-05-03"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("MAY 3, 2024", "2024-05-03"),
        ("May 24 , 2008", "2008-05-24"),
        ("20 February, 2024", "2024-02-20"),
        ("2024-05-03", "2024-05-03"),
        ("30/04/2024", "2024-04-30"),
        ("04/30/2024", "2024-04-30"),
        ("03.04.2024", "2024-04-03"),
        ("04/30/24 5:07pm", "2024-04-30T17:07:00"),
        ("30/04/24", "2024-04-30"),
        ("04.30.24", "2024-04-30"),
        ("2024-05-03T17:07:00Z", "2024-05-03T17:07:00+00:00"),
        ("2024-05-03 17:07:00+05:30", "2024-05-03T17:07:00+05:30"),
        ("May 3, 2024, 1:20 p.m. ET", "2024-05-03T13:20:00-04:00"),
        ("Dec. 3, 2024, 1:20 p.m. ET", "2024-12-03T13:20:00-05:00"),
        ("5:07 PM EDT, Fri May 3, 2024", "2024-05-03T17:07:00-04:00"),
        ("3 May 2024 • 5:08pm", "2024-05-03T17:08:00"),
        ("May 3, 2024 3 AM PT", "2024-05-03T03:00:00-07:00"),
        ("Fri 3 May 2024 17.07 BST", "2024-05-03T17:07:00+01:00"),
        ("3 May 2024, 12:00 a.m.", "2024-05-03T00:00:00"),
        ("May 03, 2024 05:07 pm IST", "2024-05-03T17:07:00+05:30"),
        ("06/01/2026 - 13:55 GMT+1", "2026-01-06T13:55:00+01:00"),
        pytest.param(
            "06/01/2026 1:55 pm EST", "2026-06-01T13:55:00-05:00", id="an American zone: month first"
        ),
        pytest.param("NewsMay 3, 20245:07 PM UTCUpdated ago", "2024-05-03T17:07:00+00:00", id="glued"),
        pytest.param("May 3, 202401747", "2024-05-03", id="a count glued to the year"),
    ],
)
def test_one_stamp(text: str, iso: str) -> None:
    assert [stamp.iso for stamp in stamps_of(text)] == [iso]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Updated May 3, 2024, 1:20 p.m. ET", [("updated", "2024-05-03T13:20:00-04:00")]),
        ("Last Updated: May 3, 2024", [("updated", "2024-05-03")]),
        ("Posted: May 3, 2024", [("published", "2024-05-03")]),
        ("First published on Fri 3 May 2024 09.00 BST", [("published", "2024-05-03T09:00:00+01:00")]),
        (
            "Published: 08:15 BST, 3 May 2024 | Updated: 11:02 BST, 4 May 2024",
            [("published", "2024-05-03T08:15:00+01:00"), ("updated", "2024-05-04T11:02:00+01:00")],
        ),
        (
            "08:39, 06 May 2024Updated 08:41, 06 May 2024",
            [("bare", "2024-05-06T08:39:00"), ("updated", "2024-05-06T08:41:00")],
        ),
        (
            "Published on 30/04/2024 - 13:55 GMT+1 •Updated 14:20",
            [("published", "2024-04-30T13:55:00+01:00"), ("updated", "2024-04-30T14:20:00+01:00")],
        ),
        (
            "3 May 2024 Last updated at 20:01 GMT",
            [("bare", "2024-05-03"), ("updated", "2024-05-03T20:01:00+00:00")],
        ),
        pytest.param(
            "The leading candidates - May 3, 2024", [("bare", "2024-05-03")], id="a label in a word"
        ),
        pytest.param(
            "A report issued by the harbour office of the town says she sank on 3 May 2024",
            [("bare", "2024-05-03")],
            id="a label too far away",
        ),
    ],
)
def test_roles(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "30 February 2024",
        "Sept. 31, 2024",
        "03/04/2024",
        "03.04.24",
        "5 hours ago",
        "Mayor 12 2024",
        "chapter 12.10",
        "May 2024",
    ],
)
def test_no_stamp(text: str) -> None:
    assert stamps_of(text) == ()


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("5 hours ago", True),
        ("Updated 2h ago", True),
        ("just now", True),
        ("an hour ago", True),
        ("The house was built many years ago", False),
        ("ago", False),
    ],
)
def test_relative_stamps(text: str, is_one: bool) -> None:
    assert is_relative_stamp(text) is is_one


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)), st.times())
def test_what_is_written_is_read(day: date, clock: object) -> None:
    stamp = stamps_of(f"Published {day:%B} {day.day}, {day.year} at {clock:%H:%M} UTC")[0]
    assert stamp.iso == f"{day.isoformat()}T{clock:%H:%M}:00+00:00"
    assert stamp.role is StampRole.PUBLISHED


@given(st.text(max_size=500))
def test_spans_lie_in_the_text(text: str) -> None:
    for stamp in stamps_of(text):
        assert 0 <= stamp.start < stamp.end <= len(text)
