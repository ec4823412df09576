"""Quotations in an article's paragraphs: where they stand, and which belong to one utterance.

Text alone decides here.  Who speaks is found in `dateline.extract.speakers.speakers`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from dateline.extract.parsed_passages import Mask, masked
from dateline.lang.lexicon import pattern, table, words
from dateline.model.annotations import Quote
from dateline.model.article import Article, Block, Span

DOUBLE = re.compile(r"''|``|[\"“”„‟«»″〝〞]")
SINGLE = re.compile(r"['‘’‚‹›`]")
OPENERS = frozenset("“„‟«‘‚‹〝") | {"``"}
CLOSERS = frozenset("”»’›〞")
_OPENS_AFTER = frozenset("([{<—–―-/=|>\"'") | OPENERS
_CLOSES_BEFORE = frozenset(".,;:!?)]}>—–―-/…\"'") | CLOSERS
_OPENING_MARKS = "".join(OPENERS) + "\"'` "
DATELINE = re.compile(
    r"[A-Z][A-Z.’' \-]{2,30}(?:, [A-Z][\w. ]{1,20})?(?: ?\([^)]{2,30}\))? ?(?:--|[—–-]) ?(?=[A-Z“\"‘])"
)
"""“NORPORT, Norland (AP) — ”: the place that a report was written at, in front of its first sentence."""
SENTENCE_END = re.compile(r"[.!?…][)\]”’\"']*(?=\s|$)")
WORD = re.compile(r"\w+(?:[’'.\-]\w+)*")
ELLIPSIS = re.compile(r"…|\.\s*\.\s*\.(?:\s*\.)?")
GOES_ON = re.compile(r"[”\"'’]+,? [a-z]")
BROADCASTER = re.compile(r"(?:\b[A-Z]{2,5}|[’']s?)[ \u00a0]+[^\w\s]+$")


@dataclass(frozen=True, slots=True)
class QuotationMark:
    """A quotation mark: its place and which ways what stands beside it lets it point."""

    start: int
    end: int
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class QuotedText:
    """What stands between two marks of a paragraph; `closed` tells whether the second is there."""

    start: int
    end: int
    closed: bool = True


def find_quotes(article: Article) -> tuple[Quote, ...]:
    """The quotes of the paragraphs, in order, without speakers; titles and inches are left out.

    Quotes that share a group are fragments of one utterance.
    """
    marks = SINGLE if _prefers_single(article) else DOUBLE
    quotes: list[Quote] = []
    group, left_open = -1, False
    paragraphs = article.paragraphs()
    for block, following in zip_longest(paragraphs, paragraphs[1:]):
        text, base = article.slice(block.span), block.span.start
        goes_on = following is not None and bool(marks.match(article.slice(following.span).lstrip()))
        previous: QuotedText | None = None
        for quoted in quoted_texts(text, marks, left_open, goes_on):
            joined = left_open if previous is None else _continues(text, previous, quoted)
            left_open = not quoted.closed and goes_on
            previous = quoted
            if _is_speech(text, quoted):
                group += not joined
                span = Span(block.span.source, base + quoted.start, base + quoted.end)
                quotes.append(Quote(span, max(group, 0)))
        if previous is None:
            left_open = False
    return tuple(quotes)


def _prefers_single(article: Article) -> bool:
    """Whether the article sets speech in single marks, as much of the British press does."""
    texts = [article.slice(block.span) for block in article.paragraphs()]
    single, double = (
        sum(q.end - q.start for text in texts for q in quoted_texts(text, marks, False, False) if q.closed)
        for marks in (SINGLE, DOUBLE)
    )
    return single > 2 * double


def mask_of(article: Article, block: Block, quotes: Sequence[Quote]) -> Mask | None:
    """A paragraph's text with a short clause for each quote that is a sentence; None where it holds none.

    “We shall see,” he said -> “It is so,” he said.  Words of a partial quote stay, they are part of the
    sentence around them.
    """
    # The parser knows the em dash and takes the horizontal bar for a word.
    text, base = article.slice(block.span).replace("―", "—"), block.span.start
    inside = [quote.span for quote in quotes if block.span.contains(quote.span)]
    found = [(span.start - base, span.end - base) for span in inside]
    replacements = [(a, b, _stand_in(text[a:b])) for a, b in found if is_sentence_like(text, a, b)]
    place = DATELINE.match(text)
    if place and found and place.end() <= found[0][0]:
        replacements.insert(0, (0, place.end(), ""))
    return masked(text, replacements) if replacements else None


def _stand_in(quoted: str) -> str:
    """A short clause that ends as the quoted words end."""
    last = quoted.rstrip("’' \u00a0")[-1:]
    return str(table("quotes/words")["stand_in"]["clause"]) + (last if last in ".,!?…" else "")


def is_sentence_like(text: str, start: int, end: int) -> bool:
    """Whether the quote at `text[start:end]` stands as a sentence of its own, not as part of the one around it.

    He hopes that “Russia would play a role” is partial; “Russia would play a role,” he said is not.
    """
    quoted = text[start:end]
    if len(WORD.findall(quoted)) < 2:
        return False
    before = text[max(0, start - 60) : start].rstrip(_OPENING_MARKS + "\u00a0")
    starts_low = quoted.lstrip("[(‘'…. ")[:1].islower()
    if not before or before[-1] in ".:!?—–―-)…":
        return True
    if before[-1] in ",;":
        return not starts_low or quoted.rstrip("’' ")[-1:] in ".,!?…"
    last = WORD.findall(before[-40:])[-1:]
    return not starts_low and bool(last) and last[0].lower() not in words("quotes/clause_openers")


def quoted_texts(text: str, marks: re.Pattern[str], left_open: bool, goes_on: bool) -> Iterator[QuotedText]:
    """The outermost texts between marks of one paragraph, in order.

    `left_open` says that the paragraph before left a quote open, `goes_on` that the next starts with a mark.
    """
    found = _marks_in(text, marks)
    surplus = _surplus_of(found)
    depth, opened = 0, 0
    if left_open and found and found[0].closes and not found[0].opens:
        # “… first paragraph / second one without a mark of its own, then the end.” he said.
        depth, opened = 1, len(text) - len(text.lstrip())
    for i, mark in enumerate(found):
        if depth == 0:
            if mark.opens:
                depth, opened = 1, mark.end
        elif mark.opens and not mark.closes:
            is_alike = text[mark.start] == text[opened - 1]
            if surplus[i] >= (1 if is_alike and not goes_on else 0):
                depth += 1
            elif not text[mark.end :][:1].islower():
                depth, opened = 1, mark.end
            else:
                yield QuotedText(opened, mark.start)
                depth = 0
        elif depth == 1:
            yield QuotedText(opened, mark.start)
            depth = 0
        else:
            depth -= 1
    if depth and (goes_on or len(WORD.findall(text, opened)) > 3):
        yield QuotedText(opened, len(text.rstrip()), closed=False)


def _marks_in(text: str, marks: re.Pattern[str]) -> list[QuotationMark]:
    """The quotation marks of a text, each told from apostrophes and inches by its neighbours."""
    found = [mark for match in marks.finditer(text) if (mark := _mark_at(text, *match.span())) is not None]
    return [mark for mark, after in zip_longest(found, found[1:]) if not _is_inch(text, mark, after)]


def _mark_at(text: str, start: int, end: int) -> QuotationMark | None:
    """A mark with its directions; None for an apostrophe inside a word."""
    glyph, before, after = text[start:end], text[start - 1 : start], text[end : end + 1]
    blank_before, blank_after = not before.strip(), not after.strip()
    is_single = SINGLE.fullmatch(glyph) is not None
    if is_single and before.isalnum() and after.isalnum():
        return None
    is_end = after in ",;:!?)]}" or (
        after == "." and text[end : end + 2] != ".."
    )  # what no quote starts with
    opens = not blank_after and not is_end and (blank_before or before in _OPENS_AFTER)
    closes = not blank_before and (blank_after or after in _CLOSES_BEFORE)
    if opens is not closes:
        return QuotationMark(start, end, opens, closes)
    if is_single and not (blank_before and blank_after):
        return QuotationMark(start, end, opens, closes) if opens else None
    # Nothing beside it decides: the glyph does, and a straight mark may be either.
    return QuotationMark(start, end, glyph not in CLOSERS, glyph not in OPENERS)


def _is_inch(text: str, mark: QuotationMark, after: QuotationMark | None) -> bool:
    """Whether a straight mark after a digit is a sign for inches: a 12" cut, 6'2"."""
    is_straight = text[mark.start : mark.end] in ('"', "″", "''")
    if not is_straight or not text[mark.start - 1 : mark.start].isdigit():
        return False
    return after is not None and after.closes and not after.opens


def _surplus_of(marks: Sequence[QuotationMark]) -> list[int]:
    """For each mark, how many more marks close than open from there on: an inner quote leaves one for the outer."""
    surplus, total = [0] * len(marks), 0
    for i in range(len(marks) - 1, -1, -1):
        total += 1 if marks[i].closes else -1
        surplus[i] = total
    return surplus


def _continues(text: str, previous: QuotedText, quoted: QuotedText) -> bool:
    """Whether a quote goes on from the one before: “…,” he said. “…” and nothing that attributes the second."""
    between = text[previous.end : quoted.start].strip("".join(CLOSERS) + _OPENING_MARKS)
    if ELLIPSIS.fullmatch(between):
        return True
    if not between or len(between) > 300 or len(SENTENCE_END.findall(between + " ")) > 1:
        return False
    last = text[previous.start : previous.end].rstrip()[-1:]
    return between.endswith((".", ",", "?", "!")) and last in ",?!.—-"


def _is_speech(text: str, quoted: QuotedText) -> bool:
    """Whether quoted text is something that someone said, by the first rule that holds."""
    for is_speech, holds in SPEECH_RULES.values():
        if holds(text, quoted):
            return is_speech
    return True


def _is_before(key: str, reach: int) -> Callable[[str, QuotedText], bool]:
    """Whether the pattern `key` stands right before a quote."""
    return lambda text, q: (
        pattern("quotes/words", key).search(text, max(0, q.start - reach), q.start) is not None
    )


def _is_cited(text: str, quoted: QuotedText) -> bool:
    return pattern("quotes/words", "cited").match(text, quoted.end, quoted.end + 20) is not None


def _stands_alone(text: str, quoted: QuotedText) -> bool:
    """Whether quoted text is a whole sentence: it starts where a sentence starts and ends as one ends."""
    before = text[max(0, quoted.start - 12) : quoted.start].rstrip(_OPENING_MARKS + "\u00a0")
    last = text[quoted.start : quoted.end].rstrip()[-1:]
    return before[-1:] in ("", ".", "!", "?", ":", ",") and last in (".", "!", "?")


def _is_title(text: str, quoted: QuotedText) -> bool:
    found = WORD.findall(text, quoted.start, quoted.end)
    weighty = [word for word in found[1:] if word.lower() not in words("quotes/title_words")]
    is_capitalised = all(word[0].isupper() or word[0].isdigit() for word in weighty)
    return len(found) > 2 and found[0][0].isupper() and bool(weighty) and is_capitalised


def _is_short_title(text: str, quoted: QuotedText) -> bool:
    found = WORD.findall(text, quoted.start, quoted.end)
    if len(found) > 3 or not all(word[0].isupper() for word in found):
        return False
    before = text[max(0, quoted.start - 12) : quoted.start]
    is_work = pattern("quotes/words", "work_after").match(text, quoted.end) is not None
    return is_work or (len(found) > 1 and BROADCASTER.search(before) is not None)


def _is_discussed(text: str, quoted: QuotedText) -> bool:
    return GOES_ON.match(text, quoted.end) is not None and _is_before("discussed", 60)(text, quoted)


SPEECH_RULES: Mapping[str, tuple[bool, Callable[[str, QuotedText], bool]]] = {
    "no word": (False, lambda text, q: WORD.search(text, q.start, q.end) is None),
    # an attribute of markup left in the text: alt="a broken dam"
    "markup": (False, lambda text, q: text[max(0, q.start - 4) : q.start].rstrip("\"'")[-1:] == "="),
    "cited": (False, _is_cited),  # in a reading list: “…,” by the Herald's Ann Poe
    "titled": (False, _is_before("titled", 30)),  # a bill titled “…”
    "sentence": (True, _stands_alone),
    "called": (True, _is_before("called", 60)),  # Moor called Berg “The Man of the Hour”
    "title": (False, _is_title),  # The Quiet Harbour at Dawn
    "short title": (False, _is_short_title),  # the NNC “Harbour Hour” programme
    "discussed": (False, _is_discussed),  # Moor's essay, “Come down to the water,” is
}
"""What quoted text is speech, and what is not; what no rule knows is."""
