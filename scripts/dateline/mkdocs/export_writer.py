"""Writes the files of a site's data: those that are not there as they would be written."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from dateline.mkdocs.keyed_files import write_keyed
from dateline.project.site_folder import SiteFolder
from dateline.site.build import SiteBuild


def write_exports(
    build: SiteBuild,
    which: str,
    rests_on: str,
    of_mkdocs: Path,
    folder: SiteFolder | None,
    check: Callable[[], None] = lambda: None,
) -> None:
    """Write them as `write_keyed` does; `check` is called between files, it may raise."""
    for file in build.exports(which, rests_on):
        check()
        write_keyed(file, partial(build.exported, file), of_mkdocs, folder)
