"""Records kept by the digest of what they were made of, in a few files of `.dateline/cache/` (docs/decisions/033).

They are MessagePack, read with msgspec straight into the records' own types: what is torn, foreign or of another
version does not fit them and counts as missing, and nothing in a file can run.
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from typing import Generic, TypeVar

import msgspec

from dateline.project import files
from dateline.project.files import Project

Value = TypeVar("Value")

_DIGEST = 32
"""Bytes of the checksum that a file begins with."""
_NOT_ENCODED = (TypeError, ValueError, OverflowError)
"""Raised for what MessagePack can't hold: a lone surrogate that a person escaped, say."""


class ContentStore(Generic[Value]):
    """The records of one kind that the last build kept, and those that this one asks for.

    A key is a hexadecimal digest, of what a record was made of or of its name; its first digit tells the file, which is
    read when it is first asked for.  A record is decoded when it is asked for, and written as it was read.

    Records that take much more memory than when they are written, and are seldom asked for twice, are kept `packed`.
    """

    def __init__(
        self, project: Project, name: str, version: str, kind: type[Value], packed: bool = False
    ) -> None:
        self._project, self._name, self._version = project, name, version
        self._encoder = msgspec.msgpack.Encoder()
        self._files = msgspec.msgpack.Decoder(dict[str, msgspec.Raw])
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._kept: dict[str, dict[str, msgspec.Raw]] = {}
        self._used: dict[str, Value | msgspec.Raw] = {}
        self._packed = packed

    @property
    def is_used(self) -> bool:
        """Whether a record has been asked for or kept since the last time that the store was saved."""
        return bool(self._used)

    def get(self, key: str) -> Value | None:
        """The record of a key, which stays in the store."""
        value = self._used.get(key)
        if value is None and (raw := self._kept_in(key[0]).get(key)):
            with suppress(msgspec.MsgspecError):
                value = self._decoder.decode(raw)
                self._used[key] = raw if self._packed else value
        return self._decoder.decode(value) if isinstance(value, msgspec.Raw) else value

    def put(self, key: str, value: Value) -> None:
        """Keep a record."""
        self._used[key] = value
        self._kept_in(key[0]).pop(key, None)
        if self._packed:
            with suppress(*_NOT_ENCODED):
                self._used[key] = msgspec.Raw(self._encoder.encode(value))

    def save(self, spare: int = 0) -> None:
        """Write the files that have changed, without the records that nobody has asked for since the last time.

        These stay where they are no more than `spare` in a file: for what is asked for when it is needed alone.
        """
        used: dict[str, dict[str, Value | msgspec.Raw]] = {digit: {} for digit in "0123456789abcdef"}
        for key, value in sorted(self._used.items()):
            used[key[0]][key] = value
        for digit, values in used.items():
            kept = self._kept_in(digit)
            if len(unasked := kept.keys() - values.keys()) <= spare:
                values |= {key: kept[key] for key in sorted(unasked)}
            if values.keys() != kept.keys():
                self._save(digit, {key: kept.get(key, value) for key, value in values.items()})
                del self._kept[digit]
        self._used = {}

    def _kept_in(self, digit: str) -> dict[str, msgspec.Raw]:
        if digit not in self._kept:
            self._kept[digit] = self._load(digit)
        return self._kept[digit]

    def _save(self, digit: str, values: Mapping[str, Value | msgspec.Raw]) -> None:
        try:
            data = self._encoder.encode(values)
        except _NOT_ENCODED:
            return
        head = self._checksum(data)
        files.write_cache(self._project, self._file(digit), head + data)

    def _load(self, digit: str) -> dict[str, msgspec.Raw]:
        try:
            data = (self._project.cache / self._file(digit)).read_bytes()
            if self._checksum(data[_DIGEST:]) != data[:_DIGEST]:
                return {}
            return self._files.decode(data[_DIGEST:])
        except (OSError, msgspec.MsgspecError):
            return {}

    def _file(self, digit: str) -> str:
        return f"{self._name}/{digit}.msgpack"

    def _checksum(self, data: bytes) -> bytes:
        return hashlib.blake2b(data, digest_size=_DIGEST, key=self._version.encode()[:64]).digest()
