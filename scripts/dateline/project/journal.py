"""Write the files of a project: one run at a time, and several files as one, also when a run is killed.

What is about to be written is noted first (`.dateline/cache/journal.json`).  The next run finishes what it finds there,
unless a person changed one of the files in between: then their files count, and the merge finds its way from those.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from dateline.model.problems import DatelineError
from dateline.project import files
from dateline.project.files import Project

_NAME = "journal.json"


@contextmanager
def exclusive_run(project: Project, waiting: Callable[[], None]) -> Iterator[None]:
    """Keep other runs out, in this process or any other, until the block ends, however it ends.

    `waiting` is called once if another run has to end first.
    """
    lock = _acquire_lock(project, waiting)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _acquire_lock(project: Project, waiting: Callable[[], None]) -> BaseFileLock | None:
    """The lock; None where the file system has none, or nothing can be written and so no run disturbs another."""
    lock = FileLock(project.cache / "lock")
    with suppress(OSError, NotImplementedError):
        files.ensure_cache(project)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting()
            lock.acquire()
        return lock
    return None


@dataclass(frozen=True, slots=True)
class Write:
    """One file before and after; None where it is not there."""

    path: Path
    before: str | None
    after: str | None


def commit(project: Project, writes: Sequence[Write]) -> None:
    """Bring files into their new state, in order; raises `DatelineError` where the disk or its owner refuses."""
    if len(writes) > 1:
        noted = json.dumps([[project.name(write.path), write.before, write.after] for write in writes])
        journal = project.cache / _NAME
        writes = (Write(journal, None, noted), *writes, Write(journal, noted, None))
    for write in writes:
        _apply(project, write)


def recover(project: Project) -> None:
    """Finish what a run that was killed had begun."""
    journal = project.cache / _NAME
    if journal.is_file():
        for write in (*_unfinished(tuple(_noted_writes(project))), Write(journal, None, None)):
            _apply(project, write)


def _noted_writes(project: Project) -> Iterator[Write]:
    with suppress(OSError, ValueError, TypeError):  # not there, or cut short by a full disk
        for name, before, after in json.loads((project.cache / _NAME).read_bytes()):
            path = Path(os.path.abspath(project.root / name))  # noqa: PTH100 -- a link keeps its name
            if project.briefings in path.parents or project.root / ".dateline" in path.parents:
                yield Write(path, before, after)


def _unfinished(writes: Sequence[Write]) -> Sequence[Write]:
    """The writes that are still to do; none where a file is neither as it was nor as it should be.

    Where a later file was written, the first one was too: a person may have changed it since.
    """
    found = [_content(write.path) for write in writes]
    done = [n for n, write in enumerate(writes) if found[n] == write.after]
    start = max(done) + 1 if done else 0
    is_as_noted = all(found[n] == write.before for n, write in enumerate(writes) if n >= start)
    return writes[start:] if is_as_noted else ()


def _content(path: Path) -> str | None:
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None


def _apply(project: Project, write: Write) -> None:
    try:
        if write.after is None:
            write.path.unlink(missing_ok=True)
        else:
            files.write_whole(write.path, write.after)
    except OSError as reason:
        hint = "make room, or see that you may write there, and run it again: nothing is lost"
        message = f"can't be written: {reason.strerror or reason}"
        raise DatelineError(project.name(write.path), message, hint) from None
