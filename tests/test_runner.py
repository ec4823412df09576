"""The checks over a whole project: what is read, what is kept between runs, how long it takes."""

import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from dateline.check import examination, runner
from dateline.check.runner import check_project
from dateline.project import processes, seed_files
from dateline.project.files import Project
from dateline.project.settings import Settings
from many import make_many

COUNT = 120


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(make_many(tmp_path_factory.mktemp("many") / "project", COUNT), Settings())


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name in ("briefings", "seeds", "docs"):
        (tmp_path / name).mkdir()
    return Project(tmp_path, Settings())


def write(project: Project, name: str, text: str) -> None:
    (project.root / name).write_text(text, encoding="utf-8")


def messages(project: Project, *names: str, jobs: int | None = None) -> list[str]:
    report = check_project(project, [project.root / name for name in names], jobs)
    return [f"{problem.file}:{problem.line} {problem.message}" for problem in report.all()]


def examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are examined from now on."""
    seen: list[str] = []
    examine = examination.examine

    def examining(text: str, file: str, **more: Any) -> examination.Findings:
        seen.append(file)
        return examine(text, file, **more)

    monkeypatch.setattr(examination, "examine", examining)
    return seen


BRIEFING = """---
title: Gate fails
date: 2031-03-04
topics: [Dam]
sources:
  - {id: s1, seed: seeds/a.txt}
---

It rained.[^p]

[^p]: Bell: “It rained all day.”
"""


def test_many_briefings_are_whole_and_quick(many: Project) -> None:
    start = time.process_time()
    report = check_project(many, jobs=1)
    spent = time.process_time() - start
    assert len(report.problems) == COUNT
    assert report.all() == ()
    assert spent < COUNT * 0.02, "ten seconds for 5,000 on two cores are 0.004 each, on a machine that rests"


def test_several_processes_find_the_same(tmp_path: Path) -> None:
    project = Project(make_many(tmp_path / "project", 30), Settings())
    for path in sorted((project.root / "seeds").iterdir())[::3]:
        path.write_text(path.read_text("utf-8").replace("Monday", "Tuesday"), encoding="utf-8")
    first = check_project(project, jobs=1)
    shutil.rmtree(project.cache)
    assert first.all()
    assert check_project(project, jobs=2) == first


def test_what_was_found_is_kept_by_content(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project, "seeds/a.txt", "Gate fails\n\nIt rained all day.\n")
    write(project, "briefings/a.md", BRIEFING)
    write(project, "briefings/b.md", BRIEFING.replace("seeds/a.txt", "seeds/b.txt"))
    before = messages(project)
    seen = examined(monkeypatch)
    assert messages(project) == before
    assert seen == []
    write(project, "seeds/b.txt", "Gate holds\n\nIt rained all night.\n")
    assert "it has “day” where the source has “night”" in " ".join(messages(project))
    assert seen == ["briefings/b.md"]
    write(project, "briefings/a.md", BRIEFING.replace("Dam", "Dams"))
    messages(project)
    assert seen == ["briefings/b.md", "briefings/a.md"]
    settings = Settings(no_evidence="error")
    messages(Project(project.root, settings))
    assert seen[2:] == ["briefings/a.md", "briefings/b.md"], "another setting, other findings"


@pytest.mark.parametrize("broken", [b"", b"{", b"a" * 100])
def test_a_broken_cache_is_made_again(project: Project, broken: bytes) -> None:
    write(project, "briefings/a.md", "---\ntitle: A\n---\n")
    messages(project)
    [file] = (project.cache / "check").iterdir()
    kept = file.read_bytes()
    file.write_bytes(broken)
    assert messages(project) == []
    assert file.read_bytes() == kept


def test_a_cache_that_cannot_be_written_is_no_error(project: Project) -> None:
    write(project, "briefings/a.md", "---\ntitle: A\n---\n")
    write(project, ".dateline", "a file where the folder would be")
    assert messages(project) == []


def test_one_file_is_held_against_all(project: Project) -> None:
    for name in "abc":
        write(project, f"seeds/{name}.txt", "Gate fails\n\nIt rained all day.\n")
        write(project, f"briefings/{name}.md", BRIEFING.replace("seeds/a", f"seeds/{name}"))
    write(
        project, "briefings/d.md", BRIEFING.replace("[Dam]", "[dam]") + "\nSee [b](b.md#lead), [x](x.md).\n"
    )
    assert messages(project, "briefings/a.md") == []
    assert messages(project, "briefings/d.md") == [
        "briefings/d.md:4 the topic “dam” is close to “Dam”, which 3 briefings have",
        "briefings/d.md:6 the seed seeds/a.txt has a briefing already: briefings/a.md",
        "briefings/d.md:13 the link leads to #lead, which is not on that page",
        "briefings/d.md:13 the link leads to x.md, which is not there",
    ]


def test_links_to_the_sites_own_pages(project: Project) -> None:
    write(project, "docs/about.md", "---\ntitle: About\n---\n\n## Who\n")
    write(
        project,
        "briefings/a.md",
        "---\ntitle: A\n---\n\n[1](../about.md#who) [2](../about.md#what) [3](../../x.md)\n",
    )
    assert messages(project) == [
        "briefings/a.md:5 the link leads to #what, which is not on that page",
        "briefings/a.md:5 the link leads to ../../x.md, which is not there",
    ]


def test_files_that_cannot_be_read(project: Project) -> None:
    (project.briefings / "a.md").write_bytes(b"---\ntitle: caf\xe9\n---\n")
    (project.briefings / "b.md").symlink_to(project.root / "nowhere")
    assert messages(project) == [
        "briefings/a.md:0 not UTF-8 text (invalid continuation byte at byte 14)",
        "briefings/b.md:0 can't be read: No such file or directory",
    ]


def test_a_file_outside_of_the_briefings(project: Project, tmp_path: Path) -> None:
    write(project, "draft.md", BRIEFING)
    assert "draft.md:6 the seed seeds/a.txt can't be read: No such file or directory" in messages(
        project, "draft.md"
    )


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Bell</title>
<item><guid>1</guid><title>Gate 1</title><description>It rained 1 days in Orrin.</description></item>
<item><guid>2</guid><title>Gate 2</title><description>It rained 2 days in Orrin.</description></item>
</channel></rss>
"""


def test_an_entry_of_a_feed_is_a_seed(project: Project) -> None:
    write(project, "seeds/feed.xml", FEED)
    first, second = seed_files.seeds_in(project, project.root / "seeds/feed.xml")
    briefing = BRIEFING.replace("rained all day", "rained 1 days in Orrin")
    write(project, "briefings/a.md", briefing.replace("seeds/a.txt", first.path))
    assert messages(project) == []
    write(project, "briefings/a.md", briefing.replace("seeds/a.txt", second.path))
    assert "where the source has “2”" in messages(project)[0]


def test_where_no_process_can_be_forked(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abcd":
        write(project, f"briefings/{name}.md", BRIEFING)
    expected = messages(project)
    assert expected
    shutil.rmtree(project.cache)
    for module in (processes, runner):
        monkeypatch.setattr(module, "can_fork", lambda: False)
    monkeypatch.setattr(runner, "_PER_JOB", 1)
    assert messages(project, jobs=2) == expected
