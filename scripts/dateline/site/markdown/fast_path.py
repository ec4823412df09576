"""Renders a plain briefing straight from its blocks, to the very HTML that Python-Markdown makes of it.

Plain is what `dateline convert` writes and what people edit without markup of their own: paragraphs, headings of level
two, lists, timelines, quote boxes and footnotes, each a line of words, escapes, entities and citations, with its
identity below it.  A body with anything else is left to Python-Markdown as a whole, and so is every body where an
extension or an option is configured that may change such text (`fast_path_of`).

The rules are those of Python-Markdown (3.9 and later), of MkDocs' steps and of `extension`; the tests hold both ways
against each other.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import NBSP_PLACEHOLDER, FootnoteExtension
from markdown.extensions.toc import TocTreeprocessor
from markdown.serializers import RE_AMP, to_xhtml_string
from markdown.treeprocessors import PrettifyTreeprocessor

from dateline.briefing.blocks import ESCAPE, IDENTITY, REFERENCE, BodyBlock, BodyKind
from dateline.briefing.document import TIMELINE
from dateline.model.annotations import Status
from dateline.model.briefing import Entry, KeyQuote
from dateline.site.anchors import ENTRY, QUOTE, Anchors, words_of_entry, words_of_quote
from dateline.site.file_words import EVIDENCE, HEADINGS, heading_in
from dateline.site.interface_language import Language
from dateline.site.markdown.extension import EVIDENCE_MARK, BriefingMarkup, BriefingText
from dateline.site.markdown.items import show_entry, show_quote
from dateline.site.markdown.translation import set_languages, source_in

_NEEDED = frozenset({"admonition", "attr_list", "footnotes", "toc"})
_KNOWN = _NEEDED | {
    "def_list",
    "fenced_code",
    "md_in_html",
    "sane_lists",
    "tables",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.superfences",
    "pymdownx.tabbed",
}
"""Extensions that change no plain text, whatever their options, but for those that `_is_usual` looks at."""

_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ue0d0\ue0d1\ufdd0]")
"""Tabs, whose width depends on their place, and what Python-Markdown, our marks and `_SLOT` use for themselves."""
_SLOT = "\ufdd0"
"""Stands in an element for words that are rendered apart, and for an id."""
_LINES = 4096
"""Timeline lines of which is kept what stands around their words: most are of a day that other briefings tell of."""

_TEXT = (
    r"[^\\`\[*_<{&\n]++"  # what means nothing within a line
    r"|\\[!-/:-@\[-`{-~]"
    r"|&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z0-9]+);"
    r"|&(?!\\?#)(?![A-Za-z0-9]+\\?;)"  # an ampersand that is no entity, as in AT&T
)
# No group is repeated possessively: Python 3.11.2, which is Debian 12's, goes on from where the last attempt failed.
_WORDS = rf"(?P<words>(?:{_TEXT}|\[\^[\w-]+\])+)(?<!\s)"
_NAME = rf"(?:{IDENTITY.pattern})?"
_NO_BLOCK = r"(?=\S)(?![#>+*:~=|!?-]|\d+[.)](?:\s|$))"
"""Before a line that opens no block of another kind."""

_PARAGRAPH = re.compile(_NO_BLOCK + _WORDS + _NAME)
_BULLET = re.compile(r"[-*+] +" + _NO_BLOCK + _WORDS + _NAME)
_SENTENCE = re.compile(_WORDS + _NAME)
_QUOTED = re.compile(r" {4}" + _NO_BLOCK + _WORDS + _NAME)
_FOOTNOTE = re.compile(rf"\[\^(?P<label>[\w-]+)\]: *{_NO_BLOCK}(?P<words>(?:{_TEXT})+)(?<!\s)")
_TITLE = re.compile(rf'!!! quote "(?:{_TEXT})+')
_HEADING = re.compile(r"## (?P<title>[^\s\\`\[*_<{&#>]+(?: [^\s\\`\[*_<{&#>]+)*)")


@dataclass(frozen=True, slots=True)
class RenderedBody:
    """A briefing's body as HTML, with what a page has to know of it.  All its links lead to its own anchors."""

    html: str
    headings: tuple[tuple[str, str], ...]
    """The words (HTML) and the id of each, all of level two."""
    anchors: frozenset[str]


class FastPath:
    """Renders plain bodies as a configuration of Python-Markdown would."""

    def __init__(self, language: Language, toc: TocTreeprocessor, footnotes: Mapping[str, Any]) -> None:
        self.language = language
        self.place_marker = str(footnotes["PLACE_MARKER"])
        self._backlink = str(footnotes["BACKLINK_TITLE"]), str(footnotes["BACKLINK_TEXT"])
        self._toc = toc
        self._prettify = PrettifyTreeprocessor(toc.md)
        self._usual_line = lru_cache(_LINES)(self._usual_line_of)

    def render(self, text: BriefingText) -> RenderedBody | None:
        """The body of a briefing; None where it has to be left to Python-Markdown."""
        try:
            return _Rendering(self, text).body()
        except _NotPlain:
            return None

    def slug_of(self, heading: str) -> str:
        """The id of a heading; "" for one that gives none."""
        return str(self._toc.slugify(heading, self._toc.sep))

    def permalink(self, slug: str) -> str:
        """The link at a heading to itself, where the site wants one."""
        mark = self._toc.use_permalinks
        if mark in (False, None):
            return ""
        title = f' title="{_attribute(self._toc.permalink_title)}"' if self._toc.permalink_title else ""
        words = "&para;" if mark is True else _shown(str(mark))
        return f'<a class="headerlink" href="#{_attribute(slug)}"{title}>{words}</a>'

    def backlink(self, number: int, reference: str) -> str:
        """The link from a footnote to a place that cites it."""
        title, words = self._backlink
        title = _attribute(title.format(number))
        return (
            f'<a aria-label="{title}" class="footnote-backref" data-search-exclude="true" href="#{reference}"'
            f' role="doc-backlink" title="{title}">{words}</a>'
        )

    def line(self, entry: Entry, is_same_day: bool, text: BriefingText) -> list[str]:
        """A timeline's line around its id, its words and its id again."""
        if entry.differences:  # which sources of this briefing give
            return self._line_of(entry, is_same_day, text.language, text.document.briefing.front)
        shown = entry.date, entry.status, entry.notes, entry.is_turning_point
        return self._usual_line(*shown, is_same_day, text.language)

    def _usual_line_of(
        self,
        date: str,
        status: Status,
        notes: tuple[str, ...],
        is_turning_point: bool,
        is_same_day: bool,
        briefing: str | None,
    ) -> list[str]:
        entry = Entry(date, "", status, notes=notes, is_turning_point=is_turning_point)
        return self._line_of(entry, is_same_day, briefing, {})

    def _line_of(
        self, entry: Entry, is_same_day: bool, briefing: str | None, front: Mapping[str, object]
    ) -> list[str]:
        item = Element("li", {"id": _SLOT})
        show_entry(item, entry, _SLOT, is_same_day, self.language, front)
        return self.html_of(item, briefing).split(_SLOT)

    def html_of(self, element: Element, briefing: str | None) -> str:
        """An element that `items` has made, as a page of a briefing in some language shows it."""
        set_languages(element, self.language, briefing)
        self._prettify.run(element)
        return to_xhtml_string(element)


def fast_path_of(
    extensions: Sequence[Any], options: Mapping[str, Mapping[str, Any]], language: Language
) -> FastPath | None:
    """The fast path for a configuration of Python-Markdown; None for one that may change plain text."""
    names = [name.removeprefix("markdown.extensions.") for name in extensions if isinstance(name, str)]
    others = [extension for extension in extensions if not isinstance(extension, str)]
    is_known = _NEEDED.issubset(names) and _KNOWN.issuperset(names)
    if not is_known or not all(isinstance(extension, BriefingMarkup) for extension in others):
        return None
    md = Markdown(extensions=extensions, extension_configs=dict(options))
    toc: Any = md.treeprocessors["toc"]
    notes = next(one for one in md.registeredExtensions if isinstance(one, FootnoteExtension))
    footnotes = notes.getConfigs()
    return FastPath(language, toc, footnotes) if _is_usual(toc, footnotes) else None


def _is_usual(toc: TocTreeprocessor, footnotes: Mapping[str, Any]) -> bool:
    """Whether headings and footnotes have the form that is written here; their words and links may differ."""
    return (
        (toc.base_level, toc.toc_top, toc.permalink_class) == (0, 1, "headerlink")
        and toc.toc_bottom > 1
        and not (toc.use_anchors or toc.permalink_leading)
        and (not toc.marker or "[" in toc.marker)
        and (footnotes["SEPARATOR"], footnotes["SUPERSCRIPT_TEXT"]) == (":", "{}")
        and not (footnotes["UNIQUE_IDS"] or footnotes["USE_DEFINITION_ORDER"])
    )


# --- one body ----------------------------------------------------------------------------------------------


class _NotPlain(Exception):  # noqa: N818 -- no error: a way out
    """The body has something that only Python-Markdown renders."""


@dataclass(slots=True)
class _Words:
    """Words of the page, with the footnotes that they cite."""

    depth: int
    """How many elements they stand in: Python-Markdown reads those of few before those of many."""
    parts: list[str]
    """What stands before, between and after the citations, and between those the label of each."""

    def __str__(self) -> str:
        return "".join(self.parts)


class _Rendering:
    """The rendering of one body."""

    def __init__(self, path: FastPath, text: BriefingText) -> None:
        self._path, self._text = path, text
        briefing = text.document.briefing
        records: tuple[Entry | KeyQuote, ...] = (*briefing.key_quotes, *briefing.timeline)
        self._by_line = {record.line: record for record in records}
        self._anchors = Anchors()
        self._ids: list[str] = []
        self._headings: list[tuple[str, str]] = []
        self._words: list[_Words] = []

    def body(self) -> RenderedBody:
        """The body; raises `_NotPlain`."""
        blocks = self._text.document.blocks
        notes = [block for block in blocks if block.kind is BodyKind.FOOTNOTE]
        shown = blocks[: len(blocks) - len(notes)]
        body = self._text.document.front.body
        _require(
            all(map(_is_apart, blocks))
            and not any(block.kind is BodyKind.FOOTNOTE for block in shown)
            and not self._text.corrections
            and not _UNSEEN.search(body)
            and self._path.place_marker not in body
        )
        pieces = [
            piece for kind, some in groupby(shown, _kind_of) for piece in self._pieces(kind, list(some))
        ]
        evidence = self._evidence(_footnotes_in(notes))
        _require(len(set(self._ids)) == len(self._ids))
        html = "".join(map(str, pieces)) + evidence
        return RenderedBody(html.rstrip("\n"), tuple(self._headings), frozenset(self._ids))

    def _pieces(self, kind: BodyKind, blocks: list[BodyBlock]) -> Iterator[str | _Words]:
        if kind is BodyKind.HEADING:
            for block in blocks:
                yield self._heading(_matched(_HEADING, block.text)["title"])
        elif kind is BodyKind.BOX:
            for block in blocks:
                yield from self._box(block)
        elif kind is BodyKind.PROSE:
            for block in blocks:
                yield from self._element("p", _matched(_PARAGRAPH, block.text), 1)
        elif blocks[0].section == TIMELINE:
            yield '<ol class="timeline">\n'
            dates = ["", *(getattr(self._by_line.get(block.line), "date", "") for block in blocks)]
            for block, date_above in zip(blocks, dates, strict=False):
                yield from self._line(block, date_above)
            yield "</ol>\n"
        else:
            yield "<ul>\n"
            for block in blocks:
                yield from self._element("li", _matched(_BULLET, block.text), 2)
            yield "</ul>\n"

    def _heading(self, title: str) -> str:
        path = self._path
        slug = path.slug_of(title)
        self._ids.append(slug)
        _require(bool(slug))
        words = _shown(heading_in(path.language, title))
        self._headings.append((words, slug))
        is_ours = title in HEADINGS and self._text.language not in (None, path.language.tag)
        lang = f' lang="{path.language.tag}"' if is_ours else ""
        return f'<h2 id="{_attribute(slug)}"{lang}>{words}{path.permalink(slug)}</h2>\n'

    def _element(self, tag: str, found: re.Match[str], depth: int) -> Iterator[str | _Words]:
        """A paragraph or list item, with its identity as its id."""
        if found["id"]:
            self._ids.append(found["id"])
        yield f'<{tag} id="{found["id"]}">' if found["id"] else f"<{tag}>"
        yield self._cited(found["words"], depth)
        yield f"</{tag}>\n"

    def _line(self, block: BodyBlock, date_above: str) -> Iterator[str | _Words]:
        """A line of a timeline."""
        entry = self._by_line.get(block.line)
        _require(isinstance(entry, Entry) and bool(entry.head))
        assert isinstance(entry, Entry)
        # A bracket could make a note the mark that the table of contents takes the place of.
        _require("[" not in entry.head)
        start = len(block.text) - len(block.text[2:].lstrip())
        found = _matched(_SENTENCE, block.text[start + len(entry.head) :])
        anchor = self._anchor(ENTRY, entry.id, words_of_entry(entry), [found])
        opening, date, link, closing = self._path.line(entry, entry.date == date_above, self._text)
        yield from (f"{opening}{anchor}{date}", self._cited(found["words"], 3), f"{link}{anchor}{closing}")

    def _box(self, block: BodyBlock) -> Iterator[str | _Words]:
        """A quote box."""
        quote = self._by_line.get(block.line)
        title, _, below = block.text.partition("\n")
        _matched(_TITLE, title)
        _require(isinstance(quote, KeyQuote) and bool(quote.caption) and title.count('"') == 2)
        assert isinstance(quote, KeyQuote)
        assert quote.caption
        speaker, role, notes = quote.caption
        _require(not any("\\" in note for note in notes))  # an escape could hide what kind of note it is
        paragraphs = [_matched(_QUOTED, part) for part in below.split("\n\n")]
        box = Element("div", {"id": self._anchor(QUOTE, quote.id, words_of_quote(quote), paragraphs)})
        words = [Element("p") for _ in paragraphs]
        for paragraph in words:
            paragraph.text = _SLOT
        caption = _unescaped(speaker), _unescaped(role) if role else None, notes
        show_quote(box, words, caption, self._path.language)
        before, *after = self._path.html_of(box, self._text.language).split(_SLOT)
        yield before
        for found, rest in zip(paragraphs, after, strict=True):
            yield from (self._cited(found["words"], 3), rest)

    def _anchor(self, kind: str, name: str, words: str, parts: Iterable[re.Match[str]]) -> str:
        """The id of an item; one that is named twice, or by several names, is no plain one."""
        anchor = self._anchors.of(kind, name, words)
        _require(all(part["id"] in (None, anchor) for part in parts))
        self._ids.append(anchor)
        return anchor

    def _cited(self, markdown: str, depth: int) -> _Words:
        words = _Words(depth, REFERENCE.split(markdown))
        words.parts[::2] = [_shown(_unescaped(part)) for part in words.parts[::2]]
        self._words.append(words)
        return words

    def _evidence(self, footnotes: Mapping[str, str]) -> str:
        """The footnotes that the page cites; gives the words of the page the links to them."""
        citing: dict[str, list[str]] = {}
        numbers: dict[str, int] = {}
        for words in sorted(self._words, key=lambda words: words.depth):
            for place in range(1, len(words.parts), 2):
                label = words.parts[place]
                _require(label in footnotes)
                references = citing.setdefault(label, [])
                references.append(f"fnref{len(references) + 1 if references else ''}:{label}")
                number = numbers.setdefault(label, len(citing))
                words.parts[place] = self._reference(references[-1], label, number)
        if not citing:
            return ""
        self._ids += [name for label, references in citing.items() for name in (f"fn:{label}", *references)]
        items = "".join(
            self._footnote(label, footnotes[label], number, references)
            for number, (label, references) in enumerate(citing.items(), 1)
        )
        start = f'<div class="footnote" role="doc-endnotes">\n<ol>\n{items}</ol>\n</div>\n'
        return f"{EVIDENCE_MARK}{self._heading(EVIDENCE)}{start}"

    def _reference(self, name: str, label: str, number: int) -> str:
        said = _attribute(self._path.language.gettext("Evidence %(number)s", number=str(number)))
        return (
            f'<sup data-search-exclude="true" id="{name}"><a aria-label="{said}" class="footnote-ref"'
            f' href="#fn:{label}" role="doc-noteref">{number}</a></sup>'
        )

    def _footnote(self, label: str, markdown: str, number: int, references: Iterable[str]) -> str:
        # Python-Markdown has put a blank behind the words by the time that their source is translated.
        translated = source_in(self._path.language, markdown + NBSP_PLACEHOLDER)
        words = _shown(_unescaped(translated.removesuffix(NBSP_PLACEHOLDER)))
        links = "".join(self._path.backlink(number, reference) for reference in references)
        return f'<li id="fn:{label}">\n<p>{words}&#160;{links}</p>\n</li>\n'


def _require(is_plain: bool) -> None:
    if not is_plain:
        raise _NotPlain


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise _NotPlain
    return found


def _kind_of(block: BodyBlock) -> BodyKind:
    return block.kind


def _is_apart(block: BodyBlock) -> bool:
    """Whether blank lines part a block from the one before, but for a list's items and footnotes."""
    if any(block.gap):
        return False
    if block.kind is block.after is BodyKind.ITEM:
        return not block.gap
    return bool(block.gap) or block.after in (None, block.kind if block.kind is BodyKind.FOOTNOTE else None)


def _footnotes_in(blocks: Iterable[BodyBlock]) -> Mapping[str, str]:
    """The Markdown of the footnotes by their labels."""
    found = [_matched(_FOOTNOTE, block.text) for block in blocks]
    footnotes = {match["label"]: match["words"] for match in found}
    _require(len(footnotes) == len(found))
    return footnotes


def _unescaped(markdown: str) -> str:
    """Plain Markdown without its backslashes; what would be markup in HTML then is an entity."""
    return ESCAPE.sub(lambda match: escape(match[1]), markdown) if "\\" in markdown else markdown


def _shown(text: str) -> str:
    """A text with entities as HTML, as Python-Markdown's serializer has it."""
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return _shown(text).replace('"', "&quot;")
