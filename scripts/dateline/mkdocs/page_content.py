"""What the own pages show, a briefing between its head and its foot, a list its view; what the search finds of them."""

from collections.abc import Mapping
from html import escape
from typing import Any

from jinja2 import Environment
from mkdocs.structure.pages import Page

from dateline.mkdocs.pages import MountedBriefing, OwnPage, ViewPage
from dateline.site.build import SiteBuild
from dateline.site.interface_language import Language
from dateline.site.pages.list_data import description_of
from dateline.site.pages.page import View
from dateline.site.rendered_page import mark_of
from dateline.site.search.indexed_page import IndexedPage
from dateline.site.search.search_records import Record
from dateline.site.search.site_search import SiteSearch

_BRIEFING, _PROBLEMS = "partials/briefing.html", "partials/problems.html"


class PageContent:
    """What the pages of one build show; `for_editor` adds what `dateline check` says of each briefing."""

    def __init__(
        self, build: SiteBuild, env: Environment, language: Language, search: SiteSearch, for_editor: bool
    ) -> None:
        self.build, self.env, self.language, self.search = build, env, language, search
        self.for_editor = for_editor

    def shown(self, page: OwnPage, context: Mapping[str, Any]) -> dict[str, Any]:
        """The context of a page with what its template shows."""
        if isinstance(page, MountedBriefing):
            image = self.build.images.of_briefing(page.card.path)
            structured = self._show(page, context["base_url"])
            return {**context, "structured": structured, "image": image, "root": mark_of("root")}
        if isinstance(page, ViewPage):
            address = mark_of("address") if self.build.options.address else None
            told = self.view_context(page, page.view, context["base_url"], address, mark_of("root"))
            return {**context, **told, "own_feeds": context["feeds_of"](page.view)}
        return dict(context)

    def view_context(
        self, page: Page, view: View | None, base_url: str, address: str | None, root: str
    ) -> dict[str, Any]:
        """What the template of a view shows, with what the page says of itself to machines.

        `address` is the page's own, absolute, and `root` that of the site; or what stands for them.
        """
        pictured = {"image": self.build.images.of_view(view), "root": root}
        if view is None:
            return {"view": None, **pictured}
        description = description_of(view, self.build.options)
        if description:
            page.meta.setdefault("description", escape(description))
        structured = self.build.structured_list(view, description, base_url, address, root)
        return {"view": view, "structured": structured, **pictured}

    def _show(self, page: MountedBriefing, base_url: str) -> str | None:
        """Set a briefing between its head and its foot; gives it as structured data."""
        template = self.env.get_template(_BRIEFING)

        def render(**values: Any) -> str:
            return template.render(page=page, base_url=base_url, **values)

        shown = self.build.show(page.document, page.card, page.content or "", render, base_url)
        problems = self.build.problems_of(page.card.path) if self.for_editor else ()
        note = self.env.get_template(_PROBLEMS).render(problems=problems) if problems else ""
        page.content = note + shown.html
        if shown.sections is not None:
            page.add_sections(shown.sections, self.language)
        return shown.structured

    def record_of(self, page: OwnPage) -> Record | None:
        """What the search finds of a briefing as its page shows it; None for other pages."""
        if not isinstance(page, MountedBriefing):
            return None
        html = page.content or ""
        try:
            briefing = self.build.contents.data.index.by_path[page.card.path]
            return self.search.record_of(briefing, page.document, html)
        except Exception as reason:
            self.build.report_search(page.card, html, reason)
            return None

    def found(self, page: OwnPage) -> bytes:
        """The same as it is kept with the page; empty where nothing is found of it."""
        record = self.record_of(page)
        return IndexedPage.of(record).encoded() if record else b""
