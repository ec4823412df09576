"""Work shared out over this process and others that see what it has made: forked, so that nothing is copied to them.

Memory that a forked process only reads is copied for it all the same, page by page, since Python counts references
where its objects lie.  So this process takes its share, and the others are ended and forked anew now and then.
"""

import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from multiprocessing import connection
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, TypeVar

from dateline.project.forked_process import ForkedProcess, ResultFile, can_fork, with_trace

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEWEST = 4
"""Items for which it pays to start processes."""
_FEWEST_STEPPED = 16
"""Items for which it pays to start one that takes steps."""
_NICENESS = 5
"""How much lower the priority is (as `nice` counts) of steps that nobody waits for yet."""
_AHEAD = 6
"""Items for each other process that are handed out before the first of them is done."""
_SENT = 32
"""Results of a step that a process sends at a time."""
_LIFE = 48
"""Items for each other process before another one is forked in its place."""


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# --- each item in one of several processes ------------------------------------------------------------------


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
        done: dict[int, _Outcome] = {}
        place = 0
        for number, outcome in _shared(work, items[start : start + some], jobs):
            done[number] = outcome
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
    yield from (outcome.result() for _, outcome in _shared(work, items, jobs or cores()))


class _Outcome(NamedTuple):
    """What work on an item came to: a value, or a reason why there is none."""

    value: Any
    reason: Exception | None = None

    def result(self) -> Any:
        """The value; raises the reason."""
        if self.reason is not None:
            raise self.reason
        return self.value


def _shared(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int
) -> Iterator[tuple[int, _Outcome]]:
    """What items come to as they are done, each with the item's place.

    Other processes take the first ones; the last one is done here when they have enough to do.
    """
    others = jobs - 1 if len(items) >= _FEWEST and can_fork() else 0
    if not others:
        yield from ((place, _outcome(work, item)) for place, item in enumerate(items))
        return
    todo = deque(range(len(items)))
    workers: dict[object, _Worker] = {}
    try:
        while todo or workers:
            for pipe in connection.wait([worker.pipe for worker in workers.values()], 0 if todo else None):
                yield workers[pipe].take()
            for worker in [worker for worker in workers.values() if worker.is_done(todo)]:
                del workers[worker.pipe]
                worker.end()
            while todo and len(workers) < others:
                worker = _Worker(work, items, workers.values())
                workers[worker.pipe] = worker
            for worker in workers.values():
                worker.give(todo)
            if todo:
                place = todo.pop()
                yield place, _outcome(work, items[place])
    finally:
        for worker in workers.values():
            worker.end()


class _Worker(ForkedProcess):
    """Another process that works on items by their places."""

    def __init__(
        self, work: Callable[[Item], Result], items: Sequence[Item], others: Iterable[ForkedProcess]
    ) -> None:
        super().__init__(partial(_work_off, work, items), others)
        self._left, self._given = _LIFE, 0
        """How many items it may yet be given, and how many it has that are not done."""

    def is_done(self, todo: Collection[int]) -> bool:
        """Whether there is nothing left that it may do."""
        return not self._given and not (todo and self._left)

    def give(self, todo: deque[int]) -> None:
        """Hand out the first places, until it has enough to do."""
        while todo and self._left and self._given < _AHEAD:
            self.send(todo.popleft())
            self._left -= 1
            self._given += 1

    def take(self) -> tuple[int, _Outcome]:
        """A place, and what its item came to."""
        self._given -= 1
        place, outcome = self.receive()
        return place, outcome


def _work_off(work: Callable[[Item], Result], items: Sequence[Item], pipe: Connection) -> None:
    while True:
        place = pipe.recv()
        pipe.send((place, _outcome(work, items[place])))


def _outcome(work: Callable[[Item], Result], item: Item) -> _Outcome:
    try:
        return _Outcome(work(item))
    except Exception as reason:
        return _Outcome(None, with_trace(reason))


# --- work beside what the caller does -----------------------------------------------------------------------


def begin_elsewhere(work: Callable[[], Result], jobs: int | None = None) -> Callable[[], Result]:
    """Begin some work in another process; gives what waits for its result, to be called once.

    The result has to be picklable.  The process ends when it is done, whether somebody waits for it or not.  Where none
    can be forked, and for one job, the work is done when its result is asked for.  Raises as `map_in_processes` does.
    """
    if (jobs or cores()) < 2 or not can_fork():
        return work
    left = ResultFile()
    process = ForkedProcess(lambda pipe: pipe.send(left.leave(work())))

    def result() -> Result:
        try:
            found: Result = left.take(process.receive())
            return found
        finally:
            process.end()

    return result


def map_in_steps(
    work: Callable[[Sequence[Item], ResultFile], Iterator[Iterable[Result]]],
    items: Sequence[Item],
    jobs: int | None = None,
) -> Iterator[Iterable[Result]]:
    """What `work` yields first of all items, then what it yields next, and so on: the same number of times for any.

    It is given a file too: what it leaves there, results after the first step may refer to.
    Each process has a share of the items.  They start when the first step is asked for; its results come in no certain
    order, as they are made where `work` yields an iterator, and are there until the next step is asked for.  Meanwhile
    the processes take the next steps, whose results they leave in files, and end.  Where no process can be forked, and
    for few items, a step is taken here.  Raises as `map_in_processes` does.
    """
    jobs = min(jobs or cores(), len(items) // _FEWEST_STEPPED)
    if jobs < 2 or not can_fork():
        for step in work(items, ResultFile()):
            yield from _to_its_end(step)
        return
    processes: list[ForkedProcess] = []
    files = [ResultFile() for _ in range(jobs)]
    try:
        for number, left in enumerate(files):
            take_steps = partial(_take_steps, work, items[number::jobs], left)
            processes.append(ForkedProcess(take_steps, processes))
        yield from _to_its_end(_first_step_of(processes))
        while places := [place for process in processes if (place := process.receive())]:
            yield chain.from_iterable(place.take() for place in places)
    finally:
        for process in processes:
            process.end()


def _to_its_end(step: Iterable[Result]) -> Iterator[Iterable[Result]]:
    """The step, of which the rest is made before the next, whatever is taken of it."""
    results = iter(step)
    yield results
    deque(results, maxlen=0)


def _take_steps(
    work: Callable[[Sequence[Item], ResultFile], Iterator[Iterable[Result]]],
    items: Sequence[Item],
    left: ResultFile,
    pipe: Connection,
) -> None:
    """Send the results of the first step, some at a time, and None; leave those of the others and send their places.

    In the end send None.
    """
    steps = work(items, left)
    _send(next(steps), pipe)
    os.nice(_NICENESS)
    for step in steps:
        pipe.send(left.leave([*step]))
    pipe.send(None)


def _send(step: Iterable[object], pipe: Connection) -> None:
    results = iter(step)
    while some := list(islice(results, _SENT)):
        pipe.send(some)
    pipe.send(None)


def _first_step_of(processes: Sequence[ForkedProcess]) -> Iterator[Any]:
    """The results of the first step, of all processes."""
    sending = {process.pipe: process for process in processes}
    while sending:
        for pipe in connection.wait([*sending]):
            assert isinstance(pipe, Connection)
            some = sending[pipe].receive()
            if some is None:
                del sending[pipe]
            else:
                yield from some
