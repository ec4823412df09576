"""Which feeds a site has, and what stands in each: the newest briefings, of a topic or a person too; corrections."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import islice
from urllib.parse import quote, urljoin

from dateline.briefing.document import text_of
from dateline.site.content_keys import content_key
from dateline.site.failures import Failures
from dateline.site.feeds.formats import FORMATS, FeedEntry, FeedFormat, FeedHead
from dateline.site.feeds.full_text import for_xml, full_text_of
from dateline.site.interface_language import ENGLISH
from dateline.site.pages.corrections_page import SiteCorrection
from dateline.site.pages.moments import last_change, moment_of
from dateline.site.pages.name_index import PublishedBriefing
from dateline.site.pages.page import PageFrame, SiteOptions
from dateline.site.pages.site_data import SiteData
from dateline.site.pages.slugs import NameKind

ALL, NONE = "all", "none"

_ENTRIES = {"": 20, NameKind.TOPIC: 20, NameKind.PERSON: 10}
"""How many briefings a feed has, by the folder of its page."""
_CORRECTIONS = 100
"""How many corrections the feed of them has: readers of feeds come for the newest."""
_CORRECTION_FILES = ("corrections.xml", "corrections-rss.xml", "corrections-feed.json")

KeyOf = Callable[[PublishedBriefing], str]
"""Gives a digest of all that the text on a briefing's page is made of, beside the `version`."""
Contents = Callable[[Sequence[str]], Iterable[tuple[str, str]]]
"""Gives the content of the pages of briefings, as HTML, by the paths of these."""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A way to a file of a feed."""

    name: str
    """That of the format."""
    media_type: str
    title: str
    url: str
    """Below the site's root, quoted."""


@dataclass(frozen=True, slots=True)
class FeedFile:
    """A file of a feed."""

    path: str
    key: str
    """A digest of all that it is made of."""
    make: Callable[[], tuple[bytes, bool]]
    """Makes it, of no bytes where no entry can be made; and tells whether it has all of them."""


@dataclass(frozen=True, slots=True)
class _Feed:
    """A feed of briefings."""

    title: str
    page: str
    """The address of its page below the site's root."""
    folder: str
    """The path of the folder that its files stand in, with its slash; "" for the site's root."""
    briefings: tuple[PublishedBriefing, ...]


def is_followed(view: PageFrame) -> bool:
    """Whether a page is of a topic or a person, which may have a feed, where the site's address is known."""
    return bool(view.slug) and view.folder in _ENTRIES


class SiteFeeds:
    """The feeds of one build of a site; none without the site's address, which a reader of feeds needs.

    `version` is a digest of all that pages rest on beside the briefings, and `corrections_page` the address of the page
    of corrections.
    """

    def __init__(
        self, data: SiteData, which: str, failures: Failures, version: str, corrections_page: str
    ) -> None:
        self._data, self._options, self._failures = data, data.options, failures
        self._which = which if data.options.address else NONE
        self._version, self._corrections_page = version, corrections_page

    # --- links ------------------------------------------------------------------------------------------------

    @property
    def site_links(self) -> tuple[FeedLink, ...]:
        """The ways to the feed of the newest briefings."""
        feed = None if self._which == NONE else self._feed_of_site()
        return tuple(self._links(feed)) if feed else ()

    @property
    def correction_links(self) -> tuple[FeedLink, ...]:
        """The ways to the feed of corrections, where something was corrected."""
        if self._which == NONE or not self._data.corrections:
            return ()
        title = self._options.language.gettext("Corrections")
        named = zip(FORMATS, _CORRECTION_FILES, strict=True)
        return tuple(FeedLink(each.name, each.media_type, title, file) for each, file in named)

    def links_of(self, view: PageFrame) -> tuple[FeedLink, ...]:
        """The ways to the feed of what a page shows: of a topic or a person."""
        feed = self._feed_of(view.folder, view.slug) if self._which == ALL and is_followed(view) else None
        return tuple(self._links(feed)) if feed else ()

    def _links(self, feed: _Feed) -> Iterator[FeedLink]:
        beside = feed.page.removesuffix("index.html")
        for each in FORMATS:
            yield FeedLink(each.name, each.media_type, feed.title, f"{beside}{each.file}")

    # --- which there are --------------------------------------------------------------------------------------

    def _feeds(self) -> Iterator[_Feed]:
        if self._which != NONE and (feed := self._feed_of_site()):
            yield feed
        for kind in (NameKind.TOPIC, NameKind.PERSON) if self._which == ALL else ():
            for slug in self._data.index.names[kind]:
                if feed := self._feed_of(kind, slug):
                    yield feed

    def _feed_of_site(self) -> _Feed | None:
        briefings = _newest(self._data.index.briefings, _ENTRIES[""])
        return _Feed(self._options.name, "", "", briefings) if briefings else None

    def _feed_of(self, folder: str, slug: str) -> _Feed | None:
        found = self._data.index.names[NameKind(folder)].get(slug)
        briefings = _newest(found.briefings, _ENTRIES[folder]) if found and found.name.has_page else ()
        if not found or not briefings:
            return None
        title = f"{found.name.text} – {self._options.name}"
        return _Feed(for_xml(title), found.name.url, f"{folder}/{slug}/", briefings)

    # --- files ------------------------------------------------------------------------------------------------

    def files(self, key_of: KeyOf, contents: Contents) -> Iterator[FeedFile]:
        """The files of all feeds; each entry is made once for all of them."""
        known: dict[str, FeedEntry | None] = {}
        for feed in self._feeds():
            key = self._key(feed.title, feed.page, list(map(key_of, feed.briefings)))
            entries, count = partial(self._entries, feed.briefings, contents, known), len(feed.briefings)
            head = self._head(feed.title, feed.page)
            for each in FORMATS:
                path = f"{feed.folder}{each.file}"
                yield FeedFile(path, key, partial(self._make, each, head, path, entries, count))
        yield from self._correction_files()

    def _correction_files(self) -> Iterator[FeedFile]:
        corrections = self._data.corrections[:_CORRECTIONS]
        if not self.correction_links:
            return
        title = self._options.language.gettext("%(site)s: corrections", site=self._options.name)
        told = [(one.url, one.title, one.note.date, one.note.text) for one in corrections]
        key = self._key(title, self._corrections_page, told)
        head, entries = (
            self._head(title, self._corrections_page),
            partial(self._correction_entries, corrections),
        )
        for each, path in zip(FORMATS, _CORRECTION_FILES, strict=True):
            yield FeedFile(path, key, partial(self._make, each, head, path, entries, len(corrections)))

    def _key(self, *told: object) -> str:
        made_of = self._version, self._options.address, self._options.name, *told
        return hashlib.sha256(content_key(*made_of).encode()).hexdigest()

    def _head(self, title: str, page: str) -> FeedHead:
        options = self._options
        return FeedHead(
            for_xml(title), urljoin(options.address, page), for_xml(options.name), options.language.tag
        )

    def _make(
        self,
        how: FeedFormat,
        head: FeedHead,
        path: str,
        entries: Callable[[], Sequence[FeedEntry]],
        count: int,
    ) -> tuple[bytes, bool]:
        found = entries()
        data = how.write(head, urljoin(self._options.address, quote(path)), found) if found else b""
        return data, len(found) == count

    # --- entries ----------------------------------------------------------------------------------------------

    def _entries(
        self,
        briefings: Sequence[PublishedBriefing],
        contents: Contents,
        known: dict[str, FeedEntry | None],
    ) -> list[FeedEntry]:
        """The entries of briefings, kept in `known`; one that can't be made is reported and left out."""
        unknown = [one.card.path for one in briefings if one.card.path not in known]
        for path, html in contents(unknown):
            known[path] = self._entry_of(self._data.index.by_path[path], html)
        found = (known.get(one.card.path) for one in briefings)
        return [entry for entry in found if entry]

    def _entry_of(self, briefing: PublishedBriefing, html: str) -> FeedEntry | None:
        try:
            return entry_of(briefing, html, self._options)
        except Exception as reason:
            self._failures.report(briefing.card.path, 0, reason, "the feeds' entry")
            return None

    def _correction_entries(self, corrections: Sequence[SiteCorrection]) -> Sequence[FeedEntry]:
        def blame(one: SiteCorrection, reason: Exception) -> None:
            self._failures.report_words(one.path, one.note.text, reason, "the feed's entry")

        def make(some: Sequence[SiteCorrection]) -> list[FeedEntry]:
            return [correction_entry(one, self._options) for one in some]

        return self._failures.without_failing(corrections, make, _CORRECTION_FILES[0], blame)[1]


def _newest(briefings: Sequence[PublishedBriefing], count: int) -> tuple[PublishedBriefing, ...]:
    """The first of the briefings that have a date, without which they have no place in a feed."""
    return tuple(islice((one for one in briefings if one.changed), count))


def entry_of(briefing: PublishedBriefing, page: str, options: SiteOptions) -> FeedEntry:
    """The entry of a briefing, whose page has this content (HTML)."""
    card, front = briefing.card, briefing.content.front
    updated = last_change(card, front)
    assert updated
    url = urljoin(options.address, briefing.url)
    return FeedEntry(
        url,
        for_xml(card.title),
        full_text_of(page, url),
        moment_of(card.date) or updated,
        updated,
        for_xml(card.description or ""),
        tuple(for_xml(topic.text) for topic in briefing.names[NameKind.TOPIC]),
        text_of(front, "language") or ENGLISH.tag,
    )


def correction_entry(one: SiteCorrection, options: SiteOptions) -> FeedEntry:
    """The entry of a correction."""
    title = options.language.gettext("Correction: %(title)s", title=one.title)
    text, url = escape(for_xml(one.note.text), quote=False), urljoin(options.address, one.url)
    return FeedEntry(url, for_xml(title), text, one.instant, one.instant)
