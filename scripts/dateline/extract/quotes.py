"""Quotations in an article's paragraphs: where they stand, and which belong to one utterance.

Text alone decides here.  Who speaks is found in `dateline.extract.speakers.speakers`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from dateline.extract.parsed_passages import Mask, mask
from dateline.lang.lexicon import words
from dateline.model.annotations import Quote
from dateline.model.article import Article, Block, Span

DOUBLE = re.compile(r"''|``|[\"“”„‟«»″〝〞]")
SINGLE = re.compile(r"['‘’‚‹›`]")
OPENERS = frozenset("“„‟«‘‚‹〝") | {"``"}
CLOSERS = frozenset("”»’›〞")
OPENS_AFTER = frozenset("([{<—–―-/=|>") | OPENERS
CLOSES_BEFORE = frozenset(".,;:!?)]}>—–―-/…") | CLOSERS
DATELINE = re.compile(
    r"[A-Z][A-Z.’' \-]{2,30}(?:, [A-Z][\w. ]{1,20})?(?: ?\([^)]{2,30}\))? ?(?:--|[—–-]) ?(?=[A-Z“\"‘])"
)
"""“NORPORT, Norland (AP) — ”: the place that a report was written at, in front of its first sentence."""
SENTENCE_END = re.compile(r"[.!?…][)\]”’\"']*(?=\s|$)")
WORD = re.compile(r"\w+(?:[’'.\-]\w+)*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark: its place and which ways what stands beside it lets it point."""

    start: int
    end: int
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between two marks of a paragraph; `closed` tells whether the second is there."""

    start: int
    end: int
    opened: bool = True
    closed: bool = True


def find(article: Article) -> tuple[Quote, ...]:
    """The quotes of the paragraphs, in order, without speakers; titles and inches are left out.

    Quotes that share a group are fragments of one utterance.
    """
    pattern = SINGLE if _prefers_single(article) else DOUBLE
    quotes: list[Quote] = []
    group, left_open = -1, False
    paragraphs = article.paragraphs()
    for block, following in zip_longest(paragraphs, paragraphs[1:]):
        text = article.slice(block.span)
        goes_on = following is not None and _starts_with_mark(article.slice(following.span), pattern)
        previous: Stretch | None = None
        for stretch in stretches_of(text, pattern, left_open, goes_on):
            joined = left_open if previous is None else _continues(text, previous, stretch)
            left_open = not stretch.closed and goes_on
            previous = stretch
            if _is_speech(text, stretch):
                group += not joined
                quotes.append(Quote(_span_in(block, stretch), max(group, 0)))
        if previous is None:
            left_open = False
    return tuple(quotes)


def mask_of(article: Article, block: Block, quotes: Sequence[Quote]) -> Mask | None:
    """A paragraph's text with a short clause for each quote that is a sentence; None where it holds none.

    “We shall see,” he said -> “It is so,” he said.  Words of a partial quote stay, they are part of the
    sentence around them.
    """
    # The parser knows the em dash and takes the horizontal bar for a word.
    text, base = article.slice(block.span).replace("―", "—"), block.span.start
    inside = [quote for quote in quotes if block.span.contains(quote.span)]
    found = [(q.span.start - base, q.span.end - base) for q in inside]
    replacements = [(a, b, _stand_in(text[a:b])) for a, b in found if is_sentence_like(text, a, b)]
    place = DATELINE.match(text)
    if place and found and place.end() <= found[0][0]:
        replacements.insert(0, (0, place.end(), ""))
    return mask(text, replacements) if replacements else None


def is_sentence_like(text: str, start: int, end: int) -> bool:
    """Whether the quote at `text[start:end]` stands as a sentence of its own, not as part of the one around it.

    He hopes that “Russia would play a role” is partial; “Russia would play a role,” he said is not.
    """
    words_in = WORD.findall(text[start:end])
    if len(words_in) < 2:
        return False
    before = text[max(0, start - 60) : start].rstrip("".join(OPENERS) + "\"'` \u00a0")
    starts_low = text[start:end].lstrip("[(‘'…. ")[:1].islower()
    if not before or before[-1] in ".:!?—–―-)…":
        return True
    if before[-1] in ",;":
        return not starts_low or text[start:end].rstrip("’' ")[-1:] in ".,!?…"
    if starts_low:
        return False
    last = WORD.findall(before[-40:])
    return bool(last) and last[-1].lower() not in words("quotes/clause_openers")


def stretches_of(text: str, pattern: re.Pattern[str], left_open: bool, goes_on: bool) -> Iterator[Stretch]:
    """The outermost stretches between marks of one paragraph, in order.

    `left_open` says that the paragraph before left a quote open, `goes_on` that the next starts with a mark.
    """
    marks = _marks_of(text, pattern)
    surplus = _surplus_of(marks)
    depth, opened = 0, 0
    if left_open and marks and marks[0].closes and not marks[0].opens:
        # “… first paragraph / second one without a mark of its own, then the end.” he said.
        depth, opened = 1, _first_char(text)
    for i, mark_ in enumerate(marks):
        if depth == 0:
            if mark_.opens:
                depth, opened = 1, mark_.end
        elif mark_.opens and not mark_.closes:
            alike = text[mark_.start] == text[opened - 1]
            if surplus[i] >= (1 if alike and not goes_on else 0):
                depth += 1
            elif not text[mark_.end :][:1].islower():
                depth, opened = 1, mark_.end
            else:
                yield Stretch(opened, mark_.start)
                depth = 0
        elif depth == 1:
            yield Stretch(opened, mark_.start)
            depth = 0
        else:
            depth -= 1
    if depth and (goes_on or len(WORD.findall(text, opened)) > 3):
        yield Stretch(opened, len(text.rstrip()), closed=False)


def _marks_of(text: str, pattern: re.Pattern[str]) -> list[Mark]:
    """The quotation marks of a text, each told from apostrophes and inches by its neighbours."""
    marks: list[Mark] = []
    for match in pattern.finditer(text):
        start, end = match.span()
        mark_ = _mark(text, start, end, match[0])
        if mark_ is not None:
            marks.append(mark_)
    return [m for m, after in zip_longest(marks, marks[1:]) if not _is_inch(text, m, after)]


def _mark(text: str, start: int, end: int, glyph: str) -> Mark | None:
    """A mark with its directions; None for an apostrophe inside a word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    blank_before, blank_after = not before.strip(), not after.strip()
    single = SINGLE.fullmatch(glyph) is not None
    if single and before.isalnum() and after.isalnum():
        return None
    ends = after in ",;:!?)]}" or (after == "." and text[end : end + 2] != "..")  # what no quote starts with
    opens = not blank_after and not ends and (blank_before or before in OPENS_AFTER or before in "\"'")
    closes = not blank_before and (blank_after or after in CLOSES_BEFORE or after in "\"'")
    if opens is not closes:
        return Mark(start, end, opens, closes)
    if single and not (blank_before and blank_after):
        return Mark(start, end, opens, closes) if opens else None
    # Nothing beside it decides: the glyph does, and a straight mark may be either.
    return Mark(start, end, glyph not in CLOSERS, glyph not in OPENERS)


def _is_inch(text: str, mark_: Mark, after: Mark | None) -> bool:
    """Whether a straight mark after a digit is a sign for inches: a 12" cut, 6'2"."""
    if (
        text[mark_.start : mark_.end] not in ('"', "″", "''")
        or not text[mark_.start - 1 : mark_.start].isdigit()
    ):
        return False
    return after is not None and after.closes and not after.opens


def _surplus_of(marks: Sequence[Mark]) -> list[int]:
    """For each mark, how many more marks close than open from there on: an inner quote leaves one for the outer."""
    surplus, total = [0] * len(marks), 0
    for i in range(len(marks) - 1, -1, -1):
        total += 1 if marks[i].closes else -1
        surplus[i] = total
    return surplus


def _starts_with_mark(text: str, pattern: re.Pattern[str]) -> bool:
    match = pattern.match(text.lstrip())
    return match is not None


def _first_char(text: str) -> int:
    return len(text) - len(text.lstrip())


def _span_in(block: Block, stretch: Stretch) -> Span:
    base = block.span.start
    return Span(block.span.source, base + stretch.start, base + stretch.end)


def _continues(text: str, previous: Stretch, stretch: Stretch) -> bool:
    """Whether a quote goes on from the one before: “…,” he said. “…” and nothing that attributes the second."""
    between = text[previous.end : stretch.start].strip("".join(OPENERS | CLOSERS) + "\"'` ")
    if not between or len(between) > 300 or len(SENTENCE_END.findall(between + " ")) > 1:
        return False
    last = text[previous.start : previous.end].rstrip()[-1:]
    return between.endswith((".", ",", "?", "!")) and last in ",?!.—-"


def _is_speech(text: str, stretch: Stretch) -> bool:
    """Whether a stretch holds words that someone said; a title or a headline that is cited does not count."""
    inner = text[stretch.start : stretch.end]
    found = WORD.findall(inner)
    if not found:
        return False
    if (
        text[max(0, stretch.start - 4) : stretch.start].rstrip("\"'")[-1:] == "="
    ):  # an attribute of markup left in the text
        return False
    if _is_cited(text, stretch) or TITLED.search(text, max(0, stretch.start - 30), stretch.start):
        return False
    if _stands_alone(text, stretch):
        return True
    if CALLED.search(text, max(0, stretch.start - 60), stretch.start):
        return True
    return not (_is_title(found) or _is_short_title(text, stretch, found) or _is_discussed(text, stretch))


def _stands_alone(text: str, stretch: Stretch) -> bool:
    """Whether a stretch is a whole sentence: it starts where a sentence starts and ends as one ends."""
    before = text[max(0, stretch.start - 12) : stretch.start].rstrip("".join(OPENERS) + "\"'` \u00a0")
    return before[-1:] in ("", ".", "!", "?", ":", ",") and text[stretch.start : stretch.end].rstrip()[
        -1:
    ] in (
        ".",
        "!",
        "?",
    )


def _is_title(found: Sequence[str]) -> bool:
    """Whether words are set like the title of a work: The Quiet Harbour at Dawn."""
    if len(found) < 3:
        return False
    small = words("quotes/title_words")
    weighty = [w for w in found[1:] if w.lower() not in small]
    return found[0][0].isupper() and bool(weighty) and all(w[0].isupper() or w[0].isdigit() for w in weighty)


TITLED = re.compile(r"\b(?:titled|entitled|headlined|so-called|subtitled)[ \u00a0]+[^\w\s]+$")
"""A bill titled “…”, a so-called “…”: no one's speech."""
WORK_AFTER = re.compile(
    r"[^\w\s]{0,4}[ \u00a0](?:show|programm?e?|series|column|album|film|movie|novel|book|magazine|podcast)\b"
)
BROADCASTER = re.compile(r"(?:\b[A-Z]{2,5}|[’']s?)[ \u00a0]+[^\w\s]+$")


def _is_short_title(text: str, stretch: Stretch, found: Sequence[str]) -> bool:
    """Whether one or two capitalised words name a work (the NNC “Harbour Hour” and the like)."""
    if len(found) > 3 or not all(w[0].isupper() for w in found):
        return False
    before = text[max(0, stretch.start - 12) : stretch.start]
    return WORK_AFTER.match(text, stretch.end) is not None or (
        len(found) > 1 and BROADCASTER.search(before) is not None
    )


CALLED = re.compile(
    r"\b(?:call(?:s|ed|ing)?|dub(?:s|bed)|brand(?:s|ed)|label(?:s|led|ed)|nicknam(?:es|ed))[ \u00a0]+"
    r"(?:him|her|it|them|himself|herself|itself|themselves|[A-Z][\w’'\-]+(?:[ \u00a0]+[A-Z][\w’'\-]+){0,2})"
    r"[ \u00a0]+[^\w\s]+$"
)
"""Moor called Berg “The Man of the Hour”: someone's words, though set like a title."""
WORKS = "article|book|column|commentary|editorial|essay|film|memoir|novel|op-ed|play|poem|song|story"
DISCUSSED = re.compile(rf"(?<!in )(?<!In )\b[A-Z]\w+(?:[’']s?)[ \u00a0]+(?:{WORKS}),?[ \u00a0]+[^\w\s]+$")
"""Moor's essay, “Come down to the water,” is: a work that the sentence is about; not “in Moor's essay”."""
CITED = re.compile(r"[”\"'’]*,?\s+by (?:the )?[A-Z]|[”\"'’]*\s*https?://")


def _is_cited(text: str, stretch: Stretch) -> bool:
    """Whether a byline or an address follows, as in a reading list: “…,” by the Herald's Ann Poe."""
    return CITED.match(text, stretch.end, stretch.end + 20) is not None


def _is_discussed(text: str, stretch: Stretch) -> bool:
    """Whether a stretch is the title of a work that the sentence is about, in its place as the subject."""
    goes_on = re.compile(r"[”\"'’]+,? [a-z]").match(text, stretch.end)
    before = max(0, stretch.start - 60)
    return goes_on is not None and DISCUSSED.search(text, before, stretch.start) is not None


def _stand_in(words_quoted: str) -> str:
    """A short clause that ends as the quoted words end."""
    last = words_quoted.rstrip("’' \u00a0")[-1:]
    return "It is so" + (last if last in ".,!?…" else "")


def _prefers_single(article: Article) -> bool:
    """Whether the article sets speech in single marks, as much of the British press does."""
    lengths = []
    for pattern in (DOUBLE, SINGLE):
        total = 0
        for block in article.paragraphs():
            text = article.slice(block.span)
            total += sum(s.end - s.start for s in stretches_of(text, pattern, False, False) if s.closed)
        lengths.append(total)
    return lengths[1] > 2 * lengths[0]
