"""Saved web pages: the body by trafilatura and the page's own structure, the rest by JSON-LD and meta tags."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import dropwhile, takewhile

from dateline.formats.html.article_body import structure_of, structure_of_fragment
from dateline.formats.html.chunk_rules import parts_of_page, stamps_above_headline
from dateline.formats.html.chunks import TooDeepError, chunks_of, parse_html, without_tags
from dateline.formats.html.jsonld import PageMetadata
from dateline.formats.html.meta_tags import metadata_of, outlet_key
from dateline.formats.html.other_extractors import htmldate_day, trafilatura_lines
from dateline.formats.parsed_article import ParsedArticle, Part, article_from_parts, facts_in, with_dateline
from dateline.formats.plain_text import read_plain
from dateline.lang.lexicon import words
from dateline.layout.article_facts import Facts
from dateline.layout.bylines import is_known_outlet, is_outlet, is_outlet_like
from dateline.layout.classification import Verdict
from dateline.layout.foot_credits import authors_at_foot
from dateline.layout.line_features import LineFeatures
from dateline.layout.lines import size_of, tidied
from dateline.model.article import BlockKind
from dateline.model.problems import DatelineError, warning

_SHORTEST_SHOWN = 100
_SHORTEST_STATED = 30
_STATED_SHARE = 3
"""Words: a page that shows fewer than a hundred, and a third of what is stated, does not show its article."""
_LETTERS = re.compile(r"[\W_]")
_HINT = "copy the article's text from the page into a .txt file"


def read_html(text: str, file: str, title: str | None) -> ParsedArticle:
    """Read a saved page; one in which no article is found is read as plain text without its tags.

    Raises `DatelineError` for a page without text.
    """
    try:
        root = parse_html(text)
    except TooDeepError:
        return _read_flat(text, file, title, "the page's elements are nested too deeply to be read")
    chunked = chunks_of(root)
    metadata = metadata_of(root, chunked)
    evidence = [*trafilatura_lines(text), metadata.body]
    headline = title or metadata.headline
    page = structure_of(chunked, headline, metadata.authors, evidence, metadata.description)
    parts = list(with_dateline(_with_stated_body(list(parts_of_page(page)), metadata.body)))
    if not any(part.kind is BlockKind.PARAGRAPH for part in parts):
        return _read_flat(text, file, title, "no article was found among the page's elements")
    facts = _facts_of(parts, tuple(stamps_above_headline(page)), metadata)
    if facts.published is None:
        facts = replace(facts, published=htmldate_day(text, metadata.url))
    return article_from_parts(
        parts,
        file,
        title=headline,
        facts=facts,
        description=metadata.description,
        url=metadata.url,
        language=metadata.language,
        problems=[warning(file, 0, "the page is too long; its end is not read", _HINT)]
        if chunked.is_cut
        else (),
    )


def parts_in(markup: str) -> Iterator[Part]:
    """Yield the parts of a fragment that is all article, as feeds, ninjs and newsletters hold it."""
    try:
        chunked = chunks_of(parse_html(markup))
    except TooDeepError:
        yield Part(
            BlockKind.PARAGRAPH, " ".join(without_tags(markup).split()), "nested too deeply", rule="flat_text"
        )
        return
    yield from parts_of_page(structure_of_fragment(chunked))


def _with_stated_body(parts: list[Part], body: str) -> list[Part]:
    """The parts with the body that the page's JSON-LD states, where the page itself shows next to nothing of it.

    So it is behind "Read full article" and in applications that set the text by a script.
    """
    shown = sum(len(part.text.split()) for part in parts if part.kind is BlockKind.PARAGRAPH)
    if shown >= _SHORTEST_SHOWN or len(body.split()) < _STATED_SHARE * max(shown, _SHORTEST_STATED):
        return parts
    head = takewhile(lambda part: part.kind is not BlockKind.PARAGRAPH, parts)
    lines = filter(None, map(tidied, without_tags(body).split("\n")))
    stated = (Part(BlockKind.PARAGRAPH, line, "stated in JSON-LD", rule="stated_body") for line in lines)
    return [*head, *stated]


def _read_flat(text: str, file: str, title: str | None, message: str) -> ParsedArticle:
    flat = without_tags(text)
    if not tidied(flat):
        raise DatelineError(file, "the page holds no text", _HINT)
    reading = read_plain(flat, file, title)
    problem = warning(file, 0, f"{message}; its text is read without its tags", _HINT)
    return replace(reading, problems=(problem, *reading.problems))


def _facts_of(parts: list[Part], above: tuple[Part, ...], metadata: PageMetadata) -> Facts:
    """Return the facts of the head, completed by those that readers see; the day also from `above` the headline."""
    seen = facts_in(parts)
    near = facts_in([*takewhile(lambda part: part.kind is not BlockKind.PARAGRAPH, parts), *above])
    return Facts(
        authors=_authors_of(near.authors, seen.authors, metadata) or _foot_authors(parts),
        publisher=metadata.publisher or seen.publisher,
        published=metadata.published or near.published or seen.published,
        updated=metadata.updated if metadata.published else seen.updated,
        location=seen.location,
    )


def _authors_of(above: tuple[str, ...], seen: tuple[str, ...], metadata: PageMetadata) -> tuple[str, ...]:
    """Return the authors that the head names.

    Where that is the outlet itself, those of all bylines; where it is an agency or an account, the people whom the
    bylines `above` the text name.
    """
    if any(_is_person(name, metadata) for name in metadata.authors):
        return metadata.authors
    if all(_is_own(name, metadata) for name in metadata.authors):
        found = (tuple(name for name in names if not _is_own(name, metadata)) for names in (above, seen))
        return next(filter(None, found), metadata.authors or seen)
    return tuple(name for name in above if _is_person(name, metadata)) or metadata.authors


def _foot_authors(parts: list[Part]) -> tuple[str, ...]:
    """Return the authors that the foot of the article names: "(Reporting by Ana Ruiz)"."""
    body = dropwhile(lambda part: part.kind is not BlockKind.PARAGRAPH, parts)
    return authors_at_foot(
        [
            (
                LineFeatures(part.text, part.text, size_of(part.text)),
                Verdict(part.kind, part.reason, part.rule),
            )
            for part in body
        ]
    )


def _is_own(name: str, metadata: PageMetadata) -> bool:
    """Return whether an author is the page's own outlet."""
    return _letters_of(name) == _letters_of(metadata.publisher or "")


def _is_person(name: str, metadata: PageMetadata) -> bool:
    """Return whether an author is no outlet, no part of one ("Halmery News Desk"), no owner and no account."""
    own, tokens = _letters_of(metadata.publisher or ""), name.split()
    is_part = any(is_known_outlet(" ".join(tokens[:i])) for i in range(2, len(tokens) + 1))
    is_part = is_part or (bool(own) and _letters_of(name).startswith(own)) or name in words("layout/owners")
    return not (is_part or is_outlet(name) or is_outlet_like(name))


def _letters_of(name: str) -> str:
    return _LETTERS.sub("", outlet_key(name))
