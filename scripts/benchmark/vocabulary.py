"""The words and templates of invented news, as its tables hold them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """A table: `vocabulary` or `stories`."""
    return tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of single words of the vocabulary."""
    return tuple(table("vocabulary")[name].split())


@cache
def phrases(name: str) -> tuple[str, ...]:
    """What may fill a slot of a template: "a baker", "after hours of talks"."""
    return split_phrases(table("vocabulary")["fillers"][name])


def split_phrases(text: str) -> tuple[str, ...]:
    """Phrases that stand in one text, parted by bars."""
    return tuple(phrase.strip() for phrase in text.split("|"))
