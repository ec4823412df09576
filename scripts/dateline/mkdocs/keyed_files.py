"""Writes files that are known by the key of what they are made of, where they do not stand already."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from dateline.project.site_folder import SiteFolder, write_file


class KeyedFile(Protocol):
    """A file of the site."""

    @property
    def path(self) -> str:
        """Below the site's root."""

    @property
    def key(self) -> str:
        """A digest of all that it is made of."""


def write_keyed(
    file: KeyedFile, make: Callable[[], tuple[bytes, bool]], of_mkdocs: Path, folder: SiteFolder | None
) -> None:
    """Write a file into the site's folder, or where there is none into that of MkDocs (`of_mkdocs`).

    A file of the project's docs that has its path stays.  `make` gives the content, of no bytes for no file, and
    whether it is whole: one that lacks something is made again by the next build.
    """
    if (of_mkdocs / file.path).exists() or (folder and folder.has(file.path, file.key)):
        return
    data, is_whole = make()
    if data:
        put_file(file.path, data, file.key if is_whole else "", of_mkdocs, folder)


def put_file(path: str, data: bytes, key: str, of_mkdocs: Path, folder: SiteFolder | None) -> None:
    """Write what was made under a key ("" for what the next build has to make again), where `write_keyed` does."""
    if folder:
        folder.put(path, data, key)
    else:
        write_file(of_mkdocs / path, data)
