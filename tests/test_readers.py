"""The forms of seeds: which reader takes a text, and one reviewed reading of each form.

After a change that is meant to alter readings: `UPDATE_CASES=1 pytest tests/test_readers.py`, then review the diff.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.formats.feeds import feed_entries
from dateline.formats.readers import FORMATS, format_of
from dateline.formats.seed_reader import article_from_seed
from dateline.model.article import Article, BlockKind, Seed
from dateline.model.problems import DatelineError, Problem, Severity, render_text

CASES = Path(__file__).parent / "cases" / "formats"
FILES = sorted(path for path in CASES.iterdir() if path.suffix != ".reading")
LIMIT = 10_000_000
HEADER = "From: Ana <ana@post.example>\nSubject: Ferry\nMIME-Version: 1.0\n\nThe ferry is back.\n"
NEWSML = "http://iptc.org/std/nar/2006-10-01/"


SAMPLES = [
    ("Ferry is back\n\nThe ferry is back.", "a.txt", "plain text"),
    ("<!doctype html><html><body><p>x</p></body></html>", "a.txt", "web page"),
    ("\n <HTML lang=en><p>x", "a.txt", "web page"),
    ("<?xml version='1.0'?>\n<!DOCTYPE html>\n<html xmlns='x'><p>x</p></html>", "a.txt", "web page"),
    ("<p>The ferry is back.</p>", "a.html", "web page"),
    ("<p>The ferry is back.</p>", "a.txt", "plain text"),
    ("The ferry is back.", "a.html", "plain text"),
    ("<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "a.txt", "feed"),
    ("<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "a.txt", "feed"),
    ("<!-- made by hand --><rdf:RDF xmlns:rdf='x'></rdf:RDF>", "a.xml", "feed"),
    ("<?xml version='1.0'?><nitf><body/></nitf>", "a.xml", "other XML"),
    (f"<?xml version='1.0'?>\n<!-- x --><newsItem xmlns='{NEWSML}'><html/></newsItem>", "a.xml", "NewsML-G2"),
    (f"<n:newsMessage xmlns:n='{NEWSML}'></n:newsMessage>", "a.txt", "NewsML-G2"),
    ("<?xml version='1.0'?><newsItem><headline/></newsItem>", "a.xml", "other XML"),
    (f"<!doctype html><p>&lt;newsItem xmlns='{NEWSML}'>", "a.txt", "web page"),
    ('{"headline": "Ferry is back"}', "a.txt", "ninjs"),
    ('{"uri": "x", "bodies": []}', "a.txt", "ninjs"),
    ('{"a": 1}', "a.txt", "other JSON"),
    ('[{"a": 1}]', "a.txt", "other JSON"),
    ('{"a": 1}\n{"a": 2}\n', "a.txt", "other JSON"),
    ("[1] The ferry is back.", "a.txt", "plain text"),
    ('{"title": "Ferry is back", "textContent": "The ferry is back."}', "a.txt", "reader app"),
    ('[{"title": "Ferry is back", "content": "The ferry is back."}]', "a.json", "reader app"),
    ('{"title": "Ferry is back", "content": "The ferry', "a.txt", "reader app"),
    ('{"headline": "Ferry is back", "body_html": "<p>x</p>", "content": ""}', "a.txt", "ninjs"),
    ('{"a": 1}', "a.json", "ninjs"),
    ("{{ config }} is back", "a.txt", "plain text"),
    (HEADER, "a.txt", "mail"),
    ("From: the harbour\nSubject: none\n\nThe ferry is back.", "a.txt", "plain text"),
    ("MIME-Version: 1.0\nFrom: x\nThe ferry is back: so they say.\n", "a.txt", "plain text"),
    ("Ferry is back", "a.md", "Markdown"),
    ("# Ferry is back\n\nSee [the plan](https://x.example/).", "a.txt", "Markdown"),
    ("# Ferry is back\n\nThe ferry is back.", "a.txt", "plain text"),
    ("#ferry #back\n\nThe ferry is back.", "a.txt", "plain text"),
]


@pytest.mark.parametrize(("text", "file", "form"), SAMPLES)
def test_form_is_told_from_content(text: str, file: str, form: str) -> None:
    assert format_of(text, file).name == form


def test_every_format_has_a_sample() -> None:
    assert {form for _, _, form in SAMPLES} == {each.name for each in FORMATS}


def rendered(found: Article, problems: tuple[Problem, ...]) -> str:
    facts = {
        "title": found.title,
        "description": found.description,
        "authors": "; ".join(found.authors),
        "publisher": found.publisher,
        "published": found.published,
        "updated": found.updated,
        "location": found.location,
        "url": found.url,
        "language": found.language,
    }
    head = [f"{name}: {value}" for name, value in facts.items() if value]
    blocks = [f"{block.kind:11} {found.slice(block.span)}" for block in found.blocks]
    return "\n".join([f"# {found.source}", *head, *map(render_text, problems), "", *blocks, ""])


def readings(path: Path) -> Iterator[str]:
    for seed in feed_entries(Seed(path.name, path.read_bytes())):
        yield rendered(*article_from_seed(seed, LIMIT))


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_cases(path: Path) -> None:
    found = "\n".join(readings(path))
    golden = path.with_name(f"{path.name}.reading")
    if os.environ.get("UPDATE_CASES"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_blocks_tile_the_text(path: Path) -> None:
    """Blocks stand in order, and nothing but blanks stands between them."""
    for seed in feed_entries(Seed(path.name, path.read_bytes())):
        found, _ = article_from_seed(seed, LIMIT)
        end = 0
        for block in found.blocks:
            assert found.text[end : block.span.start].strip() == ""
            assert found.slice(block.span).strip() == found.slice(block.span) != ""
            end = block.span.end
        assert found.text[end:].strip() == ""


def test_front_matter_is_laid_over_any_form() -> None:
    text = "---\ntitle: Isle cut off\ndate: 2031-05-06\nauthors: [Ana Ruiz]\nlanguage: cy\n---\n" + (
        "<html lang=en><h1>Ferry out of service</h1><p>The ferry has been taken out of service after a fire.</p></html>"
    )
    found, problems = article_from_seed(Seed("a.html", text.encode()), LIMIT)
    assert (found.title, found.authors, found.language) == ("Isle cut off", ("Ana Ruiz",), "cy")
    assert [problem.severity for problem in problems] == [Severity.NOTICE]


@pytest.mark.parametrize(
    ("text", "file", "message"),
    [
        (
            '<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'
            "<rss><channel><item><title>&b;</title></item></channel></rss>",
            "a.xml",
            "entities of its own",
        ),
        ('<!DOCTYPE r SYSTEM "http://x.example/r.dtd"><rss><channel/></rss>', "a.xml", "entities of its own"),
        (
            "<?xml version='1.0'?><!DOCTYPE n [<!ENTITY x SYSTEM 'file:///x'>]><n>&x;</n>",
            "a.xml",
            "entities of its own",
        ),
        (
            f"<!DOCTYPE newsItem [<!ENTITY x SYSTEM 'file:///x'>]><newsItem xmlns='{NEWSML}'>&x;</newsItem>",
            "a.xml",
            "entities of its own",
        ),
        (f"<newsMessage xmlns='{NEWSML}'><header/></newsMessage>", "a.xml", "no news item"),
        ("<?xml version='1.0'?><nitf><body>The ferry</body></nitf>", "a.xml", "of a kind that is not read"),
        ("<rss><channel><title>The Courier</title></channel></rss>", "a.xml", "no entries"),
        pytest.param('{"headline":' * 50_000, "a.json", "nested too deeply", id="deep JSON"),
        ('{"headline": "Ferry",', "a.json", "not valid JSON"),
        ('["The ferry is back"]', "a.json", "no news item"),
        ("<html><script>var ferry = 'back';</script></html>", "a.html", "no text"),
        (HEADER.replace("The ferry is back.", ""), "a.eml", "no text"),
    ],
)
def test_refused(text: str, file: str, message: str) -> None:
    with pytest.raises(DatelineError, match=message) as caught:
        article_from_seed(Seed(file, text.encode()), LIMIT)
    assert caught.value.problem.hint


def test_plain_seeds_load_no_library() -> None:
    """What other forms need costs plain seeds nothing."""
    code = (
        "import sys; from dateline.formats.seed_reader import article_from_seed;"
        "from dateline.model.article import Seed;"
        "article_from_seed("
        "Seed('a.txt', b'---\\nlanguage: en\\n---\\nFerry is back\\n\\nThe ferry is back, they say.'), 10**6);"
        "print([name for name in ('lxml', 'trafilatura', 'feedparser', 'jsonschema', 'markdown_it', 'py3langid')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_paragraphs_are_found_in_every_form() -> None:
    for path in FILES:
        for seed in feed_entries(Seed(path.name, path.read_bytes())):
            found, _ = article_from_seed(seed, LIMIT)
            assert any(block.kind is BlockKind.PARAGRAPH for block in found.blocks), seed.path
