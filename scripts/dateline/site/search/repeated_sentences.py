"""What a briefing's page says twice: a sentence of its source stands in a line, and again in the evidence."""

import re
from collections.abc import Iterator
from html import escape

from dateline.model.briefing import Briefing, Entry, KeyPoint

_NOTE = ' id="fn:'
_WORD = re.compile(r"\w+")


def without_repeats(html: str, briefing: Briefing) -> str:
    """A briefing's page without the sentences of its evidence that it says elsewhere, in a line or in other evidence.

    An index holds each place of a word, so that they are half of what a frequent word weighs; who looks for their
    words, or for the whole sentence, finds the page all the same, and lands on the line.  A sentence that stays in the
    page in another form (a person may have set a word of it in italics) stays in the index.
    """
    said = "\n".join(map(_run, _texts_of(briefing)))
    page, *notes = html.split(_NOTE)
    places = {note.partition('"')[0]: place for place, note in enumerate(notes)}
    for note in briefing.evidence:
        place = places.get(note.label, -1)
        quoted = _quoted_in(notes[place], note.text) if place >= 0 and note.text else ""
        if not quoted:
            continue
        run = _run(note.text)
        if run in said:
            notes[place] = notes[place].replace(quoted, "", 1)
        else:
            said += f"\n{run}"
    return _NOTE.join((page, *notes))


def _quoted_in(note: str, text: str) -> str:
    """A sentence as its footnote has it: between marks, or with its own; "" where it stands otherwise."""
    words, end = escape(text, quote=False), note.find("</li>")
    return next((form for form in (f"“{words}”", words) if note.find(form, 0, end) >= 0), "")


def _texts_of(briefing: Briefing) -> Iterator[str]:
    yield briefing.lead
    for item in briefing.items:
        if isinstance(item, KeyPoint | Entry):
            yield item.text
        else:
            yield from item.parts


def _run(text: str) -> str:
    """The words of a text in a form in which one that holds another has all of its words, side by side."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
