"""The pages of topics, names, timeline and archive as pages of MkDocs, outside the navigation."""

from collections.abc import Callable, Iterable, Iterator
from html import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from dateline.publish.following.timelines import Line
from dateline.publish.following.views import View
from dateline.publish.language import ENGLISH, Language


class ViewPage(Page):
    """A page that no Markdown stands behind: its template shows a view."""

    def __init__(self, view: View, file: File, config: MkDocsConfig, language: Language) -> None:
        title = view.title
        if not view.is_first:
            number = language.number(view.pager.number)
            title = language.gettext("%(title)s (page %(number)s)", title=title, number=number)
        super().__init__(escape(title), file, config)
        self.view = view

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the template from the view; of several pages of one list, the search leads to the first."""
        self.markdown = ""
        self.meta = {
            "template": self.view.template,
            "hide": ["navigation", "toc", "footer"],
            "search": {"exclude": not self.view.is_first},
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the content to the template: what the search takes up is the title alone."""
        self.content = f"<h1>{self.title}</h1>"
        self.toc = TableOfContents([AnchorLink(self.title or "", "headline", 1)])


class Kept:
    """What many pages show alike, rendered once a build: small pages are mostly made of it.

    A part of the frame depends on the way (`base`) to the site's root, which is the same on all pages of one depth; in
    a line that way is put in last.
    """

    def __init__(self) -> None:
        self._texts: dict[tuple[object, str], str] = {}

    def frame(self, name: str, base: str, render: Callable[[], str]) -> str:
        """A part of Material's frame, for pages that the navigation does not list: on those it is the same."""
        return self._kept(name, base, render)

    def header(self, base: str, page: Page, render: Callable[[], str]) -> str:
        """The header, which holds the page's title."""

        def render_untitled() -> str:
            page.meta["title"] = _TITLE
            try:
                return render()
            finally:
                del page.meta["title"]

        return self._kept("header", base, render_untitled).replace(_TITLE, page.title or "")

    def line(self, line: Line, base: str, render: Callable[[Line, str], str]) -> str:
        """A line of the timeline of everything, which the pages of the names in it show too."""
        return self._kept(line, "", lambda: render(line, _BASE)).replace(_BASE, base)

    def _kept(self, key: object, base: str, render: Callable[[], str]) -> str:
        if (key, base) not in self._texts:
            self._texts[key, base] = render()
        return self._texts[key, base]


_TITLE, _BASE = "\ufdd0", "\ufdd1"
"""Stand for a title and for the way to the root: code points that Unicode keeps out of texts."""


def mount(
    views: Iterable[View], files: Files, config: MkDocsConfig, language: Language = ENGLISH
) -> Iterator[str]:
    """Add the views to the files of the site; yields a complaint about each whose place is taken."""
    for view in views:
        if files.get_file_from_path(view.uri) is not None:
            yield f"{config.docs_dir}/{view.uri} stands where the page “{view.title}” would; rename it"
            continue
        file = File.generated(config, view.uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        files.append(file)
        ViewPage(view, file, config, language)
        for name, text in view.data.items():
            files.append(File.generated(config, f"{view.path}/{name}", content=text))
