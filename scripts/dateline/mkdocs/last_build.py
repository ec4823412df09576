"""The last build of a site that is served: with what it knows, the page of a saved briefing is shown at once."""

from dataclasses import dataclass
from pathlib import Path

from dateline.mkdocs.page_content import PageContent
from dateline.mkdocs.page_rendering import PageRenderer
from dateline.mkdocs.pages import MountedBriefing, OwnFile
from dateline.project.files import Project, read_text
from dateline.project.settings import MOUNT
from dateline.project.site_folder import write_file
from dateline.site.build import SiteBuild
from dateline.site.markdown.extension import BriefingMarkup


@dataclass(frozen=True, slots=True)
class LastBuild:
    """What a build has left; nothing in it changes when the next one begins."""

    build: SiteBuild
    content: PageContent
    renderer: PageRenderer
    markup: BriefingMarkup
    folder: Path

    def refresh(self, project: Project, path: str) -> bool:
        """Render and write the page of a briefing as it stands now, by its path below their folder.

        What the page shows of others is as the last build had it.  Gives whether that can be done; raises
        `DatelineError` for a file that can't be read.
        """
        file = self.renderer.files.get_file_from_path(f"{MOUNT}/{path}")
        text = read_text(project.briefings / path, path)
        build = self.build.with_text(project, path, text)
        if build is None or not isinstance(file, OwnFile) or file.is_documentation_page():
            return False
        before = file.page
        page = MountedBriefing(
            file, self.renderer.config, build.index.items[path], self.markup, build.failures
        )
        content = PageContent(
            build, self.content.env, self.content.language, self.content.search, for_editor=True
        )
        rendered = self.renderer.render(page, content.shown)
        file.page = before
        whole = self.renderer.whole(page, rendered)
        write_file(self.folder / file.dest_uri, whole.encode(errors="xmlcharrefreplace"))
        return True
