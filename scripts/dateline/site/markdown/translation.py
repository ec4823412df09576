"""The fixed words of a briefing's file in the language of the interface, as steps of Python-Markdown.

What the interface says inside a briefing's text is marked as its language where that is not the briefing's own, so
that a screen reader pronounces it and a browser does not translate it twice.
"""

from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from dateline.briefing.document import NO_PUBLISHER, source_parts
from dateline.site.file_words import HEADINGS, dating_words, heading_in, place_in
from dateline.site.interface_language import ENGLISH, Language

_MARK = "data-interface"
"""Marks an element, until the last step, as words of the interface."""


def of_interface(element: Element) -> Element:
    """The element, marked as one that holds words of the interface."""
    element.set(_MARK, "")
    return element


def set_languages(root: Element, language: Language, briefing: str | None) -> None:
    """Set `lang` on the interface's words within a briefing in another language."""
    for element in root.iter():
        if element.attrib.pop(_MARK, None) is not None and briefing and briefing != language.tag:
            element.set("lang", language.tag)


def translate_headings(root: Element, language: Language, toc: Iterable[dict[str, Any]]) -> None:
    """Translate the file's own headings, which keep the ids that they have in English, and the table of contents."""
    for heading in root.iter("h2"):
        written = (heading.text or "").strip()
        if written in HEADINGS and all(part.get("class") == "headerlink" for part in heading):
            heading.text = AtomicString(heading_in(language, written))
            of_interface(heading)
    _translate_toc(toc, language)


def _translate_toc(tokens: Iterable[dict[str, Any]], language: Language) -> None:
    for token in tokens:
        if token["level"] == 2:
            token["name"] = heading_in(language, token["name"])
        _translate_toc(token["children"], language)


def translate_footnotes(root: Element, language: Language) -> None:
    """Translate what stands between a footnote's publisher and its sentence: the place, how a date is known."""
    for notes in root.iter("div"):
        if notes.get("class") == "footnote":
            for item in notes.iter("li"):
                first = next(iter(item), item)
                first.text = source_in(language, first.text or "")


def source_in(language: Language, markdown: str) -> str:
    """The Markdown of a footnote with the place, and how a date is known, in the language of the interface."""
    if language.tag == ENGLISH.tag:  # that of the file
        return markdown
    parts = source_parts(markdown)
    if parts is None:
        return markdown
    publisher, source, place, note, rest = parts
    said = language.gettext(NO_PUBLISHER) if publisher == NO_PUBLISHER else publisher
    said += f" ({source})" if source else ""
    said += f", {place_in(language, place)}" if place else ""
    said += f" ({dating_words(language, note)})" if note else ""
    return said + rest
