"""A page as it is kept from build to build: its own parts, and the frame that it shares with others of its kind."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import quote

import msgspec

PARTS = ("title", "address", "root", "description", "skip", "head", "toc", "content", "scripts")
"""What a frame leaves open, each a text of HTML; those from "head" on stand in every frame."""

_MARKS = {part: f"\ufdd0{chr(0xFDD1 + place)}" for place, part in enumerate(PARTS)}
"""What stands for a part in a frame: code points that Unicode keeps out of texts."""
_ANY_MARK = re.compile("|".join(_MARKS.values()))
_OF_MARK = {mark: part for part, mark in _MARKS.items()}
_ONCE = ("head", "content", "scripts")


_IN_A_SCRIPT = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
"""Characters by which a text could end the script element it stands in, or break a line of it."""


def script_of(thing: object) -> str:
    """A thing as JSON that may stand in a script element whatever its texts say."""
    text = msgspec.json.encode(thing).decode()
    for (
        char,
        written,
    ) in _IN_A_SCRIPT.items():  # each is a scan; `translate` looks at every character in Python's table
        text = text.replace(char, written)
    return text


def with_address(text: str, address: str, root: str) -> str:
    """A text with the page's absolute address put in where its mark stands, which is in scripts alone.

    So a page is kept without it, and is the same for each address that the site is built for.  `root` is that of the
    site, as `written_root` gives it, and may stand anywhere.
    """
    return text.replace(_MARKS["address"], script_of(address)[1:-1]).replace(_MARKS["root"], root)


def written_root(address: str) -> str:
    """The absolute address that all of a site begin with, so written that it may stand in HTML and in scripts."""
    return quote(address.rstrip("/"), safe="/:?#[]@!$()*+,;=%~") + "/" if address else ""


def mark_of(part: str) -> str:
    """What stands for a part while a frame is rendered."""
    return _MARKS[part]


class Notice(NamedTuple):
    """What was logged while a page was rendered; it is told again where the page comes from the cache."""

    logger: str
    level: int
    message: str


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """What rendering a page gives."""

    parts: Mapping[str, str]
    """By `PARTS`; a page with a template of its own has the one part "whole"."""
    frame: tuple[str, ...] = ()
    """Which of the frames it stands in: all that frames differ by."""
    anchors: tuple[str, ...] = ()
    """The ids that links may lead to."""
    links: tuple[tuple[str, str, str], ...] = ()
    """Links to anchors: the path of the linked file, the anchor, the link as it is written."""
    notices: tuple[Notice, ...] = ()
    found: bytes = b""
    """What the search finds of it; empty where it finds nothing."""
    found_digest: str = ""
    """Of what it finds; "" where it finds nothing."""

    @property
    def notes(self) -> str:
        """What has to be known of it where its parts need not be, as JSON: all but parts, anchors and what is found."""
        values = (self.frame, self.links, self.notices, self.found_digest)
        return msgspec.json.encode(values).decode()

    def with_notes(self, notes: str) -> "RenderedPage":
        """The page with what `notes` gave."""
        frame, links, notices, digest = msgspec.json.decode(notes)
        told = tuple(Notice(*notice) for notice in notices)
        return replace(
            self, frame=tuple(frame), links=tuple(map(tuple, links)), notices=told, found_digest=digest
        )

    def with_found(self, found: bytes) -> "RenderedPage":
        """The page with what the search finds of it."""
        return replace(self, found=found, found_digest=hashlib.sha256(found).hexdigest() if found else "")

    def to_msgpack(self) -> bytes:
        """The parts and the anchors as MessagePack, in which long texts stand as they are."""
        return msgspec.msgpack.encode((self.parts, self.anchors))

    @classmethod
    def from_msgpack(cls, data: bytes) -> "RenderedPage":
        """A page of its MessagePack, without what `notes` have and what is found."""
        parts, anchors = msgspec.msgpack.decode(data)
        return cls(parts, anchors=tuple(anchors))


@dataclass(frozen=True, slots=True)
class Frame:
    """What many pages show alike: literal text and, at the odd places, the names of parts."""

    pieces: tuple[str, ...]
    key: str = field(default="", compare=False)

    @classmethod
    def of(cls, text: str) -> "Frame":
        """The frame in a text with marks for the parts; raises `ValueError` where one is missing or doubled."""
        pieces: list[str] = []
        end = 0
        for mark in _ANY_MARK.finditer(text):
            pieces += [text[end : mark.start()], _OF_MARK[mark[0]]]
            end = mark.end()
        pieces.append(text[end:])
        if any(pieces[1::2].count(part) != 1 for part in _ONCE):
            raise ValueError("a frame has to hold the page's own head, content and scripts, each once")
        return cls(tuple(pieces), hashlib.sha256(text.encode()).hexdigest())

    def around(self, parts: Mapping[str, str]) -> str:
        """A whole page."""
        filled = list(self.pieces)
        head = with_address(parts.get("head", ""), parts.get("address", ""), parts.get("root", ""))
        own = {**parts, "head": head}
        filled[1::2] = [own.get(part, "") for part in self.pieces[1::2]]
        return "".join(filled)
