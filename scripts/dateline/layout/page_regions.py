"""Where the article stands on a page: which line is its headline, where its body begins and ends.

A pasted page is menus, article, teasers, footer.  Each line gets a value by its own words (a sentence of prose
speaks for the body, a title or a control against it), and the body is the stretch of lines with the greatest
sum: maximum subsequence segmentation (Pasternack and Roth, WWW 2009), linear in the number of lines.
The headline is the line above the body that shares most words with it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dateline.layout.boilerplate import Trait
from dateline.layout.bylines import byline_of
from dateline.layout.captions import credit_start
from dateline.layout.datelines import dateline_of
from dateline.layout.line_traits import Item, items_of
from dateline.layout.lines import Line, ends_sentence, ends_with_stop, folded, is_upper, lines_of
from dateline.layout.timestamps import is_relative_stamp

_LONGEST_HEADLINE = 32
_NOTE_REACH = 10
_HEAD_REACH = 16
_MOST_ABOVE = 6
"""Deks and the captions of a gallery can stand above a byline: so many lines, so many of them sentences."""
_SHORTEST_TITLE = 4
_NEARLY = 0.5
"""What share of a dek's score makes the line above it the headline; set on annotated pages."""


@dataclass(frozen=True, slots=True)
class Page:
    """The items of a text, which of them is the headline, and the body's stretch `items[first:last]`."""

    lines: tuple[Line, ...]
    items: tuple[Item, ...]
    headline: int | None
    first: int
    last: int
    names: frozenset[str]
    """Words that the body writes with a capital inside its sentences."""
    authors: frozenset[str]
    """Who the bylines above the body name."""
    comments: int
    """Where the comments of readers begin; the number of items where there are none."""


def page_of(text: str, title: str | None = None, start: int = 0) -> Page:
    """Find headline and body, no body above the offset `start`; a title that is already known helps to find both."""
    lines = unwrapped(lines_of(text))
    items = items_of(text, lines)
    first, last = _body_of(items)
    first = max(first, sum(line.start < start for line in lines))
    first = _below_the_head(items, first, last)
    headline = _headline_of(lines, items, first, last, title)
    if headline is not None:
        first = max(first, headline + 1)
    comments = _comments_in(items, first)
    last = max(first, min(last, comments))
    names, authors = _names_in_body(items[first:last]), _authors(items[:first])
    return Page(lines, items, headline, first, last, names, authors, comments)


_LONGEST_COMMENT = 8
"""Lines of a comment, its author's and its age's among them, that are looked through."""


def _comments_in(items: tuple[Item, ...], first: int) -> int:
    """Where readers' comments begin below the first line of the body.

    Told by the control below a comment (“Report abuse”), then from the age or stamp and the author above it; or by the
    two lines that blogs put above one: “harbourfan says:” and a stamp.
    """
    for index in range(first + 1, len(items)):
        if items[index].text.endswith(" says:") and any(
            item.is_stamp for item in items[index + 1 : index + 2]
        ):
            return index
        if items[index].has(Trait.COMMENT):
            return _top_of_comment(items, first, index)
    return len(items)


def _top_of_comment(items: tuple[Item, ...], first: int, control: int) -> int:
    """The line of its author, above its age or stamp; without those, the last sentence above its control.

    A control with a stamp in it heads its comment.
    """
    if items[control].stamps:
        return control
    for index in range(control - 1, max(first, control - _LONGEST_COMMENT), -1):
        if items[index].is_stamp or is_relative_stamp(items[index].text):
            is_named = index - 1 > first and items[index - 1].size <= _LONGEST_AUTHOR
            return index - 1 if is_named and not items[index - 1].is_prose else index
    return next((i for i in range(control - 1, first, -1) if items[i].is_prose), control)


_LONGEST_AUTHOR = 5


_INNER_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+")


def _names_in_body(items: Iterable[Item]) -> frozenset[str]:
    prose = (item.text for item in items if item.is_prose)
    return frozenset(
        name.removesuffix("’s").removesuffix("'s") for text in prose for name in _INNER_NAME.findall(text)
    )


def _authors(items: Iterable[Item]) -> frozenset[str]:
    bylines = (byline_of(item.raw) for item in items if item.is_byline)
    return frozenset(name for byline in bylines if byline for name in byline.authors)


def unwrapped(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Join the lines of a text that was broken at a width: a line is full if the next word had no room on it."""
    pairs = [(a, b) for a, b in pairwise(lines) if not b.gap]
    if len(pairs) < 4:
        return lines
    width = max(len(line.text) for line in lines)
    full = sum(_is_full(a, b, width) for a, b in pairs)
    if width > 120 or full < 0.6 * len(pairs):
        return lines
    joined = [lines[0]]
    for before, line in pairwise(lines):
        if line.gap or not _is_full(before, line, width):
            joined.append(line)
        else:
            last = joined.pop()
            size = last.size + line.size
            joined.append(Line(last.start, line.end, f"{last.text} {line.text}", last.gap, size))
    return tuple(joined)


def _is_full(line: Line, after: Line, width: int) -> bool:
    return len(line.text) + 1 + len(after.text.partition(" ")[0]) > width - 2


def _body_of(items: tuple[Item, ...]) -> tuple[int, int]:
    """The stretch with the greatest sum of values (Kadane); an empty one at the end where nothing is prose."""
    best = total = 0.0
    first = last = start = len(items)
    for index, value in enumerate(_values(items)):
        if total <= 0:
            total, start = 0.0, index
        total += value
        if total > best:
            best, first, last = total, start, index + 1
    return first, _down_to_note(items, last)


def _down_to_note(items: tuple[Item, ...], last: int) -> int:
    """Reach down to the newsroom's note that closes an article, if one stands soon below the stretch found."""
    for index in range(last, min(len(items), last + _NOTE_REACH)):
        if items[index].has(Trait.PAGE_END):
            break
        if items[index].has(Trait.NOTE):
            return index
    return last


def _values(items: tuple[Item, ...]) -> Iterator[float]:
    """How much each line speaks for (or against) the body; the figures were set on annotated pages."""
    content = [item for item in items if not (item.has(*_CONTROLS) or item.is_credit)]
    rank, is_listing, longest = -1, False, _longest_teaser(content)
    for item in items:
        rank += not (item.has(*_CONTROLS) or item.is_credit)
        is_listing = item.has(Trait.LIST) or (is_listing and item.size < longest)
        if not item.is_prose:
            yield _value_against(item)
        elif len(content) < _FEW_LINES:
            yield _most(item)
        else:
            yield _most(item) * (_LISTED if is_listing else _share(content, rank))


def _longest_teaser(content: list[Item]) -> float:
    """Below so many words a sentence is short for this text: half its median paragraph."""
    sizes = sorted(item.size for item in content if item.is_prose)
    return min(_LONGEST_TEASER, sizes[len(sizes) // 2] / 2) if sizes else 0


def _most(item: Item) -> float:
    """What a line of prose is worth in a row of its like: its words, up to a paragraph's."""
    worth = min(item.size, _PARAGRAPH)
    return worth if ends_with_stop(item.text) or not _is_title_like(item) else worth / 2


def _is_title_like(item: Item) -> bool:
    """Titles of other stories can be long or end in a question mark; quotes and lists do so as well."""
    return item.text[-1].isalnum() or item.text.endswith(("?", "!", "...", "…"))


def _share(content: list[Item], rank: int) -> float:
    """Prose beside prose counts in full, beyond a heading nearly so; among titles and stamps it may be a teaser."""
    before, after = content[max(0, rank - 1) : rank], content[rank + 1 : rank + 2]
    if any(other.is_prose for other in before + after):
        return 1.0
    is_listed = any(other.has(Trait.LIST, Trait.SECTION) or other.is_stamp for other in before)
    if is_listed or any(other.has(Trait.SECTION) or other.is_stamp for other in after):
        return _LISTED
    beyond = content[max(0, rank - 2) : rank] + content[rank + 1 : rank + 3]
    if any(other.is_prose for other in beyond):
        return 0.6
    return 1.0 if content[rank].size >= _PARAGRAPH - 5 else _LISTED


_LISTED = 0.33
"""What share of its worth a sentence keeps that may belong to a list of other stories."""
_LONGEST_TEASER = 20
_PARAGRAPH = 40
_FEW_LINES = 4
_CONTROLS = (Trait.FURNITURE, Trait.APPEAL)


def _value_against(item: Item) -> float:
    """The costs of lines that a body has few of; the figures were set on annotated pages."""
    if item.sign:
        return _COSTS[item.sign.trait]
    if item.is_byline:
        return -8.0
    if item.is_stamp:
        return -4.0
    if item.caption or item.is_credit:
        return 0.0
    return -1.0 if item.is_clock else -4.0


_COSTS = {
    Trait.FURNITURE: -0.7,
    Trait.APPEAL: -0.7,
    Trait.SECTION: -4.0,
    Trait.LIST: -14.0,
    Trait.PAGE_END: -80.0,
    Trait.COMMENT: -80.0,
    Trait.NOTE: -2.0,
    Trait.CORRECTION: 0.0,
}


def _below_the_head(items: tuple[Item, ...], first: int, last: int) -> int:
    """Move the beginning below a byline or stamp near it, to the next prose: deks and captions are prose too."""
    start = first
    prose = 0
    for index in range(first, min(last, first + _HEAD_REACH)):
        item = items[index]
        if prose <= _MOST_ABOVE and (item.is_byline or (item.is_stamp and not item.is_prose)):
            rest = sum(after.is_prose for after in items[index + 1 : last])
            if rest > 2 * prose:
                start = index + 1
        prose += item.is_prose
    return next((index for index in range(start, last) if items[index].is_prose), start)


def _headline_of(
    lines: tuple[Line, ...], items: tuple[Item, ...], first: int, last: int, title: str | None
) -> int | None:
    """The best candidate above the body, its first line included; None where no line is like a headline."""
    if title:
        return _line_of(title, items[: first + 8])
    vocabulary = _vocabulary(items[first:last])
    counts = _counts(item.key for item in items)
    scores = [
        (_headline_score(items, index, vocabulary, counts), -index)
        for index in range(min(first + 1, len(items)))
        if _may_be_headline(lines, items, index, first)
    ]
    if not scores or max(scores)[0] <= 0:
        return 0 if _opens_like_headline(items) else None
    return _above_its_dek(items, {-place: score for score, place in scores})


def _line_of(title: str, items: tuple[Item, ...]) -> int | None:
    """The first line with the words of a title, else the last that has a word or two before them: "Subject: ..."."""
    wanted = folded(title)
    exact = next((i for i, item in enumerate(items) if item.key == wanted), None)
    if exact is not None:
        return exact
    longest = wanted.count(" ") + 1 + _LONGEST_FIELD
    labelled = [i for i, item in enumerate(items) if item.size <= longest and item.key.endswith(f" {wanted}")]
    return labelled[-1] if labelled else None


_LONGEST_FIELD = 2


def _above_its_dek(items: tuple[Item, ...], scores: dict[int, float]) -> int:
    """The best candidate, or the line right above it that is nearly as good: a dek repeats more of the body."""
    best = max(scores, key=lambda index: (scores[index], -index))
    above = [i for i in range(best - 1, max(-1, best - 6), -1) if not items[i].has(*_CONTROLS)][:3]
    return next((i for i in above if i in scores and _is_nearly(items, scores, i, best)), best)


def _is_nearly(items: tuple[Item, ...], scores: dict[int, float], above: int, best: int) -> bool:
    """Whether a line above the best candidate can be the headline, and the candidate its dek."""
    item = items[above]
    is_title = item.size >= _SHORTEST_TITLE and not (ends_sentence(item.text) or _is_masthead(item.text))
    return is_title and items[best].text not in item.text and scores[above] >= _NEARLY * scores[best]


def _is_masthead(text: str) -> bool:
    """Whether a line tells where on a site it stands: "RADIO HALMERY | NEWS", "Home › World"."""
    parts = re.split(r" [|›»/•] ", text)
    return len(parts) > 1 and all(len(part.split()) <= 3 for part in parts)


def _may_be_headline(lines: tuple[Line, ...], items: tuple[Item, ...], index: int, first: int) -> bool:
    item = items[index]
    if item.size > _LONGEST_HEADLINE or item.sign or item.is_byline or item.is_credit:
        return False
    if item.is_stamp or (item.caption and (index > 0 or credit_start(item.raw))):
        return False
    if index < first and not ends_with_stop(item.text):
        return True
    return index == 0 and _stands_out(lines, items)


def _opens_like_headline(items: tuple[Item, ...]) -> bool:
    """Whether the first line is a headline though its own words speak for an appeal, a credit or a sentence.

    “Six ways to tidy your inbox” holds words of an appeal, “Photos: fishers march” those that lead to another page.
    What stands below decides: a byline, a dateline, a stamp or a picture's credit.
    """
    if len(items) < 2 or not any(item.is_prose for item in items[1:6]):
        return False
    item, below = items[0], items[1]
    if item.is_byline or item.is_stamp or not _SHORTEST_TITLE <= item.size <= _LONGEST_HEADLINE:
        return False
    is_signed = below.is_byline or dateline_of(below.raw) is not None
    if item.has(Trait.NOTE, Trait.CORRECTION, Trait.PAGE_END):
        return False
    if (item.sign and not item.has(Trait.APPEAL)) or item.is_credit or item.caption:
        return is_signed and credit_start(item.raw) in (None, 0)
    return is_signed or below.is_stamp or below.is_credit or not ends_with_stop(item.text)


def _stands_out(lines: tuple[Line, ...], items: tuple[Item, ...]) -> bool:
    """Whether a first line that could be a sentence is a headline: short, set apart, longer text below it."""
    line = lines[0]
    if line.text.endswith(";"):  # as databases of newspapers part headline and dek
        return True
    rest = [item.size for item in items[1:6] if item.is_prose]
    if line.size > 22 or not rest:
        return not ends_sentence(line.text)
    return lines[1].gap and max(rest) > line.size * (1.5 if ends_with_stop(line.text) else 1)


def _headline_score(
    items: tuple[Item, ...], index: int, vocabulary: frozenset[str], counts: dict[str, int]
) -> float:
    """Evidence that a line is the headline; the weights were set on annotated pages."""
    item = items[index]
    content = _content_words(item.key)
    shared = len(content & vocabulary)
    score = min(shared, 6) * (shared / len(content) if content else 0.0)
    score += 2.0 if index == 0 else 0.0
    score += 1.0 if 4 <= item.size <= 26 else -1.0
    score += 1.0 if counts.get(item.key, 0) > 1 and item.size > 3 else 0.0
    score += _signed_below(items, index) - _signed_above(items, index)
    score -= 3.0 if _is_teaser(items, index) else 0.0
    score -= 1.0 if is_upper(item.text) and item.size < 4 else 0.0
    return score


def _signed_below(items: tuple[Item, ...], index: int) -> float:
    """A byline or a stamp soon below a line speaks for it as the headline."""
    for distance, after in enumerate(items[index + 1 : index + 7]):
        if after.is_byline or after.is_stamp:
            return 2.0 - distance * 0.25
    return 0.0


def _signed_above(items: tuple[Item, ...], index: int) -> float:
    """A byline right above a line speaks against it as the headline."""
    return 2.0 if any(item.is_byline for item in items[max(0, index - 3) : index]) else 0.0


def _is_teaser(items: tuple[Item, ...], index: int) -> bool:
    """Whether the lines around it belong to a list of other stories: an age, or the list's head."""
    around = items[max(0, index - 1) : index]
    return any(item.has(Trait.LIST) or is_relative_stamp(item.text) for item in around)


def _vocabulary(items: Iterable[Item]) -> frozenset[str]:
    """The content words of the first part of the body."""
    prose = [item for item in items if item.is_prose][:40]
    return frozenset(word for item in prose for word in _content_words(item.key))


def _content_words(key: str) -> frozenset[str]:
    """The longer words of a folded line, possessive endings cut."""
    return frozenset(
        word.removesuffix("'s") for word in key.split() if len(word) > 3 or (word.isdigit() and len(word) > 1)
    )


def _counts(keys: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    return counts
