"""The search of a site, from build to build: which one it has, what is found while it is built, and its index."""

import sys
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

from dateline.briefing.document import Document
from dateline.project.files import Project
from dateline.project.processes import cores
from dateline.site.briefing_records import search_of
from dateline.site.interface_language import ENGLISH, Language
from dateline.site.pages.name_index import PublishedBriefing
from dateline.site.search.background_index import FOLDER, Job, Say, ServedIndex
from dateline.site.search.index_cache import IndexCache
from dateline.site.search.index_update import Indexer, update_index
from dateline.site.search.search_index import program
from dateline.site.search.search_records import Record, briefing_record, page_record
from dateline.site.search.shards import SearchPage

PAGEFIND, MATERIAL = "pagefind", "material"

_TURN = 0.0002
"""Seconds that a thread computes while another waits (Python's own: 0.005), as the index is made beside the build.

The threads of the index write many small files, after each of which they wait for their turn.
"""


class SiteSearch:
    """What the plugin tells of each build; does nothing where the site has Material's search."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._program: Path | None = None
        self._tag = ENGLISH.tag
        self._language = ENGLISH
        self._is_serving = False
        self._is_dirty = False
        self._site = Path()
        self._cache: IndexCache | None = None
        self._pages: dict[str, SearchPage] = {}
        self._written: Future[None] | None = None
        self._usual_turn = sys.getswitchinterval()
        self._served: ServedIndex | None = None

    def start(self, is_serving: bool, is_dirty: bool) -> None:
        """Remember what the command is: it serves, or it builds; all pages, or only those that have changed."""
        self._is_serving, self._is_dirty = is_serving, is_dirty

    def choose(self, wanted: str, tag: str) -> str:
        """Return the search that the site gets; raises `DatelineError` where Pagefind is wanted and does not run."""
        self._program, self._tag = None, tag
        if wanted == PAGEFIND:
            self._program = program()
        return wanted

    def begin(self, site: Path, language: Language = ENGLISH, project: Project | None = None) -> None:
        """Begin a build of a site into its folder; what results show is worded in the `language`.

        What is indexed is kept in the cache of the `project`, if it is told.
        """
        self._site, self._language = site, language
        self._cache = IndexCache(project) if project else None
        self._pages = self._pages if self._is_dirty else {}
        self._written = None

    def record_of(self, briefing: PublishedBriefing, document: Document, html: str) -> Record | None:
        """The record of a briefing as its page shows it; None where it is kept from the search."""
        options = search_of(document.front.values)
        if not self._program or options.get("exclude"):
            return None
        return briefing_record(briefing, html, options.get("boost", 1.0), self._language)

    def add(self, page: SearchPage) -> None:
        """Take up a page."""
        if self._program:
            self._pages[page.url] = page

    def add_page(
        self, url: str, title: str, html: str, meta: dict[str, object], section: str | None = None
    ) -> None:
        """Take up another page: its title and its text, both HTML, and the list that it belongs to."""
        options = search_of(meta)
        if self._program and not options.get("exclude"):
            self.add(SearchPage.of(page_record(url, title, html, options.get("boost", 1.0), section)))

    def complete(self) -> None:
        """All pages are taken up: a build has them indexed while it does what is left of it.

        A build of the changed pages alone leaves the index as it is.
        """
        if self._program and not self._is_serving and not self._is_dirty:
            sys.setswitchinterval(_TURN)
            pool = ThreadPoolExecutor(1, thread_name_prefix="dateline-search")
            self._written = pool.submit(self._job(self._program, cores()), self._site / FOLDER)
            pool.shutdown(wait=False)

    def finish(self) -> None:
        """Wait for the index of a site that was built; while serving, it is made later, so that the page can reload.

        Raises `DatelineError` where none can be made.
        """
        if self._program and self._is_serving:
            self._served = self._served or ServedIndex(self._say)
            self._served.built(self._site, self._job(self._program, jobs=1))
        elif self._written:
            try:
                self._written.result()
            finally:
                sys.setswitchinterval(self._usual_turn)

    def _job(self, program: Path, jobs: int) -> Job:
        pages = tuple(self._pages.values())
        return partial(update_index, Indexer(program, self._tag, self._cache, jobs), pages)

    def stop(self) -> None:
        """Make no more indexes."""
        if self._served:
            self._served.stop()
