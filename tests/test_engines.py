"""Engines: results in order, and never many inputs ahead."""

import os
from concurrent.futures import Future

import pytest

from dateline.project.engines import LocalEngine, mapped_in_order


def double(number: int) -> int:
    return 2 * number


def process(number: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, None])
def test_results_come_in_order(jobs: int | None) -> None:
    with LocalEngine(jobs) as engine:
        assert list(engine.map(double, range(40), 8)) == [2 * number for number in range(40)]
        assert list(engine.map(double, (), 8)) == []


def test_processes_start_only_where_they_pay() -> None:
    with LocalEngine() as engine:
        assert set(engine.map(process, range(7), 8)) == {os.getpid()}
    with LocalEngine(2) as engine:
        found = set(engine.map(process, range(40), 8))
        assert os.getpid() not in found
        assert set(engine.map(process, range(40), 8)) <= found | set(engine.map(process, range(40), 8))


def test_few_inputs_are_handed_out_ahead() -> None:
    submitted: list[int] = []

    def submit(number: int) -> "Future[int]":
        submitted.append(number)
        done: Future[int] = Future()
        done.set_result(2 * number)
        return done

    results = mapped_in_order(submit, range(1000), 5)
    for taken in range(1, 200):
        assert next(results) == 2 * (taken - 1)
        assert len(submitted) == taken + 5
    assert list(results)[-1] == 1998


def test_an_error_ends_the_work_in_its_place() -> None:
    with LocalEngine(2) as engine, pytest.raises(ZeroDivisionError):
        list(engine.map(inverse, [1, 0, 1], 1))


def inverse(number: int) -> float:
    return 1 / number
