"""A folder for the small files that go to Pagefind and come from it: in memory where that has room.

Two thousand files of a shard take 0.1 s there, and up to a second on a disk that has other work.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

_MEMORY = Path("/dev/shm")
_ROOM = 256 << 20
"""Bytes that have to be free there: many times what the shards need that are made at once."""


def scratch_folder(prefix: str) -> TemporaryDirectory[str]:
    """Make a folder that goes with its context; where TMPDIR names a place, there."""
    return TemporaryDirectory(prefix=prefix, dir=None if os.environ.get("TMPDIR") else _memory())


def _memory() -> Path | None:
    with suppress(OSError):
        if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
            return _MEMORY
    return None
