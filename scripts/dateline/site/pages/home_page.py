"""The home page: the newest day and week, what is planned next, the topics in the news, and the way to all of it.

The newest briefing tells what day it is; the clock plays no part.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from dateline.model import edtf
from dateline.model.annotations import QuoteBasis
from dateline.model.briefing import KeyQuote
from dateline.site.anchors import QUOTE, address_of
from dateline.site.pages.archive_pages import ARCHIVE, Year, years_of
from dateline.site.pages.calendar_feed import Plan
from dateline.site.pages.drafts import Drafts, drafts_among
from dateline.site.pages.name_index import IndexedName, PublishedBriefing
from dateline.site.pages.name_lists import names_in_order
from dateline.site.pages.page import PageKind, View, docs_view
from dateline.site.pages.site_data import SiteData
from dateline.site.pages.slugs import NameKind, page_url

_WEEK = timedelta(days=7)
_PLANS = 5
"""How many of the planned events are shown; the calendar holds all."""
_TOPICS = 8
"""How many topics are shown; their own page has all."""
_YEARS = 12
"""How many years are shown; the archive has all."""
_POINTS, _POINTS_ALONE = 3, 4
"""How many key points of the newest briefing are shown, and how many where it is the only one of its day."""
_READABLE = range(30, 221)
"""How many characters a quote has that is read at a glance."""


@dataclass(frozen=True, slots=True)
class Teaser:
    """A briefing as the home page shows it, with its strongest quote and where that stands."""

    briefing: PublishedBriefing
    quote: KeyQuote | None
    quote_url: str
    points: tuple[str, ...] = ()
    """Its first key points, where it is the newest."""


@dataclass(frozen=True, slots=True)
class TeaserDay:
    """The briefings of one date (EDTF): a day, or a month or year where no day is known."""

    date: str | None
    teasers: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page: the newest briefings by day, week and what was before, then where to find the others."""

    day: TeaserDay | None
    week: tuple[TeaserDay, ...]
    before: tuple[TeaserDay, ...]
    plans: tuple[Plan, ...]
    more_plans: bool
    topics: tuple[IndexedName, ...]
    """Those of the newest briefings first."""
    all_topics: str | None
    """Where the others are, if there are more."""
    count: int
    """How many briefings there are in all."""
    archive: str
    """Where all of them are."""
    years: tuple[Year, ...]

    @property
    def drafts(self) -> Drafts:
        """How many of the briefings shown in full are drafts."""
        days = (*((self.day,) if self.day else ()), *self.week, *self.before)
        return drafts_among(teaser.briefing for day in days for teaser in day.teasers)


def home_pages(kind: PageKind, data: SiteData) -> Iterator[View]:
    """The home page."""
    yield docs_view(kind, data.options.name, "", home_of(data), data.options)


def home_of(data: SiteData) -> HomePage:
    """What the home page shows; so many of its briefings as the options say are shown in full."""
    briefings, ending = data.index.briefings, data.options.ending
    day, week, before = (tuple(_by_day(some)) for some in _parted(briefings[: data.options.latest]))
    day = tuple(map(_with_points, day))
    topics = names_in_order(NameKind.TOPIC, data.index.names[NameKind.TOPIC].values())
    return HomePage(
        day=day[0] if day else None,
        week=week,
        before=before,
        plans=data.plans[:_PLANS],
        more_plans=len(data.plans) > _PLANS,
        topics=tuple(topics[:_TOPICS]),
        all_topics=page_url(NameKind.TOPIC, ending=ending) if len(topics) > _TOPICS else None,
        count=len(briefings),
        archive=page_url(ARCHIVE.folder, ending=ending),
        years=years_of(briefings, data.options)[:_YEARS],
    )


def _parted(
    briefings: Sequence[PublishedBriefing],
) -> tuple[list[PublishedBriefing], list[PublishedBriefing], list[PublishedBriefing]]:
    """The briefings of the newest day, of the six days before it, and the others."""
    newest = _first_day(briefings[0]) if briefings else None
    parts: tuple[list[PublishedBriefing], list[PublishedBriefing], list[PublishedBriefing]] = ([], [], [])
    for briefing in briefings:
        day = _first_day(briefing)
        is_recent = newest is not None and day is not None and newest - day < _WEEK
        parts[0 if briefing.date == briefings[0].date else 1 if is_recent else 2].append(briefing)
    return parts


def _first_day(briefing: PublishedBriefing) -> date | None:
    value = briefing.date
    return edtf.parse(value).earliest if value and edtf.is_valid(value) else None


def _by_day(briefings: Iterable[PublishedBriefing]) -> Iterator[TeaserDay]:
    for value, some in groupby(briefings, key=lambda briefing: briefing.date):
        yield TeaserDay(value, tuple(map(_teaser_of, some)))


def _teaser_of(briefing: PublishedBriefing) -> Teaser:
    quote = strongest(briefing.content.key_quotes)
    anchor = address_of(QUOTE, quote.id) if quote else ""
    return Teaser(briefing, quote, f"{briefing.url}#{anchor}" if anchor else briefing.url)


def _with_points(day: TeaserDay) -> TeaserDay:
    """A day whose first briefing shows its key points, so that it fills its place beside what comes next."""
    first, *others = day.teasers
    points = first.briefing.content.key_points[: _POINTS if others else _POINTS_ALONE]
    shown = tuple(point.text for point in points)
    return replace(day, teasers=(replace(first, points=shown), *others))


def strongest(quotes: Iterable[KeyQuote]) -> KeyQuote | None:
    """The quote that stands best alone: of a named speaker, whole sentences, read at a glance; of equals the first."""
    return max(quotes, key=_strength, default=None)


def _strength(quote: KeyQuote) -> tuple[bool, bool, bool, bool]:
    words = " ".join(quote.paragraphs[0]) if quote.paragraphs else ""
    return (
        bool(words) and quote.speaker is not None and quote.basis is QuoteBasis.EXPLICIT,
        words[:1].isupper() and words.rstrip("’'\"”")[-1:] in tuple(".,!?"),
        len(words) in _READABLE,
        quote.role is not None,
    )
