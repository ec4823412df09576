import pytest

from dateline.formats.seed_reader import article_from_seed
from dateline.layout.bylines import (
    beside_stamp,
    byline_of,
    is_label,
    is_outlet,
    looks_like_name,
    names_employer,
    names_in,
    outlet_below,
    outlet_in,
    title_case,
)
from dateline.model.article import Seed


@pytest.mark.parametrize(
    ("text", "authors", "publisher"),
    [
        ("By Mira Okafor", ["Mira Okafor"], None),
        ("by Mira Okafor", ["Mira Okafor"], None),
        ("BY MIRA OKAFOR", ["Mira Okafor"], None),
        ("By: Mira Okafor", ["Mira Okafor"], None),
        ("Written by Mira Okafor", ["Mira Okafor"], None),
        ("byMira Okafor", ["Mira Okafor"], None),
        ("By Mira Okafor for the Linden Post", ["Mira Okafor"], "the Linden Post"),
        ("By MIRA OKAFOR FOR THE LINDEN POST", ["Mira Okafor"], "THE LINDEN POST"),
        ("By Mira Okafor and Tam Brodie", ["Mira Okafor", "Tam Brodie"], None),
        ("By Mira Okafor, Tam Brodie & Ruth Pell", ["Mira Okafor", "Tam Brodie", "Ruth Pell"], None),
        ("By Mira Okafor@miraokafor7Tam Brodie", ["Mira Okafor", "Tam Brodie"], None),
        ("By Mira Okafor@MiraOkafor and Tam Brodie", ["Mira Okafor", "Tam Brodie"], None),
        ("By Mira Okafor, Tam Brodie, 7 News WLND", ["Mira Okafor", "Tam Brodie"], None),
        ("By Mira Okafor in Linden and Tam Brodie in Askel", ["Mira Okafor", "Tam Brodie"], None),
        ("By Mira Okafor, political correspondent", ["Mira Okafor"], None),
        ("By Mira OkaforStaff Writer", ["Mira Okafor"], None),
        ("By Mira Okafor, Associated Press", ["Mira Okafor"], "Associated Press"),
        ("By Mira Okafor BBC News", ["Mira Okafor"], "BBC News"),
        ("By Mira Okafor - Linden Press - Friday, May 3, 2024", ["Mira Okafor"], "Linden Press"),
        ("By Mira Okafor / Linden Shimbun Staff Writer", ["Mira Okafor"], "Linden Shimbun"),
        ("by Mira Okafor May 3, 2024 1:15 pm", ["Mira Okafor"], None),
        ("News | Published: 5 hours ago | Written by Mira Okafor", ["Mira Okafor"], None),
        ("By LNP, in News, Sport · 31 May 2024 · 0 Comments", ["LNP"], None),
        ("May 3, 2024 by Mira Okafor 5 Comments", ["Mira Okafor"], None),
        ("Posted on May 9, 2024May 3, 2024 by Mira Okafor", ["Mira Okafor"], None),
        ("By Mira Okafor on Fri, May 3, 2024 at 4:00 am", ["Mira Okafor"], None),
        ("^By MIRA OKAFOR=", ["Mira Okafor"], None),
        ("By Mira OkaforTwitterStaff Writer", ["Mira Okafor"], None),
        ("By Mira Okafor with agencies", ["Mira Okafor"], None),
        ("By Associated Press", ["Associated Press"], None),
        ("By Xiu You0", ["Xiu You"], None),
        ("By Ludwig van der Berg", ["Ludwig van der Berg"], None),
        ("By Sam Day", ["Sam Day"], None),
        ("By Mira OkaforThe Associated Press", ["Mira Okafor"], "The Associated Press"),
        ("By Mira OkaforUpdated May 3, 2024", ["Mira Okafor"], None),
        ("By Mira OkaforLeave a comment", ["Mira Okafor"], None),
        ("By Mira OkaforTam Brodie", ["Mira Okafor", "Tam Brodie"], None),
        ("By Mira VanderMeer Okafor", ["Mira VanderMeer Okafor"], None),
        ("By Mira Okafor, Senior Technologist, Linden Speech, Privacy and Tides", ["Mira Okafor"], None),
        ("By Linden's Editorial Writers", ["Linden's Editorial Writers"], None),
        ("Mira Okafor By Mira Okafor |", ["Mira Okafor"], None),
        ("Mira Okafor | mokafor@linden.example By Mira Okafor | 3 May", ["Mira Okafor"], None),
        ("Curator: Mira Okafor", ["Mira Okafor"], None),
        ("By By Mira Okafor", ["Mira Okafor"], None),
        ("Article by: MIRA OKAFOR ASSOCIATED PRESS", ["Mira Okafor"], "ASSOCIATED PRESS"),
        ("By Mira Okafor, E-mail the writer", ["Mira Okafor"], None),
        ("By MIRA OKAFOR (@mokafor)", ["Mira Okafor"], None),
        ("BY MIRA OKAFOR (STAFF WRITER)", ["Mira Okafor"], None),
        ("By AL OKAFOR  al.okafor@linden.example", ["Al Okafor"], None),
        ("By Mira Okafor, LINDEN.example Staff Writer", ["Mira Okafor"], None),
        ("By Mira Okafor, Contributing Writer, Linden Today", ["Mira Okafor"], None),
        ("By Mira Okafor, Staff Writer, Xiu You, Staff Writer", ["Mira Okafor", "Xiu You"], None),
        ("By Mira Okafor Science reporter, BBC World Service", ["Mira Okafor"], None),
        ("By Mira Okafor, USA TODAY Sports", ["Mira Okafor"], None),
        ("By Mira Okafor LindenDay Reporter", ["Mira Okafor"], None),
        ("May 3, 2024 08:59 AM ET // by Mira Okafor", ["Mira Okafor"], None),
        ("by Mira Okafor at May 3, 2024 12:12 pm.  Updated at May 3, 2024 12:21 pm.", ["Mira Okafor"], None),
        ("By Mira Okafor, LINDEN.com", ["Mira Okafor"], None),
        ("By Mira Okafor, PhD, Tam Brodie in Askel", ["Mira Okafor", "Tam Brodie"], None),
        ("By Mira Okafor, WLND-TV", ["Mira Okafor"], None),
        ("By Mira Okafor/Courier", ["Mira Okafor"], None),
        ("By Mira Okafor, University of Tolm", ["Mira Okafor"], None),
        ("By Mira Okafor, Tolm News Service", ["Mira Okafor"], None),
        ("By David Okafor Linden Newspapers", ["David Okafor"], None),
        ("By Mira Okafor The Tolm-Ledger", ["Mira Okafor"], None),
        ("By Mira Okafor Daily News Writer", ["Mira Okafor"], None),
        ("By Mira Okafor Special to the Courier", ["Mira Okafor"], None),
        ("By Mira Okafor of The Courier", ["Mira Okafor"], None),
        ("By Mira Okafor, in Askel", ["Mira Okafor"], None),
        ("By Mira Okafor and the Tolm Wire Staff", ["Mira Okafor"], None),
        ("By Mira Okafor at 2:05 pm", ["Mira Okafor"], None),
        ("by Mira Okafor, 12 hours ago", ["Mira Okafor"], None),
        ("By Mira  Okafor", ["Mira Okafor"], None),
        ("— By Mira Okafor", ["Mira Okafor"], None),
        ("Submitted by Mira Okafor on May 3, 2024", ["Mira Okafor"], None),
        ("By the Associated Press", ["Associated Press"], None),
        ("By Smith, Jones and Brown", ["Smith", "Jones", "Brown"], None),
        ("By Will Okafor and April Brodie", ["Will Okafor", "April Brodie"], None),
        ("By RUTH A. McNEIL Jr.", ["Ruth A. McNeil Jr."], None),
        ("By JOHN OKAFOR III", ["John Okafor III"], None),
        ("By JO OKAFOR-DeVRIES", ["Jo Okafor-DeVries"], None),
        ("By Mira Okafor, Jr.", ["Mira Okafor Jr."], None),
        ("By Mira J. Okafor PhD", ["Mira J. Okafor"], None),
        ("By Mira “Mo” Okafor", ["Mira “Mo” Okafor"], None),
        ("By David okafor", ["David okafor"], None),
        ("News By Mira Okafor May 3, 2024 1:15 pm", ["Mira Okafor"], None),
        ("Posted By: Mira Okaforon: May 03, 2024In: Harbour", ["Mira Okafor"], None),
        ("By Mira Okafor on May 3", ["Mira Okafor"], None),
        ("By Mira Okafor and Tam J. Brodie24 comments", ["Mira Okafor", "Tam J. Brodie"], None),
        ("By Mira Okafor, North Tolm Ferry Group", ["Mira Okafor"], None),
        ("By MIRA OKAFOR, Associated Press : May 3, 2024", ["Mira Okafor"], "Associated Press"),
        ("Story by Mira Okafor; photos by Tam Brodie", ["Mira Okafor"], None),
        ("Interview by Mira Okafor", ["Mira Okafor"], None),
        ("By Mira Okafor, as told to Tam Brodie", ["Mira Okafor"], None),
        ("By harrowharbourclub, Community Contributor", ["harrowharbourclub"], None),
    ],
)
def test_with_by(text: str, authors: list[str], publisher: str | None) -> None:
    byline = byline_of(text)
    assert byline is not None
    assert list(byline.authors) == authors
    assert byline.publisher == publisher


@pytest.mark.parametrize(
    "text",
    [
        "By Mira Okafor/Getty Images",
        "By the time he arrived, it was late",
        "By Monday the bridge was open",
        "By contrast, the north voted no",
        "Mira Okafor",
        "By Staff Reporter",
        "From Web Edition",
        "By Admin",
        "By Tom Oduya, who had been ill for days",
        "By harrow, the ferry was late",
        "TEXT SIZE - +",
        "By " + " " * 5000 + "x",
    ],
)
def test_what_only_opens_like_a_byline(text: str) -> None:
    assert byline_of(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mira Okafor", ["Mira Okafor"]),
        ("MIRA OKAFOR", ["Mira Okafor"]),
        ("Mira Okafor and AP", ["Mira Okafor", "AP"]),
        ("Mira Okafor/Tam Brodie", ["Mira Okafor", "Tam Brodie"]),
        ("Mira Okafor Parliamentary editor", ["Mira Okafor"]),
        ("Mira Okafor Deputy Content Hub Director", ["Mira Okafor"]),
        ("Mira Okafor|Published 4 months ago", ["Mira Okafor"]),
        ("Mira Okafor · CBC News · Posted: May 3, 2024", ["Mira Okafor"]),
        ("Mira Okafor in Kyiv", ["Mira Okafor"]),
        ("Mira Okafor and agencies", ["Mira Okafor"]),
        ("AFP, LINDEN", ["AFP"]),
        ("Will Okafor and Tam Brodie", ["Will Okafor", "Tam Brodie"]),
        ("Mira Okafor (Blog) - ", ["Mira Okafor"]),
        ("Mira Okafor (left)", []),
        ("David Okafor, PhD", ["David Okafor"]),
        ("Port Linden, Iceland", []),
        ("Halmery Courier | Mira Okafor | ", ["Mira Okafor"]),
        ("Mira (M.J.) Okafor", ["Mira Okafor"]),
        ("Mira (M.)", []),
        ("The writer has commented on this articleMira OkaforMira Okafor, Tolm Bureau | ", ["Mira Okafor"]),
        ("Mira Okafor, USA TODAY Sports", ["Mira Okafor"]),
        ("Mira Okafor Sporting News", ["Mira Okafor"]),
        ("FOX Sports David Okafor", ["David Okafor"]),
        ("Mira Okafor/Staff Photographer", []),
        ("Top Stories", []),
        ("Breaking News", []),
        ("Read More", []),
        ("The bridge is open", []),
        ("Water woes", []),
        ("", []),
    ],
)
def test_without_by(text: str, names: list[str]) -> None:
    assert list(names_in(text)) == names


@pytest.mark.parametrize(
    ("text", "is_one"), [("By", True), ("By:", True), ("Author of the article:", True), ("By Mira", False)]
)
def test_labels(text: str, is_one: bool) -> None:
    assert is_label(text) is is_one


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ANA O'DONNELL-RUIZ", "Ana O'Donnell-Ruiz"),
        ("IAN MCNEIL", "Ian McNeil"),
        ("JO VAN DAM", "Jo van Dam"),
    ],
)
def test_capitals(text: str, name: str) -> None:
    assert title_case(text) == name


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        ("Mira Okafor - Senior News Editor", True),
        ("Mira Okafor Sporting News", True),
        ("Mira Okafor, USA TODAY Sports", True),
        ("Mira Okafor | Halmery Courier", True),
        ("Mira Okafor, Courier Staff Writer mokafor@halmery.example", True),
        ("Mira Okafor, AP", False),
        ("Mira Okafor", False),
    ],
)
def test_who_has_an_employer(line: str, is_told: bool) -> None:
    assert names_employer(line) is is_told


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("DAVID OKAFOR AP Sports Writer Published: May 3, 2024 2:15AM", ["David Okafor"]),
        ("May 3, 2024 03:46 PM EDT    | David Okafor", ["David Okafor"]),
        ("Friday, May 3, 2024 David Okafor", ["David Okafor"]),
        ("Port Linden | May 3, 2024", []),
        ("David Okafor", []),
    ],
)
def test_who_stands_beside_a_date(line: str, names: list[str]) -> None:
    assert list(beside_stamp(line)) == names


def test_outlets_and_people() -> None:
    assert is_outlet("AFP")
    assert is_outlet("Linden Times")
    assert not is_outlet("Mira Okafor")
    assert looks_like_name("Mira Okafor")
    assert not looks_like_name("Mira Okafor:")
    assert not looks_like_name("Door-to-Door Sales")


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("By Ana Poe | Radio Halmery", "Radio Halmery"),
        ("By Ana Poe, political editor, Linden Times", "Linden Times"),
        ("Ana Poe | Political editor, Linden Times", "Linden Times"),
        ("By Ana Poe", None),
    ],
)
def test_the_outlet_of_a_line_of_names(line: str, outlet: str | None) -> None:
    assert outlet_in(line) == outlet


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Radio Halmery", "Radio Halmery"),
        ("Political correspondent, Linden Times", "Linden Times"),
        pytest.param("Local Government Reporter", None, id="a role"),
        pytest.param("Sun 18 Feb 2024 21.14 GMT", None, id="a day"),
        pytest.param("Orrin", None, id="a place"),
    ],
)
def test_the_outlet_of_the_line_below_a_byline(line: str, outlet: str | None) -> None:
    assert outlet_below(line) == outlet


def test_a_byline_above_the_headline_stands_back() -> None:
    body = (
        "The ferry to Harrow Isle has been taken out of service after a fire in its engine room on Tuesday."
    )
    map_and_story = (
        "By Tam Brodie | Imagery by Tolm Maps",
        "Ferry to Harrow Isle taken out of service",
        "By Mira Okafor",
        body,
    )
    for lines, author in ((map_and_story, "Mira Okafor"), ((*map_and_story[:2], body), "Tam Brodie")):
        text = "\n\n".join(lines).encode()
        assert article_from_seed(Seed("seeds/ferry.txt", text), 10_000)[0].authors == (author,)


@pytest.mark.parametrize(
    ("name", "authors"),
    [
        ("David Okafor\nShare", ("David Okafor",)),
        ("Mira Okafor\nSpecial to the Post", ("Mira Okafor",)),
        ("David Brodie\nShare", ()),
        ("David Okafor", ()),
    ],
)
def test_a_name_between_title_and_buttons(name: str, authors: tuple[str, ...]) -> None:
    text = (
        f"Ferry to Harrow Isle taken out of service\n{name}\nThe ferry at the pier\n\n"
        "The ferry to Harrow Isle has been taken out of service after a fire, the operator said on Tuesday.\n\n"
        "David Brodie told the council that the islanders felt cut off and asked for a second vessel."
    )
    assert article_from_seed(Seed("seeds/ferry.txt", text.encode()), 10_000)[0].authors == authors
