"""Where a build writes: MkDocs into a folder that it may empty, from which the site's own is brought up to date."""

from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.config.defaults import MkDocsConfig

from dateline.project.files import Project
from dateline.project.site_folder import Notes, SiteFolder, read_notes, write_notes


class SiteOutput:
    """The folder of a site, from build to build."""

    def __init__(self, project: Project, folder: Path, is_serving: bool) -> None:
        self._project, self._is_serving = project, is_serving
        self._of_mkdocs = TemporaryDirectory(prefix="dateline-site-")
        self._notes: Notes = {} if is_serving else read_notes(project, folder)
        self.path = folder
        self.folder = SiteFolder(folder, {})

    def begin(self, config: MkDocsConfig) -> None:
        """Let MkDocs write elsewhere in this build: what it writes to it empties first."""
        config.site_dir = self._of_mkdocs.name
        self.folder = SiteFolder(self.path, self._notes)

    def finish(self, config: MkDocsConfig, spare: tuple[str, ...]) -> None:
        """Bring what MkDocs has written into the site's folder, and remove what is no more; `spare` folders stay."""
        self.folder.take(Path(config.site_dir))
        self.folder.finish(spare)
        config.site_dir = str(self.path)
        self._notes = self.folder.notes()
        if not self._is_serving:
            write_notes(self._project, self.path, self._notes)

    def close(self) -> None:
        """Remove MkDocs' folder."""
        self._of_mkdocs.cleanup()
