"""Writes the files of a site's data: those that are not there as they would be written."""

from collections.abc import Callable
from pathlib import Path

from dateline.project.site_folder import SiteFolder, write_file
from dateline.site.build import SiteBuild


def write_exports(
    build: SiteBuild,
    which: str,
    rests_on: str,
    of_mkdocs: Path,
    folder: SiteFolder | None,
    check: Callable[[], None] = lambda: None,
) -> None:
    """Write them into the site's folder, or where there is none into that of MkDocs (`of_mkdocs`).

    A file of the project's docs that has the path of one stays.  `check` is called between files; it may raise.
    """
    for file in build.exports(which, rests_on):
        check()
        if (of_mkdocs / file.path).exists() or (folder and folder.has(file.path, file.key)):
            continue
        data, is_whole = build.exported(file)
        if data and folder:
            folder.put(file.path, data, file.key if is_whole else "")
        elif data:
            write_file(of_mkdocs / file.path, data)
