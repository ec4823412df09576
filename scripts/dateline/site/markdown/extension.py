"""A Python-Markdown extension that gives a briefing's items their shape on the page.

    ## Timeline, then a list     -> <ol class="timeline"> with <time datetime> and a label of what is planned
    !!! quote "Speaker, role"    -> <figure> with <blockquote> and <figcaption>; it and a timeline's lines have ids
    an item's identity           -> its id on the page
    footnotes                    -> a section "Evidence"; footnotes that nothing cites are left out
    corrections                  -> a remark at the item that each is about

The text was parsed before (`BriefingText`).  Its items are marked with the numbers of their records before Markdown
reads it, and each mark is replaced by what its record says before inline Markdown is read.  What has no record,
because it is laid out in a way of its own (`1.` for a bullet, a box elsewhere), is parsed where it is met.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial
from xml.etree.ElementTree import Comment, Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from dateline.briefing.blocks import ESCAPE, IDENTITY, NAMES_ITEM, BodyBlock, body_lines, ids_in
from dateline.briefing.document import (
    NO_SPEAKER,
    TIMELINE,
    Document,
    entry_in,
    read,
    title_parts,
    words_of,
)
from dateline.model.briefing import Entry, KeyQuote
from dateline.site.anchors import ENTRY, QUOTE, Anchors, words_of_entry, words_of_quote
from dateline.site.file_words import EVIDENCE
from dateline.site.interface_language import ENGLISH, Language
from dateline.site.markdown.commonmark import adapted
from dateline.site.markdown.html_links import with_addresses
from dateline.site.markdown.items import (
    add_time,
    first_paragraph,
    show_entry,
    show_quote,
)
from dateline.site.markdown.translation import (
    of_interface,
    set_languages,
    translate_footnotes,
    translate_headings,
)
from dateline.site.markdown.without_html import leave_html_out, leave_running_out
from dateline.site.pages.corrections_page import CorrectionNote

EVIDENCE_MARK = "<!-- evidence -->"
"""Stands between the text of a page and its evidence."""

# Python-Markdown runs steps from the highest priority to the lowest; these are the numbers between its own.
_BEFORE_ALL, _AFTER_FENCES, _BEFORE_RAW_HTML = 40, 24, 35
"""Preprocessors: blanks 30, fenced code 25, raw HTML 20; postprocessors: raw HTML 30."""
_BEFORE_INLINE, _AFTER_INLINE, _AFTER_IDS, _AFTER_LINKS = 30, 13, 4, -1
"""Tree: footnotes' list 50, inline 20, footnotes' back links 15, headings' ids 5, MkDocs' links 0: it looks for each
anchor in the text alone, and a correction's is in the page's foot."""
_BEFORE_ESCAPES = 181
"""Inline: code 190, escapes 180."""

_HEADING = re.compile(r"\s*(?P<text>.*?)\s*(?:\{[^{}]*\}\s*)?")

Blame = Callable[[str, Exception], None]
Record = Entry | KeyQuote


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """The footnotes of a rendered briefing, below their heading."""

    heading: str = ""
    notes: str = ""

    @property
    def count(self) -> int:
        """How many there are."""
        return self.notes.count('<li id="fn:')


def parted(page: str) -> tuple[str, EvidenceList]:
    """A rendered briefing as its text and its evidence."""
    body, mark, evidence = page.rpartition(EVIDENCE_MARK)
    if not mark:
        return page, EvidenceList()
    heading, end, notes = evidence.partition("</h2>")
    return body, EvidenceList(heading + end, notes)


@dataclass(frozen=True, slots=True)
class BriefingText:
    """A briefing as it was parsed, for the rendering of its body."""

    document: Document
    language: str | None = None
    corrections: tuple[CorrectionNote, ...] = ()
    to_page: Callable[[str], str] = str
    """The address on the page for one in the file."""


class BriefingMarkup(Extension):
    """The extension that the plugin adds to Python-Markdown; its own words are in the language of the interface.

    An error in the code that a line or a box brings out is raised, or where there is a `blame`, this is told the
    Markdown of that item, which the page then shows as a plain one.  With `omits_html`, briefings are shown without raw
    HTML; other pages of the site are not.
    """

    def __init__(self, language: Language = ENGLISH, omits_html: bool = False) -> None:
        super().__init__()
        self.text: BriefingText | None = None
        """The briefing that is rendered next; any other text is parsed when it is rendered."""
        self.blame: Blame | None = None
        self._language, self._omits_html = language, omits_html

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- Python-Markdown's name
        """Register the steps."""
        md.registerExtension(self)
        language, marks = self._language, _Marks(md, self)
        md.preprocessors.register(marks, "dateline-marks", _BEFORE_ALL)
        md.preprocessors.register(_Lines(md), "dateline-lines", _AFTER_FENCES)
        md.inlinePatterns.register(_Escapes(ESCAPE.pattern, md), "dateline-escapes", _BEFORE_ESCAPES)
        md.postprocessors.register(_RawHtml(md, marks, self), "dateline-raw-html", _BEFORE_RAW_HTML)
        steps: dict[str, tuple[Callable[[Element], None], int]] = {
            "items": (partial(_show_items, marks=marks, language=language), _BEFORE_INLINE),
            "footnotes": (partial(translate_footnotes, language=language), _BEFORE_INLINE),
            "evidence": (partial(_show_evidence, language=language), _AFTER_INLINE),
            "headings": (
                lambda root: translate_headings(root, language, getattr(md, "toc_tokens", ())),
                _AFTER_IDS,
            ),
            "corrections": (
                lambda root: _show_corrections(root, self.text.corrections if self.text else (), language),
                _AFTER_LINKS,
            ),
            "languages": (
                lambda root: set_languages(root, language, self.text.language if self.text else None),
                _AFTER_LINKS - 1,
            ),
            "parting": (_part_evidence, _AFTER_LINKS - 2),
        }
        for name, (work, priority) in steps.items():
            md.treeprocessors.register(_Step(md, work), f"dateline-{name}", priority)
        if self._omits_html and self.text is not None:
            leave_html_out(md)
            clean = _Step(md, lambda root: leave_running_out(root, md.htmlStash.rawHtmlBlocks))
            md.treeprocessors.register(clean, "dateline-clean", _AFTER_LINKS - 3)


class _Step(Treeprocessor):
    """A step that is a function of the page's tree."""

    def __init__(self, md: Markdown, work: Callable[[Element], None]) -> None:
        super().__init__(md)
        self._work = work

    def run(self, root: Element) -> None:
        """Change the tree."""
        self._work(root)


# --- marks, before Markdown reads the lines ----------------------------------------------------------------

_BEGIN, _END = "\ue0d0", "\ue0d1"
"""Private characters around what Python-Markdown has to leave alone: a record's number, or an item's identity, whose
comment it would take out."""
_RECORD = re.compile(rf"{_BEGIN}#\d+{_END}")
_NAMED = re.compile(rf"\s*{_BEGIN}(?P<id>[\w-]+){_END}")
_COMMENT = r" <!-- \g<id> -->"
"""An identity as the file has it."""
_NO_MARKS = dict.fromkeys(map(ord, _BEGIN + _END))
_BOX_TITLE = re.compile(r'!!!\s+quote\b[^"“\n]*["“]')


class _Marks(Preprocessor):
    """Marks items: with their identities, a timeline line with its record in place of the head, a box's title too."""

    def __init__(self, md: Markdown, markup: BriefingMarkup) -> None:
        super().__init__(md)
        self._markup = markup
        self._found: dict[str, Record] = {}
        """The records of the text by their marks."""
        self.front: Mapping[str, object] = {}
        """The front matter of the text."""

    def run(self, lines: list[str]) -> list[str]:
        """Mark the lines; they are not parsed again where they are those that were parsed before."""
        body, text = "\n".join(lines).translate(_NO_MARKS), self._markup.text
        is_known = text is not None and text.document.front.body == body
        document = text.document if text and is_known else read(f"---\n---\n{body}", "")
        records: tuple[Record, ...] = (*document.briefing.key_quotes, *document.briefing.timeline)
        by_line, self._found = {record.line: record for record in records}, {}
        self.front = (text.document if text else document).briefing.front
        return list(
            body_lines(
                replace(block, text=self._marked_text(block, by_line.get(block.line)))
                for block in document.blocks
            )
        )

    def _marked_text(self, block: BodyBlock, record: Record | None) -> str:
        text = block.text
        if block.is_code:
            return text
        if NAMES_ITEM.fullmatch(text):  # below a heading or a footnote, which an identity does not name
            return ""
        start = end = 0
        if isinstance(record, Entry) and record.head:
            start = len(text) - len(text[2:].lstrip())
            end = start + len(record.head)
        elif isinstance(record, KeyQuote) and (title := _BOX_TITLE.match(text)):
            start = end = title.end()
        if record and end:
            mark = f"{_BEGIN}#{len(self._found)}{_END}"
            self._found[mark] = record
            text = text[:start] + mark + text[end:]
        return IDENTITY.sub(rf"{_BEGIN}\g<id>{_END}", text)

    def opening(self, markdown: str) -> tuple[Record | None, str]:
        """The record whose mark some Markdown opens with, and the Markdown behind the mark."""
        mark = _RECORD.match(markdown)
        record = self._found.get(mark[0]) if mark else None
        return (record, markdown[mark.end() :]) if mark and record else (None, markdown)

    def without(self, markdown: str, identity: str = "") -> str:
        """Markdown without marks: a record's gives way to what it stands for, an identity's to a replacement."""
        markdown = _RECORD.sub(lambda mark: getattr(self._found.get(mark[0]), "head", ""), markdown)
        return _NAMED.sub(identity, markdown) if _BEGIN in markdown else markdown

    @property
    def blame(self) -> Blame | None:
        """Told an item that can't be shown; None where the error is raised."""
        return self._markup.blame


class _RawHtml(Postprocessor):
    """Takes the marks out of raw HTML, in which no item is shown, and counts its addresses from the page."""

    def __init__(self, md: Markdown, marks: _Marks, markup: BriefingMarkup) -> None:
        super().__init__(md)
        self._marks, self._markup = marks, markup

    def run(self, text: str) -> str:
        """Change the HTML that was taken out; the text has only placeholders in its place."""
        stash, briefing = self.md.htmlStash.rawHtmlBlocks, self._markup.text
        for number, part in enumerate(stash):
            if isinstance(part, str):
                clean = self._marks.without(part)
                stash[number] = with_addresses(clean, briefing.to_page) if briefing else clean
        return text


class _Lines(Preprocessor):
    """Lays lines out as Python-Markdown wants them."""

    def run(self, lines: list[str]) -> list[str]:
        """Rewrite the lines."""
        return list(adapted(lines))


class _Escapes(InlineProcessor):
    r"""Shows the character behind a backslash where CommonMark does and Python-Markdown doesn't: `\<`, `\&`, `\"`.

    mdformat writes `\<script>` for the `&lt;script>` of a source.
    """

    def handleMatch(  # type: ignore[override]  # noqa: N802 -- Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int, int]:
        """Put the character where nothing reads it as markup."""
        shown = self.md.htmlStash.store(html.escape(m[1])) if m[1] not in self.md.ESCAPED_CHARS else None
        return shown, m.start(0), m.end(0)


# --- items -----------------------------------------------------------------------------------------------


def _show_items(root: Element, marks: _Marks, language: Language) -> None:
    """Shape timelines and quote boxes, and give every other item its id."""
    anchors = Anchors()
    for items in _lists_below(root, TIMELINE):
        items.tag = "ol"
        items.set("class", "timeline")
        date = ""
        for item in items:
            date = _shaped(item, partial(_show_line, item, date, anchors, marks, language), marks)
    for box in list(root.iter("div")):
        if "quote" in box.get("class", "").split()[1:]:
            _shaped(box, partial(_show_box, box, anchors, marks, language), marks)
    _name_items(root, marks)


def _lists_below(root: Element, title: str) -> Iterator[Element]:
    """The lists of the sections with a title, up to the next heading of their rank."""
    inside = False
    for element in root:
        if element.tag in ("h1", "h2"):
            match = _HEADING.fullmatch(element.text or "")
            inside = element.tag == "h2" and match is not None and match["text"] == title
        elif inside and element.tag in ("ul", "ol"):
            yield element


def _shaped(element: Element, shape: Callable[[], str], marks: _Marks) -> str:
    """Shape an element; while careful, one that can't be shaped stays as it was, and gives ""."""
    if marks.blame is None:
        return shape()
    before = deepcopy(element)
    try:
        return shape()
    except Exception as reason:
        marks.blame(marks.without("\n".join(before.itertext()), _COMMENT), reason)
        element.clear()
        element.tag, element.text, element.tail = before.tag, before.text, before.tail
        element.attrib.update(before.attrib)
        element.extend(before)
        return ""


def _show_line(item: Element, date_above: str, anchors: Anchors, marks: _Marks, language: Language) -> str:
    """Show a list item as a timeline line; gives its date, "" for a line without one."""
    written = first_paragraph(item).text or ""
    found, sentence = marks.opening(written.strip())
    if isinstance(found, Entry):
        entry = found
    else:
        entry = entry_in(marks.without(written.strip(), _COMMENT))
        sentence = written.strip()[len(entry.head) :] if entry.head else written
    item.set("id", anchors.of(ENTRY, entry.id, words_of_entry(entry)))
    show_entry(item, entry, sentence, entry.date == date_above, language, marks.front)
    return entry.date


def _show_box(box: Element, anchors: Anchors, marks: _Marks, language: Language) -> str:
    """Show an admonition of the kind "quote" as a figure."""
    title = next((part for part in box if part.get("class") == "admonition-title"), None)
    words = [part for part in box if part is not title]
    for part in list(box):
        box.remove(part)
    found, written = marks.opening((title.text or "") if title is not None else "")
    if isinstance(found, KeyQuote) and found.caption:
        anchor, caption = anchors.of(QUOTE, found.id, words_of_quote(found)), found.caption
    else:
        said = marks.without(" ".join(filter(None, (box.text, *(part.text for part in words)))), _COMMENT)
        anchor = anchors.of(QUOTE, next(iter(ids_in(said)), ""), words_of(said))
        caption = title_parts(NO_SPEAKER if written in ("", "Quote") else written)
    box.set("id", anchor)
    show_quote(box, words, caption, language)
    return ""


def _name_items(root: Element, marks: _Marks) -> None:
    """Give paragraphs and list items their identities as ids, where no shape has given one; take the marks out."""
    taken = {element.get("id") for element in root.iter()}
    for element in root.iter():
        texts = (element.text or "", element.tail or "")
        for name in (match["id"] for text in texts for match in _NAMED.finditer(text)):
            if name not in taken and element.tag in ("p", "li"):
                element.set("id", name)
                taken.add(name)
        if _BEGIN in texts[0]:
            element.text = marks.without(texts[0])
        if _BEGIN in texts[1]:
            element.tail = marks.without(texts[1])


# --- the evidence ----------------------------------------------------------------------------------------


def _show_evidence(root: Element, language: Language) -> None:
    """Leave out footnotes that nothing cites, and put a heading above the others."""
    notes = next((div for div in root.iter("div") if div.get("class") == "footnote"), None)
    if notes is None or notes not in list(root):
        return
    cited = {link.get("href", "")[1:] for link in root.iter("a") if link.get("class") == "footnote-ref"}
    for items in notes.findall("ol"):
        for item in list(items):
            if item.get("id") not in cited:
                items.remove(item)
    if not any(map(len, notes.findall("ol"))):
        root.remove(notes)
        return
    for line in notes.findall("hr"):
        notes.remove(line)
    heading = Element("h2")
    heading.text, heading.tail = EVIDENCE, "\n"
    root.insert(list(root).index(notes), heading)
    notes.set("role", "doc-endnotes")
    _mark_links(root, language)


def _mark_links(root: Element, language: Language) -> None:
    """Say what the links to and from the evidence are, to those who hear the page and to the search."""
    for element in root.iter():
        if element.get("class") == "footnote-ref":
            element.set("aria-label", language.gettext("Evidence %(number)s", number=element.text))
            element.set("role", "doc-noteref")
        elif element.get("class") == "footnote-backref":
            element.set("aria-label", element.get("title", ""))
            element.set("role", "doc-backlink")
            element.set("data-search-exclude", "true")
        elif element.tag == "sup" and element.get("id", "").startswith("fnref"):
            element.set("data-search-exclude", "true")


def _part_evidence(root: Element) -> None:
    """Mark where the evidence begins: at its heading.  Steps before this one take no comments."""
    for place, part in enumerate(root):
        if part.get("class") == "footnote":
            root.insert(place - 1, Comment(" evidence "))
            return


# --- corrections -----------------------------------------------------------------------------------------


def _show_corrections(root: Element, corrections: Sequence[CorrectionNote], language: Language) -> None:
    """Show each correction at the item, or at the first item that cites the footnote, that it is about."""
    if not corrections:
        return
    above = {part: parent for parent in root.iter() for part in parent}
    places = {part.get("id", ""): part for part in root.iter() if part.tag in ("figure", "li", "p")}
    for link in root.iter("a"):
        if link.get("class") == "footnote-ref":
            places.setdefault(link.get("href", "").removeprefix("#fn:"), link)
    for note in corrections:
        if note.item in places:
            _add_remark(_item_around(places[note.item], above), above, _remark_of(note, language))


def _item_around(link: Element, above: Mapping[Element, Element]) -> Element:
    """The quote box, the list item or else the paragraph that a link stands in."""
    around = [link]
    while around[-1] in above:
        around.append(above[around[-1]])
    items = (part for part in around if part.tag in ("figure", "li"))
    return next(items, None) or next((part for part in around if part.tag == "p"), link)


def _add_remark(item: Element, above: Mapping[Element, Element], remark: Element) -> None:
    caption = item.find("figcaption")
    if caption is not None:
        caption.append(remark)
    elif item.tag == "li":
        item.append(remark)
    else:
        around = above[item]
        around.insert(list(around).index(item) + 1, remark)


def _remark_of(note: CorrectionNote, language: Language) -> Element:
    remark = Element("p", {"class": "corrected", "data-search-exclude": "true"})
    link = of_interface(SubElement(remark, "a", {"href": f"#{note.anchor}"}))
    link.text, link.tail = AtomicString(language.gettext("Corrected")), AtomicString(" ")
    add_time(remark, note.date, language).tail = AtomicString(f": {note.text}")
    return remark
