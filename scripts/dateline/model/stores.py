"""What a store is: where values are kept by a key of what they are made of, so that they need not be made again."""

from typing import Any, Protocol, TypeVar

Value = TypeVar("Value")


class Store(Protocol[Value]):
    """Where values are kept by their keys."""

    def get(self, key: str, /) -> Value | None:
        """The value of a key; None where none is kept."""

    def put(self, key: str, value: Value, /) -> None:
        """Keep a value."""


class _NoStore:
    def get(self, key: str, /) -> None:
        return None

    def put(self, key: str, value: object, /) -> None:
        pass


NO_STORE: Store[Any] = _NoStore()
"""Keeps nothing."""
