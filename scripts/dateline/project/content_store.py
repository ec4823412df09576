"""Records kept by the digest of what they were made of, in a few files of `.dateline/cache/` (docs/decisions/033).

They are MessagePack, read with msgspec straight into the records' own types: what is torn, foreign or of another
version does not fit them and counts as missing, and nothing in a file can run.
"""

import hashlib
from collections import defaultdict
from typing import Generic, TypeVar

import msgspec

from dateline.project import files
from dateline.project.files import Project

Value = TypeVar("Value")

_DIGEST = 32
"""Bytes of the checksum that a file begins with."""


class ContentStore(Generic[Value]):
    """The records of one kind that the last build kept, and those that this one asks for.

    A key is a hexadecimal digest, of what a record was made of or of its name; its first digit tells the file.
    """

    def __init__(self, project: Project, name: str, version: str, kind: type[Value]) -> None:
        self._project, self._name, self._version = project, name, version
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(dict[str, kind])  # type: ignore[valid-type]  # as msgspec takes types
        self._kept = {digit: self._load(digit) for digit in "0123456789abcdef"}
        self._used: dict[str, Value] = {}

    def get(self, key: str) -> Value | None:
        """The record of a key, which stays in the store."""
        value = self._used.get(key) or self._kept[key[0]].get(key)
        if value is not None:
            self._used[key] = value
        return value

    def put(self, key: str, value: Value) -> None:
        """Keep a record."""
        self._used[key] = value

    def save(self) -> None:
        """Write the files that have changed, without the records that nobody has asked for since the last time."""
        used: dict[str, dict[str, Value]] = defaultdict(dict)
        for key, value in sorted(self._used.items()):
            used[key[0]][key] = value
        for digit, kept in self._kept.items():
            if used[digit] != kept:
                self._save(digit, used[digit])
                self._kept[digit] = used[digit]
        self._used = {}

    def _save(self, digit: str, values: dict[str, Value]) -> None:
        try:
            data = self._encoder.encode(values)
        except (TypeError, ValueError, OverflowError):  # a lone surrogate that a person escaped, say
            return
        head = self._checksum(data)
        files.write_cache(self._project, self._file(digit), head + data)

    def _load(self, digit: str) -> dict[str, Value]:
        try:
            data = (self._project.cache / self._file(digit)).read_bytes()
            if self._checksum(data[_DIGEST:]) != data[:_DIGEST]:
                return {}
            return self._decoder.decode(data[_DIGEST:])
        except (OSError, msgspec.MsgspecError):
            return {}

    def _file(self, digit: str) -> str:
        return f"{self._name}/{digit}.msgpack"

    def _checksum(self, data: bytes) -> bytes:
        return hashlib.blake2b(data, digest_size=_DIGEST, key=self._version.encode()[:64]).digest()
