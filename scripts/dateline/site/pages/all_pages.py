"""All pages of this package for an index."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.site.briefing_index import Index
from dateline.site.interface_language import ENGLISH, Language
from dateline.site.pages.list_pages import (
    Row,
    Year,
    archive_views,
    roll_views,
    rows_of,
    timeline_views,
    years_of,
)
from dateline.site.pages.merged_timelines import Line, tellings_of, timelines_of
from dateline.site.pages.name_index import Holding, Register, Said, register_of
from dateline.site.pages.page import View
from dateline.site.pages.slugs import Kind
from dateline.site.pages.subject_pages import shelf_views, subject_views

_EVERYTHING = ""


@dataclass(frozen=True, slots=True)
class Following:
    """What there is beside the briefings."""

    views: tuple[View, ...]
    lines: tuple[Line, ...]
    """The timeline of everything."""
    register: Register
    topics: tuple[Row, ...]
    """All topics, those in the news last come first."""
    years: tuple[Year, ...]
    """The years of the archive, the newest first."""


def following_of(
    index: Index, urls: Mapping[str, str], ending: str = "", language: Language = ENGLISH
) -> Following:
    """Everything for the briefings that have an address; `ending` as `names.page_url` takes it.

    The titles of pages are in the `language` of the interface.
    """
    register = register_of(index, urls, ending)
    tellings = tellings_of(register.briefings)
    topics = register.holdings[Kind.TOPIC]
    parts = {_EVERYTHING: list(tellings.values())}
    for slug, holding in topics.items():
        parts[slug] = [tellings[filed.card.path] for filed in holding.briefings]
    timelines = timelines_of(parts)
    years = years_of(register.briefings, ending)
    views = (
        *_views_of(register, timelines, language, ending),
        *archive_views(register.briefings, years, language, ending),
    )
    return Following(views, timelines[_EVERYTHING], register, rows_of(Kind.TOPIC, topics), years)


def _views_of(
    register: Register, timelines: Mapping[str, Sequence[Line]], language: Language, ending: str
) -> Iterator[View]:
    everything = timelines[_EVERYTHING]
    named = _by_name(everything)
    for kind, holdings in register.holdings.items():
        yield from roll_views(kind, holdings, language, ending)
        for slug, holding in holdings.items():
            if kind is Kind.PUBLISHER:
                yield from shelf_views(holding, ending)
            elif kind is Kind.TOPIC:
                said = _said_in(holding, register)
                yield from subject_views(holding, timelines[slug], said, register.newest, ending)
            elif holding.name.has_page:
                lines = named.get((kind, slug), ())
                yield from subject_views(holding, lines, holding.said, register.newest, ending)
    yield from timeline_views(everything, register.briefings, register.newest, language, ending)


def _by_name(lines: Sequence[Line]) -> dict[tuple[Kind, str], list[Line]]:
    """The lines of the timeline that name a person, an organisation or a place."""
    found: dict[tuple[Kind, str], list[Line]] = defaultdict(list)
    for line in lines:
        for kind in (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE):
            for name in line.names[kind]:
                found[kind, name.slug].append(line)
    return found


def _said_in(holding: Holding, register: Register) -> list[Said]:
    return [said for filed in holding.briefings for said in register.said[filed.card.path]]
