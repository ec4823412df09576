"""Work shared out over this process and others that see what it has made: forked, so that nothing is copied to them.

Memory that a forked process only reads is copied for it all the same, page by page, since Python counts references
where its objects lie.  So this process takes its share, and the others are ended and forked anew now and then.
"""

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import chain
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from dateline.model.problems import DatelineError

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEWEST = 4
"""Items for which it pays to start processes."""
_FEWEST_STEPPED = 16
"""Items for which it pays to start one that takes steps."""
_NICENESS = 5
"""How much lower the priority is (as `nice` counts) of steps that nobody waits for yet."""
_AHEAD = 3
"""Items for each other process that are handed out before the first of them is done."""
_LIFE = 32
"""Items for each process before the others are forked anew."""

_work: Callable[[Any], Any] | None = None
"""What a process of the pool does; set there alone."""


def map_in_processes(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int | None = None
) -> Iterator[Result]:
    """The results of items in their order; `work` need not be picklable, items and results have to be.

    What `work` changes in another process stays there.  Where a system can't fork safely (Windows, macOS), and for few
    items, all is done here.  Raises what `work` raises, and `DatelineError` where the system ends a process.
    """
    jobs = jobs or cores()
    if jobs < 2 or len(items) < _FEWEST or not can_fork():
        yield from map(work, items)
        return
    context = multiprocessing.get_context("fork")
    try:
        for start in range(0, len(items), _LIFE * jobs):
            with ProcessPoolExecutor(jobs - 1, context, _inherit, (work,)) as pool:
                some = items[start : start + _LIFE * jobs]
                yield from _shared(pool, work, some, _AHEAD * (jobs - 1))
    except BrokenProcessPool:
        raise _ended() from None


def map_in_steps(
    work: Callable[[Sequence[Item]], Iterator[Sequence[Result]]],
    items: Sequence[Item],
    jobs: int | None = None,
) -> Iterator[list[Result]]:
    """What `work` yields first of all items, then what it yields next, and so on: the same number of times for any.

    Each process has a share of the items.  They start when the first step is asked for, and go on with the next one
    while the caller does other things.  Where none can be forked, and for few items, a step is taken here once it is
    asked for.  Raises as `map_in_processes` does.
    """
    jobs = min(jobs or cores(), len(items) // _FEWEST_STEPPED)
    if jobs < 2 or not can_fork():
        yield from map(list, work(items))
        return
    context = multiprocessing.get_context("fork")
    ends: list[Connection] = []
    processes = []
    try:
        for number in range(jobs):
            end, other = context.Pipe(duplex=False)
            ends.append(end)
            arguments = work, items[number::jobs], other, tuple(ends)
            process = context.Process(target=_take_steps, args=arguments, daemon=True)
            process.start()
            processes.append(process)
            other.close()  # so that a process that is gone closes the pipe
        while step := _next_step(ends):
            yield step.pop()
    finally:
        for process, end in zip(processes, ends, strict=False):
            process.terminate()
            process.join()
            end.close()


def _take_steps(
    work: Callable[[Sequence[Item]], Iterator[Sequence[Result]]],
    items: Sequence[Item],
    to: Connection,
    others: Sequence[Connection],
) -> None:
    for end in others:
        end.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller ends this process
    try:
        niceness = _NICENESS
        for step in work(items):
            to.send(step)
            del step  # which is not needed while the next is made
            os.nice(niceness)
            niceness = 0
        to.send(None)
    except Exception as reason:
        with suppress(OSError):  # the caller is gone
            to.send(reason)


def _next_step(ends: Sequence[Connection]) -> list[list[Any]]:
    """The next step of all processes, alone in a list, of which it is taken so that none holds it; empty at the end."""
    steps = [_received(end) for end in ends]
    return [] if steps[0] is None else [list(chain.from_iterable(steps))]


def _received(end: Connection) -> Any:
    try:
        received = end.recv()
    except EOFError:
        raise _ended() from None
    if isinstance(received, Exception):
        raise received
    return received


def _ended() -> DatelineError:
    hint = "it may have been short of memory: close other programs and run it again"
    return DatelineError("dateline", "the system ended a process that took part", hint)


def _shared(
    pool: ProcessPoolExecutor, work: Callable[[Item], Result], items: Sequence[Item], ahead: int
) -> Iterator[Result]:
    """The results of items in their order; an item is done here when the pool has enough to do."""
    results: deque[Future[Result]] = deque()
    for item in items:
        is_busy = sum(not result.done() for result in results) >= ahead
        results.append(_done(work, item) if is_busy else pool.submit(_do, item))
        while results and results[0].done():
            yield results.popleft().result()
    while results:
        yield results.popleft().result()


def _done(work: Callable[[Item], Result], item: Item) -> Future[Result]:
    result: Future[Result] = Future()
    try:
        result.set_result(work(item))
    except Exception as reason:
        result.set_exception(reason)
    return result


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
