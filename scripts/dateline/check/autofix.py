"""What can be mended without a judgement, and without a word of the file being lost.

    - a quote or evidence that differs from its seed in marks and spacing alone gets the seed's own characters;
    - the lines of a timeline, if each has a date, are put in order, each with all that belongs to it;
    - a last line without a line end gets one.

A locked briefing is left alone.  Line ends, a byte order mark and the way in which lines are broken stay as they are.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.briefing.document import escape, escape_inline, unescape
from dateline.briefing.front_matter import unified
from dateline.check.passages import folded, passage_of, word_for_word
from dateline.check.positions import Lines, span_of, spans_of
from dateline.check.records import Page, ReadSeed, Rules, page_of
from dateline.check.rules import evidence
from dateline.check.rules.quote_boxes import quoted_in
from dateline.model import edtf
from dateline.model.briefing import ReviewStatus
from dateline.model.problems import DatelineError

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Mend:
    """What was mended, and on which line of the file as it was."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class _Edit:
    """A stretch of one line (columns from 0) and what stands there instead."""

    line: int
    start: int
    end: int
    new: str


def mended(text: str, file: str, read_seed: ReadSeed) -> tuple[str, tuple[Mend, ...]]:
    """A briefing file with all mended that can be, and what that was; the text keeps its line ends and its mark."""
    mends: list[Mend] = []
    for step in (_set_as_in_seeds, _put_in_order, _end_last_line):
        try:
            page = page_of(text, file)
        except DatelineError:
            return text, ()
        if page.document.front.values.get("status") == ReviewStatus.LOCKED:
            return text, ()
        after, done = step(text, page, read_seed)
        if done and _says_the_same(text, after):
            text = after
            mends.extend(done)
    return text, tuple(mends)


def _says_the_same(before: str, after: str) -> bool:
    """Whether no word and no footnote was lost, added or changed."""
    return _words_in(before) == _words_in(after)


def _words_in(text: str) -> Counter[str]:
    return Counter(_WORD.findall(folded(unescape(text)).text))


# --- marks and spacing -------------------------------------------------------------------------------------


def _set_as_in_seeds(text: str, page: Page, read_seed: ReadSeed) -> tuple[str, list[Mend]]:
    seeds, _ = evidence.seeds_of(page, read_seed, Rules())
    edits: set[_Edit] = set()
    mends = []
    for line, words in _quoted(page):
        passage = _as_in_seeds(words, tuple(seeds.texts.values()))
        found = set(_edits(page.lines, line, words, passage)) - edits if passage else set()
        if found:
            edits |= found
            mends.append(Mend(min(edit.line for edit in found), "marks and spacing as in the seed"))
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda edit: (edit.line, edit.start), reverse=True):
        row = lines[edit.line - 1]
        lines[edit.line - 1] = row[: edit.start] + edit.new + row[edit.end :]
    return "\n".join(lines), mends


def _quoted(page: Page) -> Iterator[tuple[int, str]]:
    yield from ((quoted.line, quoted.words) for quoted in quoted_in(page))
    yield from ((note.line, note.text) for note in page.document.briefing.evidence if note.text)


def _as_in_seeds(words: str, texts: Sequence[str]) -> str | None:
    """The characters of a seed that differ from the words in marks and spacing alone; None where there are none."""
    if any(word_for_word(text, words) for text in texts):
        return None
    return next((passage for text in texts if (passage := passage_of(text, words))), None)


def _edits(lines: Lines, line: int, words: str, passage: str) -> Iterator[_Edit]:
    """The words that change, one by one, so that a quote that runs over several lines stays as it is broken."""
    ours, theirs = words.split(), passage.split()
    if len(ours) == len(theirs):
        spans = spans_of(lines, line, ours)
        changed = [(span, new) for span, old, new in zip(spans, ours, theirs, strict=False) if old != new]
    else:
        whole = span_of(lines, line, words)
        changed = [(whole, passage)] if whole and "\n" not in lines.text[slice(*whole)] else []
    for (start, end), new in changed:
        row, column = lines.place(start)
        is_first = not lines.text[lines.starts[row - 1] : start].strip()
        yield _Edit(
            row, column - 1, column - 1 + end - start, escape(new) if is_first else escape_inline(new)
        )


# --- the timeline ------------------------------------------------------------------------------------------


def _put_in_order(text: str, page: Page, read_seed: ReadSeed) -> tuple[str, list[Mend]]:
    entries = page.document.briefing.timeline
    if not all(edtf.is_valid(entry.date) for entry in entries):
        return text, []
    ordered = sorted(entries, key=lambda entry: edtf.sort_key(entry.date))
    moved = [(was, now) for was, now in zip(entries, ordered, strict=True) if was.line != now.line]
    if not moved:
        return text, []
    lines = text.split("\n")
    blocks = {block.line: (block.line - 1, block.line + block.text.count("\n")) for block in page.blocks}
    end = "\r" if lines[0].endswith("\r") else ""
    written = list(lines)
    for was, now in reversed(moved):
        start, stop = blocks[was.line]
        written[start:stop] = [line.rstrip("\r") + end for line in lines[slice(*blocks[now.line])]]
    if not text.endswith("\n"):
        written[-1] = written[-1].rstrip("\r")
    return "\n".join(written), [Mend(moved[0][0].line, "the timeline put in order")]


# --- the end -------------------------------------------------------------------------------------------------


def _end_last_line(text: str, page: Page, read_seed: ReadSeed) -> tuple[str, list[Mend]]:
    if not text or text.endswith("\n"):
        return text, []
    end = "\r\n" if "\r\n" in text else "\n"
    return text + end, [Mend(unified(text).count("\n") + 1, "a line end at the end of the file")]
