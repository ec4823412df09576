"""The pages of a list by date: the address of each period, and the ways from one to the others.

A page of a part of a list says nothing of what stands on others, not even how much that is: so it changes when its own
part does, and a build renders few.  Numbers of the whole stand on the first page of the list.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from dateline.site.date_format import month_words
from dateline.site.interface_language import Language
from dateline.site.pages.page import PageKind, Pager, SiteOptions, View, given
from dateline.site.pages.periods import Period
from dateline.site.pages.slugs import page_url

_T = TypeVar("_T")

LINKED = 60
"""How many periods a page leads to at most; older ones are reached from page to page."""
_NEAR = 3
"""How many periods before and after its own a page leads to."""


@dataclass(frozen=True, slots=True)
class PeriodLink:
    """The way to a period."""

    key: str
    """The period (EDTF)."""
    url: str
    count: int | None = None
    """How much falls into it; None on the page of another period."""
    number: int = 1
    """Of the pages of the period."""


@dataclass(frozen=True, slots=True)
class PeriodPlace:
    """Where a page stands among the pages of a list by date."""

    key: str
    """Its period (EDTF)."""
    count: int
    """How much falls into it."""
    above: tuple[PeriodLink, ...]
    """The year, or year and month, that it is a part of."""
    beside: tuple[PeriodLink, ...]
    """The periods around it, its own among them."""
    parts: tuple[PeriodLink, ...]
    """Where what falls into it stands, if not on this page."""
    number: int = 1
    pages: int = 1
    """Which of the pages of its period it is, and how many there are."""
    newer: PeriodLink | None = None
    older: PeriodLink | None = None
    """The pages before and after it."""


@dataclass(frozen=True, slots=True)
class PeriodPage(Generic[_T]):
    """A page of a list by date, before it is made a view."""

    period: Period[_T]
    url: str
    root: str
    """The key of the coarsest period that the list is parted into."""
    place: PeriodPlace
    items: tuple[_T, ...]
    """None on the page of a period that is parted."""


def links_to(periods: Sequence[Period[Any]], url_of: Callable[[str, int], str]) -> tuple[PeriodLink, ...]:
    """The ways to the periods of a list, the newest first; `url_of` is given a slug and the number of a page.

    Where the whole list falls into one period that is parted, they lead to its parts at once.
    """
    if len(periods) == 1 and periods[0].parts:
        periods = periods[0].parts
    return tuple(PeriodLink(period.key, url_of(period.slug, 1), period.count) for period in periods[:LINKED])


def pages_of(periods: Sequence[Period[_T]], url_of: Callable[[str, int], str]) -> list[PeriodPage[_T]]:
    """The pages of a list, the newest first, that of a period that is parted before those of its parts."""
    steps = [
        PeriodLink(leaf.key, url_of(leaf.slug, number), None, number)
        for period in periods
        for leaf in period.leaves()
        for number in range(1, len(leaf.pages) + 1)
    ]
    around = {
        here.url: (newer, older)
        for newer, here, older in zip((None, *steps), steps, (*steps[1:], None), strict=False)
    }
    return [page for place in range(len(periods)) for page in _pages(periods, place, (), url_of, around)]


def _pages(
    periods: Sequence[Period[_T]],
    place: int,
    above: tuple[PeriodLink, ...],
    url_of: Callable[[str, int], str],
    around: dict[str, tuple[PeriodLink | None, PeriodLink | None]],
) -> Iterator[PeriodPage[_T]]:
    """The pages of one of the periods that stand side by side."""
    period = periods[place]
    near = periods if above else periods[max(0, place - _NEAR) : place + _NEAR + 1]
    beside = tuple(PeriodLink(each.key, url_of(each.slug, 1)) for each in near)
    root = above[0].key if above else period.key
    for number, items in enumerate(period.pages, 1):
        url = url_of(period.slug, number)
        here = PeriodPlace(
            period.key, period.count, above, beside, (), number, len(period.pages), *around[url]
        )
        yield PeriodPage(period, url, root, here, items)
    if period.parts:
        url = url_of(period.slug, 1)
        here = PeriodPlace(period.key, period.count, above, beside, links_to(period.parts, url_of))
        yield PeriodPage(period, url, root, here, ())
        for part in range(len(period.parts)):
            yield from _pages(period.parts, part, (*above, PeriodLink(period.key, url)), url_of, around)


def addresses_in(kind: PageKind, slug: str, options: SiteOptions) -> Callable[[str, int], str]:
    """The address of a part of a list, by its slug and the number of a page."""
    return lambda part, number: page_url(kind.folder, slug, number, options.ending, part)


def period_view(
    kind: PageKind, slug: str, title: str, page: PeriodPage[Any], shown: Any, options: SiteOptions
) -> View:
    """The view of a page of a list by date; `title` tells the period too."""
    return View(
        kind.folder,
        slug,
        kind.template,
        title,
        page.url,
        hub=page_url(kind.folder, ending=options.ending),
        section=options.language.gettext(kind.title),
        make=given(shown),
        pager=Pager(page.place.number, page.place.pages),
        part=page.period.slug,
    )


def title_for(title: str, key: str, language: Language) -> str:
    """The title of a page that shows what falls into a period."""
    return language.gettext("%(title)s: %(period)s", title=title, period=words_for(key, language))


def words_for(key: str, language: Language) -> str:
    """A period in words: “1900–1999”, “2031”, “April–June 2031”, “May 2031”, “May 3, 2031”, “Undated”."""
    return month_words(key, language)
