"""An existing Dask cluster as the engine of a run: the same function, the same bytes, on other machines.

Workers need the same Dateline and the same model as the machine that gives them work, which is asked before, and a way
to the seeds (`SeedSource`).
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from types import TracebackType
from typing import Any, Self

from dateline.model.problems import DatelineError
from dateline.project import cache
from dateline.project.engines import AHEAD, Input, Output, mapped_in_order

_INSTALL = "pip install 'dateline-briefings[dask]'"
_SECONDS = 20
"""How long a scheduler has to answer, or its first worker to come."""
_LOCK = threading.Lock()
"""A worker with several threads analyses one article at a time: a spaCy pipeline is not made for more."""


class DaskEngine:
    """The workers of the scheduler at an address (`tcp://host:8786`), which analyse by a model."""

    def __init__(self, scheduler: str, model: str) -> None:
        self._scheduler = scheduler
        self._model = model
        self._client: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            self._client.close()

    def map(self, step: Callable[[Input], Output], inputs: Sequence[Input], per_job: int) -> Iterator[Output]:
        """The results in order; the cluster is asked only if there is anything to do, and then whatever pays."""
        if not inputs:
            return
        if self._client is None:
            self._client = _connected(self._scheduler)
            _refuse_other_versions(self._client, self._model)
        submit = partial(self._client.submit, _alone, step, pure=False)
        yield from mapped_in_order(submit, inputs, AHEAD * max(1, len(self._client.nthreads())))


def _alone(step: Callable[[Input], Output], each: Input) -> Output:
    with _LOCK:
        return step(each)


def _connected(scheduler: str) -> Any:
    """A client of the scheduler, once it has a worker."""
    try:
        import distributed
    except ModuleNotFoundError:
        raise DatelineError("dateline", "Dask is not installed", _INSTALL) from None
    connect: Any = distributed.Client  # its types are not published
    try:
        client = connect(scheduler, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as reason:
        hint = "name it as `dask scheduler` does when it starts, like tcp://10.0.0.1:8786"
        raise DatelineError("dateline", f"no Dask scheduler answers at {scheduler}: {reason}", hint) from None
    try:
        client.wait_for_workers(1, timeout=_SECONDS)
    except TimeoutError:
        client.close()
        hint = "start one: dask worker ADDRESS --nthreads 1"
        raise DatelineError("dateline", f"the Dask scheduler at {scheduler} has no worker", hint) from None
    return client


def _version(model: str) -> str:
    return cache.version_of("briefing", model)


def _refuse_other_versions(client: Any, model: str) -> None:
    """Refuse workers that would make other briefings of the same seeds."""
    for worker, found in client.run(cache.version_of, "briefing", model, on_error="return").items():
        if found != _version(model):
            what = (
                "has no Dateline"
                if isinstance(found, Exception)
                else "has another version of Dateline or its model"
            )
            hint = "install the same there as here"
            raise DatelineError("dateline", f"the Dask worker {worker} {what}", hint)
