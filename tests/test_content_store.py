from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from dateline.briefing import document
from dateline.model.briefing import Source
from dateline.project.cache import digest_of
from dateline.project.content_store import ContentStore
from dateline.project.files import Project
from dateline.project.settings import Settings
from dateline.site.briefing_index import index_of
from dateline.site.briefing_records import BriefingRecord, briefing_record_of
from newsroom import newsroom

TEXTS = {digest_of(text): text for _, text in newsroom(20)}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, Settings(), str(tmp_path / "docs"))


def open_store(project: Project, version: str = "1", packed: bool = False) -> ContentStore[BriefingRecord]:
    return ContentStore(project, "briefings", version, BriefingRecord, packed)


def filled(project: Project) -> None:
    store = open_store(project)
    for key, text in TEXTS.items():
        store.put(key, briefing_record_of(document.read(text, "a.md")))
    store.save()


def kept(store: ContentStore[BriefingRecord]) -> set[str]:
    return {key for key in TEXTS if store.get(key) is not None}


def test_what_was_kept_comes_back_with_its_types(project: Project) -> None:
    filled(project)
    store = open_store(project)
    for key, text in TEXTS.items():
        read = document.read(text, "a.md")
        found = store.get(key)
        assert found
        assert found == briefing_record_of(read)
        assert [repr(entry) for entry in found.briefing.timeline] == list(map(repr, read.briefing.timeline))


def test_packed_records_are_those_of_a_store_that_packs_none(project: Project) -> None:
    filled(project)
    folder = project.cache / "briefings"
    written = {file.name: file.read_bytes() for file in folder.iterdir()}
    made = open_store(project, "2", packed=True)
    for key, text in TEXTS.items():
        record = briefing_record_of(document.read(text, "a.md"))
        made.put(key, record)
        assert made.get(key) == record
    made.save()
    again = open_store(project, "2", packed=True)
    assert kept(again) == kept(again) == TEXTS.keys()
    again.save()
    packed = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert {name: data[32:] for name, data in packed.items()} == {
        name: data[32:] for name, data in written.items()
    }, "but for the checksum of the version"


def test_an_unchanged_index_parses_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [(f"{key}.md", text) for key, text in TEXTS.items()]
    filled(project)
    monkeypatch.setattr("dateline.site.briefing_index.document.read", None)
    index = index_of(files, "briefings", store=open_store(project))
    assert {card.path for card in index.cards} == {path for path, _ in files}


def test_files_of_another_version_count_as_missing(project: Project) -> None:
    filled(project)
    assert not kept(open_store(project, "2"))


@pytest.mark.parametrize("spoil", [
    lambda data: data[:-7],
    lambda data: b"",
    lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    lambda data: msgspec.msgpack.encode({"a": 1}),
], ids=["torn", "empty", "a bit turned", "foreign"])  # fmt: skip
def test_a_spoilt_file_counts_as_missing_and_is_written_anew(
    project: Project, spoil: Callable[[bytes], bytes]
) -> None:
    filled(project)
    file = min((project.cache / "briefings").iterdir())
    whole = file.read_bytes()
    file.write_bytes(spoil(whole))
    store = open_store(project)
    lost = TEXTS.keys() - kept(store)
    assert lost == {key for key in TEXTS if key[0] == file.stem}
    for key in lost:
        store.put(key, briefing_record_of(document.read(TEXTS[key], "a.md")))
    store.save()
    assert file.read_bytes() == whole


def test_what_nobody_asks_for_is_dropped_and_other_files_stay(project: Project) -> None:
    filled(project)
    first = min(TEXTS)
    before = {file: file.stat().st_mtime_ns for file in (project.cache / "briefings").iterdir()}
    store = open_store(project)
    for key in TEXTS.keys() - {first}:
        store.get(key)
    store.save()
    assert kept(open_store(project)) == TEXTS.keys() - {first}
    changed = {file.stem for file, time in before.items() if file.stat().st_mtime_ns != time}
    assert changed == {first[0]}


@pytest.mark.parametrize("packed", [False, True])
def test_a_record_that_cannot_be_written_is_left_out(project: Project, packed: bool) -> None:
    store = open_store(project, packed=packed)
    record = briefing_record_of(document.read("---\ntitle: A\n---\n", "a.md"))
    store.put("0" * 64, replace(record, sources=(Source("\ud800"),)))
    store.save()
    assert open_store(project).get("0" * 64) is None


def test_records_that_are_needed_seldom_stay_where_they_are_few(project: Project) -> None:
    filled(project)
    asked = min(TEXTS)
    for spare, left in ((len(TEXTS), TEXTS.keys()), (0, {asked})):
        store = open_store(project)
        store.get(asked)
        store.save(spare)
        assert kept(open_store(project)) == left


def test_a_record_of_another_kind_counts_as_missing(project: Project) -> None:
    filled(project)
    assert ContentStore(project, "briefings", "1", int).get(min(TEXTS)) is None
