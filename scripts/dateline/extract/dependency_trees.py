"""Walks over a parse that end whatever the parse is like: each visits a word once.

A model's parse need not be a tree.  spaCy's `Token.subtree` takes it for one, and where heads run in a circle it
brings Python down; `Span.root` raises.
"""

from collections.abc import Iterator

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token


def upward(token: Token) -> Iterator[Token]:
    """A word, its head, the head of that, and so on up to the root."""
    seen: set[int] = set()
    while token.i not in seen:
        yield token
        seen.add(token.i)
        token = token.head


def subtree(token: Token) -> set[int]:
    """The places of a word and of all that hangs on it."""
    places, words = {token.i}, [token]
    for word in words:  # which grows on the way
        for child in word.children:
            if child.i not in places:
                places.add(child.i)
                words.append(child)
    return places


def root_of(piece: DocSpan) -> Token:
    """The word that heads a stretch, or its first part."""
    root = piece[0]
    for token in upward(root):
        if not piece.start <= token.i < piece.end:
            break
        root = token
    return root
