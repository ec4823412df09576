"""Feeds as files: Atom 1.0 (RFC 4287), RSS 2.0 with the full text as `content:encoded`, JSON Feed 1.1.

The only times in them are those of their entries.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

import msgspec
from feedgenerator import Atom1Feed, Rss201rev2Feed


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of a feed; its texts hold nothing that XML can't."""

    url: str
    """Its absolute address, which is its id, too."""
    title: str
    html: str
    """All that it says."""
    published: datetime
    updated: datetime
    summary: str = ""
    """A sentence of plain text."""
    categories: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says of itself."""

    title: str
    page: str
    """The absolute address of the page that shows the same."""
    author: str
    """Whose feed it is: the site's name."""
    language: str


@dataclass(frozen=True, slots=True)
class FeedFormat:
    """A format that feeds are written in."""

    name: str
    media_type: str
    file: str
    """What its files are called."""
    write: Callable[[FeedHead, str, Sequence[FeedEntry]], bytes]
    """Makes the file of a feed, its own absolute address and its entries, of which there has to be one."""


def _atom(head: FeedHead, address: str, entries: Sequence[FeedEntry]) -> bytes:
    return _written(_Atom, head, address, entries)


def _rss(head: FeedHead, address: str, entries: Sequence[FeedEntry]) -> bytes:
    return _written(_Rss, head, address, entries)


def _json(head: FeedHead, address: str, entries: Sequence[FeedEntry]) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": head.title,
        "home_page_url": head.page,
        "feed_url": address,
        "authors": [{"name": head.author}],
        "language": head.language,
        "items": list(map(_json_item, entries)),
    }
    return msgspec.json.encode(feed)


FORMATS = (
    FeedFormat("Atom", "application/atom+xml", "feed.xml", _atom),
    FeedFormat("RSS", "application/rss+xml", "rss.xml", _rss),
    FeedFormat("JSON Feed", "application/feed+json", "feed.json", _json),
)


def _json_item(entry: FeedEntry) -> dict[str, Any]:
    item = {
        "id": entry.url,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "tags": list(entry.categories),
        "language": entry.language,
    }
    return {name: value for name, value in item.items() if value or name == "content_html"}


class _Atom(Atom1Feed):  # type: ignore[misc]  # without types
    """Atom that tells each entry's language."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]} if item["language"] else {}


class _Rss(Rss201rev2Feed):  # type: ignore[misc]  # without types
    """RSS with the full text, which feedgenerator leaves out of it."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "title": _rss_title(item["title"])})
        handler.addQuickElement("content:encoded", item["content"])


_MARKUP = re.compile(r"<|&#?\w+;")


def _rss_title(title: str) -> str:
    """A title for RSS, which does not say whether titles are HTML: what could be taken for markup is none then."""
    return escape(title, quote=False) if _MARKUP.search(title) else title


def _written(kind: type[Any], head: FeedHead, address: str, entries: Sequence[FeedEntry]) -> bytes:
    feed = kind(
        title=head.title,
        link=head.page,
        description=head.title if kind is _Rss else None,
        author_name=head.author,
        feed_url=address,
        language=head.language,
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=escape(entry.summary, quote=False) if entry.summary else None,
            content=entry.html,
            author_name=head.author if kind is _Rss else None,
            pubdate=entry.published,
            updateddate=entry.updated,
            unique_id=entry.url,
            unique_id_is_permalink=True,
            categories=entry.categories,
            language=entry.language,
        )
    return bytes(feed.writeString("utf-8"), "utf-8")
