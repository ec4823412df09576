"""Pagefind's index of records, made by its command line (https://pagefind.app/docs/config-options/).

Each record is written as a small page, with the attributes that Pagefind reads, into a folder that is indexed as a
site.  Pagefind's Python interface reads at most ten answers a second, which makes minutes of some thousand records.
"""

import subprocess
from collections.abc import Sequence
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from pagefind.service import get_executable

from dateline.model.problems import DatelineError
from dateline.project.settings import CONFIG_FILE
from dateline.site.search.search_records import Record, with_names_listed
from dateline.site.search.vocabulary import WORDS_FILE, vocabulary_of

EVERY = "ꙮ"
"""A word that each record has and no reader types: asked for where facets are chosen and nothing is typed.

For a query without a word, Pagefind's program loads the words of the whole index.  The letter is not the beginning of
any other word.
"""

_HIDDEN = "[data-search-exclude], .headerlink, script, style"
"""Parts of a page that are not searched: its own words, not the briefing's."""
_HIGHEST_WEIGHT = 10.0
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


def write_index(program: Path, records: Sequence[Record], language: str, folder: Path) -> None:
    """Write the index of records into a folder, and beside it the words to offer; raises `DatelineError`.

    `language` is that of the site: one index holds the briefings of all languages, stemmed as this one.
    """
    with TemporaryDirectory(prefix="dateline-search-") as pages:
        for record in with_names_listed(records) or [
            Record("", body=EVERY)
        ]:  # Pagefind refuses to index nothing
            path = Path(pages, _path_of(record.url))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_page_of(record), encoding="utf-8")
        _run(program, Path(pages), language, folder.resolve())
    (folder / WORDS_FILE).write_bytes(vocabulary_of(records))


def _run(program: Path, pages: Path, language: str, folder: Path) -> None:
    options = ("--force-language", language, "--exclude-selectors", _HIDDEN, "--silent")
    command: tuple[str | Path, ...] = (program, "--site", pages, "--output-path", folder, *options)
    # In the folder of the pages, so that a pagefind.yml of the project is not read.
    done = subprocess.run(
        command, cwd=pages, capture_output=True, text=True, encoding="utf-8", errors="replace"
    )
    if done.returncode or not (folder / "pagefind-entry.json").exists():
        reason = done.stderr.strip() or f"it ended with {done.returncode}"
        raise DatelineError(CONFIG_FILE, f"Pagefind made no search index: {reason}", _REMEDY)


def _path_of(url: str) -> str:
    """The file of which Pagefind makes this address: “a/b/” is that of a/b/index.html."""
    path = unquote(url)
    return f"{path}index.html" if not path or path.endswith("/") else path


def _page_of(record: Record) -> str:
    """A record as a page: its body with its weight, and beside it what is filtered, sorted and shown."""
    weight = min(max(record.boost, 0.0), _HIGHEST_WEIGHT)
    weighed = "" if weight == 1 else f' data-pagefind-weight="{weight:g}"'
    filters = ((f'filter="{name}"', value) for name, values in record.filters.items() for value in values)
    meta = ((f'meta="{name}"', value) for name, value in {**record.meta, "every": EVERY}.items())
    sort = [('sort="day"', str(record.day))] if record.day else []
    values = "".join(
        f"<i data-pagefind-{what}>{escape(value)}</i>" for what, value in (*filters, *meta, *sort)
    )
    return (
        f"<html><body><main data-pagefind-body{weighed}>{record.body}</main>"
        f"<div data-pagefind-ignore>{values}</div></body></html>"
    )
