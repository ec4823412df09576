"""The pages of one subject: a topic, a person, an organisation, a place, a publisher."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from dateline.site.date_format import UNDATED, Moment, moment_of
from dateline.site.pages.briefing_page import Origin, origin_of
from dateline.site.pages.chart import Chart, chart_of
from dateline.site.pages.filters import Filter, filters_of
from dateline.site.pages.merged_timelines import Line, is_open
from dateline.site.pages.name_index import Filed, Holding, Said
from dateline.site.pages.page import View, chunks, side_by_side, views_of
from dateline.site.pages.slugs import Kind, Name, page_url, slug_for
from dateline.site.pages.year_overview import Zoom, zooms_of
from dateline.timeline.mention import day_of_stamp

LINES, QUOTES, BRIEFINGS, ARTICLES = 60, 32, 24, 100
"""How many of each stand on a page, so that a first visit to one that is full transfers less than 150 KB."""

_MANY = 24
"""How many of the people of a topic its page names."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of one year or month, the newest first."""

    key: str
    """“2031” or “2031-05” (EDTF)."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """What one speaker said."""

    text: str
    name: Name | None
    role: str | None
    """The role that the newest quote gives."""
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The speakers of one organisation; those whose roles name none have no `name`."""

    name: Name | None
    speakers: tuple[Speaker, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """A role in which somebody was quoted, with the first and the last day of it."""

    text: str
    first: Moment | None
    last: Moment | None
    url: str
    """The newest quote that gives it."""


@dataclass(frozen=True, slots=True)
class Count:
    """A name, and how many briefings of the subject have it."""

    name: Name
    count: int


@dataclass(frozen=True, slots=True)
class Subject:
    """What the page of a topic, a person, an organisation or a place shows."""

    name: Name
    briefings: int
    quotes: int
    lines: int
    first: Moment | None
    last: Moment | None
    """The days of its oldest and newest briefing."""
    roles: tuple[Role, ...]
    chart: Chart | None
    zoom: Zoom | None
    ahead: tuple[Line, ...]
    stretches: tuple[Stretch, ...]
    filters: tuple[Filter, ...]
    sides: tuple[Side, ...]
    beside: tuple[Count, ...]
    """Who occurs in the same briefings, the most frequent first."""
    filed: tuple[Filed, ...]
    disputed: int
    """How many lines the sources differ on."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a publisher, and the briefing that rests on it."""

    origin: Origin
    filed: Filed


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the page of a publisher shows."""

    name: Name
    articles: int
    first: Moment | None
    last: Moment | None
    """The days of its oldest and newest article."""
    stretches: tuple[tuple[str, tuple[Article, ...]], ...]
    """The articles by year, the newest first."""


def subject_views(
    holding: Holding, lines: Sequence[Line], said: Sequence[Said], newest: str | None, ending: str
) -> Iterator[View]:
    """The pages of a subject: its merged lines (the oldest first), its quotes, its briefings."""
    name = holding.name
    ahead = tuple(line for line in lines if is_open(line, newest))
    past = [line for line in reversed(lines) if not is_open(line, newest)]
    is_topic = name.kind is Kind.TOPIC
    ordered = [quote for side in _sides_of(said) for speaker in side.speakers for quote in speaker.said]
    pages = side_by_side(
        (past, LINES), (ordered if is_topic else said, QUOTES), (holding.briefings, BRIEFINGS)
    )
    placed = [
        (page_url(name.kind, name.slug, number + 1, ending), (*(ahead[::-1] if number == 0 else ()), *some))
        for number, (some, _, _) in enumerate(pages)
    ]
    zooms, data = zooms_of(placed)
    disputed = sum(bool(line.disputes) for line in lines)
    shown = [
        Subject(
            name=name,
            briefings=len(holding.briefings),
            quotes=len(said),
            lines=len(lines),
            first=holding.briefings[-1].date if holding.briefings else None,
            last=holding.briefings[0].date if holding.briefings else None,
            roles=tuple(_roles_of(said)) if number == 0 and not is_topic else (),
            chart=chart_of(lines, holding.briefings) if number == 0 else None,
            zoom=zooms[number],
            ahead=ahead if number == 0 else (),
            stretches=tuple(stretches_of(some_lines)),
            filters=filters_of((*(ahead if number == 0 else ()), *some_lines)),
            sides=tuple(_sides_of(some_said)) if is_topic else tuple(_by_time(some_said)),
            beside=tuple(_beside(holding)) if number == 0 else (),
            filed=tuple(some_filed),
            disputed=disputed,
        )
        for number, (some_lines, some_said, some_filed) in enumerate(pages)
    ]
    return views_of(name.kind, name.slug, "subject.html", name.text, shown, ending, data)


def stretches_of(lines: Iterable[Line], by_month: bool = False) -> Iterator[Stretch]:
    """Lines in the order given, by year or by month (what is dated by the year alone stands under the year)."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.period if by_month else line.filed_under[:4]].append(line)
    return (Stretch(key, tuple(some)) for key, some in found.items())


def _roles_of(said: Sequence[Said]) -> Iterator[Role]:
    """The roles in which somebody was quoted, the newest first; “the prime minister” is “prime minister”."""
    found: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        if one.quote.role:
            key = one.quote.role.casefold().removeprefix("the ").removeprefix("a ").removeprefix("an ")
            found[key].append(one)
    for quotes in found.values():
        newest = quotes[0]
        yield Role(newest.quote.role or "", quotes[-1].date, newest.date, newest.url)


# --- quotes by side and speaker -------------------------------------------------------------------------------


def _sides_of(said: Iterable[Said]) -> list[Side]:
    """Quotes by the speaker's side, those heard most first; those without a side come last."""
    sides: dict[Name | None, list[Speaker]] = defaultdict(list)
    for speaker in _speakers_of(said):
        side = next((one.side for one in speaker.said if one.side), None)
        sides[side].append(speaker)
    ranked = sorted(sides, key=lambda side: (side is None, -_heard(sides[side]), side.text if side else ""))
    return [Side(side, tuple(sorted(sides[side], key=_rank))) for side in ranked]


def _speakers_of(said: Iterable[Said]) -> Iterator[Speaker]:
    found: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        found[one.speaker.slug if one.speaker else f"/{one.quote.speaker or ''}"].append(one)
    for quotes in found.values():
        first = quotes[0]
        role = next((one.quote.role for one in quotes if one.quote.role), None)
        text = first.speaker.text if first.speaker else first.quote.speaker or ""
        yield Speaker(text, first.speaker, role, tuple(quotes))


def _heard(speakers: Iterable[Speaker]) -> int:
    return sum(len(speaker.said) for speaker in speakers)


def _rank(speaker: Speaker) -> tuple[int, str]:
    return -len(speaker.said), speaker.text


def _by_time(said: Sequence[Said]) -> Iterator[Side]:
    """One speaker's quotes as they come, on a page that is the speaker's own."""
    if said:
        yield Side(None, (Speaker("", None, None, tuple(said)),))


def _beside(holding: Holding) -> Iterator[Count]:
    counts = Counter(chain.from_iterable(filed.names[Kind.PERSON] for filed in holding.briefings))
    del counts[holding.name]
    ranked = sorted(counts, key=lambda name: (-counts[name], name.text))
    for name in ranked[:_MANY]:
        yield Count(name, counts[name])


# --- publishers -----------------------------------------------------------------------------------------------


def shelf_views(holding: Holding, ending: str) -> Iterator[View]:
    """The pages of a publisher: its articles, the newest first."""
    name = holding.name
    articles = [
        Article(origin_of(source), filed)
        for filed in holding.briefings
        for source in filed.sources
        if source.publisher and slug_for(source.publisher) == name.slug
    ]
    days = [_day_of(article) for article in articles]
    shown = [
        Shelf(name, len(articles), days[-1] if days else None, days[0] if days else None, tuple(_years(some)))
        for some in chunks(articles, ARTICLES)
    ]
    return views_of(name.kind, name.slug, "publisher.html", name.text, shown, ending)


def _day_of(article: Article) -> Moment | None:
    """The day of its publication, else that of its briefing."""
    published = article.origin.published
    return moment_of(day_of_stamp(published.value) or published.value) if published else article.filed.date


def _years(articles: Iterable[Article]) -> Iterator[tuple[str, tuple[Article, ...]]]:
    for year, some in groupby(articles, key=lambda article: (article.filed.card.date or "")[:4]):
        yield year or UNDATED, tuple(some)
