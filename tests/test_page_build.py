"""Sites brought up to date: what is written again, and that they are what a build from nothing would make."""

import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from random import Random
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest

from dateline.mkdocs import page_build
from dateline.mkdocs.pages import OwnPage
from dateline.project import processes
from dateline.project.site_folder import write_file
from dateline.site.pages.page_weight import PAGE
from newsroom import newsroom
from nightly import times
from sites import ROOT, briefing_text, build_site, lists_parted_at, make_project

SOURCES = ("briefings", "docs", "theme", "mkdocs.yml")
Change = Callable[[Path, Random], None]


class State(NamedTuple):
    """A file of a site as it stands."""

    time: int
    data: bytes


def states_of(site: Path) -> dict[str, State]:
    """All files of a site."""
    return {
        path.relative_to(site).as_posix(): State(path.stat().st_mtime_ns, path.read_bytes())
        for path in site.rglob("*")
        if path.is_file()
    }


def beside_the_search(site: Path) -> dict[str, State]:
    return {path: state for path, state in states_of(site).items() if not path.startswith("pagefind/")}


def content_of(site: Path) -> dict[str, bytes]:
    return {path: state.data for path, state in states_of(site).items()}


@pytest.fixture(scope="module", autouse=True)
def short_lists() -> Iterator[None]:
    """A site of a dozen briefings has lists in several parts, which come and go with its briefings."""
    with lists_parted_at(times(PAGE // 3, PAGE)):
        yield


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project, and beside it what it is made of: a test may change the one, and gets it back from the other."""
    root = tmp_path_factory.mktemp("built")
    project = make_project(root / "project", (ROOT / "briefings").glob("*.md"))
    for name, text in newsroom(times(12, 30)):
        (project / "briefings" / name).write_text(text, encoding="utf-8")
    shutil.copytree(project, root / "sources")
    build_site(project, strict=False)
    return project


@pytest.fixture
def project(kept: Path) -> Iterator[Path]:
    """That project with its site, up to date."""
    restore(kept.parent / "sources", kept)
    build_site(kept, strict=False)
    yield kept


def restore(sources: Path, project: Path) -> None:
    """Undo what a test has changed, and leave alone what it has not: the build needs not look at that again."""
    wanted = {path.relative_to(sources) for path in sources.rglob("*") if path.is_file()}
    for name in SOURCES[:-1]:
        for path in (project / name).rglob("*"):
            if path.is_file() and path.relative_to(project) not in wanted:
                path.unlink()
    for path in wanted:
        if not (project / path).is_file() or (project / path).read_bytes() != (sources / path).read_bytes():
            shutil.copy2(sources / path, project / path)


def rewritten(project: Path) -> tuple[set[str], set[str]]:
    """Build, and give the files that were written, and those that were removed, beside the search."""
    before = beside_the_search(project / "site")
    after = beside_the_search(build_site(project, strict=False))
    written = {path for path, state in after.items() if path not in before or before[path].time != state.time}
    return written, before.keys() - after.keys()


def from_nothing(project: Path, root: Path) -> Path:
    """The site of a build that knows nothing of others."""
    for name in SOURCES:
        copy = shutil.copytree if (project / name).is_dir() else shutil.copy2
        copy(project / name, root / name)
    return build_site(root, strict=False)


def briefing(project: Path, random: Random) -> Path:
    return random.choice(sorted((project / "briefings").glob("*.md")))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def reword(project: Path, random: Random) -> None:
    path = briefing(project, random)
    words = [line for line in path.read_text(encoding="utf-8").splitlines() if re.match(r"- \d{4}", line)]
    if words:
        line = random.choice(words)
        edit(path, line, line.replace(" — ", " — Late: ", 1))


def retitle(project: Path, random: Random) -> None:
    path = briefing(project, random)
    path.write_text(re.sub(r"(?m)^title: ", "title: Once more, ", path.read_text(encoding="utf-8"), count=1))


def rename(project: Path, random: Random) -> None:
    path = briefing(project, random)
    path.rename(path.with_name(f"{random.randrange(10_000)}-{path.name}"))


def delete(project: Path, random: Random) -> None:
    briefing(project, random).unlink()


def add(project: Path, random: Random) -> None:
    front = f"2031-0{random.randint(1, 9)}-04\ntopics: [Flood plan, Peat]\npeople: [Ada Aldberg]"
    name = f"new-{random.randrange(10_000)}.md"
    (project / "briefings" / name).write_text(briefing_text(f"News {random.random()}", front))


def retopic(project: Path, random: Random) -> None:
    path = briefing(project, random)
    text = re.sub(r"(?m)^topics:.*(\n- .*)*$", "", path.read_text(encoding="utf-8"), count=1)
    path.write_text(text.replace("\n---\n", f"\ntopics: [Peat {random.randint(1, 3)}]\n---\n", 1))


def extend_docs(project: Path, random: Random) -> None:
    edit(project / "docs" / "about.md", "\n\n", f"\n\nOn day {random.randrange(10_000)}, it rained.\n\n")


def restyle(project: Path, random: Random) -> None:
    path = project / "theme" / "briefing_page.html"
    path.write_text(f"{path.read_text(encoding='utf-8')}{{# {random.random()} #}}", encoding="utf-8")


def rename_site(project: Path, random: Random) -> None:
    path = project / "mkdocs.yml"
    path.write_text(
        re.sub(r"(?m)^site_name: .*$", f"site_name: Desk {random.randrange(99)}", path.read_text())
    )


CHANGES: tuple[Change, ...] = (
    reword, retitle, rename, delete, add, retopic, extend_docs, restyle, rename_site,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(times(1, 20)))
@pytest.mark.long
def test_a_site_after_many_changes_is_what_a_build_from_nothing_makes(
    project: Path, tmp_path: Path, seed: int
) -> None:
    random = Random(seed)
    for _ in range(times(2, 10)):
        for change in random.choices(CHANGES, k=random.randint(1, 3)):
            change(project, random)
        build_site(project, strict=False)
    for change in CHANGES:
        change(project, random)
    site, other = build_site(project, strict=False), from_nothing(project, tmp_path)
    found, wanted = content_of(site), content_of(other)
    assert found.keys() == wanted.keys()
    assert {path for path, data in wanted.items() if found[path] != data} == set()


def test_a_second_build_writes_nothing(project: Path) -> None:
    before = states_of(project / "site")
    build_site(project, strict=False)
    assert states_of(project / "site") == before


def test_a_build_in_which_nothing_is_known_to_be_unchanged_writes_nothing_else(project: Path) -> None:
    before = states_of(project / "site")
    (project / "docs" / "about.md").touch()
    build_site(project, strict=False)
    assert states_of(project / "site") == before


def test_an_edited_word_is_written_where_it_is_shown_and_nowhere_else(project: Path) -> None:
    path = sorted((project / "briefings").glob("*.md"))[5]
    line = next(line for line in path.read_text().splitlines() if re.match(r"- \d{4}", line))
    edit(path, line, line.replace(" — ", " — Zymurgy: ", 1))
    written, removed = rewritten(project)
    files = beside_the_search(project / "site")
    shown = {name for name, state in files.items() if b"Zymurgy" in state.data}
    assert written == shown
    assert f"briefings/{path.stem}/index.html" in written
    assert not removed


def test_what_has_to_be_rendered_is_written_before_what_has_a_new_frame_alone(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    def write(path: Path, data: bytes) -> None:
        written.append(path.parent.name)
        write_file(path, data)

    config = project / "mkdocs.yml"
    edit(config, "site_name:", "site_url: https://desk.example/\nsite_name:")
    build_site(project, strict=False)
    monkeypatch.setattr(processes, "can_fork", lambda: False)
    monkeypatch.setattr(page_build, "write_file", write)
    edit(config, "https://desk.example/", "https://other.example/")
    path = sorted((project / "briefings").glob("*.md"))[-1]
    path.write_text(path.read_text(encoding="utf-8") + "\nIt rained.\n", encoding="utf-8")
    build_site(project, strict=False)
    assert {one.stem for one in path.parent.glob("*.md")} <= set(written), "with the new address"
    assert written[0] == path.stem


def test_what_a_deleted_briefing_leaves_is_removed(project: Path) -> None:
    path = sorted((project / "briefings").glob("*.md"))[5]
    path.unlink()
    _, removed = rewritten(project)
    assert f"briefings/{path.stem}/index.html" in removed
    assert not (project / "site" / "briefings" / path.stem).exists()


@pytest.mark.long
def test_a_cache_that_is_spoilt_or_gone_changes_nothing(project: Path) -> None:
    site = project / "site"
    before = content_of(site)
    cache = project / ".dateline" / "cache"
    for path in filter(Path.is_file, sorted(cache.rglob("*"))):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    build_site(project, strict=False)
    assert content_of(site) == before
    shutil.rmtree(cache)
    build_site(project, strict=False)
    assert content_of(site) == before


def test_frames_that_pages_share_lead_to_the_right_places(project: Path) -> None:
    """Tabs, drawer and foot: relative links that have to fit the folder of each page."""
    site = project / "site"
    for path in sorted(site.rglob("*.html")):
        if path.name == "404.html" or "pagefind" in path.parts:
            continue
        page = path.relative_to(site).as_posix().removesuffix("index.html")
        text = path.read_text(encoding="utf-8")
        for link in re.findall(r'<(?:a|link|script)\b[^>]*?\s(?:href|src)="([^"#?]+)', text):
            if "://" in link or link.startswith(("mailto:", "data:")):
                continue
            target = urljoin(f"https://news.example/{page}", unescape(link)).removeprefix(
                "https://news.example/"
            )
            found = site / target
            assert (found / "index.html").is_file() or found.is_file(), f"{page} links to {link}"


def test_tabs_lead_from_every_page_to_the_same_pages(project: Path) -> None:
    site = project / "site"
    tabs = {}
    for path in sorted(site.rglob("index.html")):
        page = path.parent.relative_to(site).as_posix()
        shown = re.search(
            r'<ul class="md-tabs__list">(.*?)</ul>', path.read_text(encoding="utf-8"), re.DOTALL
        )
        if shown:
            links = re.findall(r'href="([^"]+)"', shown[1])
            tabs[page] = [urljoin(f"https://news.example/{page}/", link) for link in links]
    assert len(tabs) > 100
    assert len({page.count("/") for page in tabs}) > 2, "pages in folders of several depths"
    wanted = tabs["briefings/" + sorted(path.stem for path in (project / "briefings").glob("*.md"))[0]]
    assert len(wanted) > 3
    for page, found in tabs.items():
        assert found == [link.replace("news.example/./", "news.example/") for link in wanted], page


class PageAt(OwnPage):
    """A page without a file."""

    url = ""

    def __init__(self, url: str, base: str) -> None:
        self.url = url
        self._set_canonical_url(base)


@pytest.mark.parametrize(
    "base", ["https://a.example", "https://a.example/x/y", "http://[::1]:8/", "https://a.example/?x"]
)
@pytest.mark.parametrize(
    "url",
    ["people/ada/", "people/%C3%A9a/", "a.html", "", "./", "../b/", "b/../c/", "b//c/", "b:c/", "b?c=d"],
)
def test_the_address_of_a_page_is_that_of_its_way_from_the_site(url: str, base: str) -> None:
    page, address = PageAt(url, base), urljoin(base if base.endswith("/") else f"{base}/", url)
    assert (page.canonical_url, page.abs_url) == (address, urlsplit(address).path)
