"""Articles in JSON as reader apps and browsers' reading views save them, and JSON Feed.

There is no common schema, so a fact is looked for under the names that Mozilla's Readability, JSON Feed 1.1,
schema.org's NewsArticle, wallabag, Readwise Reader, Miniflux and Feedly give it (their documentation, 2024), compared
in lower case.  JSON that holds no article is refused in words.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from dateline.formats.html import parts_in
from dateline.formats.html.chunks import without_tags
from dateline.formats.json_files import load_json, paragraphs_of, without_surrogates
from dateline.formats.language_id import primary_tag
from dateline.formats.metadata_values import iso_stamp, later_stamp, person_names
from dateline.formats.parsed_article import ParsedArticle, Part, article_from_parts, facts_in, with_dateline
from dateline.lang.lexicon import ordered
from dateline.layout.article_facts import Facts
from dateline.layout.lines import tidied
from dateline.layout.urls import is_address
from dateline.model.article import BlockKind
from dateline.model.problems import DatelineError, Problem, warning

Item = Mapping[str, Any]

_NAMES = "formats/json_names"

_TAG = re.compile(r"<(?:p|div|br|h[1-6]|article|section|ul|ol|blockquote|figure)\b[^<>]{0,2000}>", re.I)
_HINT = "save the article as a web page, as ninjs or JSON Feed, or its text as a .txt file"


def read_app(text: str, file: str, title: str | None) -> ParsedArticle:
    """Read the article that a reader app has saved; of several the first.

    Raises `DatelineError` for JSON that is broken or holds no article.
    """
    value = load_json(text, file, _HINT)
    items = list(_items_in(value))
    item = next((item for item in items if _body_of(item)), None)
    if item is None:
        raise DatelineError(file, "the JSON holds no article: an object with a title and a text", _HINT)
    parts = list(with_dateline(_parts_of(item)))
    seen, outlet = facts_in(parts), _line(item, "outlet") or _feed_title(value)
    published, modified = _stamp(item, "published"), _stamp(item, "modified")
    facts = Facts(
        person_names(_authors(item)) or seen.authors,
        seen.publisher or outlet,
        published or seen.published,
        later_stamp(modified, published),
        seen.location,
    )
    return article_from_parts(
        parts,
        file,
        title=title or _line(item, "title"),
        facts=facts,
        description=_line(item, "summary"),
        url=_url_of(item),
        language=primary_tag(_line(item, "language")),
        problems=_ignored(items, file),
    )


def refuse_json(text: str, file: str, title: str | None) -> ParsedArticle:
    """Refuse JSON that holds no article."""
    raise DatelineError(file, "this is JSON of a kind that is not read", _HINT)


def _items_in(value: Any) -> Iterator[Item]:
    """Yield the objects of a list or of a feed's `items`, or the only object, their names in lower case."""
    if isinstance(value, list):
        yield from (_lowered(item) for item in value if isinstance(item, dict))
    elif isinstance(value, dict):
        found = _lowered(value)
        items = found.get("items")
        yield from _items_in(items) if isinstance(items, list) else [found]


def _lowered(item: Mapping[str, Any]) -> Item:
    return {name.lower(): value for name, value in item.items()}


def _feed_title(value: Any) -> str | None:
    """Return the title of the feed around an item."""
    titles = _texts_in(value.get("title")) if isinstance(value, dict) and "items" in value else ()
    return next(filter(None, map(_plain, titles)), None)


def _ignored(items: list[Item], file: str) -> list[Problem]:
    if len(items) < 2:
        return []
    message = f"the file holds {len(items)} articles; the first is read"
    return [warning(file, 0, message, "save each of them in a file of its own")]


def _values(item: Item, fact: str) -> Iterator[str]:
    """Yield the texts under the names of a fact, in their order; those within an object or a list too."""
    for name in ordered(_NAMES, fact):
        yield from _texts_in(item.get(name))


def _texts_in(values: Any) -> Iterator[str]:
    for value in values if isinstance(values, list) else [values]:
        held = _lowered(value) if isinstance(value, dict) else None
        text = next((held[key] for key in ordered(_NAMES, "value") if key in held), None) if held else value
        if isinstance(text, str) and text.strip():
            yield without_surrogates(text)


def _line(item: Item, fact: str) -> str | None:
    return next(filter(None, map(_plain, _values(item, fact))), None)


def _plain(markup: str) -> str:
    return tidied(without_tags(markup[:5000]))


def _authors(item: Item) -> list[str]:
    """Return the texts under the first of the names for authors that has any."""
    return next(
        (found for name in ordered(_NAMES, "author") if (found := list(_texts_in(item.get(name))))), []
    )


def _url_of(item: Item) -> str | None:
    return next((value.strip() for value in _values(item, "url") if is_address(value.strip())), None)


def _stamp(item: Item, fact: str) -> str | None:
    """Return a stamp as ISO 8601; a number counts seconds or milliseconds from 1970."""
    stamps = (iso_stamp(value) for value in _values(item, fact))
    counts = (_counted(count) for name in ordered(_NAMES, fact) if isinstance(count := item.get(name), int))
    return next(filter(None, (*stamps, *counts)), None)


def _counted(count: int) -> str | None:
    seconds = count / 1000 if abs(count) > 10**11 else count
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return None


def _body_of(item: Item) -> str:
    """Return the longest text under the names of bodies, markup before plain text."""
    return max(_values(item, "markup"), key=len, default="") or max(
        _values(item, "text"), key=len, default=""
    )


def _parts_of(item: Item) -> Iterator[Part]:
    headline, body = _line(item, "title"), _body_of(item)
    if headline:
        yield Part(BlockKind.HEADLINE, headline, "the item's title", rule="item_title")
    if _TAG.search(body):
        yield from (part for part in parts_in(body) if part.kind is not BlockKind.HEADLINE)
        return
    yield from paragraphs_of(body)
