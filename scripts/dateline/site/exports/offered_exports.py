"""The files that a site offers of each of its pages: where they lie, and what a reader is told of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from dateline.model import edtf
from dateline.model.briefing import Briefing
from dateline.site.exports.timeline_calendar import has_place_in_calendar
from dateline.site.interface_language import marked

ALL, TOPICS, NONE = "all", "topics", "none"
"""Which files a site has: all, those of the site and its topics alone, none."""

FOLDER = "data"
TIMELINE = f"{FOLDER}/timeline"

_JSON, _CSV, _CALENDAR = "application/json", "text/csv", "text/calendar"


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file that a page leads to."""

    url: str
    """Below the site's root."""
    text: str
    """What it is: a message."""
    type: str
    """Its media type."""


_TIMELINE = (
    (".json", marked("The timeline for TimelineJS (JSON)"), _JSON),
    (".csv", marked("The timeline as a table (CSV)"), _CSV),
    (".ics", marked("The timeline as a calendar (iCalendar)"), _CALENDAR),
)
_NINJS = marked("The briefing for newsrooms (ninjs)")
_LISTS = {
    "briefings": marked("All briefings (JSON)"),
    "quotes": marked("All quotes (JSON)"),
    "events": marked("All events (JSON)"),
}
_SCHEMA = marked("What the lists hold (JSON Schema)")


def path_of_briefing(path: str) -> str:
    """Where the files of a briefing's timeline lie, without their endings; `path` is its file."""
    return f"{FOLDER}/briefings/{path.removesuffix('.md')}"


def path_of_item(path: str) -> str:
    """Where a briefing lies as ninjs."""
    return f"{FOLDER}/ninjs/{path.removesuffix('.md')}.json"


def path_of_topic(slug: str) -> str:
    """Where the files of a topic's timeline lie, without their endings."""
    return f"{FOLDER}/topics/{slug}"


def endings_of(dates: list[str]) -> list[str]:
    """The endings of the files that a timeline of lines with these dates has."""
    valid = [date for date in dates if edtf.is_valid(date)]
    has = {".json": bool(valid), ".csv": bool(dates), ".ics": any(map(has_place_in_calendar, valid))}
    return [ending for ending, is_there in has.items() if is_there]


@dataclass(frozen=True, slots=True)
class OfferedExports:
    """The files that the pages of a site lead to; `which` is `ALL`, `TOPICS` or `NONE`."""

    which: str
    has_lines: bool = True
    """Whether the timeline of everything has any."""

    def of_briefing(self, path: str, briefing: Briefing) -> list[OfferedFile]:
        """Those of a briefing."""
        if self.which != ALL:
            return []
        endings = endings_of([entry.date for entry in briefing.timeline])
        item = OfferedFile(quote(path_of_item(path)), _NINJS, _JSON)
        return [*_timeline(path_of_briefing(path), endings), item]

    def of_topic(self, slug: str) -> list[OfferedFile]:
        """Those of a topic that has lines."""
        return [] if self.which == NONE else list(_timeline(path_of_topic(slug)))

    def of_timeline(self) -> list[OfferedFile]:
        """Those of the timeline of everything."""
        return [] if self.which == NONE else [*_timeline(TIMELINE), *_lists("events")]

    def of_quotes(self) -> list[OfferedFile]:
        """That of all quotes."""
        return [] if self.which == NONE else list(_lists("quotes"))

    def of_site(self) -> list[OfferedFile]:
        """All that are not of one page alone."""
        if self.which == NONE:
            return []
        return [*_lists(*_LISTS), *(_timeline(TIMELINE) if self.has_lines else ())]

    def functions(self) -> dict[str, Callable[..., list[OfferedFile]]]:
        """What templates ask for them with."""
        return {
            "exports_of_briefing": self.of_briefing,
            "exports_of_topic": self.of_topic,
            "exports_of_timeline": self.of_timeline,
            "exports_of_quotes": self.of_quotes,
            "exports_of_site": self.of_site,
        }


def _timeline(path: str, endings: list[str] | None = None) -> Iterator[OfferedFile]:
    for ending, text, kind in _TIMELINE:
        if endings is None or ending in endings:
            yield OfferedFile(quote(f"{path}{ending}"), text, kind)


def _lists(*names: str) -> Iterator[OfferedFile]:
    for name in names:
        yield OfferedFile(f"{FOLDER}/{name}.json", _LISTS[name], _JSON)
    schema = names[0] if len(names) == 1 else "briefings"
    yield OfferedFile(f"{FOLDER}/schema/{schema}.json", _SCHEMA, "application/schema+json")
