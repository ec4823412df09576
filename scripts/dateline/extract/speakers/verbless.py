"""Speakers that stand beside a quote without a verb: labels, signature lines, names with the quote set off."""

import re

from dateline.lang.lexicon import any_of, word_set
from dateline.model.annotations import Quote
from dateline.model.article import Article, Block, Span

Beside = tuple[Span, str] | None
"""Where the speaker is named, and the mark that tells so."""

NAME_LABEL = re.compile(
    r"\s*(?:[•●▪◦‣·*–—-][ \t]+)?([A-Z][\w’'.\-]+(?:[ \t]+[A-Z(][\w’'.\-)]+){0,4}):(?=\s|$)[ \t\u00a0]?"
)
LATER_LABEL = re.compile(
    r"(?:[—–]|\s--?)\s*(?:[A-Z]\w+[ \t]+(?:by|from|via)[ \t]+)?"
    r"([A-Z][\w’'\-]+(?:[ \t]+[A-Z][\w’'\-]+){0,3}):[ \t\u00a0]*$"
)
"""A dash, a name and a colon, right before a quote: … - Norpost: “…”; … -More from Ada Moor: “…”."""
INNER_LABEL = re.compile(
    r"(?:^|[—–.!?]|\s--?)\s*((?:[A-Z][\w’'\-]*\.?[ \t]+"
    rf"(?:{any_of('quotes/signature_words')})?[ \t]*){{1,4}}[A-Z][\w’'.\-]+)"
    rf"(?:,(?:[ \t]+(?:[A-Z&][\w’'.&\-]*|{any_of('quotes/signature_words')})){{1,7}})?:[ \t\u00a0]*$"
)
"""A full name, maybe with the house or the office behind it, and a colon, right before a quote."""
SIGNATURE = re.compile(
    r"[”\"'’»]*[ \t\u00a0]*(?:[—–―]|--?)[ \t\u00a0]*([A-Z@][\w’'.@\-]*"
    rf"(?:[ \t]+(?:[A-Z][\w’'.\-]*|{any_of('quotes/signature_words')})(?![\w’'])){{0,6}})"
)
SIGNATURE_LINE = re.compile(
    r"[ \t\u00a0]*(?:(?:[—–―]|--?)[ \t\u00a0]*)?([A-Z][\w’'.\-]*"
    rf"(?:[ \t]+(?:[A-Z][\w’'.\-]*|{any_of('quotes/signature_words')})(?![\w’'])){{0,4}}?)\.?[”\"]?\s*$"
)
"""A name in a line of its own, a dash before it or none."""
SET_OFF = re.compile(
    r"((?:[A-Z][\w’'\-]*\.?[ \t\u00a0]+){1,3}[A-Z][\w’'\-]+)[ \t\u00a0]*([(—–―]|--)[ \t\u00a0]*[“\"„«‘'`]*$"
)
"""A full name and what opens an insertion, right before a quote."""
INSERTION_END = re.compile(r"[”\"'’»]*[ \t\u00a0]*(\)|[—–―]|--)")
FULL_NAME_REACH = 90
QUOTING = " \u00a0\"'“‘„«`"


def label_alone(article: Article, block: Block) -> Span | None:
    """The name in a paragraph that is a name and a colon, nothing else (“Berg:”)."""
    match = NAME_LABEL.match(article.text, block.span.start, block.span.end + 1)
    return Span(block.span.source, *match.span(1)) if match and match.end() >= block.span.end else None


def label(article: Article, block: Block, quote: Quote) -> Beside:
    """A name and a colon at the head of the quote (capitals: a transcript) or of the paragraph before it."""
    start, source = quote.span.start, quote.span.source
    match = NAME_LABEL.match(article.text, start, min(quote.span.end, start + 60))
    if match is None or not match[1].isupper():
        match = NAME_LABEL.match(article.text, block.span.start, start)
        if match is None or article.text[match.end() : start].strip(QUOTING):
            return _inner_label(article, block, quote)
    first, _, rest = match[1].partition(" ")
    if first.lower() not in word_set("quotes/words", "said"):
        return None if _has_verb(match[1]) else (Span(source, *match.span(1)), ":")
    # “Said Moor: …”, which parsers take for a name of two words
    return (Span(source, match.end(1) - len(rest), match.end(1)), first) if rest else None


def _has_verb(label: str) -> bool:
    """Whether a label in capitals is a clause: MOOR SAYS: “…”."""
    return not word_set("quotes/words", "said").isdisjoint(label.lower().replace(":", " ").split())


def _inner_label(article: Article, block: Block, quote: Quote) -> Beside:
    """A full name and a colon right before the quote: THE PIER - Ada Moor: “…”; Ada Moor, Norport Radio: “…”."""
    start = quote.span.start
    text = article.text[max(block.span.start, start - FULL_NAME_REACH) : start].rstrip(QUOTING)
    match = INNER_LABEL.search(text) or LATER_LABEL.search(text)
    if match is None or _has_verb(match[0]):
        return None
    base = max(block.span.start, start - FULL_NAME_REACH)
    return Span(quote.span.source, base + match.start(1), base + match.end(1)), ":"


def signature(article: Article, block: Block, quote: Quote) -> Beside:
    """A dash and a name that end the paragraph: “…” — Ada Moor, Norport."""
    match = SIGNATURE.match(article.text, quote.span.end, block.span.end)
    if match is None:
        return None
    following = article.text[match.end() : block.span.end].strip(" .\u00a0")[:1]
    return (Span(quote.span.source, *match.span(1)), "—") if following in ("", ",", "(") else None


def signature_line(article: Article, block: Block, quote: Quote, following: Block) -> Beside:
    """A dash and a name in the line below a paragraph that is one quote: “…” / — Ada Moor."""
    text = article.text
    is_whole = not (
        text[block.span.start : quote.span.start].strip(QUOTING)
        or text[quote.span.end : block.span.end].strip(QUOTING + "”»")
    )
    match = SIGNATURE_LINE.fullmatch(text, following.span.start, following.span.end) if is_whole else None
    if match is None or not text[match.start() : match.start(1)].strip():
        return None
    return Span(quote.span.source, *match.span(1)), "—"


def insertion(article: Article, block: Block, quote: Quote) -> Beside:
    """A full name with a sentence of theirs set off behind it: critics like Ada Moor (“It is a shame”) and others.

    What starts low says something of the name, not by it: Ada Moor — “the worst mayor of all” — resigned.
    """
    start, end = quote.span.start, quote.span.end
    before = SET_OFF.search(article.text, max(block.span.start, start - FULL_NAME_REACH), start)
    after = INSERTION_END.match(article.text, end, block.span.end)
    if before is None or after is None or (before[2] == "(") != (after[1] == ")"):
        return None
    return (Span(quote.span.source, *before.span(1)), before[2]) if article.text[start].isupper() else None
