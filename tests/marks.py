"""Tables of cases of which `make test` takes a few, and `make test-long` the others (see `long` in pyproject.toml)."""

from collections.abc import Sequence

import pytest


def few_of(few: Sequence[object], others: Sequence[object]) -> list[object]:
    """All of them as parameters of a test, the others marked long; a plain tuple holds several parameters."""
    assert few, "a test of which every case is long is marked itself"
    return [*few, *map(_long, others)]


def _long(case: object) -> object:
    return pytest.param(*(case if type(case) is tuple else (case,)), marks=pytest.mark.long)
