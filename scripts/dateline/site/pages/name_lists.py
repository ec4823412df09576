"""The lists of all names of a kind: from A to Z, topics by their newest briefing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from dateline.site.pages.name_index import IndexedName
from dateline.site.pages.page import PageKind, View, chunks, views_of
from dateline.site.pages.site_data import SiteData
from dateline.site.pages.slugs import NameKind

NAMES = 400
"""How many names stand on a page."""


@dataclass(frozen=True, slots=True)
class NameList:
    """What a page of all names of a kind shows, by the letter that they begin with ("" for all topics)."""

    kind: NameKind
    count: int
    letters: tuple[tuple[str, tuple[IndexedName, ...]], ...]


def list_pages(kind: PageKind, data: SiteData) -> Iterator[View]:
    """The pages of all names of a kind."""
    name_kind = NameKind(kind.folder)
    names = names_in_order(name_kind, data.index.names[name_kind].values())
    pages = [
        NameList(name_kind, len(names), tuple(_letters(name_kind, some))) for some in chunks(names, NAMES)
    ]
    title = data.options.language.gettext(kind.title)
    return views_of(kind, "", title, pages, data.options, "names.html")


def names_in_order(kind: NameKind, names: Iterable[IndexedName]) -> list[IndexedName]:
    """All names of a kind: topics by their newest briefing, the others from A to Z."""
    if kind is not NameKind.TOPIC:
        return sorted(names, key=lambda each: (each.name.slug, each.name.text))
    by_text = sorted(names, key=lambda each: each.name.text.casefold())
    return sorted(by_text, key=lambda each: (each.newest and each.newest.day) or "", reverse=True)


def _letters(kind: NameKind, names: Iterable[IndexedName]) -> Iterator[tuple[str, tuple[IndexedName, ...]]]:
    def letter_of(each: IndexedName) -> str:
        first = each.name.slug[:1].upper()
        return "" if kind is NameKind.TOPIC else first if first.isalpha() else "#"

    for letter, some in groupby(names, key=letter_of):
        yield letter, tuple(some)
