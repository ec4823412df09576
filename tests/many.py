"""A project of as many briefings as wanted, made of the sample ones: each with seeds of its own.

`python tests/many.py 5000 FOLDER` makes one to measure with: `cd FOLDER && time dateline check`.
"""

import hashlib
import re
import sys
from functools import partial
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_SEED = re.compile(r"^ {4}seed: (?P<path>\S+)\n {4}sha256: [0-9a-f]{64}$", re.MULTILINE)


def make_many(folder: Path, count: int) -> Path:
    """Fill a folder with so many briefings, their seeds and reviewed copies; no two briefings are the same."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "briefings").mkdir()
    (folder / ".dateline" / "reviewed").mkdir(parents=True)
    samples = sorted((ROOT / "briefings").glob("*.md"))
    for number, sample in enumerate(islice(cycle(samples), count)):
        text = _SEED.sub(partial(_own_seed, folder, number), sample.read_text(encoding="utf-8"))
        (folder / "briefings" / f"{number:05d}.md").write_text(text, encoding="utf-8")
        if (ROOT / ".dateline" / "reviewed" / sample.name).exists():
            (folder / ".dateline" / "reviewed" / f"{number:05d}.md").write_text(text, encoding="utf-8")
    return folder


def _own_seed(folder: Path, number: int, match: re.Match[str]) -> str:
    path = ROOT / match["path"]
    data = path.read_bytes() + f"\n\nEdition {number}.\n".encode()
    name = f"seeds/{number:05d}-{path.name}"
    (folder / name).write_bytes(data)
    return f"    seed: {name}\n    sha256: {hashlib.sha256(data).hexdigest()}"


if __name__ == "__main__":
    make_many(Path(sys.argv[2]), int(sys.argv[1]))
