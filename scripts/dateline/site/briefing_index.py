"""The library: briefing files to cards and a sorted index.  Knows nothing of MkDocs and reads no disk.

Everything is linear in the number of briefings (the sort apart), and a file that has not changed since the index
before, or since a store got its record, is not read again.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from dateline.briefing import document
from dateline.briefing.document import Document
from dateline.briefing.source_rights import SourceRights
from dateline.model import edtf
from dateline.model.briefing import Card, ReviewStatus
from dateline.model.internal_errors import first_failing, raises
from dateline.model.problems import DatelineError
from dateline.model.stores import NO_STORE, Store
from dateline.project.cache import digest_of
from dateline.site.briefing_records import (
    BriefingRecord,
    briefing_record_of,
    document_on_page,
    shown_record,
)

Read = Callable[[], tuple[str, str]]
"""Gives the text of a file and the SHA-256 of its content; raises `DatelineError`."""
Blame = Callable[[str, int, Exception], None]


@dataclass(frozen=True, slots=True)
class BriefingFile:
    """A file: its path below the folder of briefings, and the SHA-256 of its content ("" where it can't be read)."""

    path: str
    digest: str
    read: Read = field(compare=False, repr=False)


Made = Mapping[str, BriefingRecord]
"""The records of files, by the digests of these."""


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """What came of one file: a record with its card, or none of them where it can't be read or has no title."""

    digest: str
    """The SHA-256 of its content."""
    read: Read = field(compare=False, repr=False)
    record: BriefingRecord | None = None
    """What the site shows of it."""
    card: Card | None = None
    whole: BriefingRecord | None = None
    """What the file holds, where that is more."""
    rights: SourceRights = field(default_factory=SourceRights)
    """What it may show of its sources."""

    @property
    def as_read(self) -> BriefingRecord | None:
        """The record of all that the file holds."""
        return self.whole or self.record

    @property
    def text(self) -> str:
        """The text, read again."""
        return self.read()[0]

    @property
    def document(self) -> Document | None:
        """All that its own page needs, cut from the text when it is asked for; its YAML is not read again."""
        text, digest = self.read()
        if self.as_read is None:
            return None
        if digest != self.digest:  # changed since: the next build will show the rest of it
            found = document.read(text, self.card.path if self.card else "")
        else:
            found = document.with_blocks(self.as_read.briefing, text)
        return document_on_page(found, self.rights)


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


def raising(path: str, line: int, reason: Exception) -> None:
    """Stop at an error in the code."""
    raise reason


def no_records(files: Sequence[BriefingFile]) -> Made:
    """Leave all files to be read by `index_of_files`."""
    return {}


def index_of(
    texts: Iterable[tuple[str, str]],
    folder: str,
    publish: str = "all",
    before: Index = EMPTY,
    blame: Blame = raising,
    store: Store[BriefingRecord] = NO_STORE,
    rights: SourceRights = SourceRights(),  # noqa: B008 -- frozen
) -> Index:
    """Index texts, each with the path of its file below `folder`; the rest as `index_of_files`."""
    return index_of_files(map(_file_of, texts), folder, publish, before, blame, store, rights=rights)


def _file_of(found: tuple[str, str]) -> BriefingFile:
    path, text = found
    digest = digest_of(text)
    return BriefingFile(path, digest, lambda: (text, digest))


def index_of_files(
    files: Iterable[BriefingFile],
    folder: str,
    publish: str = "all",
    before: Index = EMPTY,
    blame: Blame = raising,
    store: Store[BriefingRecord] = NO_STORE,
    make: Callable[[Sequence[BriefingFile]], Made] = no_records,
    rights: SourceRights = SourceRights(),  # noqa: B008 -- frozen
) -> Index:
    """Index briefing files; `before` and `store` save reading them again, and `make` may make records of the others.

    What `make` leaves is read here.  `blame` is told the path and line (0 for none) of a file that brings out an error
    in the code; its item has no record.  A file that can't be read is left out.  What
    `rights` withhold of sources is in no record that is shown; `store` has it.
    """
    found = [(file, _known(file, before, store)) for file in files]
    made = make([file for file, record in found if record is None])
    items: dict[str, IndexedFile] = {}
    for file, known in found:
        digest, record = file.digest, known or made.get(file.digest)
        if record is None:
            try:
                text, digest = file.read()
            except DatelineError:  # the check tells of it
                continue
            record = _read_anew(file.path, text, folder, blame)
        if record and not known:
            store.put(digest, record)
        card = replace(record.card, path=file.path) if record and record.card else None
        shown = shown_record(record, rights) if record else None
        whole = record if shown is not record else None
        items[file.path] = IndexedFile(digest, file.read, shown, card, whole, rights)
    cards = (item.card for item in items.values() if item.card)
    listed = (card for card in cards if publish == "all" or card.status is not ReviewStatus.DRAFT)
    return Index(items, tuple(_newest_first(listed)))


def _known(file: BriefingFile, before: Index, store: Store[BriefingRecord]) -> BriefingRecord | None:
    known = before.items.get(file.path)
    if known and known.digest == file.digest:
        return known.as_read
    return store.get(file.digest) if file.digest else None


def index_of_one(read: Document, card: Card) -> Index:
    """The index of a single briefing, read as this document."""
    return Index({card.path: IndexedFile("", lambda: ("", ""), briefing_record_of(read), card)}, (card,))


def _read_anew(path: str, text: str, folder: str, blame: Blame) -> BriefingRecord | None:
    try:
        return _record_of(path, text, folder)
    except Exception as reason:
        line = first_failing(text.split("\n"), lambda part: raises(lambda: _record_of(path, part, folder)))
        blame(path, line, reason)
        return None


def _record_of(path: str, text: str, folder: str) -> BriefingRecord | None:
    try:
        return briefing_record_of(document.read(text, f"{folder}/{path}"))
    except DatelineError:  # the check tells of it
        return None


def _newest_first(cards: Iterable[Card]) -> list[Card]:
    """By the day of the news, then the last update, then the path; undated briefings come last."""
    by_path = sorted(cards, key=lambda card: card.path)
    return sorted(by_path, key=lambda card: (_days(card.date), instant_of(card.updated)), reverse=True)


def _days(value: str | None) -> tuple[date, date, str]:
    return edtf.sort_key(value) if value and edtf.is_valid(value) else (date.min, date.min, "")


def instant_of(value: str | None) -> datetime:
    """The moment of an ISO 8601 stamp, in UTC where it names no zone; the first of all for what is none."""
    return parsed_stamp(value) or datetime.min.replace(tzinfo=UTC)


def parsed_stamp(value: str | None) -> datetime | None:
    """The moment of an ISO 8601 stamp, in UTC where it names no zone; None for what is none."""
    try:
        stamp = datetime.fromisoformat(value or "")
    except ValueError:
        return None
    return stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)
