"""Work shared out over processes that see what this one has made: forked, so that nothing is copied to them."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from dateline.model.problems import DatelineError
from dateline.project.engines import AHEAD, mapped_in_order

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEWEST = 4
"""Items for which it pays to start processes."""

_work: Callable[[Any], Any] | None = None
"""What a process of the pool does; set there alone."""


def map_in_processes(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int | None = None
) -> Iterator[Result]:
    """The results of items in their order; `work` need not be picklable, items and results have to be.

    What `work` changes in its process stays there.  Where a system can't fork safely (Windows, macOS), and for few
    items, all is done here.  Raises what `work` raises, and `DatelineError` where the system ends a process.
    """
    jobs = jobs or cores()
    if jobs < 2 or len(items) < _FEWEST or not can_fork():
        yield from map(work, items)
        return
    context = multiprocessing.get_context("fork")
    try:
        with ProcessPoolExecutor(jobs, context, _inherit, (work,)) as pool:
            yield from mapped_in_order(lambda item: pool.submit(_do, item), items, AHEAD * jobs)
    except BrokenProcessPool:
        hint = "it may have been short of memory: close other programs and run it again"
        raise DatelineError("dateline", "the system ended a process that took part", hint) from None


def can_fork() -> bool:
    """Whether this system can safely fork a process that uses its libraries: macOS can't, Windows not at all."""
    return sys.platform.startswith("linux")


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _inherit(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work


def _do(item: Any) -> Any:
    assert _work
    return _work(item)
