"""A strict build of the whole site, and what the files of the site hold."""

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from counting import calls_in
from dateline.project import processes
from found import records_in
from marks import few_of
from sites import BRIEFINGS, HOSTILE, LIGHTHOUSE, ROOT, WORM, briefing_text, build_site, make_project


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the test briefings; strict, so any warning fails."""
    project = make_project(tmp_path_factory.mktemp("site") / "project", BRIEFINGS.glob("*.md"))
    return build_site(project, strict=False)  # one of them has a date that is none


@pytest.fixture(scope="module")
def committed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the project's own briefings."""
    own = sorted((ROOT / "briefings").glob("*.md"))
    return build_site(make_project(tmp_path_factory.mktemp("own") / "project", own))


@pytest.fixture(scope="module")
def material_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the test briefings with Material's own search."""
    project = tmp_path_factory.mktemp("material") / "project"
    return build_site(make_project(project, BRIEFINGS.glob("*.md"), options="search: material"), strict=False)


@pytest.fixture(scope="module")
def flat_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the test briefings with a file for each page, as one has it that is opened without a server."""
    project = make_project(tmp_path_factory.mktemp("flat") / "project", BRIEFINGS.glob("*.md"))
    config = project / "mkdocs.yml"
    config.write_text(f"{config.read_text(encoding='utf-8')}\nuse_directory_urls: false\n", encoding="utf-8")
    return build_site(project, strict=False)


@pytest.fixture(params=few_of(["site", "committed_site"], ["wide_folder"]))
def any_site(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=few_of(["site", "committed_site", "flat_site"], ["wide_folder"]))
def site_with_links(request: pytest.FixtureRequest) -> Path:
    """One of them, or the one whose addresses are those of files."""
    found: Path = request.getfixturevalue(request.param)
    return found


def html_files(site: Path) -> Iterator[Path]:
    return (path for path in sorted(site.rglob("*.html")))


class Links(HTMLParser):
    """What a page loads or links to, its ids, and its event handlers."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.handlers: list[str] = []
        self.headings: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.handlers += [name for name in found if name.startswith("on")]
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found.get("href", ""))
        elif tag == "link" and found.get("rel") in ("stylesheet", "icon", "preconnect", "preload"):
            self.loads.append(found.get("href", ""))
        elif "src" in found:
            self.loads.append(found["src"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


@cache
def links_of(path: Path) -> Links:
    """Those of a page of a built site, parsed once for all tests."""
    return Links(path.read_text(encoding="utf-8"))


def test_nothing_is_loaded_from_elsewhere(any_site: Path) -> None:
    for path in html_files(any_site):
        outside = [url for url in links_of(path).loads if "//" in url]
        assert outside == [], path
    for path in any_site.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?:url\(|@import)\s*[\"']?https?:", text), path


def test_whatever_a_page_loads_is_there(site_with_links: Path) -> None:
    for path in html_files(site_with_links):
        for url in links_of(path).loads:
            if not url.startswith("data:"):
                assert (
                    site_with_links / url.lstrip("/") if url.startswith("/") else path.parent / url
                ).is_file(), (
                    path,
                    url,
                )


def test_ids_are_unique_and_headings_in_order(any_site: Path) -> None:
    for path in html_files(any_site):
        page = links_of(path)
        assert len(page.ids) == len(set(page.ids)), path
        assert page.headings.count(1) == 1, path
        steps = zip([1, *page.headings], page.headings, strict=False)
        assert all(step <= before + 1 for before, step in steps), (path, page.headings)


def test_hostile_text_stays_text(site: Path) -> None:
    for path in (site / "index.html", site / HOSTILE / "index.html"):
        text = path.read_text(encoding="utf-8")
        page = Links(text)
        assert page.handlers == []
        assert not [url for url in page.links if url.startswith("javascript:")]
        assert "<script>window.hacked" not in text
        assert "<img src=x" not in text
        assert "&lt;script&gt;" in text
    head = (site / HOSTILE / "index.html").read_text(encoding="utf-8").partition("</head>")[0]
    assert "<title>&lt;script&gt;" in head
    assert 'content="&quot;&gt;&lt;script&gt;' in head


def test_a_page_holds_nothing_that_its_policy_refuses(any_site: Path, material_site: Path) -> None:
    for path in (*html_files(any_site), *html_files(material_site)):
        text = path.read_text(encoding="utf-8")
        assert '<meta http-equiv="Content-Security-Policy" content="default-src ' in text, path
        scripts = re.findall(r"<script\b([^>]*)>", text)
        assert all(
            "src=" in each or re.search(r'type="application/(ld\+)?json"', each) for each in scripts
        ), path
        assert not re.findall(r"<style\b|<[^>]+\sstyle=", text), path
        assert Links(text).handlers == [], path


def test_a_title_holds_text_alone(any_site: Path) -> None:
    for path in html_files(any_site):
        head = path.read_text(encoding="utf-8").partition("</head>")[0]
        assert re.search(r"<title>[^<]+</title>\s", head), path


def entries(site: Path) -> list[dict[str, Any]]:
    found = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    return list(found["docs"])


@pytest.mark.parametrize(
    ("word", "location"),
    [
        ("onychophoran", WORM),
        ("gallery", LIGHTHOUSE + "#timeline"),
        ("dredging", LIGHTHOUSE + "#key-quotes"),
        ("Calloway", LIGHTHOUSE + "#sources"),
        ("flowerpot", WORM),
    ],
)
def test_materials_search_finds_a_word_of_one_briefing(material_site: Path, word: str, location: str) -> None:
    found = [entry["location"] for entry in entries(material_site) if word in entry["text"]]
    assert location in found
    assert {place.partition("#")[0] for place in found} == {location.partition("#")[0]}


def test_materials_search_holds_no_markup_of_a_briefing_and_none_of_the_pages_own_words(
    material_site: Path,
) -> None:
    texts = [entry for entry in entries(material_site) if entry["location"].startswith("briefings/")]
    assert texts
    for entry in texts:
        assert not re.search(r"<(?!/?(?:p|code|pre|li|ol|ul|sub|sup)>)", entry["text"] + entry["title"]), (
            entry
        )
        assert "not yet reviewed" not in entry["text"]
        assert "↩" not in entry["text"]


def test_the_briefing_page(site: Path) -> None:
    text = (site / LIGHTHOUSE / "index.html").read_text(encoding="utf-8")
    assert '<time datetime="2031-03-04">March 4, 2031</time>' in text
    assert 'Updated <time datetime="2031-03-04T18:05:00-05:00">' in text
    assert text.count('<figure class="quote" id="q-') == 4
    assert text.count('<li class="timeline__entry') == 10
    assert '<time datetime="2019-02~">about February 2019</time>' in text
    assert (
        '<a href="https://herald.example/orrin-light" rel="noopener">Orrin light put out for good</a>' in text
    )
    assert 'href="#headline" class="md-skip"' in text


def targets(path: Path, site: Path) -> Iterator[tuple[str, Path, str]]:
    """The links of a page that stay on the site: as written, the file they lead to, the anchor."""
    for link in links_of(path).links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not link:
            continue
        way = unquote(parts.path)
        whole = site / way.lstrip("/") if way.startswith("/") else path.parent / way if way else path
        yield link, whole / "index.html" if whole.is_dir() else whole, unquote(parts.fragment)


def test_every_link_and_anchor_leads_somewhere(site_with_links: Path) -> None:
    pages = {path.resolve(): set(links_of(path).ids) for path in html_files(site_with_links)}
    lost = [
        (path.relative_to(site_with_links).as_posix(), link)
        for path in pages
        for link, target, anchor in targets(path, site_with_links)
        if not target.is_file()
        or (anchor and target.suffix == ".html" and anchor not in pages[target.resolve()] | {"__skip"})
    ]
    assert lost == []


def test_no_page_shows_markup_of_ours_as_text(committed_site: Path) -> None:
    escaped = [
        path.relative_to(committed_site).as_posix()
        for path in html_files(committed_site)
        if "guide/" not in path.as_posix()
        and re.search(r"&lt;(?:li|p|ol|time|span|a)[ &]", path.read_text(encoding="utf-8"))
    ]
    assert escaped == []


def test_every_timeline_of_a_name_has_its_lines(committed_site: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in committed_site.glob("places/*/index.html")]
    lines = [
        (text.count('<section class="stretch"'), text.count('<li class="timeline__entry')) for text in texts
    ]
    assert sum(stretches for stretches, _ in lines) > 3
    assert all(entries >= stretches for stretches, entries in lines)


def test_names_lead_to_their_pages(committed_site: Path) -> None:
    pages = list(committed_site.glob("briefings/*/index.html"))
    links = {link for page in pages for link in links_of(page).links}
    assert {"../../people/noor-vanterpool/", "../../sources/radio-halmery/"} <= links


def test_the_search_takes_up_the_names_of_topics_and_people_alone(any_site: Path) -> None:
    kinds = ("topics", "people", "organisations", "places", "sources", "timeline", "quotes", "archive")
    folders = tuple(f"{kind}/" for kind in kinds)
    assert not [
        record
        for record in records_in(any_site)
        if record["url"].startswith(tuple(f"/{one}" for one in folders))
    ]
    lists = [record for record in records_in(any_site) if "list" in record["filters"]]
    found = {
        anchor["id"]: (anchor["text"], record["filters"].get("section"))
        for record in lists
        for anchor in record["anchors"]
        if anchor["id"].startswith(folders)
    }
    assert found
    assert not [url for url in found if "page-" in url]
    names = ("topics", "people", "organisations", "places", "sources")
    for url, (title, section) in found.items():
        folder, _, rest = url.partition("/")
        assert section == ([folder.capitalize()] if folder in names and rest else None), url
        assert title in unescape((any_site / url / "index.html").read_text(encoding="utf-8")), url


def test_decisions_are_not_published(site: Path) -> None:
    assert not (site / "decisions").exists()


def calls_of_a_build(folder: Path, briefings: int) -> int:
    """How many functions of Python one build calls: work, counted rather than timed."""
    project = make_project(folder / str(briefings))
    for number in range(briefings):
        body = (
            f"Word{number}.[^a]\n\n## Timeline\n\n- 20{number % 90 + 10} — It rained.\n\n[^a]: Bell: “Rain.”"
        )
        text = briefing_text(f"Number {number}", f"20{number % 90 + 10}-03-04", body)
        (project / "briefings" / f"{number:04}.md").write_text(text, encoding="utf-8")
    return calls_in(lambda: build_site(project))


@pytest.mark.long
def test_work_grows_in_step_with_the_number_of_briefings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "cores", lambda: 1)  # calls are counted in this process alone
    calls_of_a_build(tmp_path, 1)  # what is done once a process
    first, second, third = (calls_of_a_build(tmp_path, briefings) for briefings in (20, 60, 100))
    assert third - second <= 1.05 * (second - first)


def test_the_calendar_holds_what_is_planned(any_site: Path) -> None:
    calendar = (any_site / "planned.ics").read_bytes()
    assert calendar.startswith(b"BEGIN:VCALENDAR\r\n")
    assert calendar.endswith(b"END:VCALENDAR\r\n")
    assert 'href="planned.ics"' in (any_site / "index.html").read_text(encoding="utf-8")


def test_corrections_are_on_the_page_at_their_items_and_on_the_page_of_all(site: Path) -> None:
    briefing = (site / LIGHTHOUSE / "index.html").read_text(encoding="utf-8")
    all_of_them = (site / "corrections" / "index.html").read_text(encoding="utf-8")
    assert briefing.count('class="corrected"') == 2
    assert all_of_them.count('class="notice"') == 3
    for anchor in re.findall(r'href="#(c-\w+)"', briefing):
        assert f'<li id="{anchor}"' in briefing
        assert f'href="../{LIGHTHOUSE}#{anchor}"' in all_of_them
    assert "&lt;January 18&gt;" in briefing and "&lt;January 18&gt;" in all_of_them


def test_every_page_leads_to_the_corrections(any_site: Path) -> None:
    for path in html_files(any_site):
        assert re.search(r'<a href="(?:[./]*corrections/|\./)">Corrections</a>', path.read_text("utf-8")), (
            path
        )


def structured(path: Path) -> dict[str, dict[str, Any]]:
    """What a page is to machines, by the type of each thing."""
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', path.read_text(encoding="utf-8")
    )
    graphs = [json.loads(script)["@graph"] for script in found]
    return {thing["@type"]: thing for graph in graphs for thing in graph}


def test_every_page_that_is_made_of_briefings_says_so_to_machines(any_site: Path) -> None:
    for path in html_files(any_site):
        folders = path.relative_to(any_site).parts[:-1]
        found = structured(path)
        if folders[:1] == ("briefings",):
            assert found.keys() == {"NewsArticle", "BreadcrumbList"}, path
        elif not folders and path.name == "index.html":
            assert found.keys() == {"CollectionPage"}
        elif folders[:1] == ("topics",):
            assert found.keys() == {"CollectionPage", "BreadcrumbList"}, path
        for step in found.get("BreadcrumbList", {"itemListElement": []})["itemListElement"][:-1]:
            assert (path.parent / step["item"]["@id"] / "index.html").is_file(), (path, step)


def test_a_topic_lists_its_briefings_to_machines(committed_site: Path) -> None:
    listed = structured(committed_site / "topics" / "health" / "index.html")["CollectionPage"]["mainEntity"]
    [first] = listed["itemListElement"]
    assert first["name"].startswith("Dimmer hospital wards")
    assert (committed_site / "topics" / "health" / first["url"] / "index.html").is_file()


def test_every_page_describes_itself(any_site: Path) -> None:
    for path in html_files(any_site):
        head = path.read_text(encoding="utf-8").partition("</head>")[0]
        told = re.findall(
            r'<meta (?:name|property)="((?:og:)?description|og:title|twitter:card)" content="[^"]+">', head
        )
        assert sorted(told) == ["description", "og:description", "og:title", "twitter:card"], path


def test_without_an_address_of_the_site_there_is_no_feed(site: Path) -> None:
    assert not (site / "corrections.xml").exists()
    assert "corrections.xml" not in (site / "corrections" / "index.html").read_text(encoding="utf-8")
