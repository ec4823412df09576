#!/usr/bin/env python3
"""Remove the samples of a clone, so that it begins as a project of your own: `python scripts/remove_samples.py`.

Samples are the files that `samples.txt` lists: briefings with their seeds and what is remembered of them, the page
“About”, the guide and its pictures. One that you changed is kept and named, and so is what belongs to it; but the guide
goes as it is.
"""

import hashlib
import re
import shutil
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("samples.txt")
ANY = "*"
"""Stands for the digest of a file that goes whatever it holds."""
_ENTRY = re.compile(r" *- (?:[^:#]+:(?: +|$))?(?P<page>[^\s:#]+\.md)?\s*(?:#.*)?")
"""An entry of the navigation: a page, or the heading of a group."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Files that belong together, each with the digest that it came with."""

    files: dict[str, str]

    def changed(self, root: Path) -> list[str]:
        """Those that a person has changed."""
        return [
            name
            for name, digest in self.files.items()
            if digest != ANY and digest_of(root / name) not in ("", digest)
        ]


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, whatever git made of its line ends; "" where there is none."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest() if path.is_file() else ""


def read_list(text: str) -> Iterator[Sample]:
    """The samples of a list: a block of lines each, with a digest and a path."""
    for block in text.split("\n\n"):
        lines = [line.split("  ", 1) for line in block.splitlines() if not line.startswith("#")]
        if lines:
            yield Sample({name: digest for digest, name in lines})


def without_pages(config: str, pages: Collection[str]) -> str:
    """The text of `mkdocs.yml` without the entries that lead to pages, and without groups that they leave empty."""
    kept: list[str] = []
    removed = -1  # the indent of what was removed just below
    for line in reversed(config.splitlines(keepends=True)):
        entry, indent = _ENTRY.fullmatch(line.rstrip()), _indent(line)
        is_emptied = removed > indent and not (kept and _indent(kept[-1]) > indent)
        if entry and (entry["page"] in pages or (entry["page"] is None and is_emptied)):
            removed = indent
        else:
            kept.append(line)
            removed = -1
    return "".join(reversed(kept))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def remove_samples(root: Path, samples: Collection[Sample]) -> list[str]:
    """Remove the samples of a clone; gives the files that were changed, with which their sample was kept."""
    kept: list[str] = []
    removed: list[str] = []
    for sample in samples:
        if changed := sample.changed(root):
            kept.extend(changed)
        else:
            removed.extend(sample.files)
    for name in removed:
        (root / name).unlink(missing_ok=True)
        _remove_empty_folders(root, (root / name).parent)
    shutil.rmtree(root / ".dateline" / "cache", ignore_errors=True)
    for folder in ("seeds", "briefings"):
        (root / folder).mkdir(exist_ok=True)
    config = root / "mkdocs.yml"
    text = config.read_bytes().decode()
    config.write_bytes(without_pages(text, {name.removeprefix("docs/") for name in removed}).encode())
    return kept


def _remove_empty_folders(root: Path, folder: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def main() -> int:
    """Remove the samples of the clone that this script stands in."""
    root = LIST.parent.parent
    samples = tuple(read_list(LIST.read_text(encoding="utf-8")))
    kept = remove_samples(root, samples)
    for name in kept:
        print(f"kept, with what belongs to it, since you changed it: {name}")
    print("The samples are gone." if not kept else "The other samples are gone.")
    print(
        "Yours to change: site_name and site_url in mkdocs.yml, docs/index.md, README.md (which leads to the guide)."
    )
    print("The tests of the code rest on the samples; a clone to work on the code keeps them.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
