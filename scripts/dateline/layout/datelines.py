"""Datelines: where a report was written, "SEOUL, Sept 12 (Reuters) - " or "Lyon, France"."""

import re

from dateline.lang.lexicon import pattern, words
from dateline.layout.bylines import title_case
from dateline.layout.lines import is_upper

_DATELINE = pattern("layout/patterns", "dateline")


def place_line(text: str) -> str | None:
    """The place that a short line names with its country or state: "Lyon, France"."""
    city, comma, country = text.strip(" .-–—").rpartition(", ")
    if not comma or len(text) > 60 or not city[:1].isupper():
        return None
    return text.strip(" -–—") if country in words("layout/places") else None


def dateline_of(text: str) -> re.Match[str] | None:
    """The dateline that a paragraph opens with; its groups `place` and `agency`."""
    match = _DATELINE.match(text[:160])
    if match is None:
        return None
    first = re.split(r"[ ,]", match["place"])[0]
    return match if first.isupper() and len(first) > 2 else None


def cased_place(place: str) -> str:
    """A place as it is usually written: "AUBURN, Wash." -> "Auburn, Wash."."""
    parts = [title_case(part) if is_upper(part) and len(part) > 3 else part for part in place.split(" ")]
    return " ".join(parts).strip(" ,/")
