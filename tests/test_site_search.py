"""The search of a site from build to build, as the plugin tells it of them."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from dateline.project.files import Project
from dateline.project.settings import Settings
from dateline.site.search.indexed_page import IndexedPage
from dateline.site.search.search_records import Record
from dateline.site.search.shards import SearchPage
from dateline.site.search.site_search import MATERIAL, PAGEFIND, SiteSearch


def pages_of(*words: str, loaded: list[str]) -> list[SearchPage]:
    """A page for each word, which says when it is to be indexed."""

    def page_of(word: str) -> SearchPage:
        def load(urls: Sequence[str]) -> list[IndexedPage]:
            loaded.append(word)
            return [IndexedPage.of(Record(url, word, f"<p>{word}</p>")) for url in urls]

        return SearchPage(f"{word}/", word, load)

    return list(map(page_of, words))


@pytest.fixture
def searches(tmp_path: Path) -> Iterator[Callable[..., SiteSearch]]:
    """A search that has begun a build of the site in `tmp_path`."""
    begun: list[SiteSearch] = []

    def begin(is_serving: bool = False, wanted: str = PAGEFIND, said: list[str] | None = None) -> SiteSearch:
        search = SiteSearch(lambda line, failed: said.append(line) if said is not None else None)
        search.start(is_serving, is_dirty=False)
        search.choose(wanted, "en")
        search.begin(tmp_path / "site", project=Project(tmp_path, Settings()))
        begun.append(search)
        return search

    (tmp_path / "site").mkdir()
    yield begin
    for search in begun:
        search.stop()


def wait_for(condition: Callable[[], bool]) -> bool:
    clock = threading.Event()
    return any(condition() or clock.wait(0.02) for _ in range(1000))


def take_up(search: SiteSearch, pages: Iterable[SearchPage]) -> None:
    for page in pages:
        search.add(page)
    search.complete()


def test_an_index_is_written_when_a_build_ends_and_kept_for_the_next(
    tmp_path: Path, searches: Callable[..., SiteSearch]
) -> None:
    loaded: list[str] = []
    for _ in range(2):
        search = searches()
        take_up(search, pages_of("rain", "snow", loaded=loaded))
        search.finish()
        assert len(list((tmp_path / "site" / "pagefind" / "fragment").iterdir())) == 2
    assert sorted(loaded) == ["rain", "snow"]


def test_while_serving_the_index_follows_and_unchanged_pages_are_not_asked_for(
    tmp_path: Path, searches: Callable[..., SiteSearch]
) -> None:
    said: list[str] = []
    loaded: list[str] = []
    search = searches(is_serving=True, said=said)
    for number, words in enumerate((["rain"], ["rain"], ["rain", "snow"]), start=1):
        take_up(search, pages_of(*words, loaded=loaded))
        search.finish()
        assert wait_for(lambda: said.count("the search index is up to date") == number)  # noqa: B023 -- asked at once
        assert len(list((tmp_path / "site" / "pagefind" / "fragment").iterdir())) == len(words)
    assert loaded == ["rain", "rain", "snow"]


def test_with_materials_search_nothing_is_asked_for(
    tmp_path: Path, searches: Callable[..., SiteSearch]
) -> None:
    loaded: list[str] = []
    search = searches(wanted=MATERIAL)
    take_up(search, pages_of("rain", loaded=loaded))
    search.finish()
    assert loaded == [] and not (tmp_path / "site" / "pagefind").exists()
