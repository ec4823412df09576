"""Find the article on a saved page: its headline, the element that holds its body, and the chunks of the body.

trafilatura tells body text from the rest of a page; it drops paragraphs of pages with odd layouts and keeps
captions, links and appeals.  So its text is evidence for chunks of the page, not the result: a chunk is confirmed if
most of its words stand there in the same order, or in the `articleBody` of the page's JSON-LD.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dateline.formats.html.body_prose import NAVIGATION, likely_prose, sizes_of_elements
from dateline.formats.html.chunks import HEADINGS, Chunk, PageChunks
from dateline.layout.line_features import LineFeatures
from dateline.layout.lines import capitalised_share, ends_with_stop, line_key, size_of

_RUN = 4
"""The least number of words in a row that are evidence; fewer words occur together anywhere."""
_CONFIRMED = 0.6
_REPEATED = 0.9
"""The shares of a chunk's runs of words that confirm it, and that make it a repetition."""
_BODY_SHARE = 0.8
"""The body's element holds at least this share of the confirmed prose; the rest is what trafilatura kept in error."""
_FEWEST_TOLD = 3
_TOLD = 0.7
"""Headings of one look that are sentences, their number and their share, from which they are text."""
_TITLE_CASE = 0.7
"""The share of words with a capital from which a sentence is a title."""
_MOST_CLASS_WORDS = 300
_LONGEST_LINE = 200

Run = tuple[str, ...]
Shape = tuple[str, frozenset[str], frozenset[str]]
"""The look of a chunk: its tag, its class words and those of the element around it."""


@dataclass(frozen=True, slots=True)
class PageStructure:
    """The chunks of a page with what is known of each, and where the body lies: `chunks[first:last]`."""

    chunks: tuple[Chunk, ...]
    features: tuple[LineFeatures, ...]
    confirmed: tuple[bool, ...]
    """Whether the evidence has its words."""
    in_body_element: tuple[bool, ...]
    context: tuple[frozenset[str], ...]
    """The class words of its element and of those around it, up to the one that holds the body."""
    shapes: tuple[Shape, ...]
    body_shapes: frozenset[Shape]
    """The shapes of the confirmed paragraphs."""
    repeated: tuple[bool, ...]
    """Whether nearly all its words stand in another chunk too."""
    authors: tuple[str, ...]
    headline: int | None
    first: int
    last: int
    navigation: frozenset[str]
    """The elements that hold no text of the article; not so those around its body, as where a form holds the page."""
    has_hidden_text: bool = False
    """Whether most of the body is hidden until a script runs."""
    description: str = ""
    """What the page states as its description (`lines.line_key`)."""


def structure_of(
    page: PageChunks,
    headline: str | None,
    authors: tuple[str, ...],
    evidence: Iterable[str],
    description: str | None = None,
) -> PageStructure:
    """Find the headline and the body of a page, given text that its body is known to have."""
    features = _features_of(page)
    page = _with_text_in_headings(page, features)
    chunks = page.chunks
    runs, lines = _runs_and_lines(evidence)
    stated = line_key(description or "")
    confirmed = tuple(_is_confirmed(line, runs, lines) or _is_excerpted(line, stated) for line in features)
    likely, is_hidden_too = likely_prose(page, features, confirmed)
    body_elements = _body_elements(page, features, likely)
    in_body, _ = _surroundings(page, body_elements)
    body = [i for i in likely if in_body[chunks[i].element]]
    title = _headline_index(chunks, headline, min(body, default=len(chunks)))
    body = [i for i in body if title is None or i > title]
    return replace(
        _structure(page, features, body_elements, confirmed, body, title, authors),
        has_hidden_text=is_hidden_too,
        description=stated,
    )


def _with_text_in_headings(page: PageChunks, features: tuple[LineFeatures, ...]) -> PageChunks:
    """The page with headings as paragraphs where those of their look mostly are sentences, as below posted pictures."""
    sentences: dict[tuple[str, frozenset[str]], list[bool]] = {}
    for chunk, line in zip(page.chunks, features, strict=True):
        if chunk.tag in HEADINGS:
            sentences.setdefault((chunk.tag, chunk.classes), []).append(_is_stated(line))
    text = {look for look, told in sentences.items() if sum(told) >= max(_FEWEST_TOLD, _TOLD * len(told))}
    chunks = (replace(c, tag="p") if (c.tag, c.classes) in text else c for c in page.chunks)
    return replace(page, chunks=tuple(chunks)) if text else page


def _is_stated(line: LineFeatures) -> bool:
    return ends_with_stop(line.text) and capitalised_share(line.text) < _TITLE_CASE and line.is_prose


def structure_of_fragment(page: PageChunks) -> PageStructure:
    """The structure of markup all of which is the article's; an `<h1>` that opens it is the headline."""
    features = _features_of(page)
    title = 0 if page.chunks and page.chunks[0].tag == "h1" else None
    body = list(range(0 if title is None else 1, len(features)))
    return _structure(page, features, frozenset((0,)), (True,) * len(features), body, title, ())


def _features_of(page: PageChunks) -> tuple[LineFeatures, ...]:
    return tuple(LineFeatures(chunk.text, chunk.text, size_of(chunk.text)) for chunk in page.chunks)


def _structure(
    page: PageChunks,
    features: tuple[LineFeatures, ...],
    body_elements: frozenset[int],
    confirmed: tuple[bool, ...],
    body: list[int],
    headline: int | None,
    authors: tuple[str, ...],
) -> PageStructure:
    """The structure whose body reaches from the first of the chunks `body` to the last."""
    chunks = page.chunks
    in_body, context = _surroundings(page, body_elements)
    shapes = tuple((chunk.tag, chunk.classes, page.classes[page.parents[chunk.element]]) for chunk in chunks)
    return PageStructure(
        chunks,
        features,
        confirmed,
        tuple(in_body[chunk.element] for chunk in chunks),
        tuple(context[chunk.element] for chunk in chunks),
        shapes,
        frozenset(shapes[i] for i in body),
        _repeated(chunks, features),
        authors,
        headline,
        min(body, default=len(chunks)),
        max(body, default=len(chunks) - 1) + 1,
        NAVIGATION.difference(*(chunks[i].inside for i in body[:1])),
    )


def is_set_apart(chunk: Chunk) -> bool:
    """Whether a chunk stands in an element that sets words off from the running text."""
    return not chunk.inside.isdisjoint(("blockquote", "aside", "figure"))


def _runs_and_lines(evidence: Iterable[str]) -> tuple[frozenset[Run], frozenset[str]]:
    """The runs of words in a text, and its short lines whole, for chunks that are shorter than a run."""
    texts = list(evidence)
    lines = [line for text in texts for line in text.split("\n")]
    runs = frozenset(run for text in texts for run in _runs(text.casefold().split()))
    return runs, frozenset(line_key(line) for line in lines if len(line) < _LONGEST_LINE)


def _runs(tokens: list[str]) -> Iterator[Run]:
    return zip(*(tokens[offset:] for offset in range(_RUN)), strict=False)


def _is_confirmed(line: LineFeatures, runs: frozenset[Run], lines: frozenset[str]) -> bool:
    own = list(_runs(line.text.casefold().split()))
    if not own:
        return line.key in lines
    return sum(run in runs for run in own) >= _CONFIRMED * len(own)


def _is_excerpted(line: LineFeatures, description: str) -> bool:
    """Whether the page's description holds a paragraph and more: so it was cut from the first ones of the body."""
    return line.key in description and line.key != description and line.is_prose


def _repeated(chunks: tuple[Chunk, ...], features: tuple[LineFeatures, ...]) -> tuple[bool, ...]:
    """Tell for each chunk whether nearly all its runs of words stand in others.

    Of several chunks with the same words, the one that has them in the running text, else the longest, else the first
    repeats nothing.
    """
    ranks = [(not is_set_apart(chunk), line.size) for chunk, line in zip(chunks, features, strict=True)]
    runs = [list(_runs(line.key.split())) or [(line.key,)] for line in features]
    owners: dict[Run, int] = {}
    for index, own in enumerate(runs):
        for run in own:
            if run not in owners or ranks[owners[run]] < ranks[index]:
                owners[run] = index
    return tuple(
        sum(owners[run] != index for run in own) >= _REPEATED * len(own) for index, own in enumerate(runs)
    )


def _body_elements(page: PageChunks, features: tuple[LineFeatures, ...], likely: list[int]) -> frozenset[int]:
    """The element of the body and those set like it that go on below, as where advertisements part a long text.

    A heading between them, or one that opens such an element, begins another story.
    """
    main = _body_element(page, features, likely)
    look = _look(page, main)
    nearest = [main if main == 0 else -1]
    for serial in range(1, len(page.parents)):
        is_like = serial == main or (any(look) and _look(page, serial) == look)
        nearest.append(serial if is_like else nearest[page.parents[serial]])
    owners = [nearest[chunk.element] for chunk in page.chunks]
    elements = {main}
    for chunk, owner in list(zip(page.chunks, owners, strict=True))[_last_index(owners, main) + 1 :]:
        if owner not in elements and chunk.tag in HEADINGS:
            break
        elements |= {owner} - {-1}
    return frozenset(elements)


def _last_index(owners: list[int], main: int) -> int:
    return max((i for i, owner in enumerate(owners) if owner == main), default=len(owners))


def _look(page: PageChunks, serial: int) -> tuple[frozenset[str], ...]:
    """The class words of an element and of the two around it."""
    above = page.parents[serial]
    return tuple(page.classes[s] for s in (serial, above, page.parents[above]))


def _body_element(page: PageChunks, features: tuple[LineFeatures, ...], likely: list[int]) -> int:
    """The innermost element that holds most words of the likely body text; of one paragraph, the one around it."""
    totals = sizes_of_elements(page, features, likely)
    return max(serial for serial, total in enumerate(totals) if total >= _BODY_SHARE * totals[0])


def _surroundings(page: PageChunks, body_elements: frozenset[int]) -> tuple[list[bool], list[frozenset[str]]]:
    """Tell for each element whether it lies in the body's, and return the class words around it up to there.

    Elements elsewhere, such as a page's header, have the words of the two elements around them.
    """
    in_body = [0 in body_elements]
    context = [page.classes[0]]
    for serial in range(1, len(page.parents)):
        above, own = page.parents[serial], page.classes[serial]
        in_body.append(serial in body_elements or in_body[above])
        if serial in body_elements:
            context.append(frozenset())
        elif not in_body[serial]:
            context.append(own | page.classes[above] | page.classes[page.parents[above]])
        elif len(context[above]) < _MOST_CLASS_WORDS:
            context.append(context[above] | own)
        else:
            context.append(context[above])
    return in_body, context


def _headline_index(chunks: tuple[Chunk, ...], headline: str | None, start: int) -> int | None:
    """The chunk that shows the headline: the `<h1>` of that text, or the last heading with it above the body."""
    if headline is None:
        return None
    key = line_key(headline)
    same = [i for i, chunk in enumerate(chunks[:start]) if line_key(chunk.text) == key]
    headings = [i for i in same if chunks[i].tag == "h1"] or [
        i for i in same if chunks[i].tag in ("h2", "h3")
    ]
    found = headings or same
    return found[-1] if found else None
