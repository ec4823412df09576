"""Headings and items that slips of the pen, or a formatter, have made something else.

## Key qoutes     ### Timeline     ## key points     ##Timeline

mdformat without its plugins makes text of front matter and footnotes, and code of a box's second paragraph.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from dateline.briefing.blocks import ids_in
from dateline.briefing.document import KEY_POINTS, KEY_QUOTES, TIMELINE
from dateline.check.records import CheckedFile
from dateline.model.problems import Problem, error

_SECTIONS = (KEY_POINTS, KEY_QUOTES, TIMELINE)
_HEADING = re.compile(
    r" {0,3}#{1,6}[ \t]*(?P<text>[^#\n]*?)[ \t#]*(?:\n|$)|(?P<over>[A-Za-z][^\n]{0,40})\n(?:=+|-+)[ \t]*(?:\n|$)"
)
_ATTRIBUTES = re.compile(r"\{[^{}]*\}")
_RULED_OFF = re.compile(r"\s*(?:_{3,}|\*{3,}|-{3,})[ \t]*\n\s*(?:#+ )?[A-Za-z_][\w-]*: ")
_ESCAPED_NOTE = re.compile(r"^\\\[\^(?P<label>[\w-]+)\\?\]:", re.MULTILINE)
_BACK = "take the file back from version control, and see “Formatters” in docs/guide/editing.md"


def misspelt_headings(checked: CheckedFile) -> Iterator[Problem]:
    """Headings a slip in spelling, or a level, away from one under which items stand: they are read as prose."""
    for block in checked.shown_blocks:
        match = _HEADING.match(block.text)
        meant = _section_meant(match["text"] or match["over"] or "") if match else None
        if match and meant and not re.fullmatch(rf"## {meant}[ #]*", match[0]):
            written = match[0].partition("\n")[0].strip()
            message = f"what stands under “{written}” is not read as {meant.lower()}"
            yield checked.warning(block.line, message, f"write “## {meant}”, or give it another name", 1)


@lru_cache(maxsize=256)  # briefings have much the same
def _section_meant(heading: str) -> str | None:
    """The section whose heading this one is, or nearly is; None for a person's own."""
    letters = _letters_of(_ATTRIBUTES.sub("", heading))
    return next((known for known in _SECTIONS if _is_slip(letters, _letters_of(known))), None)


def _is_slip(letters: str, known: str) -> bool:
    """Whether a word is another with a letter left out, added, changed or swapped.

    Two such slips count where the letters themselves are nearly the same: “qoute” for “quotes”, not “notes”.
    """
    distance = OSA.distance(letters, known, score_cutoff=2)
    if distance <= 1:
        return True
    return distance == 2 and OSA.distance("".join(sorted(letters)), "".join(sorted(known))) <= 1


def _letters_of(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def items_in_code(checked: CheckedFile) -> Iterator[Problem]:
    """Items that have become a block of code."""
    for block in checked.blocks:
        if block.is_code and (names := ids_in(block.text)):
            message = f"words of the item {names[0]} stand in a block of code, where a formatter has put them"
            hint = "take them out of it, and indent each paragraph of a quote box by four blanks"
            yield checked.error(block.line, message, hint)


def escaped_footnotes(checked: CheckedFile) -> Iterator[Problem]:
    r"""Footnotes that have become text: \[^s1-4\]: Bell, paragraph 4."""
    for block in checked.blocks if r"\[^" in checked.front.body else ():
        if not block.is_code and (match := _ESCAPED_NOTE.search(block.text)):
            line = block.line + block.text.count("\n", 0, match.start())
            message = f"the footnote [^{match['label']}] is text: a formatter that knows no footnotes has made it that"
            yield checked.error(line, message, _BACK)


def no_front_matter(text: str, file: str) -> Problem:
    """The problem of a briefing in which no front matter is found."""
    if _RULED_OFF.match(text):
        message = "the briefing has no front matter: a formatter that knows none has made text of it"
        return error(file, 1, message, _BACK)
    hint = "a briefing begins with a line ---, then title: …, then a line ---"
    return error(file, 1, "the briefing has no front matter", hint)
