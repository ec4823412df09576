"""What every reader returns: the text of an article cut into pieces, and its metadata."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from dateline.formats.article_parts import Part, join_parts
from dateline.layout.article_facts import Facts
from dateline.layout.classification import Piece
from dateline.layout.lines import line_key
from dateline.model.article import BlockKind
from dateline.model.problems import Problem, warning

_LONGEST_TITLE = 100
_SAME_OPENING = 60


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """The text of an article, its pieces in order, and its metadata."""

    text: str
    pieces: tuple[Piece, ...]
    title: str
    description: str | None = None
    facts: Facts = field(default_factory=Facts)
    url: str | None = None
    problems: tuple[Problem, ...] = ()
    language: str | None = None
    """The language that the document declares (BCP 47, primary tag)."""


def article_from_parts(
    parts: Iterable[Part],
    file: str,
    *,
    title: str | None,
    facts: Facts,
    description: str | None = None,
    url: str | None = None,
    language: str | None = None,
    problems: Iterable[Problem] = (),
) -> ParsedArticle:
    """Join parts to an article; the title becomes its headline where no part is one, the dek its description."""
    parts = list(parts)
    found = list(problems)
    headline = _first(parts, BlockKind.HEADLINE)
    if headline is None and title:
        parts.insert(0, Part(BlockKind.HEADLINE, title, "stated beside the text", rule="stated_title"))
    body = _first(parts, BlockKind.PARAGRAPH)
    if not title and headline is None:
        found.append(no_headline(file))
    if body is None:
        found.append(no_body(file))
    text, pieces = join_parts(parts)
    return ParsedArticle(
        text,
        pieces,
        title or headline or opening_words(body or text.strip() or PurePosixPath(file).stem),
        _first(parts, BlockKind.DEK) or _unless_opening(description, body),
        facts,
        url,
        tuple(found),
        language,
    )


def _first(parts: list[Part], kind: BlockKind) -> str | None:
    return next((part.text for part in parts if part.kind is kind), None)


def _unless_opening(description: str | None, body: str | None) -> str | None:
    """Return a description unless it repeats the opening of the body."""
    if description and body and line_key(body).startswith(line_key(description)[:_SAME_OPENING].rstrip()):
        return None
    return description


def opening_words(text: str) -> str:
    """Return the first words of a text, which stand in for a headline."""
    if len(text) <= _LONGEST_TITLE:
        return text
    return text[: _LONGEST_TITLE + 1].rpartition(" ")[0].rstrip(",;:–—- ") + "…"


def no_headline(file: str) -> Problem:
    """Warn of a seed without a headline."""
    hint = "put the headline on the first line, or add “title: …” in front matter"
    return warning(file, 0, "no headline was found; the first words stand in for it", hint)


def no_body(file: str) -> Problem:
    """Warn of a seed without a body."""
    return warning(file, 0, "the text has no body", "paste the article's paragraphs below its headline")
