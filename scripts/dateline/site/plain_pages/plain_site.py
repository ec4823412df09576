"""All pages of a site as Markdown files: the lists that are made from the briefings, and each briefing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import quote, unquote

import yaml

from dateline.briefing.front_matter import split
from dateline.model.briefing import Briefing, Card, Entry, KeyQuote
from dateline.project.settings import MOUNT
from dateline.project.site_configuration import SiteConfiguration
from dateline.site.anchors import anchored_entries, anchored_quotes
from dateline.site.build import SiteBuild
from dateline.site.date_format import month_anchor
from dateline.site.pages.archive_pages import ARCHIVE
from dateline.site.pages.briefing_page import briefing_page_of
from dateline.site.pages.list_data import description_of
from dateline.site.pages.page import View
from dateline.site.plain_pages.markdown_templates import MarkdownTemplates, PageLinks

INDEX = "index.md"
"""What the addresses of lists end in, so that they name files."""
_ENDING = ".html"
_NO_PAGES = ("moved.html",)
"""Templates of pages that only lead to others, from addresses that pages had on a site of HTML."""
_EXTENSIONS: tuple[object, ...] = (
    "admonition",
    "attr_list",
    "footnotes",
    "tables",
    {"toc": {"permalink": True}},
)


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page, and its place below the folder of pages."""

    path: str
    text: str


def plain_url(path: str) -> str:
    """The address of a briefing: that of its file."""
    return quote(f"{MOUNT}/{path}")


def plain_pages(build: SiteBuild, own_text: Callable[[str], str | None]) -> Iterator[PlainPage]:
    """The pages of a build whose addresses are those of files (`plain_url`, `INDEX`).

    `own_text` gives the text of a page of the project's own docs; None where there is none.
    """
    views = [view for view in build.contents.views if view.template not in _NO_PAGES]
    moved = {view.url: view.uri for view in views if view.markdown is not None}
    places = {one.url: dict(_footnotes_of(one.content)) for one in build.contents.data.index.briefings}
    for view in views:
        if view.template == ARCHIVE.template:
            months = [month_anchor(month) for month, _ in view.shown.months]
            places[view.url] = dict(zip(months, months, strict=True))
    templates = MarkdownTemplates(build.options.language, PageLinks(moved, places))
    for view in views:
        yield _list_page(view, build, templates, own_text)
    for card in build.index.cards:
        yield _briefing_page(card, build, templates)


def _footnotes_of(briefing: Briefing) -> Iterator[tuple[str, str]]:
    """The ids of footnotes, as Python-Markdown makes them, by themselves and by the quotes and lines that cite them."""
    defined = {note.label for note in briefing.evidence}
    yield from ((f"fn:{label}", f"fn:{label}") for label in defined)
    citing: chain[tuple[str, KeyQuote | Entry]] = chain(anchored_quotes(briefing), anchored_entries(briefing))
    for anchor, item in citing:
        if label := next((label for label in item.labels if label in defined), None):
            yield anchor, f"fn:{label}"


def _list_page(
    view: View, build: SiteBuild, templates: MarkdownTemplates, own_text: Callable[[str], str | None]
) -> PlainPage:
    path, body, options = unquote(view.url), "", build.options
    if view.markdown is not None:
        path, written = view.uri, own_text(view.uri)
        body = split(view.markdown if written is None else written, path).body
    values: dict[str, Any] = {"view": view, "description": description_of(view, options)}
    template = view.template.removesuffix(_ENDING) + ".md"
    return PlainPage(path, templates.render(template, quote(path), body, **values))


def _briefing_page(card: Card, build: SiteBuild, templates: MarkdownTemplates) -> PlainPage:
    """The page of a briefing; its text alone where an error in the code is met, which is reported."""
    document = build.index.items[card.path].document
    assert document
    path, body = f"{MOUNT}/{card.path}", document.front.body
    try:
        around = build.surroundings(card.path)
        text = templates.render(
            "briefing.md",
            quote(path),
            body,
            briefing=briefing_page_of(document, card),
            links=around.links,
            neighbours=around.neighbours,
            related=around.related,
        )
    except Exception as reason:
        build.failures.report(card.path, 0, reason, "the head and foot of the page")
        text = body
    return PlainPage(path, text)


def plain_configuration(site: SiteConfiguration, views: Iterable[View]) -> str:
    """A `mkdocs.yml` that builds the pages, as Zensical, MkDocs and ProperDocs read it."""
    # Hundreds of briefings in the navigation would stand on every page.
    lists = [view for view in views if view.url == view.hub and view.is_first]
    nav = site.nav or [{view.title: view.uri if view.markdown is not None else view.url} for view in lists]
    told: Mapping[str, object] = {
        "site_name": site.name,
        "site_url": site.address,
        "site_description": site.description,
        "theme": {
            "name": "material",
            "language": site.language,
            "font": False,  # nothing is asked of other servers
            "features": ["navigation.tabs"],
        },
        "nav": nav,
        "exclude_docs": site.exclude_docs,
        "markdown_extensions": list(_EXTENSIONS),
    }
    wanted = {name: value for name, value in told.items() if value}
    return yaml.safe_dump(wanted, allow_unicode=True, sort_keys=False, width=120)
