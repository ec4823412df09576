"""Datelines: where a report was written, "SEOUL, Sept 12 (Reuters) - " or "Lyon, France"."""

import re

from dateline.lang.lexicon import words

_DATELINE = re.compile(
    r"(?P<place>(?:[A-Z][A-Z.'’/-]+|[A-Z]{2,}|St\.)(?:[ ,/]{1,2}(?:(?:and|de|of|la) )?[A-Z][\w.'’-]*){0,6}?)"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?,? {0,2}"
    r"(?:\((?P<agency>[A-Z][\w .'’/-]{1,30})\) {0,2}(?:[-–—:|_]{1,2})?|(?P<mark>\.? ?(?:[-–—]{1,2}|_(?= ))))\s{0,3}"
)
"""A place in capitals, then a day, an agency in brackets, a dash: "KELLAM, May 6 (Reuters) - "; wires write "_" too."""


def place_of(text: str) -> str | None:
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
