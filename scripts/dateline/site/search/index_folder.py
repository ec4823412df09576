"""The folder of a site's search, brought up to date in place: what did not change is neither read nor written.

What was written is noted with the sizes and times of its files, by which it is known where it still stands.
"""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from dateline.project.files import stamp_of, write_whole
from dateline.project.site_folder import stamps_in, write_file

SHARDS_FILE, ENTRY = "shards.json", "pagefind-entry.json"
"""Files that name others: the folders of shards; the files of an index, which are named after their content."""

Bundle = dict[str, bytes]
"""Files by their path."""
Stamps = dict[str, tuple[int, int]]
"""The size and the time (ns) of files by their path."""
Notes = dict[str, tuple[str, Stamps]]
"""By the name of a bundle: the key of what it was made of, and its files as they were written."""

_NAMED_BY_CONTENT = ("fragment", "index", "filter")
"""Folders whose files a browser asks for when an entry that is written after them names them."""


class IndexFolder:
    """A folder at the beginning of an update, and what its notes say of it."""

    def __init__(self, folder: Path, notes: Notes) -> None:
        self._folder = folder
        self._found = dict(stamps_in(folder))
        self._standing = {
            name: (key, stamps)
            for name, (key, stamps) in notes.items()
            if stamps.items() <= self._found.items()
        }

    def has(self, name: str, key: str) -> bool:
        """Whether a bundle stands there as it was written."""
        return name in self._standing and self._standing[name][0] == key

    def update(self, keys: Mapping[str, str], bundles: Mapping[str, Bundle]) -> Notes:
        """Make the folder hold what has these keys by name: these bundles, and others that stand; gives its notes.

        Files that differ are written, those that name others after the rest; what vanished goes last.
        """
        files = {path: data for bundle in bundles.values() for path, data in bundle.items()}
        written = [path for path in files if not self._holds(path, files[path])]
        for path in sorted(written, key=lambda path: (path == SHARDS_FILE, path.endswith(ENTRY), path)):
            self._write(path, files[path])
        stamps = {**self._found, **{path: stamp_of((self._folder / path).stat()) for path in written}}
        made = {
            name: (keys[name], {path: stamps[path] for path in bundle}) for name, bundle in bundles.items()
        }
        notes = {**{name: noted for name, noted in self._standing.items() if name in keys}, **made}
        self._remove(self._found.keys() - {path for _, noted in notes.values() for path in noted})
        return notes

    def _holds(self, path: str, data: bytes) -> bool:
        stamp = self._found.get(path)
        return stamp is not None and stamp[0] == len(data) and (self._folder / path).read_bytes() == data

    def _write(self, path: str, data: bytes) -> None:
        place = self._folder / path
        write = write_file if place.parent.name in _NAMED_BY_CONTENT else write_whole
        write(place, data)

    def _remove(self, paths: Iterable[str]) -> None:
        for path in paths:
            (self._folder / path).unlink()
        for parent, _, _ in os.walk(self._folder, topdown=False):
            with suppress(OSError):  # it is not empty
                Path(parent).rmdir()
