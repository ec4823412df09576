"""Damage that a formatter does which knows no front matter, footnotes or boxes, and what would put it right.

mdformat without its plugins makes text of front matter and footnotes, and code of a box's second paragraph.
"""

import re
from collections.abc import Iterator

from dateline.briefing.blocks import ids_in
from dateline.check.records import Page
from dateline.model.problems import Problem, error

_RULED_OFF = re.compile(r"\s*(?:_{3,}|\*{3,}|-{3,})[ \t]*\n\s*(?:#+ )?[A-Za-z_][\w-]*: ")
_ESCAPED_NOTE = re.compile(r"^\\\[\^(?P<label>[\w-]+)\\?\]:", re.MULTILINE)
_BACK = "take the file back from version control, and see “Formatters” in docs/guide/editing.md"


def without_front_matter(text: str, file: str) -> Problem:
    """What to say of a briefing in which no front matter is found."""
    if _RULED_OFF.match(text):
        message = "the briefing has no front matter: a formatter that knows none has made text of it"
        return error(file, 1, message, _BACK)
    hint = "a briefing begins with a line ---, then title: …, then a line ---"
    return error(file, 1, "the briefing has no front matter", hint)


def damaged(page: Page) -> Iterator[Problem]:
    """Items that have become code, and footnotes that have become text."""
    for block in page.blocks:
        if block.is_code and (names := ids_in(block.text)):
            message = f"words of the item {names[0]} stand in a block of code, where a formatter has put them"
            hint = "take them out of it, and indent each paragraph of a quote box by four blanks"
            yield error(page.file, block.line, message, hint)
        elif not block.is_code and (match := _ESCAPED_NOTE.search(block.text)):
            line = block.line + block.text.count("\n", 0, match.start())
            message = f"the footnote [^{match['label']}] is text: a formatter that knows no footnotes has made it that"
            yield error(page.file, line, message, _BACK)
