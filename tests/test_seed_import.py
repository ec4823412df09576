"""`add`: what becomes a seed, under which name, with which address; the network only for an address."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.formats import seed_reader
from dateline.model.article import Article
from dateline.model.problems import DatelineError
from dateline.project import files, seed_files, seed_import
from dateline.project.files import Project
from dateline.project.settings import Settings

TEXT = (
    "Gate fails at Velloe Dam\n\nMay 12, 2025\n\n"
    "The spillway gate at Velloe Dam gave way on Sunday night, officials said.\n"
)
PAGE = """<!doctype html><html><head><meta charset="iso-8859-1"><title>Gate fails at Velloe Dam</title></head>
<body><article><h1>Gate fails at Velloe Dam</h1><p>The spillway gate — old and rusty — gave way on Sunday night.</p>
<p>Engineers will inspect it on Wednesday, the water authority said in a statement.</p></article></body></html>"""
FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Courier</title>
<item><title>Gate fails</title><link>https://example.org/1</link><description>The gate gave way.</description></item>
<item><title>Rain ends</title><link>https://example.org/2</link><description>The rain is over.</description></item>
</channel></rss>
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, Settings())


def names(project: Project) -> list[str]:
    return sorted(path.name for path in files.files_below(project.seeds))


def article(project: Project, name: str) -> Article:
    [seed] = seed_files.seeds_in(project, project.seeds / name)
    return seed_files.read_article(project, seed)[0]


@pytest.mark.parametrize("what", ["-", TEXT], ids=["standard input", "the text itself"])
def test_pasted_text(project: Project, what: str) -> None:
    [added] = seed_import.add_seeds(project, what, TEXT, "https://example.org/dam")
    assert names(project) == ["2025-05-12-gate-fails-at-velloe-dam.txt"]
    assert added.title == "Gate fails at Velloe Dam"
    assert added.path.read_text().endswith(TEXT)
    assert article(project, added.path.name).url == "https://example.org/dam"


def test_an_address_joins_the_front_matter_that_is_there(project: Project) -> None:
    list(seed_import.add_seeds(project, "-", "---\ntopics: [Dam]\n---\n" + TEXT, "https://example.org/dam"))
    found = article(project, names(project)[0])
    assert (found.url, found.topics) == ("https://example.org/dam", ("Dam",))


def test_a_file_is_copied_as_it_is(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "download.txt"
    path.write_bytes(TEXT.encode("utf-16"))
    [added] = seed_import.add_seeds(project, str(path))
    assert added.path.read_bytes() == path.read_bytes()


def test_a_pasted_news_item_is_named_as_xml(project: Project) -> None:
    item = Path(__file__).parent / "cases" / "formats" / "newsml.xml"
    list(seed_import.add_seeds(project, "-", item.read_text(encoding="utf-8")))
    assert [Path(name).suffix for name in names(project)] == [".xml"]


def test_the_same_twice_is_one_seed_and_another_of_that_name_two(project: Project) -> None:
    assert [added.is_new for _ in range(2) for added in seed_import.add_seeds(project, "-", TEXT)] == [
        True,
        False,
    ]
    list(seed_import.add_seeds(project, "-", TEXT + "\nMore is known now about the gate.\n"))
    assert names(project) == [
        "2025-05-12-gate-fails-at-velloe-dam-2.txt",
        "2025-05-12-gate-fails-at-velloe-dam.txt",
    ]


def test_a_seed_is_not_added_again(project: Project) -> None:
    [added] = seed_import.add_seeds(project, "-", TEXT)
    with pytest.raises(DatelineError, match="among the seeds already"):
        list(seed_import.add_seeds(project, str(added.path)))


@pytest.mark.parametrize(("what", "pasted"), [("nowhere.txt", ""), ("-", ""), ("-", "Kim")])
def test_nothing_to_add(project: Project, what: str, pasted: str) -> None:
    with pytest.raises(DatelineError):
        list(seed_import.add_seeds(project, what, pasted))
    assert not project.seeds.exists()


def test_a_feed_gives_its_new_entries_once(project: Project, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(FEED)
    assert len(list(seed_import.add_seeds(project, str(feed)))) == 2
    assert names(project) == ["gate-fails.xml", "rain-ends.xml"]
    assert article(project, "rain-ends.xml").url == "https://example.org/2"
    (project.seeds / "rain-ends.xml").unlink()
    item = "<item><title>Sun shines</title><link>https://example.org/3</link><description>It does.</description></item>"
    feed.write_text(FEED.replace("</channel>", item + "</channel>"))
    assert [added.title for added in seed_import.add_seeds(project, str(feed))] == ["Sun shines"]
    assert names(project) == ["gate-fails.xml", "sun-shines.xml"]


class _Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path != "/dam":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=cp1252")
        self.end_headers()
        self.wfile.write(PAGE.encode("cp1252"))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's name
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_address(project: Project, site: str) -> None:
    [added] = seed_import.add_seeds(project, f"{site}/dam")
    assert added.path.name == "gate-fails-at-velloe-dam.html"
    found = article(project, added.path.name)
    assert found.url == f"{site}/dam"
    assert "The spillway gate — old and rusty — gave way" in found.text


def test_an_address_that_answers_no(project: Project, site: str) -> None:
    with pytest.raises(DatelineError, match="the server answered 404"):
        list(seed_import.add_seeds(project, f"{site}/gone"))


def test_offline(project: Project) -> None:
    with pytest.raises(DatelineError, match=r"can't be fetched.*are you online"):
        list(seed_import.add_seeds(project, "http://127.0.0.1:9/dam"))


def test_what_is_added_reads_as_it_did(project: Project) -> None:
    [added] = seed_import.add_seeds(project, "-", TEXT)
    seed = files.read_seed_file(project, added.path)
    assert seed_reader.article_from_seed(seed, 10_000)[0].title == added.title
