"""The words of the text that stand for a source: a head with its title, its name and what describes it."""

from itertools import takewhile

from spacy.tokens import Doc, Token

from dateline.extract.cues import is_listed, is_time_word
from dateline.extract.names import name_forms as names
from dateline.extract.speakers.paragraph_view import ParagraphView
from dateline.model.article import Span


def phrase_of(view: ParagraphView, head: Token) -> Span:
    """The article's span of a source: its head with the words before it and what tells who that is after it."""
    left, modifiers = head, ("compound", "det", "amod", "nummod", "poss", "nmod")
    for child in head.lefts:
        if child.dep_ in modifiers and view.quoted[child.left_edge.i] < 0:
            left = child.left_edge
            break
    right = _name_after(head) or _description_end(head)
    while right.i + 1 < len(view.doc) and not right.whitespace_ and _joins(right.nbor()):
        right = right.nbor()
    while left.i and not left.nbor(-1).whitespace_ and _joins(left.nbor(-1)):
        left = left.nbor(-1)
    first, last = view.passage.span_of_masked(left), view.passage.span_of_masked(right)
    return Span(first.source, first.start, last.end)


def _joins(token: Token) -> bool:
    """Whether a token is a part of one written word with its neighbour: al - Hadri."""
    return token.text == "-" or token.text.isalpha()


def _is_office(token: Token) -> bool:
    return token.pos_ == "NOUN" or names.is_title(token.text) or names.is_role(token.text)


def is_named(head: Token) -> bool:
    """Whether a name stands behind a description: the mayor of Norport, Ada Moor."""
    return _name_after(head) is not None


def _name_after(head: Token) -> Token | None:
    """The last word of a name set between commas after a description: the mayor of Norport, Ada Moor, said."""
    doc = head.doc
    if not _is_office(head):
        return None
    if head.i + 1 < len(doc) and doc[head.i + 1].pos_ == "PROPN":  # The Courier columnist Max Orne complained
        return _last_of_name(doc, head.i + 1)
    rest = doc[head.i + 1 : head.i + 8]
    comma = next((t for t in rest if t.text == "," or t.pos_ == "VERB" or t.is_quote), None)
    if comma is None or comma.text != ",":
        return None
    last = _last_of_name(doc, comma.i + 1)
    following = doc[last.i + 1] if last is not None and last.i + 1 < len(doc) else None
    return last if following is not None and (following.text in ",." or following.pos_ == "VERB") else None


def _last_of_name(doc: Doc, start: int) -> Token | None:
    """The last word of the run of proper nouns that starts at a token."""
    run = list(takewhile(lambda t: t.pos_ == "PROPN" or t.text == "-", doc[start : start + 6]))
    return run[-1] if run and not is_time_word(run[-1]) else None


def _description_end(head: Token) -> Token:
    """The last word of a description: a source close to the club; Minister of State for Shipping; one of them."""
    following = head.doc[head.i + 1 : head.right_edge.i + 1]
    if not len(following) or not is_listed(following[0], "describing"):
        return head
    is_some = is_listed(head, "quantifiers") and is_listed(following[0], "of")
    if not (_is_office(head) or is_some):
        return head
    clause = ("VERB", "AUX", "SCONJ")
    piece = list(
        takewhile(lambda t: t.pos_ not in clause and not t.is_quote and t.text not in ",;:.!?()—–", following)
    )
    is_closed = bool(piece) and (
        piece[-1].pos_ in ("NOUN", "PROPN") or (is_some and piece[-1].pos_ == "PRON")
    )
    return piece[-1] if is_closed and 1 < len(piece) <= 12 and not any(map(is_time_word, piece)) else head
