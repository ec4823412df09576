"""Every page of the site is valid HTML, by html-validate's recommended rules."""

from pathlib import Path

import pytest

from audits import html_validate, invalid


@pytest.fixture(scope="module")
def program() -> Path:
    return html_validate()


def test_every_page_is_valid(program: Path, wide_folder: Path) -> None:
    assert len(list(wide_folder.rglob("*.html"))) > 100
    assert invalid(program, wide_folder) == []


def test_what_is_not_valid_is_found(program: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        '<!doctype html>\n<p id="a"><p id="a"><img src="b">', encoding="utf-8"
    )
    assert {fault.split(": ")[1] for fault in invalid(program, tmp_path)} >= {"no-dup-id", "wcag/h37"}
