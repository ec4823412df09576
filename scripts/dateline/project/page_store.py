"""Pages rendered before: the newest rendering of each page of a site with the key of all that it was made from.

A SQLite database in the cache, which can be deleted at any time.  One that is torn, locked or of another program costs
time, nothing else.  Values are compressed, and so have a checksum.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from dateline.project import files
from dateline.project.files import Project

FILE = "pages.sqlite"
_VERSION = 1
_SITES = 3
"""Sites whose pages are kept: one project is built for one address and served at another."""
_WAIT = 5.0
"""Seconds to wait for another process that writes."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS sites (site TEXT PRIMARY KEY, used INTEGER);
CREATE TABLE IF NOT EXISTS pages (site TEXT, path TEXT, key TEXT, notes TEXT, value BLOB, PRIMARY KEY (site, path));
"""


class StoredPage(NamedTuple):
    """A page as it is kept."""

    key: str
    notes: str
    value: bytes
    """As `packed`."""


class PageStore:
    """The pages of one site: `site` is what tells it from others of the same project, such as its address."""

    def __init__(self, project: Project, site: str) -> None:
        self._project, self._site = project, site
        self._path = project.cache / FILE
        self._unsaved: dict[str, StoredPage] = {}
        """Pages of this build that could not be written."""

    def known(self) -> dict[str, tuple[str, str]]:
        """The key of each page that is kept, and what has to be known of it without its value, by the page's path."""
        if not self._path.is_file():
            return {}
        try:
            with closing(self._open()) as base:
                rows = base.execute("SELECT path, key, notes FROM pages WHERE site = ?", (self._site,))
                return {str(path): (str(key), str(notes)) for path, key, notes in rows}
        except sqlite3.Error:
            self._discard()
            return {}

    def values(self, paths: Iterable[str]) -> dict[str, bytes]:
        """What is kept of those of the pages that are whole."""
        paths = tuple(paths)
        if not paths:
            return {}
        found = {path: page.value for path in paths if (page := self._unsaved.get(path))}
        query = "SELECT value FROM pages WHERE site = ? AND path = ?"
        try:
            with closing(self._open()) as base:
                rows = (
                    (path, base.execute(query, (self._site, path)).fetchone())
                    for path in paths
                    if path not in found
                )
                found |= {path: bytes(row[0]) for path, row in rows if row}
        except sqlite3.Error:
            self._discard()
        return {path: whole for path, value in found.items() if (whole := _unpacked(value)) is not None}

    def save(self, changed: Mapping[str, StoredPage], gone: Iterable[str] = ()) -> None:
        """Keep pages by path, and forget those that are gone."""
        gone = tuple(gone)
        if not changed and not gone:
            return
        try:
            files.ensure_cache(self._project)
            with closing(self._open()) as base, base:
                rows = ((self._site, path) for path in gone)
                base.executemany("DELETE FROM pages WHERE site = ? AND path = ?", rows)
                made = ((self._site, path, *page) for path, page in changed.items())
                base.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", made)
                self._forget_old_sites(base)
        except (OSError, sqlite3.Error):
            self._unsaved.update(changed)

    def _forget_old_sites(self, base: sqlite3.Connection) -> None:
        base.execute(
            "INSERT OR REPLACE INTO sites SELECT ?, coalesce(max(used), 0) + 1 FROM sites", (self._site,)
        )
        base.execute(
            "DELETE FROM sites WHERE site NOT IN (SELECT site FROM sites ORDER BY used DESC LIMIT ?)",
            (_SITES,),
        )
        base.execute("DELETE FROM pages WHERE site NOT IN (SELECT site FROM sites)")

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

    def _discard(self) -> None:
        for name in (FILE, f"{FILE}-journal"):
            with suppress(OSError):
                Path(self._project.cache, name).unlink()


def _unpacked(value: bytes) -> bytes | None:
    try:
        return zlib.decompress(value)
    except zlib.error:  # torn
        return None


def packed(value: bytes) -> bytes:
    """A value as it is kept."""
    return zlib.compress(value, 1)
