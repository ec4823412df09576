"""The guide names every command, option, setting and key, and none that there is not."""

import re
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

from dateline import cli
from dateline.briefing import schema
from dateline.project.settings import Settings, default_of

ROOT = Path(__file__).parent.parent
REFERENCE = (ROOT / "docs" / "guide" / "reference.md").read_text(encoding="utf-8")
COMMANDS = cli.commands.commands


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option(name: str) -> None:
    assert f"### `dateline {name}" in REFERENCE
    section = REFERENCE.split(f"### `dateline {name}")[1].split("\n## ")[0]
    for parameter in COMMANDS[name].params:
        for option in parameter.opts if isinstance(parameter, click.Option) else ():
            assert f"`{option}" in section + REFERENCE.split("### ")[0]


@pytest.mark.parametrize("option", fields(Settings), ids=lambda option: option.name)
def test_every_setting_with_its_default(option: Field[Any]) -> None:
    assert f"| `{option.name}` | `{default_of(option)}` | {option.metadata['help']}" in REFERENCE


@pytest.mark.parametrize(("key", "description"), list(schema.documented_keys()))
def test_every_key_as_the_schema_describes_it(key: str, description: str) -> None:
    assert f"| `{key}` | {description} |" in REFERENCE


def test_no_key_that_there_is_not() -> None:
    rows = REFERENCE.split("## Front matter of a briefing")[1]
    assert set(re.findall(r"^\| `([^`]+)`", rows, re.MULTILINE)) == {
        key for key, _ in schema.documented_keys()
    } | {"x-…"}


@pytest.mark.parametrize("page", sorted(ROOT.glob("docs/**/*.md")), ids=lambda page: page.stem)
def test_commands_in_the_pages_exist(page: Path) -> None:
    used = re.findall(r"`dateline ([a-z]+)", page.read_text(encoding="utf-8"))
    assert set(used) <= set(COMMANDS) | {"plugin"}


def test_the_messages_that_it_helps_with_are_said() -> None:
    page = (ROOT / "docs" / "guide" / "upkeep.md").read_text(encoding="utf-8")
    rows = page.split("## When something is wrong")[1].split("\n## ")[0]
    quoted = {
        text
        for row in re.findall(r"^\| (`.*?) \|", rows, re.MULTILINE)
        for text in re.findall("`([^`]+)`", row)
    }
    others = {
        "Aborted with 3 warnings in strict mode!",
        "Address already in use",
        "404.html",
    }  # MkDocs, the system
    code = "".join(path.read_text("utf-8") for path in (ROOT / "scripts" / "dateline").rglob("*.py"))
    ours = {text.removeprefix("mkdocs.yml: error: ") for text in quoted - others}
    assert len(ours) > 5
    assert not [text for text in ours if text not in code]


def pages_of(config: str) -> dict[str, Any]:
    """The navigation of a site: what leads where."""
    entries = yaml.safe_load((ROOT / config).read_text(encoding="utf-8"))["nav"]
    return {name: target for entry in entries if isinstance(entry, dict) for name, target in entry.items()}


def test_it_is_a_site_of_its_own_too(tmp_path: Path) -> None:
    _, *listed = pages_of("mkdocs.yml")["Guide"]
    alone = pages_of("docs/mkdocs.yml")
    assert alone.pop("Guide") == "index.md"
    assert listed == [{name: f"guide/{page}"} for name, page in alone.items()]
    build(load_config(str(ROOT / "docs" / "mkdocs.yml"), site_dir=str(tmp_path), strict=True))
    assert (tmp_path / "reference" / "index.html").is_file()
