"""Tell which prose of a saved page is likely its article's: what the evidence has, outside of lists and comments."""

from dateline.formats.html.chunks import HEADINGS, Chunk, PageChunks
from dateline.lang.lexicon import words
from dateline.layout.line_features import LineFeatures
from dateline.layout.lines import ends_sentence

NAVIGATION = frozenset(("nav", "footer", "form"))
_APART = frozenset(("aside", "li", "figure"))
"""Elements that hold the article's text on some pages, and on most of them other stories or captions."""
_SHORTEST_PROSE = 8
_LONG_PROSE = 60
"""Words from which a paragraph need not end as a sentence: "… at the pier. [Ana Ruiz]"."""
_READ_ON = 0.8
"""The share of a line's characters in links from which it is a link."""
_SCANT = 100
_SCANT_SHARE = 0.2
"""Fewer words than these, and than this share of the page's prose, are a deck or a first paragraph, not the article."""
_FURNITURE_SHARE = 0.5
"""An element that holds as much of the prose is the article's, whatever its class calls it."""

Indices = list[int]
"""Chunks of a page by their index."""


def is_prose(chunk: Chunk, line: LineFeatures) -> bool:
    """Whether a chunk reads like body text."""
    if chunk.linked > 0.6 or chunk.tag in HEADINGS:
        return False
    is_whole = ends_sentence(line.text) or line.size >= _LONG_PROSE
    return line.size >= _SHORTEST_PROSE and is_whole and line.is_prose


def likely_prose(
    page: PageChunks, features: tuple[LineFeatures, ...], confirmed: tuple[bool, ...]
) -> tuple[Indices, bool]:
    """Return the prose that is likely body text, and whether most of it is hidden until a script runs."""
    chunks = page.chunks
    placed = [i for i, chunk in enumerate(chunks) if confirmed[i] or not NAVIGATION & chunk.inside]
    prose = [i for i in placed if is_prose(chunks[i], features[i])]
    backed = _backed_prose(page, features, confirmed, prose)
    is_hidden_too = _is_mostly_hidden(backed, chunks, features)
    shown = [i for i in backed if is_hidden_too or not chunks[i].is_hidden]
    stories = [i for i in shown if not _is_teaser(chunks, features, i)] or shown
    return _outside_furniture(page, features, stories), is_hidden_too


def sizes_of_elements(page: PageChunks, features: tuple[LineFeatures, ...], some: Indices) -> list[int]:
    """Return for each element how many words of some chunks it holds; a paragraph counts for the element around it."""
    totals = [0] * len(page.parents)
    for index in some:
        chunk = page.chunks[index]
        totals[page.parents[chunk.element] if chunk.tag == "p" else chunk.element] += features[index].size
    for serial in range(len(totals) - 1, 0, -1):
        totals[page.parents[serial]] += totals[serial]
    return totals


def _backed_prose(
    page: PageChunks, features: tuple[LineFeatures, ...], confirmed: tuple[bool, ...], prose: Indices
) -> Indices:
    """The prose that the evidence has; where it has next to nothing, all that stands in no list and no furniture."""
    backed = [i for i in prose if confirmed[i]]
    others = _outside_furniture(page, features, prose)
    others = [i for i in others if _APART.isdisjoint(page.chunks[i].inside)] or others
    found, shown = (sum(features[i].size for i in some) for some in (backed, others))
    return others if found < min(_SCANT, _SCANT_SHARE * shown) else backed


def _outside_furniture(page: PageChunks, features: tuple[LineFeatures, ...], prose: Indices) -> Indices:
    """The prose outside of elements that their classes call no part of the article: comments, lists, appeals.

    What its own class alone calls so is not left out, and all of it is returned where there is no other.
    """
    totals = sizes_of_elements(page, features, prose)
    names = words("layout/class_boilerplate")
    is_furniture = [False]
    for above, own, total in list(zip(page.parents, page.classes, totals, strict=True))[1:]:
        is_called_so = total < _FURNITURE_SHARE * totals[0] and not own.isdisjoint(names)
        is_furniture.append(is_called_so or is_furniture[above])
    return [i for i in prose if not is_furniture[page.parents[page.chunks[i].element]]] or prose


def _is_mostly_hidden(prose: Indices, chunks: tuple[Chunk, ...], features: tuple[LineFeatures, ...]) -> bool:
    """Whether the page hides more of its prose than it shows, until a script runs or a reader turns the page."""
    hidden = sum(features[i].size for i in prose if chunks[i].is_hidden)
    return 2 * hidden > sum(features[i].size for i in prose)


def _is_teaser(chunks: tuple[Chunk, ...], features: tuple[LineFeatures, ...], index: int) -> bool:
    """Whether a bare link below a paragraph leads on to its story: "Read the rest"."""
    below = index + 1
    is_linked = below < len(chunks) and chunks[below].linked > _READ_ON
    return is_linked and features[below].key in words("formats/read_on_links")
