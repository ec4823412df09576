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
_UNFIT = frozenset(("WebPage", "WebSite", "ItemPage", "CollectionPage", "ItemList"))

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Linked:
    """The article of a page's JSON-LD; stamps as they stand there."""

    headline: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    url: str | None = None
    language: str | None = None
    body: str = ""
    """The text of `articleBody`, of a live report's entries too; often cut short."""


def linked_of(scripts: Iterable[str]) -> Linked:
    """The article that the JSON-LD scripts of a page describe; empty without one."""
    nodes = list(_nodes(scripts))
    by_id: dict[str, Node] = {}
    for node in nodes:
        if isinstance(node.get("@id"), str) and len(node) > 2:
            by_id.setdefault(node["@id"], node)
    articles = sorted(filter(_is_article, nodes), key=_rank)
    records = [_record_of(node, by_id) for node in articles]
    return _merged(records)


def _nodes(scripts: Iterable[str]) -> Iterator[Node]:
    """The nodes of all scripts, outer ones before those within them, up to a number no page has."""
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
    found = types if isinstance(types, list) else [types]
    return tuple(str(name).rpartition("/")[2] for name in found if isinstance(name, str))


def _is_article(node: Node) -> bool:
    names = _types(node)
    is_kin = any(name.endswith(("Article", "Posting", "Report", "Review")) for name in names)
    return is_kin or (bool(_UNFIT & set(names)) and bool(node.get("datePublished")))


def _rank(node: Node) -> int:
    """Articles that say most of themselves first; a page as a whole only where nothing else speaks."""
    names = set(_types(node))
    told = sum(bool(node.get(key)) for key in ("headline", "author", "datePublished"))
    is_entry = "BlogPosting" in names and not node.get("mainEntityOfPage") and not node.get("publisher")
    return 10 * bool(names & _UNFIT) + 5 * is_entry - told


def _merged(records: list[Linked]) -> Linked:
    """The first article, with what it leaves open taken from the others that share its headline or have none."""
    if not records:
        return Linked()
    first = records[0]
    kin = [first, *(r for r in records[1:] if r.headline in (None, first.headline) or not first.headline)]

    found: dict[str, Any] = {
        field.name: next(filter(None, (getattr(record, field.name) for record in kin)), field.default)
        for field in fields(Linked)
    }
    return Linked(**{**found, "body": max((record.body for record in kin), key=len)})


def _record_of(node: Node, by_id: Mapping[str, Node]) -> Linked:
    page = node.get("mainEntityOfPage")
    return Linked(
        headline=_text(node.get("headline")),
        description=_text(node.get("description")) or _text(node.get("alternativeHeadline")),
        authors=tuple(dict.fromkeys(_names(node.get("author") or node.get("creator"), by_id))),
        publisher=next(_names(node.get("publisher"), by_id), None),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        modified=_text(node.get("dateModified")),
        url=_address(node.get("url")) or _address(page) or _address(node.get("@id")),
        language=_text(node.get("inLanguage")),
        body=_body_of(node),
    )


def _text(value: Any) -> str | None:
    """A text as people read it; some pages escape it twice."""
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
    if _LIVE in _types(node):
        updates = node.get("liveBlogUpdate")
        bodies += (
            [u.get("articleBody") for u in updates if isinstance(u, dict)]
            if isinstance(updates, list)
            else []
        )
    return "\n".join(html.unescape(body) for body in bodies if isinstance(body, str))
