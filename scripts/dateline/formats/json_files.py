"""What the readers of JSON share: loading it, with its errors in words, and text without markup as parts."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from dateline.formats.parsed_article import Part
from dateline.layout.lines import tidied
from dateline.model.article import BlockKind
from dateline.model.problems import DatelineError


def load_json(
    text: str, file: str, hint: str, pairs_hook: Callable[[list[tuple[str, Any]]], Any] | None = None
) -> Any:
    """Parse JSON, NaN and the like as null; raises `DatelineError` with the hint for what is broken."""
    try:
        return json.loads(text, object_pairs_hook=pairs_hook, parse_constant=lambda name: None)
    except RecursionError:
        raise DatelineError(file, "the JSON is nested too deeply", hint) from None
    except json.JSONDecodeError as reason:
        raise DatelineError(file, f"this is not valid JSON: {reason.msg}", hint, reason.lineno) from None


def without_surrogates(text: str) -> str:
    """Return a text without lone surrogates, which JSON's escapes can hold and no file can."""
    return text.encode("utf-8", "replace").decode("utf-8")


def paragraphs_of(text: str) -> Iterator[Part]:
    """Yield the lines of a text as paragraphs."""
    for paragraph in filter(None, map(tidied, text.split("\n"))):
        yield Part(BlockKind.PARAGRAPH, paragraph, "a paragraph of the item's text", rule="item_line")
