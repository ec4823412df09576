"""`dateline pages`: all pages as plain Markdown, of which a tool that knows nothing of Dateline makes a site."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from lxml import html

from dateline import cli
from newsroom import newsroom
from sites import BRIEFINGS, ROOT, briefing_text, lists_parted_at, make_project

_LIGHTHOUSE = "briefings/2031-03-04-lighthouse-at-orrin-point-goes-dark"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a project with every kind of them, and of its docs."""
    root = tmp_path_factory.mktemp("pages")
    files = [*sorted((ROOT / "briefings").glob("*.md"))[-3:], *BRIEFINGS.glob("*.md")]
    project = make_project(root / "project", files)
    for name, text in newsroom(12):
        (project / "briefings" / name).write_text(text, encoding="utf-8")
    with lists_parted_at(8_000):
        assert cli.main(["pages", str(root / "pages"), "-f", str(project / "mkdocs.yml")]) == 0
    return root / "pages"


@pytest.fixture(scope="module")
def site(pages: Path) -> Path:
    """The site that the newest version of Zensical that can be installed makes of them."""
    if importlib.util.find_spec("zensical") is None:
        pytest.skip(
            "no version of Zensical can be installed here: nothing is known of what it makes of the pages"
        )
    command = (sys.executable, "-m", "zensical", "build", "--strict")
    done = subprocess.run(command, cwd=pages, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return pages / "site"


def article(site: Path, path: str) -> html.HtmlElement:
    """What a page shows."""
    (found,) = html.parse(str(site / path / "index.html")).xpath("//article")
    return found


def test_a_page_tells_what_a_reader_needs(pages: Path) -> None:
    text = (pages / "docs" / f"{_LIGHTHOUSE}.md").read_text("utf-8")
    for part in (
        "# Lighthouse at Orrin Point goes dark after 140 years\n\n**Fishermen call the closing reckless;",
        "\n\nMarch 4, 2031 · [Orrin Point light](../topics/orrin-point-light/index.md) · From Pellaway Herald and The",
        "\n\n**Draft** Extracted by a machine, not yet reviewed by a person.\n\nThe keeper of Orrin Point",
        "\n- 1891 — The first lamp is lit at Orrin Point.[^t-4e5f60]\n",  # as the file has it
        "\n[^t-4e5f60]: Pellaway Herald (s1), paragraph 2: “The lamp was first lit in 1891.”\n",
        "\n- [Della Marsh](../people/della-marsh/index.md), chair of the Pellaway fishermen’s guild\n",
        "\n- **March 5, 2031** — An earlier version gave the vote of the board as five to three; it was",
        "\n- [Orrin light put out for good](https://herald.example/orrin-light), Pellaway Herald, Ines",
    ):
        assert part in text, part
    topic = (pages / "docs" / "topics" / "orrin-point-light" / "index.md").read_text("utf-8")
    evidence = f"[Pellaway Herald, paragraph 2](../../{_LIGHTHOUSE}.md#fn:t-4e5f60), March 4, 2031\n"
    line = "- **1891** — The first lamp is lit at Orrin Point.\n    - “The lamp was first lit in 1891.” "
    assert f"{line}{evidence}" in topic
    home = (pages / "docs" / "index.md").read_text("utf-8")
    assert "\n# The news, with its sources\n" in home and f"]({_LIGHTHOUSE}.md)" in home
    assert (pages / "docs" / "guide" / "index.md").is_file()


@pytest.mark.long
def test_every_link_leads_to_a_page_and_a_place_in_it(site: Path) -> None:
    trees = {
        path.relative_to(site).parent.as_posix(): html.parse(str(path)) for path in site.rglob("index.html")
    }
    ids = {page: set(tree.xpath("//@id")) for page, tree in trees.items()}
    followed = set()
    for page, tree in trees.items():
        for href in tree.xpath("//article//a/@href[not(contains(., ':'))]"):
            path, _, place = unquote(urljoin(f"/{page}/", href)).partition("#")
            target = path.strip("/") or "."
            assert target in ids or (site / target).is_file(), (page, href)
            assert not place or place in ids.get(target, ()), (page, href)
            followed.add(target.partition("/")[0])
    assert {"briefings", "topics", "people", "sources", "timeline", "archive", "quotes"} < followed


@pytest.mark.long
def test_what_is_no_markdown_is_shown_as_text(site: Path) -> None:
    for path in site.rglob("index.html"):
        shown = html.parse(str(path)).xpath("//article")[0]
        scripts = shown.xpath(".//script/text()")
        assert scripts == (["x"] if "hostile" in str(path) else []), "what an editor wrote as HTML stays that"
        assert not shown.xpath(".//iframe | .//@onclick | .//@onerror | .//img[@src='x']"), path
        assert not shown.xpath(".//@href[starts-with(., 'javascript')]"), path


def test_a_folder_is_written_over_if_it_was_written_by_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "mkdocs.yml": "site_name: Pell & mere\ntheme: {name: material, language: de}\nplugins: [dateline]\n",
        "docs/README.md": "# Unser Pult\n",
        "briefings/a.md": briefing_text('"Ferry [sails] #1 {.x}"', body="![A ship](ship.png)"),
        "briefings/ship.png": "no picture",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "briefings" / "gone.md").write_text(briefing_text("Gone"), encoding="utf-8")
    assert cli.main(["pages"]) == 0
    (tmp_path / "briefings" / "gone.md").unlink()
    assert cli.main(["pages"]) == 0
    docs = tmp_path / "pages" / "docs"
    assert sorted(path.name for path in (docs / "briefings").iterdir()) == ["a.md", "ship.png"]
    assert "\n# Ferry \\[sails] \\#1 \\{.x}\n" in (docs / "briefings" / "a.md").read_text("utf-8")
    home = (docs / "index.md").read_text("utf-8")
    assert "\n# Unser Pult\n\n**Entwürfe** " in home
    assert "\n## Dienstag, 4. März 2031\n\n### [Ferry \\[sails\\] \\#1" in home
    written = (tmp_path / "pages" / "mkdocs.yml").read_text("utf-8")
    assert "site_name: Pell & mere" in written and "- Personen: people/index.md" in written
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "file").touch()
    assert cli.main(["pages", "own"]) == 1
    assert "own: error: it is there already, and not from `dateline pages`" in capsys.readouterr().err
