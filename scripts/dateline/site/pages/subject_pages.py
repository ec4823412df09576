"""The pages of a topic, a person, an organisation or a place (its story), and of a publisher (its articles)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from dateline.model.briefing import Source
from dateline.site.date_format import UNDATED
from dateline.site.pages.briefing_page import source_on_page
from dateline.site.pages.chart import Chart, chart_of
from dateline.site.pages.filters import Filter, filters_of
from dateline.site.pages.line_choice import LineChoice, choice_of
from dateline.site.pages.merged_timelines import MergedLine
from dateline.site.pages.name_index import BriefingQuote, IndexedName, PublishedBriefing
from dateline.site.pages.name_lists import list_pages
from dateline.site.pages.once import each_once
from dateline.site.pages.page import PageKind, View, chunks, side_by_side, views_of
from dateline.site.pages.site_data import SiteData
from dateline.site.pages.slugs import Name, NameKind, page_url
from dateline.site.pages.year_overview import LevelControl, level_controls_of
from dateline.timeline.mention import day_of_stamp

LINES, QUOTES, BRIEFINGS, ARTICLES = 60, 32, 24, 100
"""How many of each stand on a page, so that a first visit to one that is full transfers less than 150 KB."""

_PEOPLE = 24
"""How many of the people of a topic its page names."""


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Lines of one year or month, the newest first."""

    key: str
    """“2031” or “2031-05” (EDTF)."""
    lines: tuple[MergedLine, ...]


@dataclass(frozen=True, slots=True)
class SpeakerQuotes:
    """What one speaker said."""

    text: str
    name: Name | None
    role: str | None
    """The role that the newest quote gives."""
    quotes: tuple[BriefingQuote, ...]


@dataclass(frozen=True, slots=True)
class OrganisationQuotes:
    """What the speakers of one organisation said; those whose roles name none have no `name`."""

    name: Name | None
    speakers: tuple[SpeakerQuotes, ...]

    @property
    def count(self) -> int:
        """How many quotes there are."""
        return sum(len(speaker.quotes) for speaker in self.speakers)


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role in which somebody was quoted, with the first and the last day of it."""

    text: str
    first: str | None
    last: str | None
    url: str
    """The newest quote that gives it."""


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """What a page of a topic, a person, an organisation or a place shows; what stands on the first alone is empty."""

    subject: IndexedName
    quote_count: int
    line_count: int
    disputed: int
    """How many lines the sources differ on."""
    roles: tuple[HeldRole, ...]
    chart: Chart | None
    levels: LevelControl | None
    leading: tuple[tuple[MergedLine, str], ...]
    """The events that make a topic's story, by date, each with the address of its line."""
    ahead: tuple[MergedLine, ...]
    groups: tuple[LineGroup, ...]
    minor: frozenset[MergedLine]
    """Those of the lines that are shown only to a reader who asks for all."""
    filters: tuple[Filter, ...]
    quotes: tuple[OrganisationQuotes, ...]
    people: tuple[tuple[Name, int], ...]
    """Who occurs in the same briefings, and in how many, the most frequent first."""
    briefings: tuple[PublishedBriefing, ...]


@dataclass(frozen=True, slots=True)
class PublisherPage:
    """What a page of a publisher shows."""

    name: Name
    count: int
    first: str | None
    last: str | None
    """The days of its oldest and newest article."""
    years: tuple[tuple[str, tuple[tuple[Source, PublishedBriefing], ...]], ...]
    """The articles, each with the briefing that rests on it, by year, the newest first."""


def topic_pages(kind: PageKind, data: SiteData) -> Iterator[View]:
    """The list of all topics, and the pages of each: its timeline, its quotes by organisation and speaker."""
    yield from list_pages(kind, data)
    for slug, topic in data.index.names[NameKind.TOPIC].items():
        quotes = [quote for one in topic.briefings for quote in data.index.quotes[one.card.path]]
        by_organisation = _by_organisation(each_once(quotes))
        ordered = [quote for some in by_organisation for speaker in some.speakers for quote in speaker.quotes]
        yield from _subject_views(kind, topic, data.timelines[slug], ordered, data)


def named_pages(kind: PageKind, data: SiteData) -> Iterator[View]:
    """The list of all people, organisations or places, and the pages of those that are followed."""
    yield from list_pages(kind, data)
    name_kind = NameKind(kind.folder)
    for slug, subject in data.index.names[name_kind].items():
        if subject.name.has_page:
            lines = data.lines_by_name.get((name_kind, slug), ())
            yield from _subject_views(kind, subject, lines, each_once(subject.quotes), data)


def _subject_views(
    kind: PageKind,
    subject: IndexedName,
    lines: Sequence[MergedLine],
    quotes: Sequence[BriefingQuote],
    data: SiteData,
) -> Iterator[View]:
    """The pages of a subject: its merged lines (given the oldest first), its quotes, its briefings."""
    name, newest = subject.name, data.index.newest
    is_topic = name.kind is NameKind.TOPIC
    ahead = tuple(line for line in lines if line.is_open(newest))
    past = [line for line in reversed(lines) if not line.is_open(newest)]
    pages = side_by_side((past, LINES), (quotes, QUOTES), (subject.briefings, BRIEFINGS))
    placed = [
        (
            page_url(name.kind, name.slug, number + 1, data.options.ending),
            (*(() if number else ahead[::-1]), *some),
        )
        for number, (some, _, _) in enumerate(pages)
    ]
    controls, files = level_controls_of(placed)
    choice = choice_of(past[::-1]) if is_topic else LineChoice()
    leading = {line: f"{url}#{line.id}" for url, some in placed for line in some if line in choice.leading}
    shown = [
        SubjectPage(
            subject=subject,
            quote_count=len(quotes),
            line_count=len(lines),
            disputed=sum(bool(line.disputes) for line in lines),
            roles=() if number or is_topic else tuple(_roles_of(quotes)),
            chart=None if number else chart_of(lines, subject.briefings),
            levels=controls[number],
            leading=() if number else tuple((line, leading[line]) for line in choice.leading),
            ahead=() if number else ahead,
            groups=grouped(some_lines),
            minor=choice.minor.intersection(some_lines),
            filters=filters_of((*(() if number else ahead), *some_lines)),
            quotes=_by_organisation(some_quotes) if is_topic else _as_they_come(some_quotes),
            people=() if number else tuple(_people_beside(subject)),
            briefings=tuple(briefings),
        )
        for number, (some_lines, some_quotes, briefings) in enumerate(pages)
    ]
    return views_of(kind, name.slug, name.text, shown, data.options, files=files)


def grouped(lines: Iterable[MergedLine], by_month: bool = False) -> tuple[LineGroup, ...]:
    """Lines in the order given, by year or by month (what is dated by the year alone stands under the year)."""
    found: dict[str, list[MergedLine]] = defaultdict(list)
    for line in lines:
        found[line.period if by_month else line.filed_under[:4]].append(line)
    return tuple(LineGroup(key, tuple(some)) for key, some in found.items())


def _roles_of(quotes: Iterable[BriefingQuote]) -> Iterator[HeldRole]:
    """The roles in which somebody was quoted, the newest first; “the prime minister” is “prime minister”."""
    found: dict[str, list[BriefingQuote]] = defaultdict(list)
    for one in quotes:
        if one.quote.role:
            key = one.quote.role.casefold().removeprefix("the ").removeprefix("a ").removeprefix("an ")
            found[key].append(one)
    for some in found.values():
        newest = some[0]
        yield HeldRole(newest.quote.role or "", some[-1].date, newest.date, newest.url)


def _people_beside(subject: IndexedName) -> Iterator[tuple[Name, int]]:
    counts = Counter(chain.from_iterable(briefing.names[NameKind.PERSON] for briefing in subject.briefings))
    del counts[subject.name]
    ranked = sorted(counts, key=lambda name: (-counts[name], name.text))
    return ((name, counts[name]) for name in ranked[:_PEOPLE])


# --- quotes by organisation and speaker -----------------------------------------------------------------------


def _by_organisation(quotes: Iterable[BriefingQuote]) -> tuple[OrganisationQuotes, ...]:
    """Quotes by the speaker's organisation, those heard most first; those without one come last."""
    found: dict[Name | None, list[SpeakerQuotes]] = defaultdict(list)
    for speaker in _by_speaker(quotes):
        found[next((one.organisation for one in speaker.quotes if one.organisation), None)].append(speaker)
    groups = [
        OrganisationQuotes(name, tuple(sorted(some, key=lambda each: (-len(each.quotes), each.text))))
        for name, some in found.items()
    ]
    return tuple(
        sorted(
            groups,
            key=lambda group: (group.name is None, -group.count, group.name.text if group.name else ""),
        )
    )


def _by_speaker(quotes: Iterable[BriefingQuote]) -> Iterator[SpeakerQuotes]:
    found: dict[str, list[BriefingQuote]] = defaultdict(list)
    for one in quotes:
        found[one.speaker.slug if one.speaker else f"/{one.quote.speaker or ''}"].append(one)
    for some in found.values():
        first = some[0]
        role = next((one.quote.role for one in some if one.quote.role), None)
        text = first.speaker.text if first.speaker else first.quote.speaker or ""
        yield SpeakerQuotes(text, first.speaker, role, tuple(some))


def _as_they_come(quotes: Sequence[BriefingQuote]) -> tuple[OrganisationQuotes, ...]:
    """One speaker's quotes, on a page that is the speaker's own."""
    return (OrganisationQuotes(None, (SpeakerQuotes("", None, None, tuple(quotes)),)),) if quotes else ()


# --- publishers -----------------------------------------------------------------------------------------------


def publisher_pages(kind: PageKind, data: SiteData) -> Iterator[View]:
    """The list of all publishers, and the pages of each: its articles, the newest first."""
    yield from list_pages(kind, data)
    for slug, publisher in data.index.names[NameKind.PUBLISHER].items():
        articles = [
            (source_on_page(source), briefing)
            for briefing in publisher.briefings
            for source in briefing.sources
            if source.publisher in briefing.forms_of(publisher.name)
        ]
        days = [day_of_stamp(source.published) or source.published or one.date for source, one in articles]
        first, last = (days[-1], days[0]) if days else (None, None)
        shown = [
            PublisherPage(publisher.name, len(articles), first, last, tuple(_by_year(some)))
            for some in chunks(articles, ARTICLES)
        ]
        yield from views_of(kind, slug, publisher.name.text, shown, data.options)


def _by_year(
    articles: Iterable[tuple[Source, PublishedBriefing]],
) -> Iterator[tuple[str, tuple[tuple[Source, PublishedBriefing], ...]]]:
    for year, some in groupby(articles, key=lambda article: (article[1].date or "")[:4]):
        yield year or UNDATED, tuple(some)
