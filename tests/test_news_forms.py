"""Forms of news with lines of their own: wire copy, press releases, live reports, polls, interviews."""

import pytest

from dateline.formats.seed_reader import article_from_seed
from dateline.model.article import Article, Seed

WIRE = """\
BC-Tolm Ferry-Sinking, 1st Ld-Writethru,0512
^Ferry sinks off Tolm; 12 rescued<
^Eds: UPDATES with quotes from the harbor master. With photos.<
^By MIRA OKAFOR=
^Associated Press=
PORT LINDEN, Iceland (AP) _ A ferry sank off the island of Tolm on Tuesday after a fire in its engine room.

All 12 people aboard were rescued by two lifeboats, said Ruth Pell, the harbor master of Port Linden.

(MORE)

The ferry had been due for an inspection in June.
###
"""
RELEASE = """\
FOR IMMEDIATE RELEASE
May 3, 2031

Linden Yards to Build Second Ferry for Harrow Isle

PORT LINDEN – Linden Yards today announced that it will build a second ferry for Harrow Isle.

"Islanders have waited long enough," said Ruth Pell, chief executive of Linden Yards.

The vessel will carry 200 passengers and cost 12 million crowns, the company said.

ENDS

About Linden Yards
Linden Yards is a leading builder of ferries, with 400 employees and yards in three countries.

Notes to editors
1. The harbour of Port Linden was built in 1901 and has 40 berths.

Media contact:
Jo Kern
"""
LIVE = """\
Ferry fire off Tolm: live updates

10:42 a.m. ET
Rescue boats reach the ferry
By Mira Okafor
Two rescue boats have reached the ferry off Tolm, the harbour master said.

10:15 a.m. ET
Council calls the islanders together
By Jo Kern
The council of Harrow Isle has called the islanders together for this evening.

9:58 a.m. ET
What we know so far
A fire broke out in the engine room of the ferry at about 9 a.m., its operator said.
"""
POLL = """\
Poll: Most islanders want a second ferry
By Mira Okafor
May 3, 2031

Two in three islanders want a second ferry, a poll for the Courier found on Friday.

Do you want a second ferry?
Yes 66%
No 21%
Don't know 13%

The poll of 800 adults was carried out by telephone from April 28 to May 1.
"""


def read(text: str) -> tuple[Article, list[str]]:
    """Return the article and its paragraphs."""
    article, _ = article_from_seed(Seed("a.txt", text.encode()), 1_000_000)
    return article, [article.text[block.span.start : block.span.end] for block in article.paragraphs()]


def test_wire_copy_is_read_without_its_marks() -> None:
    article, body = read(WIRE)
    assert article.title == "Ferry sinks off Tolm; 12 rescued"
    assert article.authors == ("Mira Okafor",)
    assert article.location == "Port Linden, Iceland"
    assert [text.split(" ", 2)[1] for text in body] == ["ferry", "12", "ferry"]


def test_a_press_release_ends_above_what_it_says_of_its_sender() -> None:
    article, body = read(RELEASE)
    assert article.title == "Linden Yards to Build Second Ferry for Harrow Isle"
    assert article.published == "2031-05-03"
    assert len(body) == 3
    assert body[-1].startswith("The vessel")


def test_every_entry_of_a_live_report_is_read() -> None:
    article, body = read(LIVE)
    assert [text.split(" ", 1)[0] for text in body] == ["Two", "The", "A"]
    assert article.authors == ("Mira Okafor",)


def test_the_rows_of_a_poll_part_no_text() -> None:
    _, body = read(POLL)
    assert "The poll of 800 adults was carried out by telephone from April 28 to May 1." in body
    assert not any("%" in text for text in body)


@pytest.mark.parametrize("above", ["", "News\n", "Home\nPolitics\n"], ids=["first", "section", "menu"])
def test_a_question_is_a_headline(above: str) -> None:
    title = "Who will pay for the harbour wall?"
    article, body = read(f"""{above}{title}

The council of Port Linden agreed on Tuesday to build a new harbour wall before the storms come.

Fishers had asked for the wall since the flood of last winter, which took four boats from the quay.
""")
    assert article.title == title
    assert len(body) == 2
