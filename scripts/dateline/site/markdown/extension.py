"""A Python-Markdown extension that gives a briefing's parts their shape on the page.

    ## Timeline, then a list     -> <ol class="timeline"> with <time datetime> and a label of what is planned
    !!! quote "Speaker, role"    -> <figure> with <blockquote> and <figcaption>; it and a timeline's lines have ids
    an item's identity           -> its id on the page
    footnotes                    -> a section "Evidence"; footnotes that nothing cites are left out
    a first line of ours         -> the briefing's language; corrections at the items they are about (`prelude_of`)

It works on block structure, before inline Markdown is read, so hand-written Markdown of any kind goes through
it, and it reads lines with the functions that read the file elsewhere.
"""

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import partial
from typing import TypeVar
from xml.etree.ElementTree import Comment, Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString

from dateline.briefing import entry_notes
from dateline.briefing.blocks import ESCAPE, IDENTITY, NAMES_ITEM, ids_in
from dateline.briefing.document import (
    DAY,
    IMPLIED,
    NO_SPEAKER,
    TIMELINE,
    VIA,
    entry_parts,
    is_venue,
    title_parts,
    unescape,
    words_of,
)
from dateline.model.annotations import Status
from dateline.model.briefing import Difference
from dateline.site.anchors import ENTRY, QUOTE, Anchors
from dateline.site.date_format import date_words, moment_of
from dateline.site.file_words import EVIDENCE, note_in, via_in
from dateline.site.interface_language import ENGLISH, Language
from dateline.site.markdown.commonmark import adapted
from dateline.site.markdown.translation import Footnotes, Headings, Tongues, of_interface

PRELUDE_END = " -->\n\n"
"""Ends the line of ours before a briefing's Markdown."""
EVIDENCE_MARK = "<!-- evidence -->"
"""Stands between the text of a page and its evidence."""

_BEFORE_INLINE, _AFTER_INLINE, _AFTER_IDS = 30, 13, 4
"""Python-Markdown's own: footnotes' list 50, inline 20, footnotes' back links 15, headings' ids 5."""
_BEFORE_HTML = 25
"""Python-Markdown's own: blanks 30, raw HTML 20."""
_AFTER_FENCES = 24
"""Python-Markdown's own: fenced code 25, raw HTML 20."""
_BEFORE_ESCAPES = 181
"""Python-Markdown's own: code 190, escapes 180."""
_AFTER_LINKS = -1
"""MkDocs' own: links 0, where it looks for each anchor in the text alone; a correction's is in the page's foot."""

_HEADING = re.compile(r"\s*(?P<text>.*?)\s*(?:\{[^{}]*\}\s*)?")


_T = TypeVar("_T")

Blame = Callable[[str, Exception], None]


def parted(page: str) -> tuple[str, str]:
    """A rendered briefing as its text and its evidence."""
    body, mark, evidence = page.rpartition(EVIDENCE_MARK)
    return (body, evidence) if mark else (page, "")


class BriefingMarkup(Extension):
    """The extension that the plugin adds to Python-Markdown; its own words are in the language of the interface.

    An error in the code that a line or a box brings out is raised, but while it `is_careful`: then `blame` is told the
    Markdown of that item, which the page shows as a plain one.
    """

    def __init__(self, language: Language = ENGLISH, blame: Blame = lambda words, reason: None) -> None:
        super().__init__()
        self.is_careful = False
        self._language = language
        self._blame = blame

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- Python-Markdown's name
        """Register the steps."""
        md.registerExtension(self)
        language, prelude = self._language, _Prelude(md)
        md.preprocessors.register(prelude, "dateline-prelude", _BEFORE_HTML)
        md.preprocessors.register(_Lines(md), "dateline-lines", _AFTER_FENCES)
        md.inlinePatterns.register(_Escapes(ESCAPE.pattern, md), "dateline-escapes", _BEFORE_ESCAPES)
        steps: dict[str, tuple[Treeprocessor, int]] = {
            "shapes": (_Shapes(md, language, self._blame if self.is_careful else None), _BEFORE_INLINE),
            "footnotes": (Footnotes(md, language), _BEFORE_INLINE),
            "evidence": (_Evidence(md, language), _AFTER_INLINE),
            "headings": (Headings(md, language), _AFTER_IDS),
            "corrected": (_Corrected(md, language, prelude), _AFTER_LINKS),
            "tongues": (Tongues(md, language, lambda: prelude.language), _AFTER_LINKS - 1),
            "parting": (_Parting(md), _AFTER_LINKS - 2),
        }
        for name, (step, priority) in steps.items():
            md.treeprocessors.register(step, f"dateline-{name}", priority)


class _Shapes(Treeprocessor):
    def __init__(self, md: Markdown, language: Language, blame: Blame | None) -> None:
        super().__init__(md)
        self._language = language
        self._blame = blame

    def run(self, root: Element) -> None:
        """Shape timelines and quote boxes."""
        anchors = Anchors()
        for items in _lists_below(root, TIMELINE):
            self._shape_timeline(items, anchors)
        for box in list(root.iter("div")):
            if "quote" in box.get("class", "").split()[1:]:
                self._shaped(box, partial(_shape_quote, box, anchors, self._language))
        _name_items(root)

    def _shape_timeline(self, items: Element, anchors: Anchors) -> None:
        items.tag = "ol"
        items.set("class", "timeline")
        date = ""
        for item in items:
            date = self._shaped(item, partial(_shape_entry, item, date, anchors, self._language)) or ""

    def _shaped(self, element: Element, shape: Callable[[], _T]) -> _T | None:
        """Shape an element; one that can't be shaped stays as it was, and gives None."""
        if self._blame is None:
            return shape()
        before = deepcopy(element)
        try:
            return shape()
        except Exception as reason:
            self._blame(_with_marks("\n".join(before.itertext())), reason)
            element.clear()
            element.tag, element.text, element.tail = before.tag, before.text, before.tail
            element.attrib.update(before.attrib)
            element.extend(before)
            return None


# --- identities and boxes, before Markdown reads the lines -------------------------------------------------

_BEGIN, _END = "\ue0d0", "\ue0d1"
"""Private characters between which an item's identity goes through Python-Markdown, which would take out a comment."""
_UNNAMED = ("#", "[^", STX)
"""How a line begins that no identity names: a heading, a footnote, code that was put aside."""
_NAMED = re.compile(rf"\s*{_BEGIN}(?P<id>[\w-]+){_END}")


class _Lines(Preprocessor):
    """Puts identities where inline Markdown leaves them, and lines as Python-Markdown wants them."""

    def run(self, lines: list[str]) -> list[str]:
        """Rewrite the lines."""
        return list(_with_names(adapted(lines)))


def _with_names(lines: Iterable[str]) -> Iterator[str]:
    """The lines with each identity at the end of the line that it names, between private characters."""
    held: list[str] = []
    for line in lines:
        if NAMES_ITEM.fullmatch(line):
            while held and not held[-1].strip():
                held.pop()
            if held and not held[-1].startswith(_UNNAMED):
                held[-1] += IDENTITY.sub(_marked, line).strip()
        elif line.strip():
            yield from held
            held = [IDENTITY.sub(_marked, line)]
        else:
            held.append(line)
    yield from held


def _marked(comment: re.Match[str]) -> str:
    blanks = comment[0].partition("<")[0]
    return f"{blanks}{_BEGIN}{comment['id']}{_END}"


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


def _with_marks(text: str) -> str:
    """The text with its identities as the file has them."""
    return _NAMED.sub(lambda match: f" <!-- {match['id']} -->", text)


def _identity_in(text: str) -> str:
    return next(iter(ids_in(_with_marks(text))), "")


def _name_items(root: Element) -> None:
    """Give paragraphs and list items their identities as ids, where no shape has given one, and leave the marks out."""
    taken = {element.get("id") for element in root.iter()}
    for element in root.iter():
        for name in (
            match["id"] for text in (element.text, element.tail) for match in _NAMED.finditer(text or "")
        ):
            if name not in taken and element.tag in ("p", "li"):
                element.set("id", name)
                taken.add(name)
        if _BEGIN in (element.text or ""):
            element.text = _NAMED.sub("", element.text or "")
        if _BEGIN in (element.tail or ""):
            element.tail = _NAMED.sub("", element.tail or "")


class _Evidence(Treeprocessor):
    def __init__(self, md: Markdown, language: Language) -> None:
        super().__init__(md)
        self._language = language

    def run(self, root: Element) -> None:
        """Leave out footnotes that nothing cites, and put a heading above the others."""
        notes = next((div for div in root.iter("div") if div.get("class") == "footnote"), None)
        if notes is None or notes not in list(root):
            return
        cited = {link.get("href", "")[1:] for link in root.iter("a") if link.get("class") == "footnote-ref"}
        kept = [_drop_uncited(items, cited) for items in notes.findall("ol")]
        place = list(root).index(notes)
        if not any(kept):
            root.remove(notes)
            return
        for line in notes.findall("hr"):
            notes.remove(line)
        heading = Element("h2")
        heading.text = EVIDENCE
        heading.tail = "\n"
        root.insert(place, heading)
        notes.set("role", "doc-endnotes")
        _mark_links(root, self._language)


class _Parting(Treeprocessor):
    def run(self, root: Element) -> None:
        """Mark where the evidence begins: at its heading.  Steps before this one take no comments."""
        for place, part in enumerate(root):
            if part.get("class") == "footnote":
                root.insert(place - 1, Comment(" evidence "))
                return


def _drop_uncited(items: Element, cited: set[str]) -> int:
    for item in list(items):
        if item.get("id") not in cited:
            items.remove(item)
    return len(items)


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


# --- corrections -----------------------------------------------------------------------------------------

Remark = tuple[str, str, str, str]
"""A correction: the identity of its item, or a footnote, its id on the page, its date, its text."""

_PRELUDE = re.compile(r"<!-- dateline: (?P<said>.*) -->")


def prelude_of(remarks: Sequence[Remark] = (), language: str | None = None) -> str:
    """What goes before a briefing's Markdown: its language, and its corrections, so that each is shown at its item.

    It goes there without corrections too, so that no line of the briefing's own is ever taken for it.
    """
    return f"<!-- dateline: {json.dumps([language, remarks])}{PRELUDE_END}"


class _Prelude(Preprocessor):
    """Takes that line out of the text."""

    language: str | None = None
    remarks: Sequence[Remark] = ()

    def run(self, lines: list[str]) -> list[str]:
        """Keep what it says of this text, and pass on the rest."""
        match = _PRELUDE.fullmatch(lines[0]) if lines else None
        self.language, self.remarks = json.loads(match["said"]) if match else (None, ())
        return lines[1:] if match else lines


class _Corrected(Treeprocessor):
    def __init__(self, md: Markdown, language: Language, prelude: _Prelude) -> None:
        super().__init__(md)
        self._language, self._prelude = language, prelude

    def run(self, root: Element) -> None:
        """Show the corrections at their items."""
        if not self._prelude.remarks:
            return
        above = {part: parent for parent in root.iter() for part in parent}
        cited = {part.get("id", ""): part for part in root.iter() if part.tag in ("figure", "li", "p")}
        for link in root.iter("a"):
            if link.get("class") == "footnote-ref":
                cited.setdefault(link.get("href", "").removeprefix("#fn:"), link)
        for label, anchor, date, text in self._prelude.remarks:
            if label in cited:
                _add_remark(
                    _line_of(cited[label], above), above, _remark_of(anchor, date, text, self._language)
                )


def _line_of(link: Element, above: Mapping[Element, Element]) -> Element:
    """The quote box, the list item or else the paragraph that a link stands in."""
    around = [link]
    while around[-1] in above:
        around.append(above[around[-1]])
    items = (part for part in around if part.tag in ("figure", "li"))
    return next(items, None) or next((part for part in around if part.tag == "p"), link)


def _add_remark(line: Element, above: Mapping[Element, Element], remark: Element) -> None:
    caption = line.find("figcaption")
    if caption is not None:
        caption.append(remark)
    elif line.tag == "li":
        line.append(remark)
    else:
        around = above[line]
        around.insert(list(around).index(line) + 1, remark)


def _remark_of(anchor: str, date: str, text: str, language: Language) -> Element:
    remark = Element("p", {"class": "corrected", "data-search-exclude": "true"})
    link = SubElement(remark, "a", {"href": f"#{anchor}"})
    of_interface(link).text = AtomicString(language.gettext("Corrected"))
    link.tail = AtomicString(" ")
    _add_time(remark, date, language).tail = AtomicString(f": {text}")
    return remark


# --- the timeline ----------------------------------------------------------------------------------------


def _lists_below(root: Element, title: str) -> Iterator[Element]:
    """The lists of the sections with a title, up to the next heading of their rank."""
    inside = False
    for element in root:
        if element.tag in ("h1", "h2"):
            match = _HEADING.fullmatch(element.text or "")
            inside = element.tag == "h2" and match is not None and match["text"] == title
        elif inside and element.tag in ("ul", "ol"):
            yield element


def _shape_entry(item: Element, date_above: str, anchors: Anchors, language: Language) -> str:
    """A list item's first line into date, label and text; returns the date ("" for a line without one)."""
    line = _first_paragraph(item)
    written = (line.text or "").strip()
    parts = entry_parts(written)
    line.set("class", "timeline__text")
    item.set("id", anchors.of(ENTRY, _identity_in(written), _known_by(parts, written)))
    if parts is None:
        item.set("class", "timeline__entry timeline__entry--undated")
        return ""
    date, bracket, text = parts
    notes = unescape(bracket or "")
    line.text = text
    item.set("class", f"timeline__entry timeline__entry--{entry_notes.status_of(notes)}")
    head = _head_of(date, notes, language)
    if date == date_above:
        head.set("class", "timeline__date timeline__date--again")
    item.insert(0, head)
    if differences := entry_notes.differences_of(notes):
        item.insert(2, _differences_of(differences, language))
    return date


def _known_by(parts: tuple[str, str | None, str] | None, written: str) -> str:
    text = f"{parts[0]} {parts[2]}" if parts else written
    return words_of(_with_marks(text))


def _first_paragraph(item: Element) -> Element:
    """The paragraph that a list item opens with; made here for an item of a list without blank lines."""
    if not (item.text or "").strip() and len(item) and item[0].tag == "p":
        return item[0]
    line = Element("p")
    line.text, item.text = item.text, ""
    item.insert(0, line)
    return line


def _head_of(date: str, notes: str, language: Language) -> Element:
    """The date of a line, and a label for each note but on what sources differ and that it happened."""
    head = Element("p", {"class": "timeline__date"})
    last = _add_time(head, date, language)
    for note in entry_notes.split_notes(notes):
        if note != Status.HAPPENED and not note.startswith(entry_notes.DIFFER):
            last.tail = " "
            last = SubElement(head, "span", {"class": "label"})
            _fill_label(last, note, language)
    return head


def _fill_label(label: Element, note: str, language: Language) -> None:
    """A note in words: the days for which an event was announced as the reader writes days."""
    days = entry_notes.planned_of(note)
    planned_for, conjunction = language.gettext("planned for"), language.gettext("and")
    label.text = AtomicString(f"{planned_for} " if days else note_in(language, note))
    if days or label.text != note:
        of_interface(label)
    for number, day in enumerate(days):
        time = _add_time(label, day, language)
        time.tail = f" {conjunction} " if number + 1 < len(days) else None


def _add_time(parent: Element, date: str, language: Language) -> Element:
    """A date in words with its machine value; words alone for what is no date."""
    moment = moment_of(date)
    time = SubElement(parent, "time", {"datetime": date}) if moment.valid else SubElement(parent, "span")
    time.text = AtomicString(date_words(date, language))
    return of_interface(time) if moment.valid else time


def _differences_of(differences: Sequence[Difference], language: Language) -> Element:
    """The line that flags what sources differ on, with each one's value."""
    line = Element("p", {"class": "timeline__differ"})
    label = SubElement(line, "span", {"class": "label"})
    of_interface(label)
    label.text, label.tail = AtomicString(language.gettext("sources differ")), " "
    for number, difference in enumerate(differences):
        value = SubElement(line, "span", {"class": "timeline__value"})
        if entry_notes.is_day(difference):
            last = _add_time(value, difference.value, language)
        else:
            last = SubElement(value, "span")
            last.text = AtomicString(difference.value)
        last.tail = f" ({difference.source})"
        value.tail = " / " if number + 1 < len(differences) else None
    return line


# --- the quote box ---------------------------------------------------------------------------------------


def _shape_quote(box: Element, anchors: Anchors, language: Language) -> None:
    """An admonition of the kind "quote" into a figure: the words, then who said them and how it is known."""
    title = next((part for part in box if part.get("class") == "admonition-title"), None)
    words = [part for part in box if part is not title]
    for part in list(box):
        box.remove(part)
    said = " ".join(filter(None, (box.text, *(part.text for part in words))))
    box.tag = "figure"
    box.set("class", "quote")
    box.set("id", anchors.of(QUOTE, _identity_in(said), words_of(_with_marks(said))))
    quote = SubElement(box, "blockquote")
    quote.extend(words)
    quote.text, box.text = box.text, "\n"
    written = (title.text or "") if title is not None else ""
    _add_caption(box, NO_SPEAKER if written in ("", "Quote") else written, language)


def _add_caption(figure: Element, title: str, language: Language) -> None:
    speaker, role, notes = title_parts(title)
    caption = SubElement(figure, "figcaption")
    if speaker != NO_SPEAKER:
        last = _add_words(caption, "quote__speaker", speaker)
    else:
        last = _add_words(caption, "quote__speaker quote__speaker--none", language.gettext(NO_SPEAKER))
        of_interface(last)
    if role:
        last.tail = ", "
        last = _add_words(caption, "quote__role", role)
    for note in notes:
        if note.startswith(VIA):
            last.tail = ", "
            last = _add_words(caption, "quote__via", via_in(language, note))
    occasion = [note for note in notes if DAY.fullmatch(note) or is_venue(note)]
    if occasion:
        last.tail = " "
        last = _add_occasion(caption, occasion, language)
    if IMPLIED in notes:
        last.tail = " "
        of_interface(_add_words(caption, "label", language.gettext(IMPLIED)))


def _add_occasion(caption: Element, notes: Sequence[str], language: Language) -> Element:
    """When and where the words were said, in brackets."""
    part = SubElement(caption, "span", {"class": "quote__note"})
    part.text = "("
    for number, note in enumerate(notes, 1):
        end = "; " if number < len(notes) else ")"
        if DAY.fullmatch(note):
            word = _add_time(part, note, language)
        else:
            word = SubElement(part, "span")
            word.text = note
        word.tail = end
    return part


def _add_words(parent: Element, name: str, markdown: str) -> Element:
    part = SubElement(parent, "span", {"class": name})
    part.text = markdown
    return part
