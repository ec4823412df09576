"""Headings that are nearly one of those under which a briefing's items stand: what is below them is read as prose.

## Key qoutes     ### Timeline     ## key points     ##Timeline
"""

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from dateline.briefing.document import KEY_POINTS, KEY_QUOTES, TIMELINE
from dateline.check.records import Page
from dateline.model.problems import Problem, warning

_KNOWN = (KEY_POINTS, KEY_QUOTES, TIMELINE)
_HEADING = re.compile(
    r" {0,3}#{1,6}[ \t]*(?P<text>[^#\n]*?)[ \t#]*(?:\n|$)|(?P<over>[A-Za-z][^\n]{0,40})\n(?:=+|-+)[ \t]*(?:\n|$)"
)
_ATTRIBUTES = re.compile(r"\{[^{}]*\}")


def nearly_ours(page: Page) -> Iterator[Problem]:
    """Headings a slip in spelling, or a level, away from a generated one."""
    for block in page.shown:
        match = _HEADING.match(block.text)
        meant = _meant(match["text"] or match["over"] or "") if match else None
        if match and meant and not re.fullmatch(rf"## {meant}[ #]*", match[0]):
            written = match[0].partition("\n")[0].strip()
            message = f"what stands under “{written}” is not read as {meant.lower()}"
            yield warning(page.file, block.line, message, f"write “## {meant}”, or give it another name", 1)


def _meant(written: str) -> str | None:
    """The generated heading that this one nearly is, or is; None for a person's own."""
    letters = _letters_of(_ATTRIBUTES.sub("", written))
    return next((known for known in _KNOWN if _is_slip(letters, _letters_of(known))), None)


def _is_slip(letters: str, known: str) -> bool:
    """Whether a word is another with a letter left out, added, changed or swapped.

    Two such slips count where the letters themselves are nearly the same: “qoute” for “quotes”, not “notes”.
    """
    distance = OSA.distance(letters, known, score_cutoff=2)
    return distance <= 1 or (
        distance == 2 and OSA.distance("".join(sorted(letters)), "".join(sorted(known))) <= 1
    )


def _letters_of(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
