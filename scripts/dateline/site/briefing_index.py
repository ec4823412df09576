"""The library: briefing files to cards and a sorted index.  Knows nothing of MkDocs and reads no disk.

Everything is linear in the number of briefings (the sort apart), and a file whose text has not changed since
the index before, or since a store got its record, is not parsed again.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial

from dateline.briefing import document
from dateline.briefing.document import Document
from dateline.model import edtf
from dateline.model.briefing import Card, ReviewStatus
from dateline.model.internal_errors import first_failing, raises
from dateline.model.problems import DatelineError
from dateline.project.cache import digest_of
from dateline.site.briefing_records import BriefingRecord, RecordStore, briefing_record_of

Read = Callable[[], str]
"""Gives the text of a file."""
Blame = Callable[[str, int, Exception], None]
Parsed = Callable[[str, Document], None]


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """What came of one file: a record with its card, or none of them where it can't be read or has no title."""

    digest: str
    """The SHA-256 of its text."""
    read: Read = field(compare=False, repr=False)
    record: BriefingRecord | None = None
    card: Card | None = None

    @property
    def text(self) -> str:
        """The text, read again where the index keeps none."""
        return self.read()

    @property
    def document(self) -> Document | None:
        """All that its own page needs, cut from the text when it is asked for; its YAML is not read again."""
        text = self.text
        if self.record is None:
            return None
        if digest_of(text) != self.digest:  # changed since: the next build will show the rest of it
            return document.read(text, self.card.path if self.card else "")
        return document.with_blocks(self.record.briefing, text)


@dataclass(frozen=True, slots=True)
class Index:
    """All briefings: `items` by path as found, `cards` of the published ones, newest first."""

    items: Mapping[str, IndexedFile]
    cards: tuple[Card, ...]

    def published(self, urls: Container[str]) -> Iterator[tuple[Card, BriefingRecord]]:
        """The briefings of the cards that have an address, each with what is told of it."""
        for card in self.cards:
            record = self.items[card.path].record
            if card.path in urls and record is not None:
                yield card, record


EMPTY = Index({}, ())


class _NoStore:
    """Keeps nothing."""

    def get(self, key: str) -> None:
        return None

    def put(self, key: str, value: object) -> None:
        pass


NO_STORE = _NoStore()


def raising(path: str, line: int, reason: Exception) -> None:
    """Stop at an error in the code."""
    raise reason


def index_of(
    files: Iterable[tuple[str, str]],
    folder: str,
    publish: str = "all",
    before: Index = EMPTY,
    blame: Blame = raising,
    store: RecordStore = NO_STORE,
    reread: Callable[[str], str] | None = None,
    parsed: Parsed = lambda digest, document: None,
) -> Index:
    """Index briefing files, each a path below `folder` and its text; `before` and `store` save parsing again.

    `blame` is told the path and line (0 for none) of a file that brings out an error in the code; it is left out.
    Where `reread` gives a file's text by its path, the index keeps none.  `parsed` gets each document that had to be
    parsed, by the digest of its text.
    """
    items = {}
    for path, text in files:
        digest, again = digest_of(text), partial(reread, path) if reread else partial(str, text)
        known = before.items.get(path)
        record = known.record if known and known.digest == digest else store.get(digest)
        if record is None and (found := _read_anew(path, text, folder, blame)):
            whole, record = found
            store.put(digest, record)
            parsed(digest, whole)
        card = replace(record.card, path=path) if record and record.card else None
        items[path] = IndexedFile(digest, again, record, card)
    cards = (item.card for item in items.values() if item.card)
    shown = (card for card in cards if publish == "all" or card.status is not ReviewStatus.DRAFT)
    return Index(items, tuple(_newest_first(shown)))


def index_of_one(read: Document, card: Card) -> Index:
    """The index of a single briefing, read as this document."""
    return Index({card.path: IndexedFile("", str, briefing_record_of(read), card)}, (card,))


_Found = tuple[Document, BriefingRecord]


def _read_anew(path: str, text: str, folder: str, blame: Blame) -> _Found | None:
    try:
        return _parsed(path, text, folder)
    except Exception as reason:
        line = first_failing(text.split("\n"), lambda part: raises(lambda: _parsed(path, part, folder)))
        blame(path, line, reason)
        return None


def _parsed(path: str, text: str, folder: str) -> _Found | None:
    try:
        found = document.read(text, f"{folder}/{path}")
    except DatelineError:  # the check tells of it
        return None
    return found, briefing_record_of(found)


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
