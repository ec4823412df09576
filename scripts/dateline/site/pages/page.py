"""What every page here has: an address, a title, its place in a sequence of pages, and what its template shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, TypeVar

from dateline.site.pages.slugs import page_url

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page stands among the pages of one list."""

    number: int = 1
    count: int = 1
    newer: str | None = None
    """The address of the page before it."""
    older: str | None = None
    """The address of the page after it."""


@dataclass(frozen=True, slots=True)
class View:
    """A page, ready for its template."""

    folder: str
    slug: str
    template: str
    title: str
    url: str
    hub: str
    """The address of the first page of its kind."""
    pager: Pager
    shown: Any
    """What the template shows beside this; a record of the page's kind."""
    data: Mapping[str, str] = field(default_factory=dict)
    """Files beside the page that its scripts load: the text of each, by name."""

    @property
    def uri(self) -> str:
        """The path of the file that it stands for."""
        return f"{self.path}/index.md"

    @property
    def path(self) -> str:
        """The path of its folder."""
        parts = [self.folder, *([self.slug] if self.slug else ())]
        parts += [f"page-{self.pager.number}"] if self.pager.number > 1 else []
        return "/".join(parts)

    @property
    def is_first(self) -> bool:
        """Whether it is the first page of its list."""
        return self.pager.number == 1


def views_of(
    folder: str,
    slug: str,
    template: str,
    title: str,
    pages: Sequence[Any],
    ending: str = "",
    data: Mapping[str, str] | None = None,
) -> Iterator[View]:
    """The pages of one list, which know each other's addresses; `data` lies beside the first."""
    urls = [page_url(folder, slug, number, ending) for number in range(1, len(pages) + 1)]
    hub = page_url(folder, ending=ending)
    for number, shown in enumerate(pages, 1):
        pager = Pager(
            number,
            len(pages),
            urls[number - 2] if number > 1 else None,
            urls[number] if number < len(pages) else None,
        )
        beside = data or {} if number == 1 else {}
        yield View(folder, slug, template, title, urls[number - 1], hub, pager, shown, beside)


def chunks(items: Sequence[_T], size: int) -> list[Sequence[_T]]:
    """The items in pieces of `size`; one empty piece where there are none."""
    return [items[start : start + size] for start in range(0, len(items), size)] or [()]


def side_by_side(*lists: tuple[Sequence[Any], int]) -> list[tuple[Sequence[Any], ...]]:
    """Several lists cut to pages together, each with its own size: as many pages as the longest needs."""
    return list(zip_longest(*(chunks(items, size) for items, size in lists), fillvalue=()))
