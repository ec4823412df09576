"""Keys of content: digests of all that records say, so that a page is made again only when what it shows changes."""

import hashlib
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import msgspec

_ENCODER = msgspec.msgpack.Encoder()

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
"""Where an object lies in memory, which says nothing of it."""


def content_key(*parts: object) -> str:
    """The key of texts, numbers, None, and records, tuples and mappings of these (96 bits of BLAKE2b)."""
    try:
        said = _ENCODER.encode(parts)
    except (TypeError, ValueError, OverflowError):  # a lone surrogate, say
        said = repr(parts).encode(errors="surrogatepass")
    return hashlib.blake2b(said, digest_size=12).hexdigest()


class ContentKeys:
    """The keys of records that share parts: what many of them hold is looked at once.

    A record with a `key` of its own is known by that.  The records have to stay alive as long as this does.
    """

    def __init__(self) -> None:
        self._known: dict[int, bytes] = {}

    def of(self, value: object) -> str:
        """The key of a record, or of a value of Python's own kinds."""
        return self._digest(value).hex()

    def _digest(self, value: object) -> bytes:
        known = self._known.get(id(value))
        if known is None:
            known = hashlib.blake2b(b"\0".join(self._parts(value)), digest_size=16).digest()
            if not isinstance(value, (str, int, float, bytes)):
                self._known[id(value)] = known
        return known

    def _parts(self, value: Any) -> list[bytes]:
        if value is None or isinstance(value, (str, int, float, bytes)):
            return [repr(value).encode()]
        name = type(value).__name__.encode()
        if isinstance(value, Mapping):
            return [b"mapping", *(self._part(part) for item in value.items() for part in item)]
        if isinstance(value, Sequence):
            return [b"sequence", *map(self._part, value)]
        if isinstance(value, Set):
            return [b"set", *sorted(map(self._part, value))]
        if is_dataclass(value) and not isinstance(value, type):
            own = getattr(value, "key", None) if _is_keyed(type(value)) else None
            names = () if own else _names_of(type(value))
            return [name, (own or "").encode(), *(self._part(getattr(value, part)) for part in names)]
        return [name, _ADDRESS.sub("", repr(value)).encode()]

    def _part(self, value: object) -> bytes:
        """A short value as it is, so that nothing is digested without need."""
        if value is None or isinstance(value, (str, int, float)):
            return repr(value).encode()
        return self._digest(value)


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _is_keyed(kind: type) -> bool:
    """Whether the `key` of a record is made of all that it says; that of a period, say, is but one of its fields."""
    return all(field.name != "key" or not field.init for field in fields(kind))
