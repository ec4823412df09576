"""Read a seed's bytes as an Article.

bytes -> encodings -> front matter -> the reader of its format -> language -> Article
"""

import re
from collections.abc import Iterator
from itertools import islice

from dateline.briefing import front_matter
from dateline.formats.encodings import decode
from dateline.formats.language_id import language_notices, language_of
from dateline.formats.parsed_article import ParsedArticle
from dateline.formats.readers import format_of
from dateline.formats.seed_front_matter import Overrides, overrides_of
from dateline.formats.seed_text import refuse_blank, refuse_large
from dateline.lang.lexicon import pattern
from dateline.layout.bylines import is_news_agency
from dateline.layout.urls import day_in_address, outlet_at, spelled
from dateline.model.article import ANALYSED, Article, Block, BlockKind, Seed, Span
from dateline.model.problems import Problem, notice, warning


def article_from_seed(seed: Seed, max_bytes: int) -> tuple[Article, tuple[Problem, ...]]:
    """Read a seed of at most `max_bytes` bytes; anything odd but readable is returned as problems.

    Raises `DatelineError` for an empty file, a binary, a file that is too large, broken front matter and a text
    without words.
    """
    refuse_large(seed, max_bytes)
    text, decoding = decode(seed.data, seed.path)
    front = front_matter.split(text, seed.path)
    overrides, unknown = overrides_of(front, seed.path)
    refuse_blank(front.body, seed.path)
    parsed = format_of(front.body, seed.path).read(front.body, seed.path, overrides.title)
    article = _article_of(seed, parsed, overrides)
    foreign = language_notices(article.language, seed.path)
    odd = (*_missing_date(article), *_too_long(article), *_direction_marks(article))
    return article, (*decoding, *unknown, *parsed.problems, *foreign, *odd)


_LONG_PARAGRAPH = 20_000
"""No paragraph of an article has more characters."""


def _missing_date(article: Article) -> Iterator[Problem]:
    """Warn of an article without a date, from which days like “on Tuesday” are counted."""
    if article.published is None and article.paragraphs():
        message = "no date was found: its briefing has none, and days like “on Tuesday” stay unknown"
        yield warning(article.source, 0, message, "add “date: 2023-09-12” in front matter, with its own day")


def _too_long(article: Article) -> Iterator[Problem]:
    """Warn of a text that is longer than an article."""
    longest = max(article.paragraphs(), key=lambda block: block.span.end - block.span.start, default=None)
    if longest is not None and longest.span.end - longest.span.start > _LONG_PARAGRAPH:
        line = article.text.count("\n", 0, longest.span.start) + 1
        message = f"a paragraph has more than {_LONG_PARAGRAPH} characters"
        yield warning(
            article.source, line, message, "its line ends may be lost: set a blank line between paragraphs"
        )
    if len(article.text) > ANALYSED:
        message = f"the text has {len(article.text)} characters, of which the first {ANALYSED} are analysed"
        yield warning(article.source, 0, message, "split it into articles")


_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def _direction_marks(article: Article) -> Iterator[Problem]:
    """Give notice of characters that change the direction of text, which pages leave out."""
    found = _DIRECTION.findall(f"{article.title}\n{article.text}")
    if found:
        names = ", ".join(f"U+{ord(char):04X}" for char in sorted(set(found)))
        message = f"the text has characters that turn its direction ({names}), which pages leave out"
        yield notice(article.source, 0, message, "delete them, if they are none of the outlet's")


def _article_of(seed: Seed, parsed: ParsedArticle, overrides: Overrides) -> Article:
    facts, url = parsed.facts, overrides.url or parsed.url
    return Article(
        source=seed.path,
        sha256=seed.sha256,
        text=parsed.text,
        blocks=tuple(
            Block(piece.kind, Span(seed.path, piece.start, piece.end), piece.reason, piece.rule)
            for piece in parsed.pieces
        ),
        title=overrides.title or parsed.title,
        description=overrides.description or _without_label(parsed.description),
        authors=facts.authors if overrides.authors is None else overrides.authors,
        publisher=overrides.publisher or _outlet_of(facts.publisher, url),
        url=url,
        published=overrides.date or facts.published or (day_in_address(url) if url else None),
        updated=overrides.updated or facts.updated,
        location=facts.location,
        topics=overrides.topics or (),
        language=overrides.language or parsed.language or language_of(_prose_of(parsed)),
    )


def _without_label(dek: str | None) -> str | None:
    """A dek without the word that only calls it one; None where nothing is left."""
    return (pattern("layout/patterns", "dek_label").sub("", dek, count=1) or None) if dek else None


def _outlet_of(stated: str | None, url: str | None) -> str | None:
    """Return the outlet that the text states, else the one of its address, whose page prints an agency's report."""
    printing = outlet_at(url) if url and (not stated or is_news_agency(stated)) else None
    return printing or (spelled(stated) if stated else None)


def _prose_of(parsed: ParsedArticle) -> str:
    """Return as much of the body as language identification needs; the whole text where there is no body."""
    body = (piece for piece in parsed.pieces if piece.kind is BlockKind.PARAGRAPH)
    return "\n".join(parsed.text[piece.start : piece.end] for piece in islice(body, 20)) or parsed.text
