"""Where the article stands on a saved page: its headline, the element that holds its body, the chunks that belong.

trafilatura tells body text from the rest of a page; it drops paragraphs of pages with odd layouts and keeps
captions, links and appeals.  So its text is evidence for chunks of the page, not the result: a chunk is backed if
most of its words stand there in the same order, or in the `articleBody` of the page's JSON-LD.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.formats.html.chunks import Chunk, Document
from dateline.layout.line_features import LineFeatures
from dateline.layout.lines import ends_sentence, line_key, size_of

_RUN = 4
"""So many words in a row are evidence; fewer occur anywhere."""
_BACKED = 0.6
_CORE = 0.8
"""The body's element holds at least this share of the backed prose; the rest is what trafilatura kept in error."""
_LONGEST_MARKUP = 3_000_000
_MOST_TAGS = 60_000
"""Characters and tags beyond which trafilatura is not asked; saved articles reach 1.6 million and 6,000."""
_MOST_CLASS_WORDS = 300
_APART = frozenset(("nav", "footer", "form"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SHORTEST_PROSE = 8

Shape = tuple[str, frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The chunks of a page with what is known of each, and where the body lies: `chunks[first:last]`."""

    chunks: tuple[Chunk, ...]
    items: tuple[LineFeatures, ...]
    backed: tuple[bool, ...]
    within: tuple[bool, ...]
    """Whether it stands in the element that holds the body."""
    context: tuple[frozenset[str], ...]
    """The class words of its element and of those around it, up to the one that holds the body."""
    shapes: tuple[Shape, ...]
    body_shapes: frozenset[Shape]
    """The look of the backed paragraphs."""
    repeated: tuple[bool, ...]
    """Whether nearly all its words stand in another chunk too."""
    authors: tuple[str, ...]
    headline: int | None
    first: int
    last: int


def sheet_of(
    document: Document, headline: str | None, authors: tuple[str, ...], evidence: Iterable[str]
) -> Sheet:
    """Find the body of a page, with the text that speaks for it."""
    chunks, items = document.chunks, _items_of(document)
    runs, lines = _runs_and_lines(evidence)
    backed = tuple(_is_backed(item, runs, lines) for item in items)
    prose = [i for i, item in enumerate(items) if is_prose(chunks[i], item)]
    seen = [i for i in prose if not chunks[i].is_hidden] or prose
    core = [i for i in seen if backed[i]] or seen
    home = _home_of(document, items, core)
    inner, _ = _surroundings(document, home)
    seeds = [i for i in core if inner[chunks[i].home]]
    at = _headline_at(chunks, headline, min(seeds, default=len(chunks)))
    seeds = [i for i in seeds if at is None or i > at]
    return _laid_out(document, items, home, backed, seeds, at, authors)


def whole_sheet_of(document: Document) -> Sheet:
    """A fragment all of which is the article's; its headline, where it opens with an `<h1>`."""
    items = _items_of(document)
    at = 0 if document.chunks and document.chunks[0].tag == "h1" else None
    seeds = list(range(0 if at is None else 1, len(items)))
    return _laid_out(document, items, 0, (True,) * len(items), seeds, at, ())


def _items_of(document: Document) -> tuple[LineFeatures, ...]:
    return tuple(LineFeatures(chunk.text, chunk.text, size_of(chunk.text)) for chunk in document.chunks)


def _laid_out(
    document: Document,
    items: tuple[LineFeatures, ...],
    home: int,
    backed: tuple[bool, ...],
    seeds: list[int],
    headline: int | None,
    authors: tuple[str, ...],
) -> Sheet:
    """The sheet whose body reaches from the first seed to the last."""
    chunks = document.chunks
    inner, context = _surroundings(document, home)
    shapes = tuple(_shape_of(document, chunk) for chunk in chunks)
    return Sheet(
        chunks,
        items,
        backed,
        tuple(inner[chunk.home] for chunk in chunks),
        tuple(context[chunk.home] for chunk in chunks),
        shapes,
        frozenset(shapes[i] for i in seeds),
        _repeated(chunks, items),
        authors,
        headline,
        min(seeds, default=len(chunks)),
        max(seeds, default=len(chunks) - 1) + 1,
    )


def is_prose(chunk: Chunk, item: LineFeatures) -> bool:
    """Whether a chunk reads like body text and stands where body text can stand."""
    if _APART & chunk.inside or chunk.linked > 0.6 or chunk.tag in HEADINGS:
        return False
    return item.size >= _SHORTEST_PROSE and ends_sentence(item.text) and item.is_prose


def evidence_of(markup: str) -> Iterator[str]:
    """The lines that trafilatura takes for the article's; none where it finds nothing."""
    if len(markup) > _LONGEST_MARKUP or markup.count("<") > _MOST_TAGS:
        return
    import trafilatura  # a third of a second, paid by saved pages alone

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(markup, include_comments=False, with_metadata=False)
    except Exception:  # what it raises on broken markup is not documented
        return
    body = getattr(found, "body", None)
    if body is not None:
        yield from body.itertext()


def _runs_and_lines(evidence: Iterable[str]) -> tuple[frozenset[tuple[str, ...]], frozenset[str]]:
    """The runs of words in a text, and its short lines whole."""
    runs: set[tuple[str, ...]] = set()
    lines: set[str] = set()
    for text in evidence:
        for line in text.split("\n"):
            runs.update(_runs(line.casefold().split()))
            if len(line) < _LONGEST_LINE:
                lines.add(line_key(line))
    return frozenset(runs), frozenset(lines)


_LONGEST_LINE = 200


def _runs(tokens: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(tokens[offset:] for offset in range(_RUN)), strict=False)


def _is_backed(item: LineFeatures, runs: frozenset[tuple[str, ...]], lines: frozenset[str]) -> bool:
    own = list(_runs(item.text.casefold().split()))
    if not own:
        return item.key in lines
    return sum(run in runs for run in own) >= _BACKED * len(own)


def is_set_out(chunk: Chunk) -> bool:
    """Whether a chunk stands in an element that sets words off from the running text."""
    return not chunk.inside.isdisjoint(("blockquote", "aside", "figure"))


def _repeated(chunks: tuple[Chunk, ...], items: tuple[LineFeatures, ...]) -> tuple[bool, ...]:
    """For each chunk whether nearly all its runs of words stand in others.

    Of several chunks with the same words, the one that has them in the running text, else the longest, else the first
    repeats nothing.
    """
    ranks = [(not is_set_out(chunk), item.size) for chunk, item in zip(chunks, items, strict=True)]
    owners: dict[tuple[str, ...], int] = {}
    for index, item in enumerate(items):
        for run in _marks_of(item):
            if run not in owners or ranks[owners[run]] < ranks[index]:
                owners[run] = index
    return tuple(_is_repeat(index, item, owners) for index, item in enumerate(items))


def _marks_of(item: LineFeatures) -> list[tuple[str, ...]]:
    return list(_runs(item.key.split())) or [(item.key,)]


def _is_repeat(index: int, item: LineFeatures, owners: dict[tuple[str, ...], int]) -> bool:
    marks = _marks_of(item)
    return sum(owners[mark] != index for mark in marks) >= _REPEATED * len(marks)


_REPEATED = 0.9


def _home_of(document: Document, items: tuple[LineFeatures, ...], core: list[int]) -> int:
    """The innermost element that holds most of the core's words."""
    totals = [0] * len(document.parents)
    for index in core:
        totals[document.chunks[index].home] += items[index].size
    whole = sum(totals)
    for serial in range(len(totals) - 1, 0, -1):
        totals[document.parents[serial]] += totals[serial]
    return max((serial for serial, total in enumerate(totals) if total >= _CORE * whole), default=0)


def _surroundings(document: Document, home: int) -> tuple[list[bool], list[frozenset[str]]]:
    """For each element whether it lies in `home`, and the class words around it up to there.

    Elements elsewhere, such as a page's header, have the words of the two elements around them.
    """
    inner = [home == 0]
    context = [document.classes[0]]
    for serial in range(1, len(document.parents)):
        above, own = document.parents[serial], document.classes[serial]
        inner.append(serial == home or inner[above])
        if serial == home:
            context.append(frozenset())
        elif inner[serial]:
            context.append(
                context[above] | own if len(context[above]) < _MOST_CLASS_WORDS else context[above]
            )
        else:
            context.append(own | document.classes[above] | document.classes[document.parents[above]])
    return inner, context


def _shape_of(document: Document, chunk: Chunk) -> Shape:
    return chunk.tag, chunk.classes, document.classes[document.parents[chunk.home]]


def _headline_at(chunks: tuple[Chunk, ...], headline: str | None, start: int) -> int | None:
    """The chunk that shows the headline: the `<h1>` of that text, or the last heading with it above the body."""
    if headline is None:
        return None
    key = line_key(headline)
    same = [i for i, chunk in enumerate(chunks[:start]) if line_key(chunk.text) == key]
    heads = [i for i in same if chunks[i].tag == "h1"] or [i for i in same if chunks[i].tag in ("h2", "h3")]
    found = heads or same
    return found[-1] if found else None
