"""What a run has to know of briefings: the same from a text, a file and the cache."""

from pathlib import Path

import pytest

from dateline.project import briefing_facts
from dateline.project.briefing_facts import BriefingFacts, KnownBriefings, facts_of_text
from dateline.project.file_digests import FileDigests
from dateline.project.files import NamedSeed, Project
from dateline.project.settings import Settings

TEXT = """---
title: Gate fails
status: reviewed
topics: [Dam]
sources:
  - {id: s1, seed: seeds/a.txt, sha256: abc}
  - {id: s2, publisher: Bell}
  - {id: s3, seed: seeds/b.txt}
---

It rained.
"""
FACTS = BriefingFacts((NamedSeed("seeds/a.txt", "abc"), NamedSeed("seeds/b.txt")), "reviewed", True)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (TEXT, FACTS),
        (TEXT.replace("\n", "\r\n"), FACTS),
        (TEXT.replace("\n", "\r"), FACTS),
        ("\ufeff" + TEXT, FACTS),
        ("It rained.\n", BriefingFacts()),
        ("", BriefingFacts()),
        (
            "---\ntitle: [\nsources:\n  - seed: seeds/a.txt\n---\n",
            BriefingFacts((NamedSeed("seeds/a.txt"),), is_broken=True),
        ),
    ],
    ids=["plain", "CRLF", "CR", "BOM", "no front matter", "empty", "broken"],
)
def test_facts_are_the_same_however_they_are_come_by(text: str, facts: BriefingFacts, tmp_path: Path) -> None:
    project = Project(tmp_path, Settings())
    path = project.briefings / "a.md"
    path.parent.mkdir()
    path.write_bytes(text.encode())
    assert facts_of_text(text) == facts
    for _ in range(2):  # the second time from the cache
        known = KnownBriefings(project, FileDigests(project.cache))
        assert known.in_file(path) == known.in_text(text) == facts
        assert known.seeds_below(project.briefings) == {path: facts.seeds}
        known.save()


def test_a_text_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(tmp_path, Settings())
    known = KnownBriefings(project, FileDigests(project.cache))
    known.in_text(TEXT)
    known.save()
    monkeypatch.setattr(briefing_facts, "facts_of_text", None)
    assert KnownBriefings(project, FileDigests(project.cache)).in_text(TEXT) == FACTS


def test_a_file_that_changes_meanwhile_is_known_by_what_was_read(tmp_path: Path) -> None:
    project = Project(tmp_path, Settings())
    path = project.briefings / "a.md"
    path.parent.mkdir()
    path.write_text("It rained.\n")
    digests = FileDigests(project.cache)
    digests.of(path)
    path.write_text(TEXT)
    known = KnownBriefings(project, digests)
    assert known.in_file(path) == FACTS
    assert known.in_text("It rained.\n") == BriefingFacts()


@pytest.mark.parametrize("torn", ["", "{", '{"version": "1", "records": {"a": [1, 2]}}'])
def test_a_torn_cache_is_none(tmp_path: Path, torn: str) -> None:
    project = Project(tmp_path, Settings())
    project.cache.mkdir(parents=True)
    (project.cache / "briefings.json").write_text(torn)
    assert KnownBriefings(project, FileDigests(project.cache)).in_text(TEXT) == FACTS
