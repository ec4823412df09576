"""Fix in a briefing what needs no judgement, without losing a word of the file.

    - a quote or evidence that differs from its seed in marks and spacing alone gets the seed's own characters;
    - the lines of a timeline, if each has a date, are put in order, each with all that belongs to it;
    - a last line without a line end gets one.

A locked briefing is left alone.  Line ends, a byte order mark and the way in which lines are broken stay as they are.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.briefing.document import escape, escape_inline, unescape
from dateline.briefing.front_matter import unified
from dateline.check.cited_seeds import ReadSeed, read_cited_seeds
from dateline.check.passages import fold_marks, passage_of, word_for_word
from dateline.check.positions import LineIndex, find_words
from dateline.check.records import CheckedFile, parse_file
from dateline.check.rules.quote_boxes import quoted_passages
from dateline.model import edtf
from dateline.model.briefing import ReviewStatus
from dateline.model.problems import DatelineError

_WORD = re.compile(r"[^\W_]+")

_Replacement = tuple[int, int, int, str]
"""A line, the columns (from 0) between which it is changed, and what is to stand there instead."""


@dataclass(frozen=True, slots=True)
class Fix:
    """What was fixed, and on which line of the file as it was."""

    line: int
    what: str


def fix_briefing(text: str, file: str, read_seed: ReadSeed) -> tuple[str, tuple[Fix, ...]]:
    """The text of a briefing with all fixed that can be, and the fixes; line ends and byte order mark are kept."""
    fixes: list[Fix] = []
    for step in (_set_as_in_seeds, _order_timeline, _end_last_line):
        try:
            checked = parse_file(text, file)
        except DatelineError:
            return text, ()
        if checked.front.values.get("status") == ReviewStatus.LOCKED:
            return text, ()
        seeds = read_cited_seeds(checked.front, file, read_seed, has_seeds=True)
        after, done = step(text, replace(checked, seeds=seeds))
        if done and _words_in(text) == _words_in(after):
            text = after
            fixes.extend(done)
    return text, tuple(fixes)


def _words_in(text: str) -> Counter[str]:
    """The words and footnotes of a text, none of which a fix may lose, add or change."""
    return Counter(_WORD.findall(fold_marks(unescape(text)).text))


# --- marks and spacing -------------------------------------------------------------------------------------


def _set_as_in_seeds(text: str, checked: CheckedFile) -> tuple[str, list[Fix]]:
    done: set[_Replacement] = set()
    fixes = []
    for line, words in _quoted_words(checked):
        passage = _passage_in_seeds(words, checked)
        found = set(_replacements(checked.lines, line, words, passage)) - done if passage else set()
        if found:
            done |= found
            fixes.append(Fix(min(found)[0], "marks and spacing as in the seed"))
    lines = text.split("\n")
    for number, start, end, new in sorted(done, reverse=True):
        lines[number - 1] = lines[number - 1][:start] + new + lines[number - 1][end:]
    return "\n".join(lines), fixes


def _quoted_words(checked: CheckedFile) -> Iterator[tuple[int, str]]:
    yield from ((quoted.line, quoted.words) for quoted in quoted_passages(checked))
    yield from ((note.line, note.text) for note in checked.briefing.evidence if note.text)


def _passage_in_seeds(words: str, checked: CheckedFile) -> str | None:
    """The characters of a seed that differ from the words in marks and spacing alone; None where there are none."""
    texts = checked.seeds.texts.values()
    if any(word_for_word(text, words) for text in texts):
        return None
    return next((passage for text in texts if (passage := passage_of(text, words))), None)


def _replacements(lines: LineIndex, line: int, words: str, passage: str) -> Iterator[_Replacement]:
    """The words that change, one by one, so that the lines of a quote that runs over several stay as they are."""
    ours, theirs = words.split(), passage.split()
    if len(ours) != len(theirs):  # a blank more or less: all of them at once, where they stand on one line
        ours, theirs = [words], [passage]
    for (start, end), old, new in zip(find_words(lines, line, ours), ours, theirs, strict=False):
        if old == new or "\n" in lines.text[start:end]:
            continue
        number, column = lines.position(start)
        is_first = not lines.text[lines.starts[number - 1] : start].strip()
        yield number, column - 1, column - 1 + end - start, escape(new) if is_first else escape_inline(new)


# --- the timeline, the end ---------------------------------------------------------------------------------


def _order_timeline(text: str, checked: CheckedFile) -> tuple[str, list[Fix]]:
    entries = checked.briefing.timeline
    if not all(edtf.is_valid(entry.date) for entry in entries):
        return text, []
    ordered = sorted(entries, key=lambda entry: edtf.sort_key(entry.date))
    moved = [(was, now) for was, now in zip(entries, ordered, strict=True) if was.line != now.line]
    if not moved:
        return text, []
    lines = text.split("\n")
    spans = {block.line: (block.line - 1, block.line + block.text.count("\n")) for block in checked.blocks}
    end = "\r" if lines[0].endswith("\r") else ""
    written = list(lines)
    for was, now in reversed(moved):
        written[slice(*spans[was.line])] = [
            line.rstrip("\r") + end for line in lines[slice(*spans[now.line])]
        ]
    if not text.endswith("\n"):
        written[-1] = written[-1].rstrip("\r")
    return "\n".join(written), [Fix(moved[0][0].line, "the timeline put in order")]


def _end_last_line(text: str, checked: CheckedFile) -> tuple[str, list[Fix]]:
    if not text or text.endswith("\n"):
        return text, []
    end = "\r\n" if "\r\n" in text else "\n"
    return text + end, [Fix(unified(text).count("\n") + 1, "a line end at the end of the file")]
