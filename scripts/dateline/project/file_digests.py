"""Digests of files, which are read again only where their stat is another: an index as git keeps one.

The index is `.dateline/cache/files.json`, with the size, the times and the inode of each file beside its digest.  A
file that changed within the granule of a file system's clock before the index was taken may change again and look the
same ("racily clean": git's Documentation/technical/racy-git), so that it is read again until it is older.  Light to
import: a run that has nothing to do needs little more than this.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from dateline.project.whole_files import write_whole

_GRANULE = 2_000_000_000
"""Nanoseconds: FAT counts in steps of two seconds, other file systems in finer ones."""
_VERSION = 1

Stamp = tuple[int, int, int, int]
"""Size, time of the content, time of the inode (both in nanoseconds) and inode."""


class FileDigests:
    """The SHA-256 of the files of one project as they were when they were first asked for; "" where there is none."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._taken, self._known = _load(cache / "files.json")
        self._found: dict[str, tuple[Stamp, str]] = {}
        self._seen: dict[str, str] = {}
        self._folders: dict[str, dict[str, str]] = {}
        self._clock = 0
        self._saved = 0

    def of(self, path: str | os.PathLike[str]) -> str:
        """The digest of a file."""
        name = _absolute(path)
        if name not in self._seen:
            try:
                self._seen[name] = self._digest(name, os.stat(name))  # noqa: PTH116 -- names of any kind
            except (OSError, ValueError):
                self._seen[name] = ""
        return self._seen[name]

    def below(self, folder: str | os.PathLike[str]) -> Mapping[str, str]:
        """The digests of the files that `files.files_below` finds, by their absolute paths, in order."""
        top = _absolute(folder)
        if top not in self._folders:
            found = self._folders[top] = {}
            for name, stat in visible_files(top):
                if name not in self._seen:
                    self._seen[name] = self._digest(name, stat) if stat else ""
                found[name] = self._seen[name]
        return self._folders[top]

    def of_all(self, paths: Iterable[str | os.PathLike[str]], also: str) -> str:
        """One digest of files, all those below a folder, and of what `also` counts."""
        total = hashlib.sha256(also.encode())
        for path in paths:
            name = _absolute(path)
            found = self.below(name) if os.path.isdir(name) else {name: self.of(name)}  # noqa: PTH112
            total.update(repr((name, found)).encode("utf-8", "surrogateescape"))
        return total.hexdigest()

    def save(self) -> None:
        """Write the index where any file was read; one that can't be written costs time, nothing else."""
        if len(self._found) == self._saved or not self._clock:
            return
        self._saved = len(self._found)
        known = {name: row for name, row in self._known.items() if self._is_current(name, row)}
        rows = {name: [*stamp, digest] for name, (stamp, digest) in sorted({**known, **self._found}.items())}
        index = {"version": _VERSION, "taken": self._clock, "records": rows}
        with suppress(OSError):
            write_whole(self._cache / "files.json", json.dumps(index))

    def _is_current(self, name: str, row: tuple[Stamp, str]) -> bool:
        """Whether a row of the index still tells what is there, also if nobody asked for that file."""
        if not _is_settled(row[0], self._taken):
            return False
        if name in self._seen:
            return self._seen[name] == row[1]
        return not name.startswith(tuple(f"{folder}{os.sep}" for folder in self._folders))

    def _digest(self, name: str, stat: os.stat_result) -> str:
        stamp = _stamp_of(stat)
        known = self._known.get(name)
        if known is not None and known[0] == stamp and _is_settled(stamp, self._taken):
            return known[1]
        if not self._clock:  # by the file system's own clock, and before the file is read
            self._clock = _clock_of(self._cache)
        try:
            stamp, digest = _digest_of(name)
        except OSError:
            return ""
        self._found[name] = stamp, digest
        return digest


def _digest_of(name: str) -> tuple[Stamp, str]:
    """The digest of a file's bytes, and its stamp from before they were read."""
    with open(name, "rb") as file:  # noqa: PTH123 -- names of any kind
        stamp = _stamp_of(os.fstat(file.fileno()))
        return stamp, hashlib.file_digest(file, "sha256").hexdigest()


def _absolute(path: str | os.PathLike[str]) -> str:
    """A path as it is written, from the root on: `Path.absolute`, at a tenth of its price."""
    name = os.fspath(path)
    return name if name.startswith(os.sep) else os.path.join(os.getcwd(), name)  # noqa: PTH109, PTH118


def visible_files(folder: str) -> Iterator[tuple[str, os.stat_result | None]]:
    """The files below a folder and their stat, in the order of `files.files_below`; None for one that has none."""
    try:
        with os.scandir(folder) as entries:
            found = sorted((entry for entry in entries if is_visible(entry.name)), key=lambda each: each.name)
    except OSError:
        return
    folders = []
    for entry in found:
        if _is_folder(entry):
            folders.append(entry)
            continue
        try:
            yield entry.path, _stat(entry)
        except OSError:
            yield entry.path, None
    for entry in folders:
        if not entry.is_symlink():
            yield from visible_files(entry.path)


def is_visible(name: str) -> bool:
    """Whether a file or folder counts: hidden ones, editors' copies and Python's caches do not."""
    return not name.startswith((".", "~$")) and not name.endswith("~") and name != "__pycache__"


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


_stat = os.stat if os.name == "nt" else os.DirEntry.stat
"""Windows lists a folder without inodes."""


def _stamp_of(stat: os.stat_result) -> Stamp:
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def _is_settled(stamp: Stamp, taken: int) -> bool:
    """Whether a file could not have changed after the index was taken and still have this stamp."""
    return max(stamp[1], stamp[2]) < taken - _GRANULE


def _clock_of(folder: Path) -> int:
    """The time by the clock of a folder's file system, in nanoseconds; 0 where nothing can be written."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            return os.fstat(file.fileno()).st_mtime_ns
    except OSError:
        return 0


def _load(path: Path) -> tuple[int, dict[str, tuple[Stamp, str]]]:
    """When the index was taken, and its rows; nothing of one that is missing, torn or of another version."""
    try:
        kept = json.loads(path.read_bytes())
        if kept["version"] != _VERSION:
            return 0, {}
        rows = {
            name: ((size, content, inode_time, inode), digest)
            for name, (size, content, inode_time, inode, digest) in kept["records"].items()
        }
        return int(kept["taken"]), rows
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return 0, {}
