"""The records of one build, and the making of their indexes beside it."""

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from operator import attrgetter
from pathlib import Path

from dateline.briefing.document import Document
from dateline.model.briefing import Card
from dateline.site.interface_language import Language
from dateline.site.search import vocabulary
from dateline.site.search.pagefind_files import Files
from dateline.site.search.pagefind_index import bundle_of
from dateline.site.search.search_records import Found, entries_of, quotes_of

FOLDER = "pagefind"
"""The folder of the site in which the search lies: the index of pages, and below it those of the other two."""
PAGES, QUOTES, ENTRIES = "", "quotes", "timeline"

_AT_ONCE = 2
"""Indexes made at the same time: each takes a core, and at 5,000 briefings a gigabyte and a half."""


class Catalogue:
    """What can be found in a site, gathered while it is built.

    Records come by the day to sort by: an index whose neighbours have a day in common weighs less.
    """

    def __init__(self) -> None:
        self._pages: dict[str, Found] = {}
        self._quotes: list[Found] = []
        self._entries: list[Found] = []

    def begin(
        self,
        briefings: Iterable[tuple[str, Document, Card]],
        language: Language,
        keep: bool = False,
        blame: Callable[[Card, Exception], None] | None = None,
    ) -> None:
        """Start a build with its briefings, each with its address; `keep` the pages that it does not render anew.

        `blame` is told a briefing whose records can't be made; without it, the error is raised.
        """
        self._pages = self._pages if keep else {}
        self._quotes, self._entries = [], []
        for url, document, card in briefings:
            try:
                quotes, entries = passages_of(url, document, card, language)
            except Exception as reason:
                if blame is None:
                    raise
                blame(card, reason)
            else:
                self._quotes += quotes
                self._entries += entries

    def add(self, page: Found) -> None:
        """Take up a page as it was rendered."""
        self._pages[page.url] = page

    def pages(self) -> dict[str, list[Found]]:
        """The records of the index of pages, by their addresses."""
        return {PAGES: _by_day(self._pages[url] for url in sorted(self._pages))}

    def passages(self) -> dict[str, list[Found]]:
        """The records of the other indexes, which are known before any page is rendered."""
        return {QUOTES: _by_day(self._quotes), ENTRIES: _by_day(self._entries)}


def passages_of(
    url: str, document: Document, card: Card, language: Language
) -> tuple[list[Found], list[Found]]:
    """The records of a briefing's quotes and of its timeline lines."""
    return list(quotes_of(url, document, card, language)), list(entries_of(url, document, card, language))


def _by_day(records: Iterable[Found]) -> list[Found]:
    return sorted(records, key=attrgetter("day"))


class Indexing:
    """Makes indexes, each with a process of Pagefind of its own, while the site goes on being built."""

    def __init__(self, program: Path, language: str) -> None:
        self._program = program
        self._language = language
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="dateline-search")
        self._made: dict[str, Future[Files]] = {}

    def start(self, records: Mapping[str, Sequence[Found]]) -> "Indexing":
        """Begin with those indexes that are not begun, each by the name of its folder."""
        for name, found in records.items():
            if name not in self._made:
                self._made[name] = self._pool.submit(self._make, name, found)
        return self

    def _make(self, name: str, records: Sequence[Found]) -> Files:
        """The files of one index; beside that of pages, which hold all the others say, the words to offer."""
        files = bundle_of(self._program, records, self._language)
        return files | {vocabulary.FILE: vocabulary.vocabulary_of(records)} if name == PAGES else files

    def finish(self) -> Files:
        """All files of all indexes, when they are made; raises `DatelineError` where one could not be."""
        try:
            made = {name: future.result() for name, future in self._made.items()}
        finally:
            self._pool.shutdown(cancel_futures=True)
        return {
            f"{name}/{path}".lstrip("/"): data for name, files in made.items() for path, data in files.items()
        }


def write(files: Files, folder: Path) -> None:
    """Put an index in the place of another, whole."""
    shutil.rmtree(folder, ignore_errors=True)
    for parent in sorted({(folder / path).parent for path in files}):
        parent.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        (folder / path).write_bytes(data)
