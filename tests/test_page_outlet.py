"""The outlet of a page by what the page and the article say of it."""

import pytest

from dateline.lang import lexicon
from dateline.layout import outlet_mentions
from dateline.layout import page_outlet as outlets
from dateline.layout.outlet_mentions import PageText
from dateline.layout.page_outlet import candidates, page_outlet

FRAMES = [
    (zone, name, row)
    for zone in ("own", "around", "beside", "bio", "self", "story", "credit")
    for name, row in lexicon.table("layout/outlet_frames")[zone].items()
]


@pytest.mark.parametrize(("zone", "name", "row"), FRAMES, ids=[f"{zone}.{name}" for zone, name, _ in FRAMES])
def test_a_frame_finds_the_name_in_its_example(zone: str, name: str, row: dict[str, str]) -> None:
    found = candidates(PageText([row["example"]]))
    assert ("only alone" if name == "alone" else name) in found["halmerycourier"][1]


@pytest.mark.parametrize(
    ("lines", "outlet"),
    [
        (["Subscribe to the Halmery Courier", "Like Halmery Courier on Facebook"], "Halmery Courier"),
        (["Want more Halmery Courier? Sign up below.", "Halmery Courier uses cookies."], "Halmery Courier"),
        (
            ["newsroom@halmerycourier.com", "Support the Halmery Courier", "About Halmery Courier"],
            "Halmery Courier",
        ),
        (["The Guardian", "Subscribe to The Guardian"], "The Guardian"),
        (
            ["GET THE HALMERY COURIER NEWSLETTER", "Halmery Courier is published by Linden Press."],
            "Halmery Courier",
        ),
    ],
    ids=["subscribe", "appeal", "mail", "known", "capitals"],
)
def test_a_page_names_its_outlet(lines: list[str], outlet: str) -> None:
    assert page_outlet(PageText(lines)) == outlet


@pytest.mark.parametrize(
    "lines",
    [
        ["Halmery Harbour"],
        ["Sign up for the Science newsletter"],
        ["Subscribe to our newsletter", "About us", "Contact", "Follow us on Facebook"],
        ["Write to ana.ruiz@gmail.com."],
        ["Reuters", "AFP"],
        ["Follow Jo Kern on Twitter", "More from Jo Kern", "Follow Kern on Twitter"],
        ["© 2031 Gannett Co. All rights reserved"],
        ["https://halmery.example/ferry.jpg", "see ferry.jpg"],
    ],
    ids=["once", "section", "page", "mail-host", "agencies", "author", "owner", "file"],
)
def test_what_names_no_outlet(lines: list[str]) -> None:
    assert page_outlet(PageText(lines, authors=frozenset({"Jo Kern"}))) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Jo Kern is a reporter at Halmery Courier. Follow her.", "Halmery Courier"),
        ("Subscribe to the Halmery Courier newsletter", "Halmery Courier"),
        ("Advertise with The Halmery News", "The Halmery News"),
        ("Support the Halmery Courier’s", "Halmery Courier"),
        ("Jobs at halmerycourier.com", "halmerycourier.com"),
    ],
    ids=["sentence", "page-word", "news", "possessive", "host"],
)
def test_how_a_name_is_cut_out(line: str, name: str) -> None:
    assert name in {spelled for spelled, _ in candidates(PageText([line])).values()}


def test_what_a_host_runs_together_is_found_in_words() -> None:
    page = PageText(["news@halmerycourier.com"], ["A Halmery Courier video tells more."])
    assert candidates(page)["halmerycourier"][0] == "Halmery Courier"


def test_every_weight_belongs_to_a_frame_or_a_trait() -> None:
    kinds = {"agency", "hosted", "known", "word", "made", "plain"}
    joint = {f"{kind}: {evidence}" for kind in (*kinds, "any") for evidence in outlets._EVIDENCE}
    frames = {name for rows in lexicon.table("layout/outlet_frames").values() for name in rows}
    others = (
        outlet_mentions.ADDRESSES
        | outlet_mentions.PLACES
        | {"sender", "masthead", "spelled host", "signs", "dateline"}
    )
    assert (
        set(lexicon.weights("layout/outlet_weights"))
        <= kinds | joint | frames | others | outlets._TRAITS.keys()
    )
