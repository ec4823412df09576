"""The folder of a built site, brought up to date in place: only what changed is written, what vanished is removed.

What was written is noted with the key of its content and the file's size and time, so that a page need not be made to
know that it stands there already.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from io import DEFAULT_BUFFER_SIZE
from pathlib import Path, PurePosixPath

from dateline.project.files import stamp_of

Notes = dict[str, list[object]]
"""By the path of a file: the key of its content, its size and its time of writing (ns)."""


class SiteFolder:
    """A site's folder from the beginning of a build to its end."""

    def __init__(self, folder: Path, notes: Notes) -> None:
        self.folder = folder
        self._found = dict(stamps_in(folder, hidden=False)) | _stamps_of_hidden(folder, notes)
        self.state = _digest_of(self._found)
        """A digest of the sizes and times of the folder's files when the build began, by their paths."""
        self._notes = notes
        self._kept: dict[str, str] = {}
        self.written: list[str] = []
        """The paths of the files that were written, in this build."""

    def has(self, path: str, key: str) -> bool:
        """Whether a file with this content stands there; it is kept then."""
        stamp = self._found.get(path)
        if stamp is None or self._notes.get(path) != [key, *stamp]:
            return False
        self._kept[path] = key
        return True

    def keep(self, path: str, key: str) -> None:
        """Keep a file that somebody else has written in this build."""
        self._kept[path] = key
        self.written.append(path)

    def write(self, path: str, data: bytes) -> None:
        """Write a file unless it has this content."""
        key = hashlib.sha256(data).hexdigest()
        if not self.has(path, key):
            write_file(self.folder / path, data)
            self.keep(path, key)

    def put(self, path: str, data: bytes, key: str) -> None:
        """Write a file unless it has this content; `key` is that of what it was made of, which `has` is asked with."""
        if path in self._found and (self.folder / path).read_bytes() == data:
            self._kept[path] = key
            return
        write_file(self.folder / path, data)
        self.keep(path, key)

    def copy(self, path: str, source: Path) -> None:
        """Copy a file unless the same one was copied before; one that is gone by now is left out."""
        stamp = _stamp_of(source)
        if stamp and not self.has(path, key := f"{source} {stamp}"):
            write_file(self.folder / path, source.read_bytes())
            self.keep(path, key)

    def take(self, folder: Path) -> None:
        """Bring the files of another folder here, those that differ."""
        for path, _ in stamps_in(folder, hidden=False):
            if path not in self._kept:
                self.write(path, (folder / path).read_bytes())

    def finish(self, spare: Iterable[str] = ()) -> list[str]:
        """Remove what is not kept; gives the paths of what was removed.

        Folders named in `spare` are left alone, and so is what is hidden and of others, as MkDocs leaves it.
        """
        left = tuple(f"{name}/" for name in spare)
        gone = [path for path in self._found if path not in self._kept and not path.startswith(left)]
        for path in gone:
            with suppress(OSError):
                (self.folder / path).unlink()
        parents = {parent.as_posix() for path in gone for parent in PurePosixPath(path).parents}
        for parent in sorted(parents, key=len, reverse=True):
            with suppress(OSError):  # it holds something still
                (self.folder / parent).rmdir()
        return gone

    def notes(self) -> Notes:
        """What stands in the folder, to be known by the next build."""
        fresh = {path: _stamp_of(self.folder / path) for path in self.written}
        stamps = {**self._found, **{path: stamp for path, stamp in fresh.items() if stamp}}
        return {path: [key, *stamps[path]] for path, key in sorted(self._kept.items()) if path in stamps}


def state_left(folder: Path, notes: Notes, spare: Iterable[str]) -> str:
    """The state that the next build finds, if nobody else touches the folder; those named in `spare` are looked at."""
    left = {path: tuple(stamp) for path, (_, *stamp) in notes.items()}
    for name in spare:
        left |= stamps_in(folder / name, f"{name}/")
    return _digest_of(left)


def write_file(path: Path, data: bytes) -> None:
    """Write a file and the folders that it needs, in place of what stands there, be it a link or a folder."""
    try:
        _write_new(path, data)
        return
    except FileNotFoundError:
        pass  # its folder is missing
    except FileExistsError:
        _remove(path)
    except OSError:  # a file may have the name of one of its folders
        for parent in filter(Path.is_file, path.parents):
            parent.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_new(path, data)


def _write_new(path: Path, data: bytes) -> None:
    with path.open(
        "xb", buffering=DEFAULT_BUFFER_SIZE
    ) as file:  # without being told, it asks what kind of file it is
        file.write(data)


def _remove(path: Path) -> None:
    """Remove a folder, or a file and not what it is a link to: a copy of the site may share it."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def stamps_in(folder: Path, top: str = "", hidden: bool = True) -> Iterator[tuple[str, tuple[int, int]]]:
    """The files of a folder, as path, which begins with `top`, and stamp, perhaps without what is hidden at its top."""
    stack = [(top, str(folder))]
    while stack:
        below, name = stack.pop()
        with suppress(FileNotFoundError), os.scandir(name) as entries:
            for entry in entries:
                path = f"{below}{entry.name}"
                if not hidden and below == top and entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    stack.append((f"{path}/", entry.path))
                else:
                    yield path, stamp_of(entry.stat(follow_symlinks=False))


def _stamps_of_hidden(folder: Path, notes: Notes) -> dict[str, tuple[int, int]]:
    """The hidden files at the top of a folder that were written there before."""
    hidden = (path for path in notes if path.startswith("."))
    return {path: stamp for path in hidden if (stamp := _stamp_of(folder / path))}


def _digest_of(found: Mapping[str, tuple[object, ...]]) -> str:
    return hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest()


def _stamp_of(path: Path) -> tuple[int, int] | None:
    try:
        return stamp_of(path.stat())
    except OSError:
        return None
