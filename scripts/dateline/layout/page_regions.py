"""Where the article stands on a page: which line is its headline, where its body begins and ends.

A pasted page is menus, article, teasers, footer.  Each line gets a value by its own words (a sentence of prose
speaks for the body, a title or a control against it), and the body is the stretch of lines with the greatest
sum: maximum subsequence segmentation (Pasternack and Roth, WWW 2009), linear in the number of lines.
Which line above it is the headline, `layout/headlines.py` tells.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from dateline.lang.lexicon import pattern, weights
from dateline.layout.boilerplate import Trait
from dateline.layout.bylines import byline_of
from dateline.layout.headlines import PageHead, headline_of, line_of_title
from dateline.layout.line_features import LineFeatures, Lines, features_by_line
from dateline.layout.lines import TextLine, text_lines, words_in
from dateline.layout.timestamps import is_relative_stamp

_WEIGHTS = weights("layout/weights")
_ENTRY_HEAD = 2
_FEW_LINES = 4
_NOTE_REACH = 10
_HEAD_REACH = 16
_MOST_ABOVE = 6
"""Deks and the captions of a gallery can stand above a byline: so many lines, so many of them sentences."""
_FEWEST_FIELDS = 2
_SHORTEST_BROKEN = 3
"""Words of a line in which a sentence can be broken; a tag or a button has fewer."""
_LONGEST_COMMENT = 8
"""Lines of a comment, its author's and its age's among them, that are looked through."""
_LONGEST_COMMENTER = 5
_COMMENTER = pattern("layout/patterns", "commenter")
_INNER_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+")


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The lines of a text, which of them is the headline, and the body's stretch `lines[first:last]`."""

    spans: tuple[TextLine, ...]
    lines: Lines
    headline: int | None
    first: int
    last: int
    names: frozenset[str]
    """Words that the body writes with a capital inside its sentences."""
    common: frozenset[str]
    """Words that its sentences write small."""
    authors: frozenset[str]
    """Who the bylines above the body name."""
    comments: int
    """Where the comments of readers begin; the number of lines where there are none."""
    links: frozenset[int]
    """The lines of a list of other stories that stands between headline and body."""


def layout_of(text: str, title: str | None = None, start: int = 0) -> PageLayout:
    """Find headline and body, no body above the offset `start`; a title that is already known helps to find both."""
    head = head_of(text, start)
    lines, first, last = head.lines, head.first, head.last
    headline = line_of_title(title, lines[: first + 8]) if title else headline_of(head)
    if headline is not None:
        first = max(_above_fields(lines, first), headline + 1)
    comments = _first_comment(lines, first)
    last = max(first, min(last, comments))
    prose = [line.text for line in lines[first:last] if line.is_prose]
    found = (name for text in prose for name in _INNER_NAME.findall(text))
    names = frozenset(name.removesuffix("’s").removesuffix("'s") for name in found)
    common = frozenset(word for text in prose for word in words_in(text) if word.islower())
    bylines = (byline_of(line.raw) for line in lines[:first] if line.is_byline)
    authors = frozenset(name for byline in bylines if byline for name in byline.authors)
    links = frozenset() if headline is None else frozenset(head.links_below(frozenset((headline,))))
    return PageLayout(head.spans, lines, headline, first, last, names, common, authors, comments, links)


def head_of(text: str, start: int = 0) -> PageHead:
    """The lines of a text with the place of its body, no body above the offset `start`."""
    spans = _with_broken_sentences_joined(unwrapped(text_lines(text)))
    lines = features_by_line(text, spans)
    first, last = _body_of(lines)
    first = max(first, sum(span.start < start for span in spans))
    return PageHead(spans, lines, _below_the_head(lines, first, last), last)


def unwrapped(lines: tuple[TextLine, ...]) -> tuple[TextLine, ...]:
    """Join the lines of a text that was broken at a width: a line is full if the next word had no room on it."""
    width = max((len(line.text) for line in lines), default=0)
    full = [
        not after.gap and len(line.text) + 1 + len(after.text.partition(" ")[0]) > width - 2
        for line, after in pairwise(lines)
    ]
    unbroken = sum(not line.gap for line in lines[1:])
    if unbroken < 4 or width > 120 or sum(full) < 0.6 * unbroken:
        return lines
    return _joined(lines, full)


def _with_broken_sentences_joined(lines: tuple[TextLine, ...]) -> tuple[TextLine, ...]:
    """Join the lines of a sentence that is broken within its phrases, as beside a picture: small letters go on."""
    goes_on = [_breaks_a_phrase(line, after) for line, after in pairwise(lines)]
    for index in range(len(lines) - 2, -1, -1):  # a row of tags has no sentence's end
        is_last = index == len(lines) - 2 or not goes_on[index + 1]
        goes_on[index] &= not is_last or lines[index + 1].text.endswith((".", "?", "!", ".”", '."'))
    return _joined(lines, goes_on)


def _breaks_a_phrase(line: TextLine, after: TextLine) -> bool:
    last = line.text.rpartition(" ")[2].removesuffix(",")
    is_within = line.size >= _SHORTEST_BROKEN and last.islower() and last[-1].isalpha()
    return is_within and not after.gap and after.text[0].islower()


def _joined(lines: tuple[TextLine, ...], goes_on: list[bool]) -> tuple[TextLine, ...]:
    """The lines with each joined to the one before it of which it is told that it goes on."""
    joined = list(lines[:1])
    for line, is_joined in zip(lines[1:], goes_on, strict=True):
        last = joined[-1]
        if is_joined:
            text, size = f"{last.text} {line.text}", last.size + line.size
            joined[-1] = TextLine(last.start, line.end, text, last.gap, size)
        else:
            joined.append(line)
    return tuple(joined)


# --- the body ----------------------------------------------------------------------------------------------


def _body_of(lines: Lines) -> tuple[int, int]:
    """The stretch with the greatest sum of values (Kadane); an empty one at the end where nothing is prose."""
    best = total = 0.0
    first = last = start = len(lines)
    for index, value in enumerate(_values(lines)):
        if total <= 0:
            total, start = 0.0, index
        total += value
        if total > best:
            best, first, last = total, start, index + 1
    return first, _down_to_note(lines, last)


def _down_to_note(lines: Lines, last: int) -> int:
    """Reach down to the newsroom's note that closes an article, if one stands soon below the stretch found."""
    for index in range(last, min(len(lines), last + _NOTE_REACH)):
        if lines[index].has(Trait.PAGE_END):
            break
        if lines[index].has(Trait.NOTE):
            return index
    return last


def _values(lines: Lines) -> Iterator[float]:
    """How much each line speaks for (or against) the body."""
    content = [line for line in lines if not line.is_apart]
    rank, is_listing, longest, since_clock = -1, False, _longest_teaser(content), inf
    for line in lines:
        rank += not line.is_apart
        is_listing = line.has(Trait.LIST) or (is_listing and line.size < longest)
        since_clock = 0 if line.is_clock else since_clock + 1
        if not line.is_prose:
            # the title and the byline of an entry in a live report stand right below its clock
            is_entry_head = since_clock <= _ENTRY_HEAD and not line.cue
            yield _WEIGHTS["body_clock" if is_entry_head else f"body_{_class_of(line)}"]
        elif len(content) < _FEW_LINES:
            yield _prose_value(line)
        else:
            share = _WEIGHTS["body_teaser_share"] if is_listing else _prose_share(content, rank)
            yield _prose_value(line) * share


def _class_of(line: LineFeatures) -> str:
    """What a line that is no prose is, by its words: the name of its weight."""
    if line.cue:
        return line.cue.trait.name.lower()
    if line.is_byline:
        return "byline"
    if line.is_stamp:
        return "stamp"
    if line.caption or line.is_credit:
        return "picture"
    if line.is_row:
        return "control"  # it stands between paragraphs, as a control does
    return "clock" if line.is_clock else "title"


def _longest_teaser(content: list[LineFeatures]) -> float:
    """Below so many words a sentence is short for this text: half its median paragraph."""
    sizes = sorted(line.size for line in content if line.is_prose)
    return min(_WEIGHTS["body_longest_teaser"], sizes[len(sizes) // 2] / 2) if sizes else 0


def _prose_value(line: LineFeatures) -> float:
    """What a line of prose is worth in a row of its like: its words, up to a paragraph's.

    Titles of other stories can be long or end in a question mark; quotes and lists do so as well.
    """
    worth = min(line.size, _WEIGHTS["body_paragraph"])
    is_title_like = line.text[-1].isalnum() or line.text.endswith(("?", "!", "...", "…"))
    return worth * _WEIGHTS["body_title_share"] if is_title_like else worth


def _prose_share(content: list[LineFeatures], rank: int) -> float:
    """Prose beside prose counts in full, beyond a heading nearly so; among titles and stamps it may be a teaser."""
    before, after = content[max(0, rank - 1) : rank], content[rank + 1 : rank + 2]
    if any(other.is_prose for other in before + after):
        return 1.0
    is_listed = any(other.has(Trait.LIST) for other in before)
    if is_listed or any(other.has(Trait.SECTION) or other.is_stamp for other in before + after):
        return _WEIGHTS["body_teaser_share"]
    beyond = content[max(0, rank - 2) : rank] + content[rank + 1 : rank + 3]
    if any(other.is_prose for other in beyond):
        return _WEIGHTS["body_beyond_heading_share"]
    is_long = content[rank].size >= _WEIGHTS["body_paragraph"] - 5
    return 1.0 if is_long else _WEIGHTS["body_teaser_share"]


def _below_the_head(lines: Lines, first: int, last: int) -> int:
    """Move the beginning below a byline or stamp near it, to the next prose: deks and captions are prose too."""
    start, prose = first, 0
    clocks = 0
    for index in range(first, min(last, first + _HEAD_REACH)):
        line = lines[index]
        clocks += line.is_clock
        if clocks > 1:  # the second entry of a live report
            break
        if prose <= _MOST_ABOVE and (line.is_byline or (line.is_stamp and not line.is_prose)):
            rest = sum(after.is_prose for after in lines[index + 1 : last])
            if rest > 2 * prose:
                start = index + 1
        prose += line.is_prose
    return next((index for index in range(start, last) if lines[index].is_prose), start)


def _above_fields(lines: Lines, first: int) -> int:
    """Move the beginning above the rows of facts that open a review or a profile: "Length: 12 metres"."""
    start = first
    while start > 0 and (lines[start - 1].is_field or lines[start - 1].is_label):
        start -= 1
    rows = sum(line.is_field for line in lines[start : first + 1])
    return start if rows >= _FEWEST_FIELDS else first


# --- readers' comments -------------------------------------------------------------------------------------


def _first_comment(lines: Lines, first: int) -> int:
    """Where readers' comments begin below the first line of the body.

    Told by the control below a comment (“Report abuse”), then from the age or stamp and the author above it; or by the
    two lines that blogs put above one: “harbourfan says:” and a stamp.
    """
    for index in range(first + 1, len(lines)):
        below = lines[index + 1 : index + 2]
        if _COMMENTER.search(lines[index].text[-20:]) and any(line.is_stamp for line in below):
            return index
        if lines[index].has(Trait.COMMENT):
            return _top_of_comment(lines, first, index)
    return len(lines)


def _top_of_comment(lines: Lines, first: int, control: int) -> int:
    """The line of its author, above its age or stamp; without those, the last sentence above its control.

    A control with a stamp in it heads its comment.
    """
    if lines[control].stamps:
        return control
    for index in range(control - 1, max(first, control - _LONGEST_COMMENT), -1):
        if lines[index].is_stamp or is_relative_stamp(lines[index].text):
            above = lines[index - 1]
            is_author = index - 1 > first and above.size <= _LONGEST_COMMENTER and not above.is_prose
            return index - 1 if is_author else index
    return next((i for i in range(control - 1, first, -1) if lines[i].is_prose), control)
