"""All files that a site gives away: a table of their paths, what they list, and what writes them.

A file is known by the key of all that it is made of, so that it is made again only when that changes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from dateline.site.content_keys import content_key
from dateline.site.exports.llms_text import llms_text_of
from dateline.site.exports.ninjs_item import ninjs_of
from dateline.site.exports.offered_exports import (
    ALL,
    FOLDER,
    NONE,
    TIMELINE,
    endings_of,
    path_of_briefing,
    path_of_item,
    path_of_topic,
)
from dateline.site.exports.site_lists import LARGEST, LISTS, SiteLists, schema_of
from dateline.site.exports.timeline_calendar import timeline_calendar_of
from dateline.site.exports.timeline_csv import timeline_csv_of
from dateline.site.exports.timelinejs import timelinejs_of
from dateline.site.exports.told_lines import Teller, ToldLine
from dateline.site.interface_language import Language
from dateline.site.pages.merged_timelines import lines_in
from dateline.site.pages.name_index import PublishedBriefing
from dateline.site.pages.site_data import SiteData
from dateline.site.pages.slugs import NameKind

Things = Sequence[Any]
Key = Callable[..., str]


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file of the site's data."""

    path: str
    """Below the site's root."""
    key: str
    """Of all that it is made of."""
    things: Callable[[], Things]
    """What it lists; each has the `places` that an error is told of."""
    write: Callable[[Things], bytes]
    """Makes its content of them; nothing where there is none."""
    places: tuple[tuple[str, int], ...] = ()
    """The briefing that it is made of alone, as an error is told of it."""


def export_files(data: SiteData, which: str, rests_on: str) -> Iterator[ExportFile]:
    """The files of a site; `rests_on` is the key of all that they rest on beside the briefings."""
    if which == NONE:
        return
    teller, options = Teller(data.options.address), data.options
    key = partial(content_key, rests_on, options.name, options.address, options.ending)
    if which == ALL:
        for briefing in data.index.briefings:
            yield from _files_of_briefing(briefing, teller, options.language, key)
    yield from _files_of_topics(data, teller, key)
    yield from _files_of_site(data, teller, key)


def _files_of_briefing(
    briefing: PublishedBriefing, teller: Teller, language: Language, key: Key
) -> Iterator[ExportFile]:
    path, made_of = briefing.card.path, key(briefing.whole_key)
    lines = cache(partial(lines_in, briefing))
    tell = cache(teller.line_of_briefing)
    endings = endings_of([entry.date for entry in briefing.content.timeline])
    writers = _writers(tell, briefing.title, language)
    for ending in endings:
        name = f"{path_of_briefing(path)}{ending}"
        yield ExportFile(name, made_of, lines, writers[ending], briefing.places)

    def item(some: Things) -> bytes:
        return b"".join(ninjs_of(one, map(tell, lines()), teller, language) for one in some)

    yield ExportFile(path_of_item(path), made_of, lambda: (briefing,), item)


def _files_of_topics(data: SiteData, teller: Teller, key: Key) -> Iterator[ExportFile]:
    for slug, topic in data.index.names[NameKind.TOPIC].items():
        lines = data.timelines.of_topic(slug)
        told = [data.timelines.told_keys[one.card.path] for one in topic.briefings]
        made_of = key(slug, topic.name.text, lines.key, told)
        writers = _writers(cache(teller.merged_line), topic.name.text, data.options.language)
        for ending, write in writers.items() if lines else ():
            yield ExportFile(f"{path_of_topic(slug)}{ending}", made_of, partial(tuple, lines), write)


def _files_of_site(data: SiteData, teller: Teller, key: Key) -> Iterator[ExportFile]:
    index, options = data.index, data.options
    briefings, lists = index.briefings, SiteLists(options.name, index.newest, teller)
    keys = [one.whole_key for one in briefings]
    written, merged = key(keys), key([*data.timelines.told_keys.values()])

    def key_of(part: slice, then: str) -> str:
        return key(index.newest, then, keys[part])

    lines, tell = partial(tuple, data.lines), cache(teller.merged_line)
    for ending, write in _writers(tell, options.name, options.language).items() if data.lines else ():
        yield ExportFile(f"{TIMELINE}{ending}", merged, lines, write)
    yield from _files_of_list(
        "events", data.lines, lambda *_: merged, lambda some, *, then: lists.events(map(tell, some), then)
    )
    yield from _files_of_list("briefings", briefings, key_of, lists.briefings)
    yield from _files_of_list(
        "quotes",
        briefings,
        key_of,
        lambda some, *, then: lists.quotes(((one, index.quotes[one.card.path]) for one in some), then),
    )
    yield ExportFile(
        "llms.txt",
        written,
        lambda: briefings,
        lambda some: llms_text_of(options.name, some, teller, options.ending, options.language),
    )
    for name in LISTS:
        yield ExportFile(f"{FOLDER}/schema/{name}.json", key(name), tuple, partial(_schema, name))


def _files_of_list(
    name: str, things: Things, key_of: Callable[[slice, str], str], write: Callable[..., bytes]
) -> Iterator[ExportFile]:
    """The files of a list: one, or several of which each names the next.

    `key_of` gives the key of what is made of a part of the things, with the path of the file that follows.
    """
    most = LARGEST[name]
    for number, start in enumerate(range(0, max(len(things), 1), most)):
        part = slice(start, start + most)
        then = _path_of_part(name, number + 1) if part.stop < len(things) else ""
        some = partial(things.__getitem__, part)
        yield ExportFile(_path_of_part(name, number), key_of(part, then), some, partial(write, then=then))


def _path_of_part(name: str, number: int) -> str:
    """Where a part of a list lies; the first has the address of the list."""
    return f"{FOLDER}/{name}-{number + 1}.json" if number else f"{FOLDER}/{name}.json"


def _schema(name: str, _: Things) -> bytes:
    return schema_of(name)


def _writers(
    tell: Callable[[Any], ToldLine], title: str, language: Language
) -> dict[str, Callable[[Things], bytes]]:
    """What writes a timeline, by the ending of the file."""
    return {
        ".json": lambda lines: timelinejs_of(map(tell, lines), title, language),
        ".csv": lambda lines: timeline_csv_of(map(tell, lines)),
        ".ics": lambda lines: timeline_calendar_of(map(tell, lines), title),
    }
