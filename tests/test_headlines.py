"""Which line of a pasted page is its headline."""

import pytest

from dateline.layout.page_regions import layout_of

BODY = [
    "The ferry to Harrow Isle has been taken out of service after a fire in its engine room on Tuesday.",
    "Nobody was hurt, the operator of the ferry said, and all passengers were brought ashore by two lifeboats.",
    "Islanders told the council that they felt cut off and asked for a second vessel before the winter.",
    "The operator said that it hoped to have repaired the engine by the end of the month.",
]
HEADLINE = "> Ferry to Harrow Isle taken out of service after fire"
VIDEO = "Passengers of the ferry tell of the fire in its engine room"


@pytest.mark.parametrize(
    "above",
    [
        pytest.param(
            ["Just watched", VIDEO, "Replay", f"{VIDEO} 01:44", HEADLINE, "By Mira Okafor"],
            id="a video's length",
        ),
        pytest.param(
            [
                *("> Okafor: Two ferry lines and one pier", "Published: May 3, 2031", "Recent headlines"),
                *(
                    "Islanders ask the council for a second vessel before the winter",
                    "2 hours ago",
                    "More deals",
                ),
            ],
            id="a list with ages",
        ),
        pytest.param(
            ["Ferry fares to rise on Tuesday", "Related", HEADLINE, "By Mira Okafor"], id="below a label"
        ),
        pytest.param(
            [
                "> Ferry catches fire again",
                "Ferry to Harrow Isle is out of service after a fire in its engine room",
            ],
            id="a longer summary",
        ),
    ],
)
def test_the_headline(above: list[str]) -> None:
    marked = next(line for line in above if line.startswith("> "))
    page = layout_of("\n".join([line.removeprefix("> ") for line in above] + BODY))
    assert page.headline == above.index(marked)
