"""The list of the samples, which `scripts/remove_samples.py` goes by; `python tests/samples.py` writes it anew."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from remove_samples import ANY, LIST, digest_of  # noqa: E402 -- a script, beside the package

GUIDE = ("docs/guide/", "docs/images/", "docs/mkdocs.yml")
HEAD = """\
# The samples, for `scripts/remove_samples.py`: a block for files that belong together, each with its SHA-256
# (line ends as LF), or * where it goes whatever it holds, as the guide does, which is written all the time.
# `python tests/samples.py` writes this list.
"""


def files_of_samples() -> Iterator[list[Path]]:
    for briefing in sorted((ROOT / "briefings").glob("*.md")):
        seeds = re.findall(r"^ +(?:- )?seed: (\S+)$", briefing.read_text(encoding="utf-8"), re.MULTILINE)
        remembered = (ROOT / ".dateline").glob(f"[!c]*/{briefing.stem}.*")
        yield [briefing, *map(ROOT.joinpath, seeds), *remembered]
    yield [
        path for name in GUIDE for path in (ROOT.glob(f"{name}*") if name.endswith("/") else [ROOT / name])
    ]
    yield [ROOT / "docs" / "about.md"]


def list_of_samples() -> str:
    blocks = []
    for files in files_of_samples():
        names = {path.relative_to(ROOT).as_posix(): path for path in sorted(files)}
        digests = {name: ANY if name.startswith(GUIDE) else digest_of(path) for name, path in names.items()}
        lines = [f"{digest}  {name}\n" for name, digest in digests.items()]
        blocks.append("".join(lines))
    return "\n".join([HEAD, *blocks])


if __name__ == "__main__":
    LIST.write_text(list_of_samples(), encoding="utf-8")
