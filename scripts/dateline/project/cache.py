"""Caches of a project: what was found out is kept by content, for one version of the code that found it.

Each cache is a JSON file in `.dateline/cache/`.  One that is missing, broken or of another version is empty, and one
that can't be written costs time, nothing else.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib import metadata, resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from dateline.project import files
from dateline.project.files import Project

Value = TypeVar("Value")

_ANALYSING = ("extract", "lang", "model")
PARTS = {
    "analysis": _ANALYSING,
    "briefing": (*_ANALYSING, "formats", "layout", "briefing", "timeline", "compose", "check"),
    "records": ("briefing", "lang", "model", "site/briefing_records.py"),
    "topics": ("topics", "timeline", "briefing", "lang", "model"),
    "check": (
        *("check", "briefing", "compose", "formats", "layout", "lang", "model", "topics"),
        "project/settings.py",
    ),
    "cards": ("site/cards",),
    "search": ("site/search",),
    "site": (
        *("site", "mkdocs", "briefing", "timeline", "topics", "check", "lang", "model"),
        "project/settings.py",
    ),
}
"""The parts of the package that decide what is found in an article, what is generated from a seed, what the site's
lists need of a briefing, which briefings are similar, what is found in a briefing, how records of the search are
indexed, how cards are drawn, and what the site's pages show."""


def load_cache(
    project: Project, name: str, version: str, value_of: Callable[[Any], Value]
) -> dict[str, Value]:
    """The values of a cache; `value_of` makes each of its JSON."""
    try:
        kept = json.loads((project.cache / f"{name}.json").read_text(encoding="utf-8"))
        if kept["version"] != version:
            return {}
        return {key: value_of(value) for key, value in kept["records"].items()}
    except (
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
    ):  # missing, or cut short by a full disk
        return {}


def save_cache(project: Project, name: str, version: str, values: Mapping[str, Any]) -> None:
    """Write a cache of values that JSON can hold, one a line."""
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in sorted(values.items()))
    files.write_cache(project, f"{name}.json", f'{{"version": "{version}", "records": {{\n{lines}\n}}}}\n')


def digest_of(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def version_of(result: str, model: str = "") -> str:
    """A digest of the code and word lists that make a result (of `PARTS`), and the versions of spaCy and its model."""
    digest = hashlib.sha256()
    package = Path(str(resources.files("dateline")))
    for part in PARTS[result]:
        path = package / part
        for file in [path] if path.is_file() else files.files_below(path):
            if file.suffix in (".py", ".txt", ".toml", ".json", ".po", ".mo"):
                digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    digest.update("\n".join(map(_distribution_version, ("spacy", model))).encode())
    return digest.hexdigest()


def _distribution_version(name: str) -> str:
    """The version of a distribution; for a model in a folder, the digest of its description."""
    description = Path(name) / "meta.json"
    if description.is_file():
        return digest_of(description.read_text(encoding="utf-8"))
    try:
        return f"{name} {metadata.version(name)}" if find_spec(name) else f"{name} missing"
    except (metadata.PackageNotFoundError, ValueError):
        return f"{name} of no known version"
