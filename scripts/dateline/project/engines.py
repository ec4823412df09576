"""Where the work of a run is done: in this process or several of this machine; results come in order, a few ahead.

Inputs and results wait only in small number, so that the memory of a run does not grow with the number of seeds.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from itertools import islice
from types import TracebackType
from typing import Protocol, Self, TypeVar

from dateline.model.problems import DatelineError

Input = TypeVar("Input")
Output = TypeVar("Output")
Result = TypeVar("Result", covariant=True)

Progress = Callable[[str, int, int, str], None]
"""Called with what is done, for how many so far, of how many, and the name of the last."""

AHEAD = 8
"""Inputs for each process that are handed out before the first of them is done."""


class Engine(AbstractContextManager["Engine"], Protocol):
    """Takes a step, a function that can be pickled, for each of many inputs."""

    def map(self, step: Callable[[Input], Output], inputs: Sequence[Input], per_job: int) -> Iterator[Output]:
        """The results in order; another process pays from `per_job` inputs on."""
        ...


class LocalEngine:
    """Processes of this machine, `jobs` of them or as many as pay.

    They are started once they are needed (spawned: the same on every system) and end with the block.
    """

    def __init__(self, jobs: int | None = None) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def map(self, step: Callable[[Input], Output], inputs: Sequence[Input], per_job: int) -> Iterator[Output]:
        """The results in order; in this process where no other one pays."""
        jobs = min(self._jobs or _jobs_that_pay(len(inputs), per_job), len(inputs))
        if jobs < 2:
            yield from map(step, inputs)
            return
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._jobs or os.cpu_count(), mp_context=context)
        pool = self._pool
        try:
            yield from mapped_in_order(lambda each: pool.submit(step, each), inputs, AHEAD * jobs)
        except BrokenProcessPool:
            hint = "run it again with --jobs 1, which needs less memory"
            raise DatelineError("dateline", "the system ended a process that was analysing", hint) from None


class Pending(Protocol[Result]):
    """What is being worked out somewhere: a future of this machine or of a cluster."""

    def result(self) -> Result:
        """The result, once it is there."""
        ...


def no_progress(what: str, done: int, total: int, name: str) -> None:
    """Tell nobody."""


def mapped_in_order(
    submit: Callable[[Input], Pending[Output]], inputs: Sequence[Input], ahead: int
) -> Iterator[Output]:
    """The results of what is submitted, in order, never more than so many ahead of what was asked for."""
    waiting = iter(inputs)
    running = deque(map(submit, islice(waiting, ahead)))
    while running:
        result = running.popleft().result()
        running.extend(map(submit, islice(waiting, 1)))
        yield result


def _jobs_that_pay(inputs: int, per_job: int) -> int:
    return max(1, min(os.cpu_count() or 1, inputs // per_job))
