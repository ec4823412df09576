"""The address that a text gives as its own, and the outlet that an address tells."""

import json
import socket

import pytest

from dateline.formats.seed_reader import article_from_seed
from dateline.layout.urls import address_among, day_in_address, outlet_at
from dateline.model.article import Article, Seed

BODY = "\n\n".join(
    [
        "The council of Port Linden agreed on Tuesday to build a new harbour wall before the storms come.",
        "Fishers had asked for the wall since the flood of last winter, which took four boats from the quay.",
        "Work begins in the spring, the mayor said, and the wall is to be finished within three years.",
    ]
)


def article(text: str, name: str = "a.txt") -> Article:
    return article_from_seed(Seed(name, text.encode()), 1_000_000)[0]


@pytest.mark.parametrize(
    ("address", "outlet"),
    [
        ("https://www.nytimes.com/2031/05/06/wall.html", "The New York Times"),
        ("https://edition.cnn.com/wall", "CNN"),
        ("https://www.abc.net.au/news/1", "ABC News (Australia)"),
        ("https://abcnews.go.com/1", "ABC News"),
        ("http://NEWS.SKY.COM/wall", "Sky News"),
        ("https://www.halmery-courier.co.uk:8080/wall", "halmery-courier.co.uk"),
        ("https://news.halmery-courier.com.au/wall", "halmery-courier.com.au"),
        ("https://halmery.github.io/wall", "halmery.github.io"),
        ("https://www.courier.example/wall", "courier.example"),
        ("https://web.archive.org/web/20310506120000/https://www.bbc.co.uk/news/1", "BBC"),
        ("https://archive.ph/Ab1", None),
        ("https://t.co/Ab1", None),
        ("https://news.google.com/articles/Ab1", None),
        ("https://127.0.0.1/wall", None),
        ("https://[::1]/wall", None),
        ("https://localhost/wall", None),
        ("https://[wall", None),
    ],
)
def test_the_host_tells_the_outlet(address: str, outlet: str | None) -> None:
    assert outlet_at(address) == outlet


def test_the_registered_domain_is_found_without_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert outlet_at("https://www.nowhere-known.co.nz/1") == "nowhere-known.co.nz"


HERE = "https://courier.example/wall"


@pytest.mark.parametrize(
    ("head", "tail", "address"),
    [
        (["Wall agreed", HERE], [], HERE),
        ([f"URL: {HERE}"], [], HERE),
        ([f"Source: <{HERE}>."], [], HERE),
        (["https://t.co/Ab1", HERE], [], HERE),
        ([], ["Share", HERE], HERE),
        ([], [f"Read the full story at {HERE}", "Contact us"], HERE),
        ([], [HERE, "Contact us"], None),
        (["Wall agreed"], ["https://t.co/Ab1"], None),
        ([f"See {HERE} for more of it"], [], None),
    ],
)
def test_the_address_of_a_pasted_text(head: list[str], tail: list[str], address: str | None) -> None:
    assert address_among(head, tail) == address


@pytest.mark.parametrize(
    "text",
    [
        f"Wall agreed\nhttps://www.reuters.com/wall\n\n{BODY}",
        f"https://www.reuters.com/wall\nWall agreed\n\n{BODY}",
        f"Wall agreed\n\n{BODY}\n\nhttps://www.reuters.com/wall\n",
        f"---\nurl: https://www.reuters.com/wall\n---\nWall agreed\n\n{BODY}",
        f"# Wall agreed\n\n<https://www.reuters.com/wall>\n\n{BODY}\n\n## Next\n\n{BODY}\n\n## Then\n\n{BODY}",
        "<!doctype html><html><head><link rel=canonical href='https://www.reuters.com/wall'></head><body>"
        f"<h1>Wall agreed</h1><p>{BODY.replace(chr(10) * 2, '</p><p>')}</p></body></html>",
        json.dumps({"headline": "Wall agreed", "uri": "https://www.reuters.com/wall", "body_text": BODY}),
        "<?xml version='1.0'?><rss version='2.0'><channel><item><title>Wall agreed</title>"
        f"<link>https://www.reuters.com/wall</link><description>{BODY}</description></item></channel></rss>",
        "From: <Saved by a browser>\nSubject: Wall agreed\nMIME-Version: 1.0\nContent-Type: text/plain\n"
        f"Content-Location: https://www.reuters.com/wall\n\n{BODY}",
    ],
    ids=["below", "above", "at the end", "front matter", "Markdown", "page", "ninjs", "feed", "message"],
)
def test_every_form_that_carries_an_address_has_an_outlet(text: str) -> None:
    found = article(text)
    assert (found.url, found.publisher) == ("https://www.reuters.com/wall", "Reuters")
    assert not any(found.slice(block.span).startswith("http") for block in found.paragraphs())


def test_the_outlet_that_a_text_states_holds() -> None:
    found = article(
        f"Wall agreed\nBy Ana Ruiz for the Halmery Courier\nhttps://www.reuters.com/wall\n\n{BODY}"
    )
    assert found.publisher == "Halmery Courier"


def test_the_outlet_of_an_address_prints_an_agencys_report() -> None:
    found = article(f"Wall agreed\nBy Associated Press\nhttps://www.latimes.com/wall\n\n{BODY}")
    assert found.publisher == "Los Angeles Times"
    assert article(f"Wall agreed\nBy Associated Press\n\n{BODY}").publisher == "Associated Press"


def test_a_text_without_an_address_has_no_outlet() -> None:
    assert article(f"Wall agreed\n\n{BODY}").publisher is None


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://courier.example/2031/05/06/wall.html", "2031-05-06"),
        ("https://courier.example/news/2031-05-06/wall", "2031-05-06"),
        ("https://courier.example/2031/5/6/", "2031-05-06"),
        ("https://courier.example/2031/05/wall", None),
        ("https://courier.example/2031/13/06/wall", None),
        ("https://courier.example/election-2031-05-06", None),
        ("https://courier.example/20310506", None),
    ],
)
def test_the_day_in_an_address(address: str, day: str | None) -> None:
    assert day_in_address(address) == day


def test_the_day_of_the_address_stands_in_where_the_text_states_none() -> None:
    address = "https://courier.example/2031/05/06/wall"
    assert article(f"Harbour wall agreed\n{address}\n\n{BODY}").published == "2031-05-06"
    assert article(f"Harbour wall agreed\nMay 7, 2031\n{address}\n\n{BODY}").published == "2031-05-07"
