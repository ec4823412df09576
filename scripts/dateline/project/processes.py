"""Work shared out over this process and others that see what it has made: forked, so that nothing is copied to them.

Memory that a forked process only reads is copied for it all the same, page by page, since Python counts references
where its objects lie.  So this process takes its share, and the others are ended and forked anew now and then.
"""

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import islice
from multiprocessing import connection
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
_SENT = 32
"""Results of a step that a process sends at a time."""
_LIFE = 16
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
    some = _LIFE * jobs  # at a time, so that few results wait for those before them
    for start in range(0, len(items), some):
        done: dict[int, Future[Result]] = {}
        place = 0
        for number, result in _shared(work, items[start : start + some], jobs):
            done[number] = result
            while place in done:
                yield done.pop(place).result()
                place += 1


def map_from_both_ends(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int | None = None
) -> Iterator[Result]:
    """The results of items as they are done; the rest as `map_in_processes`.

    This process begins with the last item and the others with the first.  Where like items stand together, each
    process works on what is alike: it makes what these share once, and copies less memory.
    """
    yield from (result.result() for _, result in _shared(work, items, jobs or cores()))


def begin_elsewhere(work: Callable[[], Result], jobs: int | None = None) -> Callable[[], Result]:
    """Begin some work in another process, beside what the caller does; gives what waits for its result.

    The result has to be picklable.  Where no process can be forked, the work is done when its result is asked for.
    What is given back raises as `map_in_processes` does.
    """
    if (jobs or cores()) < 2 or not can_fork():
        return work
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("fork"), _inherit, (lambda _: work(),))
    begun = pool.submit(_do, None)
    pool.shutdown(wait=False)

    def awaited() -> Result:
        try:
            result: Result = begun.result()
        except BrokenProcessPool:
            raise _ended() from None
        return result

    return awaited


def map_in_steps(
    work: Callable[[Sequence[Item]], Iterator[Iterable[Result]]],
    items: Sequence[Item],
    jobs: int | None = None,
) -> Iterator[Iterable[Result]]:
    """What `work` yields first of all items, then what it yields next, and so on: the same number of times for any.

    Each process has a share of the items.  They start when the first step is asked for, and go on with the next one
    while the caller does other things.  The results of a step come in no certain order, as they are made where `work`
    yields an iterator; they are there until the next step is asked for.  Where no process can be forked, and for few
    items, a step is taken here.  Raises as `map_in_processes` does.
    """
    jobs = min(jobs or cores(), len(items) // _FEWEST_STEPPED)
    if jobs < 2 or not can_fork():
        for step in work(items):
            yield from _to_its_end(step)
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
        while all(_received(end) for end in ends):
            yield from _to_its_end(_step_of(ends))
    finally:
        for process, end in zip(processes, ends, strict=False):
            process.terminate()
            process.join()
            end.close()


def _to_its_end(step: Iterable[Result]) -> Iterator[Iterable[Result]]:
    """The step, of which the rest is made before the next, whatever is taken of it."""
    results = iter(step)
    yield results
    deque(results, maxlen=0)


def _take_steps(
    work: Callable[[Sequence[Item]], Iterator[Iterable[Result]]],
    items: Sequence[Item],
    to: Connection,
    others: Sequence[Connection],
) -> None:
    """Send of each step that it is there, its results, some at a time, and None; in the end that there is no other."""
    for end in others:
        end.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller ends this process
    try:
        niceness = _NICENESS
        for step in work(items):
            to.send(True)
            _send(step, to)
            del step  # which is not needed while the next is made
            os.nice(niceness)
            niceness = 0
        to.send(False)
    except Exception as reason:
        with suppress(OSError):  # the caller is gone
            to.send(reason)


def _send(step: Iterable[object], to: Connection) -> None:
    results = iter(step)
    while some := list(islice(results, _SENT)):
        to.send(some)
    to.send(None)


def _step_of(ends: Sequence[Connection]) -> Iterator[Any]:
    """The results of a step, of all processes."""
    sending = list(ends)
    while sending:
        for end in connection.wait(sending):
            assert isinstance(end, Connection)
            some = _received(end)
            if some is None:
                sending.remove(end)
            else:
                yield from some


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
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int
) -> Iterator[tuple[int, Future[Result]]]:
    """The results of items as they are done, each with the item's place."""
    todo = deque(enumerate(items))
    is_alone = jobs < 2 or len(items) < _FEWEST or not can_fork()
    context = None if is_alone else multiprocessing.get_context("fork")
    try:
        while todo and context:
            with ProcessPoolExecutor(jobs - 1, context, _inherit, (work,)) as pool:
                yield from _shared_with(pool, work, todo, jobs - 1)
    except BrokenProcessPool:
        raise _ended() from None
    yield from ((place, _done(work, item)) for place, item in todo)


def _shared_with(
    pool: ProcessPoolExecutor, work: Callable[[Item], Result], todo: deque[tuple[int, Item]], others: int
) -> Iterator[tuple[int, Future[Result]]]:
    """The same of the items in `todo`, which it takes, until the other processes of the pool have had enough.

    They take the first ones; the last one is done here when they have enough to do.
    """
    places: dict[Future[Result], int] = {}
    left = _LIFE * others
    while places or (todo and left):
        for result in [result for result in places if result.done()]:
            if isinstance(reason := result.exception(), BrokenProcessPool):
                raise reason
            yield places.pop(result), result
        if todo and left and len(places) < _AHEAD * others:
            place, item = todo.popleft()
            places[pool.submit(_do, item)] = place
            left -= 1
        elif todo:
            place, item = todo.pop()
            yield place, _done(work, item)
        elif places:
            wait(places, return_when=FIRST_COMPLETED)


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
