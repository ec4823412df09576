"""The guide names every command, option, setting and key, and none that there is not."""

import re
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

import click
import pytest

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
