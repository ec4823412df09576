"""A paragraph as attribution sees it: parsed tokens, the quote each belongs to, the cues, and running counts."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from spacy.tokens import Doc

from dateline.extract.cues import Cue, Strength, cues_of
from dateline.extract.parsed_passages import Passage
from dateline.model.annotations import Quote

TERMINAL = frozenset({".", "!", "?", "…", "...", "....", ".."})


@dataclass(frozen=True)
class ParagraphView:
    """A paragraph's tokens (of the masked parse, where there is one), its cues, and counts up to each token.

    Cues and counts are found when they are asked for: of the many paragraphs far from any quote they never are.
    """

    passage: Passage
    doc: Doc
    quoted: tuple[int, ...]
    """The quote that each token belongs to, -1 outside quotes."""
    ranges: Mapping[int, tuple[int, int]]
    """Quote -> its first token and the one after its last."""

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """The cues outside quotes, in order."""
        return tuple(cues_of(self.doc, self.quoted))

    @cached_property
    def cue_words(self) -> frozenset[int]:
        """The places of the cues."""
        return frozenset(cue.word.i for cue in self.cues)

    @cached_property
    def words_before(self) -> tuple[int, ...]:
        """Words outside quotes before each token, and in all."""
        are_words = (
            quote < 0 and not (token.is_punct or token.is_space or token.is_quote)
            for token, quote in zip(self.doc, self.quoted, strict=True)
        )
        return tuple(accumulate(are_words, initial=0))

    @cached_property
    def ends_before(self) -> tuple[float, ...]:
        """Ends of sentences outside quotes before each token, and in all."""
        return tuple(accumulate(_sentence_ends(self.doc, self.quoted), initial=0.0))

    @cached_property
    def quotes_before(self) -> tuple[int, ...]:
        """Quotes that open before each token, and in all."""
        quoted = self.quoted
        opens = (quote >= 0 and (i == 0 or quoted[i - 1] != quote) for i, quote in enumerate(quoted))
        return tuple(accumulate(opens, initial=0))

    @cached_property
    def sayings_before(self) -> tuple[int, ...]:
        """Verbs of saying, and nouns and prepositions that attribute, before each token, and in all."""
        saying = {cue.word.i for cue in self.cues if cue.strength <= Strength.SPEAK}
        return tuple(accumulate((i in saying for i in range(len(self.doc))), initial=0))

    def cues_near(self, i: int, before: int, after: int) -> tuple[Cue, ...]:
        """So many cues before token `i` and from it on."""
        middle = bisect_left(self.cues, i, key=lambda cue: cue.word.i)
        return self.cues[max(0, middle - before) : middle + after]


@dataclass(frozen=True, slots=True)
class QuoteTokens:
    """A quote's tokens in its paragraph: `view.doc[start:end]`."""

    view: ParagraphView
    start: int
    end: int
    before: str
    """The word or mark before it, quotation marks aside; in lower case, empty at the paragraph's start."""
    is_whole: bool
    """Whether it is a sentence of its own: nothing but a mark stands before it since the last sentence's end."""

    @property
    def is_paragraph(self) -> bool:
        """Whether no word of its paragraph stands outside quotes."""
        return not self.view.words_before[-1]

    @property
    def is_sentence(self) -> bool:
        """Whether it has the form of a sentence, so that a short one stands for it in the masked parse."""
        mask = self.view.passage.mask
        return mask is not None and mask.is_replaced(self.view.doc[self.start].idx)


def quote_tokens(view: ParagraphView, index: int) -> QuoteTokens:
    """The tokens of one of a paragraph's quotes.

    After a comma, what starts low and ends without a mark is part of the sentence: in Norport, “the city of rain”
    """
    doc, (start, end) = view.doc, view.ranges[index]
    marks = (t for t in reversed(doc[max(0, start - 6) : start]) if not (t.is_quote or t.is_space))
    before = next((t.lower_ for t in marks), "")
    is_whole = before in TERMINAL | {"", ":", ",", "—", "–", "-", "--"}
    if before == "," and doc[start].text[:1].islower() and doc[end - 1].text not in TERMINAL | {","}:
        is_whole = False
    return QuoteTokens(view, start, end, before, is_whole)


def view_of(passage: Passage, quotes: Sequence[Quote]) -> ParagraphView:
    """A paragraph's view; of the article's quotes, those inside the paragraph count."""
    doc = passage.masked_doc if passage.masked_doc is not None else passage.doc
    starts = passage.starts_masked()
    first = bisect_left(quotes, passage.block.span.start, key=lambda q: q.span.start)
    quoted, ranges = [-1] * len(doc), {}
    for i in range(first, len(quotes)):
        if not passage.block.span.contains(quotes[i].span):
            break
        a, b = bisect_left(starts, quotes[i].span.start), bisect_left(starts, quotes[i].span.end)
        quoted[a:b] = [i] * (b - a)
        ranges[i] = (a, b)
    return ParagraphView(passage, doc, tuple(quoted), ranges)


def _sentence_ends(doc: Doc, quoted: Sequence[int]) -> Iterator[float]:
    """For each token how much it ends a sentence of the text outside quotes.

    A full point at a quote's end counts half: “We came.” Anna Berg left; but careless copy has “We came.” Berg said.
    """
    for token in doc:
        if token.text not in TERMINAL:
            yield 0.0
            continue
        rest = doc[token.i + 1 : token.i + 5]
        after = next((t for t in rest if not (t.is_quote or t.is_space or t.text in ")]’'")), None)
        goes_on = after is not None and (after.text[:1].islower() or after.text in (",", ";", ":"))
        if after is None or (goes_on and quoted[after.i] < 0):
            yield 0.0
        elif quoted[token.i] < 0:
            yield 1.0
        else:
            yield 0.5 if token.text == "." and quoted[after.i] != quoted[token.i] else 0.0
