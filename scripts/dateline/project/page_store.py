"""Pages rendered before: the newest rendering of each page by its name, with the key of all that it was made from.

A SQLite database in the cache, which can be deleted at any time.  One that is torn, locked or of another program costs
time, nothing else.  Values are compressed, and so have a checksum.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from isal import isal_zlib

from dateline.project import files
from dateline.project.files import Project

FILE = "pages.sqlite"
_VERSION = 3
_WAIT = 5.0
"""Seconds to wait for another process that writes."""
_IN_USE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
"""Errors of a database with which nothing is wrong."""
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS pages (name TEXT PRIMARY KEY, key TEXT, notes TEXT, value BLOB, found BLOB)"
)


class StoredPage(NamedTuple):
    """A page as it is kept."""

    key: str
    notes: str
    value: bytes
    """As `packed`, like `found`."""
    found: bytes
    """What the search finds of it, by itself: it is asked for without the page, and the page without it."""


class PageStore:
    """The pages of a project."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._path = project.cache / FILE
        self._unsaved: dict[str, StoredPage] = {}
        """Pages of this build that could not be written."""

    def known(self) -> dict[str, tuple[str, str]]:
        """The key of each page that is kept, and what has to be known of it without its value, by the page's name."""
        if not self._path.is_file():
            return {}
        try:
            with closing(self._open()) as base:
                rows = base.execute("SELECT name, key, notes FROM pages")
                return {str(name): (str(key), str(notes)) for name, key, notes in rows}
        except sqlite3.Error as reason:
            self._discard(reason)
            return {}

    def values(self, names: Iterable[str]) -> dict[str, bytes]:
        """What is kept of those of the pages that are whole."""
        return self._read("value", names)

    def found(self, names: Iterable[str]) -> dict[str, bytes]:
        """What the search finds of those of the pages of which that is whole."""
        return self._read("found", names)

    def _read(self, column: str, names: Iterable[str]) -> dict[str, bytes]:
        names = tuple(names)
        if not names:
            return {}
        found = {name: getattr(page, column) for name in names if (page := self._unsaved.get(name))}
        try:
            with closing(self._open()) as base:
                for name in names:
                    row = base.execute(f"SELECT {column} FROM pages WHERE name = ?", (name,)).fetchone()
                    if row and name not in found:
                        found[name] = bytes(row[0])
        except sqlite3.Error as reason:
            self._discard(reason)
        return {name: whole for name, value in found.items() if (whole := _unpacked(value)) is not None}

    def save(self, changed: Mapping[str, StoredPage], gone: Iterable[str] = ()) -> None:
        """Keep pages by name, and forget those that are gone."""
        gone = tuple(gone)
        if not changed and not gone:
            return
        try:
            files.ensure_cache(self._project)
            with closing(self._open()) as base, base:
                base.executemany("DELETE FROM pages WHERE name = ?", ((name,) for name in gone))
                made = ((name, *page) for name, page in changed.items())
                base.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", made)
        except (OSError, sqlite3.Error):
            self._unsaved.update(changed)

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(self._path, timeout=_WAIT)
        base.execute("PRAGMA synchronous = OFF")  # a torn cache is made anew
        version = base.execute("PRAGMA user_version").fetchone()[0]
        if version != _VERSION:
            tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for name in tables:
                base.execute(f'DROP TABLE "{name}"')
            base.execute(f"PRAGMA user_version = {_VERSION}")
            base.executescript(_SCHEMA)
        return base

    def _discard(self, reason: sqlite3.Error) -> None:
        if getattr(reason, "sqlite_errorcode", 0) & 0xFF in _IN_USE:
            return
        for name in (FILE, f"{FILE}-journal"):
            with suppress(OSError):
                Path(self._project.cache, name).unlink()


def _unpacked(value: bytes) -> bytes | None:
    try:
        return isal_zlib.decompress(value)
    except isal_zlib.error:  # type: ignore[misc]  # torn; the stub has the class as an instance
        return None


def packed(value: bytes) -> bytes:
    """A value as it is kept."""
    return isal_zlib.compress(value, 1)
