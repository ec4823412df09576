"""What a build leaves for the next."""

import json
from pathlib import Path

import pytest

from dateline.project.build_record import BuildRecord, load_record, save_record
from dateline.project.files import Project
from dateline.project.settings import Settings

FILE = "site.json"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, Settings())


def test_a_record_comes_back_for_its_folder_alone(project: Project, tmp_path: Path) -> None:
    record = BuildRecord(str(tmp_path / "site"), "made of", "state", {"index.html": ["key", 4, 5]})
    save_record(project, FILE, record)
    assert load_record(project, FILE, tmp_path / "site") == record
    assert load_record(project, FILE, tmp_path / "public") == BuildRecord(str(tmp_path / "public"))
    assert load_record(project, "served.json", tmp_path / "site") == BuildRecord(str(tmp_path / "site"))


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '"site"', '{"of": "another program"}', '{"folder": "SITE", "notes": []}', "\xff"],
)
def test_a_spoilt_record_counts_as_none(project: Project, tmp_path: Path, text: str) -> None:
    save_record(project, FILE, BuildRecord(str(tmp_path)))
    folder = json.dumps(str(tmp_path))
    (project.cache / FILE).write_text(text.replace('"SITE"', folder), encoding="latin-1")
    assert load_record(project, FILE, tmp_path) == BuildRecord(str(tmp_path))


def test_a_record_that_cannot_be_kept_is_no_error(project: Project, tmp_path: Path) -> None:
    project.cache.parent.mkdir()
    project.cache.write_bytes(b"a file where the folder would be")
    save_record(project, FILE, BuildRecord(str(tmp_path)))
    assert load_record(project, FILE, tmp_path) == BuildRecord(str(tmp_path))
