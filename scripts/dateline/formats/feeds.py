"""RSS and Atom: each entry of a feed is a seed of its own and is read as an article.

A feed file is split by its XML (`feed_entries`): an entry's document holds the feed's name and language and that one
entry, so its bytes stay the same when others come and go.  What an entry says is read by feedparser, which knows the
many ways in which feeds are written.  Entities of a document's own are refused, nothing is fetched.
"""

import hashlib
import io
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from html import unescape
from typing import Any

from dateline.formats.html import parts_in
from dateline.formats.html.chunks import Element, without_tags
from dateline.formats.language_id import primary_tag
from dateline.formats.metadata_values import iso_stamp, later_stamp, mail_stamp, person_names
from dateline.formats.parsed_article import ParsedArticle, Part, article_from_parts, facts_in, with_dateline
from dateline.formats.readers import may_have_entries
from dateline.formats.xml_files import local_name, refuse_entities, xml_tree
from dateline.layout.article_facts import Facts
from dateline.layout.lines import size_of, tidied
from dateline.layout.urls import is_address
from dateline.model.article import Seed
from dateline.model.problems import DatelineError, Problem, notice, warning

_KEPT = frozenset(("title", "link", "language", "author", "id"))
"""The fields of a feed that each entry's document keeps; its dates would change with every other entry."""
_FEWEST_WORDS = 60
"""An entry with fewer is a teaser of an article that stands elsewhere."""
_IDENTITY_DIGITS = 12
_EMAIL = re.compile(r"[^\s<>()@]{1,64}@[^\s<>()]{1,255}")


def feed_entries(seed: Seed) -> tuple[Seed, ...]:
    """Return the entries of a feed file as seeds ("seeds/feed.xml#…"), in its order; any other seed alone.

    An entry's path and bytes depend on the entry alone.  A feed that can't be split comes back whole; reading it gives
    the error.
    """
    if not may_have_entries(seed):
        return (seed,)
    root = xml_tree(seed.data)
    if root is None:
        return (seed,)
    channel = _channel_of(root)
    kept = [child for child in channel if local_name(child) in _KEPT]
    found: dict[str, Seed] = {}
    for entry in _entries(root):
        path = f"{seed.path}#{_identity(entry)}"
        if path not in found:
            found[path] = Seed(path, _document(root, channel, kept, entry))
    return tuple(found.values()) or (seed,)


def _entries(root: Element) -> Iterator[Element]:
    """Yield the `<item>` and `<entry>` elements that stand where a feed has them."""
    for child in root:
        name = local_name(child)
        if name in ("item", "entry"):
            yield child
        elif name == "channel":
            yield from (item for item in child if local_name(item) == "item")


def _identity(entry: Element) -> str:
    """Return a short digest of what names an entry: its guid or id, else its link, else its title."""
    fields = {
        local_name(child): tidied(child.text or "") or child.get("href") or "" for child in reversed(entry)
    }
    name = next((value for key in ("guid", "id", "link", "title") if (value := fields.get(key))), "")
    named = name or tidied("".join(entry.itertext()))
    return hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()[:_IDENTITY_DIGITS]


def _channel_of(root: Element) -> Element:
    """Return the element that describes the feed: `<channel>` in RSS, the feed itself in Atom."""
    return next((child for child in root if local_name(child) == "channel"), root)


def _document(root: Element, channel: Element, kept: list[Element], entry: Element) -> bytes:
    """Return a feed with one entry in its place: within the channel, in RSS 1.0 beside it."""
    from lxml import etree

    whole = etree.Element(root.tag, dict(sorted(root.attrib.items())), nsmap=root.nsmap)
    parent = whole if channel is root else etree.SubElement(whole, channel.tag)
    parent.extend(map(_copy, kept))
    (parent if entry.getparent() is channel else whole).append(_copy(entry))
    return bytes(etree.tostring(whole, encoding="utf-8", xml_declaration=True))


def _copy(element: Element) -> Element:
    copied = deepcopy(element)
    copied.tail = "\n"
    return copied


def read_feed(text: str, file: str, title: str | None) -> ParsedArticle:
    """Read the first entry of a feed.

    Raises `DatelineError` for a document with entities of its own, and for one without entries.
    """
    refuse_entities(text, file)
    root = xml_tree(text)
    entries = list(_entries(root)) if root is not None else []
    if not entries:
        raise DatelineError(file, "the feed has no entries", "save the feed again, or delete the file")
    problems = []
    if len(entries) > 1:
        problems.append(
            warning(file, 0, f"the feed has {len(entries)} entries; the first is read", "part them")
        )
    channel = _channel_of(root)
    kept = [child for child in channel if local_name(child) in _KEPT]
    feed, entry = _parsed(_document(root, channel, kept, entries[0]))
    return _reading(feed, entry, file, title, problems)


def refuse_xml(text: str, file: str, title: str | None) -> ParsedArticle:
    """Refuse an XML document that is neither a feed nor a page."""
    refuse_entities(text, file)
    raise DatelineError(
        file,
        "this is an XML document of a kind that is not read",
        "save the article as a web page, as RSS or Atom, as NewsML-G2 or ninjs, or as plain text",
    )


def _parsed(document: bytes) -> tuple[Any, Any]:
    """Return the fields of the feed and of its entry by feedparser.

    It gets a stream, because it would fetch a text that is an address.
    """
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8"}
    result = feedparser.parse(io.BytesIO(document), response_headers=headers)
    return result.feed, result.entries[0] if result.entries else {}


def _reading(feed: Any, entry: Any, file: str, title: str | None, problems: list[Problem]) -> ParsedArticle:
    markup = _markup_of(entry)
    headline = _plain(entry.get("title"))
    body = parts_in(markup) if markup.strip() else ()
    parts = list(with_dateline(part for part in body if part.text != headline))
    stated, notes = _facts_of(feed, entry, parts, file)
    url = entry.get("link") or ""
    if sum(size_of(part.text) for part in parts) < _FEWEST_WORDS:
        hint = f"the whole article stands at {url}" if is_address(url) else "save the whole article"
        notes.append(notice(file, 0, "the feed gives no more than the opening of the article", hint))
    summary = _plain(entry.get("summary")) if entry.get("content") else None
    return article_from_parts(
        parts,
        file,
        title=title or headline,
        facts=stated,
        description=summary,
        url=url if is_address(url) else None,
        language=_language_of(feed, entry),
        problems=[*problems, *notes],
    )


def _markup_of(entry: Any) -> str:
    """Return the longest of the entry's contents and its summary."""
    contents = [str(content.get("value") or "") for content in entry.get("content") or ()]
    return max([*contents, str(entry.get("summary") or "")], key=len)


def _plain(value: Any) -> str | None:
    """Return a field of one line without tags and character references."""
    return tidied(unescape(without_tags(str(value)))) or None if value else None


def _facts_of(feed: Any, entry: Any, parts: list[Part], file: str) -> tuple[Facts, list[Problem]]:
    seen = facts_in(parts)
    authors = _authors_of(entry) or seen.authors or _authors_of(feed)
    source = entry.get("source") or {}
    publisher = _plain(source.get("title")) or seen.publisher or _plain(feed.get("title"))
    published, updated = _date_of(entry, "published"), _date_of(entry, "updated")
    problems = []
    for name, date in (("published", published), ("updated", updated)):
        value = dict.get(entry, name)
        if value and date is None:
            message = f"the date “{tidied(str(value))[:60]}” is none that can be read"
            problems.append(warning(file, 0, message, "correct it, or add “date: …” in front matter"))
    facts = Facts(
        authors,
        publisher,
        published or updated or seen.published,
        later_stamp(updated, published) or seen.updated,
        seen.location,
    )
    return facts, problems


def _authors_of(record: Any) -> tuple[str, ...]:
    """Return the names of the authors of an entry or of its feed.

    feedparser cuts an address with a long top-level domain in two, so a field with an address is taken apart here:
    "desk@courier.example (Ana Ruiz)".
    """
    whole = str(record.get("author") or "")
    if "@" in whole:
        return person_names([_EMAIL.sub("", whole).strip(" <>()")])
    names = [str(author.get("name") or "") for author in record.get("authors") or () if author]
    return person_names(filter(None, names)) or person_names([whole])


def _date_of(entry: Any, name: str) -> str | None:
    """Return a date as ISO 8601: RFC 822 (RSS), RFC 3339 (Atom), else as feedparser reads it, in UTC."""
    value = str(dict.get(entry, name) or "").strip()  # a feedparser dictionary gives one date for another
    if not value:
        return None
    stamp = iso_stamp(value) if value[:4].isdigit() else None
    if stamp:
        return stamp
    parsed = dict.get(entry, f"{name}_parsed")
    return mail_stamp(value) or (datetime(*parsed[:6]).isoformat() + "+00:00" if parsed else None)


def _language_of(feed: Any, entry: Any) -> str | None:
    contents = [entry.get("title_detail"), *(entry.get("content") or ())]
    declared = [content.get("language") for content in contents if content]
    return next((tag for value in (*declared, feed.get("language")) if (tag := primary_tag(value))), None)
