"""Work shared out over processes: what the caller gets of it, and what it never sees."""

import multiprocessing
import os
import select
import signal
import sys
import time
import weakref
from collections.abc import Iterator, Sequence

import pytest

from dateline.model.problems import DatelineError
from dateline.project.forked_process import FilePlace, ResultFile
from dateline.project.processes import begin_elsewhere, map_from_both_ends, map_in_processes, map_in_steps

forks = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="all is done in one process there")


def process_of(item: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 4, 100])
def test_results_come_in_the_order_of_the_items(count: int, jobs: int) -> None:
    assert list(map_in_processes(str, range(count), jobs)) == list(map(str, range(count)))


@forks
def test_work_sees_what_was_made_here_and_changes_nothing_here() -> None:
    made = {number: [number] for number in range(8)}

    here = os.getpid()

    def work(number: int) -> tuple[bool, int]:  # closures can't be pickled
        made[number].append(1)
        return os.getpid() == here, len(made[number])

    done = list(map_in_processes(work, range(8), 2))
    assert [count for _, count in done] == [2] * 8
    assert {number for number, some in made.items() if len(some) == 2} == {
        number for number, (is_here, _) in enumerate(done) if is_here
    }


@forks
def test_few_items_are_done_here_and_of_many_some_elsewhere() -> None:
    here = os.getpid()
    assert set(map_in_processes(process_of, range(3), 2)) == {here}
    assert set(map_in_processes(process_of, range(100), 1)) == {here}
    assert len({here, *map_in_processes(process_of, range(4), 2)}) == 2


@forks
def test_other_processes_are_forked_anew_before_they_have_copied_much() -> None:
    others = set(map_in_processes(process_of, range(200), 2)) - {os.getpid()}
    assert len(others) > 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_reaches_the_caller_at_its_place(jobs: int) -> None:
    results = map_in_processes(lambda number: 10 // (5 - number), range(20), jobs)
    assert [next(results) for _ in range(5)] == [2, 2, 3, 5, 10]
    with pytest.raises(ZeroDivisionError):
        next(results)


@forks
def test_a_process_that_the_system_ends_is_told_and_not_waited_for() -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(DatelineError, match="the system ended a process"):
        list(map_in_processes(work, range(20), 2))


@forks
def test_a_caller_may_stop_early() -> None:
    results = map_in_processes(abs, range(1000), 2)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]  # a generator


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 4, 100])
def test_from_both_ends_each_item_is_done_once(count: int, jobs: int) -> None:
    assert sorted(map_from_both_ends(abs, range(count), jobs)) == list(range(count))


@forks
def test_from_both_ends_this_process_has_the_last_items_and_others_the_first() -> None:
    here = os.getpid()
    done = dict(map_from_both_ends(lambda number: (number, os.getpid() == here), range(200), 2))
    mine = sum(done.values())
    assert 0 < mine < 200
    assert [done[number] for number in range(200)] == [False] * (200 - mine) + [True] * mine


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_was_begun_elsewhere_gives_its_result_or_its_error(jobs: int) -> None:
    assert begin_elsewhere(lambda: 6 * 7, jobs)() == 42
    with pytest.raises(ZeroDivisionError):
        begin_elsewhere(lambda: 1 // 0, jobs)()


@forks
def test_what_was_begun_elsewhere_goes_on_while_this_process_does_other_things() -> None:
    read, write = os.pipe()

    def work() -> int:
        os.write(write, b"done")
        return os.getpid()

    result = begin_elsewhere(work, 2)
    assert os.read(read, 4) == b"done"
    assert result() != os.getpid()


MANY_BYTES = 1 << 24
"""More than a pipe holds."""


def ended(*processes: int) -> bool:
    """Whether these other processes end soon."""
    for _ in range(500):
        if not set(processes) & {child.pid for child in multiprocessing.active_children()}:
            return True
        time.sleep(0.01)
    return False


@forks
def test_what_was_begun_elsewhere_ends_though_nobody_takes_its_result() -> None:
    result = begin_elsewhere(lambda: bytes(MANY_BYTES), 2)
    assert ended(*(child.pid for child in multiprocessing.active_children() if child.pid))
    assert result() == bytes(MANY_BYTES)


@forks
def test_a_failure_elsewhere_says_where_in_the_code_it_is() -> None:
    def fails(number: int) -> float:
        return 1 / (number - 5)

    with pytest.raises(ZeroDivisionError) as raised:
        list(map_in_processes(fails, range(20), 2))
    assert any("in fails" in note for note in raised.value.__notes__)


def steps_of(items: Sequence[int], left: ResultFile) -> Iterator[list[tuple[int, int]]]:
    found = [(item, os.getpid()) for item in items]
    yield found
    yield [(item * item, process) for item, process in found]  # known from the first step


@pytest.mark.parametrize(("count", "jobs"), [(40, 2), (40, 1), (3, 2), (0, 2)])
def test_steps_are_taken_one_after_the_other(count: int, jobs: int) -> None:
    first, second = ({item for item, _ in step} for step in map_in_steps(steps_of, range(count), jobs))
    assert (first, second) == (set(range(count)), {item * item for item in range(count)})


@forks
def test_steps_of_many_items_are_taken_elsewhere() -> None:
    processes = {process for step in map_in_steps(steps_of, range(40), 2) for _, process in step}
    assert len(processes) == 2
    assert os.getpid() not in processes


@forks
def test_results_that_are_made_one_by_one_arrive_while_others_are_made() -> None:
    read, write = os.pipe()

    def work(items: Sequence[int], left: ResultFile) -> Iterator[Iterator[bool]]:
        yield (place < 50 or bool(select.select([read], [], [], 5)[0]) for place in range(len(items)))

    steps = map_in_steps(work, range(200), 2)
    results = iter(next(steps))
    assert next(results)
    os.write(write, b"the first are here")
    assert all(results)


@forks
def test_the_second_step_goes_on_while_this_process_does_other_things() -> None:
    read, write = os.pipe()

    def work(items: Sequence[int], left: ResultFile) -> Iterator[Sequence[int]]:
        yield items
        os.write(write, b"done")
        yield items

    steps = map_in_steps(work, range(40), 2)
    next(steps)
    assert os.read(read, 4) == b"done"
    steps.close()  # type: ignore[attr-defined]  # a generator


@forks
def test_processes_end_though_nobody_takes_what_they_leave() -> None:
    def work(items: Sequence[int], left: ResultFile) -> Iterator[Sequence[tuple[int, bytes]]]:
        for size in (1, MANY_BYTES, MANY_BYTES):
            yield [(os.getpid(), bytes(size))]

    steps = map_in_steps(work, range(40), 2)
    processes = {process for process, _ in next(steps)}
    assert ended(*processes)
    for size in (MANY_BYTES, MANY_BYTES):
        assert dict(next(steps)) == dict.fromkeys(processes, bytes(size))
    assert next(steps, None) is None


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_step_leaves_waits_until_it_is_taken(jobs: int) -> None:
    def work(items: Sequence[int], left: ResultFile) -> Iterator[Sequence[tuple[int, FilePlace]]]:
        yield []
        yield [(item, left.leave("word " * item)) for item in items]

    _, places = (dict(step) for step in map_in_steps(work, range(40), jobs))
    assert {item: place.take() for item, place in places.items()} == {
        item: "word " * item for item in range(40)
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_a_step_reaches_the_caller(jobs: int) -> None:
    def work(items: Sequence[int], left: ResultFile) -> Iterator[Sequence[int]]:
        yield items
        raise ZeroDivisionError

    steps = map_in_steps(work, range(40), jobs)
    assert next(steps)
    with pytest.raises(ZeroDivisionError):
        next(steps)


@forks
def test_a_process_that_the_system_ends_between_steps_is_told() -> None:
    def work(items: Sequence[int], left: ResultFile) -> Iterator[Sequence[int]]:
        yield items
        os.kill(os.getpid(), signal.SIGKILL)

    steps = map_in_steps(work, range(40), 2)
    next(steps)
    with pytest.raises(DatelineError, match="the system ended a process"):
        next(steps)


class Step(list[bool]):
    """What can be asked whether it is gone."""


@forks
def test_a_step_that_was_handed_on_takes_no_memory_during_the_next() -> None:
    def work(items: Sequence[int], left: ResultFile) -> Iterator[Sequence[bool]]:
        handed_on = []

        def made() -> Step:
            handed_on.append(weakref.ref(step := Step()))
            return step

        yield made()
        yield [step() is None for step in handed_on]

    assert [list(step) for step in map_in_steps(work, range(40), 2)] == [[], [True, True]]
