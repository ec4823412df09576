"""Find words in a source and, where they don't stand there, the passage that comes nearest.

Two texts that differ in marks and spacing alone say the same words: “don't” and “don’t”, a dash with and without
blanks around it, three points and an ellipsis, a soft hyphen.  A letter, a digit, a comma or a capital is a difference.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq, Prefix

_PIECE = re.compile(r"[^\W_]+|[^\s]")
_WHOLE_WORD = re.compile(r"[^\W_]+(?:['’‑-][^\W_]+)*|\S")
_MARKS = {
    **dict.fromkeys("'’‘‚‛ʼ´`′\"“”„‟″«»‹›", "'"),
    **dict.fromkeys("-‐‑‒–—―−", "-"),
    "…": "...",
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
}
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_RUNS = frozenset("'-")
"""Marks of which several stand for one: '' for a double mark, -- for a dash."""
_MIN_SHARED = 0.5
"""The share of words that an altered passage must have in common with the one of the source."""
_MAX_LENGTH = 500_000
"""Characters of a source that are searched: five times what is analysed of an article."""
_MARGIN = 12
"""Words on either side of the passage found in which its true ends are looked for."""


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text whose marks and spacing are unified; `starts[i]` is where its character i stood, the last one the end."""

    text: str
    starts: tuple[int, ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the unfolded text that a stretch of this one stands for."""
        return self.starts[start], self.starts[end - 1] + 1 if end > start else self.starts[start]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """The passage of a source that comes nearest to some words, and the place where the two differ."""

    passage: str
    likeness: float
    at: int
    """Where in the words the first character stands that differs."""
    found: str
    """What stands there, to the end of its word; "" where the words end before the passage does."""
    expected: str
    """What the source has instead; "" where it has no more."""


@lru_cache(maxsize=16)
def fold_marks(text: str) -> FoldedText:
    """A text without its differences of marks and spacing."""
    chars: list[str] = []
    starts: list[int] = []
    end, after_word = 0, False
    for match in _PIECE.finditer(text):
        piece, start = match[0], match.start()
        is_word = piece[0].isalnum()
        if is_word and after_word and start > end:
            chars.append(" ")
            starts.append(end)
        for offset, char in enumerate(piece, start):
            for shown in _LIGATURES.get(char, _MARKS.get(char, char)):
                if not (shown in _RUNS and chars and chars[-1] == shown):
                    chars.append(shown)
                    starts.append(offset)
        end, after_word = match.end(), is_word or (after_word and _MARKS.get(piece) == "")
    return FoldedText("".join(chars), (*starts, len(text)))


def word_for_word(source: str, words: str) -> bool:
    """Whether the words stand in a source, character for character, and cut no word in two."""
    return _find_whole_words(source, words) is not None


def says_words(source: str, words: str) -> bool:
    """Whether the words stand in a source, marks and spacing apart, and cut no word in two."""
    return word_for_word(source, words) or passage_of(source, words) is not None


def passage_of(source: str, words: str) -> str | None:
    """The source's own characters for these words, where only marks and spacing differ."""
    source = _composed(source[:_MAX_LENGTH])
    whole, part = fold_marks(source), fold_marks(_composed(words)).text
    at = _find_whole_words(whole.text, part)
    return None if at is None else source[slice(*whole.origin(at, at + len(part)))]


def _find_whole_words(text: str, part: str) -> int | None:
    """Where a passage stands in a text without cutting a word in two."""
    at = text.find(part) if part else -1
    while at >= 0 and (cuts_word(text, at) or cuts_word(text, at + len(part))):
        at = text.find(part, at + 1)
    return None if at < 0 else at


def cuts_word(text: str, at: int) -> bool:
    """Whether a word goes on at this character; scripts without capitals may set no blank between words."""
    return 0 < at < len(text) and _is_of_word(text[at - 1]) and _is_of_word(text[at])


def _is_of_word(char: str) -> bool:
    return char.isdigit() or char.lower() != char.upper()


def nearest_passage(sources: Sequence[str], words: str) -> tuple[int, Mismatch] | None:
    """The index of the source, and the passage in it, that come nearest; None where nothing is near."""
    found = [(index, near) for index, source in enumerate(sources) if (near := _nearest_in(source, words))]
    return max(found, key=lambda pair: (pair[1].likeness, -pair[0]), default=None)


def _nearest_in(source: str, words: str) -> Mismatch | None:
    source, words = _composed(source[:_MAX_LENGTH]), _composed(words)
    whole, part = fold_marks(source), fold_marks(words)
    if not whole.text or not part.text:
        return None
    theirs = [*_PIECE.finditer(whole.text, *_window(whole.text, part.text))]
    bounds = _bounds(_PIECE.findall(part.text), [match[0] for match in theirs])
    if bounds is None:
        return None
    first, last, likeness = bounds
    return _mismatch(words, part, source, whole, (theirs[first].start(), theirs[last - 1].end()), likeness)


def _window(text: str, part: str) -> tuple[int, int]:
    """The stretch of a text that is most like a part, with `_MARGIN` words on either side."""
    found = fuzz.partial_ratio_alignment(part, text)
    start, end = (found.dest_start, found.dest_end) if found and len(part) <= len(text) else (0, len(text))
    for _ in range(_MARGIN):
        start = max(0, text.rfind(" ", 0, start))
        next_word = text.find(" ", end + 1)
        end = len(text) if next_word < 0 else next_word
    return start, end


def _bounds(ours: Sequence[str], theirs: Sequence[str]) -> tuple[int, int, float] | None:
    """The first and the last (excluded) of their words that make the passage, and the share that ours have of it.

    It is the shortest stretch with all that the two have in common, and at either end as many words more as ours
    have there that it hasn't.
    """
    common = LCSseq.similarity(ours, theirs)
    last = bisect_left(range(len(theirs)), common, key=lambda end: LCSseq.similarity(ours, theirs[:end]))
    first = last - bisect_left(
        range(last), common, key=lambda size: LCSseq.similarity(ours, theirs[last - size : last])
    )
    same = [step for step in LCSseq.opcodes(ours, theirs[first:last]) if step.tag == "equal"]
    if not same:
        return None
    shared = sum(len(word) for step in same for word in ours[step.src_start : step.src_end])
    likeness = shared / max(sum(map(len, ours)), sum(map(len, theirs[first:last])))
    first, last = max(0, first - same[0].src_start), min(len(theirs), last + len(ours) - same[-1].src_end)
    return (first, last, likeness) if likeness >= _MIN_SHARED else None


def _mismatch(
    words: str, part: FoldedText, source: str, whole: FoldedText, bounds: tuple[int, int], likeness: float
) -> Mismatch:
    start, end = bounds
    ours, theirs = part.text, whole.text[start:end]
    opening = at = Prefix.similarity(ours, theirs)
    if any(char.isalnum() for char in ours[at : at + 1] + theirs[at : at + 1]):
        while opening and ours[opening - 1].isalnum():
            opening -= 1
    there = _past_blanks(source, whole.starts[start + opening])
    return Mismatch(
        passage=source[slice(*whole.origin(start, end))],
        likeness=likeness,
        at=_past_blanks(words, part.starts[at]),
        found=_word_at(words, _past_blanks(words, part.starts[opening])),
        expected=_word_at(source, there) if start + opening < end else "",
    )


def _past_blanks(text: str, at: int) -> int:
    return len(text) - len(text[at:].lstrip())


def _word_at(text: str, at: int) -> str:
    """The word that starts at a character, or the mark that stands there; "" at the end."""
    match = _WHOLE_WORD.match(text, at)
    return match[0] if match else ""


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)
