"""Quote boxes: what was meant to be one, what is lost in one, and which of its words are quoted.

!! quote "Ola Arnaud"        no box: the page shows the line as it stands
!!! quote "Ola Arnaud"
“The dam stands.” …      quoted
Said on the east bank.   a person's remark
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from dateline.briefing.blocks import BOX, BodyBlock, BodyKind, fold, split_box, without_marks
from dateline.briefing.document import KEY_QUOTES, NO_SPEAKER, box_parts, unescape
from dateline.check.records import CheckedFile
from dateline.model.problems import Problem

_OPENER = re.compile(r"^ {0,3}!+[ \t]*(?P<word>[A-Za-z]+)\b.*$", re.MULTILINE)
_ON_THE_PAGE = re.compile(r'!!! quote(?: +[\w-]+)*(?: +"(?P<title>.*)")? *')
"""What Python-Markdown takes for the line that opens a quote box, of what `document` reads as one."""
_PARAGRAPHS = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])")
_LIST_ITEM = re.compile(r"(?:[-*+]|\d+[.)])\s")
_OPENING, _CLOSING, _STRAIGHT = "“", "”", '"'
_MARKS = re.compile(f"[{_OPENING}{_CLOSING}{_STRAIGHT}]")
_MIN_QUOTED = 4
"""Fewer words between quotation marks in a remark are no quotation: the so-called gate."""


def unopened_boxes(checked: CheckedFile) -> Iterator[Problem]:
    """Lines that open no quote box though they were meant to."""
    for block in checked.shown_blocks:
        for match in _OPENER.finditer(block.text) if "!" in block.text else ():
            is_whole = _ON_THE_PAGE.fullmatch(match[0]) or (match.start() == 0 and _has_title_line(block))
            is_box = BOX.match(match[0]) and is_whole
            if not is_box and OSA.distance(match["word"].lower(), "quote", score_cutoff=1) <= 1:
                line = block.line + block.text.count("\n", 0, match.start())
                message = f"“{match[0].strip()}” opens no quote box"
                yield checked.error(line, message, 'write “!!! quote "Speaker, role"”', 1)


def incomplete_boxes(checked: CheckedFile) -> Iterator[Problem]:
    """Quote boxes without a speaker or without words."""
    for block in checked.blocks:
        if block.kind is not BodyKind.BOX or not _has_title_line(block):
            continue
        title, body = box_parts(block)
        if not title.strip():
            hint = f'write “!!! quote "Speaker, role"”, or “!!! quote "{NO_SPEAKER}"”'
            yield checked.warning(block.line, "this quote box names no speaker", hint)
        if not any(map(str.isalnum, unescape(without_marks(body)))):
            hint = "indent them by four spaces on the line below, or delete the box"
            yield checked.error(block.line, "this quote box has no words", hint)


def _has_title_line(block: BodyBlock) -> bool:
    """Whether a box's title is one that the page reads, on a line of its own or before the words."""
    return _ON_THE_PAGE.fullmatch(split_box(block.text)[0]) is not None


# --- the words that are quoted ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """The words between two quotation marks of a box."""

    line: int
    """That of the box."""
    words: str
    is_certain: bool
    """Whether the words were certainly meant to be quoted: they stand in no remark."""


def quoted_passages(checked: CheckedFile) -> Iterator[QuotedPassage]:
    """What the boxes of a briefing quote: what stands between quotation marks.

    Where no paragraph of a box opens with a mark, its words are taken for quoted words that have lost theirs.
    """
    for block in checked.blocks:
        if block.kind is BodyKind.BOX and block.section == KEY_QUOTES:
            _, body = box_parts(block)
            texts = [fold(without_marks(part)) for part in _PARAGRAPHS.split(body)]
            is_marked = any(map(_opens_with_mark, texts))
            for text in filter(None, texts):
                yield from _passages_of(text, block.line, is_marked)


def _passages_of(text: str, line: int, is_marked: bool) -> Iterator[QuotedPassage]:
    passages = [unescape(part) for part in _between_marks(text)]
    if _opens_with_mark(text):
        yield from (QuotedPassage(line, words, True) for words in passages)
        return
    long = [words for words in passages if len(words.split()) >= _MIN_QUOTED]
    if long or is_marked:
        yield from (QuotedPassage(line, words, False) for words in long)
    elif not _LIST_ITEM.match(text):
        yield QuotedPassage(line, unescape(text), True)


def _opens_with_mark(text: str) -> bool:
    return text.lstrip("*_").startswith((_OPENING, _STRAIGHT))


def _between_marks(text: str) -> Iterator[str]:
    """The words between quotation marks; marks within belong to them, one that nothing closes reaches to the end."""
    start, depth, mark = 0, 0, ""
    for match in _MARKS.finditer(text):
        at, char = match.start(), match[0]
        if not depth and char in (_OPENING, _STRAIGHT):
            start, depth, mark = at + 1, 1, char
        elif depth and mark == _STRAIGHT:
            depth -= char == _STRAIGHT
        elif depth:
            depth += (char == _OPENING) - (char == _CLOSING)
        else:
            continue
        if not depth:
            yield text[start:at]
    if depth:
        yield text[start:].rstrip(_CLOSING)
