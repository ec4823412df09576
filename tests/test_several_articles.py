"""Two articles in one paste are told apart; a live report and a page with teasers are one."""

import pytest

from dateline.formats.seed_reader import article_from_seed
from dateline.model.article import Seed

FERRY = """\
Ferry to Harrow Isle taken out of service
By Mira Okafor
May 3, 2031

The ferry to Harrow Isle has been taken out of service after a fire in its engine room on Tuesday.

Nobody was hurt, the operator of the ferry said, and all passengers were brought ashore by two lifeboats.

Islanders told the council that they felt cut off and asked for a second vessel before the winter.
"""
BRIDGE = """\
Bridge to the north reopens after repairs
{sign}

{dateline}The bridge to the north of Port Linden was opened to traffic again on Monday, two weeks early.

Engineers had closed it in the spring, when repairs to three of its pillars could wait no longer.

The mayor said that the bridge would carry lorries of up to forty tonnes from the summer on.
"""


def read(text: str) -> tuple[list[str], str]:
    article, problems = article_from_seed(Seed("a.txt", text.encode()), 1_000_000)
    body = " ".join(article.text[block.span.start : block.span.end] for block in article.paragraphs())
    return [problem.message for problem in problems], body


@pytest.mark.parametrize(
    "bridge",
    [
        BRIDGE.format(sign="By Jo Kern", dateline=""),
        BRIDGE.format(sign="May 4, 2031", dateline=""),
        BRIDGE.format(sign="", dateline="PORT LINDEN, May 4 (Reuters) - "),
    ],
    ids=["byline", "stamp", "dateline"],
)
def test_only_the_first_of_two_articles_is_read(bridge: str) -> None:
    messages, body = read(f"{FERRY}\n\n{bridge}")
    assert "another article begins in line 12; only the first is read" in messages
    assert "second vessel" in body
    assert "bridge" not in body


@pytest.mark.parametrize(
    "text",
    [
        f"Live: {FERRY}\n{BRIDGE.format(sign='By Jo Kern', dateline='')}",
        f"{FERRY}\nBridge to the north reopens after repairs\nMay 4, 2031\nEngineers had closed the bridge.\n",
        f"{FERRY}\nBridge to the north reopens after repairs\n\n"
        "The bridge to the north was opened again.\n\nEngineers had closed it.\n\nThe mayor was glad of it.\n",
    ],
    ids=["live", "teaser", "unsigned"],
)
def test_one_article_stays_whole(text: str) -> None:
    assert not any("another article" in message for message in read(text)[0])
