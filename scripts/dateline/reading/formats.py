"""The forms in which articles are kept: one reader each, told from the content.

A reader takes the decoded text and gives a `Reading`; front matter, which any form may have above its content,
is laid over it afterwards.  A new form is one more `Format`, above the plain text that reads everything.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from dateline.model import BlockKind
from dateline.problems import Problem, warning
from dateline.reading.facts import Facts, facts_of
from dateline.reading.page import Page, page_of
from dateline.reading.plain import Piece, classify, pieces_of
from dateline.reading.rules.verdict import Verdict

_LONGEST_TITLE = 100
_LONGEST_PARAGRAPH = 20_000
_MOST_LINES = 20_000
"""No article has so many; what has is a log or a book, and costs time and memory in every later step."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found: the text, its pieces in order, and what they say about the article."""

    text: str
    pieces: tuple[Piece, ...]
    title: str
    description: str | None = None
    facts: Facts = field(default_factory=Facts)
    url: str | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A form of article: whether a text (of a file of that name) is one, and how it is read.

    `read(text, file, title)`: `title` is the headline where the front matter gives it.
    """

    name: str
    recognises: Callable[[str, str], bool]
    read: Callable[[str, str, str | None], Reading]


def format_of(text: str, file: str) -> Format:
    """The first form that recognises the text."""
    return next(form for form in FORMATS if form.recognises(text, file))


def read_plain(text: str, file: str, title: str | None) -> Reading:
    """Read pasted text."""
    cut = _end_of_lines(text)
    page = page_of(text[:cut], title)
    verdicts = classify(page)
    pieces = (*pieces_of(page, verdicts), *_unread(text, cut))
    problems = [] if page.headline is not None or title else [_no_headline(file)]
    if cut < len(text):
        message = f"the text has more than {_MOST_LINES} lines; the rest is kept but not read"
        problems.append(warning(file, _MOST_LINES, message, "split it into articles"))
    paragraphs = (piece for piece in pieces if piece.kind is BlockKind.PARAGRAPH)
    if max((piece.end - piece.start for piece in paragraphs), default=0) > _LONGEST_PARAGRAPH:
        message = f"a paragraph has more than {_LONGEST_PARAGRAPH} characters"
        problems.append(
            warning(file, 0, message, "its line ends may be lost; set blank lines between paragraphs")
        )
    if not any(piece.kind is BlockKind.PARAGRAPH for piece in pieces):
        problems.append(
            warning(file, 0, "the text has no body", "paste the article's paragraphs below its headline")
        )
    return Reading(
        text,
        pieces,
        title or _title_of(page, verdicts),
        _dek_of(page, verdicts),
        facts_of(page, verdicts),
        problems=tuple(problems),
    )


def _end_of_lines(text: str) -> int:
    """The offset at which the lines end that are read."""
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
        yield Piece(BlockKind.BOILERPLATE, start, start + len(rest), "beyond the lines that are read")


def _no_headline(file: str) -> Problem:
    hint = "put the headline on the first line, or add “title: …” in front matter"
    return warning(file, 0, "no headline was found; the first words stand in for it", hint)


def _title_of(page: Page, verdicts: tuple[Verdict, ...]) -> str:
    """The headline; without one the first words of the body."""
    if page.headline is not None:
        return page.items[page.headline].text
    body = [item.text for item, verdict in zip(page.items, verdicts, strict=True) if _is_body(verdict)]
    return _shortened((body or [page.items[0].text])[0])


def _is_body(verdict: Verdict) -> bool:
    return BlockKind.PARAGRAPH in (verdict.kind, verdict.rest)


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_TITLE:
        return text
    return text[: _LONGEST_TITLE + 1].rpartition(" ")[0].rstrip(",;:–—- ") + "…"


def _dek_of(page: Page, verdicts: tuple[Verdict, ...]) -> str | None:
    deks = (i.text for i, v in zip(page.items, verdicts, strict=True) if v.kind is BlockKind.DEK)
    return next(deks, None)


FORMATS: tuple[Format, ...] = (Format("plain text", lambda text, file: True, read_plain),)
