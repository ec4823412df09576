"""Articles in JSON as reader apps and browsers' reading views save them, and JSON Feed.

There is no common schema, so a fact is looked for under the names that Mozilla's Readability, JSON Feed 1.1,
schema.org's NewsArticle, wallabag, Readwise Reader, Miniflux and Feedly give it (their documentation, 2024), compared
in lower case.  JSON that holds no article is refused in words.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from dateline.formats.article_parts import Part, facts_in, with_dateline
from dateline.formats.html import parts_in
from dateline.formats.html.chunks import without_tags
from dateline.formats.html.meta_tags import is_later, iso_of, persons_of
from dateline.formats.language_id import primary_tag
from dateline.formats.reading import Reading, reading_of
from dateline.layout.article_facts import Facts
from dateline.layout.lines import tidied
from dateline.layout.urls import is_address
from dateline.model.article import BlockKind
from dateline.model.problems import DatelineError, Problem, warning

Item = Mapping[str, Any]

_TITLE = ("title", "headline", "name")
_MARKUP = ("content_html", "html_content", "content", "html", "articlebody", "body")
_TEXT = ("content_text", "textcontent", "text")
_BY = ("byline", "authors", "author", "creator", "published_by")
_OUTLET = ("sitename", "site_name", "publisher", "feed", "origin")
_URL = (
    "canonicalurl",
    "canonical_url",
    "source_url",
    "original_url",
    "resolved_url",
    "url",
    "external_url",
    "link",
)
_PUBLISHED = (
    "publishedtime",
    "date_published",
    "datepublished",
    "published_at",
    "published_date",
    "published",
    "date",
)
_MODIFIED = ("date_modified", "datemodified", "modifiedtime")
_SUMMARY = ("excerpt", "summary", "description")
_LANGUAGE = ("language", "lang", "inlanguage")
_NAMES = ("name", "title", "content", "value", "@value")
"""Under which an object that stands for a text holds it: the name of an author or an outlet, the text of a body."""

_TAG = re.compile(r"<(?:p|div|br|h[1-6]|article|section|ul|ol|blockquote|figure)\b[^<>]{0,2000}>", re.I)
_HINT = "save the article as a web page, as ninjs or JSON Feed, or its text as a .txt file"


def read_app(text: str, file: str, title: str | None) -> Reading:
    """Read the article that a reader app has saved; of several the first.

    Raises `DatelineError` for JSON that is broken or holds no article.
    """
    items = list(_items_in(_loaded(text, file)))
    item = next((item for item in items if _body_of(item)), None)
    if item is None:
        raise DatelineError(file, "the JSON holds no article: an object with a title and a text", _HINT)
    parts = list(with_dateline(_parts_of(item)))
    seen, outlet = facts_in(parts), _line(item, _OUTLET) or _feed_title(text)
    published, modified = _stamp(item, _PUBLISHED), _stamp(item, _MODIFIED)
    facts = Facts(
        persons_of(_names(item, _BY)) or seen.authors,
        seen.publisher or outlet,
        published or seen.published,
        modified if published and is_later(modified, published) else None,
        seen.location,
    )
    return reading_of(
        parts,
        file,
        title=title or _line(item, _TITLE),
        facts=facts,
        description=_line(item, _SUMMARY),
        url=_address(item),
        language=primary_tag(_line(item, _LANGUAGE)),
        problems=_said(items, file),
    )


def refuse_json(text: str, file: str, title: str | None) -> Reading:
    """Refuse JSON that holds no article."""
    raise DatelineError(file, "this is JSON of a kind that is not read", _HINT)


def _loaded(text: str, file: str) -> Any:
    try:
        return json.loads(text, parse_constant=lambda name: None)
    except RecursionError:
        raise DatelineError(file, "the JSON is nested too deeply", _HINT) from None
    except json.JSONDecodeError as reason:
        raise DatelineError(file, f"this is not valid JSON: {reason.msg}", _HINT, reason.lineno) from None


def _items_in(value: Any) -> Iterator[Item]:
    """The objects of a list, of a feed's `items`, or the one there is; their names in lower case."""
    if isinstance(value, list):
        yield from (_lowered(item) for item in value if isinstance(item, dict))
    elif isinstance(value, dict):
        found = _lowered(value)
        items = found.get("items")
        yield from _items_in(items) if isinstance(items, list) else [found]


def _lowered(item: Mapping[str, Any]) -> Item:
    return {name.lower(): value for name, value in item.items()}


def _feed_title(text: str) -> str | None:
    """The title of the feed around an item."""
    value = json.loads(text, parse_constant=lambda name: None)
    return _line(_lowered(value), ("title",)) if isinstance(value, dict) and "items" in value else None


def _said(items: list[Item], file: str) -> list[Problem]:
    if len(items) < 2:
        return []
    message = f"the file holds {len(items)} articles; the first is read"
    return [warning(file, 0, message, "save each of them in a file of its own")]


def _values(item: Item, names: tuple[str, ...]) -> Iterator[str]:
    """The texts under some names, in their order; an object or a list stands for the texts in it."""
    for name in names:
        values = item.get(name)
        for value in values if isinstance(values, list) else [values]:
            held = _lowered(value) if isinstance(value, dict) else None
            text = next((held[key] for key in _NAMES if key in held), None) if held else value
            if isinstance(text, str) and text.strip():
                yield text.encode("utf-8", "replace").decode(
                    "utf-8"
                )  # JSON's escapes can hold half characters


def _line(item: Item, names: tuple[str, ...]) -> str | None:
    lines = (tidied(without_tags(value[:5000])) for value in _values(item, names))
    return next(filter(None, lines), None)


def _names(item: Item, names: tuple[str, ...]) -> list[str]:
    """The texts under the first of some names that has any."""
    return next((found for name in names if (found := list(_values(item, (name,))))), [])


def _address(item: Item) -> str | None:
    return next((value.strip() for value in _values(item, _URL) if is_address(value.strip())), None)


def _stamp(item: Item, names: tuple[str, ...]) -> str | None:
    """A stamp as ISO 8601; a number counts seconds or milliseconds from 1970."""
    stamps = (iso_of(value) for value in _values(item, names))
    return next(filter(None, stamps), None) or next(
        (_counted(item[name]) for name in names if isinstance(item.get(name), int)), None
    )


def _counted(count: int) -> str | None:
    seconds = count / 1000 if abs(count) > 10**11 else count
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return None


def _body_of(item: Item) -> str:
    """The longest text under the names of bodies, markup before plain text."""
    return max(_values(item, _MARKUP), key=len, default="") or max(_values(item, _TEXT), key=len, default="")


def _parts_of(item: Item) -> Iterator[Part]:
    headline, body = _line(item, _TITLE), _body_of(item)
    if headline:
        yield Part(BlockKind.HEADLINE, headline, "the item's title")
    if _TAG.search(body):
        yield from (part for part in parts_in(body) if part.kind is not BlockKind.HEADLINE)
        return
    for paragraph in filter(None, map(tidied, body.split("\n"))):
        yield Part(BlockKind.PARAGRAPH, paragraph, "a paragraph of the item's text")
