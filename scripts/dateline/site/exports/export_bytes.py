"""Data as the bytes of a file: UTF-8, the same for the same data."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

_ENCODER = msgspec.json.Encoder()

Row = dict[str, Any]


def told(**values: Any) -> Row:
    """A row without what is not known."""
    return {name: value for name, value in values.items() if value or value is False}


def json_bytes(value: object) -> bytes:
    """A value as JSON."""
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:  # a lone surrogate that a person escaped
        return json.dumps(value, separators=(",", ":")).encode()


def list_bytes(head: Mapping[str, object], name: str, rows: Iterable[Row]) -> bytes:
    """A JSON object with a list, a row of which is a line of the file."""
    listed = b",\n".join(map(json_bytes, rows))
    return b"%s,%s:[\n%s\n]}\n" % (json_bytes(head)[:-1], json_bytes(name), listed)
