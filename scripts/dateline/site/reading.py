"""The first look at briefings: those that nothing is known of are parsed, those that have changed are checked.

Each is parsed once for both, in processes of their own where there are many.  What other pages need of them comes
first; the check goes on while the caller makes something of that.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from dateline.briefing import document
from dateline.briefing.blocks import Blocks
from dateline.briefing.document import Document
from dateline.check.runner import CachedCheck, FileToCheck, ProjectCheck
from dateline.model.briefing import Briefing
from dateline.project.cache import digest_of
from dateline.project.forked_process import FilePlace, ResultFile
from dateline.project.processes import map_in_steps
from dateline.site.briefing_index import BriefingFile, Made
from dateline.site.briefing_records import BriefingRecord, briefing_record_of, with_shared_texts

_MOST_WHOLE = 200
"""Documents that a process keeps for the check as they are, at some 70 KB each; it writes the others into a file."""


@dataclass(frozen=True, slots=True)
class _Task:
    """A briefing to parse, to check, or both."""

    unread: BriefingFile | None
    unchecked: FileToCheck | None


class ReadingAndCheck:
    """The reading of some briefings and the check of some, in as many processes as `jobs`, by default as pay."""

    def __init__(self, unread: Sequence[BriefingFile], check: ProjectCheck, jobs: int | None = None) -> None:
        tasks = tuple(_tasks_of(unread, check))
        self._steps: Iterator[Iterable[Any]] = map_in_steps(partial(_parse_then_check, check), tasks, jobs)

    def records(self) -> Made:
        """The records of those that can be read; to be asked for once, and first."""
        decoder = msgspec.msgpack.Decoder(BriefingRecord)
        texts: dict[Any, Any] = {}
        return {
            digest: with_shared_texts(decoder.decode(record), texts) for digest, record in next(self._steps)
        }

    def checks(self) -> Mapping[str, CachedCheck]:
        """What is wrong with those to check, by their names; to be asked for once."""
        checks = dict(sorted(next(self._steps)))
        assert next(self._steps, None) is None  # the processes end
        return checks


def _tasks_of(unread: Sequence[BriefingFile], check: ProjectCheck) -> Iterator[_Task]:
    unchecked = {check.path_of(file.name): file for file in check.todo}
    yield from (_Task(file, unchecked.pop(file.path, None)) for file in unread)
    yield from (_Task(None, file) for file in unchecked.values())


def _parse_then_check(check: ProjectCheck, tasks: Sequence[_Task]) -> Iterator[Iterable[object]]:
    parsed = _Parsed(check.project.cache)
    yield (found for task in tasks if task.unread for found in _record_of(task.unread, parsed))
    unchecked = (task.unchecked for task in tasks if task.unchecked)
    yield [(file.name, check.examine(file, parsed.read)) for file in unchecked]


def _record_of(file: BriefingFile, parsed: "_Parsed") -> Iterator[tuple[str, bytes]]:
    """The digest of a file and its record; nothing for one that fails: the caller will see why."""
    with suppress(Exception):
        text, digest = file.read()
        found = document.read(text, file.path)
        # As MessagePack, which is read again seven times as fast as what Python pickles.
        yield digest, msgspec.msgpack.encode(briefing_record_of(found))
        parsed.keep(text, found)


class _Parsed:
    """The documents that a process has parsed, until it checks them."""

    def __init__(self, folder: Path) -> None:
        self._whole: dict[str, Document] = {}
        self._file = ResultFile(folder)
        self._places: dict[str, FilePlace] = {}
        """Where the others stand in the file; to read one takes a fifth as long as to parse it."""
        self._decoder = msgspec.msgpack.Decoder(tuple[Briefing, Blocks])

    def keep(self, text: str, found: Document) -> None:
        """Keep the document of a text."""
        digest = digest_of(text)
        if len(self._whole) < _MOST_WHOLE:
            self._whole[digest] = found
        else:
            # MessagePack is the quicker, but has not all that YAML may hold.
            rest = msgspec.msgpack.encode((replace(found.briefing, front={}), found.blocks))
            self._places[digest] = self._file.leave((found.front, rest))

    def read(self, text: str, name: str) -> Document:
        """The document of a text, which is kept no longer; one that is not kept is parsed."""
        digest = digest_of(text)
        if place := self._places.pop(digest, None):
            front, rest = self._file.take(place)
            briefing, blocks = self._decoder.decode(rest)
            return Document(front, replace(briefing, front=front.values), blocks)
        return self._whole.pop(digest, None) or document.read(text, name)
