"""Seeds as they lie on the disk: the same with and without the cache, and read no more than once."""

from pathlib import Path

import pytest

from dateline.model.article import Seed
from dateline.model.problems import DatelineError
from dateline.project import files, known_seeds, seed_files
from dateline.project.engines import LocalEngine, no_progress
from dateline.project.file_digests import FileDigests
from dateline.project.files import Project
from dateline.project.known_seeds import KnownSeeds
from dateline.project.seed_files import StoredSeed
from dateline.project.settings import Settings

FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Courier</title>
<item><title>Gate fails</title><link>https://example.org/1</link><description>The gate gave way.</description></item>
<item><title>Rain ends</title><link>https://example.org/2</link><description>The rain is over.</description></item>
</channel></rss>
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path, Settings())
    project.seeds.mkdir()
    (project.seeds / "plain.txt").write_text(
        "Gate fails at Velloe Dam\n\nThe gate gave way on Sunday night, and the valley was cleared.\n"
    )
    plain = (project.seeds / "plain.txt").read_bytes()
    (project.seeds / "ends.txt").write_bytes(plain.replace(b"\n", b"\r\n"))
    (project.seeds / "feed.xml").write_text(FEED)
    (project.seeds / "no#feed.xml").write_text(FEED)
    return project


def known(project: Project) -> KnownSeeds:
    return KnownSeeds(project, FileDigests(project.cache))


def found(project: Project) -> list[StoredSeed]:
    seeds = known(project)
    every = [seed for path in files.files_below(project.seeds) for seed in seeds.in_file(path)]
    seeds.save()
    return every


def test_the_seeds_of_the_files(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    read = [
        StoredSeed(seed.path, seed.digests)
        for path in files.files_below(project.seeds)
        for seed in seed_files.seeds_in(project, path)
    ]
    assert found(project) == read
    assert [len(seed.digests) for seed in read] == [2, 1, 1, 1, 1]
    assert len({seed.path for seed in read}) == 5, "a file with # in its name is no feed"
    monkeypatch.setattr(files, "read_seed_file", None)
    assert found(project) == read


def test_a_seed_that_is_too_large_now_is_refused(project: Project) -> None:
    (project.seeds / "plain.txt").write_bytes(b"word " * 300_000)
    found(project)
    small = Project(project.root, Settings(max_seed_mb=1))
    with pytest.raises(DatelineError, match="more than the limit of 1 MB"):
        known(small).in_file(project.seeds / "plain.txt")


def test_an_unreadable_seed_is_refused_each_time(project: Project) -> None:
    for _ in range(2):
        with pytest.raises(DatelineError, match="can't be read"):
            known(project).in_file(project.seeds / "none.txt")


def test_sketches_are_made_of_new_seeds_alone(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = found(project)
    first = known(project).sketches(seeds, LocalEngine(1), no_progress, write=True)
    assert first.keys() == {seed.path for seed in seeds}
    assert first["seeds/plain.txt"] == first["seeds/ends.txt"] != ()
    monkeypatch.setattr(known_seeds, "_sketch", lambda project, seed: pytest.fail(seed.path))
    assert known(project).sketches(seeds, LocalEngine(1), no_progress, write=True) == first


def test_a_seed_that_changed_since_it_was_listed_is_sketched_another_time(project: Project) -> None:
    listed = [StoredSeed("seeds/plain.txt", Seed("seeds/plain.txt", b"other").digests)]
    assert known(project).sketches(listed, LocalEngine(1), no_progress, write=True) == {"seeds/plain.txt": ()}
    assert not (project.cache / "sketches.json").exists()
