"""Plain text, as it is pasted from a page."""

from collections.abc import Iterator
from dataclasses import replace

from dateline.formats.forwarded_mail import Forwarded, forwarding_of, outlet_of_sender, without_prefix
from dateline.formats.parsed_article import ParsedArticle, no_body, no_headline, opening_words
from dateline.layout.article_facts import Facts, facts_of
from dateline.layout.classification import Piece, Verdict, classify, pieces_of
from dateline.layout.page_regions import PageLayout, layout_of
from dateline.layout.several_articles import second_article
from dateline.layout.urls import address_among
from dateline.model.article import BlockKind
from dateline.model.problems import Problem, warning

_MOST_LINES = 20_000
"""No article has more; a log or a book that does would cost time and memory in every later step."""


def read_plain(text: str, file: str, title: str | None) -> ParsedArticle:
    """Read pasted text."""
    cut = _end_of_lines(text)
    inner = forwarding_of(text)
    title = title or (without_prefix(inner.fields["subject"])[0] if inner else None)
    start = inner.end if inner else 0
    page = layout_of(text[:cut], title, start)
    problems = [_too_many_lines(file)] if cut < len(text) else []
    if (second := second_article(page)) is not None:
        cut = page.spans[second].start
        problems.append(_several_articles(file, text, cut))
        page = layout_of(text[:cut], title, start)
    verdicts = classify(page)
    pieces = (*pieces_of(page, verdicts), *_unread(text, cut))
    if page.headline is None and not title:
        problems.append(no_headline(file))
    if not any(piece.kind is BlockKind.PARAGRAPH for piece in pieces):
        problems.append(no_body(file))
    return ParsedArticle(
        text,
        pieces,
        title or _title_of(page, verdicts),
        _dek_of(page, verdicts),
        _facts_of(page, verdicts, inner),
        _url_of(page),
        problems=tuple(problems),
    )


def _too_many_lines(file: str) -> Problem:
    message = f"the text has more than {_MOST_LINES} lines; the rest is kept but not read"
    return warning(file, _MOST_LINES, message, "split it into articles")


def _several_articles(file: str, text: str, start: int) -> Problem:
    """Warn of a second article, which begins at an offset and is not read."""
    line = text.count("\n", 0, start) + 1
    message = f"another article begins in line {line}; only the first is read"
    return warning(file, line, message, "put each article into a file of its own")


def _end_of_lines(text: str) -> int:
    """Return the offset at which the lines that are read end."""
    end = -1
    for _ in range(_MOST_LINES):
        end = text.find("\n", end + 1)
        if end < 0:
            return len(text)
    return end


def _unread(text: str, cut: int) -> Iterator[Piece]:
    rest = text[cut:].strip()
    if rest:
        start = text.index(rest, cut)
        yield Piece(
            BlockKind.BOILERPLATE, start, start + len(rest), "beyond the lines that are read", "unread"
        )


def _title_of(page: PageLayout, verdicts: tuple[Verdict, ...]) -> str:
    """Return the headline without the “Fwd:” of a message's subject, else the first words of the body."""
    if page.headline is not None:
        return without_prefix(page.lines[page.headline].text)[0]
    body = [item.text for item, verdict in zip(page.lines, verdicts, strict=True) if _is_body(verdict)]
    return opening_words((body or [page.lines[0].text])[0])


def _is_body(verdict: Verdict) -> bool:
    return BlockKind.PARAGRAPH in (verdict.kind, verdict.rest)


def _facts_of(page: PageLayout, verdicts: tuple[Verdict, ...], inner: Forwarded | None) -> Facts:
    """Return the facts of the lines; the sender of a forwarded message stands in for the outlet."""
    facts = facts_of(page, verdicts)
    sender = outlet_of_sender(inner.fields["from"]) if inner else None
    return replace(facts, publisher=facts.publisher or sender)


def _url_of(page: PageLayout) -> str | None:
    """Return the address in the lines around the body."""
    above, below = page.lines[: page.first], page.lines[page.last :]
    return address_among([item.text for item in above], [item.text for item in below])


def _dek_of(page: PageLayout, verdicts: tuple[Verdict, ...]) -> str | None:
    deks = (i.text for i, v in zip(page.lines, verdicts, strict=True) if v.kind is BlockKind.DEK)
    return next((dek.lstrip("•·–—- ") for dek in deks), None)
