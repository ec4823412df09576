"""Feeds: entries as seeds of their own, and what an entry says."""

from html import escape

import pytest

from dateline.formats.feeds import feed_entries
from dateline.formats.seed_reader import article_from_seed
from dateline.model.article import Article, BlockKind, Seed
from dateline.model.problems import Problem, Severity

LIMIT = 10_000_000
LONG = "The council of Port Linden agreed on Tuesday to build a new harbour wall before the storms. " * 5


DAY = "Tue, 06 May 2031 19:00:00 +0200"


def rss(*items: str, channel: str = "<title>The Courier</title>") -> bytes:
    rows = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss version='2.0'><channel>{channel}{rows}</channel></rss>".encode()


def item(name: str, **fields: str) -> str:
    given = {"title": f"Title of {name}", "guid": name, "description": LONG, "pubDate": DAY, **fields}
    return "".join(f"<{key}>{value}</{key}>" for key, value in given.items() if value)


def entries(data: bytes) -> tuple[Seed, ...]:
    return feed_entries(Seed("seeds/feed.xml", data))


def only(data: bytes) -> tuple[Article, tuple[Problem, ...]]:
    (seed,) = entries(data)
    return article_from_seed(seed, LIMIT)


def test_an_entry_is_a_seed() -> None:
    found = entries(rss(item("a"), item("b")))
    assert [article_from_seed(seed, LIMIT)[0].title for seed in found] == ["Title of a", "Title of b"]
    assert all(seed.path.startswith("seeds/feed.xml#") for seed in found)
    assert len({seed.path for seed in found}) == 2


def test_an_entry_stays_the_same_when_others_come_and_go() -> None:
    channel = "<title>The Courier</title><lastBuildDate>{}</lastBuildDate>"
    before = entries(rss(item("a"), item("b"), channel=channel.format("Mon")))
    after = entries(rss(item("c"), item("b"), channel=channel.format("Tue")))
    assert {seed.path: seed.sha256 for seed in before}[after[1].path] == after[1].sha256


def test_a_changed_entry_keeps_its_path() -> None:
    (before,), (after,) = entries(rss(item("a"))), entries(rss(item("a", title="Another title")))
    assert before.path == after.path and before.sha256 != after.sha256


@pytest.mark.parametrize(
    "data",
    [
        b"Ferry is back\n\nThe ferry is back.",
        b"<html><body><p>the &lt;rss&gt; element: <rss></p></body></html>",
        b"<rss><channel><title>Nothing yet</title></channel></rss>",
        b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///x'>]><rss><channel><item><title>&x;</title></item></channel></rss>",
        b"<rss",
        b"",
    ],
)
def test_other_seeds_come_back_alone(data: bytes) -> None:
    assert entries(data) == (Seed("seeds/feed.xml", data),)


def test_an_entry_is_not_parted_again() -> None:
    for seed in entries(rss(item("a"), item("b"))):
        assert feed_entries(seed) == (seed,)


def test_the_same_guid_twice_is_one_entry() -> None:
    assert len(entries(rss(item("a"), item("a", title="Again"), item("b")))) == 2


@pytest.mark.parametrize(
    "fields", [{"guid": "", "link": "https://x.example/a"}, {"guid": ""}, {"guid": "", "title": ""}]
)
def test_entries_without_a_guid(fields: dict[str, str]) -> None:
    assert len(entries(rss(item("a", **fields), item("b")))) == 2


def test_declared_encoding() -> None:
    text = rss(item("a", title="Fête à Port-Linden")).decode()
    data = f"<?xml version='1.0' encoding='iso-8859-15'?>{text}".encode("iso-8859-15")
    assert only(data)[0].title == "Fête à Port-Linden"


def test_rss_1_has_items_beside_the_channel() -> None:
    data = (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
        " xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>The Courier</title></channel>"
        f"<item><title>Wall agreed</title><description>{LONG}</description>"
        "<dc:date>2031-05-06T18:30:00+02:00</dc:date><dc:creator>Ana Ruiz</dc:creator></item></rdf:RDF>"
    ).encode()
    found, _ = only(data)
    assert (found.title, found.authors, found.publisher) == ("Wall agreed", ("Ana Ruiz",), "The Courier")
    assert found.published == "2031-05-06T18:30:00+02:00"


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Tue, 06 May 2031 18:30:00 +0200", "2031-05-06T18:30:00+02:00"),
        ("Tue, 06 May 2031 18:30:00 GMT", "2031-05-06T18:30:00+00:00"),
        ("06 May 2031 18:30 -0400", "2031-05-06T18:30:00-04:00"),
        ("2031-05-06", "2031-05-06"),
        ("Tue, 32 Foo 2031 99:99:99 +9999", None),
    ],
)
def test_dates(date: str, published: str | None) -> None:
    found, problems = only(rss(item("a", pubDate=date)))
    assert found.published == published
    assert any(problem.severity is Severity.WARNING for problem in problems) is (published is None)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A &amp; B", "A & B"),
        ("<![CDATA[A & B]]>", "A & B"),
        ("&lt;b&gt;Wall&lt;/b&gt; agreed", "Wall agreed"),
        ("Wall&nbsp;agreed &#8211; at last", "Wall agreed – at last"),
        ("Wall &unknown; agreed", "Wall &unknown; agreed"),
    ],
)
def test_titles(title: str, expected: str) -> None:
    assert only(rss(item("a", title=title)))[0].title == expected


def test_authors() -> None:
    assert only(rss(item("a", author="desk@courier.example (Ana Ruiz)")))[0].authors == ("Ana Ruiz",)


def test_markup_in_the_description() -> None:
    markup = f"<p>{LONG}</p><script>alert(1)</script><h3>Costs</h3><p>{LONG}</p>"
    found, problems = only(rss(item("a", description=escape(markup))))
    assert [block.kind for block in found.blocks] == [
        BlockKind.HEADLINE,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]
    assert "alert" not in found.text
    assert problems == ()


def test_a_teaser_is_told() -> None:
    link = "https://courier.example/a"
    _, problems = only(rss(item("a", description="The council agreed.", link=link)))
    assert [(problem.severity, link in problem.hint) for problem in problems] == [(Severity.NOTICE, True)]


def test_a_feed_read_whole_gives_its_first_entry() -> None:
    found, problems = article_from_seed(Seed("feed.xml", rss(item("a"), item("b"))), LIMIT)
    assert found.title == "Title of a"
    assert "2 entries" in problems[0].message
