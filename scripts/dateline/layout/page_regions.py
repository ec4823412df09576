"""Where the article stands on a page: which line is its headline, where its body begins and ends.

A pasted page is menus, article, teasers, footer.  Each line gets a value by its own words (a sentence of prose
speaks for the body, a title or a control against it), and the body is the stretch of lines with the greatest
sum: maximum subsequence segmentation (Pasternack and Roth, WWW 2009), linear in the number of lines.
The headline is the line above the body that shares most words with it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from math import inf

from dateline.lang.lexicon import pattern, weights, word_set
from dateline.layout.boilerplate import BOILERPLATE, CONTROLS, Trait
from dateline.layout.bylines import byline_of
from dateline.layout.captions import credit_start
from dateline.layout.datelines import dateline_of
from dateline.layout.line_features import LineFeatures, features_by_line
from dateline.layout.lines import TextLine, line_key, text_lines, words_in
from dateline.layout.timestamps import is_relative_stamp

_WEIGHTS = weights("layout/weights")
_LONGEST_HEADLINE = 32
_LONGEST_UNSTOPPED = 40
"""Words of a headline of several clauses without a full stop, as tabloids write them."""
_SHORTEST_TITLE = 4
_ENTRY_HEAD = 2
_SHORTEST_ROW = 10
_FEW_LINES = 4
_NOTE_REACH = 10
_HEAD_REACH = 16
_MOST_ABOVE = 6
"""Deks and the captions of a gallery can stand above a byline: so many lines, so many of them sentences."""
_DEK_REACH = 3
_SHORTEST_SUMMED = 8
"""Words of a headline with several lines of summary below it; a short line above a headline is a label."""
_SIGNED_REACH = 6
_FEWEST_FIELDS = 2
_SIGNED_SOON = 3
_LONGEST_SENTENCE = 22
"""Words of a headline that closes as a sentence does."""
_SHORTEST_BROKEN = 3
"""Words of a line in which a sentence can be broken; a tag or a button has fewer."""
_LONGEST_FIELD = 2
"""Words that may stand before a title that is known: "Subject: ..."."""
_LONGEST_COMMENT = 8
"""Lines of a comment, its author's and its age's among them, that are looked through."""
_LONGEST_COMMENTER = 5
_COMMENTER = pattern("layout/patterns", "commenter")
_INNER_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+")

Lines = tuple[LineFeatures, ...]


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


def layout_of(text: str, title: str | None = None, start: int = 0) -> PageLayout:
    """Find headline and body, no body above the offset `start`; a title that is already known helps to find both."""
    spans = _with_broken_sentences_joined(unwrapped(text_lines(text)))
    lines = features_by_line(text, spans)
    first, last = _body_of(lines)
    first = max(first, sum(span.start < start for span in spans))
    first = _below_the_head(lines, first, last)
    above = lines[: first + 8]
    headline = _line_of(title, above) if title else _headline_of(spans, lines, first, last)
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
    return PageLayout(spans, lines, headline, first, last, names, common, authors, comments)


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
    content = [line for line in lines if not _is_apart(line)]
    rank, is_listing, longest, since_clock = -1, False, _longest_teaser(content), inf
    for line in lines:
        rank += not _is_apart(line)
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


def _is_apart(line: LineFeatures) -> bool:
    """Whether a line can stand between two paragraphs: a control, a picture's source, a row of a table."""
    return line.has(*CONTROLS) or line.is_credit or line.is_row


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


# --- the headline ------------------------------------------------------------------------------------------


def _line_of(title: str, lines: Lines) -> int | None:
    """The first line with the words of a title, else the last that has a word or two before them: "Subject: ..."."""
    wanted = line_key(title)
    longest = wanted.count(" ") + 1 + _LONGEST_FIELD
    exact = [i for i, line in enumerate(lines) if line.key == wanted]
    labelled = [i for i, line in enumerate(lines) if line.size <= longest and line.key.endswith(f" {wanted}")]
    return next(iter(exact or labelled[::-1]), None)


def _headline_of(spans: tuple[TextLine, ...], lines: Lines, first: int, last: int) -> int | None:
    """The best candidate above the body, its first line included; None where no line is like a headline."""
    prose = [line for line in lines[first:last] if line.is_prose][:40]
    vocabulary = frozenset(word for line in prose for word in content_words(line.key))
    counts = Counter(line.key for line in lines)
    scores = {
        index: _headline_score(lines, index, vocabulary, counts)
        for index in range(min(first + 1, len(lines)))
        if _may_be_headline(spans, lines, index, first)
    }
    if max(scores.values(), default=0) <= 0:
        return 0 if _opens_with_headline(lines) else None
    return _above_its_dek(lines, scores)


def content_words(key: str) -> frozenset[str]:
    """The longer words of a line by its key, possessive endings cut."""
    longer = (word for word in key.split() if len(word) > 3 or (word.isdigit() and len(word) > 1))
    return frozenset(word.removesuffix("'s") for word in longer)


def _headline_score(lines: Lines, index: int, vocabulary: frozenset[str], counts: Counter[str]) -> float:
    """Evidence that a line is the headline."""
    line = lines[index]
    content = content_words(line.key)
    shared = len(content & vocabulary)
    above, below = lines[max(0, index - 1) : index], lines[index + 1 : index + 1 + _SIGNED_REACH]
    signed = next((i for i, other in enumerate(below) if other.is_byline or other.is_stamp), None)
    features = {
        "headline_shared_words": min(shared, 6) * (shared / len(content)) if content else 0.0,
        "headline_first_line": index == 0,
        "headline_usual_length": 1 if 4 <= line.size <= 26 else -1,
        "headline_repeated": counts[line.key] > 1 and line.size > 3,
        "headline_signed_below": signed is not None,
        "headline_lines_to_signature": signed or 0,
        "headline_signed_above": any(other.is_byline for other in lines[max(0, index - 3) : index]),
        "headline_teaser": any(other.has(Trait.LIST) or is_relative_stamp(other.text) for other in above),
        "headline_short_capitals": line.is_upper and line.size < 4,
    }
    return sum(_WEIGHTS[name] * value for name, value in features.items())


def _above_its_dek(lines: Lines, scores: dict[int, float]) -> int:
    """The best candidate, or a line above it that is nearly as good: a dek repeats more of the body.

    Where the lines of a summary stand below a headline, it is the first of the row.
    """
    best = max(scores, key=lambda index: (scores[index], -index))
    least = _WEIGHTS["headline_above_dek_share"] * scores[best]
    above = [i for i in range(best - 1, max(-1, best - 6), -1) if not lines[i].has(*CONTROLS)][:_DEK_REACH]
    titles = [i for i in above if scores.get(i, 0) >= least and _is_title_of(lines, i, best)]
    found = next(iter(titles), best)
    while found - 1 in titles and lines[found - 1].size >= _SHORTEST_SUMMED:
        found -= 1
    is_known = any(
        line.key == lines[best].key for line in lines[:found]
    )  # a page names its article in its head
    return best if is_known else found


def _is_title_of(lines: Lines, above: int, best: int) -> bool:
    """Whether a line above the best candidate can be the headline, and the candidate its dek."""
    line = lines[above]
    parts = re.split(r" [|›»/•] ", line.text)
    # "RADIO HALMERY | NEWS", "Home › World": where on a site the page stands
    is_masthead = len(parts) > 1 and all(len(part.split()) <= 3 for part in parts)
    is_sentence = line.ends_sentence and not _opens_the_page(lines, above)
    is_title = line.size >= _SHORTEST_TITLE and not is_sentence and not line.text[0].islower()
    is_title = is_title and not _is_menu_row(line)
    return is_title and not is_masthead and lines[best].text not in line.text


def _is_menu_row(line: LineFeatures) -> bool:
    """Whether a line is the words of a menu in a row: many, each with a capital, "and" or "you" nowhere among them."""
    tokens = line.text.split()
    is_capital = all(token.isalpha() and token[0].isupper() for token in tokens)
    small = word_set("layout/word_sets", "title_words")
    return len(tokens) >= _SHORTEST_ROW and is_capital and small.isdisjoint(line.key.split())


def _may_be_headline(spans: tuple[TextLine, ...], lines: Lines, index: int, first: int) -> bool:
    line = lines[index]
    longest = _LONGEST_HEADLINE if line.ends_sentence else _LONGEST_UNSTOPPED
    if line.size > longest or line.cue or line.is_byline or line.is_credit or line.is_stamp:
        return False
    if line.caption and (index > 0 or credit_start(line.raw)):
        return False
    is_title = index < first and (not line.ends_with_stop or _opens_the_page(lines, index))
    is_title = is_title or (index == first and _is_question_on_top(lines, index))
    return is_title or (index == 0 and _stands_out(spans, lines))


def _opens_the_page(lines: Lines, index: int) -> bool:
    """Whether a line is the first of some length below menus and signed soon, as a headline is that is a sentence."""
    is_menu = all(
        other.has(*BOILERPLATE) or other.size < _SHORTEST_TITLE or other.is_upper for other in lines[:index]
    )
    below = (line for line in lines[index + 1 : index + 1 + _SIGNED_REACH] if not _is_apart(line))
    signed = list(islice(below, _SIGNED_SOON))
    is_sized = index > 0 and _SHORTEST_TITLE <= lines[index].size <= _LONGEST_SENTENCE
    return is_sized and is_menu and any(line.is_byline or line.is_stamp for line in signed)


def _is_question_on_top(lines: Lines, index: int) -> bool:
    """Whether a question that reads like the body's first sentence has only menus and sections above it."""
    is_menu = (other.has(*BOILERPLATE) or other.size < _SHORTEST_TITLE for other in lines[:index])
    return lines[index].text.endswith("?") and all(is_menu)


def _stands_out(spans: tuple[TextLine, ...], lines: Lines) -> bool:
    """Whether a first line that could be a sentence is a headline: short, set apart, longer text below it."""
    first = lines[0]
    if first.text.endswith(";"):  # as databases of newspapers part headline and dek
        return True
    rest = [line.size for line in lines[1:6] if line.is_prose]
    if first.size > 22 or not rest:
        return not first.ends_sentence
    return spans[1].gap and max(rest) > first.size * (1.5 if first.ends_with_stop else 1)


def _opens_with_headline(lines: Lines) -> bool:
    """Whether the first line is a headline though its own words speak for an appeal, a credit or a sentence.

    “Six ways to tidy your inbox” holds words of an appeal, “Photos: fishers march” those that lead to another page.
    What stands below decides: a byline, a dateline, a stamp or a picture's credit.
    """
    if len(lines) < 2 or not any(line.is_prose for line in lines[1:6]):
        return False
    line, below = lines[0], lines[1]
    if line.is_byline or line.is_stamp or not _SHORTEST_TITLE <= line.size <= _LONGEST_HEADLINE:
        return False
    is_signed = below.is_byline or dateline_of(below.raw) is not None
    if line.has(Trait.NOTE, Trait.CORRECTION, Trait.PAGE_END):
        return False
    if (line.cue and not line.has(Trait.APPEAL)) or line.is_credit or line.caption:
        return is_signed and credit_start(line.raw) in (None, 0)
    return is_signed or below.is_stamp or below.is_credit or not line.ends_with_stop
