"""The text of a briefing out of its rendered page, as HTML that stands alone: for feeds and whoever reads them.

It is taken from the page, not made of the records once more, so that what a person has written into the briefing is
there, rendered as on the page.  Only known elements are written, and of their attributes only those that say
something, so that nothing in a text runs or loads in a reader's program but pictures.
"""

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import urljoin, urlsplit

from lxml import etree

_PAGE_ALONE = frozenset(("kicker", "head__line", "headerlink", "footnote-ref", "footnote-backref")).union(
    (
        "names",
        "proofs",
        "onward",
        "sources__id",
        "sources__address",
        "sources__proof",
        "sources__article",
        "problems",
        "data",
        "permalink",
    )
)
"""Classes of what belongs to the page and not to the text, or that only the page can show."""
_LEFT_OUT = frozenset(
    ("script", "style", "template", "noscript", "iframe", "object", "embed", "applet")
).union(
    ("base", "link", "meta", "title", "form", "input", "button", "select", "textarea"),
    ("svg", "math", "audio", "video", "canvas"),
)
"""Elements that are left out with their contents."""
_KEPT = frozenset(
    ("p", "div", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "figcaption", "pre")
).union(
    ("ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    ("a", "img", "em", "strong", "b", "i", "u", "s", "del", "ins", "mark", "small", "sub", "sup"),
    ("abbr", "cite", "q", "code", "kbd", "samp", "time", "bdi", "br", "hr"),
)
"""Elements that are written; of all others their contents are."""
_WRITTEN_AS = {
    "section": "div",
    "aside": "div",
    "article": "div",
    "details": "div",
    "summary": "p",
    "h1": "h2",
}
_EMPTY = frozenset(("img", "br", "hr"))
_NEEDED = {"a": " href=", "img": " src="}
"""What an element is nothing without."""
_MARKS = {
    ("", "figcaption"): ("— ", ""),
    ("timeline__date", "p"): ("<strong>", "</strong>"),
    ("head__dek", "p"): ("<em>", "</em>"),
    ("label", "span"): ("<em>(", ")</em>"),
}
"""What stands in for the looks of elements: by a class, or whatever that is ("")."""
_MARKED = frozenset(("p", "span", "figcaption"))
_EVIDENCE = '<div class="proofs"'
_ATTRIBUTES = frozenset(("alt", "title", "lang", "dir", "datetime", "colspan", "rowspan", "start"))
_ADDRESSES = {"href": ("http", "https", "mailto"), "src": ("http", "https")}
"""Attributes that are addresses, with the schemes that may stand in them."""
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Code points that may stand in a text, but in no XML (https://www.w3.org/TR/xml/#charsets)."""


def for_xml(text: str) -> str:
    """A text without what XML can't hold."""
    return _NO_XML.sub("", text)


def full_text_of(page: str, address: str) -> str:
    """The text of a briefing from the content of its page, whose absolute address is `address`.

    Headline, date and topics are left out, since an entry of a feed tells them itself.
    """
    # What comes last on a page takes as long to parse as all else.
    text = page.rpartition(_EVIDENCE)[0] or page
    root = etree.fromstring(f"<html><body>{for_xml(text)}</body></html>", etree.HTMLParser())
    is_whole = page[:64].lstrip().lower().startswith("<!doctype")  # of a template of the briefing's own
    articles = root.xpath("//article") if is_whole else ()
    pieces: list[str] = []
    _add_contents(articles[0] if articles else root, address, False, pieces)
    return "".join(pieces).strip()


def _add_contents(element: etree._Element, address: str, is_pre: bool, pieces: list[str]) -> None:
    """Add what an element holds to the pieces of a text; blanks count where it is preformatted."""
    _add_words(element.text, is_pre, pieces)
    for child in element:
        if isinstance(child.tag, str):  # and is no comment
            _add_element(child, address, is_pre, pieces)
        _add_words(child.tail, is_pre, pieces)


def _add_words(text: str | None, is_pre: bool, pieces: list[str]) -> None:
    if text == "\n":
        pieces.append(text)
    elif text:
        pieces.append(escape(text if is_pre else _BLANKS.sub(" ", text), quote=False))


def _add_element(element: etree._Element, address: str, is_pre: bool, pieces: list[str]) -> None:
    tag, classes = element.tag, element.get("class", "").split()
    if tag in _LEFT_OUT or not _PAGE_ALONE.isdisjoint(classes):
        return
    if tag in ("h1", "sup") and _is_of_page(element):
        return
    name = "ul" if "timeline" in classes and tag == "ol" else _WRITTEN_AS.get(tag, tag)
    attributes = _attributes(element, address) if element.attrib else ""
    is_written = name in _KEPT and (name not in _NEEDED or _NEEDED[name] in attributes)
    before, after = _marks_of(element, classes) if tag in _MARKED else ("", "")
    pieces.append(f"<{name}{attributes}>{before}" if is_written else before)
    if name in _EMPTY:
        return
    _add_contents(element, address, is_pre or tag == "pre", pieces)
    pieces.append(f"{after}</{name}>" if is_written else after)


def _is_of_page(element: etree._Element) -> bool:
    """Whether it is the headline, or the number of a footnote."""
    if element.tag == "h1":
        parent = element.getparent()
        return parent is not None and parent.get("id") == "headline"
    return element.find("a[@class='footnote-ref']") is not None


def _marks_of(element: etree._Element, classes: Sequence[str]) -> tuple[str, str]:
    """What stands in for the looks of the page before and behind the words of an element."""
    for name in ("", *classes):
        if (name, element.tag) in _MARKS:
            return _MARKS[name, element.tag]
    parent = element.getparent()
    is_fact = element.tag == "span" and parent is not None and parent.get("class") == "sources__facts"
    return ("· " if is_fact else "", "")


def _attributes(element: etree._Element, address: str) -> str:
    found = []
    for name, value in element.attrib.items():
        if name in _ADDRESSES:
            value = _absolute(value, address, _ADDRESSES[name])
        if value and (name in _ATTRIBUTES or name in _ADDRESSES):
            found.append(f' {name}="{escape(value)}"')
    return "".join(found)


def _absolute(written: str, address: str, schemes: tuple[str, ...]) -> str:
    """The absolute address that one on the page leads to; "" where it may not stand in a feed."""
    try:
        found = urljoin(address, written.strip())
        return found if urlsplit(found).scheme in schemes else ""
    except ValueError:
        return ""
