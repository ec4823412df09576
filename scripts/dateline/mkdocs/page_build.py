"""The pages that Dateline writes itself, brought up to date: left alone, taken from the cache, or rendered.

A page is rendered when the key of its content changes, a digest of all that it shows, in as many processes as there are
cores.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from dateline.mkdocs.page_rendering import PageRenderer, noticed
from dateline.mkdocs.pages import MountedBriefing, OwnPage, ViewPage
from dateline.project import cache
from dateline.project.page_store import PageStore, StoredPage, packed
from dateline.project.processes import map_from_both_ends
from dateline.project.site_folder import SiteFolder, write_file
from dateline.site.build import SiteBuild
from dateline.site.content_keys import ContentKeys, content_key
from dateline.site.feeds.site_feeds import is_followed
from dateline.site.pages.kept_views import view_key
from dateline.site.rendered_page import RenderedPage
from dateline.site.search.indexed_page import IndexedPage
from dateline.site.search.shards import SearchPage

log = logging.getLogger("mkdocs.plugins.dateline")

_CHUNK = 2
"""Pages that a process takes at a time."""
_BATCH = 128
"""Chunks after which the pages are kept, so that memory holds few of them."""
_FOUND = 64
"""Pages of which is read at a time what the search finds of them."""


_OUTLINE = RenderedPage({})
"""A page of which nothing is known."""


class _Made(NamedTuple):
    """What a process made of one page; `stored` where it was rendered anew."""

    path: str
    whole: str
    notes: str
    stored: StoredPage | None


class PageBuild:
    """The own pages of one build.

    `found` gives, once a page is rendered, what the search finds of it, as it is kept.
    """

    def __init__(
        self,
        pages: Iterable[OwnPage],
        keys: "PageKeys",
        found: Callable[[OwnPage], bytes],
        renderer: PageRenderer,
        store: PageStore,
        folder: SiteFolder,
    ) -> None:
        self._pages = {page.file.dest_uri: page for page in pages}
        self._found, self._renderer, self._store, self._folder = found, renderer, store, folder
        self._keys = {path: keys.of(page) for path, page in self._pages.items()}
        self._names = {path: keys.name_of(page) for path, page in self._pages.items()}
        self._known = store.known()
        self._outlines: dict[str, RenderedPage] = {}
        """By path, each page without its parts: what its notes tell."""

    def run(self, jobs: int | None = None, check: Callable[[], None] = lambda: None) -> None:
        """Bring the pages in the site's folder up to date, and tell what was logged of any of them.

        `check` is called between pages; it may raise.
        """
        outdated = [path for path in self._pages if not self._is_current(path)]
        rendered: dict[str, StoredPage] = {}
        for made in self._all_made(outdated, jobs):
            check()
            self._folder.keep(made.path, made.whole)
            self._outlines[made.path] = _OUTLINE.with_notes(made.notes)
            if made.stored:
                rendered[self._names[made.path]] = made.stored
            if len(rendered) > _CHUNK * _BATCH:
                self._store.save(rendered)
                rendered.clear()
        self._store.save(rendered, [name for name in self._known if _path_of(name) not in self._pages])
        self._tell()

    def _all_made(self, paths: Iterable[str], jobs: int | None) -> Iterator[_Made]:
        """These pages, as they are done.

        What has to be rendered comes before what is new in its frame alone: somebody may wait for it.  Briefings stand
        before lists, so that one process makes most lists and the lines that they share.
        """
        parts: tuple[list[str], list[str]] = [], []
        for path in paths:
            parts[path in self._outlines].append(path)
        for part in parts:
            chunks = [part[start : start + _CHUNK] for start in range(0, len(part), _CHUNK)]
            for made in map_from_both_ends(self._make, chunks, jobs):
                yield from made

    def _is_current(self, path: str) -> bool:
        """Whether the page stands in the site's folder as it would be written."""
        key, notes = self._known.get(self._names[path], ("", ""))
        if key != self._keys[path]:
            return False
        self._outlines[path] = outline = _OUTLINE.with_notes(notes)
        return self._folder.has(path, self._whole_key(path, outline))

    def _whole_key(self, path: str, page: RenderedPage) -> str:
        """The key of the page as it is written: that of its content, that of its frame, and its address."""
        own = self._pages[path]
        frame = self._renderer.frame(own, page.frame).key if page.frame else ""
        return hashlib.sha256(f"{self._keys[path]} {frame} {own.canonical_url}".encode()).hexdigest()

    def _make(self, paths: Sequence[str]) -> list[_Made]:
        known = self._store.values(self._names[path] for path in paths if path in self._outlines)
        return [self._made(path, known.get(self._names[path])) for path in paths]

    def _made(self, path: str, kept: bytes | None) -> _Made:
        page, stored = self._pages[path], None
        if kept is not None:
            rendered = self._whole_page(path, kept)
        else:
            rendered = self._rendered(page)
            stored = StoredPage(
                self._keys[path], rendered.notes, packed(rendered.to_msgpack()), packed(rendered.found)
            )
        whole = self._renderer.whole(page, rendered)
        write_file(self._folder.folder / path, whole.encode(errors="xmlcharrefreplace"))
        return _Made(path, self._whole_key(path, rendered), rendered.notes, stored)

    def _rendered(self, page: OwnPage) -> RenderedPage:
        page = copy(page)  # what rendering leaves on it takes more memory than all else that is known of it
        try:
            rendered = self._renderer.render(page)
            with noticed() as notices:
                found = self._found(page)
            return replace(rendered, notices=(*rendered.notices, *notices)).with_found(found)
        except Exception as reason:
            log.error(f"Error building page '{page.file.src_uri}': {reason}")
            raise

    def _tell(self) -> None:
        """Log what was logged while the pages were rendered, each message once."""
        outlines = map(self._outlines.__getitem__, self._pages)
        for notice in dict.fromkeys(notice for outline in outlines for notice in outline.notices):
            logging.getLogger(notice.logger).log(notice.level, "%s", notice.message)

    def rendered(self, paths: Iterable[str]) -> Iterator[tuple[OwnPage, RenderedPage]]:
        """Those of the pages that are kept."""
        paths = tuple(paths)
        for start in range(0, len(paths), _CHUNK):
            some = {self._names[path]: path for path in paths[start : start + _CHUNK]}
            for name, kept in self._store.values(some).items():
                path = some[name]
                yield self._pages[path], self._whole_page(path, kept)

    def __contains__(self, path: object) -> bool:
        """Whether the page of this path is one of them."""
        return path in self._pages

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The HTML that each of the pages shows in its frame; a page that is kept no more is rendered again."""
        paths = tuple(paths)
        kept = self._store.values(self._names[path] for path in paths)
        for path in paths:
            found = kept.get(self._names[path])
            page = RenderedPage.from_msgpack(found) if found else self._rendered(self._pages[path])
            yield path, page.parts.get("content") or page.parts.get("whole", "")

    def _whole_page(self, path: str, kept: bytes) -> RenderedPage:
        outline = self._outlines[path]
        parts = RenderedPage.from_msgpack(kept)
        return replace(outline, parts=parts.parts, anchors=parts.anchors)

    def search_pages(self) -> Iterator[SearchPage]:
        """What the search takes of the pages: of those that it finds."""
        load = partial(self._indexed, {page.url: path for path, page in self._pages.items()})
        for path, page in self._pages.items():
            if digest := self._outlines[path].found_digest:
                yield SearchPage(page.url, digest, load)

    def _indexed(self, paths: Mapping[str, str], urls: Sequence[str]) -> Iterator[IndexedPage]:
        """What is indexed of pages, by their addresses."""
        for start in range(0, len(urls), _FOUND):
            some = [paths[url] for url in urls[start : start + _FOUND]]
            kept = self._store.found(self._names[path] for path in some)
            for path in some:
                found = kept.get(self._names[path]) or self._rendered(self._pages[path]).found  # torn
                yield IndexedPage.decoded(found)

    def validate_anchors(self, config: MkDocsConfig, files: Files) -> None:
        """Report links between own pages and others to anchors that there are not, in the words of MkDocs."""
        linking = [page for page in self._pages.values() if self._links_of(page)]
        docs = [file.page for file in files.documentation_pages() if file.page]
        linked = {file for page in docs for file in page.links_to_anchors or {}}
        linked |= {
            file
            for page in linking
            for path, *_ in self._links_of(page)
            if (file := files.src_uris.get(path))
        }
        own = [file.dest_uri for file in linked if file.dest_uri in self._pages]
        for page, rendered in self.rendered(own):
            page.present_anchor_ids = set(rendered.anchors)
        for page in linking:
            page.links_to_anchors = _links_by_file(self._links_of(page), files)
            page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)

    def _links_of(self, page: OwnPage) -> tuple[tuple[str, str, str], ...]:
        return self._outlines[page.file.dest_uri].links


def _links_by_file(links: Iterable[tuple[str, str, str]], files: Files) -> dict[File, dict[str, str]]:
    found: dict[File, dict[str, str]] = {}
    for path, anchor, link in links:
        if file := files.src_uris.get(path):
            found.setdefault(file, {})[anchor] = link
    return found


_FOR_EDITOR = "?editor"
"""Behind the path of a page that shows what is wrong with its briefing: it is kept beside the one that does not."""


def _path_of(name: str) -> str:
    return name.removesuffix(_FOR_EDITOR)


class PageKeys:
    """The keys of the own pages of a build: digests of all that each shows, and of what all rest on (`rests_on`).

    `for_editor` tells whether pages of briefings show what is wrong with them.
    """

    def __init__(self, build: SiteBuild, rests_on: str, files: Files, for_editor: bool) -> None:
        self._build, self._rests_on, self._for_editor = build, rests_on, for_editor
        self._contents = ContentKeys()
        self._paths = cache.digest_of("\n".join(sorted(files.src_uris)))

    def of(self, page: OwnPage) -> str:
        """The key of a page."""
        if isinstance(page, MountedBriefing):
            shown = content_key(*self._build.shown_of(page.card.path, self._for_editor))
            links = self._paths if self._build.may_link(page.card.path) else ""
            return cache.digest_of(f"{self._rests_on} {page.url} {shown} {links}")
        shown = view_key(page.view, self._contents) if isinstance(page, ViewPage) else ""
        may_feed = isinstance(page, ViewPage) and is_followed(page.view) and self._build.options.address
        image = self._build.images.of_view(page.view if isinstance(page, ViewPage) else None)
        also = f"{' feed' if may_feed else ''} {image or ''}"
        return cache.digest_of(f"{self._rests_on} {page.url} {shown}{also}")

    def name_of(self, page: OwnPage) -> str:
        """The name by which a page is kept."""
        path: str = page.file.dest_uri
        shows_problems = isinstance(page, MountedBriefing) and self._build.problems_of(page.card.path)
        return path + _FOR_EDITOR if self._for_editor and shows_problems else path
