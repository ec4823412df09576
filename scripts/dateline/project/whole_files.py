"""Write files whole or not at all; light to import."""

import os
import stat
import tempfile
from pathlib import Path

PARTIAL = (".dateline-", ".part")
"""How the name of a file begins and ends while it is being written."""


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file beside its place and move it there, so that nobody ever sees half of it; text as UTF-8."""
    data = content.encode() if isinstance(content, str) else content
    path = path.resolve()  # a link stays one
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=PARTIAL[0], suffix=PARTIAL[1])
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_new(path: Path, text: str) -> bool:
    """Write a file of text where there is none, with its folders; False, and nothing done, where there is one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = path.open("xb")
    except FileExistsError:
        return False
    with file:
        try:
            file.write(text.encode())
            file.flush()
        except BaseException:
            path.unlink()
            raise
    return True
