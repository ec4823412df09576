"""A timeline line and a quote box as elements of a page, made from their records.

Sentences and names stay Markdown, which Python-Markdown reads afterwards; whatever else an element says is text.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from dateline.briefing import entry_notes
from dateline.briefing.document import DAY, IMPLIED, NO_SPEAKER, VIA, is_venue
from dateline.briefing.source_rights import sources_of
from dateline.model.annotations import Status
from dateline.model.briefing import Difference, Entry, Source
from dateline.site.date_format import date_words, is_date
from dateline.site.file_words import note_in, via_in
from dateline.site.interface_language import Language
from dateline.site.markdown.translation import of_interface


def first_paragraph(item: Element) -> Element:
    """The paragraph that a list item opens with; made here for an item of a list without blank lines."""
    if not (item.text or "").strip() and len(item) and item[0].tag == "p":
        return item[0]
    line = Element("p")
    line.text, item.text = item.text, ""
    item.insert(0, line)
    return line


def _publishers_of(sources: Iterable[Source]) -> dict[str, str]:
    """What sources are called, by their ids: their publishers, with the id where two have the same one."""
    named = [(source.id, source.publisher) for source in sources if source.publisher]
    times = Counter(publisher for _, publisher in named)
    return {
        label: f"{publisher}, {label}" if times[publisher] > 1 else publisher for label, publisher in named
    }


def show_entry(
    item: Element,
    entry: Entry,
    sentence: str,
    is_same_day: bool,
    language: Language,
    front: Mapping[str, object],
) -> None:
    """Give a list item the date, the labels and the sentence (Markdown) of a timeline line.

    The front matter of its briefing tells whose the sources are that differ on it.
    """
    line = first_paragraph(item)
    line.set("class", "timeline__text")
    line.text = sentence
    _add_permalink(line, item, language.gettext("Link to this line"))
    if not entry.date:
        item.set("class", "timeline__entry timeline__entry--undated")
        return
    mark = " turning-point" if entry.is_turning_point else ""
    item.set("class", f"timeline__entry timeline__entry--{entry.status}{mark}")
    head = _head_of(entry, language)
    if is_same_day:
        head.set("class", "timeline__date timeline__date--again")
    item.insert(0, head)
    if entry.differences:
        item.insert(2, _differences_of(entry.differences, language, _publishers_of(sources_of(front))))


def _add_permalink(parent: Element, item: Element, name: str) -> None:
    """A link to an item, which a script makes a button that copies it (`cite.js`); its sign is set by the styles."""
    link = {"class": "permalink", "href": f"#{item.get('id')}", "aria-label": name}
    of_interface(SubElement(parent, "a", link))


def _head_of(entry: Entry, language: Language) -> Element:
    """The date of a line, and a label for each note but on what sources differ and that it happened."""
    head = Element("p", {"class": "timeline__date"})
    last = add_time(head, entry.date, language)
    for note in entry.notes:
        if note != Status.HAPPENED and not note.startswith(entry_notes.DIFFER):
            last.tail = " "
            last = SubElement(head, "span", {"class": "label"})
            _fill_label(last, note, language)
    return head


def _fill_label(label: Element, note: str, language: Language) -> None:
    """A note in words: the days for which an event was announced as the reader writes days."""
    days = entry_notes.planned_of((note,))
    planned_for, conjunction = language.gettext("planned for"), language.gettext("and")
    label.text = AtomicString(f"{planned_for} " if days else note_in(language, note))
    if days or label.text != note:
        of_interface(label)
    for number, day in enumerate(days, 1):
        add_time(label, day, language).tail = f" {conjunction} " if number < len(days) else None


def add_time(parent: Element, date: str, language: Language) -> Element:
    """A date in words with its machine value; words alone for what is no date."""
    is_known = is_date(date)
    time = SubElement(parent, "time", {"datetime": date}) if is_known else SubElement(parent, "span")
    time.text = AtomicString(date_words(date, language))
    return of_interface(time) if is_known else time


def _differences_of(
    differences: Sequence[Difference], language: Language, publishers: Mapping[str, str]
) -> Element:
    """The line that flags what sources differ on, with each one's value."""
    line = Element("p", {"class": "timeline__differ"})
    last = of_interface(SubElement(line, "span", {"class": "label"}))
    last.text = AtomicString(language.gettext("sources differ"))
    before = " "
    for is_day, some in groupby(differences, entry_notes.is_day):
        last.tail, before = before, "; "
        last = of_interface(SubElement(line, "span"))
        on = language.gettext("on the day") if is_day else language.gettext("on the figure")
        last.text, last.tail = AtomicString(f"{on}:"), " "
        for number, difference in enumerate(some):
            if number:
                last.tail = " / "
            last = _value_of(line, difference, language, publishers)
    return line


def _value_of(
    line: Element, difference: Difference, language: Language, publishers: Mapping[str, str]
) -> Element:
    """A value on which sources differ, and who gives it."""
    value = SubElement(line, "span", {"class": "timeline__value"})
    if entry_notes.is_day(difference):
        last = add_time(value, difference.value, language)
    else:
        last = _add_words(value, None, AtomicString(difference.value))
    last.tail = AtomicString(f" ({publishers.get(difference.source, difference.source)})")
    return value


def show_quote(
    box: Element,
    words: Sequence[Element],
    caption: tuple[str, str | None, tuple[str, ...]],
    language: Language,
) -> None:
    """Make a figure of a box: the paragraphs of the quote, then who said them and how it is known."""
    box.tag = "figure"
    box.set("class", "quote")
    quote = SubElement(box, "blockquote")
    quote.extend(words)
    quote.text, box.text = box.text, "\n"
    _add_permalink(_add_caption(box, *caption, language), box, language.gettext("Link to this quote"))


def _add_caption(
    figure: Element, speaker: str, role: str | None, notes: Sequence[str], language: Language
) -> Element:
    caption = SubElement(figure, "figcaption")
    if speaker != NO_SPEAKER:
        last = _add_words(caption, "quote__speaker", speaker)
    else:
        nobody = language.gettext(NO_SPEAKER)
        last = of_interface(_add_words(caption, "quote__speaker quote__speaker--none", nobody))
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
        last = _add_words(caption, "quote__note", "(")
        for number, note in enumerate(occasion, 1):
            is_day = DAY.fullmatch(note)
            word = add_time(last, note, language) if is_day else _add_words(last, None, note)
            word.tail = "; " if number < len(occasion) else ")"
    if IMPLIED in notes:
        last.tail = " "
        of_interface(_add_words(caption, "label", language.gettext(IMPLIED)))
    return caption


def _add_words(parent: Element, name: str | None, markdown: str) -> Element:
    part = SubElement(parent, "span", {"class": name} if name else {})
    part.text = markdown
    return part
