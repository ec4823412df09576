"""The first look at briefings: those that nothing is known of are parsed, those that have changed are checked.

Each is parsed once for both, in processes of their own where there are many.  What other pages need of them comes
first; the check goes on while the caller makes something of that, and so does the rendering of their bodies.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

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
from dateline.site.markdown.fast_path import RenderedBody

RenderBody = Callable[[Document], RenderedBody | None]
"""Makes of a briefing what its page has as its body; None where that has to wait."""


def render_none(found: Document) -> None:
    """Leave all bodies to be rendered with their pages."""


_MOST_WHOLE = 200
"""Documents that a process keeps for the check as they are, at some 70 KB each; it writes the others into a file."""


@dataclass(frozen=True, slots=True)
class _Task:
    """A briefing to parse, to check, or both."""

    unread: BriefingFile | None
    unchecked: FileToCheck | None


class _Checked(NamedTuple):
    """What was found of a briefing that was checked."""

    name: str
    check: CachedCheck
    digest: str
    """The SHA-256 of its file; "" where nothing is said of its body."""
    body: FilePlace | None


class ReadingAndCheck:
    """The reading of some briefings and the check of some, in as many processes as `jobs`, by default as pay.

    `bodies` are those that were rendered beside the check of new ones, by the digests of their files: known after that.
    """

    def __init__(
        self,
        unread: Sequence[BriefingFile],
        check: ProjectCheck,
        render: RenderBody,
        jobs: int | None = None,
    ) -> None:
        tasks = tuple(_tasks_of(unread, check))
        work = partial(_parse_then_check, check, render)
        self._steps: Iterator[Iterable[Any]] = map_in_steps(work, tasks, jobs)
        self.bodies: dict[str, FilePlace] = {}

    def records(self) -> Made:
        """The records of those that can be read; to be asked for once, and first."""
        decoder = msgspec.msgpack.Decoder(BriefingRecord)
        texts: dict[Any, Any] = {}
        return {
            digest: with_shared_texts(decoder.decode(record), texts) for digest, record in next(self._steps)
        }

    def checks(self) -> Mapping[str, CachedCheck]:
        """What is wrong with those to check, by their names; to be asked for once."""
        checked: list[_Checked] = sorted(next(self._steps), key=attrgetter("name"))
        assert next(self._steps, None) is None  # the processes end
        self.bodies = {one.digest: one.body for one in checked if one.body}
        return {one.name: one.check for one in checked}


def _tasks_of(unread: Sequence[BriefingFile], check: ProjectCheck) -> Iterator[_Task]:
    unchecked = {check.path_of(file.name): file for file in check.todo}
    yield from (_Task(file, unchecked.pop(file.path, None)) for file in unread)
    yield from (_Task(None, file) for file in unchecked.values())


def _parse_then_check(
    check: ProjectCheck, render: RenderBody, tasks: Sequence[_Task], left: ResultFile
) -> Iterator[Iterable[object]]:
    parsed = _ParsedFiles(check.project.cache)
    yield (found for task in tasks if task.unread for found in _record_of(task.unread, parsed))
    yield [_checked(task.unchecked, check, render, parsed, left) for task in tasks if task.unchecked]


def _record_of(file: BriefingFile, parsed: "_ParsedFiles") -> Iterator[tuple[str, bytes]]:
    """The digest of a file and its record; nothing for one that fails: the caller will see why."""
    with suppress(Exception):
        text, digest = file.read()
        found = document.read(text, file.path)
        # As MessagePack, which is read again seven times as fast as what Python pickles.
        yield digest, msgspec.msgpack.encode(briefing_record_of(found))
        parsed.keep(file.path, _Parsed(digest, digest_of(text), found))


def _checked(
    file: FileToCheck, check: ProjectCheck, render: RenderBody, parsed: "_ParsedFiles", left: ResultFile
) -> _Checked:
    known = parsed.take(check.path_of(file.name))

    def read(text: str, name: str) -> Document:
        is_known = known and known.digest_of_text == digest_of(text)
        return known.document if known and is_known else document.read(text, name)

    checked, body = check.examine(file, read), None
    if known:
        with suppress(Exception):  # who renders its page will see why
            body = render(known.document)
    return _Checked(file.name, checked, known.digest if known else "", left.leave(body) if body else None)


class _Parsed(NamedTuple):
    """A briefing that was parsed; the digests are those of its file and of the text in it."""

    digest: str
    digest_of_text: str
    document: Document


class _ParsedFiles:
    """What a process has parsed, by the paths of the files, until it checks them."""

    def __init__(self, folder: Path) -> None:
        self._whole: dict[str, _Parsed] = {}
        self._file = ResultFile(folder)
        self._places: dict[str, FilePlace] = {}
        """Where the others stand in the file; to read one takes a fifth as long as to parse it."""
        self._decoder = msgspec.msgpack.Decoder(tuple[Briefing, Blocks])

    def keep(self, path: str, parsed: _Parsed) -> None:
        """Keep what was parsed of a file."""
        if len(self._whole) < _MOST_WHOLE:
            self._whole[path] = parsed
        else:
            # MessagePack is the quicker, but has not all that YAML may hold.
            found = parsed.document
            rest = msgspec.msgpack.encode((replace(found.briefing, front={}), found.blocks))
            self._places[path] = self._file.leave((parsed.digest, parsed.digest_of_text, found.front, rest))

    def take(self, path: str) -> _Parsed | None:
        """What was parsed of a file, which is kept no longer; None for one that is not kept."""
        if place := self._places.pop(path, None):
            digest, digest_of_text, front, rest = place.take()
            briefing, blocks = self._decoder.decode(rest)
            found = Document(front, replace(briefing, front=front.values), blocks)
            return _Parsed(digest, digest_of_text, found)
        return self._whole.pop(path, None)
