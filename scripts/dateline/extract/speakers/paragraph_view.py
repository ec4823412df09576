"""A paragraph as attribution sees it: parsed tokens, the quote each belongs to, the cues, and running counts."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from spacy.tokens import Doc

from dateline.extract.cues import Cue, cues_of
from dateline.extract.parsed_passages import Passage
from dateline.model.annotations import Quote

TERMINAL = frozenset({".", "!", "?", "…", "...", "....", ".."})


@dataclass(frozen=True, slots=True)
class View:
    """A paragraph as attribution sees it: parsed tokens, which quote each belongs to, and running counts."""

    passage: Passage
    doc: Doc
    quoted: tuple[int, ...]
    ranges: Mapping[int, tuple[int, int]]
    """Quote -> its first token and the one after its last."""
    cues: tuple[Cue, ...]
    cue_words: frozenset[int]
    """Where the cues' words stand."""
    words_before: tuple[int, ...]
    ends_before: tuple[float, ...]
    quotes_before: tuple[int, ...]


def view_of(passage: Passage, quotes: Sequence[Quote]) -> View:
    """A paragraph's tokens (of the masked parse, where there is one) with what stands where."""
    doc = passage.masked_doc if passage.masked_doc is not None else passage.doc
    starts = [passage.span_of_masked(token).start for token in doc]
    first = bisect_left(quotes, passage.block.span.start, key=lambda q: q.span.start)
    quoted, ranges = [-1] * len(doc), {}
    for i in range(first, len(quotes)):
        if not passage.block.span.contains(quotes[i].span):
            break
        a, b = bisect_left(starts, quotes[i].span.start), bisect_left(starts, quotes[i].span.end)
        quoted[a:b] = [i] * (b - a)
        ranges[i] = (a, b)
    words = [q < 0 and not (t.is_punct or t.is_space or t.is_quote) for t, q in zip(doc, quoted, strict=True)]
    opens = [q >= 0 and (i == 0 or quoted[i - 1] != q) for i, q in enumerate(quoted)]
    cues = tuple(cues_of(doc, quoted)) if quotes else ()
    return View(
        passage,
        doc,
        tuple(quoted),
        ranges,
        cues,
        frozenset(cue.word.i for cue in cues),
        tuple(accumulate(words, initial=0)),
        tuple(accumulate(_ends_of(doc, quoted), initial=0.0)),
        tuple(accumulate(opens, initial=0)),
    )


def _ends_of(doc: Doc, quoted: Sequence[int]) -> Iterator[float]:
    """For each token how much it ends a sentence of the text outside quotes.

    A full point at a quote's end counts half: “We came.” Anna Berg left; but careless copy has “We came.” Berg said.
    """
    for token in doc:
        if token.text not in TERMINAL:
            yield 0.0
            continue
        after = next(
            (t for t in doc[token.i + 1 : token.i + 5] if not (t.is_quote or t.is_space or t.text in ")]’'")),
            None,
        )
        if after is None or (
            quoted[after.i] < 0 and (after.text[:1].islower() or after.text in (",", ";", ":"))
        ):
            yield 0.0
        elif quoted[token.i] < 0:
            yield 1.0
        else:
            yield 0.5 if token.text == "." and quoted[after.i] != quoted[token.i] else 0.0


def is_whole(view: View, a: int, b: int) -> bool:
    """Whether a quote is a sentence of its own: nothing but a mark stands before it since the last sentence's end.

    After a comma, what starts low and ends without a mark is part of the sentence: in Norport, “the city of rain”
    """
    before = word_before(view, a)
    if before == "," and view.doc[a].text[:1].islower() and view.doc[b - 1].text not in TERMINAL | {","}:
        return False
    return before in TERMINAL | {"", ":", ",", "—", "–", "-"}


def word_before(view: View, a: int) -> str:
    """The word or mark before a token, quotation marks aside; in lower case, empty at the start."""
    found = (t for t in reversed(view.doc[max(0, a - 6) : a]) if not (t.is_quote or t.is_space))
    return next((t.lower_ for t in found), "")


def is_sentence(view: View, a: int) -> bool:
    """Whether the quote that starts at a token has the form of a sentence, so that the masked parse has a short one."""
    mask = view.passage.mask
    return mask is not None and mask.is_replaced(view.doc[a].idx)
