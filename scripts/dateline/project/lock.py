"""One run at a time in a project: the others wait."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from filelock import BaseFileLock, FileLock, Timeout

from dateline.project import files
from dateline.project.files import Project

_NAME = "lock"


@contextmanager
def alone(project: Project, waiting: Callable[[], None]) -> Iterator[None]:
    """Keep other runs out, in this process or any other, until the block ends, however it ends.

    `waiting` is called once if another run has to end first.  Where nothing can be written there is nothing to keep
    apart.
    """
    lock = _lock_of(project, waiting)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _lock_of(project: Project, waiting: Callable[[], None]) -> BaseFileLock | None:
    """The lock, taken; None where the file system has none or nothing can be written."""
    lock = FileLock(project.cache / _NAME)
    with suppress(OSError, NotImplementedError):
        files.ensure_cache(project)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting()
            lock.acquire()
        return lock
    return None
