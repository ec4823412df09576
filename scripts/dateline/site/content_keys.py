"""Keys of content: digests of all that records say, so that a page is made again only when what it shows changes."""

import hashlib
import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

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
        shape, name, values_of = _shape_of(value.__class__)
        match shape:
            case "mapping":
                return [b"mapping", *(self._part(part) for item in value.items() for part in item)]
            case "sequence":
                return [b"sequence", *map(self._part, value)]
            case "set":
                return [b"set", *sorted(map(self._part, value))]
            case "keyed" if value.key:
                return [self._part(value)]
            case "flat" if said := _said_by(value):
                return [name, said]
            case "keyed" | "flat" | "record":
                return [name, b"", *map(self._part, values_of(value))]
            case "plain":
                return [repr(value).encode()]
        return [name, _ADDRESS.sub("", repr(value)).encode()]

    def _part(self, value: Any) -> bytes:
        """A short value, and the key of a record, as it is, so that nothing is digested without need."""
        if type(value) in _SHORT:
            return repr(value).encode()
        shape, name, _ = _shape_of(value.__class__)
        if shape == "keyed" and value.key:
            return b" ".join((name, str(value.key).encode()))
        return self._digest(value)


def _said_by(value: object) -> bytes:
    """All that a record says; nothing where that can't be encoded."""
    try:
        return _ENCODER.encode(value)
    except (TypeError, ValueError, OverflowError):
        return b""


_SHORT = frozenset((str, int, float, bool, type(None)))
_PLAIN = (str, int, float, bytes, type(None))
_SHAPES = (("plain", _PLAIN), ("mapping", Mapping), ("sequence", Sequence), ("set", Set))


@cache  # telling what a value is takes longer than taking it apart
def _shape_of(kind: Hashable) -> tuple[str, bytes, Callable[[Any], Iterable[object]]]:
    """How values of a type are taken apart, its name, and what gives the values of a record's fields."""
    assert isinstance(kind, type)
    name, shapes = kind.__name__.encode(), (shape for shape, kinds in _SHAPES if issubclass(kind, kinds))
    if (shape := next(shapes, "")) or not is_dataclass(kind):
        return shape, name, tuple
    names = [field.name for field in fields(kind)]
    shape = "keyed" if _is_keyed(kind) else "flat" if _is_flat(kind) else "record"
    return shape, name, lambda value: [getattr(value, name) for name in names]


def _is_keyed(kind: Any) -> bool:
    """Whether the `key` of a record is made of all that it says; that of a period, say, is but one of its fields."""
    own = [field for field in fields(kind) if field.name == "key"]
    return not own[0].init if own else hasattr(kind, "key")


def _is_flat(kind: Any, within: tuple[Any, ...] = ()) -> bool:
    """Whether values of a type are texts, numbers, days, or tuples, mappings and records of these that have no key."""
    if kind in within or kind in (*_SHORT, date, ...):
        return True
    if is_dataclass(kind):
        inner = get_type_hints(kind).values()
        return not _is_keyed(kind) and all(_is_flat(each, (*within, kind)) for each in inner)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return True
    parts = get_args(kind)
    is_one = get_origin(kind) in (tuple, Mapping) or (len(parts) == 2 and parts[1] is type(None))
    return is_one and all(_is_flat(each, within) for each in parts)
