"""The stretches of an article that are parsed, and the way from a Doc's characters back to the article's.

A passage is one block.  Its `doc` is parsed as it stands.  Where it holds quotes, `masked` is parsed a second
time with each sentence-like quote replaced by a short neutral clause, so that quoted words can't confuse the
parser about who speaks; `Mask` maps the masked characters back.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.attrs import IDX, LENGTH
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dateline.model.article import ANALYSED, Article, Block, BlockKind, Span

PARSED = frozenset({BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.DEK, BlockKind.HEADLINE})
"""The kinds that are parsed: the body, and what may give a date or a name besides."""
_MAX_LENGTH = 20_000
"""The longest text that is parsed at once, in characters."""


@dataclass(frozen=True, slots=True)
class Mask:
    """A text with stretches replaced, and for each of its characters the offset in the original text.

    That of a replacement's characters is where what it replaced starts, as its bitwise complement: below 0.
    """

    text: str
    origins: tuple[int, ...]

    def origin(self, offset: int) -> int:
        """The offset in the original text of a character of the masked one."""
        return ~self.origins[offset] if self.is_replaced(offset) else self.origins[offset]

    def is_replaced(self, offset: int) -> bool:
        """Whether the character belongs to a replacement."""
        return self.origins[offset] < 0


def masked(text: str, replacements: list[tuple[int, int, str]]) -> Mask:
    """Replace disjoint, ordered stretches `(start, end, replacement)` of a text."""
    parts: list[str] = []
    origins: list[int] = []
    done = 0
    for start, end, replacement in [*replacements, (len(text), len(text), "")]:
        parts += [text[done:start], replacement]
        origins += [*range(done, start), *[~start] * len(replacement)]
        done = end
    return Mask("".join(parts), tuple(origins))


@dataclass(frozen=True)
class Passage:
    """One parsed block: `doc` over its own text, `masked_doc` over `mask.text` where quotes were masked."""

    block: Block
    doc: Doc
    mask: Mask | None = None
    masked_doc: Doc | None = None

    @property
    def kind(self) -> BlockKind:
        """The kind of the block."""
        return self.block.kind

    @cached_property
    def text(self) -> str:
        """The text of `doc`, which spaCy joins anew each time that it is asked for."""
        return self.doc.text

    @cached_property
    def sents(self) -> tuple[DocSpan, ...]:
        """The sentences of `doc`."""
        return tuple(self.doc.sents)

    def text_of(self, piece: DocSpan) -> str:
        """The text of a span of `doc`."""
        return self.text[piece.start_char : piece.end_char]

    def span(self, start: int, end: int) -> Span:
        """The article's span of characters `start` to `end` of `doc.text`."""
        return Span(self.block.span.source, self.block.span.start + start, self.block.span.start + end)

    def span_of(self, piece: DocSpan | Token) -> Span:
        """The article's span of a token or a span of `doc`."""
        if isinstance(piece, Token):
            return self.span(piece.idx, piece.idx + len(piece))
        return self.span(piece.start_char, piece.end_char)

    def span_of_masked(self, token: Token) -> Span:
        """The article's span of a token of `masked_doc`."""
        if self.mask is None:
            return self.span_of(token)
        return self.span(self.mask.origin(token.idx), self.mask.origin(token.idx + len(token) - 1) + 1)

    def starts_masked(self) -> list[int]:
        """Where each token of `masked_doc`, or of `doc` where nothing was masked, begins in the article."""
        first = self.block.span.start
        if self.mask is None or self.masked_doc is None:
            return [first + start for start in starts_of(self.doc)]
        return [first + self.mask.origin(start) for start in starts_of(self.masked_doc)]


def starts_of(doc: Doc) -> tuple[int, ...]:
    """Where each token of a Doc begins (read in one piece: token by token takes as long as finding the times)."""
    return tuple(doc.to_array(IDX).tolist())


def ends_of(doc: Doc) -> tuple[int, ...]:
    """Where each token of a Doc ends."""
    return tuple(doc.to_array([IDX, LENGTH]).sum(axis=1).tolist())


_CONTENT = ("NOUN", "PROPN", "VERB", "NUM", "ADJ")


def content_lemmas(tokens: Iterable[Token]) -> tuple[str, ...]:
    """The lemmas of the content words, sorted, each once.

    They are compared within an article.  The merging of sources (timeline/terms.py) compares stems instead: it reads
    briefings too, where no model is at hand.
    """
    words = (token for token in tokens if not token.is_stop and token.pos_ in _CONTENT)
    return tuple(sorted({token.lemma_.lower() for token in words}))


def blocks_to_parse(article: Article) -> Iterator[Block]:
    """The blocks of an article that become passages, in order, up to `ANALYSED` characters of the text.

    A longer one is parted at the ends of sentences: a parser's memory grows with the length of its text.
    """
    for block in article.blocks:
        if block.kind in PARSED and article.slice(block.span).strip():
            start, last = block.span.start, min(block.span.end, ANALYSED)
            while start < last:
                end = last
                if last - start > _MAX_LENGTH:
                    limit = start + _MAX_LENGTH
                    end = article.text.rfind(". ", start + 1, limit) + 1 or limit
                yield Block(block.kind, Span(block.span.source, start, end), block.reason)
                start = end + (end < last and article.text[end].isspace())
