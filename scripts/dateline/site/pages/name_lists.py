"""The lists of all names of a kind: from A to Z, below those who matter most; topics by their newest briefing.

A list that one page does not hold is parted by first letters, and its first page has those who matter most alone.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.site.pages.name_index import IndexedName
from dateline.site.pages.page import PageKind, View, views_of
from dateline.site.pages.page_weight import PAGE, name_weight
from dateline.site.pages.periods import DatedItem, first_page, pages_by_weight
from dateline.site.pages.site_data import SiteData
from dateline.site.pages.slugs import NameKind, page_url

LEADING = 12
"""The most people that stand above the others; a list of no more needs nobody there."""
_FEWEST_QUOTED = 3
"""So many people have to be quoted for some of them to stand above the others."""
_LEADING_PARTED = 24_000
"""How many bytes of names stand on the first page of a list that is parted."""
_LETTERS = 60
"""Letters with pages of their own: the most frequent, if a script has more."""
_NO_LETTER, _BEYOND = "#", "…"
"""What names are listed under that begin with no letter, and those whose letter has no page of its own."""
_ALPHABET = "a-z"
_IN_ADDRESSES = {_NO_LETTER: "0-9", _BEYOND: "other"}


@dataclass(frozen=True, slots=True)
class LetterLink:
    """The way to the names that begin with a letter."""

    letter: str
    url: str
    count: int | None = None
    """How many there are; None on the page of another letter."""


@dataclass(frozen=True, slots=True)
class NameList:
    """What a page of names of a kind shows, by their first letter ("" for all topics, and for who leads)."""

    kind: NameKind
    count: int
    """How many names there are, on all pages or on those of a letter."""
    letters: tuple[tuple[str, tuple[IndexedName, ...]], ...]
    letter: str = ""
    """The letter that the page is for; "" for the first page."""
    links: tuple[LetterLink, ...] = ()
    """The pages of letters."""


def list_pages(kind: PageKind, data: SiteData) -> Iterator[View]:
    """The pages of all names of a kind."""
    name_kind = NameKind(kind.folder)
    names = names_in_order(name_kind, data.index.names[name_kind].values())
    title = data.options.language.gettext(kind.title)
    if len(first_page(_weighed(names), PAGE)) < len(names):
        yield from _parted(kind, names, data)
        return
    leading = leading_names(name_kind, names)[:LEADING] if name_kind is NameKind.PERSON else ()
    others = [each for each in names if each not in leading]
    groups = ((("", leading),) if leading else ()) + tuple(_letters(name_kind, others))
    shown = NameList(name_kind, len(names), groups)
    yield from views_of(kind, "", title, [shown], data.options, "names.html")


def _parted(kind: PageKind, names: Sequence[IndexedName], data: SiteData) -> Iterator[View]:
    """The first page, with those who matter most, and the pages of each letter."""
    name_kind, options = NameKind(kind.folder), data.options
    by_letter = _by_letter(names)
    links = [
        LetterLink(letter, page_url(kind.folder, _ALPHABET, 1, options.ending, _part_of(letter)), len(some))
        for letter, some in by_letter.items()
    ]
    leading = names if name_kind is NameKind.TOPIC else leading_names(name_kind, names)
    most = first_page(_weighed(leading), _LEADING_PARTED)
    first = NameList(name_kind, len(names), (("", most),) if most else (), links=tuple(links))
    title = options.language.gettext(kind.title)
    yield from views_of(kind, "", title, [first], options, "names.html")
    ways = tuple(LetterLink(link.letter, link.url) for link in links)
    for letter, some in by_letter.items():
        pages = [
            NameList(name_kind, len(some), ((letter, part),), letter, ways)
            for part in pages_by_weight(_weighed(some), PAGE)
        ]
        told = options.language.gettext("%(title)s: %(period)s", title=title, period=letter)
        yield from views_of(kind, _ALPHABET, told, pages, options, "names.html", part=_part_of(letter))


def _part_of(letter: str) -> str:
    """What names the page of a letter in its address, below `_ALPHABET`: no name has a page there."""
    return _IN_ADDRESSES.get(letter, letter.lower())


def _weighed(names: Iterable[IndexedName]) -> Iterator[DatedItem[IndexedName]]:
    return (DatedItem(each, "", name_weight(each)) for each in names)


def names_in_order(kind: NameKind, names: Iterable[IndexedName]) -> list[IndexedName]:
    """All names of a kind: topics by their newest briefing, the others from A to Z."""
    if kind is not NameKind.TOPIC:
        return sorted(names, key=lambda each: (each.name.slug, each.name.text))
    by_text = sorted(names, key=lambda each: each.name.text.casefold())
    return sorted(by_text, key=lambda each: (each.newest and each.newest.day) or "", reverse=True)


def leading_names(kind: NameKind, names: Sequence[IndexedName]) -> tuple[IndexedName, ...]:
    """Those of a long list who are most often quoted, then named, among them only who is followed over briefings.

    People are there for their quotes alone: nobody if few are quoted.
    """
    if len(names) <= LEADING:
        return ()
    is_quoted = kind is NameKind.PERSON
    followed = [each for each in names if each.name.has_page and (each.quotes or not is_quoted)]
    if is_quoted and len(followed) < _FEWEST_QUOTED:
        return ()
    return tuple(sorted(followed, key=lambda each: (-len(each.quotes), -len(each.briefings))))


def _letter_of(name: IndexedName) -> str:
    """The letter that a name is listed under: the first of its slug, without its marks."""
    first = unicodedata.normalize("NFD", name.name.slug[:1])[:1].upper()
    return first if first.isalpha() else _NO_LETTER


def _letters(kind: NameKind, names: Iterable[IndexedName]) -> Iterator[tuple[str, tuple[IndexedName, ...]]]:
    found: dict[str, list[IndexedName]] = defaultdict(list)
    for each in names:
        found["" if kind is NameKind.TOPIC else _letter_of(each)].append(each)
    for letter, some in found.items():
        yield letter, tuple(some)


def _by_letter(names: Iterable[IndexedName]) -> dict[str, list[IndexedName]]:
    """Names from A to Z by the letters that have pages of their own."""
    found: dict[str, list[IndexedName]] = defaultdict(list)
    for each in sorted(names, key=lambda each: (each.name.slug, each.name.text)):
        found[_letter_of(each)].append(each)
    frequent = sorted(found, key=lambda letter: (-len(found[letter]), letter))[:_LETTERS]
    others = [each for letter, some in found.items() if letter not in frequent for each in some]
    letters = {letter: some for letter, some in found.items() if letter in frequent}
    return {**letters, _BEYOND: others} if others else letters
