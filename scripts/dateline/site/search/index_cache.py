"""Indexes, kept by the content that they were made of: a zip file for each, whose checksums tell a torn one.

Beside them stands what each folder holds of them (`index_folder.Notes`).
"""

import hashlib
import io
import os
import zipfile
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import msgspec

from dateline.project import files
from dateline.project.files import Project
from dateline.site.search.index_folder import Bundle, Notes

_FOLDER = "search"


class IndexCache:
    """Bundles of a project, each of them kept under a name and a key.

    One that is missing or broken is none, and one that can't be written costs time, nothing else.
    """

    def __init__(self, project: Project) -> None:
        self._project = project

    def load(self, name: str, key: str, paths: Collection[str] | None = None) -> Bundle | None:
        """Return what was kept, or these files of it; None where any is missing."""
        try:
            with ZipFile(self._project.cache / _FOLDER / _file_of(name, key)) as kept:
                return {path: kept.read(path) for path in paths or kept.namelist()}
        except (OSError, BadZipFile, LookupError, ValueError, EOFError):
            return None

    def save(self, name: str, key: str, bundle: Bundle) -> None:
        """Keep a bundle."""
        packed = io.BytesIO()
        with ZipFile(packed, "w", zipfile.ZIP_STORED) as kept:  # Pagefind's files are compressed
            for path in sorted(bundle):
                kept.writestr(zipfile.ZipInfo(path), bundle[path])
        files.write_cache(self._project, f"{_FOLDER}/{_file_of(name, key)}", packed.getvalue())

    def keep_only(self, wanted: set[tuple[str, str]]) -> None:
        """Remove all bundles but these, each a name and a key."""
        names = {_file_of(name, key) for name, key in wanted}
        with suppress(OSError):
            for path in (self._project.cache / _FOLDER).glob("*.zip"):
                if path.name not in names:
                    path.unlink()

    def load_notes(self, folder: Path) -> Notes:
        """What an index's folder holds, as it was noted."""
        try:
            data = (self._project.cache / _FOLDER / _notes_of(folder)).read_bytes()
            return msgspec.json.decode(data, type=Notes)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return {}

    def save_notes(self, folder: Path, notes: Notes) -> None:
        """Note what a folder holds."""
        files.write_cache(self._project, f"{_FOLDER}/{_notes_of(folder)}", msgspec.json.encode(notes))


def _file_of(name: str, key: str) -> str:
    return f"{name}-{key[:32]}.zip"


def _notes_of(folder: Path) -> str:
    return f"{hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:16]}.json"
