"""The pages of a topic, a person, an organisation or a place (its story), and of a publisher (its articles)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, groupby, islice

from dateline.model.annotations import Status
from dateline.model.briefing import Source
from dateline.site.content_keys import content_key
from dateline.site.date_format import UNDATED
from dateline.site.pages.briefing_page import source_on_page
from dateline.site.pages.chart import Chart, chart_of
from dateline.site.pages.drafts import Drafts, drafts_among
from dateline.site.pages.filters import Filter, filters_of
from dateline.site.pages.kept_views import kept_views
from dateline.site.pages.line_choice import LineChoice, choice_of
from dateline.site.pages.merged_timelines import MergedLine
from dateline.site.pages.name_index import BriefingQuote, IndexedName, PublishedBriefing
from dateline.site.pages.name_lists import list_pages
from dateline.site.pages.once import each_once
from dateline.site.pages.page import PageKind, SiteOptions, View, views_of
from dateline.site.pages.page_weight import (
    PAGE,
    WHOLE,
    article_weight,
    briefing_weight,
    quote_weight,
    voice_weight,
)
from dateline.site.pages.period_pages import (
    PeriodLink,
    PeriodPage,
    PeriodPlace,
    addresses_in,
    links_to,
    pages_of,
    period_view,
    title_for,
)
from dateline.site.pages.periods import DatedItem, filing_day, first_page, periods_of
from dateline.site.pages.site_data import SiteData
from dateline.site.pages.slugs import Name, NameKind, page_url
from dateline.site.pages.timelines import Timeline
from dateline.site.pages.year_overview import ROW, LevelControl, PlacedLine, level_control_of, overview_years
from dateline.timeline.mention import day_of_stamp

LINES, QUOTES, BRIEFINGS, AHEAD = 20_000, 10_000, 5_000, 5_000
"""How many bytes of each stand on the first page of a subject that needs several."""

_LATEST = 3
"""How many of the latest events a long topic begins with."""
_PEOPLE, _ROLES = 24, 24
"""How many of the people of a topic, and of the roles of a person, its page names."""

StoryItem = MergedLine | BriefingQuote | PublishedBriefing
Article = tuple[Source, PublishedBriefing]


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
    """What a page of a topic, a person, an organisation or a place shows; what stands on the first alone is empty.

    Its numbers are those of the subject on the first page, and those of the period on another.
    """

    name: Name
    place: PeriodPlace | None
    """None on the first page."""
    briefing_count: int
    line_count: int
    quote_count: int
    disputed: int
    """How many lines the sources differ on."""
    first: str | None
    last: str | None
    """The dates of the oldest and the newest briefing."""
    roles: tuple[HeldRole, ...]
    chart: Chart | None
    levels: LevelControl | None
    latest: tuple[tuple[MergedLine, str], ...]
    """What happened last in a topic that is long, the newest first, each event with the address of its line."""
    leading: tuple[tuple[MergedLine, str], ...]
    """The events before the latest that make its story, the newest first."""
    ahead: tuple[MergedLine, ...]
    """What is to come next."""
    more_ahead: int
    """How much there is beside."""
    groups: tuple[LineGroup, ...]
    minor: frozenset[MergedLine]
    """Those of the lines that are shown only to a reader who asks for all."""
    quotes: tuple[OrganisationQuotes, ...]
    people: tuple[tuple[Name, int], ...]
    """Who occurs in the same briefings, and in how many, the most frequent first."""
    briefings: tuple[PublishedBriefing, ...]
    periods: tuple[PeriodLink, ...]
    """Where all lines, quotes and briefings are, if not on this page."""

    @property
    def drafts(self) -> Drafts:
        """How many of the briefings that it lists are drafts."""
        return drafts_among(self.briefings)

    @property
    def filters(self) -> tuple[Filter, ...]:
        """What its lines can be filtered by; made when the page is rendered."""
        return filters_of((*self.ahead, *chain.from_iterable(group.lines for group in self.groups)))


@dataclass(frozen=True, slots=True)
class Story:
    """All that is told of a subject, each the newest first, and what of it stands on a page."""

    subject: IndexedName
    lines: tuple[MergedLine, ...]
    quotes: tuple[BriefingQuote, ...]
    briefings: tuple[PublishedBriefing, ...]

    @property
    def is_topic(self) -> bool:
        """Whether its page shows the sentences behind each line, and quotes by organisation."""
        return self.subject.name.kind is NameKind.TOPIC

    def weighed(self) -> Iterator[DatedItem[StoryItem]]:
        """Everything, with the day it is filed under."""
        for line in self.lines:
            yield DatedItem(line, line.filed_under, line.bytes_on_page[self.is_topic])
        for quote in self.quotes:
            weight = voice_weight(quote) if self.is_topic else quote_weight(quote)
            yield DatedItem(quote, filing_day(quote.date), weight)
        for briefing in self.briefings:
            yield DatedItem(briefing, filing_day(briefing.date), briefing_weight(briefing))

    def with_items(self, items: Iterable[StoryItem]) -> "Story":
        """The part of it that has these items."""
        lines: list[MergedLine] = []
        quotes: list[BriefingQuote] = []
        briefings: list[PublishedBriefing] = []
        for each in items:
            if isinstance(each, MergedLine):
                lines.append(each)
            elif isinstance(each, BriefingQuote):
                quotes.append(each)
            else:
                briefings.append(each)
        return Story(self.subject, tuple(lines), tuple(quotes), tuple(briefings))

    def newest(self) -> "Story":
        """As much of what came last as stands on the first page of a subject that needs several."""
        few = replace(self, lines=(), quotes=(), briefings=())
        lines = first_page(replace(few, lines=self.lines).weighed(), LINES)
        quotes = sorted(self.quotes, key=lambda quote: filing_day(quote.date), reverse=True)
        shown = first_page(replace(few, quotes=tuple(quotes)).weighed(), QUOTES)
        briefings = first_page(replace(few, briefings=self.briefings).weighed(), BRIEFINGS)
        return self.with_items((*lines, *(quote for quote in self.quotes if quote in shown), *briefings))


@dataclass(frozen=True, slots=True)
class PublisherPage:
    """What a page of a publisher shows."""

    name: Name
    place: PeriodPlace | None
    """None on the first page."""
    count: int
    """How many articles there are, on this page or on those that it leads to."""
    first: str | None
    last: str | None
    """The days of its oldest and newest article."""
    years: tuple[tuple[str, tuple[Article, ...]], ...]
    """The articles, each with the briefing that rests on it, by year, the newest first."""
    periods: tuple[PeriodLink, ...] = ()
    """Where all of them are, if not on this page."""


def topic_pages(kind: PageKind, data: SiteData) -> Iterator[View]:
    """The list of all topics, and the pages of each: its timeline, its quotes by organisation and speaker."""
    yield from list_pages(kind, data)
    for slug, topic in data.index.names[NameKind.TOPIC].items():
        quotes = [quote for one in topic.briefings for quote in data.index.quotes[one.card.path]]
        yield from _kept_views(
            kind, topic, data.timelines.of_topic(slug), quotes, _in_order_of_organisations, data
        )


def named_pages(kind: PageKind, data: SiteData) -> Iterator[View]:
    """The list of all people, organisations or places, and the pages of those that are followed."""
    yield from list_pages(kind, data)
    name_kind = NameKind(kind.folder)
    for slug, subject in data.index.names[name_kind].items():
        if subject.name.has_page:
            lines = data.timelines.of_name(name_kind, slug)
            yield from _kept_views(kind, subject, lines, subject.quotes, each_once, data)


def _in_order_of_organisations(quotes: Sequence[BriefingQuote]) -> list[BriefingQuote]:
    """Quotes, each once, as the page of a topic has them."""
    groups = _by_organisation(each_once(quotes))
    return [quote for some in groups for speaker in some.speakers for quote in speaker.quotes]


def _kept_views(
    kind: PageKind,
    subject: IndexedName,
    lines: Timeline,
    quotes: Sequence[BriefingQuote],
    ordered: Callable[[Sequence[BriefingQuote]], Sequence[BriefingQuote]],
    data: SiteData,
) -> Iterator[View]:
    """The pages of a subject, made again only where something changed that they are made of."""
    told = lines.key, [quote.key for quote in quotes]
    made_of = content_key(subject.made_of, *told, data.index.newest)

    def make() -> Iterator[View]:
        return _subject_views(kind, subject, lines, ordered(quotes), data)

    yield from kept_views(made_of, make, data.stores.views)


def _subject_views(
    kind: PageKind,
    subject: IndexedName,
    lines: Sequence[MergedLine],
    quotes: Sequence[BriefingQuote],
    data: SiteData,
) -> Iterator[View]:
    """The pages of a subject: its merged lines (given the oldest first), its quotes, its briefings.

    One page where it holds all of them; else the first has the newest, and those of each period have all.
    """
    name, options = subject.name, data.options
    story = Story(subject, tuple(lines[::-1]), tuple(quotes), subject.briefings)
    items = tuple(story.weighed())
    chart = chart_of(story.lines, story.briefings, data.stores.drawings)
    beside = len(chart.picture if chart else "") + ROW * len({line.period for line in story.lines})
    is_parted = sum(each.weight for each in items) + beside > WHOLE
    url_of = addresses_in(kind, name.slug, options)
    periods = periods_of(items, PAGE) if is_parted else ()
    pages = pages_of(periods, url_of)
    home = page_url(name.kind, name.slug, ending=options.ending)
    placed = [
        PlacedLine(each, page.url, overview_years(page.root))
        for page in pages
        for each in page.items
        if isinstance(each, MergedLine)
    ] or [PlacedLine(line, home, line.filed_under[:4]) for line in _in_order(story.lines, data)]
    levels, files = level_control_of(home, placed, is_parted)
    urls = {each.line: f"{each.url}#{each.line.id}" for each in placed}
    first = _first_page(story, urls, chart, levels, links_to(periods, url_of), data)
    yield from views_of(kind, name.slug, name.text, [first], options, files=files)
    for page in pages:
        part = story.with_items(page.items)
        control = LevelControl(home, overview_years(page.root), None) if levels and part.lines else None
        shown = _part_page(part, page, control)
        title = title_for(name.text, page.place.key, options.language)
        yield period_view(kind, name.slug, title, page, shown, options)


def _in_order(lines: Sequence[MergedLine], data: SiteData) -> Iterator[MergedLine]:
    """Lines as a page that has all of them shows them: what is ahead first."""
    yield from (line for line in lines if line.is_open(data.index.newest))
    yield from (line for line in lines if not line.is_open(data.index.newest))


def _first_page(
    story: Story,
    urls: Mapping[MergedLine, str],
    chart: Chart | None,
    levels: LevelControl | None,
    periods: tuple[PeriodLink, ...],
    data: SiteData,
) -> SubjectPage:
    """The first page of a subject, with all that is told of it, or where that is parted into periods, the newest."""
    subject, newest = story.subject, data.index.newest
    ahead = tuple(line for line in story.lines[::-1] if line.is_open(newest))
    past = replace(story, lines=tuple(line for line in story.lines if not line.is_open(newest)))
    choice = choice_of(past.lines[::-1], data.timelines.event_of) if story.is_topic else LineChoice()
    happened = (line for line in past.lines if line.status is Status.HAPPENED and line not in choice.minor)
    latest = tuple(islice(happened, _LATEST)) if choice.leading else ()
    shown = past.newest() if periods else past
    open_lines = ahead
    if periods:
        weighed = replace(story, lines=ahead, quotes=(), briefings=()).weighed()
        ahead = story.with_items(first_page(weighed, AHEAD)).lines
    return SubjectPage(
        name=subject.name,
        place=None,
        briefing_count=len(story.briefings),
        line_count=len(story.lines),
        quote_count=len(story.quotes),
        disputed=sum(bool(line.disputes) for line in story.lines),
        first=story.briefings[-1].date if story.briefings else None,
        last=story.briefings[0].date if story.briefings else None,
        roles=() if story.is_topic else tuple(islice(_roles_of(story.quotes), _ROLES)),
        chart=chart,
        levels=levels,
        latest=tuple((line, urls[line]) for line in latest),
        leading=tuple((line, urls[line]) for line in choice.leading[::-1] if line not in latest),
        ahead=ahead,
        more_ahead=len(open_lines) - len(ahead),
        groups=grouped(shown.lines),
        minor=choice.minor.intersection(shown.lines),
        quotes=_by_organisation(shown.quotes) if story.is_topic else _as_they_come(shown.quotes),
        people=tuple(_people_beside(subject)),
        briefings=shown.briefings,
        periods=periods,
    )


def _part_page(part: Story, page: PeriodPage[StoryItem], levels: LevelControl | None) -> SubjectPage:
    """What is told of a subject in a period, or where that is."""
    return SubjectPage(
        name=part.subject.name,
        place=page.place,
        briefing_count=len(part.briefings),
        line_count=len(part.lines),
        quote_count=len(part.quotes),
        disputed=sum(bool(line.disputes) for line in part.lines),
        first=None,
        last=None,
        roles=(),
        chart=None,
        levels=levels,
        latest=(),
        leading=(),
        ahead=(),
        more_ahead=0,
        groups=grouped(part.lines, by_month=True),
        minor=frozenset(),
        quotes=_by_organisation(part.quotes) if part.is_topic else _as_they_come(part.quotes),
        people=(),
        briefings=part.briefings,
        periods=page.place.parts,
    )


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
    """The list of all publishers, and the pages of each of which several briefings have articles, the newest first."""
    yield from list_pages(kind, data)
    for publisher in data.index.names[NameKind.PUBLISHER].values():
        if publisher.name.has_page:
            make = partial(_publisher_views, kind, publisher, data.options)
            yield from kept_views(publisher.made_of, make, data.stores.views)


def _publisher_views(kind: PageKind, publisher: IndexedName, options: SiteOptions) -> Iterator[View]:
    """The newest articles of a publisher, and where one page does not hold all, those of each period."""
    name = publisher.name
    articles = [
        (source_on_page(source), briefing)
        for briefing in publisher.briefings
        for source in briefing.sources
        if source.publisher in briefing.forms_of(name)
    ]
    days = [day_of_stamp(source.published) or source.published or one.date for source, one in articles]
    first, last = (days[-1], days[0]) if days else (None, None)
    items = [
        DatedItem((source, one), filing_day(one.date), article_weight(source, one))
        for source, one in articles
    ]
    url_of = addresses_in(kind, name.slug, options)
    newest = first_page(items, PAGE)
    periods = periods_of(items, PAGE) if len(newest) < len(items) else ()
    links = links_to(periods, url_of)
    shown = PublisherPage(name, None, len(articles), first, last, tuple(_by_year(newest)), links)
    yield from views_of(kind, name.slug, name.text, [shown], options)
    for page in pages_of(periods, url_of):
        years, place = tuple(_by_year(page.items)), page.place
        shown = PublisherPage(name, place, place.count, None, None, years, place.parts)
        title = title_for(name.text, place.key, options.language)
        yield period_view(kind, name.slug, title, page, shown, options)


def _by_year(articles: Iterable[Article]) -> Iterator[tuple[str, tuple[Article, ...]]]:
    for year, some in groupby(articles, key=lambda article: (article[1].date or "")[:4]):
        yield year or UNDATED, tuple(some)
