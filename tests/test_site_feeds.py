"""Feeds and sitemaps of a small site: read by a reader of feeds, held against schemas and against the briefings."""

import json
import logging
import os
import re
import shutil
from calendar import timegm
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest
from lxml import etree, html

from dateline.briefing.document import read
from dateline.site.feeds.formats import FORMATS, FeedEntry, FeedHead
from dateline.site.feeds.full_text import full_text_of
from dateline.site.pages.moments import moment_of
from sites import BRIEFINGS, build_site, make_project

ROOT = "https://news.example/desk/"
PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</title></entry><script>alert(1)</script>",
    "]]><b onclick=x>&lt;i&gt; &amp; AT&T",
    "{{ 7*7 }} {% raw %}",
)
_HOSTILE = f"""---
title: {json.dumps(" ".join(PAYLOADS))}
description: {json.dumps(" ".join(PAYLOADS))}
date: 2031-03-06
topics: {json.dumps(PAYLOADS)}
people: {json.dumps([*PAYLOADS, "Ada Fry"])}
---

It <script>alert(1)</script> rained <a href="javascript:alert(1)" onclick="x()">on the</a> town.

<iframe src="https://evil.example/"></iframe>

## By hand

More <b>words</b> with a [way](ferry.md#what-else), <img src="//evil.example/x.png" onerror="alert(1)"> and `<code>`.
"""
_FERRY = """---
title: Ferry & dock
description: What is <known> of it
date: 2031-03-04
updated: 2031-03-05T22:30:00-05:00
language: de
status: reviewed
topics: [Ferries, Harbours]
people: [Ada Fry, Bo Lind]
sources:
  - {id: s1, publisher: The Bell, title: A ferry, authors: [Cy Dow], url: 'https://b.example/a', published: 2031-03-04}
corrections:
  - {date: 2031-03-04, text: It was <two> & not three.}
---

The ferry sank.[^s1-1]

## Key points

- Nobody was aboard.[^s1-1]

## Key quotes

!!! quote "Ada Fry, mayor"
    “It sank.”[^s1-1]

## Timeline

- 2031-03-03 — It sank.[^s1-1]
- 2031-04 (planned) — It is raised.[^s1-1]

## What else

| pier | depth |
|------|-------|
| A    | 3 m   |

[^s1-1]: The Bell, paragraph 1: “It sank,” said Ada Fry.
"""


def briefing(title: str, front: str) -> str:
    return f"---\ntitle: {title}\n{front}\n---\n\nIt rained.\n"


def write_briefings(project: Path) -> None:
    folder = project / "briefings"
    texts = {
        "ferry": _FERRY,
        "hostile-words": _HOSTILE,
        "old": briefing("Old", "date: 2030-12\ntopics: [Ferries]\npeople: [Bo Lind]"),
        "undated": briefing("Undated", "topics: [Lost]"),
        "2031-03-05-late": briefing("Late", "date: 2031-03-05\ntopics: [Ferries, 港口]\npeople: [Ada Fry]"),
    }
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make_project(tmp_path_factory.mktemp("feeds") / "project", BRIEFINGS.glob("*.md"))
    config = project / "mkdocs.yml"
    config.write_text(config.read_text().replace("# site_url:", f"site_url: {ROOT} #"), encoding="utf-8")
    write_briefings(project)
    build_site(project, strict=False)
    return project


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    return project / "site"


def parsed(path: Path) -> Any:
    found = feedparser.parse(path.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, (path, found.get("bozo_exception"))
    return found


def feeds_below(site: Path) -> list[Path]:
    return sorted(path for name in ("feed.xml", "rss.xml", "feed.json") for path in site.rglob(name))


def in_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def entry_in(path: Path, title: str) -> Any:
    return next(entry for entry in in_json(path)["items"] if entry["title"].startswith(title))


# --- which feeds ----------------------------------------------------------------------------------------------


def test_the_site_its_topics_its_people_and_corrections_have_feeds(site: Path) -> None:
    for folder in (site, site / "topics" / "ferries", site / "people" / "ada-fry"):
        assert all((folder / each.file).is_file() for each in FORMATS)
    assert not (site / "topics" / "lost" / "feed.xml").exists()  # an Atom feed needs a date
    assert all((site / f"corrections{end}").is_file() for end in (".xml", "-rss.xml", "-feed.json"))


def test_a_feed_has_the_newest_first(site: Path) -> None:
    titles = [entry["title"] for entry in in_json(site / "topics" / "ferries" / "feed.json")["items"]]
    assert titles == ["Late", "Ferry & dock", "Old"]
    assert [entry.title for entry in parsed(site / "people" / "bo-lind" / "feed.xml").entries][1] == "Old"


@pytest.mark.parametrize(("option", "files"), [("site", 3), ("none", 0)])
def test_feeds_may_be_few_or_none(project: Path, tmp_path: Path, option: str, files: int) -> None:
    copy = make_project(tmp_path / "project", options=f"feeds: {option}")
    shutil.copy(project / "mkdocs.yml", copy)
    config = (copy / "mkdocs.yml").read_text()
    (copy / "mkdocs.yml").write_text(config.replace("  - dateline\n", f"  - dateline: {{feeds: {option}}}\n"))
    write_briefings(copy)
    site = build_site(copy, strict=False)
    assert len(feeds_below(site)) == files
    assert (site / "corrections.xml").exists() == bool(files)
    topic = (site / "topics" / "ferries" / "index.html").read_text(encoding="utf-8")
    assert topic.count("application/atom+xml") == (3 if files else 0)  # head twice, foot


def test_pages_lead_to_their_feeds(site: Path) -> None:
    def links(path: str) -> list[tuple[str, str]]:
        page = html.parse(str(site / path / "index.html"))
        found = page.xpath("//link[@rel='alternate']")
        return [(link.get("href"), link.get("type")) for link in found if "xml" in link.get("type")]

    atom, rss = "application/atom+xml", "application/rss+xml"
    of_site = [("../../feed.xml", atom), ("../../rss.xml", rss)]
    corrections = [("../../corrections.xml", atom), ("../../corrections-rss.xml", rss)]
    own = [("../../topics/ferries/feed.xml", atom), ("../../topics/ferries/rss.xml", rss)]
    assert links("briefings/ferry") == of_site + corrections
    assert links("topics/ferries") == [*of_site, *corrections, *own]
    for path in ("topics/ferries", "people/ada-fry"):
        page = html.parse(str(site / path / "index.html"))
        assert page.xpath("count(//header//a[@type='application/feed+json'])") == 1
        for link in page.xpath("//a[contains(@type, 'application/')]/@href | //link[@rel='alternate']/@href"):
            assert (site / path / link).is_file(), link


def test_pages_gain_and_lose_their_feeds_with_the_address_and_a_file_of_the_docs_stays(
    tmp_path: Path,
) -> None:
    project = make_project(tmp_path / "project")
    write_briefings(project)
    (project / "docs" / "rss.xml").write_text("mine", encoding="utf-8")
    topic = project / "site" / "topics" / "ferries"
    build_site(project, strict=False)
    assert not feeds_below(project / "site" / "topics")
    assert "feed" not in (topic / "index.html").read_text(encoding="utf-8")
    config = project / "mkdocs.yml"
    hook = project / "hook.py"
    hook.write_text(
        "def on_page_content(html, **_):\n    return html.replace('sank', 'swam')\n", encoding="utf-8"
    )
    config.write_text(config.read_text().replace("# site_url:", f"site_url: {ROOT} #"), encoding="utf-8")
    build_site(project, strict=False)
    assert "topics/ferries/feed.json" in (topic / "index.html").read_text(encoding="utf-8")
    assert (project / "site" / "rss.xml").read_text(encoding="utf-8") == "mine"
    before = entry_in(topic / "feed.json", "Ferry")["content_html"]
    assert "The ferry sank." in before
    config.write_text(f"{config.read_text()}\nhooks: [hook.py]\n", encoding="utf-8")
    build_site(project, strict=False)  # by MkDocs, page by page
    assert entry_in(topic / "feed.json", "Ferry")["content_html"] == before.replace("sank", "swam")


# --- their words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["feed.xml", "rss.xml"])
def test_every_entry_says_what_its_briefing_does(project: Path, file: str) -> None:
    entries = parsed(project / "site" / file).entries
    assert len(entries) == 7  # all but the undated one
    for entry in entries:
        name = entry.link.removeprefix(f"{ROOT}briefings/").strip("/")
        front = read((project / "briefings" / f"{name}.md").read_text(encoding="utf-8"), name).front.values
        assert entry.id == entry.link
        assert unescape(unescape(entry.title)) == unescape(unescape(str(front["title"])))
        if "description" in front:
            assert unescape(entry.summary) == front["description"]
        assert {tag.term for tag in entry.get("tags", ())} == set(front.get("topics", ()))
        assert datetime.fromtimestamp(timegm(entry.published_parsed), UTC) == moment_of(str(front["date"]))
        assert entry.content[0].type == "text/html"


def test_times_keep_their_zones(site: Path) -> None:
    entry = next(each for each in parsed(site / "feed.xml").entries if each.title.startswith("Ferry"))
    assert (entry.published, entry.updated) == ("2031-03-04T00:00:00+00:00", "2031-03-05T22:30:00-05:00")
    item = entry_in(site / "feed.json", "Ferry")
    assert (item["date_published"], item["date_modified"]) == (entry.published, entry.updated)
    assert (item["language"], item["tags"]) == ("de", ["Ferries", "Harbours"])
    read_by_rss = next(each for each in parsed(site / "rss.xml").entries if each.title.startswith("Ferry"))
    assert read_by_rss.published == "Tue, 04 Mar 2031 00:00:00 +0000"


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2031-03-04", datetime(2031, 3, 4, tzinfo=UTC)),
        ("2031-03~", datetime(2031, 3, 1, tzinfo=UTC)),
        ("2031-03-04T05:06:07+02:00", datetime(2031, 3, 4, 5, 6, 7, tzinfo=timezone(timedelta(hours=2)))),
        ("2031-03-04T05:06", datetime(2031, 3, 4, 5, 6, tzinfo=UTC)),
        ("../2031", None),
        ("soon", None),
        (None, None),
    ],
)
def test_a_date_is_the_moment_that_it_begins(value: str | None, moment: datetime | None) -> None:
    assert moment_of(value) == moment
    assert not moment or moment_of(value).utcoffset() == moment.utcoffset()  # type: ignore[union-attr]


def test_an_entry_has_the_full_text(site: Path) -> None:
    text = entry_in(site / "feed.json", "Ferry")["content_html"]
    words = " ".join(html.fragment_fromstring(text, create_parent="div").text_content().split())
    assert words == (
        "What is <known> of it The ferry sank. Key points Nobody was aboard."
        " Key quotes “It sank.” — Ada Fry, mayor"
        " Timeline March 3, 2031 It sank. April 2031 (planned) It is raised."
        " What else pier depth A 3 m"
        " Corrections March 4, 2031 It was <two> & not three."
        " Sources A ferry · The Bell · Cy Dow · March 4, 2031"
    )
    assert '<time datetime="2031-03-03"' in text and "<td>3 m</td>" in text
    assert '<a href="https://b.example/a">A ferry</a>' in text
    assert not re.search(r"<h1|class=|id=|<sup|Evidence", text)


def test_every_format_has_the_same_text(site: Path) -> None:
    found = in_json(site / "feed.json")["items"]
    for file in ("feed.xml", "rss.xml"):
        entries = parsed(site / file).entries
        assert [entry.id for entry in entries] == [item["id"] for item in found]
        assert [entry.content[0].value for entry in entries] == [item["content_html"] for item in found]


# --- what is hostile ------------------------------------------------------------------------------------------


def test_nothing_hostile_is_markup(site: Path) -> None:
    for path in feeds_below(site):
        if path.suffix == ".json":
            contents = [item["content_html"] for item in in_json(path)["items"]]
        else:
            entries = parsed(path).entries
            contents = [entry.content[0].value for entry in entries]
            contents += [entry.summary for entry in entries if "summary" in entry]
        for text in contents:
            root = html.fragment_fromstring(text, create_parent="div")
            assert not root.xpath("//script | //iframe | //svg | //@onclick | //@onerror"), path
            assert all(re.match("https?://|mailto:", link) for link in root.xpath("//@href | //@src"))


def test_hostile_words_stay_words(site: Path) -> None:
    item = entry_in(site / "feed.json", PAYLOADS[0])
    assert item["title"] == item["summary"] == " ".join(PAYLOADS)
    assert item["tags"] == list(PAYLOADS)
    entry = parsed(site / "feed.xml").entries[0]
    assert entry.title_detail.value == " ".join(PAYLOADS) and entry.title_detail.type == "text/plain"
    assert [tag.term for tag in entry.tags] == list(PAYLOADS)
    [title] = etree.parse(str(site / "rss.xml")).xpath("//item[1]/title/text()")
    assert "<" not in title and unescape(title) == " ".join(PAYLOADS)  # HTML to many readers of RSS
    root = html.fragment_fromstring(item["content_html"], create_parent="div")
    assert f"{ROOT}briefings/ferry/#what-else" in root.xpath("//a/@href")
    assert "By hand" in root.xpath("//h2/text()")
    assert "<code>" in root.xpath("//code/text()")


def test_a_full_text_is_made_of_any_page() -> None:
    assert full_text_of("", ROOT) == ""
    assert full_text_of("a\x00\ufffe\x1b<b>b", ROOT) == "a<b>b</b>"
    assert full_text_of("<p>x</p><article>y</article>", ROOT) == "<p>x</p><div>y</div>"
    assert full_text_of("<p>x</div></div><h2>Left</h2>", ROOT) == "<p>x</p><h2>Left</h2>"
    assert full_text_of('<a href="java\tscript:x">y</a><a href="http://[">z</a>', ROOT) == "yz"
    assert full_text_of(
        "<!doctype html><html><header>q</header><article><pre>a\n  b</pre></article>", ROOT
    ) == ("<pre>a\n  b</pre>")


def test_an_entry_that_fails_is_left_out_alone(
    project: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(page: str, address: str) -> str:
        if "ferry" in address:
            raise ValueError("lost")
        return full_text_of(page, address)

    monkeypatch.setattr("dateline.site.feeds.site_feeds.full_text_of", failing)
    shutil.rmtree(project / "site" / "topics" / "ferries")
    with caplog.at_level(logging.WARNING, "mkdocs"):
        build_site(project, strict=False)
    assert "briefings/ferry.md: error: the feeds' entry can't be made" in caplog.text
    path = project / "site" / "topics" / "ferries" / "feed.json"
    assert [item["title"] for item in in_json(path)["items"]] == ["Late", "Old"]
    monkeypatch.undo()
    undated = project / "briefings" / "undated.md"
    undated.write_text(undated.read_text() + "\n", encoding="utf-8")  # else the build has nothing to do
    build_site(project, strict=False)
    assert len(in_json(path)["items"]) == 3


# --- their forms ----------------------------------------------------------------------------------------------

_ATOM = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
 datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><start><element name="feed"><ref name="common"/>
 <interleave>
 <ref name="text"/><ref name="stamp"/><oneOrMore><ref name="link"/></oneOrMore><ref name="id"/>
 <element name="author"><element name="name"><text/></element></element>
 <oneOrMore><element name="entry"><ref name="common"/><interleave>
  <ref name="text"/><ref name="stamp"/><oneOrMore><ref name="link"/></oneOrMore><ref name="id"/>
  <element name="published"><data type="dateTime"/></element>
  <optional><element name="summary"><attribute name="type"><value>html</value></attribute><text/></element></optional>
  <element name="content"><attribute name="type"><value>html</value></attribute><text/></element>
  <zeroOrMore><element name="category"><attribute name="term"/><empty/></element></zeroOrMore>
 </interleave></element></oneOrMore></interleave></element></start>
 <define name="common"><optional><attribute name="xml:lang"><data type="language"/></attribute></optional></define>
 <define name="text"><element name="title"><text/></element></define>
 <define name="stamp"><element name="updated"><data type="dateTime">
  <param name="pattern">.*(Z|[+-]\\d\\d:\\d\\d)</param></data></element></define>
 <define name="id"><element name="id"><data type="anyURI">
  <param name="pattern">https://.+</param></data></element></define>
 <define name="link"><element name="link">
  <attribute name="rel"><choice><value>alternate</value><value>self</value></choice></attribute>
  <attribute name="href"><data type="anyURI"/></attribute><empty/></element></define>
</grammar>"""
"""What RFC 4287 asks of a feed and of an entry, for the elements that are written here."""
_ADDRESS = {"type": "string", "pattern": "^https://[!-~]+$"}
_STAMP = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
_TEXT = {"type": "string", "minLength": 1}
_JSON_FEED = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": _TEXT,
        "home_page_url": _ADDRESS,
        "feed_url": _ADDRESS,
        "language": _TEXT,
        "authors": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["id", "content_html"],
                "properties": {
                    **dict.fromkeys(("id", "url"), _ADDRESS),
                    **dict.fromkeys(("title", "summary", "language"), _TEXT),
                    "content_html": {"type": "string"},
                    **dict.fromkeys(("date_published", "date_modified"), _STAMP),
                    "tags": {"type": "array", "items": _TEXT, "minItems": 1},
                },
            },
        },
    },
}
"""What https://jsonfeed.org/version/1.1 asks of the members that are written here."""


def test_feeds_have_the_form_of_their_standards(site: Path) -> None:
    atom = etree.RelaxNG(etree.fromstring(_ATOM))
    for path in (*feeds_below(site), site / "corrections.xml", site / "corrections-feed.json"):
        if path.suffix == ".json":
            jsonschema.validate(in_json(path), _JSON_FEED)
        elif path.name != "rss.xml":
            atom.assertValid(etree.parse(str(path)))
        else:
            rss = etree.parse(str(path))
            assert all(
                rss.xpath(f"count(/rss/channel/{name})") == 1 for name in ("title", "link", "description")
            )
            assert all(item.xpath("count(guid[@isPermaLink='true'])") == 1 for item in rss.xpath("//item"))


def test_a_title_in_rss_is_no_markup_and_a_plain_one_is_plain() -> None:
    def title_of(title: str) -> str:
        moment = datetime(2031, 3, 4, tzinfo=UTC)
        head, entry = FeedHead("T", ROOT, "T", "en"), FeedEntry(ROOT, title, "", moment, moment)
        return etree.fromstring(FORMATS[1].write(head, ROOT, [entry])).xpath("string(//item/title)")  # type: ignore[no-any-return]

    assert title_of("AT&T & more") == "AT&T & more"
    assert title_of("a <b> c") == "a &lt;b&gt; c"
    assert title_of("&lt;b&gt;") == "&amp;lt;b&amp;gt;"


# --- builds ---------------------------------------------------------------------------------------------------


def bytes_of(site: Path) -> dict[str, bytes]:
    """All files of a site."""
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_ids_outlive_builds_and_new_titles_and_two_builds_are_the_same_bytes(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, ferry = project / "site", project / "briefings" / "ferry.md"

    def written() -> dict[str, bytes]:
        paths = (*feeds_below(site), *site.glob("*.xml"), *site.glob("*.json"))
        return {str(path.relative_to(site)): path.read_bytes() for path in paths}

    before, ids = written(), [entry.id for entry in parsed(site / "feed.xml").entries]
    stamps = {path: path.stat().st_mtime_ns for path in feeds_below(site)}
    ferry.write_text(_FERRY.replace("Ferry & dock", "Ferry and dock"), encoding="utf-8")
    monkeypatch.setitem(os.environ, "SOURCE_DATE_EPOCH", "1900000000")
    build_site(project, strict=False)
    after = written()
    assert [entry.id for entry in parsed(site / "feed.xml").entries] == ids
    assert b"Ferry and dock" in after["topics/ferries/feed.xml"] != before["topics/ferries/feed.xml"]
    worm = next(path for path in feeds_below(site / "topics") if b"Ferry" not in path.read_bytes())
    assert worm.stat().st_mtime_ns == stamps[worm]  # written only where it differs
    warm = bytes_of(site)
    for folder in (site, project / ".dateline" / "cache"):
        shutil.rmtree(folder)
    build_site(project, strict=False)
    cold = bytes_of(site)
    assert cold.keys() == warm.keys()
    assert [path for path in cold if cold[path] != warm[path]] == []
    ferry.write_text(_FERRY, encoding="utf-8")
    build_site(project, strict=False)
    assert written() == before


# --- sitemaps -------------------------------------------------------------------------------------------------

_SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


def test_the_sitemap_tells_the_day_of_the_news_and_not_of_the_build(site: Path) -> None:
    tree = etree.parse(str(site / "sitemap.xml"))
    days = {
        address.xpath("string(s:loc)", namespaces=_SPACES).removeprefix(ROOT): address.xpath(
            "string(s:lastmod)", namespaces=_SPACES
        )
        for address in tree.xpath("//s:url", namespaces=_SPACES)
    }
    assert days["briefings/ferry/"] == "2031-03-05"  # when it was updated, in its own zone
    assert days["briefings/old/"] == "2030-12-01"
    assert days["briefings/undated/"] == days["about/"] == ""
    assert days["topics/harbours/"] == "2031-03-05"
    assert days["people/bo-lind/"] == "2031-03-05"
    assert days["corrections/"] == "2031-03-06"  # the lighthouse's
    assert days[""] == days["topics/"] == days["archive/"] == "2031-03-06"
    assert days["archive/2030/"] == "2030-12-01"


def test_google_news_gets_the_briefings_of_two_days(site: Path) -> None:
    tree = etree.parse(str(site / "news-sitemap.xml"))
    found = [
        tuple(
            news.xpath(f"string(.//n:{name})", namespaces=_SPACES)
            for name in ("language", "publication_date")
        )
        for news in tree.xpath("//n:news", namespaces=_SPACES)
    ]
    assert found == [("en", "2031-03-06"), ("en", "2031-03-05"), ("en", "2031-03-05")]
    titles = tree.xpath("//n:title/text()", namespaces=_SPACES)
    assert titles[0] == " ".join(PAYLOADS)
    robots = (site / "robots.txt").read_text()
    assert f"Sitemap: {ROOT}sitemap.xml\nSitemap: {ROOT}news-sitemap.xml\n" in robots
