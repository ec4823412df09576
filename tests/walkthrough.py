"""A page of the guide as steps that a test can take: files to save, lines to change, commands and what they say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"(?P<before>[^\n]*)\n\n```(?P<form>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_SAVED = re.compile(r"Save it as `([^`]+)`:")


@dataclass(frozen=True)
class Step:
    """A block of a page: `sh` commands, `diff` an edit, `text` what a command says or, with a name, a file."""

    form: str
    text: str
    file: str = ""


def steps_of(page: str) -> Iterator[Step]:
    """The blocks of a page in their order."""
    for found in _BLOCK.finditer(page):
        saved = _SAVED.search(found["before"])
        yield Step(found["form"], found["text"], saved[1] if saved else "")


def apply(diff: str, file: Path) -> None:
    """Make an edit: the lines without a mark or with a minus stand in the file, and become those without a minus."""
    lines = diff.splitlines()
    before = "\n".join(line[1:] for line in lines if line[:1] != "+")
    after = "\n".join(line[1:] for line in lines if line[:1] != "-")
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, before
    file.write_text(text.replace(before, after), encoding="utf-8")
