"""Pagefind's index of records, made by its command line (https://pagefind.app/docs/config-options/).

Each record is written as a small page, with the attributes that Pagefind reads, into a folder that is indexed as a
site.  Pagefind's Python interface reads at most ten answers a second, which makes minutes of some thousand records.
"""

import os
import subprocess
from collections.abc import Iterable
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from pagefind.service import get_executable

from dateline.model.problems import DatelineError
from dateline.project.settings import CONFIG_FILE
from dateline.site.search.hidden_parts import HIDDEN
from dateline.site.search.search_records import Record

EVERY = "ꙮ"
"""A word that each record has and no reader types: asked for where facets are chosen and nothing is typed.

For a query without a word, Pagefind's program loads the words of the whole index.  The letter is not the beginning of
any other word.
"""
ENTRY = "pagefind-entry.json"
"""The file of an index that names the others, which are named after their content."""

_HIGHEST_WEIGHT = 10.0
_PART_OF_WORDS = 20_000
"""How large a part of the words is that a browser loads for one of them: places of words (Pagefind's default)."""
_SMALLEST_PART = 2500
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
    program: Path,
    records: Iterable[Record],
    language: str,
    folder: Path,
    *,
    shards: int = 1,
    threads: int | None = None,
) -> None:
    """Write the index of records into a folder; raises `DatelineError`.

    `language` is that of the site: one index holds the briefings of all languages, stemmed as this one.  Where a site
    has several `shards`, a word is loaded from each of them, so that the parts are made smaller.
    """
    with TemporaryDirectory(prefix="dateline-search-") as pages:
        is_empty = True
        for record in records:
            _write_page(record, Path(pages))
            is_empty = False
        if is_empty:  # Pagefind refuses to index nothing
            _write_page(Record("", body=EVERY), Path(pages))
        _run(program, Path(pages), language, folder.resolve(), _environment(shards, threads))


def _environment(shards: int, threads: int | None) -> dict[str, str]:
    """Pagefind's own variable is named “unstable”: an index that was made without it is as right, and loads more."""
    part = max(_SMALLEST_PART, _PART_OF_WORDS // shards)
    told = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(part)} if shards > 1 else {}
    if threads:
        told["RAYON_NUM_THREADS"] = str(threads)
    return {**os.environ, **told}


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


def _write_page(record: Record, folder: Path) -> None:
    path = folder / _path_of(record.url)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_page_of(record), encoding="utf-8")


def _path_of(url: str) -> str:
    """The file of which Pagefind makes this address: “a/b/” is that of a/b/index.html."""
    path = unquote(url)
    return f"{path}index.html" if not path or path.endswith("/") else path


def _page_of(record: Record) -> str:
    """A record as a page: its body with its weight, and beside it what is filtered, sorted and shown."""
    weight = min(max(record.boost, 0.0), _HIGHEST_WEIGHT)
    weighed = "" if weight == 1 else f' data-pagefind-weight="{weight:g}"'
    filters = {**record.filters, "day": (record.day,)} if record.day else record.filters
    told = ((f'filter="{name}"', value) for name, values in filters.items() for value in values)
    meta = ((f'meta="{name}"', value) for name, value in {**record.meta, "every": EVERY}.items())
    sort = [('sort="day"', record.day)] if record.day else []
    values = "".join(f"<i data-pagefind-{what}>{escape(value)}</i>" for what, value in (*told, *meta, *sort))
    return (
        f"<html><body><main data-pagefind-body{weighed}>{record.body}</main>"
        f"<div data-pagefind-ignore>{values}</div></body></html>"
    )
