"""The table of the kinds of pages: each has its template, its folder and its pages."""

from pathlib import Path

import pytest

from dateline.site import plain_pages
from dateline.site.briefing_index import index_of
from dateline.site.contents import PAGE_KINDS, contents_of
from dateline.site.pages.page import PageKind, SiteOptions
from newsroom import newsroom
from sites import ROOT


@pytest.mark.parametrize("kind", [kind for kind, _ in PAGE_KINDS], ids=lambda kind: kind.folder or "home")
def test_a_kind_of_page_has_a_template_and_pages_in_a_folder_of_its_own(kind: PageKind) -> None:
    assert (ROOT / "theme" / kind.template).is_file()
    assert Path(plain_pages.__path__[0], "templates", kind.template).with_suffix(".md").is_file()
    assert [other.folder for other, _ in PAGE_KINDS].count(kind.folder) == 1
    index = index_of(newsroom(12), "briefings")
    contents = contents_of(
        index, {path: f"briefings/{path[:-3]}/" for path in index.items}, SiteOptions("The Desk")
    )
    views = [view for view in contents.views if view.folder == kind.folder]
    assert views and views[0].is_first and not views[0].slug
    assert {view.hub for view in views} == {views[0].url}
    assert all(view.uri.startswith(kind.folder) for view in views)


def test_home_and_corrections_are_pages_of_the_docs_for_a_site_that_has_none() -> None:
    contents = contents_of(index_of([], "briefings"), {}, SiteOptions("The Desk"))
    docs = {view.uri: view.markdown for view in contents.views if view.markdown is not None}
    assert list(docs) == ["index.md", "corrections.md"]
    assert docs["index.md"] == "---\ntemplate: home.html\nhide: [navigation, toc]\n---\n\n# The Desk\n"
    assert (docs["corrections.md"] or "").startswith("---\ntitle: Corrections\ntemplate: corrections.html\n")
    shown = contents.shown_by("corrections.html")
    assert shown is not None and shown.shown.corrections == ()
    assert contents.shown_by("timeline.html") is None and contents.shown_by(None) is None
