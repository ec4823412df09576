"""Where a build writes: MkDocs into a folder that it may empty, from which the site's own is brought up to date.

A site that is served lies in the cache, so that the next session finds its pages.
"""

import logging
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import CountHandler

from dateline.mkdocs.site_engine import LOGGER
from dateline.project import files
from dateline.project.build_record import BuildRecord, load_record, save_record
from dateline.project.files import Project
from dateline.project.site_folder import SiteFolder, state_left

_SERVED, _BUILT = "served", "site.json"
_TOLD_BY = logging.getLogger(f"{LOGGER.name}.commands.build")


class _NameOfFolder(logging.Filter):
    """Names the site's folder where MkDocs tells the one that it writes to."""

    def __init__(self, written: str, site: Path) -> None:
        super().__init__()
        self._written, self._site = written, site

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every message pass."""
        record.msg = str(record.msg).replace(self._written, str(self._site))
        return True


class SiteOutput:
    """The folder of a site, from build to build; a served one is this session's alone."""

    def __init__(self, project: Project, folder: Path, is_serving: bool) -> None:
        self._project = project
        self._of_mkdocs = TemporaryDirectory(prefix="dateline-site-")
        self._lock: FileLock | None = None
        self._record_file: str | None = _BUILT
        self._warnings = CountHandler()
        self._warnings.setLevel(logging.WARNING)
        self.path = self._served_folder(folder) if is_serving else folder
        self._name = _NameOfFolder(self._of_mkdocs.name, folder)
        _TOLD_BY.addFilter(self._name)
        self._last = (
            load_record(project, self._record_file, self.path)
            if self._record_file
            else BuildRecord(str(folder))
        )
        self.folder: SiteFolder
        """As it stood when this build began (`begin`)."""
        self._spare: tuple[str, ...] = ()
        self.made_of = ""
        """A digest of all that this build is made of; "" where that is not known."""
        self.is_skipped = False
        """Whether this build leaves the site as it stands."""
        self.shown = self.path
        """The folder that a server shows."""

    def _served_folder(self, folder: Path) -> Path:
        """The folder of the served site; that of MkDocs where another session serves, or the cache can't be written."""
        try:
            files.ensure_cache(self._project)
            self._lock = FileLock(self._project.cache / f"{_SERVED}.lock")
            self._lock.acquire(blocking=False)
            (self._project.cache / _SERVED).mkdir(exist_ok=True)
        except (OSError, Timeout):
            self._lock = self._record_file = None
            return folder
        self._record_file = f"{_SERVED}.json"
        return self._project.cache / _SERVED

    def show_first(self, config: MkDocsConfig) -> bool:
        """Let this build do nothing, and a server show the site as it was last built; gives whether there is one.

        That is the served one, or where none was served before, the one that `mkdocs build` has made.
        """
        records = self._last, load_record(self._project, _BUILT)
        folders = (Path(record.folder) for record in records if record.notes)
        found = next((folder for folder in folders if (folder / "index.html").is_file()), None)
        if found:
            config.site_dir = self._of_mkdocs.name
            self.shown, self.is_skipped = found, True
        return self.is_skipped

    def begin(self, config: MkDocsConfig, made_of: str) -> None:
        """Let MkDocs write elsewhere in this build: what it writes to it empties first."""
        config.site_dir = self._of_mkdocs.name
        self.made_of, self.folder = made_of, SiteFolder(self.path, self._last.notes)
        is_same = made_of == self._last.made_of and self.folder.state == self._last.state
        self.is_skipped = bool(made_of) and is_same
        if not self.is_skipped:
            self._warnings.counts.clear()
            LOGGER.addHandler(self._warnings)

    def finish(self, config: MkDocsConfig, spare: tuple[str, ...]) -> None:
        """Bring what MkDocs has written into the site's folder, and remove what is no more; `spare` folders stay."""
        self.folder.take(Path(config.site_dir))
        self.folder.finish(spare)
        self._last, self._spare = BuildRecord(str(self.path), notes=self.folder.notes()), spare

    def record(self, config: MkDocsConfig) -> None:
        """The site is complete: remember how it stands, for a build that finds nothing changed."""
        config.site_dir = str(self.path)
        LOGGER.removeHandler(self._warnings)
        if self.is_skipped:
            return
        self.shown = self.path
        made_of = "" if self._warnings.get_counts() else self.made_of
        state = state_left(self.path, self._last.notes, self._spare) if made_of else ""
        self._last = replace(self._last, made_of=made_of, state=state)
        if self._record_file:
            save_record(self._project, self._record_file, self._last)

    def close(self) -> None:
        """Remove MkDocs' folder, and let others serve."""
        LOGGER.removeHandler(self._warnings)
        _TOLD_BY.removeFilter(self._name)
        self._of_mkdocs.cleanup()
        with suppress(OSError):
            if self._lock:
                self._lock.release()
