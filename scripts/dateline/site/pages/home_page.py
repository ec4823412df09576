"""The home page: the newest day and week, what is planned next, the topics in the news, and the way to all of it.

The newest briefing tells what day it is; the clock plays no part.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from dateline.model import edtf
from dateline.model.annotations import QuoteBasis
from dateline.model.briefing import KeyQuote
from dateline.site.anchors import ENTRY, QUOTE, address_of
from dateline.site.calendar_feed import Plan
from dateline.site.date_format import Moment, moment_of
from dateline.site.pages.all_pages import Following
from dateline.site.pages.list_pages import ARCHIVE, Row, Year
from dateline.site.pages.name_index import Filed
from dateline.site.pages.slugs import Kind, Name, page_url

_WEEK = timedelta(days=7)
_PLANS = 5
"""How many of the planned events are shown; the calendar holds all."""
_TOPICS = 8
"""How many topics are shown; their own page has all."""
_READABLE = range(30, 221)
"""How many characters a quote has that is read at a glance."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A quote on the front page: its verbatim parts, who said it, and where its box stands."""

    parts: tuple[str, ...]
    speaker: str | None
    role: str | None
    url: str


@dataclass(frozen=True, slots=True)
class Teaser:
    """A briefing as the home page shows it."""

    url: str
    title: str
    description: str | None
    publishers: tuple[str, ...]
    topics: tuple[Name, ...]
    is_draft: bool
    lead: str
    quote: Saying | None


@dataclass(frozen=True, slots=True)
class Day:
    """The briefings of one date (EDTF): a day, or a month or year where no day is known."""

    date: str | None
    teasers: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True)
class Next:
    """A planned event, and the briefing that announces it."""

    date: Moment
    text: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Home:
    """The home page: the newest briefings by day, week and what was before, then where to find the others."""

    day: Day | None
    week: tuple[Day, ...]
    before: tuple[Day, ...]
    plans: tuple[Next, ...]
    more_plans: bool
    topics: tuple[Row, ...]
    """Those of the newest briefings first."""
    all_topics: str | None
    """Where the others are, if there are more."""
    count: int
    """How many briefings there are in all."""
    archive: str
    """Where all of them are."""
    years: tuple[Year, ...]


def home_of(following: Following, plans: Sequence[Plan], latest: int, ending: str = "") -> Home:
    """The home page of a site; the `latest` of its briefings are shown in full, `ending` as `page_url` takes it."""
    briefings = following.register.briefings
    day, week, before = (tuple(_days_of(some)) for some in _parted(briefings[:latest]))
    urls = {filed.card.path: filed.url for filed in briefings}
    return Home(
        day=day[0] if day else None,
        week=week,
        before=before,
        plans=tuple(_next_of(plan, urls) for plan in plans[:_PLANS]),
        more_plans=len(plans) > _PLANS,
        topics=following.topics[:_TOPICS],
        all_topics=page_url(Kind.TOPIC, ending=ending) if len(following.topics) > _TOPICS else None,
        count=len(briefings),
        archive=page_url(ARCHIVE, ending=ending),
        years=following.years,
    )


def _parted(briefings: Sequence[Filed]) -> tuple[list[Filed], list[Filed], list[Filed]]:
    """The briefings of the newest day, of the six days before it, and the others."""
    newest = _first_day(briefings[0]) if briefings else None
    parts: tuple[list[Filed], list[Filed], list[Filed]] = ([], [], [])
    for filed in briefings:
        day = _first_day(filed)
        is_recent = newest is not None and day is not None and newest - day < _WEEK
        parts[0 if filed.card.date == briefings[0].card.date else 1 if is_recent else 2].append(filed)
    return parts


def _first_day(filed: Filed) -> date | None:
    value = filed.card.date
    return edtf.parse(value).earliest if value and edtf.is_valid(value) else None


def _days_of(briefings: Iterable[Filed]) -> Iterator[Day]:
    for value, some in groupby(briefings, key=lambda filed: filed.card.date):
        yield Day(value, tuple(map(_teaser_of, some)))


def _teaser_of(filed: Filed) -> Teaser:
    quote = strongest(filed.briefing.key_quotes)
    return Teaser(
        url=filed.url,
        title=filed.title,
        description=filed.description,
        publishers=filed.card.publishers,
        topics=filed.names[Kind.TOPIC],
        is_draft=filed.is_draft,
        lead=filed.briefing.lead,
        quote=_saying_of(quote, filed.url) if quote else None,
    )


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


def _saying_of(quote: KeyQuote, url: str) -> Saying:
    place = f"{url}#{address_of(QUOTE, quote.id)}" if quote.id else url
    return Saying(quote.paragraphs[0] if quote.paragraphs else (), quote.speaker, quote.role, place)


def _next_of(plan: Plan, urls: Mapping[str, str]) -> Next:
    line = plan.line
    anchor = f"#{address_of(ENTRY, line.entry.id)}" if line.entry.id else ""
    return Next(moment_of(line.entry.date), line.entry.text, line.title, urls[line.path] + anchor)
