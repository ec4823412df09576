"""The search of a site, from build to build: which one it has, what is found while it is built, and its index."""

from collections.abc import Callable, Sequence
from pathlib import Path

from dateline.briefing.document import Document
from dateline.model.briefing import Card
from dateline.site.briefing_index import search_of
from dateline.site.interface_language import ENGLISH, Language
from dateline.site.search.background_index import Say, ServedIndex
from dateline.site.search.pagefind import program
from dateline.site.search.search_build import FOLDER, Catalogue, Indexing, write
from dateline.site.search.search_records import briefing_of, page_of

PAGEFIND, MATERIAL = "pagefind", "material"


class SiteSearch:
    """What the plugin tells of each build; does nothing where the site has Material's search."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._program: Path | None = None
        self._tag = ENGLISH.tag
        self._language = ENGLISH
        self._is_serving = False
        self._is_dirty = False
        self._catalogue = Catalogue()
        self._indexing: Indexing | None = None
        self._served: ServedIndex | None = None

    def start(self, is_serving: bool, is_dirty: bool) -> None:
        """Remember what the command is: it serves, or it builds; all pages, or only those that have changed."""
        self._is_serving, self._is_dirty = is_serving, is_dirty

    def choose(self, wanted: str, tag: str) -> str:
        """The search that the site gets; raises `DatelineError` where Pagefind is wanted and does not run."""
        self._program, self._tag = None, tag
        if wanted == PAGEFIND:
            self._program = program()
        return wanted

    def begin(
        self,
        briefings: Sequence[tuple[str, Document, Card]],
        language: Language = ENGLISH,
        blame: Callable[[Card, Exception], None] | None = None,
    ) -> None:
        """Begin a build with its briefings, each with its address; what results show is worded in the `language`.

        A build has the quotes and entries indexed while it renders the pages.  `blame` is told a briefing whose
        quotes and entries can't be found, because an error in the code was met.
        """
        shown = [found for found in briefings if not search_of(found[1].front.values).get("exclude")]
        self._language = language
        self._catalogue.begin(shown, language, keep=self._is_dirty, blame=blame)
        self._indexing = None
        if self._program and not self._is_serving:
            self._indexing = Indexing(self._program, self._tag).start(self._catalogue.passages())

    def add_briefing(self, url: str, document: Document, card: Card, html: str) -> None:
        """Take up a briefing as its page shows it."""
        options = search_of(document.front.values)
        if self._program and not options.get("exclude"):
            self._catalogue.add(
                briefing_of(url, document, card, html, options.get("boost", 1.0), self._language)
            )

    def add_page(
        self, url: str, title: str, html: str, meta: dict[str, object], section: str | None = None
    ) -> None:
        """Take up another page: its title and its text, both HTML, and the list that it belongs to."""
        options = search_of(meta)
        if self._program and not options.get("exclude"):
            self._catalogue.add(page_of(url, title, html, options.get("boost", 1.0), section))

    def complete(self) -> None:
        """All pages are taken up: a build has them indexed while it does what is left of it."""
        if self._indexing and not self._is_dirty:
            self._indexing.start(self._catalogue.pages())

    def finish(self, site: Path) -> None:
        """Put the index into a site that was built; while serving, later, so that the page can reload at once.

        A build of the changed pages alone leaves the index as it is.  Raises `DatelineError` where none can be made.
        """
        if self._program and self._is_serving:
            path, tag = self._program, self._tag
            found = self._catalogue.passages() | self._catalogue.pages()
            self._served = self._served or ServedIndex(self._say)
            self._served.built(site, lambda: Indexing(path, tag).start(found).finish())
        elif self._indexing and not self._is_dirty:
            write(self._indexing.start(self._catalogue.pages()).finish(), site / FOLDER)

    def stop(self) -> None:
        """Make no more indexes."""
        if self._served:
            self._served.stop()
