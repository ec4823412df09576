"""Rendering of the pages that Dateline writes itself: their parts, and the frames that they share.

A page is rendered as MkDocs does it, without the events of other plugins; where one takes part in pages, MkDocs renders
them all (`is_shared`).
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import cached_property
from typing import Any

from jinja2 import ChoiceLoader, DictLoader, Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url

from dateline.mkdocs.pages import OwnPage
from dateline.mkdocs.site_engine import LOGGER
from dateline.site.rendered_page import (
    PARTS,
    Frame,
    Notice,
    RenderedPage,
    mark_of,
    with_address,
    written_root,
)

_FRAME = "frame.html"
_TOC = "partials/toc.html"
_LANGUAGE = "partials/language.html"
_PART_ENDS = "\ufdd0\ufdee"
"""Stands between the parts that `story_page.html` gives; any other template gives a whole page."""
_TEMPLATE_PARTS = ("head", "toc", "content", "scripts")

_PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")

Context = dict[str, Any]
Show = Callable[[OwnPage, Context], Context]


def is_shared(config: MkDocsConfig, own: object) -> bool:
    """Whether another plugin or a hook takes part in rendering pages; Material's search does where it is on."""
    methods = (method for event in _PAGE_EVENTS for method in config.plugins.events[event])
    search: Any = config.plugins.get("material/search")
    idle = (own, search) if search and not search.config.enabled else (own,)
    return any(getattr(method, "__self__", method) not in idle for method in methods)


class PageRenderer:
    """Renders the pages of one build; none needs another, so that several processes may share them.

    `show` gives a page's context what its template shows; `shared` is what the context of all pages has.
    """

    def __init__(
        self,
        config: MkDocsConfig,
        files: Files,
        nav: Navigation,
        env: Environment,
        show: Show,
        shared: Context,
    ) -> None:
        self.config, self.files, self._nav, self._env = config, files, nav, env
        self._show, self._told = show, shared
        self.root = written_root(config.site_url or "")
        """The address of the site as pages have it."""
        self._docs = files.documentation_pages()
        loaders = [DictLoader({_TOC: mark_of("toc")}), *([env.loader] if env.loader else ())]
        self._frame_env = env.overlay(loader=ChoiceLoader(loaders))
        self._frames: dict[tuple[str, ...], Frame] = {}
        self._contexts: dict[str, Context] = {}

    @cached_property
    def shared(self) -> Context:
        """What the context of all pages has; Material's words, which Jinja would import anew for each page, too."""
        words = self._env.get_template(_LANGUAGE).make_module({"config": self.config})
        return {**self._told, "part_ends": _PART_ENDS, "lang": words}

    def render(self, page: OwnPage, show: Show | None = None) -> RenderedPage:
        """A page's parts and what has to be known of it; raises what its template raises."""
        with noticed() as notices:
            page.read_source(self.config)
            page.render(self.config, self.files)
            context = (show or self._show)(page, self.context_of(page))
            text = self._env.get_template(page.meta["template"]).render(context)
        links, has_frame = page.links_to_anchors or {}, _PART_ENDS in text
        return RenderedPage(
            _parts_of(page, text) if has_frame else {"whole": text},
            _traits_of(page) if has_frame else (),
            tuple(sorted(page.present_anchor_ids or ())),
            tuple((file.src_uri, *link) for file, found in links.items() for link in found.items()),
            tuple(notices),
        )

    def whole(self, page: OwnPage, rendered: RenderedPage) -> str:
        """A page as it is written."""
        address = page.canonical_url or ""
        if not rendered.frame:
            return with_address(rendered.parts["whole"], address, self.root)
        parts = {**rendered.parts, "address": address, "root": self.root}
        return self.frame(page, rendered.frame).around(parts)

    def framed(self, page: OwnPage, text: str) -> str:
        """A page as it is written, of what its template gave while MkDocs rendered it."""
        address = page.canonical_url or ""
        if _PART_ENDS not in text:
            return with_address(text, address, self.root)
        is_listed = page in self._nav.pages
        frame = self._frame_like(page) if is_listed else self.frame(page, _traits_of(page))
        return frame.around({**_parts_of(page, text), "address": address, "root": self.root})

    def frame(self, page: OwnPage, traits: tuple[str, ...]) -> Frame:
        """The frame of the pages outside the navigation that have these traits."""
        if traits not in self._frames:
            self._frames[traits] = self._frame_like(_anyone_like(page, traits))
        return self._frames[traits]

    def _frame_like(self, page: Page) -> Frame:
        """The frame of a page; raises `PluginError` where the theme has no place for what the page shows."""
        marks = {part: mark_of(part) for part in PARTS}
        text = self._frame_env.get_template(_FRAME).render(self.context_of(page), marks=marks)
        try:
            return Frame.of(text)
        except ValueError as reason:
            raise PluginError(
                f"theme/{_FRAME} and theme/main.html have to keep Material's blocks “extrahead”, “content” and"
                " “scripts”, each once: what the page itself shows stands in them"
            ) from reason

    def context_of(self, page: Page) -> Context:
        """What the templates know of any page: much the same for all that are as far from the site's root."""
        way = get_relative_url(".", page.url)
        if way not in self._contexts:
            context = get_context(self._nav, self._docs, self.config, page)
            self._contexts[way] = {**context, **self.shared}
        return {**self._contexts[way], "page": page}


def _traits_of(page: OwnPage) -> tuple[str, ...]:
    """All that frames differ by: the way to the site's root, what is hidden, whether the page has a description."""
    described = "described" if page.meta.get("description") else ""
    return get_relative_url(".", page.url), described, *page.meta.get("hide", ())


def _parts_of(page: OwnPage, text: str) -> dict[str, str]:
    first = next(iter(page.toc), None)
    return {
        "title": page.title or "",
        "description": page.meta.get("description", ""),
        "skip": first.id if first else "",
        **dict(zip(_TEMPLATE_PARTS, text.split(_PART_ENDS), strict=True)),
    }


def _anyone_like(page: OwnPage, traits: tuple[str, ...]) -> Page:
    """A page that has marks where the pages of a frame differ."""
    _, described, *hidden = traits
    anyone, anyone.file = copy(page), copy(page.file)
    # In a folder of no page: what lies beside one page is farther from others.
    *folders, name = page.url.split("/")
    anyone.file.url = "/".join((*("_" for _ in folders), "_.html" if name else ""))
    anyone.meta = {"title": mark_of("title"), "hide": hidden}
    if described:
        anyone.meta["description"] = mark_of("description")
    anyone.canonical_url = mark_of("address") if page.canonical_url else None
    anyone.toc = TableOfContents([AnchorLink("", mark_of("skip"), 1)])
    return anyone


_NOTICING = threading.RLock()
"""Held while messages are kept: two threads render while a site is served."""


@contextmanager
def noticed() -> Iterator[list[Notice]]:
    """Keep what MkDocs and its plugins log, in place of showing it: a page from the cache has it told again."""
    with _NOTICING:
        handlers, propagates = LOGGER.handlers[:], LOGGER.propagate
        keeper = _Keeper()
        LOGGER.handlers, LOGGER.propagate = [keeper], False
        try:
            yield keeper.notices
        finally:
            LOGGER.handlers, LOGGER.propagate = handlers, propagates


class _Keeper(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.notices: list[Notice] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.notices.append(Notice(record.name, record.levelno, record.getMessage()))
