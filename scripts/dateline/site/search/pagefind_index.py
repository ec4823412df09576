"""Records to the files of one of Pagefind's indexes."""

import base64
from collections.abc import Sequence
from html import escape
from pathlib import Path

from dateline.model.problems import DatelineError
from dateline.project.settings import CONFIG_FILE
from dateline.site.search.pagefind import Request, ask
from dateline.site.search.pagefind_files import Files, rewritten
from dateline.site.search.search_records import Found, Kind

HIDDEN = ("[data-search-exclude]", ".headerlink", "script", "style")
"""Parts of a page that are not searched: its own words, not the briefing's."""

_HIGHEST_WEIGHT = 10.0


def bundle_of(program: Path, records: Sequence[Found], language: str) -> Files:
    """The files of an index of records, which a browser needs and no others; raises `DatelineError` as `ask` does.

    `language` is that of the site: one index holds the briefings of all languages, stemmed as this one.
    """
    config = {"force_language": language, "exclude_selectors": list(HIDDEN)}
    answers = ask(
        program,
        [
            {"type": "NewIndex", "config": config},
            *(_request_of(record, language) for record in records),
            {"type": "GetFiles", "index_id": 0},
        ],
    )
    files = {file["path"]: base64.b64decode(file["content"]) for file in answers[-1]["files"]}
    try:
        return rewritten(files, records)
    except (KeyError, ValueError, TypeError, IndexError, EOFError, OSError) as reason:
        hint = "install the version that pyproject.toml names, or set `search: material`"
        raise DatelineError(CONFIG_FILE, f"Pagefind's index is not as expected: {reason!r}", hint) from None


def _request_of(record: Found, language: str) -> Request:
    if record.kind in (Kind.BRIEFING, Kind.PAGE):
        return {
            "type": "AddFile",
            "index_id": 0,
            "url": record.url,
            "file_path": None,
            "file_contents": _html_of(record, language),
        }
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": record.url,
        "content": record.body,
        "language": language,
        "meta": {},
        "filters": {facet: list(values) for facet, values in record.facets.items() if values},
        "sort": {},
    }


def _html_of(record: Found, language: str) -> str:
    """A page for Pagefind: the body with its weight, and elements that are not part of it.

    Those are the values of its facets, which are not searched, and what it is also found by, which is: Pagefind's
    metadata can match beside the body, so that a word of a topic and one of the text find the briefing together.
    """
    weight = min(max(record.boost, 0.0), _HIGHEST_WEIGHT)
    weighed = "" if weight == 1 else f' data-pagefind-weight="{weight:g}"'
    values = "".join(
        f'<i data-pagefind-filter="{facet}">{escape(value)}</i>'
        for facet, found in record.facets.items()
        for value in found
    )
    also = f'<i data-pagefind-meta="also">{escape(" · ".join(record.also))}</i>' if record.also else ""
    return (
        f'<html lang="{escape(language)}"><body><main data-pagefind-body{weighed}>{record.body}</main>'
        f"<div data-pagefind-ignore>{values}{also}</div></body></html>"
    )
