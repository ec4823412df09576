"""The home page: the newest day and week, what is planned next, and every briefing by date.

The newest briefing tells what day it is; the clock plays no part.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from dateline import edtf
from dateline.document import Document
from dateline.model import Card, KeyQuote, QuoteBasis, ReviewStatus
from dateline.publish.calendar import Plan
from dateline.publish.library import Index
from dateline.publish.moments import UNDATED, Moment, by_month, day_words, moment_of

_WEEK = timedelta(days=7)
_PLANS = 5
"""How many of the planned events are shown; the calendar holds all."""
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
    """A briefing as a list shows it."""

    url: str
    title: str
    description: str | None
    date: Moment | None
    publishers: tuple[str, ...]
    topics: tuple[str, ...]
    is_draft: bool
    lead: str = ""
    quote: Saying | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """The briefings of one day, or of one month or year where no day is known; `name` is "Wednesday, May 21, 2025"."""

    name: str
    date: Moment | None
    teasers: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The days of a month, newest first; `name` is "May 2025", a year, or "Undated"."""

    name: str
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Next:
    """A planned event, and the briefing that announces it."""

    date: Moment
    text: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Home:
    """The home page: the newest briefings in full, by day, week and what was before, then all of them."""

    day: Day | None
    week: tuple[Day, ...]
    before: tuple[Day, ...]
    plans: tuple[Next, ...]
    more_plans: bool
    months: tuple[Month, ...]


def home_of(index: Index, urls: Mapping[str, str], plans: Sequence[Plan], latest: int) -> Home:
    """The home page of an index, whose cards come newest first; `latest` of them are shown in full."""
    cards = [card for card in index.cards if card.path in urls]
    day, week, before = _parted(cards[:latest])
    days = [tuple(_days_of(some, index, urls)) for some in (day, week, before)]
    shown = [plan for plan in plans if plan.line.path in urls]
    return Home(
        day=days[0][0] if days[0] else None,
        week=days[1],
        before=days[2],
        plans=tuple(_next_of(plan, urls) for plan in shown[:_PLANS]),
        more_plans=len(shown) > _PLANS,
        months=tuple(_months_of(cards, urls)),
    )


def _parted(cards: Sequence[Card]) -> tuple[list[Card], list[Card], list[Card]]:
    """The cards of the newest day, of the six days before it, and the others."""
    newest = _first_day(cards[0]) if cards else None
    parts: tuple[list[Card], list[Card], list[Card]] = ([], [], [])
    for card in cards:
        day = _first_day(card)
        is_recent = newest is not None and day is not None and newest - day < _WEEK
        parts[0 if card.date == cards[0].date else 1 if is_recent else 2].append(card)
    return parts


def _first_day(card: Card) -> date | None:
    return edtf.parse(card.date).earliest if card.date and edtf.is_valid(card.date) else None


def _days_of(cards: Iterable[Card], index: Index, urls: Mapping[str, str]) -> Iterator[Day]:
    for value, some in groupby(cards, key=lambda card: card.date):
        name = day_words(value) if value else UNDATED
        teasers = tuple(_teaser_of(card, urls, index.items[card.path].document) for card in some)
        yield Day(name, moment_of(value) if value else None, teasers)


def _teaser_of(card: Card, urls: Mapping[str, str], document: Document | None = None) -> Teaser:
    """A briefing in a list; with its lead and its strongest quote where its document is given."""
    url = urls[card.path]
    quote = strongest(document.briefing.key_quotes) if document else None
    return Teaser(
        url=url,
        title=card.title,
        description=card.description,
        date=moment_of(card.date) if card.date else None,
        publishers=card.publishers,
        topics=card.topics,
        is_draft=card.status is ReviewStatus.DRAFT,
        lead=document.briefing.lead if document else "",
        quote=_saying_of(quote, url) if quote else None,
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
    place = f"{url}#fnref:{quote.labels[0]}" if quote.labels else url
    return Saying(quote.paragraphs[0] if quote.paragraphs else (), quote.speaker, quote.role, place)


def _next_of(plan: Plan, urls: Mapping[str, str]) -> Next:
    line = plan.line
    anchor = f"#fnref:{line.entry.labels[0]}" if line.entry.labels else ""
    return Next(moment_of(line.entry.date), line.entry.text, line.title, urls[line.path] + anchor)


# --- all of them -----------------------------------------------------------------------------------------


def _months_of(cards: Iterable[Card], urls: Mapping[str, str]) -> Iterator[Month]:
    for name, days in by_month(cards, lambda card: card.date):
        yield Month(name, tuple(_listed(date, some, urls) for date, some in days))


def _listed(date: str | None, cards: Iterable[Card], urls: Mapping[str, str]) -> Day:
    return Day("", moment_of(date) if date else None, tuple(_teaser_of(card, urls) for card in cards))
