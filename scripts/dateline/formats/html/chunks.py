"""HTML parsed safely and cut into chunks of text at its block elements.

Nothing is fetched and no entity of a document's own is expanded: the HTML parser knows HTML's entities alone.
A chunk keeps what its place in the page tells about it: the tag, the elements around it, the words of their classes.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree

from dateline.lang.lexicon import word_set
from dateline.layout.lines import ends_sentence, tidied

Element = Any
"""An lxml element (lxml is published without types)."""

_ELEMENTS = "formats/html_elements"
_BLOCKS = word_set(_ELEMENTS, "block")
_TEXTLESS = word_set(_ELEMENTS, "textless")
_MEANINGFUL = word_set(_ELEMENTS, "meaningful")
_SPOKEN = word_set(_ELEMENTS, "spoken")
_HIDDEN = word_set(_ELEMENTS, "hidden")
_SHOWING = re.compile(r"(?:block|flex|grid|inline|print|show|visible)")
"""In class names, of the styles that show an element."""
_HIDING = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.I)
_CLASS_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
_SEAM = re.compile(r"[a-z\d][A-Z\d]")
"""Where "Ana Ruiz</a><time>May 3" would be glued; "<b>a</b><i>b</i>" goes on as one word."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LONGEST_CLASS = 300
_LAST_PARTS = 4
"""Pieces of text that hold the end of a sentence: “… at the <b>pier</b>.”"""
_MOST_CHUNKS = 10_000
"""Saved articles have some hundreds, long live reports two thousand; what comes after is not read."""
_DEEPEST = 1500
"""The parser gives up at 2048; no page that people read comes near it."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """The text of one block of a page, and what its place tells about it."""

    text: str
    tag: str
    """The nearest block element: "p", "h2", "li", "div"."""
    inside: frozenset[str]
    """The elements around it that mean something: "figure", "aside", "li", "time"."""
    classes: frozenset[str]
    """Words of its own element's class, id and role."""
    linked: float
    """The share of its characters that stand in links (0 to 1)."""
    bold: float
    """The share of its characters that are set in bold."""
    timed: float
    """The share of its characters that stand in `<time>`."""
    element: int
    """The serial number of its element."""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class PageChunks:
    """A page's chunks in order.

    `parents` holds for the serial number of each block element that of the one around it, `classes` its words.
    """

    chunks: tuple[Chunk, ...]
    parents: tuple[int, ...]
    classes: tuple[frozenset[str], ...]
    is_cut: bool = False
    """Whether it has more chunks than are read."""


class TooDeepError(ValueError):
    """The elements of a page are nested deeper than any reader follows."""


def parse_html(text: str) -> Element:
    """Parse a page or a fragment; raises `TooDeepError`."""
    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8"
    )
    root = etree.fromstring(text.encode("utf-8", "replace") or b"<html/>", parser)
    if root is None:
        return etree.fromstring(b"<html/>", parser)
    if _depth_of(root) > _DEEPEST:
        raise TooDeepError
    return root


def _depth_of(root: Element) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def without_tags(markup: str) -> str:
    """Strip the tags off markup that can't be parsed: a block's tag becomes a line end, others nothing."""
    return html.unescape(_GAP.sub("\n\n", _TAG.sub(_line_end, _CODE.sub("\n", markup))))


def _line_end(tag: re.Match[str]) -> str:
    name = tag["name"].lower()
    return "\n" if name in _BLOCKS or name == "br" else ""


_TAG = re.compile(r"<[/!?]?(?P<name>[A-Za-z][A-Za-z0-9]*|)[^<>]*>")
_GAP = re.compile(r"\n[\s]*\n")
_CODE = re.compile(r"<(?:script|style)\b[^<>]*>[^<]*(?:<(?!/(?:script|style))[^<]*)*", re.I)


@dataclass(slots=True)
class _Frame:
    """An open block element while the tree is walked."""

    tag: str
    serial: int
    inside: frozenset[str]
    classes: frozenset[str]
    is_hidden: bool


class _ChunkBuilder:
    """Collects the chunks of a tree while it is walked."""

    def __init__(self) -> None:
        self.frames = [_Frame("html", 0, frozenset(), frozenset(), False)]
        self.parts: list[tuple[str, bool, bool, bool]] = []
        self.links = self.bolds = self.times = self.textless = self.breaks = 0
        self.is_seam = False
        self.parents = [0]
        self.classes: list[frozenset[str]] = [frozenset()]

    def open(self, element: Element) -> Iterator[Chunk]:
        """Enter an element."""
        tag = element.tag
        if self.textless or tag in _TEXTLESS or _is_spoken(element):
            self.textless += 1
            return
        if tag in _BLOCKS:
            yield from self.cut()
            self.frames.append(self._frame(element))
        elif tag == "br":
            self.breaks += 1
            if self.breaks > 1 or self._is_paragraph():
                yield from self.cut()
            self.add_text(" ")
        self._mark(tag, 1)
        self.add_text(element.text)

    def close(self, element: Element) -> Iterator[Chunk]:
        """Leave an element."""
        tag = element.tag
        if self.textless:
            self.textless -= 1
        else:
            if tag in _BLOCKS:
                yield from self.cut()
                self.frames.pop()
            self._mark(tag, -1)
        if not self.textless:
            self.is_seam = not element.tail or self.is_seam
            self.add_text(element.tail)

    def _is_paragraph(self) -> bool:
        """Whether the running chunk ends as a sentence, as before a line break between paragraphs; not so a heading."""
        end = "".join(part[0] for part in self.parts[-_LAST_PARTS:]).rstrip()
        return ends_sentence(end) and end[-1] not in ",:;" and self.frames[-1].tag not in HEADINGS

    def _mark(self, tag: str, step: int) -> None:
        self.links += step * (tag == "a")
        self.bolds += step * (tag in ("b", "strong"))
        self.times += step * (tag == "time")

    def add_text(self, text: str | None) -> None:
        """Add text, after a blank where elements that stand apart on the page touch in the markup."""
        if not text:
            return
        if not text.isspace():
            self.breaks = 0
        if self.is_seam and self.parts and _SEAM.fullmatch(self.parts[-1][0][-1:] + text[0]):
            text = f" {text}"
        self.is_seam = False
        self.parts.append((text, self.links > 0, self.bolds > 0, self.times > 0))

    def cut(self) -> Iterator[Chunk]:
        """End the running chunk."""
        parts, self.parts, self.breaks = self.parts, [], 0
        text = tidied("".join(part[0] for part in parts))
        if not text:
            return
        frame = self.frames[-1]
        total = sum(_visible(part[0]) for part in parts) or 1
        linked, bold, timed = (
            sum(_visible(part[0]) for part in parts if part[column]) / total for column in (1, 2, 3)
        )
        inside = frame.inside | {"time"} if timed else frame.inside
        yield Chunk(
            text, frame.tag, inside, frame.classes, linked, bold, timed, frame.serial, frame.is_hidden
        )

    def _frame(self, element: Element) -> _Frame:
        above, tag = self.frames[-1], element.tag
        own = class_words(element)
        self.parents.append(above.serial)
        self.classes.append(own)
        inside = above.inside | {tag} if tag in _MEANINGFUL else above.inside
        return _Frame(tag, len(self.parents) - 1, inside, own, above.is_hidden or _is_hidden(element))


def _visible(text: str) -> int:
    return len("".join(text.split()))


def class_words(element: Element) -> frozenset[str]:
    """Return the words of an element's class, id and role: "article-BodyText" gives article, body, text."""
    named = " ".join(filter(None, map(element.get, ("class", "id", "itemprop", "role", "data-testid"))))
    return _words_of_class(named[:_LONGEST_CLASS]) if named else frozenset()


def _class_names(element: Element) -> list[str]:
    return (element.get("class") or "")[:_LONGEST_CLASS].lower().split()


@cache
def _words_of_class(named: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _CLASS_WORD.findall(named))


def _is_spoken(element: Element) -> bool:
    """Whether screen readers alone read an element out, as its class says; a headline may be set so below a banner."""
    return element.tag != "h1" and not _SPOKEN.isdisjoint(_class_names(element))


def _is_hidden(element: Element) -> bool:
    """Whether an element is not shown; "hidden md:block" hides it on small screens alone."""
    names = _class_names(element)
    if not _HIDDEN.isdisjoint(names) and not any(_SHOWING.search(name) for name in names):
        return True
    return element.get("hidden") is not None or bool(_HIDING.search((element.get("style") or "")[:500]))


def chunks_of(root: Element) -> PageChunks:
    """Cut a tree into chunks."""
    builder = _ChunkBuilder()
    chunks: list[Chunk] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if isinstance(element.tag, str):
            chunks += builder.open(element) if event == "start" else builder.close(element)
        if len(chunks) > _MOST_CHUNKS:
            break
    chunks += builder.cut()
    is_cut = len(chunks) > _MOST_CHUNKS
    return PageChunks(tuple(chunks[:_MOST_CHUNKS]), tuple(builder.parents), tuple(builder.classes), is_cut)
