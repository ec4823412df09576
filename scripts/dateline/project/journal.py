"""Several files changed as one: a run that is killed between two of them is finished by the next.

What is about to be written is noted first (`.dateline/cache/journal.json`).  The next run finishes what it finds there,
unless a person changed one of the files in between: then their files count, and the merge finds its way from those.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dateline.model.problems import DatelineError
from dateline.project import files
from dateline.project.files import Project

_NAME = "journal.json"


@dataclass(frozen=True, slots=True)
class Write:
    """One file before and after; None where it is not there."""

    path: Path
    before: str | None
    after: str | None


def commit(project: Project, writes: Sequence[Write]) -> None:
    """Bring files into their new state, in order; raises `DatelineError` where the disk or its owner refuses."""
    if not writes:
        return
    if len(writes) > 1:
        records = [[project.name(write.path), write.before, write.after] for write in writes]
        _put(project, Write(project.cache / _NAME, None, json.dumps(records)))
    for write in writes:
        _put(project, write)
    if len(writes) > 1:
        _put(project, Write(project.cache / _NAME, None, None))


def recover(project: Project) -> None:
    """Finish what a run that was killed had begun."""
    journal = project.cache / _NAME
    if not journal.is_file():
        return
    for write in _unfinished(tuple(_noted(project))):
        _put(project, write)
    _put(project, Write(journal, None, None))


def _noted(project: Project) -> Iterator[Write]:
    with suppress(OSError, ValueError, TypeError):  # not there, or cut short by a full disk
        for name, before, after in json.loads((project.cache / _NAME).read_bytes()):
            path = Path(os.path.abspath(project.root / name))  # noqa: PTH100 -- a link keeps its name
            if project.briefings in path.parents or project.root / ".dateline" in path.parents:
                yield Write(path, before, after)


def _unfinished(writes: Sequence[Write]) -> Sequence[Write]:
    """The writes that are still to do; none where a file is neither as it was nor as it should be.

    Where a later file was written, the first one was too: a person may have changed it since.
    """
    found = [_content(write.path) for write in writes]
    done = [n for n, write in enumerate(writes) if found[n] == write.after]
    start = max(done) + 1 if done else 0
    is_as_noted = all(found[n] == write.before for n, write in enumerate(writes) if n >= start)
    return writes[start:] if is_as_noted else ()


def _content(path: Path) -> str | None:
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None


def _put(project: Project, write: Write) -> None:
    try:
        if write.after is None:
            write.path.unlink(missing_ok=True)
        else:
            files.write_whole(write.path, write.after)
    except OSError as reason:
        hint = "make room, or see that you may write there, and run it again: nothing is lost"
        message = f"can't be written: {reason.strerror or reason}"
        raise DatelineError(project.name(write.path), message, hint) from None
