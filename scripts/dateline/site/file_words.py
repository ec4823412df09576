"""The fixed words of a briefing's file in the language of the interface.

The file keeps them in English, which is its contract: headings, notes in brackets, places in a source.  A page shows
them as the reader's language has them; whatever else an author wrote there stays as it is.
"""

import re

from dateline.briefing.document import DATE_NOTES, IMPLIED, KEY_POINTS, KEY_QUOTES, TIMELINE, VIA
from dateline.briefing.entry_notes import TURNING_POINT
from dateline.model.annotations import Status
from dateline.site.interface_language import Language, marked

EVIDENCE = marked("Evidence")
"""The heading that a page has above its footnotes."""

_MESSAGES = (
    marked("Key points"),
    marked("Key quotes"),
    marked("Timeline"),
    marked("planned"),
    marked("possible"),
    marked("denied"),
    marked("happened"),
    marked("turning point"),
    marked("speaker implied"),
    marked("date stated"),
    marked("date counted from"),
    marked("date of the sentences before"),
    marked("date of publication"),
    marked("caption"),
    marked("headline"),
    marked("dek"),
    marked("correction"),
    marked("note"),
    marked("Source"),
    marked("Speaker not named"),
)
"""What the constants of the other modules say: the extraction of messages reads literals alone."""

HEADINGS = frozenset({KEY_POINTS, KEY_QUOTES, TIMELINE, EVIDENCE})
_PLACES = frozenset({"caption", "headline", "dek", "correction", "note"})
_NOTES = frozenset({*map(str, Status), TURNING_POINT, IMPLIED})
_PARAGRAPH = re.compile(r"paragraph (\d+)")


def heading_in(language: Language, heading: str) -> str:
    """A heading of level two: translated where it is one of the file's own."""
    return language.gettext(heading) if heading in HEADINGS else heading


def note_in(language: Language, note: str) -> str:
    """A note in brackets, of a timeline line or of a quote box: translated where it is one of the file's own."""
    return language.gettext(note) if note in _NOTES else note


def via_in(language: Language, note: str) -> str:
    """Who relays a quote: “according to Tass”, of which the name stays."""
    return language.gettext("according to %(name)s", name=note.removeprefix(VIA))


def place_in(language: Language, place: str) -> str:
    """A place in a source: “paragraph 4”, “caption”."""
    if match := _PARAGRAPH.fullmatch(place):
        return language.gettext("paragraph %(number)s", number=match[1])
    return language.gettext(place) if place in _PLACES else place


def dating_words(language: Language, note: str) -> str:
    """How a footnote's date is known: “date counted from “July””, of which the quoted words stay."""
    for known in DATE_NOTES.values():
        if note == known or note.startswith(f"{known} "):
            return language.gettext(known) + note.removeprefix(known)
    return note
