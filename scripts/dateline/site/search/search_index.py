"""Pagefind's index of pages, made by its command line (https://pagefind.app/docs/config-options/).

Each page is written as `indexed_page` has it into a folder that is indexed as a site.  Pagefind's Python interface
reads at most ten answers a second, which makes minutes of some thousand pages.
"""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from pagefind.service import get_executable

from dateline.model.problems import DatelineError
from dateline.project.settings import CONFIG_FILE
from dateline.site.search.hidden_parts import HIDDEN
from dateline.site.search.index_folder import ENTRY
from dateline.site.search.indexed_page import EVERY, IndexedPage
from dateline.site.search.scratch_folder import scratch_folder
from dateline.site.search.search_records import Record

_PART_OF_WORDS = 20_000
"""How large a part of the words is that a browser loads for one of them: places of words (Pagefind's default)."""
_SMALLEST_PART = 5500
_MISSING = "Pagefind, which makes the search index, can't run"
_REMEDY = (
    "install it again (pip install 'pagefind[bin]'), or set `search: material` below the dateline plugin"
)


def program() -> Path:
    """Return Pagefind's program; raises `DatelineError` where there is none, or it does not run on this machine."""
    path = get_executable()
    if path is None:
        raise DatelineError(CONFIG_FILE, f"{_MISSING}: there is no program", _REMEDY)
    try:
        subprocess.run([path, "--version"], capture_output=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError) as reason:
        raise DatelineError(CONFIG_FILE, f"{_MISSING}: {reason}", _REMEDY) from None
    return path


def write_index(
    program: Path, pages: Iterable[IndexedPage], language: str, folder: Path, shards: int = 1, cores: int = 1
) -> None:
    """Write the index of pages into a folder, on so many `cores`; raises `DatelineError`.

    `language` is that of the site: one index holds the briefings of all languages, stemmed as this one.  Where a site
    has several `shards`, a word is loaded from each of them, so that the parts are made smaller.
    """
    with scratch_folder("dateline-search-") as source:
        is_empty = True
        for page in pages:
            _write_page(page, Path(source))
            is_empty = False
        if is_empty:  # Pagefind refuses to index nothing
            _write_page(IndexedPage.of(Record("", body=EVERY)), Path(source))
        _run(program, Path(source), language, folder.resolve(), _environment(shards, cores))


def _environment(shards: int, cores: int) -> dict[str, str]:
    """On some cores, since several indexes may be made at a time, and smaller parts of the words.

    Pagefind's own variable is named “unstable”: an index that was made without it is as right, and loads more.
    """
    part = max(_SMALLEST_PART, _PART_OF_WORDS // shards)
    told = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(part)} if shards > 1 else {}
    return {**os.environ, "RAYON_NUM_THREADS": str(cores), **told}


def _run(program: Path, pages: Path, language: str, folder: Path, environment: dict[str, str]) -> None:
    options = ("--force-language", language, "--exclude-selectors", HIDDEN, "--silent")
    command: tuple[str | Path, ...] = (program, "--site", pages, "--output-path", folder, *options)
    # In the folder of the pages, so that a pagefind.yml of the project is not read.
    done = subprocess.run(
        command,
        cwd=pages,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode or not (folder / ENTRY).exists():
        reason = done.stderr.strip() or f"it ended with {done.returncode}"
        raise DatelineError(CONFIG_FILE, f"Pagefind made no search index: {reason}", _REMEDY)


def _write_page(page: IndexedPage, folder: Path) -> None:
    path = folder / _path_of(page.url)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page.html, encoding="utf-8")


def _path_of(url: str) -> str:
    """The file of which Pagefind makes this address: “a/b/” is that of a/b/index.html."""
    path = unquote(url)
    return f"{path}index.html" if not path or path.endswith("/") else path
