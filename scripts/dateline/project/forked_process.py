"""A process forked from this one, which sees all that this one has made, the pipe between the two, what it leaves."""

import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryFile
from traceback import format_exception
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

from dateline.model.problems import DatelineError


class ForkedProcess:
    """Does some work, which is given the other end of the pipe to here; what it raises is sent, and raised here.

    `others` are those that were forked before and have not ended.
    """

    def __init__(self, work: Callable[[Connection], None], others: Iterable["ForkedProcess"] = ()) -> None:
        context = multiprocessing.get_context("fork")
        self.pipe, theirs = context.Pipe()
        inherited = self.pipe, *(other.pipe for other in others)
        self._process = context.Process(target=_run, args=(work, theirs, inherited), daemon=True)
        self._process.start()
        theirs.close()  # so that a process that is gone closes the pipe

    def send(self, told: object) -> None:
        """Tell it something; raises `DatelineError` where the system has ended it."""
        try:
            self.pipe.send(told)
        except ConnectionError:
            raise _ended() from None

    def receive(self) -> Any:
        """What it sends next; raises `DatelineError` where the system has ended it."""
        try:
            received = self.pipe.recv()
        except (EOFError, ConnectionError):
            raise _ended() from None
        if isinstance(received, Exception):
            raise received
        return received

    def end(self) -> None:
        """End it, whatever it does; the next one that starts clears up after it."""
        self._process.terminate()
        self.pipe.close()


class FilePlace(NamedTuple):
    """Where something stands in a file."""

    file: "ResultFile"
    start: int
    size: int

    def take(self) -> Any:
        """Read what stands there."""
        return self.file.take(self)


class ResultFile:
    """A file without a name for what waits outside of memory: what a process leaves that ends before it is taken.

    Whoever is forked after it is opened shares it and may be sent it, but only one may write.  It lies in a folder, or
    elsewhere where that can't be written.
    """

    def __init__(self, folder: Path | None = None) -> None:
        try:
            self._file = TemporaryFile(dir=folder)  # noqa: SIM115 -- open as long as this is
        except OSError:
            self._file = TemporaryFile()  # noqa: SIM115
        self._number = next(_NUMBERS)
        _OPENED[self._number] = self

    def __reduce__(self) -> tuple[Callable[[int], "ResultFile"], tuple[int]]:
        """What another process knows it by."""
        return _opened, (self._number,)

    def leave(self, result: object) -> FilePlace:
        """Write something; gives its place, which another process has to be told."""
        start = self._file.tell()
        size = self._file.write(pickle.dumps(result))
        self._file.flush()
        return FilePlace(self, start, size)

    def take(self, place: FilePlace) -> Any:
        """Read what stands at a place."""
        return pickle.loads(os.pread(self._file.fileno(), place.size, place.start))


_NUMBERS = count()
_OPENED: WeakValueDictionary[int, ResultFile] = WeakValueDictionary()


def _opened(number: int) -> ResultFile:
    return _OPENED[number]


def _ended() -> DatelineError:
    hint = "it may have been short of memory: close other programs and run it again"
    return DatelineError("dateline", "the system ended a process that took part", hint)


def _run(work: Callable[[Connection], None], pipe: Connection, inherited: Iterable[Connection]) -> None:
    for end in inherited:
        end.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller ends this process
    try:
        work(pipe)
    except Exception as reason:
        with suppress(OSError):  # the caller is gone
            pipe.send(with_trace(reason))


def with_trace(reason: Exception) -> Exception:
    """An error with a note of where it was raised, which is lost when it is sent to another process."""
    reason.add_note("".join(format_exception(reason)))
    return reason


def can_fork() -> bool:
    """Whether this system can safely fork a process that uses its libraries: macOS can't, Windows not at all."""
    return sys.platform.startswith("linux")
