"""The pages that list: names from A to Z, topics, the timeline of everything, the archive."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from dateline.site.date_format import MONTHS, UNDATED, Moment, by_month, month_anchor, month_of
from dateline.site.interface_language import Language, marked
from dateline.site.pages.chart import Chart, chart_of
from dateline.site.pages.filters import Filter, filters_of
from dateline.site.pages.merged_timelines import Line, is_open
from dateline.site.pages.name_index import Filed, Holding
from dateline.site.pages.page import View, chunks, views_of
from dateline.site.pages.slugs import Kind, Name, page_url
from dateline.site.pages.subject_pages import Stretch, stretches_of
from dateline.site.pages.year_overview import Zoom, zooms_of

NAMES, LINES, BRIEFINGS, NEWEST = 400, 200, 250, 40
"""How many names, lines and briefings stand on a page, and how many lines on the first page of the timeline."""

TIMELINE, ARCHIVE = "timeline", "archive"
"""Their folders."""

HUBS = {
    Kind.TOPIC: marked("Topics"),
    Kind.PERSON: marked("People"),
    Kind.ORGANISATION: marked("Organisations"),
    Kind.PLACE: marked("Places"),
    Kind.PUBLISHER: marked("Sources"),
}
_UNDATED_SLUG = "undated"
_NEAR = 3
"""How many years before and after its own a page leads to."""


@dataclass(frozen=True, slots=True)
class Row:
    """A name in a list: how much is filed under it, and its newest briefing."""

    name: Name
    briefings: int
    quotes: int
    newest: Filed | None


@dataclass(frozen=True, slots=True)
class Letter:
    """The names that begin with a letter."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Roll:
    """What the page of all names of a kind shows: from A to Z, topics by their newest briefing."""

    kind: Kind
    count: int
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year: how many there are of it, and where they stand (None where there are none)."""

    month: str
    """EDTF."""
    count: int
    url: str | None


@dataclass(frozen=True, slots=True)
class Year:
    """A year, its address, how much it holds, and its months."""

    title: str
    url: str
    count: int
    months: tuple[Month, ...] = ()


@dataclass(frozen=True, slots=True)
class Chronology:
    """What a page of the timeline of everything shows."""

    year: str
    """"" on the first page, which shows what is ahead and what came last."""
    count: int
    chart: Chart | None
    zoom: Zoom | None
    ahead: tuple[Line, ...]
    stretches: tuple[Stretch, ...]
    filters: tuple[Filter, ...]
    years: tuple[Year, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The briefings of a day."""

    date: Moment | None
    filed: tuple[Filed, ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """What a page of the archive shows: all years, or the days of one."""

    year: str
    count: int
    months: tuple[tuple[str, tuple[Day, ...]], ...]
    """By month (`moments.month_of`)."""
    years: tuple[Year, ...]


# --- names ----------------------------------------------------------------------------------------------------


def roll_views(
    kind: Kind, holdings: Mapping[str, Holding], language: Language, ending: str
) -> Iterator[View]:
    """The pages of all names of a kind."""
    rows = rows_of(kind, holdings)
    shown = [Roll(kind, len(rows), tuple(_letters(kind, some))) for some in chunks(rows, NAMES)]
    return views_of(kind, "", "names.html", language.gettext(HUBS[kind]), shown, ending)


def section_of(view: View, language: Language) -> str | None:
    """The title of the list that leads to the page of a name: it tells a topic from a place; None for other pages."""
    return language.gettext(HUBS[Kind(view.folder)]) if view.slug and view.folder in HUBS else None


def rows_of(kind: Kind, holdings: Mapping[str, Holding]) -> tuple[Row, ...]:
    """All names of a kind: topics by their newest briefing, the others from A to Z."""
    rows = [_row_of(holding) for holding in holdings.values()]
    if kind is Kind.TOPIC:
        rows.sort(key=lambda row: row.name.text.casefold())
        rows.sort(key=lambda row: (row.newest and row.newest.day) or "", reverse=True)
    else:
        rows.sort(key=lambda row: (row.name.slug, row.name.text))
    return tuple(rows)


def _row_of(holding: Holding) -> Row:
    newest = holding.briefings[0] if holding.briefings else None
    return Row(holding.name, len(holding.briefings), len(holding.said), newest)


def _letters(kind: Kind, rows: Iterable[Row]) -> Iterator[Letter]:
    def title(row: Row) -> str:
        first = row.name.slug[:1].upper()
        return "" if kind is Kind.TOPIC else first if first.isalpha() else "#"

    for letter, some in groupby(rows, key=title):
        yield Letter(letter, tuple(some))


# --- the timeline of everything -------------------------------------------------------------------------------


def timeline_views(
    lines: Sequence[Line], briefings: Sequence[Filed], newest: str | None, language: Language, ending: str
) -> Iterator[View]:
    """The first page of the timeline, then each year's."""
    by_year: dict[str, list[Line]] = defaultdict(list)
    for line in reversed(lines):
        by_year[line.filed_under[:4]].append(line)
    parts = {year: chunks(by_year[year], LINES) for year in sorted(by_year, reverse=True)}
    years = tuple(Year(year, page_url(TIMELINE, year, ending=ending), len(by_year[year])) for year in parts)
    found, data = zooms_of(list(_placed(parts, ending)))
    zooms = iter(found)
    shown = _latest(lines, briefings, newest, next(zooms), years)
    yield from views_of(TIMELINE, "", "timeline.html", language.gettext("Timeline"), [shown], ending, data)
    for place, (year, pages) in enumerate(parts.items()):
        count, near = years[place].count, _near(years, place)
        some = [
            Chronology(
                year, count, None, next(zooms), (), tuple(stretches_of(part, True)), filters_of(part), near
            )
            for part in pages
        ]
        title = language.gettext("Timeline: %(year)s", year=year)
        yield from views_of(TIMELINE, year, "timeline.html", title, some, ending)


def _placed(
    parts: Mapping[str, Sequence[Sequence[Line]]], ending: str
) -> Iterator[tuple[str, Sequence[Line]]]:
    """The pages of the timeline with the lines of each; the first has none of its own, for it shows those of others."""
    yield page_url(TIMELINE, ending=ending), ()
    for year, pages in parts.items():
        for number, part in enumerate(pages, 1):
            yield page_url(TIMELINE, year, number, ending), part


def _latest(
    lines: Sequence[Line],
    briefings: Sequence[Filed],
    newest: str | None,
    zoom: Zoom | None,
    years: tuple[Year, ...],
) -> Chronology:
    """What the first page shows: what is ahead and what came last."""
    ahead = tuple(line for line in lines if is_open(line, newest))
    last = [line for line in reversed(lines) if newest is None or line.first <= newest][:NEWEST]
    return Chronology(
        year="",
        count=len(lines),
        chart=chart_of(lines, briefings),
        zoom=zoom,
        ahead=ahead,
        stretches=tuple(stretches_of(last, by_month=True)),
        filters=filters_of((*ahead, *last)),
        years=years,
    )


def _near(years: Sequence[Year], place: int) -> tuple[Year, ...]:
    """The years around one: the first page has all of them."""
    return tuple(years[max(0, place - _NEAR) : place + _NEAR + 1])


# --- the archive ----------------------------------------------------------------------------------------------


def archive_views(
    briefings: Sequence[Filed], years: Sequence[Year], language: Language, ending: str
) -> Iterator[View]:
    """The first page of the archive, then that of each of its `years`; `briefings` come newest first."""
    first = Volume("", len(briefings), (), tuple(years))
    yield from views_of(ARCHIVE, "", "archive.html", language.gettext("Archive"), [first], ending)
    for place, (year, some) in enumerate(_by_year(briefings).items()):
        slug, near = year if year != UNDATED else _UNDATED_SLUG, _near(years, place)
        pages = [Volume(year, len(some), tuple(_months(part)), near) for part in chunks(some, BRIEFINGS)]
        title = language.gettext("Archive: %(year)s", year=language.gettext(year))
        yield from views_of(ARCHIVE, slug, "archive.html", title, pages, ending)


def years_of(briefings: Sequence[Filed], ending: str) -> tuple[Year, ...]:
    """The years of the archive with their months, the newest first, as `briefings` come."""
    return tuple(_year_of(year, some, ending) for year, some in _by_year(briefings).items())


def _by_year(briefings: Iterable[Filed]) -> dict[str, list[Filed]]:
    by_year: dict[str, list[Filed]] = defaultdict(list)
    for filed in briefings:
        by_year[_year_filed(filed)].append(filed)
    return by_year


def _year_filed(filed: Filed) -> str:
    return month_of(filed.card.date)[:4] or UNDATED


def _year_of(year: str, briefings: Sequence[Filed], ending: str) -> Year:
    """A year with its twelve months, each with the page that it begins on."""
    slug = year if year != UNDATED else _UNDATED_SLUG
    months = [month_of(filed.card.date) for filed in briefings]
    counts = Counter(months)
    shown = []
    for number in MONTHS if year != UNDATED else ():
        month = f"{year}-{number:02}"
        page = months.index(month) // BRIEFINGS + 1 if counts[month] else 0
        url = f"{page_url(ARCHIVE, slug, page, ending)}#{month_anchor(month)}" if page else None
        shown.append(Month(month, counts[month], url))
    return Year(year, page_url(ARCHIVE, slug, ending=ending), len(briefings), tuple(shown))


def _months(briefings: Iterable[Filed]) -> Iterator[tuple[str, tuple[Day, ...]]]:
    for month, days in by_month(briefings, lambda filed: filed.card.date):
        yield month, tuple(Day(some[0].date, tuple(some)) for _, some in days)
