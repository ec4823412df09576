"""One run at a time in a project: the others wait."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from filelock import FileLock, Timeout

from dateline.workspace import files
from dateline.workspace.files import Project

_NAME = "lock"


@contextmanager
def alone(project: Project, waiting: Callable[[], None]) -> Iterator[None]:
    """Keep other runs out, in this process or any other, until the block ends, however it ends.

    `waiting` is called once if another run has to end first.  Where nothing can be written there is nothing to keep
    apart.
    """
    with suppress(OSError):
        files.ensure_cache(project)
    lock = FileLock(project.cache / _NAME)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        lock.acquire()
    except OSError:
        yield
        return
    try:
        yield
    finally:
        lock.release()
