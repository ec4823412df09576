"""Metadata of an article in the JSON-LD of its page (schema.org: NewsArticle and its subtypes).

Scripts are read as they come: several on a page, lists, `@graph`, nodes that point to each other by `@id`,
control characters in strings, HTML entities in headlines.  What is broken is passed over.
"""

import html
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from dateline.layout.lines import tidied

_MOST_NODES = 5000
_DEEPEST = 12
_LIVE = "LiveBlogPosting"
_PAGE_TYPES = frozenset(("WebPage", "WebSite", "ItemPage", "CollectionPage", "ItemList"))

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """Metadata of an article in the JSON-LD, or in the whole head, of its page."""

    headline: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    language: str | None = None
    body: str = ""
    """The text of `articleBody`, of a live report's entries too; mostly empty or cut short."""


def json_ld_metadata(scripts: Iterable[str]) -> PageMetadata:
    """Return what the JSON-LD scripts of a page say of its article, stamps as they stand there; empty without one."""
    nodes = list(_nodes(scripts))
    by_id: dict[str, Node] = {}
    for node in nodes:
        if isinstance(node.get("@id"), str) and len(node) > 2:
            by_id.setdefault(node["@id"], node)
    return _merged([_record_of(node, by_id) for node in sorted(filter(_is_article, nodes), key=_rank)])


def _nodes(scripts: Iterable[str]) -> Iterator[Node]:
    """Yield the nodes of all scripts breadth first, up to a number that no page has."""
    count = 0
    for script in scripts:
        queue: deque[tuple[Any, int]] = deque([(_loaded(script), 0)])
        while queue and count < _MOST_NODES:
            value, depth = queue.popleft()
            if depth > _DEEPEST:
                continue
            if isinstance(value, list):
                queue += [(item, depth + 1) for item in value]
            elif isinstance(value, dict):
                count += 1
                yield value
                queue += [(item, depth + 1) for item in value.values() if isinstance(item, dict | list)]


def _loaded(script: str) -> Any:
    bare = script.strip().rstrip("; \n").removeprefix("<!--").removesuffix("-->").strip().rstrip("; \n")
    try:
        return json.loads(bare, strict=False)
    except (ValueError, RecursionError):
        return None


def _types(node: Node) -> tuple[str, ...]:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return tuple(name.rpartition("/")[2] for name in names if isinstance(name, str))


def _is_article(node: Node) -> bool:
    names = _types(node)
    is_subtype = any(name.endswith(("Article", "Posting", "Report", "Review")) for name in names)
    return is_subtype or (bool(_PAGE_TYPES & set(names)) and bool(node.get("datePublished")))


def _rank(node: Node) -> int:
    """Rank articles with most metadata first, and the page as a whole last."""
    names = set(_types(node))
    stated = sum(bool(node.get(key)) for key in ("headline", "author", "datePublished"))
    is_entry = "BlogPosting" in names and not node.get("mainEntityOfPage") and not node.get("publisher")
    return 10 * bool(names & _PAGE_TYPES) + 5 * is_entry - stated


def _merged(records: list[PageMetadata]) -> PageMetadata:
    """Return the first record, its gaps filled from the others that share its headline or have none."""
    if not records:
        return PageMetadata()
    first = records[0]
    same = [first, *(r for r in records[1:] if r.headline in (None, first.headline) or not first.headline)]
    found: dict[str, Any] = {
        field.name: next(filter(None, (getattr(record, field.name) for record in same)), field.default)
        for field in fields(PageMetadata)
    }
    return PageMetadata(**{**found, "body": max((record.body for record in same), key=len)})


def _record_of(node: Node, by_id: Mapping[str, Node]) -> PageMetadata:
    page = node.get("mainEntityOfPage")
    return PageMetadata(
        headline=_text(node.get("headline")),
        description=_text(node.get("description")) or _text(node.get("alternativeHeadline")),
        authors=tuple(dict.fromkeys(_names(node.get("author") or node.get("creator"), by_id))),
        publisher=next(_names(node.get("publisher"), by_id), None),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        updated=_text(node.get("dateModified")),
        url=_address(node.get("url")) or _address(page) or _address(node.get("@id")),
        language=_text(node.get("inLanguage")),
        body=_body_of(node),
    )


def _text(value: Any) -> str | None:
    """Return a text without HTML escapes; some pages escape it twice."""
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), None)
    if not isinstance(value, str):
        return None
    return tidied(html.unescape(html.unescape(value[:5000]))) or None


def _names(value: Any, by_id: Mapping[str, Node], depth: int = 0) -> Iterator[str]:
    """The names of persons and organisations: texts, nodes, pointers to nodes, or lists of them."""
    if isinstance(value, list) and depth < 3:
        for item in value[:50]:
            yield from _names(item, by_id, depth + 1)
    elif isinstance(value, str):
        if name := _text(value):
            yield name
    elif isinstance(value, dict):
        if isinstance(value.get("name"), list):
            yield from _names(value["name"], by_id, depth + 1)
            return
        known = by_id.get(str(value.get("@id")), {})
        name = _text(value.get("name")) or _text(value.get("byline")) or _text(known.get("name"))
        if name:
            yield name


def _address(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    is_address = isinstance(value, str) and value.startswith(("http://", "https://")) and "#" not in value
    return value if is_address else None


def _body_of(node: Node) -> str:
    bodies = [node.get("articleBody")]
    updates = node.get("liveBlogUpdate") if _LIVE in _types(node) else None
    if isinstance(updates, list):
        bodies += [update.get("articleBody") for update in updates if isinstance(update, dict)]
    return "\n".join(html.unescape(body) for body in bodies if isinstance(body, str))
