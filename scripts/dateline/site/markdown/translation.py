"""Steps of Python-Markdown that show the fixed words of a briefing's file in the language of the interface.

What the interface says inside a briefing's text is marked as its language where that is not the briefing's own, so
that a screen reader pronounces it and a browser does not translate it twice.
"""

from collections.abc import Callable, Iterable
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from dateline.briefing.document import NO_PUBLISHER, source_parts
from dateline.site.file_words import HEADINGS, dating_in, heading_in, place_in
from dateline.site.interface_language import Language

_MARK = "data-interface"
"""Marks an element, until the last step, as words of the interface."""


def of_interface(element: Element) -> Element:
    """The element, marked as one that holds words of the interface."""
    element.set(_MARK, "")
    return element


class Headings(Treeprocessor):
    """Translates the file's own headings, which keep the ids that they have in English."""

    def __init__(self, md: Markdown, language: Language) -> None:
        super().__init__(md)
        self._language = language

    def run(self, root: Element) -> None:
        """Translate; the table of contents, which is made by now, too."""
        for heading in root.iter("h2"):
            written = (heading.text or "").strip()
            if written in HEADINGS and all(part.get("class") == "headerlink" for part in heading):
                heading.text = AtomicString(heading_in(self._language, written))
                of_interface(heading)
        self._translate(getattr(self.md, "toc_tokens", ()))

    def _translate(self, tokens: Iterable[dict[str, Any]]) -> None:
        for token in tokens:
            if token["level"] == 2:
                token["name"] = heading_in(self._language, token["name"])
            self._translate(token["children"])


class Footnotes(Treeprocessor):
    """Translates what stands in a footnote between the publisher and the sentence: its place, how a date is known."""

    def __init__(self, md: Markdown, language: Language) -> None:
        super().__init__(md)
        self._language = language

    def run(self, root: Element) -> None:
        """Translate."""
        for notes in root.iter("div"):
            if notes.get("class") == "footnote":
                for item in notes.iter("li"):
                    first = next(iter(item), item)
                    first.text = source_in(self._language, first.text or "")


def source_in(language: Language, markdown: str) -> str:
    """A footnote's Markdown with its fixed words in a language."""
    parts = source_parts(markdown)
    if parts is None:
        return markdown
    publisher, source, place, note, rest = parts
    said = language.gettext(NO_PUBLISHER) if publisher == NO_PUBLISHER else publisher
    said += f" ({source})" if source else ""
    said += f", {place_in(language, place)}" if place else ""
    said += f" ({dating_in(language, note)})" if note else ""
    return said + rest


class Tongues(Treeprocessor):
    """Tells the language of the interface's words within a briefing in another."""

    def __init__(self, md: Markdown, language: Language, around: Callable[[], str | None]) -> None:
        super().__init__(md)
        self._tag, self._around = language.tag, around

    def run(self, root: Element) -> None:
        """Set `lang`, and where the briefing is in a language of another direction, `dir`."""
        around = self._around()
        for element in root.iter():
            if element.attrib.pop(_MARK, None) is not None and around and around != self._tag:
                element.set("lang", self._tag)
