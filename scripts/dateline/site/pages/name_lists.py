"""The lists of all names of a kind: from A to Z, below those who matter most; topics by their newest briefing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dateline.site.pages.name_index import IndexedName
from dateline.site.pages.page import PageKind, View, chunks, views_of
from dateline.site.pages.site_data import SiteData
from dateline.site.pages.slugs import NameKind

NAMES = 400
"""How many names stand on a page."""

LEADING = 12
"""The most people that stand above the others; a list of no more needs nobody there."""


@dataclass(frozen=True, slots=True)
class NameList:
    """What a page of all names of a kind shows, by their first letter ("" for all topics, and for who leads)."""

    kind: NameKind
    count: int
    letters: tuple[tuple[str, tuple[IndexedName, ...]], ...]


def list_pages(kind: PageKind, data: SiteData) -> Iterator[View]:
    """The pages of all names of a kind."""
    name_kind = NameKind(kind.folder)
    names = names_in_order(name_kind, data.index.names[name_kind].values())
    leading = leading_names(names) if name_kind is NameKind.PERSON else ()
    others = [each for each in names if each not in leading]
    pages = [
        NameList(
            name_kind,
            len(names),
            ((("", leading),) if leading and not number else ()) + tuple(_letters(name_kind, some)),
        )
        for number, some in enumerate(chunks(others, NAMES))
    ]
    title = data.options.language.gettext(kind.title)
    return views_of(kind, "", title, pages, data.options, "names.html")


def names_in_order(kind: NameKind, names: Iterable[IndexedName]) -> list[IndexedName]:
    """All names of a kind: topics by their newest briefing, the others from A to Z."""
    if kind is not NameKind.TOPIC:
        return sorted(names, key=lambda each: (each.name.slug, each.name.text))
    by_text = sorted(names, key=lambda each: each.name.text.casefold())
    return sorted(by_text, key=lambda each: (each.newest and each.newest.day) or "", reverse=True)


def leading_names(names: Sequence[IndexedName]) -> tuple[IndexedName, ...]:
    """Those of a long list who are most often quoted and named, among them only who is followed over briefings."""
    if len(names) <= LEADING:
        return ()
    followed = (each for each in names if each.name.has_page)
    weighed = sorted(followed, key=lambda each: (-len(each.quotes) - len(each.briefings), -len(each.quotes)))
    return tuple(weighed[:LEADING])


def _letters(kind: NameKind, names: Iterable[IndexedName]) -> Iterator[tuple[str, tuple[IndexedName, ...]]]:
    def letter_of(each: IndexedName) -> str:
        first = each.name.slug[:1].upper()
        return "" if kind is NameKind.TOPIC else first if first.isalpha() else "#"

    for letter, some in groupby(names, key=letter_of):
        yield letter, tuple(some)
