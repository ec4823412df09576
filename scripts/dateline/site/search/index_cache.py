"""Indexes, kept by the content that they were made of: a zip file for each, whose checksums tell a torn one."""

import io
import zipfile
from contextlib import suppress
from zipfile import BadZipFile, ZipFile

from dateline.project import files
from dateline.project.files import Project

Bundle = dict[str, bytes]
"""Files by their path."""


_FOLDER = "search"


class IndexCache:
    """Bundles of a project, each of them kept under a name and a key.

    One that is missing or broken is none, and one that can't be written costs time, nothing else.
    """

    def __init__(self, project: Project) -> None:
        self._project = project

    def load(self, name: str, key: str) -> Bundle | None:
        """Return what was kept, or None."""
        try:
            with ZipFile(self._project.cache / _FOLDER / _file_of(name, key)) as kept:
                return {path: kept.read(path) for path in kept.namelist()}
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


def _file_of(name: str, key: str) -> str:
    return f"{name}-{key[:32]}.zip"
