"""Word lists and tables as data, a folder for each language: `lang/en/layout/roles.txt`.

A list has one entry a line, sorted, with `#` for comments; a table is TOML.  `lang/any/` holds what belongs to no
language: hosts, agencies, classes of HTML.  Without a language all of them are joined: a page is laid out before
its language is known.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any


@cache
def words(name: str, language: str | None = None) -> frozenset[str]:
    """The entries of the list `NAME.txt` ("layout/roles")."""
    return frozenset(lines(name, language))


def opens_with(words_of_text: Sequence[str], name: str, language: str | None = None) -> bool:
    """Whether the words of a text, in lower case, begin with an entry of the list `NAME.txt` that nothing completes.

    "In response, …" does, and "in response to the fire" does not.
    """
    entries, completing = words(name, language), word_set("compose/words", "completing", language)
    return any(
        " ".join(words_of_text[:end]) in entries and words_of_text[end] not in completing
        for end in range(1, len(words_of_text))
    )


@cache
def lines(name: str, language: str | None = None) -> tuple[str, ...]:
    """The entries of the list `NAME.txt`, in the order of the file."""
    read = (line for text in _texts(f"{name}.txt", language) for line in text.splitlines())
    return tuple(entry for line in read if (entry := line.partition("#")[0].strip()))


@cache
def table(name: str, language: str | None = None) -> dict[str, dict[str, object]]:
    """The tables of `NAME.toml`; those of several languages are joined table by table."""
    joined: dict[str, dict[str, object]] = {}
    for tables in _tables(name, language):
        for key, rows in tables.items():
            joined.setdefault(key, {}).update(rows)
    return joined


@cache
def word_set(name: str, key: str, language: str | None = None) -> frozenset[str]:
    """The list `key` of the table `[words]` of `NAME.toml`, joined with those of other languages."""
    lists = (tables.get("words", {}).get(key, ()) for tables in _tables(name, language))
    return frozenset(word for entries in lists for word in entries)


@cache
def any_word(name: str, *keys: str, language: str | None = None) -> str:
    """A regular expression (without a group of its own) for any word of these lists of the table `[words]`."""
    entries = {entry for key in keys for entry in word_set(name, key, language)}
    return "|".join(re.escape(entry) for entry in sorted(entries, key=lambda entry: (-len(entry), entry)))


@cache
def ordered(name: str, key: str, language: str | None = None) -> tuple[str, ...]:
    """The list `key` of the table `[ordered]` of `NAME.toml`, whose order counts: the first that fits holds."""
    return tuple(
        entry for tables in _tables(name, language) for entry in tables.get("ordered", {}).get(key, ())
    )


@cache
def weights(name: str, language: str | None = None, section: str = "weights") -> dict[str, float]:
    """The numbers of a table (`[weights]`) of `NAME.toml`, which a fitting script may write."""
    return {key: float(str(value)) for key, value in table(name, language)[section].items()}


@cache
def any_of(*names: str, language: str | None = None) -> str:
    """A regular expression (without a group of its own) for any entry of these lists, the longest first."""
    entries = {entry for name in names for entry in words(name, language)}
    return "|".join(re.escape(entry) for entry in sorted(entries, key=lambda entry: (-len(entry), entry)))


@cache
def pattern(name: str, key: str, language: str | None = None) -> re.Pattern[str]:
    """The regular expression `key` of the table `[patterns]` of `NAME.toml`; of several languages, any of theirs.

    English is tried last, so an expression of another language must not match nothing, nor a part of an English one.
    Flags are written into the expression, `(?ix: … )`, so that two can be joined; a named group can stand in one
    language alone.
    """
    found = [tables.get("patterns", {}).get(key) for tables in _tables(name, language)]
    try:
        return re.compile("|".join(f"(?:{expression})" for expression in found if expression))
    except re.error as reason:
        raise ValueError(f"the pattern “{key}” of {name}.toml, joined for all languages: {reason}") from None


def has(name: str, language: str) -> bool:
    """Whether a language has the list or table `NAME` itself."""
    return any(
        _root().joinpath(language, *f"{name}{suffix}".split("/")).is_file() for suffix in (".txt", ".toml")
    )


def languages() -> tuple[str, ...]:
    """The languages that have a folder, by their codes (ISO 639-1), with `any` for what belongs to none.

    English stands last: where two languages give a key of a table a value each, its value holds.
    """
    found = {folder.name for folder in _root().iterdir() if folder.is_dir()} - {"__pycache__"}
    return tuple(sorted(found, key=lambda name: (name == "en", name)))


@cache
def _tables(name: str, language: str | None) -> tuple[dict[str, Any], ...]:
    try:
        return tuple(tomllib.loads(text) for text in _texts(f"{name}.toml", language))
    except tomllib.TOMLDecodeError as reason:
        raise ValueError(f"{name}.toml is not valid TOML: {reason}") from None


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
