"""Reports of commands, kept as long as nothing has changed that they rest on.

Such a report stands in `.dateline/cache/report-….json` beside a key: the digest of the configuration, of every file in
the folders that the command reads, of the code and of what is installed.  Light to import, and reads no YAML: this is
all that a run over an unchanged project does.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from dateline.project.file_digests import FileDigests
from dateline.project.whole_files import write_whole

Found = TypeVar("Found")

CONFIG_FILE = "mkdocs.yml"
_PACKAGE = Path(__file__).parents[1]
_INSTALLED = (".dist-info", ".egg-info")


@dataclass(frozen=True, slots=True)
class Basis:
    """What a report rests on beside the code; paths below the project's root, or absolute ones."""

    config: str
    """The digest of the configuration, which names the folders."""
    folders: tuple[str, ...]
    files: tuple[str, ...] = ()
    """Files outside the folders, whether they are there or not."""


class ReportKeeper:
    """Finds and keeps the report of a command in the project of a configuration file (None for the one here)."""

    def __init__(self, command: str, config_file: Path | None) -> None:
        config = config_file or Path(CONFIG_FILE)
        self._config = str(config.absolute())
        self._is_wrong = config_file is not None and not config.is_file()
        self._root = config.parent.resolve()
        self._cache = self._root / ".dateline" / "cache"
        self._path = self._cache / f"report-{command}.json"

    def find(self, *, write: bool = True) -> Any:
        """What was kept, None where there is nothing or anything has changed.

        With `write` what had to be read anew to learn that is noted.
        """
        if self._is_wrong or (self._cache / "journal.json").exists():
            return None
        digests = FileDigests(self._cache)
        try:
            kept = json.loads(self._path.read_bytes())
            basis = Basis(kept["config"], tuple(kept["folders"]), tuple(kept["files"]))
            if digests.of(self._config) != basis.config or self._key(basis, digests) != kept["key"]:
                return None
            report = kept["report"]
        except (OSError, ValueError, LookupError, TypeError):  # missing, or cut short by a full disk
            return None
        if write:
            digests.save()
        return report

    def observe(
        self, folders: Sequence[Path], look: Callable[[FileDigests], tuple[Found, Collection[str]]]
    ) -> tuple["Snapshot", Found]:
        """What `look` finds in the folders, and the state of all that it rests on, from before it was looked at.

        `look` gives the files outside the folders that it looked for as well.
        """
        files: Collection[str] = ()
        while True:
            snapshot = self._snapshot(folders, files)
            found, also = look(snapshot.digests)
            if set(also) <= set(files):
                return snapshot, found
            files = {*files, *also}

    def keep(self, snapshot: "Snapshot", report: Any) -> None:
        """Keep a report as JSON; a cache that can't be written costs time, nothing else."""
        kept = {**asdict(snapshot.basis), "key": snapshot.key, "report": report}
        with suppress(OSError):
            write_whole(self._path, json.dumps(kept))
        snapshot.digests.save()

    def _snapshot(self, folders: Iterable[Path], files: Iterable[str]) -> "Snapshot":
        digests = FileDigests(self._cache)
        names = (os.path.relpath(folder, self._root) for folder in folders)
        basis = Basis(digests.of(self._config), tuple(names), tuple(sorted(files)))
        return Snapshot(basis, self._key(basis, digests), digests)

    def _key(self, basis: Basis, digests: FileDigests) -> str:
        total = hashlib.sha256(f"{sys.version}\n".encode())
        for line in self._lines(basis, digests):
            total.update(line.encode("utf-8", "surrogateescape"))
        return total.hexdigest()

    def _lines(self, basis: Basis, digests: FileDigests) -> Iterator[str]:
        yield f"{self._config}\n"
        for folder in (_PACKAGE, *(self._root / name for name in basis.folders)):
            yield f"{folder} {folder.is_dir()}\n"
            yield "".join(f"{name} {digest}\n" for name, digest in digests.below(folder).items())
        for name in basis.files:
            yield f"{name} {digests.of(self._root / name)}\n"
        yield "\n".join(_installed())


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of all that a report rests on."""

    basis: Basis
    key: str
    digests: FileDigests


def _installed() -> Iterator[str]:
    """The distributions that Python finds, each with its version, as their folders are named."""
    for folder in sys.path:
        with suppress(OSError):
            yield from sorted(name for name in os.listdir(folder or ".") if name.endswith(_INSTALLED))  # noqa: PTH208
