"""The library: briefing files to cards and a sorted index.  Knows nothing of MkDocs and reads no disk.

Everything is linear in the number of briefings (the sort apart), and a file whose text has not changed since
the index before is not parsed again.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from dateline.briefing import document
from dateline.briefing.document import Document, names_of, text_of
from dateline.model import edtf
from dateline.model.briefing import Card, ReviewStatus, Source
from dateline.model.internal_errors import first_failing, raises
from dateline.model.problems import DatelineError

Front = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """What came of one file: a document with its card, or none of them where it can't be read or has no title."""

    text: str
    document: Document | None = None
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """All briefings: `items` by path as found, `cards` of the published ones, newest first."""

    items: Mapping[str, Item]
    cards: tuple[Card, ...]

    def published(self, urls: Container[str]) -> Iterator[tuple[Card, Document]]:
        """The briefings of the cards that have an address, each with what was read."""
        for card in self.cards:
            document = self.items[card.path].document
            if card.path in urls and document is not None:
                yield card, document


EMPTY = Index({}, ())


def raising(path: str, line: int, reason: Exception) -> None:
    """Stop at an error in the code."""
    raise reason


def index_of(
    files: Iterable[tuple[str, str]],
    folder: str,
    publish: str = "all",
    before: Index = EMPTY,
    blame: Callable[[str, int, Exception], None] = raising,
) -> Index:
    """Index briefing files, each a path below `folder` and its text; `before` saves parsing again.

    `blame` is told the path and line (0 for none) of a file that brings out an error in the code; it is left out.
    """
    items = {path: _item_of(path, text, folder, before.items.get(path), blame) for path, text in files}
    cards = (item.card for item in items.values() if item.card)
    shown = (card for card in cards if publish == "all" or card.status is not ReviewStatus.DRAFT)
    return Index(items, tuple(_newest_first(shown)))


def card_of(path: str, front: Front) -> Card | None:
    """The card of a briefing; None without a title.  Values of the wrong kind count as missing."""
    title = text_of(front, "title")
    if title is None:
        return None
    return Card(
        path=path,
        title=title,
        description=text_of(front, "description"),
        date=text_of(front, "date"),
        updated=text_of(front, "updated"),
        status=_status_of(front),
        topics=names_of(front, "topics"),
        people=names_of(front, "people"),
        publishers=tuple(dict.fromkeys(source.publisher for source in sources_of(front) if source.publisher)),
    )


def sources_of(front: Front) -> tuple[Source, ...]:
    """The sources that a front matter names, in its order."""
    return tuple(
        Source(
            id=text_of(source, "id") or "",
            publisher=text_of(source, "publisher"),
            title=text_of(source, "title"),
            authors=names_of(source, "authors"),
            url=text_of(source, "url"),
            published=text_of(source, "published"),
            seed=text_of(source, "seed"),
            sha256=text_of(source, "sha256"),
        )
        for source in document.sources_in(front).values()
    )


def search_of(front: Front) -> dict[str, Any]:
    """What a page's metadata say to the search: whether to `exclude` it, and its `boost` as a number."""
    search = front.get("search")
    if not isinstance(search, Mapping):
        return {}
    found: dict[str, Any] = {"exclude": search.get("exclude") is True}
    with suppress(KeyError, TypeError, ValueError):
        found["boost"] = float(search["boost"])
    return found


def _item_of(
    path: str, text: str, folder: str, before: Item | None, blame: Callable[[str, int, Exception], None]
) -> Item:
    if before is not None and before.document is not None and before.text == text:
        return before
    try:
        return _parsed(path, text, folder)
    except Exception as reason:
        line = first_failing(text.split("\n"), lambda part: raises(lambda: _parsed(path, part, folder)))
        blame(path, line, reason)
        return Item(text)


def _parsed(path: str, text: str, folder: str) -> Item:
    try:
        found = document.read(text, f"{folder}/{path}")
    except DatelineError:  # the check tells of it
        return Item(text)
    return Item(text, found, card_of(path, found.front.values))


def _status_of(front: Front) -> ReviewStatus:
    """A status that is missing or misspelt promises nothing, so it counts as a draft."""
    status = front.get("status")
    return ReviewStatus(status) if status in tuple(ReviewStatus) else ReviewStatus.DRAFT


def _newest_first(cards: Iterable[Card]) -> list[Card]:
    """By the day of the news, then the last update, then the path; undated briefings come last."""
    by_path = sorted(cards, key=lambda card: card.path)
    return sorted(by_path, key=lambda card: (_days(card.date), instant_of(card.updated)), reverse=True)


def _days(value: str | None) -> tuple[date, date, str]:
    return edtf.sort_key(value) if value and edtf.is_valid(value) else (date.min, date.min, "")


def instant_of(value: str | None) -> datetime:
    """The moment of an ISO 8601 stamp, in UTC where it names no zone; the first of all for what is none."""
    try:
        stamp = datetime.fromisoformat(value or "")
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)
