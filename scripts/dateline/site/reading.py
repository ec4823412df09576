"""The first look at briefings: those that nothing is known of are parsed, those that have changed are checked.

Each is parsed once for both, in processes of their own where there are many.  What other pages need of them comes
first; the check goes on while the caller makes something of that.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec

from dateline.briefing import document
from dateline.briefing.document import Document
from dateline.check.runner import CachedCheck, FileToCheck, ProjectCheck
from dateline.project.cache import digest_of
from dateline.project.processes import map_in_steps
from dateline.site.briefing_index import BriefingFile, Made
from dateline.site.briefing_records import BriefingRecord, briefing_record_of, with_shared_texts

_MOST_PARSED = 500
"""Documents that a process keeps for the check, at some 70 KB each; of more the others are parsed again."""


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
    parsed: dict[str, Document] = {}
    yield (found for task in tasks if task.unread for found in _record_of(task.unread, parsed))

    def read(text: str, name: str) -> Document:
        return parsed.pop(digest_of(text), None) or document.read(text, name)

    yield [(task.unchecked.name, check.examine(task.unchecked, read)) for task in tasks if task.unchecked]


def _record_of(file: BriefingFile, parsed: dict[str, Document]) -> Iterator[tuple[str, bytes]]:
    """The digest of a file and its record; nothing for one that fails: the caller will see why."""
    with suppress(Exception):
        text, digest = file.read()
        found = document.read(text, file.path)
        # As MessagePack, which is read again seven times as fast as what Python pickles.
        yield digest, msgspec.msgpack.encode(briefing_record_of(found))
        if len(parsed) < _MOST_PARSED:
            parsed[digest_of(text)] = found
