"""Word lists and tables as data, a folder for each language: `lang/en/layout/roles.txt`.

A list has one entry a line, sorted, with `#` for comments; a table is TOML.  `lang/any/` holds what belongs to no
language: hosts, agencies, classes of HTML.  Without a language all of them are joined: a page is laid out before
its language is known.
"""

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def words(name: str, language: str | None = None) -> frozenset[str]:
    """The entries of the list `NAME.txt` ("layout/roles")."""
    return frozenset(lines(name, language))


@cache
def lines(name: str, language: str | None = None) -> tuple[str, ...]:
    """The entries of the list `NAME.txt`, in the order of the file."""
    read = (line for text in _texts(f"{name}.txt", language) for line in text.splitlines())
    return tuple(entry for line in read if (entry := line.partition("#")[0].strip()))


@cache
def table(name: str, language: str | None = None) -> dict[str, dict[str, object]]:
    """The tables of `NAME.toml`; those of several languages are joined table by table."""
    joined: dict[str, dict[str, object]] = {}
    for text in _texts(f"{name}.toml", language):
        for key, rows in tomllib.loads(text).items():
            joined.setdefault(key, {}).update(rows)
    return joined


def languages() -> tuple[str, ...]:
    """The languages that have a folder, by their codes (ISO 639-1), with `any` for what belongs to none."""
    return tuple(
        sorted(
            folder.name for folder in _root().iterdir() if folder.is_dir() and folder.name != "__pycache__"
        )
    )


def _texts(path: str, language: str | None) -> list[str]:
    folders = [_root() / name for name in (dict.fromkeys((language, "any")) if language else languages())]
    found = [
        file.read_text(encoding="utf-8")
        for folder in folders
        if (file := folder.joinpath(*path.split("/"))).is_file()
    ]
    if not found:
        raise FileNotFoundError(f"no language has the list {path}")
    return found


def _root() -> Traversable:
    return files("dateline.lang")
