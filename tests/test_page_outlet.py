"""The outlet of a page by what the page and the article say of it."""

from itertools import permutations

import pytest

from dateline.lang import lexicon
from dateline.layout import outlet_mentions
from dateline.layout import page_outlet as outlets
from dateline.layout.outlet_mentions import PageText
from dateline.layout.page_outlet import candidates, page_outlet

FRAMES = [
    (zone, name, row)
    for zone in ("own", "around", "beside", "bio", "self", "head", "dateline", "story", "credit")
    for name, row in lexicon.table("layout/outlet_frames")[zone].items()
]


@pytest.mark.parametrize(("zone", "name", "row"), FRAMES, ids=[f"{zone}.{name}" for zone, name, _ in FRAMES])
def test_a_frame_finds_the_name_in_its_example(zone: str, name: str, row: dict[str, str]) -> None:
    lines = [row["example"]]
    pages = {"head": PageText(lines, head=lines), "dateline": PageText([], lines)}
    found = candidates(pages.get(zone, PageText(lines)))
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
        (["© 2031 Cable News Network, Inc. All rights reserved.", "Subscribe to CNN"], "CNN"),
        (
            ["GET THE HALMERY COURIER NEWSLETTER", "Halmery Courier is published by Linden Press."],
            "Halmery Courier",
        ),
    ],
    ids=["subscribe", "appeal", "mail", "known", "legal name", "capitals"],
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
    ("line", "outlet"),
    [
        ("The Guardian, Wednesday 17 July 2030 18.00 BST", "The Guardian"),
        ("Jo Kern Sporting News", "Sporting News"),
        ("by Jo Kern, SPACE.com Staff Writer", "Space.com"),
        ("Jo Kern, USA TODAY Sports 4:09 p.m. EDT July 18, 2030", "USA Today"),
        ("By Jo Kern, Daily Courier Staff Writer", "Daily Courier"),
        ("Harbour News Service", "Harbour News Service"),
    ],
)
def test_the_head_of_an_article_names_its_outlet(line: str, outlet: str) -> None:
    found = candidates(PageText([line], head=[line]))
    assert outlet in {name for name, traits in found.values() if "any: head" in traits}
    assert not any("Jo" in name.split() for name, _ in found.values())


def test_an_outlet_called_by_a_word_is_no_part_of_another_name() -> None:
    assert "sun" in candidates(PageText(["Read it in The Sun today"]))
    assert not candidates(PageText(["Read it in The Sun Harbour today"]))


def test_an_opening_in_brackets_names_the_outlet() -> None:
    story = ["(CBS News) The ferry burned.", "The harbour master told CBS News that nobody was hurt."]
    assert page_outlet(PageText([], story)) == "CBS News"


def test_links_to_the_pages_of_others_name_no_outlet() -> None:
    links = ["Fox News", "www.foxnews.com"]
    assert candidates(PageText(links))
    assert not candidates(PageText(["From other news sites", *links]))


@pytest.mark.parametrize(
    ("page", "key", "trait"),
    [
        (PageText(["Follow @RFERL"]), "rferl", "account"),
        (PageText(["Website: halmery.com"]), "halmery", "host in the article"),
        (PageText(["x"], ["A clerk told the Courier so."] * 2), "courier", "told"),
        (PageText(["More at kern.cc"], ["Jo Kern sails.", "Kern swims."]), "kern", "surname"),
        (PageText(["Jo Kern joined IBTimes in 2030."]), "ibtimes", "known"),
        (PageText(["About eHarbour"]), "eharbour", "listed"),
    ],
    ids=["account", "of-a-subject", "kind-alone", "surname", "short", "small-first"],
)
def test_what_else_a_name_stands_in(page: PageText, key: str, trait: str) -> None:
    assert trait in candidates(page)[key][1]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Jo Kern is a reporter at Halmery Courier. Follow her.", "Halmery Courier"),
        ("Subscribe to the Halmery Courier newsletter", "Halmery Courier"),
        ("Advertise with The Halmery News", "The Halmery News"),
        ("Support the Halmery Courier’s", "Halmery Courier"),
        ("Jobs at halmerycourier.com", "halmerycourier.com"),
        ("© 2031 Halmery & Inc.", "Halmery"),
        ("By For the Halmery Courier Staff", "Halmery Courier"),
    ],
    ids=["sentence", "page-word", "news", "possessive", "host", "cut-off", "for"],
)
def test_how_a_name_is_cut_out(line: str, name: str) -> None:
    assert name in {spelled for spelled, _ in candidates(PageText([line])).values()}


def test_what_a_host_runs_together_is_found_in_words() -> None:
    page = PageText(["news@halmerycourier.com"], ["A Halmery Courier video tells more."])
    assert candidates(page)["halmerycourier"][0] == "Halmery Courier"


def test_every_weight_belongs_to_a_frame_or_a_trait() -> None:
    kinds = {"agency", "hosted", "known", "linked", "word", "made", "plain"}
    joint = {f"{kind}: {evidence}" for kind in (*kinds, "any") for evidence in outlets._EVIDENCE}
    frames = {name for rows in lexicon.table("layout/outlet_frames").values() for name in rows}
    others = (
        outlet_mentions.ADDRESSES
        | outlet_mentions.PLACES
        | {"sender", "masthead", "spelled host", "signs", "account"}
        | outlet_mentions.HEAD
        | outlet_mentions.DATELINE
    )
    assert (
        set(lexicon.weights("layout/outlet_weights"))
        <= kinds | joint | frames | others | outlets._TRAITS.keys()
    )


def test_the_order_of_traits_tips_no_balance() -> None:
    logits = {"one": 0.1, "two": 0.2, "three": -0.3, "four": 0.7}
    sums = {sum(logits[trait] for trait in order) for order in permutations(logits)}
    assert len(sums) > 1, "added up one by one, they do"
    assert len({outlets.score_of(order, logits) for order in permutations(logits)}) == 1
