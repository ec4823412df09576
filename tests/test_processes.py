"""Work shared out over processes: what the caller gets of it, and what it never sees."""

import os
import signal
import sys

import pytest

from dateline.model.problems import DatelineError
from dateline.project.processes import map_in_processes

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
