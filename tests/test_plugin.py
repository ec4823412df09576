import atexit
import gc
import logging
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from urllib.request import urlopen

import pytest
from mkdocs.config.base import ValidationError
from mkdocs.exceptions import Abort, ConfigurationError, PluginError

import nightly
from dateline.mkdocs.plugin import DatelinePlugin
from dateline.project.files import write_whole
from dateline.project.settings import Settings, default_of
from dateline.site.search.site_search import SiteSearch
from found import addresses_in, records_in
from sites import BRIEFINGS, briefing_text, build_site, make_project


def write(project: Path, name: str, text: str | bytes) -> None:
    path = project / "briefings" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def page(site: Path, name: str) -> str:
    return (site / "briefings" / name / "index.html").read_text(encoding="utf-8")


def home(site: Path) -> str:
    return (site / "index.html").read_text(encoding="utf-8")


def titles(site: Path) -> list[str]:
    return re.findall(r'class="teaser__title" dir="auto"><a href="[^"]*">([^<]*)<', home(site))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


def test_options_are_the_settings() -> None:
    scheme = dict(DatelinePlugin.config_scheme)
    assert {name: option.default for name, option in scheme.items()} == {
        option.name: default_of(option) for option in fields(Settings)
    }
    with pytest.raises(ValidationError):
        scheme["publish"].validate("some")
    with pytest.raises(ValidationError):
        scheme["latest"].validate("ten")


def test_the_search_is_indexed_once_and_finds_all_kinds_of_pages(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs: list[object] = []
    complete = SiteSearch.complete

    def tell(search: SiteSearch) -> None:
        jobs.append(search)
        complete(search)

    monkeypatch.setattr(SiteSearch, "complete", tell)
    write(project, "a.md", briefing_text("A", "2031-03-04\ntopics: [Dam]"))
    write(project, "b.md", briefing_text("B", "2031-03-05\ntopics: [Dam]"))
    site = build_site(project)
    assert len(jobs) == 1
    assert {"topics/dam/", "briefings/a/", "briefings/b/", "archive/"} <= addresses_in(site)


def test_a_build_leaves_the_search_for_garbage_as_it_was(project: Path) -> None:
    before = gc.get_threshold()
    build_site(project)
    assert gc.get_threshold() == before
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_what_a_build_made_is_not_taken_apart_at_the_end(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[object] = []
    monkeypatch.setattr(atexit, "register", left.append)
    build_site(project)
    assert left == [gc.freeze]


@pytest.mark.parametrize("options", ["latest: -1", "publish: some", "latest: ten"])
def test_a_wrong_option_stops_the_build(tmp_path: Path, options: str) -> None:
    project = make_project(tmp_path / "project", options=options)
    with pytest.raises((Abort, ConfigurationError, PluginError)):
        build_site(project)


def test_no_briefing_yet(project: Path) -> None:
    assert "There is no briefing yet" in home(build_site(project))


def test_no_folder_of_briefings(project: Path) -> None:
    (project / "briefings").rmdir()
    assert "There is no briefing yet" in home(build_site(project))


def test_briefings_are_mounted_and_kept_out_of_the_navigation(project: Path) -> None:
    write(project, "a.md", briefing_text("Ferry sinks"))
    write(project, "2031/b.md", briefing_text("Ferry raised", "2031-03-05"))
    write(project, ".hidden/c.md", briefing_text("Hidden"))
    write(project, "notes.txt", "no briefing")
    site = build_site(project)
    assert "<h1" in page(site, "a") and "Ferry sinks" in page(site, "a")
    assert titles(site) == ["Ferry raised", "Ferry sinks"]
    assert not (site / "briefings" / ".hidden").exists()
    navigation = re.findall(r'<nav class="md-nav md-nav--primary.*?</nav>', home(site), re.DOTALL)
    assert navigation and "Ferry" not in "".join(navigation)


DATES = (
    "0001", "0001-01-01", "0001-01-01T00:00+14:00", "000X/0013", "00XX", "9999", "9999-12", "9999-12-31", "9999-21",
    "9999-12-31T23:59-12:00", "99XX", "../0001-01-01", "/2031-03", "9999-12-31/..", "2031-03/", "2031-03/2031-03",
    "2031-03-04/2031-03-04", "2031-03-04~/2031-03", "2031-21/2031-22", "2031-24%", "203X?", "2031-03-04T10:00/..",
)  # fmt: skip


def test_any_valid_date_of_a_briefing_or_a_line(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    lines = "\n".join(
        f"- {day}{status} — Event {number}."
        for number, day in enumerate(DATES)
        for status in ("", " (planned)")
    )
    for number, day in enumerate(DATES):
        body = f"It rained.\n\n## Timeline\n\n{lines if day == '9999' else f'- {day} — It ends.'}"
        text = briefing_text(f"Day {number}", f'"{day}"\ntopics: [Days]\nupdated: "{day}"', body)
        write(project, f"{number}.md", text)
    with caplog.at_level(logging.WARNING, "mkdocs"):
        site = build_site(project, strict=False)  # such lines are in no order
    assert "please report it" not in caplog.text
    assert {f"Day {number}" for number in range(len(DATES))} <= {
        title
        for path in (site / "archive").rglob("*.html")
        for title in re.findall(r"Day \d+", path.read_text())
    }


@pytest.mark.parametrize(("latest", "shown"), [(2, ["Day 5", "Day 4"]), (0, [])])
def test_latest_in_full_and_all_in_the_archive(tmp_path: Path, latest: int, shown: list[str]) -> None:
    project = make_project(tmp_path / "project", options=f"latest: {latest}")
    for day in range(1, 6):
        write(project, f"{day}.md", briefing_text(f"Day {day}", f"2031-03-0{day}"))
    site = build_site(project)
    assert titles(site) == shown
    assert '<a href="archive/">All 5 briefings</a>' in home(site)
    assert (site / "archive/2031/index.html").read_text(encoding="utf-8").count('class="archive__row"') == 5


def test_publish_reviewed_leaves_drafts_out(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", BRIEFINGS.glob("2031*.md"), options="publish: reviewed")
    site = build_site(project)
    assert [path.name for path in (site / "briefings").iterdir()] == ["2031-03-05-velvet-worm-found"]
    assert len(titles(site)) == 1
    assert not [found for found in records_in(site) if "Orrin" in found["content"]]


def test_drafts_say_that_they_are(project: Path) -> None:
    write(project, "a.md", briefing_text("A"))
    write(
        project,
        "b.md",
        briefing_text("B").replace("---\n\n", "status: reviewed\nreviewed: 2031-03-05\n---\n\n"),
    )
    site = build_site(project)
    assert "not yet reviewed by a person" in page(site, "a")
    assert "not yet reviewed" not in page(site, "b")
    assert 'Reviewed <time datetime="2031-03-05">March 5, 2031</time>' in page(site, "b")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (
            "bad.md",
            "---\ntitle: [A\n---\n\nText.\n",
            "briefings/bad.md:3:1: error: the front matter is not valid",
        ),
        ("bad.md", b"---\ntitle: caf\xe9\n---\n\nText.\n", "briefings/bad.md: error: not UTF-8"),
        ("bad.md", "", "briefings/bad.md:1: error: the briefing has no front matter"),
        ("bad.md", "---\ntitle: A\nstatus: darft\n---\n\nA.\n", "briefings/bad.md:3:9: error: status"),
    ],
    ids=["yaml", "latin-1", "empty", "schema"],
)
def test_a_bad_file_is_a_warning_that_strict_refuses(
    project: Path, caplog: pytest.LogCaptureFixture, name: str, text: str | bytes, says: str
) -> None:
    write(project, name, text)
    write(project, "good.md", briefing_text("Good"))
    with caplog.at_level(logging.WARNING, "mkdocs"):
        site = build_site(project, strict=False)
    assert says in caplog.text
    assert "Good" in titles(site)
    with pytest.raises(Abort):
        build_site(project)


def test_a_page_of_docs_in_the_way_is_a_warning(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(project, "a.md", briefing_text("Ours"))
    (project / "docs" / "briefings").mkdir()
    (project / "docs" / "briefings" / "a.md").write_text("# Theirs\n")
    with caplog.at_level(logging.WARNING, "mkdocs"):
        site = build_site(project, strict=False)
    assert "rename one of them" in caplog.text
    assert "Theirs" in page(site, "a")
    assert titles(site) == []


def test_the_page_shows_our_own_reading_of_the_front_matter(project: Path) -> None:
    write(
        project,
        "a.md",
        "---\ntitle: 12:30:45\ndescription: no\ndate: 2031-03-04\nupdated: 2031-03-04T18:05:00-05:00\n---\n\nA.\n",
    )
    shown = page(build_site(project), "a")
    assert ">12:30:45</h1>" in shown, "YAML 1.1 reads this as the number 45045"
    assert '<p class="head__dek">no</p>' in shown, "and this as false"
    assert '<time datetime="2031-03-04T18:05:00-05:00">March 4, 2031, 6:05' in shown


@pytest.mark.parametrize("body", ["Update: it rained.", "title: none\n\nText.", "---\n\nText.", "...\nText."])
def test_a_body_is_never_taken_for_metadata(project: Path, body: str) -> None:
    write(project, "a.md", briefing_text("Kept", body=body))
    shown = page(build_site(project), "a")
    assert ">Kept</h1>" in shown
    assert body.split("\n")[0].strip("-.") in shown


def test_crlf_and_byte_order_mark(project: Path) -> None:
    text = "\ufeff" + briefing_text("A", body="## Timeline\n\n- 2019 — It opens.").replace("\n", "\r\n")
    write(project, "a.md", text)
    assert '<ol class="timeline">' in page(build_site(project), "a")


def test_an_orphaned_footnote_does_not_break_a_strict_build(project: Path) -> None:
    write(
        project,
        "a.md",
        briefing_text("A", body="The editor took out the line.\n\n[^t-1]: Bell: “It rained.”"),
    )
    assert "It rained" not in page(build_site(project), "a")


def test_material_and_mkdocs_keys_still_work(project: Path) -> None:
    front = "title: A\nsearch: {exclude: true}\nhide: [toc]\n"
    write(project, "a.md", f"---\n{front}---\n\nQuetzalcoatl\n")
    site = build_site(project)
    assert not [found for found in records_in(site) if "Quetzalcoatl" in found["content"]]
    assert re.search(r'data-md-type="toc"\s+hidden', page(site, "a"))


def test_a_briefing_leads_to_its_neighbours_and_to_related_ones(project: Path) -> None:
    lists = ("topics: [Dam]", "topics: [Dam]\npeople: [Bo Lund]", "people: [Bo Lund]", "people: [Ada Fry]")
    for day, front in enumerate(lists, 1):
        text = briefing_text(f"Day {day}", f"2031-03-0{day}").replace("---\n\n", f"{front}\n---\n\n")
        write(project, f"{day}.md", text)
    site = build_site(project)
    assert 'href="../2/" rel="next"' in page(site, "1")
    assert 'href="../1/" rel="prev"' in page(site, "2")
    assert re.search(
        r'class="related__title" href="../3/".*?Also about: Bo Lund<', page(site, "2"), re.DOTALL
    )
    assert 'class="onward"' not in page(site, "4")


CORRECTED = briefing_text("A").replace(
    "---\n\n", "corrections:\n  - {date: 2031-03-05, text: It snowed.}\n---\n\n"
)


def test_the_feed_of_corrections_needs_an_address(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(project, "a.md", CORRECTED)
    with caplog.at_level(logging.INFO, "mkdocs"):
        assert not (build_site(project) / "corrections.xml").exists()
    assert "no feeds: they need the site's address" in caplog.text
    assert "404.html leads to the root of the host: set site_url" in caplog.text
    caplog.clear()
    config = project / "mkdocs.yml"
    config.write_text(config.read_text().replace("# site_url:", "site_url: https://news.example/desk #"))
    with caplog.at_level(logging.INFO, "mkdocs"):
        site = build_site(project)
    assert "404.html leads" not in caplog.text
    assert 'href="https://news.example/desk/briefings/a/#c-' in (site / "corrections.xml").read_text()
    assert 'type="application/atom+xml" title="Corrections" href="../../corrections.xml"' in page(site, "a")
    assert '"url":"https://news.example/desk/briefings/a/"' in page(site, "a")


def test_the_site_may_have_its_own_page_of_corrections(project: Path) -> None:
    write(project, "a.md", CORRECTED)
    text = "---\ntemplate: corrections.html\n---\n\n# What we got wrong\n\nWrite to the desk.\n"
    (project / "docs" / "corrections.md").write_text(text)
    shown = (build_site(project, strict=False) / "corrections" / "index.html").read_text()
    assert "What we got wrong" in shown and "Write to the desk." in shown
    assert "It snowed." in shown


def test_nothing_was_corrected_yet(project: Path) -> None:
    site = build_site(project)
    assert "No briefing has been corrected yet." in (site / "corrections" / "index.html").read_text()


ALTERED = """---
title: Gate fails
date: 2031-03-04
sources: [{id: s1, seed: seeds/a.txt}]
---

It <b>rained</b> & [link](gone.md).[^p]

[^p]: Bell: “It rained all night.”
"""
DESK = "For the editor"
"""How the note for the editor begins."""


def with_an_altered_quote(project: Path) -> None:
    (project / "seeds").mkdir()
    (project / "seeds" / "a.txt").write_text("Gate fails\n\nIt rained all day in Orrin.\n", encoding="utf-8")
    write(project, "a.md", ALTERED)


def test_what_check_finds_fails_a_strict_build_and_stays_off_the_site(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with_an_altered_quote(project)
    with caplog.at_level(logging.WARNING, "mkdocs"):
        site = build_site(project, strict=False)
    assert (
        "briefings/a.md:9:28: error: this evidence does not stand word for word in seeds/a.txt" in caplog.text
    )
    assert "briefings/a.md:7:27: error: the link leads to gone.md" in caplog.text
    for path in site.rglob("*"):
        if path.is_file():
            assert DESK.encode() not in path.read_bytes(), path
    with pytest.raises(Abort):
        build_site(project)


def test_an_editors_own_lines_do_not_stop_a_strict_build(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(project, "a.md", briefing_text("By hand", body="## Timeline\n\n- 2031-03-04 — Rain."))
    with caplog.at_level(logging.INFO, "mkdocs"):
        assert "Rain." in page(build_site(project), "a")
    assert "1 warning or notice about briefings: `dateline check` tells more" in caplog.text


def test_a_setting_lets_them_stop_it(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", options="no_evidence: error")
    write(project, "a.md", briefing_text("By hand", body="## Timeline\n\n- 2031-03-04 — Rain."))
    with pytest.raises(Abort):
        build_site(project)


class Serving:
    """`mkdocs serve` in a process of its own, with what it says."""

    def __init__(self, project: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}/"
        command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
        built = (
            project.parent / "served"
        )  # MkDocs builds in a folder for temporary files, and leaves it when killed
        built.mkdir(exist_ok=True)
        self.process = subprocess.Popen(
            command,
            cwd=project,
            env={**os.environ, "TMPDIR": str(built)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.lines.append(line.rstrip())

    def count(self, words: str) -> int:
        return sum(words in line for line in list(self.lines))

    def wait_for(self, words: str, times: int = 1, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while self.count(words) < times and time.monotonic() < end and self.process.poll() is None:
            time.sleep(0.05)
        assert self.count(words) >= times, "\n".join(self.lines)

    def stop(self) -> None:
        """End it by SIGTERM: SIGINT is ignored by what a shell starts in the background (`nohup … &`)."""
        self.process.terminate()
        try:
            self.process.wait(15)
        finally:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def serve() -> Iterator[Callable[[Path], Serving]]:
    started: list[Serving] = []

    def start(project: Path) -> Serving:
        started.append(Serving(project))
        started[-1].wait_for("Serving on")
        return started[-1]

    yield start
    for serving in started:
        serving.stop()


REBUILT, REST = "Detected file changes", 2.5
"""What MkDocs says when it builds again, and seconds in which it would have."""
SAVES = nightly.times(2, 10)


@pytest.mark.long
def test_a_saved_briefing_is_built_once_and_then_there_is_rest(
    project: Path, serve: Callable[[Path], Serving]
) -> None:
    write(project, "a.md", briefing_text("First"))
    serving = serve(project)
    time.sleep(REST)
    assert serving.count(REBUILT) == 0
    for number in range(1, SAVES + 1):
        write_whole(project / "briefings" / "a.md", briefing_text(f"Saved for the {number}th time"))
        serving.wait_for("Reloading browsers", times=number)
    time.sleep(REST)
    assert serving.count(REBUILT) == SAVES, "\n".join(serving.lines)
    write(project, "new.md", briefing_text("Another"))
    serving.wait_for("Reloading browsers", times=SAVES + 1)


@pytest.mark.long
def test_what_was_built_is_shown_first_and_brought_up_to_date_behind(
    project: Path, serve: Callable[[Path], Serving]
) -> None:
    write(project, "a.md", briefing_text("First"))
    built = build_site(project)
    before = {path: path.read_bytes() for path in built.rglob("*.html")}
    for title, shown in (("Second", "the site that was built"), ("Third", "the site that was served")):
        write(project, "a.md", briefing_text(title))
        serving = serve(project)
        serving.wait_for("the site is shown as it was last built")
        serving.wait_for("all pages are up to date")
        page = urlopen(f"{serving.address}briefings/a/").read().decode()
        assert title in page and serving.address in page, shown
        serving.stop()
    assert {path: path.read_bytes() for path in built.rglob("*.html")} == before


@pytest.mark.long
def test_a_strict_server_shows_nothing_before_its_build(
    project: Path, serve: Callable[[Path], Serving]
) -> None:
    write(project, "a.md", briefing_text("First"))
    build_site(project)
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("strict: true\n")
    serving = serve(project)
    assert serving.count("the site is shown as it was last built") == 0


def test_a_changed_picture_is_served_anew(project: Path, serve: Callable[[Path], Serving]) -> None:
    write(project, "dam.png", b"first")
    write(project, "a.md", briefing_text("Dam", body="![The dam](dam.png)"))
    serving = serve(project)
    assert urlopen(f"{serving.address}briefings/dam.png").read() == b"first"
    write(project, "dam.png", b"second")
    serving.wait_for("Reloading browsers")
    assert urlopen(f"{serving.address}briefings/dam.png").read() == b"second"
    (project / "briefings" / "dam.png").unlink()
    serving.wait_for("Reloading browsers", times=2)
    assert serving.count("briefings/a.md:6:12: error: the link leads to dam.png, which is not there") == 1


@pytest.mark.long
def test_the_editor_is_told_on_the_console_and_on_the_page(
    project: Path, serve: Callable[[Path], Serving]
) -> None:
    with_an_altered_quote(project)
    write(project, "b.md", briefing_text("By hand", body="## Timeline\n\n- 2031-03-04 — Rain."))
    serving = serve(project)
    assert serving.count("WARNING -  dateline: briefings/a.md:9:28: error: this evidence") == 1
    assert serving.count("WARNING -  dateline: briefings/b.md:8: warning: no evidence") == 1
    shown = urlopen(f"{serving.address}briefings/a/").read().decode()
    assert DESK in shown
    assert "line 9: this evidence does not stand word for word" in shown
    assert "the link leads to gone.md" in shown

    mended = ALTERED.replace("night.", "day in Orrin.").replace("<b>rained</b>", "rained")
    write(project, "a.md", mended.replace("gone.md", "b.md"))
    serving.wait_for("Reloading browsers")
    assert DESK not in urlopen(f"{serving.address}briefings/a/").read().decode()
    assert serving.count("briefings/b.md:8: warning: no evidence") == 1, "it was told once"


@pytest.mark.model
@pytest.mark.long
def test_a_saved_seed_becomes_a_briefing_and_one_build(
    project: Path, serve: Callable[[Path], Serving]
) -> None:
    pytest.importorskip("spacy")
    seeds = project / "seeds"
    seeds.mkdir()
    news = "Ferry sinks off Marn\n\nMARN, March 4, 2031 — The ferry sank on Monday, the coast guard said.\n"
    (seeds / "ferry.txt").write_text(news, encoding="utf-8")
    serving = serve(project)
    assert list((project / "briefings").glob("*.md")), "\n".join(serving.lines)
    assert serving.count(REBUILT) == 0, "converted before the first build"

    saves = nightly.times(1, 10)  # each loads the model
    more = news + "\nNobody is missing.\n"
    for number in range(1, saves + 1):
        write_whole(seeds / "ferry.txt", more if number % 2 else news)
        serving.wait_for("Reloading browsers", times=number)
    time.sleep(REST)
    assert serving.count(REBUILT) == saves, "\n".join(serving.lines)

    (seeds / "ferry.txt").touch()
    serving.wait_for("converting changed seeds", times=saves + 2)
    time.sleep(REST)
    assert serving.count(REBUILT) == saves, "a run that changes nothing builds nothing"
