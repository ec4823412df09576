"""The stretches of an article that are parsed, and the way from a Doc's characters back to the article's.

A passage is one block.  Its `doc` is parsed as it stands.  Where it holds quotes, `masked` is parsed a second
time with each sentence-like quote replaced by a short neutral clause, so that quoted words can't confuse the
parser about who speaks; `Mask` maps the masked characters back.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.attrs import IDX
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from dateline.model.article import ANALYSED, Article, Block, BlockKind, Span


@dataclass(frozen=True, slots=True)
class Mask:
    """A text with stretches replaced: `starts[i]` in the masked text stands for `origins[i]` in the original.

    Between two starts offsets run in step; those inside a replacement point at the start of what it replaced.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    replaced: tuple[bool, ...]

    def origin(self, offset: int) -> int:
        """The offset in the original text of a character of the masked one."""
        i = bisect_right(self.starts, offset) - 1
        return self.origins[i] if self.replaced[i] else self.origins[i] + offset - self.starts[i]

    def is_replaced(self, offset: int) -> bool:
        """Whether the character belongs to a replacement."""
        return self.replaced[bisect_right(self.starts, offset) - 1]


def mask(text: str, replacements: list[tuple[int, int, str]]) -> Mask:
    """Replace disjoint, ordered stretches `(start, end, replacement)` of a text."""
    parts, starts, origins, replaced = [], [], [], []
    done = length = 0
    for start, end, replacement in [*replacements, (len(text), len(text), "")]:
        for origin, part, is_replacement in ((done, text[done:start], False), (start, replacement, True)):
            starts.append(length)
            origins.append(origin)
            replaced.append(is_replacement)
            parts.append(part)
            length += len(part)
        done = end
    return Mask("".join(parts), tuple(starts), tuple(origins), tuple(replaced))


@dataclass(frozen=True, slots=True)
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

    def span(self, start: int, end: int) -> Span:
        """The article's span of characters `start` to `end` of `doc.text`."""
        return Span(self.block.span.source, self.block.span.start + start, self.block.span.start + end)

    def span_of(self, piece: DocSpan | Token) -> Span:
        """The article's span of a token or a span of `doc`."""
        start = piece.idx if isinstance(piece, Token) else piece.start_char
        return self.span(start, start + len(piece.text))

    def span_of_masked(self, piece: DocSpan | Token) -> Span:
        """The article's span of a token or a span of `masked_doc`."""
        if self.mask is None:
            return self.span_of(piece)
        start = piece.idx if isinstance(piece, Token) else piece.start_char
        return self.span(self.mask.origin(start), self.mask.origin(start + len(piece.text) - 1) + 1)


def starts_of(doc: Doc) -> tuple[int, ...]:
    """Where each token of a Doc begins (read in one piece: token by token takes as long as finding the times)."""
    return tuple(doc.to_array(IDX).tolist())


_CONTENT = ("NOUN", "PROPN", "VERB", "NUM", "ADJ")


def content_lemmas(tokens: Iterable[Token]) -> tuple[str, ...]:
    """The lemmas of the content words, sorted, each once.

    They are compared within an article.  The merging of sources (timeline/terms.py) compares stems instead: it reads
    briefings too, where no model is at hand.
    """
    words = (token for token in tokens if token.pos_ in _CONTENT and not token.is_stop)
    return tuple(sorted({token.lemma_.lower() for token in words}))


PARSED = frozenset({BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.DEK, BlockKind.HEADLINE})
"""The kinds that are parsed: the body, and what may give a date or a name besides."""


_LONGEST = 20_000
"""The longest text that is parsed at once, in characters."""


def blocks_to_parse(article: Article) -> Iterator[Block]:
    """The blocks of an article that become passages, in order, up to `ANALYSED` characters of the text.

    A longer one is parted at the ends of sentences: a parser's memory grows with the length of its text.
    """
    for block in article.blocks:
        if block.kind in PARSED and article.slice(block.span).strip():
            for start, end in _parts_of(article.text, block.span.start, min(block.span.end, ANALYSED)):
                yield Block(block.kind, Span(block.span.source, start, end), block.reason)


def _parts_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        cut = text.rfind(". ", start + 1, start + _LONGEST) + 1 or start + _LONGEST
        yield start, cut
        start = cut + text[cut].isspace()
    if start < end:
        yield start, end
