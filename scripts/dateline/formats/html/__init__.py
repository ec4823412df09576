"""Saved web pages: the body by trafilatura and the page's own structure, the rest by JSON-LD and meta tags."""

from collections.abc import Iterator
from dataclasses import replace

from dateline.formats.article_parts import Part, facts_in, with_dateline
from dateline.formats.html.article_body import evidence_of, sheet_of, whole_sheet_of
from dateline.formats.html.chunk_rules import parts_of
from dateline.formats.html.chunks import TooDeepError, document_of, parse, without_tags
from dateline.formats.html.meta_tags import Imprint, imprint_of, outlet_key
from dateline.formats.plain_text import read_plain
from dateline.formats.reading import Reading, reading_of
from dateline.layout.article_facts import Facts
from dateline.layout.lines import tidied
from dateline.model.article import BlockKind
from dateline.model.problems import DatelineError, warning

_HINT = "copy the article's text from the page into a .txt file"


def read_html(text: str, file: str, title: str | None) -> Reading:
    """Read a saved page; one in which no article is found is read as plain text without its tags.

    Raises `DatelineError` for a page without text.
    """
    try:
        root = parse(text)
    except TooDeepError:
        return _read_flat(text, file, title, "the page's elements are nested too deeply to be read")
    document = document_of(root)
    imprint = imprint_of(root, document)
    evidence = [*evidence_of(text), imprint.body]
    sheet = sheet_of(document, title or imprint.headline, imprint.authors, evidence)
    parts = list(with_dateline(parts_of(sheet)))
    if not any(part.kind is BlockKind.PARAGRAPH for part in parts):
        return _read_flat(text, file, title, "no article was found among the page's elements")
    return reading_of(
        parts,
        file,
        title=title or imprint.headline,
        facts=_facts_of(parts, imprint),
        description=imprint.description,
        url=imprint.url,
        language=imprint.language,
        problems=[warning(file, 0, "the page is too long; its end is not read", _HINT)]
        if document.is_cut
        else (),
    )


def parts_in(markup: str) -> Iterator[Part]:
    """The parts of a fragment that is all article, as feeds, ninjs and newsletters hold it."""
    try:
        document = document_of(parse(markup))
    except TooDeepError:
        yield Part(BlockKind.PARAGRAPH, " ".join(without_tags(markup).split()), "nested too deeply")
        return
    yield from parts_of(whole_sheet_of(document))


def _read_flat(text: str, file: str, title: str | None, message: str) -> Reading:
    flat = without_tags(text)
    if not tidied(flat):
        raise DatelineError(file, "the page holds no text", _HINT)
    reading = read_plain(flat, file, title)
    problem = warning(file, 0, f"{message}; its text is read without its tags", _HINT)
    return replace(reading, problems=(problem, *reading.problems))


def _facts_of(parts: list[Part], imprint: Imprint) -> Facts:
    """What the head says, completed by what readers see."""
    seen = facts_in(parts)
    return Facts(
        authors=_authors_of(seen.authors, imprint),
        publisher=imprint.publisher or seen.publisher,
        published=imprint.published or seen.published,
        updated=imprint.updated if imprint.published else seen.updated,
        location=seen.location,
    )


def _authors_of(seen: tuple[str, ...], imprint: Imprint) -> tuple[str, ...]:
    """The authors that the head names; where that is the outlet itself, the persons whose bylines readers see."""
    if any(not _is_house(name, imprint) for name in imprint.authors):
        return imprint.authors
    persons = tuple(name for name in seen if not _is_house(name, imprint))
    return persons or imprint.authors or seen


def _is_house(name: str, imprint: Imprint) -> bool:
    return outlet_key(name) == outlet_key(imprint.publisher or "")
