"""The formats of seeds: how each is recognised, and its reader.

A reader takes the decoded text and returns a `ParsedArticle`, which the front matter of a seed overrides afterwards.
To add a format, write a module with its reader and add a row to `FORMATS`, above the plain text that reads everything.
The module and its libraries are loaded when the first seed of the format is read, so plain seeds never pay for them;
this one is light to import.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from dateline.model.article import Seed

if TYPE_CHECKING:
    from dateline.formats.parsed_article import ParsedArticle

Read = Callable[[str, str, str | None], "ParsedArticle"]

_HEAD = 4000
"""Characters by which a format is recognised."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of seeds.

    `recognises(text, file)` tells whether a text of a file of that name has the format; `read(text, file, title)` reads
    it, with the headline that the front matter gives, if any.
    """

    name: str
    recognises: Callable[[str, str], bool]
    read: Read
    keeps_text: bool = False
    """Whether the text of the article is the text of the seed, unchanged."""


def format_of(text: str, file: str) -> Format:
    """Return the first format that recognises the text."""
    return next(each for each in FORMATS if each.recognises(text, file))


def _reader(module: str, name: str) -> Read:
    """Return a reader that imports its module when it is first called."""

    def read(text: str, file: str, title: str | None) -> "ParsedArticle":
        reader: Any = getattr(import_module(f"dateline.formats.{module}"), name)
        article: ParsedArticle = reader(text, file, title)
        return article

    return read


def _has_suffix(file: str, *suffixes: str) -> bool:
    return file.lower().rpartition("#")[0].endswith(suffixes) or file.lower().endswith(suffixes)


_NEWSML = re.compile(
    r"(?>\s+|<\?(?>.*?\?>)|<!--(?>.*?-->))*+<(?:!DOCTYPE\s+)?(?:[\w.-]{1,40}:)?news(?:Item|Message)[\s>]",
    re.S,
)
_NEWSML_NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"


def is_newsml(text: str, file: str) -> bool:
    """Whether a text is a news item of NewsML-G2, or a message around some: its first element is one."""
    return bool(_NEWSML.match(text[:_HEAD])) and _NEWSML_NAMESPACE in text[:_HEAD]


_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_FEED_IN_BYTES = re.compile(_FEED.pattern.encode())
_PAGE = re.compile(r"<!doctype html|<html[\s>]|<head>|<body[\s>]", re.I)
_XHTML = re.compile(r"<!doctype html|<html[\s>]", re.I)
_XML = re.compile(r"<\?xml\s|<!DOCTYPE\s|<!--|<(?:rss|feed|rdf:RDF)[\s>]")


def may_have_entries(seed: Seed) -> bool:
    """Whether a file may be a feed, which holds several seeds; told by its bytes in any encoding."""
    head = seed.data[:_HEAD].replace(b"\0", b"")
    return "#" not in seed.path and bool(_FEED_IN_BYTES.search(head)) and b"<html" not in head.lower()


def is_feed(text: str, file: str) -> bool:
    """Whether a text is an RSS or Atom document."""
    return (
        bool(_XML.match(text.lstrip()[:_HEAD]))
        and bool(_FEED.search(text[:_HEAD]))
        and not is_page(text, file)
    )


def is_page(text: str, file: str) -> bool:
    """Whether a text is a web page: it has the tags of one, or a tag first and the file name of one."""
    opening = text.lstrip()[:_HEAD]
    if not opening.startswith("<"):
        return False
    marker = _XHTML if is_other_xml(text, file) else _PAGE
    return bool(marker.search(opening)) or _has_suffix(file, ".html", ".htm", ".xhtml")


def is_other_xml(text: str, file: str) -> bool:
    """Whether a text is an XML document of another kind."""
    return text.lstrip()[:6].lower() == "<?xml "


_NINJS_KEY = re.compile(
    r'"(?:headline|headlines|body_xhtml|body_html|body_text|bodies|versioncreated|contentcreated)"\s{0,9}:'
)


def is_ninjs(text: str, file: str) -> bool:
    """Whether a text is a news item in JSON."""
    opening = text.lstrip()[:_HEAD]
    if not opening.startswith(("{", "[")):
        return False
    return _has_suffix(file, ".json", ".ninjs") or bool(
        opening[0] == "{" and _NINJS_KEY.search(text[:40_000])
    )


_APP_BODY = re.compile(
    r'"(?:content|textcontent|content_html|content_text|html_content|articlebody|items)"\s{0,9}:', re.I
)
_APP_TITLE = re.compile(r'"(?:title|headline)"\s{0,9}:', re.I)
_NINJS_BODY = re.compile(
    r'"(?:body_xhtml|body_html|body_text|bodies|versioncreated|contentcreated)"\s{0,9}:', re.I
)
_OBJECT = re.compile(r'(?:\[\s{0,99})?\{\s{0,99}"[^"\n]{1,60}"\s{0,9}:')
_LONGEST_JSON = 5_000_000


def is_app(text: str, file: str) -> bool:
    """Whether a text is JSON with a title and a text, as reader apps save articles."""
    sample = text[:_LONGEST_JSON]
    if not _OBJECT.match(sample.lstrip()[:_HEAD]) or _NINJS_BODY.search(sample):
        return False
    return bool(_APP_BODY.search(sample) and _APP_TITLE.search(sample))


def is_json(text: str, file: str) -> bool:
    """Whether a text is JSON: an object, alone or with others below it, or a list of objects."""
    bare = text[:_LONGEST_JSON].strip()
    if not bare.startswith(("{", "[")):
        return False
    try:
        value, end = json.JSONDecoder().raw_decode(bare)
    except (ValueError, RecursionError):
        return False
    return bool(value) and (isinstance(value, dict) or (end == len(bare) and isinstance(value[0], dict)))


_FIELD = re.compile(r"([A-Za-z][A-Za-z-]{1,40}):[ \t]?[^\n]{0,2000}(?:\n[ \t][^\n]{0,2000}){0,200}(?:\n|$)")


def is_mail(text: str, file: str) -> bool:
    """Whether a text opens with the header of a message: fields up to a blank line, those of MIME among them."""
    names: set[str] = set()
    end = 0
    while len(names) < 200 and (match := _FIELD.match(text, end)):
        names.add(match[1].lower())
        end = match.end()
    is_whole = text[end : end + 1] in ("\n", "")
    is_message = "from" in names and bool(names & {"mime-version", "message-id", "received"})
    return is_message and is_whole


_MARKDOWN_HEADING = re.compile(r"^#{1,6} {1,3}\S", re.M)
_MARKDOWN_LINK = re.compile(r"\[[^\[\]\n]{1,200}\]\(<?(?:https?:|/|\.)[^()\s]{1,500}\)")


def is_markdown(text: str, file: str) -> bool:
    """Whether a text is Markdown: by its name, or by several headings, or by a heading and a link."""
    if _has_suffix(file, ".md", ".markdown"):
        return True
    sample = text[:20_000]
    headings = len(_MARKDOWN_HEADING.findall(sample)) if "#" in sample else 0
    return headings > 2 or (headings > 0 and bool(_MARKDOWN_LINK.search(sample)))


FORMATS: tuple[Format, ...] = (
    Format("NewsML-G2", is_newsml, _reader("newsml", "read_newsml")),
    Format("feed", is_feed, _reader("feeds", "read_feed")),
    Format("web page", is_page, _reader("html", "read_html")),
    Format("other XML", is_other_xml, _reader("feeds", "refuse_xml")),
    Format("reader app", is_app, _reader("reader_apps", "read_app")),
    Format("ninjs", is_ninjs, _reader("ninjs", "read_ninjs")),
    Format("other JSON", is_json, _reader("reader_apps", "refuse_json")),
    Format("mail", is_mail, _reader("mail", "read_mail")),
    Format("Markdown", is_markdown, _reader("markdown_seed", "read_markdown")),
    Format("plain text", lambda text, file: True, _reader("plain_text", "read_plain"), keeps_text=True),
)
