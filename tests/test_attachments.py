"""Files beside the briefings: what a briefing refers to is published, and nothing else."""

import logging
import re
import struct
import zlib
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from mkdocs.exceptions import Abort
from playwright.sync_api import Browser

from browser import serving
from dateline.check.runner import check_project
from dateline.project import files
from dateline.project.files import Project
from dateline.project.settings import Settings
from marks import few_of
from sites import briefing_text, build_site, make_project

BODY = """The gate at Vell gave way.

![The gate](gate.png "At noon") and [the report](papers/report%20one.pdf#page=2), [levels](papers/levels.csv?v=2).

!!! quote "Ada Fry"
    “It groaned.” [Hear her](<höre sie.mp3>)

![The gate by night][night]

<p><img alt="The gate from the air" src='air.png'> <audio controls src=groan.ogg></audio>
<a href="b.md#headline">told there</a> <a href="https://example.org/air.png">there</a></p>

`![none](code.png)`

[night]: ./papers/../night.png
"""
NAMED = (
    "gate.png", "papers/report one.pdf", "papers/levels.csv", "höre sie.mp3", "air.png", "groan.ogg", "night.png",
)  # fmt: skip
OTHERS = ("code.png", "papers/secret.csv", "unused.png", "notes.txt")


def picture() -> bytes:
    """A PNG of one dark pixel."""
    parts = (
        (b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\0")),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.fixture(params=few_of([""], ["2031"]), ids=["folder", "below"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A project with the briefing a.md, files beside it, and b.md."""
    project = make_project(tmp_path / "project")
    folder = project / "briefings" / request.param
    (folder / "papers").mkdir(parents=True)
    for name in (*NAMED, *OTHERS):
        (folder / name).write_bytes(picture() if name.endswith(".png") else name.encode())
    (folder / "a.md").write_text(briefing_text("Gate fails", body=BODY), encoding="utf-8")
    (folder / "b.md").write_text(briefing_text("Gate mended"), encoding="utf-8")
    return project


def folder_of(project: Path) -> Path:
    return next(path.parent for path in project.rglob("a.md"))


def project_of(root: Path) -> Project:
    return Project(root, Settings())


def errors(root: Path) -> list[tuple[str, int, str]]:
    found = check_project(project_of(root), jobs=1).all()
    return [(one.file, one.line, one.message) for one in found if one.severity == "error"]


def published(project: Path) -> set[str]:
    """The files of the site beside its pages, by their paths below the folder of the briefings."""
    site = project / "site" / folder_of(project).relative_to(project)
    return {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and path.suffix != ".html"
    }


@pytest.mark.parametrize("directories", ["true", "false"])
def test_what_a_briefing_refers_to_is_published_beside_it(project: Path, directories: str) -> None:
    config = project / "mkdocs.yml"
    config.write_text(f"{config.read_text()}\nuse_directory_urls: {directories}\n")
    assert errors(project) == []
    site = build_site(project)
    assert published(project) == set(NAMED)
    page = next(path for path in site.rglob("*.html") if "Gate fails</h1>" in path.read_text())
    text = page.read_text(encoding="utf-8")
    body = text[text.index("The gate at Vell") : text.index("code.png")]
    links = re.findall(r"""(?:src|href)=["']?([^"'\s>]+)""", body)
    targets = {unquote(urljoin(page.as_uri(), link)).partition("#")[0].partition("?")[0] for link in links}
    beside = f"{site.as_uri()}/{folder_of(project).relative_to(project).as_posix()}/"
    assert {f"{beside}{name}" for name in NAMED} <= targets
    assert f"{beside}b/" in targets or f"{beside}b.html" in targets
    assert "https://example.org/air.png" in targets


@pytest.mark.browser
@pytest.mark.long
def test_a_browser_shows_the_pictures(project: Path, browser: Browser) -> None:
    site = build_site(project)
    with serving(site) as url:
        page = browser.new_page()
        page.goto(f"{url}{folder_of(project).relative_to(project).as_posix()}/a/")
        widths = page.eval_on_selector_all("article img", "all => all.map(one => one.naturalWidth)")
        page.close()
    assert widths == [1, 1, 1]


def test_a_file_that_is_missing_is_named_with_its_place(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = folder_of(project)
    for name in ("gate.png", "papers/levels.csv", "groan.ogg"):
        (folder / name).unlink()
    file = (folder / "a.md").relative_to(project).as_posix()
    assert errors(project) == [
        (file, 8, "the link leads to gate.png, which is not there"),
        (file, 8, "the link leads to papers/levels.csv?v=2, which is not there"),
        (file, 15, "the link leads to groan.ogg, which is not there"),
    ]
    with caplog.at_level(logging.WARNING, "mkdocs"), pytest.raises(Abort):
        build_site(project)
    assert f"{file}:8:13: error: the link leads to gate.png, which is not there" in caplog.text


@pytest.mark.parametrize("name", ["data.json", "feed.xml", "plan.ics"])
def test_data_beside_a_briefing_is_not_what_the_build_makes(tmp_path: Path, name: str) -> None:
    project = make_project(tmp_path / "project")
    briefing = project / "briefings" / "a.md"
    briefing.write_text(briefing_text("A", body=f"[data]({name})"), encoding="utf-8")
    assert errors(project) == [("briefings/a.md", 6, f"the link leads to {name}, which is not there")]
    (project / "briefings" / name).write_text("{}", encoding="utf-8")
    assert errors(project) == []
    assert (build_site(project) / "briefings" / name).read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize(
    "link",
    ["../secret.txt", "../../secret.txt", "2031/../../secret.txt", "%2e%2e/secret.txt", "hidden/link.txt"],
)
def test_nothing_outside_the_folder_is_published(tmp_path: Path, link: str) -> None:
    project = make_project(tmp_path / "project")
    for folder in (project, tmp_path):
        (folder / "secret.txt").write_text("The password is Marrow.", encoding="utf-8")
    (project / "briefings" / "hidden").mkdir()
    (project / "briefings" / "hidden" / "link.txt").symlink_to(project / "secret.txt")
    (project / "briefings" / "a.md").write_text(briefing_text("A", body=f"[s]({link})"), encoding="utf-8")
    assert [line for _, line, _ in errors(project)] == [6]
    site = build_site(project, strict=False)
    assert not any(b"Marrow" in path.read_bytes() for path in site.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "name", [".key.txt", ".git/config", "draft.txt~", "other.md", "", "none.txt", "papers"]
)
def test_what_is_no_attachment(tmp_path: Path, name: str) -> None:
    project = project_of(tmp_path)
    for made in (".key.txt", ".git/config", "draft.txt~", "other.md", "papers/a.txt"):
        path = project.briefings / made
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert files.attachment(project, name) is None
    assert files.attachment(project, "papers/a.txt") == project.briefings / "papers" / "a.txt"


def test_names_that_no_file_can_have(tmp_path: Path) -> None:
    assert files.attachment(project_of(tmp_path), "a\0b") is None
    assert files.attachment(project_of(tmp_path), "a" * 5000) is None


def test_what_a_draft_refers_to_stays_off_a_site_of_reviewed_briefings(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", options="publish: reviewed")
    (project / "briefings" / "gate.png").write_bytes(picture())
    (project / "briefings" / "a.md").write_text(briefing_text("A", body="![x](gate.png)"), encoding="utf-8")
    assert not (build_site(project) / "briefings" / "gate.png").exists()


def test_a_file_of_docs_in_the_way_is_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    project = make_project(tmp_path / "project")
    (project / "docs" / "briefings").mkdir()
    for folder in ("docs/briefings", "briefings"):
        (project / folder / "gate.png").write_bytes(folder.encode())
    (project / "briefings" / "a.md").write_text(briefing_text("A", body="![x](gate.png)"), encoding="utf-8")
    with caplog.at_level(logging.WARNING, "mkdocs"):
        site = build_site(project, strict=False)
    assert "docs/briefings/gate.png stands where briefings/gate.png would; rename one" in caplog.text
    assert (site / "briefings" / "gate.png").read_bytes() == b"docs/briefings"
