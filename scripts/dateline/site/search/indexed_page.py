"""What is indexed of a page: made once, where the page is rendered, and kept with it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

import msgspec

from dateline.site.search.search_records import Record

EVERY = "ꙮ"
"""A word that each record has and no reader types: asked for where facets are chosen and nothing is typed.

For a query without a word, Pagefind's program loads the words of the whole index.  The letter is not the beginning of
any other word.
"""
_HIGHEST_WEIGHT = 10.0
_FACETS_THAT_NAME = ("topic", "person", "organisation", "place", "publisher")
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{3,}")
_INLINE = re.compile(r"</?(?:a|abbr|em|span|strong|time)(?: [^<>]*)?>")
_TELLING = re.compile(r"<(?:a|abbr|em|span|strong|time) (?:[^<>]* )?(?:id=|data-|class=\"headerlink)")
"""An inline tag to which a result leads, or which tells Pagefind something."""


@dataclass(frozen=True, slots=True)
class IndexedPage:
    """A record as a small page with the attributes that Pagefind reads, and the words that may be offered for it."""

    url: str
    html: str
    words: tuple[str, ...]
    """Each once."""
    names: tuple[str, ...]
    """Those of the words that are part of a name that its readers may look for, or of its title."""

    @classmethod
    def of(cls, record: Record) -> "IndexedPage":
        """The page of a record."""
        names = frozenset(_words_in(" ".join(_names_of(record))))
        words = names.union(_words_in(_TAGS.sub(" ", record.body)))
        return cls(record.url, _html_of(record), tuple(sorted(words)), tuple(sorted(names)))

    def encoded(self) -> bytes:
        """What `decoded` reads."""
        return msgspec.msgpack.encode(self)

    @classmethod
    def decoded(cls, data: bytes) -> "IndexedPage":
        """Read what `encoded` wrote."""
        return msgspec.msgpack.decode(data, type=cls)


def _html_of(record: Record) -> str:
    """A record as a page: its body with its weight, and beside it what is filtered, sorted and shown."""
    weight = min(max(record.boost, 0.0), _HIGHEST_WEIGHT)
    weighed = "" if weight == 1 else f' data-pagefind-weight="{weight:g}"'
    filters = {**record.filters, "day": (record.day,)} if record.day else record.filters
    told = ((f'filter="{name}"', value) for name, values in filters.items() for value in values)
    meta = ((f'meta="{name}"', value) for name, value in {**record.meta, "every": EVERY}.items())
    sort = [('sort="day"', record.day)] if record.day else []
    values = "".join(f"<i data-pagefind-{what}>{escape(value)}</i>" for what, value in (*told, *meta, *sort))
    return (
        f"<html><body><main data-pagefind-body{weighed}>{_without_inline_tags(record.body)}</main>"
        f"<div data-pagefind-ignore>{values}</div></body></html>"
    )


def _without_inline_tags(html: str) -> str:
    """A body without the tags that say nothing to Pagefind, which takes a sixth of its time for them.

    It parts words at blocks alone.  All stay where one of them tells something.
    """
    return html if _TELLING.search(html) else _INLINE.sub("", html)


def _names_of(record: Record) -> Iterator[str]:
    yield _TAGS.sub(" ", record.title)
    for facet in _FACETS_THAT_NAME:
        yield from record.filters.get(facet, ())


def _words_in(text: str) -> list[str]:
    """The words of a text; looked for in what stands between blanks, once in each."""
    between_blanks = set(unicodedata.normalize("NFC", unescape(text)).split())
    return _WORD.findall(" ".join(between_blanks))
