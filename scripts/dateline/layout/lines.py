"""The lines of a text and what can be measured on one of them: length, ending, case, vocabulary.

Every measure looks at a bounded part of a line, so a line of megabytes costs no more than a long paragraph.
"""

import re
from dataclasses import dataclass

_BREAK = re.compile(r"\n|[\f\x85\u2029]|[\v\u2028]{2,}")
"""What ends a line.  A lone VT or LS is a soft break within one (a headline set on two lines)."""

_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
    "(?<![\u0600-\u0fff\u2600-\U0001faff\ufe0f][\u200c\u200d])"
)
"""Format characters without a shape: soft hyphens, zero-width and bidi controls, plane 14 tags; joiners only
where they join nothing (they shape Arabic and Indic letters and make one emoji of several)."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f](?:(?<=\x1b)\\[[0-9;]*[A-Za-z])?")
"""A control character; of an escape sequence of a terminal all of it."""

_WIRE_MARK = re.compile(r"^\^|(?<=\w)[<=]$")
"""The marks around the lines of a wire's head: "^By MIRA OKAFOR="."""
_WORD = re.compile(r"[^\W_][\w'’.&-]*")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CLOSERS = "\"'”’»)]}*_ \u00a0"
_SAMPLE = 2000


@dataclass(frozen=True, slots=True)
class TextLine:
    """One non-blank line: where its visible text stands, and that text on one line, tidied."""

    start: int
    end: int
    text: str
    """Blanks collapsed, invisible characters dropped; for judging, never for output of a quote."""
    gap: bool
    """Whether a blank line (or the start of the text) stands before it."""
    size: int
    """How many words it has; two CJK characters count as one."""


def text_lines(text: str) -> tuple[TextLine, ...]:
    """The non-blank lines of a text, in order."""
    lines, gap, done = [], True, 0
    for end, next_start in (*(match.span() for match in _BREAK.finditer(text)), (len(text), len(text))):
        raw = text[done:end]
        tidy = tidied(raw)
        if tidy:
            start = done + len(raw) - len(raw.lstrip())
            lines.append(TextLine(start, done + len(raw.rstrip()), tidy, gap, size_of(tidy)))
        gap, done = not tidy, next_start
    return tuple(lines)


def tidied(text: str) -> str:
    """The text on one line: blanks collapsed, invisible and control characters dropped."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    if not text.isprintable():
        text = _CONTROL.sub("", text)
    text = " ".join(text.split())
    return _WIRE_MARK.sub("", text) if text.startswith("^") or text.endswith(("<", "=")) else text


def size_of(text: str) -> int:
    """How many words a text has; CJK text, which has no blanks, counts two characters as one."""
    count = text.count(" ") + 1 if text else 0
    return count if text.isascii() else count + len(_CJK.findall(text[:_SAMPLE])) // 2


def words_in(text: str) -> list[str]:
    """The words in the first part of a text, case kept."""
    return _WORD.findall(text[:_SAMPLE])


def line_key(text: str) -> str:
    """A key by which two lines are the same whatever their case, marks and quotation style."""
    return " ".join(word.strip(".'’-").casefold() for word in words_in(text)).replace("’", "'")


def ends_sentence(text: str) -> bool:
    """Whether the text closes as a sentence does, quotation marks and brackets aside."""
    bare = text[-20:].rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in ".!?…:;,。！？؟۔।"


def ends_with_stop(text: str) -> bool:
    """Whether the text closes with a full stop, the mark that headlines and headings do without."""
    bare = text[-20:].rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in ".。۔।" and not bare.endswith("..")


def is_upper(text: str) -> bool:
    """Whether all letters that have a case are capitals."""
    return text[:_SAMPLE].isupper()


def capitalised_share(text: str) -> float:
    """The share of words that begin with a capital, a measure of names and of Title Case."""
    words = words_in(text)
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.0
